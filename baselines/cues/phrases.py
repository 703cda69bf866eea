"""Arabic source phrases: how far the noun phrase goes that a source is."""

from __future__ import annotations

import re

from .lexicon import arabic, folded, word_list
from .nouns import HEADS, is_occasion, listed
from .page import DASHES, QUOTES, Page

LONGEST = 34
LONGEST_NAME = 5  # words of a name in quotation marks
_NAME = "علي"  # a name in one text, a preposition in the next
_PARTITIVE = word_list("arabic", "partitives")
_OUTLETS = word_list("arabic", "outlets")
_PARTICLES = folded("ثم كان وكان وقد على أو أم")
_TIMES = word_list("arabic", "days")
_ISSUED = word_list("arabic", "issued")
NOUNS_TOO = word_list("arabic", "nouns_too")


def _is_addressee(page: Page, at: int) -> bool:
    form = page.form(at)
    if form.startswith("لل") and len(form) > 4:
        return (
            form[2:] in _OUTLETS
            or "ال" + form[2:] in _OUTLETS
            or (not page.form(at - 1).startswith("ال"))
        )
    if form in ("ل", "له", "لهم", "لها", "لنا"):
        return True
    if form.startswith("ل") and page.form(at + 1) in QUOTES and len(form) < 3:
        return True
    return form.startswith("ل") and form[1:] in _OUTLETS


def is_office(page: Page, at: int) -> bool:
    """Whether the word after a comma or a dash goes on with the phrase: an office or a title."""
    form = page.form(at)
    bare = form[1:] if form[:1] == "و" and len(form) > 4 else form
    return any(word in listed("roles") or word in listed("titles") for word in (form, bare))


def _is_other(page: Page, start: int, comma: int) -> bool:
    """Whether a title after a comma opens somebody else: the phrase has a name already."""
    if page.form(comma + 1) not in listed("titles"):
        return False
    if page.form(start) in listed("roles") and page.form(start) not in listed("titles"):
        return any(form in listed("titles") for form in page.words(start, comma))
    return True


def _is_named(page: Page, start: int, comma: int, stop: int) -> bool:
    """Whether a name in commas follows an office: «المتحدث باسم الحزب، أحمد سبيع، إن»."""
    if page.form(start) not in listed("roles") and page.form(start) not in listed("titles"):
        return False
    close = next(
        (k for k in range(comma + 1, min(comma + 6, stop + 1)) if page.form(k) in ("،", ",")), None
    )
    if close is None or close - comma < 3:
        return False
    return not any(
        form in listed("adverbials")
        or form == "في"
        or form in _TIMES
        or arabic()[form] is not None
        or form in _PARTICLES
        for form in page.words(comma + 1, close)
    )


def grow(page: Page, at: int, stop: int, *, clitic: bool = False) -> int:
    """One past the last token of the noun phrase that starts at a token.

    Args:
        page: the text.
        at: the first token of the phrase.
        stop: where it must end at the latest.
        clitic: whether the first word carries a preposition ل, as after وفقا.
    """
    here, stop = at, min(stop, at + LONGEST)
    while here < stop:
        token = page.tokens[here]
        if token.is_word:
            if (
                here > at
                and ends_phrase(page, here)
                and not (token.form == "من" and here == at + 1 and _is_indefinite(page.form(at)))
            ):
                break
            if here == at and not clitic and never_starts(page, here):
                break
        elif (past := _past_name(page, here)) is not None and past <= stop:
            here = past
            continue
        elif token.form in ("،", ",", "؛") or token.form in DASHES:
            if token.form == "(" and here > at:
                close = next(
                    (k for k in range(here, min(stop, here + 7)) if page.form(k) == ")"), None
                )
                if close is not None:
                    here = close + 1
                    continue
            if not (
                here > at
                and (
                    (is_office(page, here + 1) and not _is_other(page, at, here))
                    or _is_named(page, at, here, stop)
                )
            ):
                break
        elif token.form in QUOTES:
            quote = page.quote_opened(here)
            if quote is not None and len(page.text[quote.start : quote.end].split()) > LONGEST_NAME:
                break
        elif (
            token.form == "."
            and len(page.form(here - 1)) <= 2
            and page.form(here - 1) in listed("titles")
        ):
            pass
        elif token.form != "/":
            break
        here += 1
    return page.trim(at, here)[1] if here > at else at


def _past_name(page: Page, at: int) -> int | None:
    """Where a phrase goes on after a name in marks, whatever its words are elsewhere."""
    quote = page.quote_opened(at)
    if quote is None or len(page.text[quote.start : quote.end].split()) > LONGEST_NAME:
        return None
    return page.past(quote)


def _is_indefinite(form: str) -> bool:
    """Whether a head noun is one that من goes on to say where it belongs."""
    if form.startswith("ال"):
        return False
    return form in listed("indefinite") or form.endswith(("ه", "ون", "ين", "ات"))


def never_starts(page: Page, at: int) -> bool:
    """Whether no source phrase starts with the word."""
    form = page.form(at)
    if form == _NAME:
        return False
    return (
        form in listed("adverbials")
        or form in listed("that")
        or form == "في"
        or _is_addressee(page, at)
    )


def ends_phrase(page: Page, at: int) -> bool:
    """Whether a word inside a noun phrase shows that the phrase is over."""
    form, before = page.form(at), page.form(at - 1)
    if form == _NAME:
        return not _is_name(page, at)
    if form == "من":
        partitive = before in _PARTITIVE or page.form(at + 1) in ("اعضاء", "اهالي", "ابناء")
        return not (partitive or before in _ISSUED)
    if form == "داخل":
        return page.form(at + 1).lstrip("ال") not in HEADS
    if form == "في":
        return is_occasion(page, at + 1) or page.form(at + 1) in listed("adverbials")
    if form in listed("adverbials") or form in listed("that") or _is_addressee(page, at):
        return True
    word = arabic()[form]
    if word is not None and word.kind != "participle" and form not in NOUNS_TOO:
        return not (before in listed("titles") or before in listed("roles"))
    if word is not None and word.kind == "participle" and form.endswith("ا"):
        return True
    return form == "و" or form in ("كلا", "نحن")


_COMPLETE = folded("الوزير الرئيس النائب المحامي الناشط الوزيرة")
_WITHOUT_DOTS = re.compile(r"\b(?:فى|التى|الذى|وفى)\b")  # a writer who leaves the dots of ي out


def _is_name(page: Page, at: int) -> bool:
    """Whether علي names somebody here."""
    after = page.form(at + 1)
    written = page.text[page.tokens[at].start : page.tokens[at].end]
    if written.endswith("ى") and not _WITHOUT_DOTS.search(page.text):
        return False
    if page.form(at - 1) in _COMPLETE:
        return False
    if page.form(at - 1) in listed("titles") or not (after and page.tokens[at + 1].is_word):
        return True
    near = {page.form(back) for back in range(max(0, at - 3), at)}
    if after in listed("that") or after == "في":
        return True
    return (
        bool(near & listed("titles"))
        and not page.form(at - 1).startswith("ال")
        and (not after.startswith("ال"))
    )

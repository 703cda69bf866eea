"""Names: when two source phrases name the same source."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from musnad.dataset.text import recipes

from .found import Range
from .lexicon import folded, word_list
from .nouns import listed
from .page import Page

_BINDERS = folded("عبد ابو بن ابن ام ال")
_EMPTY = word_list("names", "empty")
_INSIDE = folded("داخل في باسم من بحزب بوزارة بمجلس")
_KINDS = word_list("names", "bodies")

_PAIRS = {"»": "«", "”": "“", "›": "‹", ")": "("}


class Name(NamedTuple):
    """The words of a phrase, and those among them that name."""

    words: tuple[str, ...]
    core: tuple[str, ...]


def significant(page: Page, mention: Range) -> tuple[str, ...]:
    """The words of a phrase that tell it from others, without titles, articles and clitics."""
    forms = page.words(*mention)
    telling = [form for form in forms if form not in listed("titles")]
    return _joined(telling) or tuple(map(without_article, forms))


def _joined(forms: Sequence[str]) -> tuple[str, ...]:
    """Words without article, those that open a name of two parts joined to the next."""
    out: list[str] = []
    held = ""
    for form in forms:
        if form in _BINDERS:
            held += form
        else:
            if held or form not in _EMPTY:
                out.append(held + without_article(form))
            held = ""
    return tuple(out)


def without_article(form: str) -> str:
    """A folded word without article and the clitics before it."""
    for clitic in ("وال", "بال", "لل", "ال"):
        if form.startswith(clitic) and len(form) > len(clitic) + 2:
            return form[len(clitic) :]
    return form


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """The skeleton of a folded word, in which transcriptions of a name agree."""
    return recipes["skeleton"].write(word) or word


def same_name(short: Name, long: Name) -> bool:
    """Whether one phrase, taken as the shorter, names what another does."""
    if not short.words or not long.words:
        return False
    small, large = {*map(skeleton, short.words)}, {*map(skeleton, long.words)}
    if small == large:
        return True
    core = {*map(skeleton, long.core)}
    named = [word for word in short.core if not _is_common(word)]
    if named and {*map(skeleton, short.core)} <= core:
        return True
    if not small <= large:
        shared = small & large
        return len(shared) >= 3 and 2 * len(shared) > max(len(small), len(large))
    if short.words[0].isascii() and short.words[-1] in _KINDS:
        return short.words[-1] == long.words[-1]
    if skeleton(short.words[0]) == skeleton(long.words[0]):
        return True
    return len(small) > 1 and short.words[0] in listed("roles")


def naming_words(page: Page, mention: Range) -> tuple[str, ...]:
    """The words of a phrase that name, without the office before or after them."""
    parts: list[list[str]] = [[]]
    for at in range(*mention):
        if page.tokens[at].is_word:
            parts[-1].append(page.form(at))
        elif parts[-1] and page.form(at) in ("،", ",", "-", "–"):
            parts.append([])
    forms = parts[0]
    titles = [at for at, form in enumerate(forms) if form in listed("titles")]
    is_office = bool(forms) and (forms[0] in listed("roles") or len(titles) == len(forms))
    if is_office and len(parts) > 1 and parts[1] and parts[1][0] not in listed("roles"):
        return _joined(parts[1])
    # A title before a name starts it; one behind a name that a title started is an apposition.
    leading = next((at for at, form in enumerate(forms) if form not in listed("titles")), 0)
    last_title = leading or (titles[-1] + 1 if titles else 0)
    first = last_title if last_title < len(forms) else 0
    if not titles and is_office and len(forms) > 3:
        first = len(forms) - 2
        if forms[first] in _KINDS or forms[first - 1] in _KINDS:
            return ()
    is_body = bool(forms) and without_article(forms[0]) in _KINDS
    last = next(
        (
            at
            for at in range(first + 1, len(forms))
            if forms[at] in listed("roles") or (forms[at] in _INSIDE and not is_body)
        ),
        len(forms),
    )
    return _joined(forms[first:last])


def balanced(name: str) -> str:
    """A name with the quotation marks and brackets that the edges of its span cut off.

    >>> balanced("شركة «سنابل الوادي"), balanced('الوادي" الجديدة')
    ('شركة «سنابل الوادي»', '"الوادي" الجديدة')
    """
    still_open: list[str] = []
    missing = ""
    closing = {opener: mark for mark, opener in _PAIRS.items()} | {'"': '"'}
    for at, mark in enumerate(name):
        is_closing = mark in _PAIRS or (mark == '"' and (at and not name[at - 1].isspace()))
        opener = _PAIRS.get(mark, mark)
        if is_closing and opener in still_open:
            while still_open.pop() != opener:
                pass
        elif is_closing:
            missing = opener + missing
        elif mark in closing:
            still_open.append(mark)
    return missing + name + "".join(closing[mark] for mark in reversed(still_open))


def _is_common(word: str) -> bool:
    """Whether a word is an office or a kind of body rather than a name."""
    return any(
        form in listed("humans") or form in listed("roles") or form in _KINDS
        for form in (word, "ال" + word)
    )

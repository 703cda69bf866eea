"""Sentences of news text, Arabic first: where each starts and ends.

The hard part is the full stop: it also stands in numbers, initials, abbreviations and addresses,
and news texts put it inside or outside a closing mark, before a space or not. Two dots or three
are a pause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .abbreviations import abbreviates
from .characters import INVISIBLE, LINE_BREAK, TATWEEL
from .quotes import quotations

_LINE = re.compile(f"[^{LINE_BREAK}]+")
_CONTENT = re.compile(rf"[^\W_{TATWEEL}]")
_BLANK = re.compile(rf"[\s{INVISIBLE}]")
_RUN = re.compile(rf"[.!?؟…۔](?:[{INVISIBLE}]*[.!?؟…۔])*(?:[\s{INVISIBLE}]+[!?؟]+)*")
_HIDDEN = re.compile(f"[{INVISIBLE}]")
_HEADLINE_STOP = re.compile(r"(?<![.!?؟…])[.۔][^\w.!?؟…]*\Z")
_WINDOW = 48  # how many characters on either side of a stop are looked at


def sentences(text: str) -> list[tuple[int, int]]:
    r"""The `[start, end)` of each sentence of a text, in order, without outer white space.

    A line break always ends a sentence. The first line of several is a headline and one sentence,
    unless a full stop ends it. Closing marks and brackets go with the sentence they close. Every
    letter and digit is in exactly one sentence; what holds none is in no sentence.

    >>> text = "عنوان.. مثير\n\nقال د. سامي: «انتهى الأمر.» ثم ارتفع السعر 3.5%."
    >>> [text[start:end] for start, end in sentences(text)]
    ['عنوان.. مثير', 'قال د. سامي: «انتهى الأمر.»', 'ثم ارتفع السعر 3.5%.']
    """
    lines = [line.span() for line in _LINE.finditer(text) if _CONTENT.search(line.group())]
    closing = {quote.end for quote in quotations(text) if quote.closed}
    found: list[tuple[int, int]] = []
    for start, end in lines:
        is_headline = len(lines) > 1 and not found and not _HEADLINE_STOP.search(text[start:end])
        cuts = [] if is_headline else _cuts(text, start, end, closing)
        for cut in (*cuts, end):
            if _CONTENT.search(text, start, cut):
                found.append(_trimmed(text, start, cut))
            start = cut
    return found


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A range without the white space and invisible characters at its edges."""
    while _BLANK.match(text[start]):
        start += 1
    while _BLANK.match(text[end - 1]):
        end -= 1
    return start, end


def _cuts(text: str, start: int, end: int, closing: set[int]) -> Iterator[int]:
    """Where the sentences of a line end, but for the last, which ends with the line."""
    for run in _RUN.finditer(text, start, end):
        cut = _past_closing(text, run.end(), end, closing)
        before = _HIDDEN.sub("", text[max(start, run.start() - _WINDOW) : run.start()])
        after = _HIDDEN.sub("", text[cut : min(end, cut + _WINDOW)])
        stop = _HIDDEN.sub("", run.group())
        if _ends(before, stop, text[run.end() : cut], after):
            yield cut
            start = cut


_LOWER = re.compile(r"[-–—'’\s]*[a-zà-öø-ÿ]")
_QUOTE = re.compile("\"{1,2}|'{1,2}|[«»‹›“”’]")
_STRAY = re.compile(r"[»›”]|[\"“](?![^\W_])|''(?![^\W_])")
_BRACKET = re.compile(r"[)\]}]")


def _past_closing(text: str, place: int, end: int, closing: set[int]) -> int:
    """The place after the closing marks and brackets that follow a stop.

    A quotation mark counts when it closes a quotation, or stands right at the stop and can open
    none.
    """
    while place < end:
        near = far = place
        while near < end and _HIDDEN.match(text[near]):
            near += 1
        while far < end and _BLANK.match(text[far]):
            far += 1
        if far in closing:
            match = _QUOTE.match(text, far, end) or _BRACKET.match(text, far, end)
        else:
            match = _BRACKET.match(text, near, end) or _STRAY.match(text, near, end)
        if match is None:
            break
        place = match.end()
    return place


def _ends(before: str, stop: str, closed: str, after: str) -> bool:
    """Whether a stop ends a sentence, given what surrounds it.

    Args:
        before: The sentence so far, or the end of it.
        stop: The stop: full stops, question and exclamation marks.
        closed: Closing marks and brackets after the stop.
        after: What comes next on the line.
    """
    rest = after.lstrip()
    if not rest or rest[0] in "،,؛;:.!?؟…":
        return not rest
    has_quote = _QUOTE.search(closed) is not None
    if re.search("[!?؟]", stop):
        # A question inside marks or brackets belongs to them: «لماذا؟» سأل الوزير.
        return rest[0].isupper() if closed else not _asks_on(stop, rest, after)
    if stop not in (".", "۔") or (_LOWER.match(rest) and not has_quote):
        return False
    if not closed and rest == after and _is_inside_word(before, rest):
        return False
    return not abbreviates(before, rest)


def _asks_on(stop: str, rest: str, after: str) -> bool:
    """Whether a question mark stands in an address or a damaged word, or before lower case."""
    is_glued = rest == after and (rest[0].isalnum() or rest[0] in "=&/%")
    return (stop == "?" and is_glued) or _LOWER.match(rest) is not None


_SHORT_END = re.compile(r"(?<![^\W_])[^\W\d_]{1,2}\Z")
_SHORT_START = re.compile(r"[^\W\d_]{1,2}(?![^\W_])")
_LETTER_START = re.compile(r"[^\W\d_](?![^\W_])")


def _is_inside_word(before: str, rest: str) -> bool:
    """Whether a full stop with no space after it stands inside a number, a name or an address."""
    if rest[0] in "/\\@%=_&" or _LETTER_START.match(rest):
        return True
    if rest[0].isdigit():
        return before[-1:].isdigit() or before[-1:].isascii()
    return bool(_SHORT_END.search(before) and _SHORT_START.match(rest))

"""Quotations: what a text puts between quotation marks, as its writers really use them.

News texts open with one mark and close with another, glue a mark to the wrong word, or forget it.
What a mark does is settled by its shape, by what stands on either side of it, and by the marks of
the same form that follow in its paragraph; a paragraph is a line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import NamedTuple

from musnad.errors import UsageError

from .characters import LINE_BREAK
from .marks import FAMILY, PAIRED, Mark, marks

Stop = Callable[[str, int, int], int | None]


class Quotation(NamedTuple):
    """The inside `[start, end)` of a quotation, whether a mark closed it, the mark before it."""

    start: int
    end: int
    closed: bool
    opened_by: str


def quotations(text: str, stop: Stop | None = None) -> list[Quotation]:
    r"""The quotations of a text by their start, outer before inner.

    A closing mark that nothing opened is ignored. A quotation that nothing closed ends with the
    quotation round it, else with its paragraph; blank quotations are left out.

    Args:
        text: Any text; its lines are its paragraphs.
        stop: Asked about each quotation that nothing closed, with the text and the bounds found;
            answers where it ends sooner (at the next reporting word, say), or None.

    Raises:
        UsageError: `stop` answered with a place outside the bounds it was given.

    >>> text = 'قال: «سنعود "غدا" حتما».'
    >>> [text[q.start : q.end] for q in quotations(text)]
    ['سنعود "غدا" حتما', 'غدا']
    """
    found = []
    for line in _LINE.finditer(text):
        present = list(marks(text, *line.span()))
        if present:
            end = line.start() + len(line.group().rstrip())
            found += _Paragraph(present).read(end)
    if stop is not None:
        found = [quote if quote.closed else _shortened(text, quote, stop) for quote in found]
    found = [quote for quote in found if text[quote.start : quote.end].strip()]
    return sorted(found, key=lambda quote: (quote.start, -quote.end))


_LINE = re.compile(f"[^{LINE_BREAK}]+")


def _shortened(text: str, quote: Quotation, stop: Stop) -> Quotation:
    end = stop(text, quote.start, quote.end)
    if end is None:
        return quote
    if not quote.start <= end <= quote.end:
        raise UsageError(
            f"stop placed the end of quotation {quote.start}:{quote.end} at {end}; "
            "expected a place inside it, or None"
        )
    return quote._replace(end=quote.start + len(text[quote.start : end].rstrip()))


class _Paragraph:
    """One pass over the quotation marks of a paragraph, with those still open on a stack."""

    def __init__(self, present: Sequence[Mark]) -> None:
        self._marks = present
        self._peers: defaultdict[str, list[Mark]] = defaultdict(list)
        self._closing: defaultdict[str, list[Mark]] = defaultdict(list)
        for mark in present:
            self._peers[mark.form].append(mark)
            if mark.shape == "close":
                self._closing[mark.form].append(mark)
        self._open: list[Mark] = []
        self._depth: Counter[str] = Counter()
        self._found: list[Quotation] = []

    def read(self, end: int) -> list[Quotation]:
        """The quotations between the marks; `end` is where the paragraph's text ends."""
        for mark in self._marks:
            if self._closes(mark):
                self._close(mark.form, mark.start)
                if mark.is_pair and self._depth[mark.form]:
                    self._close(mark.form, mark.start + 1)
            elif self._replaces(mark):
                self._close(self._open[-1].form, mark.start)
            elif self._opens(mark):
                self._open.append(mark)
                self._depth[mark.form] += 1
        while self._open:
            self._end(end, closed=False)
        return self._found

    def _close(self, form: str, place: int) -> None:
        """Close the innermost open mark of a form; what is open inside it ends unclosed."""
        while self._open[-1].form != form:
            self._end(place, closed=False)
        self._end(place, closed=True)

    def _end(self, place: int, *, closed: bool) -> None:
        mark = self._open.pop()
        self._depth[mark.form] -= 1
        self._found.append(Quotation(mark.end, max(mark.end, place), closed, mark.text))

    def _closes(self, mark: Mark) -> bool:
        """Whether a mark closes an open one of its own form."""
        if not self._depth[mark.form]:
            return False
        if mark.shape == "either":
            return not self._is_inch(mark) and not self._nests(mark)
        return mark.shape == "close" or (mark.side == "close" and mark.form not in PAIRED)

    def _is_inch(self, mark: Mark) -> bool:
        """Whether a mark after a figure leaves the closing of its quotation to a later one."""
        later = _after(self._peers[mark.form], mark)
        closes_later = bool(later) and later[0].side == "close" and self._left(mark) % 2 == 1
        return mark.follows_figure and closes_later

    def _nests(self, mark: Mark) -> bool:
        """Whether a straight mark opens a quotation inside one of its own form.

        It does where two closings follow in a row, and where the marks after it pair up among
        themselves only if it opens; otherwise its spacing is not to be trusted.
        """
        if mark.side != "open":
            return False
        later = _after(self._peers[mark.form], mark)
        closings = [next_mark.side == "close" for next_mark in later]
        if closings == [True, True] or (closings[:1] == [True] and later[0].is_pair):
            return True
        return self._left(mark) % 2 == 1

    def _left(self, mark: Mark) -> int:
        """How many marks of the form follow in the paragraph."""
        peers = self._peers[mark.form]
        return len(peers) - bisect_right(peers, mark.start, key=_start)

    def _replaces(self, mark: Mark) -> bool:
        """Whether a mark closes an open one of another form, whose own closing mark is missing."""
        if not self._open or not mark.may_close:
            return False
        top = self._open[-1]
        if top.form == mark.form or FAMILY.get(top.form) != FAMILY.get(mark.form, ""):
            return False
        later = _after(self._peers[top.form], mark)
        return not later or "open" in (later[0].side, later[0].shape)

    def _opens(self, mark: Mark) -> bool:
        """Whether a mark that closes nothing opens a quotation."""
        later = _after(self._peers[mark.form], mark)
        if mark.form in PAIRED:
            closing = _after(self._closing[mark.form], mark)
            return mark.shape == "open" and bool(closing) and closing[0].start > mark.end + 1
        if mark.shape == "open":
            return mark.side != "close" or (bool(later) and later[0].side != "open")
        if mark.shape == "either" and mark.follows_figure:
            return False
        if not later:
            return mark.shape == "either" and mark.side in ("open", "blank") and not mark.is_pair
        if mark.shape == "close":
            return mark.side != "close" and (later[0].shape, later[0].side) != ("open", "open")
        if mark.side == "close":
            return later[0].side != "open"
        return mark.side != "blank" or not mark.is_pair


def _start(mark: Mark) -> int:
    return mark.start


def _after(peers: Sequence[Mark], mark: Mark) -> Sequence[Mark]:
    """The next two of `peers` that stand after a mark."""
    place = bisect_right(peers, mark.start, key=_start)
    return peers[place : place + 2]

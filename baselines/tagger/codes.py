"""Codes: the words of a page as numbers, so that their features can be found in tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy
from numpy.typing import NDArray

from .page import Page
from .tables import Ints

if TYPE_CHECKING:
    from .lexicon import Lexicon

Flags: TypeAlias = NDArray[numpy.bool_]

UNKNOWN, EDGE = 0, 1
"""The numbers of `?`, which stands for rare forms, and of `#`, which stands beyond the edges."""


@dataclass(frozen=True)
class Codes:
    """The words of a page by position, in numbers.

    `shown` is the number of the form that features show, in `Coder.place`; `cue`, `source` and
    `coarse` are what the lexicon says of the form. The rest is as in the page.
    """

    page: Page
    shown: Ints
    cue: Ints
    source: Ints
    coarse: Ints
    sentence: Ints
    paragraph: Ints
    quote: Ints
    is_word: Flags


class Coder:
    """Numbers the forms that a lexicon knows."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.place = {"?": UNKNOWN, "#": EDGE}
        for form in sorted(lexicon.known):
            self.place.setdefault(form, len(self.place))
        statistics = (lexicon.cue, lexicon.source, lexicon.coarse)
        forms = sorted(lexicon.known.union(*statistics))
        self._number = {form: at for at, form in enumerate(forms, 1)}
        shown = [self.place[form] if form in lexicon.known else UNKNOWN for form in forms]
        self._shown = numpy.array([UNKNOWN, *shown], dtype=numpy.int64)
        self._cue, self._source, self._coarse = (
            numpy.array([none, *(table.get(form, none) for form in forms)], dtype=numpy.int64)
            for table, none in zip(statistics, (0, 0, -1), strict=True)
        )
        self._last: Codes | None = None

    def of(self, page: Page) -> Codes:
        """The codes of a page; those of the last page are kept for the parts that follow."""
        last = self._last
        if last is None or last.page is not page:
            last = self._last = self._coded(page)
        return last

    def _coded(self, page: Page) -> Codes:
        get = self._number.get
        numbers = numpy.array([get(form, 0) for form in page.forms], dtype=numpy.int64)
        sentence, paragraph, quote = (
            numpy.array(row, dtype=numpy.int64)
            for row in (page.sentence, page.paragraph, page.quote)
        )
        return Codes(
            page,
            self._shown[numbers],
            self._cue[numbers],
            self._source[numbers],
            self._coarse[numbers],
            sentence,
            paragraph,
            quote,
            numpy.array([word.is_word for word in page.words], dtype=bool),
        )

"""A page: an article's words with all that the parts of the tagger read from its layout."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from musnad.dataset import Span
from musnad.dataset.text import Quotation, Word, fold, quotations, sentences, words

Range = tuple[int, int]
"""A half-open range of positions in the words of a page."""

OUTSIDE = -1

_BREAK = re.compile("[\n\u2028\u2029]+")


@dataclass(frozen=True)
class Page:
    """The words of a text by position, with where each stands; built once, read by every part.

    `raw` and `forms` are the spellings, as stored and folded. `sentence` and `paragraph` number
    the words' sentences and lines from 0; a new line is always a new sentence. `quote` is the
    place in `quotations` of the outermost quotation round a word, or `OUTSIDE`; the quotation
    marks themselves stand outside. `hints` are the labels that rules gave the words, where they
    were asked.
    """

    text: str
    words: list[Word]
    raw: list[str]
    forms: list[str]
    sentence: list[int]
    paragraph: list[int]
    quotations: list[Quotation]
    quote: list[int]
    hints: Sequence[str] = ()

    @classmethod
    def of(cls, text: str) -> Page:
        """The page of a text."""
        found = words(text)
        quoted = quotations(text)
        raw = [text[word.start : word.end] for word in found]
        folded = {form: _folded(form) for form in set(raw)}
        lines = _numbered(found, [line.start() for line in _BREAK.finditer(text)])
        paragraph = _refined(lines, lines)
        sentence = _numbered(found, [start - 1 for start, _ in sentences(text)][1:])
        return cls(
            text,
            found,
            raw,
            [folded[form] for form in raw],
            _refined(sentence, paragraph),
            paragraph,
            quoted,
            _outermost(found, quoted),
        )

    def __len__(self) -> int:
        return len(self.words)

    def is_headline(self, at: int) -> bool:
        """Whether a word stands in the first of several lines."""
        return self.paragraph[at] == 0 and self.paragraph[-1] > 0

    def at(self, offset: int) -> int:
        """The position of the first word that ends after a character."""
        later = bisect_right(self.words, (offset, len(self.text)))
        return later - (later > 0 and self.words[later - 1].end > offset)

    def ranges(self, span: Span) -> list[Range]:
        """The words that a span touches, as ranges, neighbouring ones joined."""
        found: list[Range] = []
        for fragment in span:
            start, end = self.at(fragment.start), self.at(fragment.end - 1)
            inside = end < len(self.words) and self.words[end].start < fragment.end
            end += inside
            if start >= end:
                continue
            if found and start <= found[-1][1]:
                found[-1] = (found[-1][0], max(end, found[-1][1]))
            else:
                found.append((start, end))
        return found

    def span(self, ranges: Iterable[Range]) -> Span:
        """The span of some ranges of words, neighbouring ones joined."""
        joined: list[Range] = []
        for start, end in sorted(ranges):
            if joined and start <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            elif start < end:
                joined.append((start, end))
        bounds = ((self.words[start].start, self.words[end - 1].end) for start, end in joined)
        return Span.of(self.text, *bounds)

    def trim(self, start: int, end: int) -> Range:
        """A range of words without marks at its edges."""
        while start < end and not self.words[start].is_word:
            start += 1
        while end > start and not self.words[end - 1].is_word:
            end -= 1
        return start, end

    def bounds(self, numbers: list[int], at: int) -> Range:
        """The words that share a word's number in `sentence` or in `paragraph`."""
        number = numbers[at]
        return bisect_right(numbers, number - 1), bisect_right(numbers, number)


@lru_cache(maxsize=1 << 16)
def _folded(form: str) -> str:
    return fold(form)


def _numbered(found: list[Word], breaks: list[int]) -> list[int]:
    """How many of some places in ascending order stand before each word."""
    numbers, count, total = [], 0, len(breaks)
    for word in found:
        while count < total and breaks[count] < word.start:
            count += 1
        numbers.append(count)
    return numbers


def _refined(sentence: list[int], paragraph: list[int]) -> list[int]:
    """Numbers that rise where either numbering does, empty lines skipped."""
    number = 0
    numbers = [0] * min(1, len(sentence))
    for one, two in pairwise(zip(sentence, paragraph, strict=True)):
        number += one != two
        numbers.append(number)
    return numbers


def _outermost(found: list[Word], quoted: list[Quotation]) -> list[int]:
    """For each word the first of the quotations, outer before inner, that holds it."""
    inside = [OUTSIDE] * len(found)
    reach = 0
    for number, quotation in enumerate(quoted):
        if quotation.start < reach:
            continue
        reach = quotation.end
        at = bisect_right(found, quotation.start, key=lambda word: word.end)
        while at < len(found) and found[at].start < quotation.end:
            inside[at] = number
            at += 1
    return inside

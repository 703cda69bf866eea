"""The line: spans of many articles side by side, so that arrays compare them all at once.

Each article has a stretch of the line of its own. Spans of different articles share no character
and are never equal, so that what is found on the line is found article by article.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import chain
from math import fsum
from operator import attrgetter
from typing import TypeAlias

import numpy
import numpy.typing

from musnad.dataset import Span
from musnad.dataset.weights import weighted

from .canonical import Runs
from .statistics import Table

Places: TypeAlias = numpy.typing.NDArray[numpy.int64]
Flags: TypeAlias = numpy.typing.NDArray[numpy.bool_]

# So many texts are looked up at once: few enough for the cache of a processor.
TOGETHER = 100


@dataclass(frozen=True, slots=True)
class Spans:
    """Spans as maximal runs of weighted code points.

    `starts` and `ends` are those of the runs, span by span in text order; `owners` are the
    positions of their spans, `articles` the article of each span. An absent span has no runs.
    """

    starts: Places
    ends: Places
    owners: Places
    articles: Places

    @classmethod
    def of(cls, spans: Sequence[Runs], articles: Places) -> Spans:
        """Canonical spans, each on the line of its own article."""
        runs = numbers(chain.from_iterable(chain.from_iterable(spans))).reshape(-1, 2)
        owners = numpy.repeat(numpy.arange(len(spans)), numbers(map(len, spans)))
        return cls(runs[:, 0], runs[:, 1], owners, articles)

    def __len__(self) -> int:
        return len(self.articles)

    @property
    def weights(self) -> Places:
        """|x| of each span."""
        # Sums of whole numbers below 2^53 are exact.
        weights = numpy.bincount(self.owners, self.ends - self.starts, len(self))
        return weights.astype(numpy.int64)

    @property
    def present(self) -> Flags:
        """Which spans hold any character."""
        return numpy.bincount(self.owners, minlength=len(self)) > 0

    def take(self, places: Places) -> Spans:
        """Some of the spans, in another order."""
        sizes = numpy.bincount(self.owners, minlength=len(self))
        firsts = (numpy.cumsum(sizes) - sizes)[places]
        runs = ranges(firsts, sizes[places])
        owners = numpy.repeat(numpy.arange(len(places)), sizes[places])
        return Spans(self.starts[runs], self.ends[runs], owners, self.articles[places])

    def union(self, articles: int) -> Spans:
        """All characters of the spans of each article, as one span."""
        order = numpy.argsort(self.starts, kind="stable")
        # No run of one article lies beyond one of the next, so their order is that of articles.
        owners = self.articles[self.owners[order]]
        return _joined(self.starts[order], self.ends[order], owners, numpy.arange(articles))


def numbers(values: Iterable[int], count: int = -1) -> Places:
    """Whole numbers as an array; their `count`, where it is known, saves growing it."""
    return numpy.fromiter(values, dtype=numpy.int64, count=count)


def ranges(firsts: Places, sizes: Places) -> Places:
    """The numbers from each of `firsts` on, so many of each, one range after the other."""
    before = numpy.cumsum(sizes) - sizes
    found: Places = numpy.arange(int(sizes.sum())) + numpy.repeat(firsts - before, sizes)
    return found


def on_one_line(spans: Sequence[Spans], articles: int) -> list[Spans]:
    """Spans that each have the line of their own article, put on a line of all articles."""
    reach = numpy.zeros(articles, dtype=numpy.int64)
    for side in spans:
        numpy.maximum.at(reach, side.articles[side.owners], side.ends)
    bases = numpy.cumsum(reach) - reach
    shifts = [bases[side.articles[side.owners]] for side in spans]
    return [
        replace(side, starts=side.starts + shift, ends=side.ends + shift)
        for side, shift in zip(spans, shifts, strict=True)
    ]


class Texts:
    """The texts of some articles one after the other, on which spans as annotated are placed."""

    def __init__(self, texts: Sequence[str]) -> None:
        lengths = numbers(map(len, texts))
        self._bases = numpy.cumsum(lengths) - lengths
        # One more byte, so that the end of the last text has one too.
        parts = [
            weighted("".join(texts[start : start + TOGETHER]))
            for start in range(0, len(texts), TOGETHER)
        ]
        packed = numpy.packbits(numpy.concatenate(parts))
        self._packed = numpy.append(packed, numpy.uint8(0))
        counts = numpy.bitwise_count(self._packed)
        self._before = numpy.cumsum(counts, dtype=numpy.int64) - counts

    def place(self, spans: Sequence[Span], articles: Places) -> Spans:
        """Spans in canonical form; `articles` are the numbers of their texts."""
        sizes = [*map(len, spans)]
        owners = numpy.repeat(numpy.arange(len(spans)), sizes)
        fragments = [*chain.from_iterable(spans)]
        bases = self._bases[articles[owners]]
        count = len(fragments)
        starts = self._ranks(numbers(map(attrgetter("start"), fragments), count) + bases)
        ends = self._ranks(numbers(map(attrgetter("end"), fragments), count) + bases)
        held = starts < ends
        if len(fragments) > len(spans) or not held.all():
            starts, ends, owners = starts[held], ends[held], owners[held]
            order = numpy.lexsort((starts, owners))
            return _joined(starts[order], ends[order], owners[order], articles)
        return Spans(starts, ends, owners, articles)

    def _ranks(self, offsets: Places) -> Places:
        """How many weighted code points stand before each offset."""
        byte, bit = offsets >> 3, (offsets & 7).astype(numpy.uint8)
        inside = self._packed[byte].astype(numpy.uint16) >> (8 - bit)
        ranks: Places = self._before[byte] + numpy.bitwise_count(inside)
        return ranks


def _joined(starts: Places, ends: Places, owners: Places, articles: Places) -> Spans:
    """Spans whose runs, sorted by owner and start, are joined where they touch."""
    if not len(starts):
        return Spans(starts, ends, owners, articles)
    # Owners are set apart, so that a running maximum of ends does not pass from one to the next.
    shift = owners * (int(ends.max()) + 1)
    reach = numpy.maximum.accumulate(ends + shift)
    opens = numpy.append(True, (starts + shift)[1:] > reach[:-1])
    closes = numpy.append(opens[1:], True)
    return Spans(starts[opens], (reach - shift)[closes], owners[opens], articles)


def identities(*sides: Spans) -> list[Places]:
    """A number for each present span, equal for equal spans, in canonical order.

    An absent span has -1.
    """
    sizes = [numpy.bincount(side.owners, minlength=len(side)) for side in sides]
    length = 1 + max((int(side.ends.max(initial=0)) for side in sides), default=0)
    keys = []
    for side, size in zip(sides, sizes, strict=True):
        key = numpy.full(len(side), -1)
        firsts = (numpy.cumsum(size) - size)[size > 0]
        key[size > 0] = side.starts[firsts] * length + side.ends[firsts]
        keys.append(key)
    if all(int(size.max(initial=0)) < 2 for size in sizes):
        return keys
    tails = [_tails(side, size) for side, size in zip(sides, sizes, strict=True)]
    ranks = {tail: rank for rank, tail in enumerate(sorted(set().union(*tails)))}
    return [
        numpy.where(key < 0, -1, one)
        for key, one in zip(
            keys,
            combined(keys, [numbers(map(ranks.__getitem__, tail)) for tail in tails]),
            strict=True,
        )
    ]


def _tails(spans: Spans, sizes: Places) -> list[bytes]:
    """The runs after the first of each span, as bytes that sort as the runs do."""
    whole = numpy.stack([spans.starts, spans.ends], axis=1).astype(">i8").tobytes()
    ends = numpy.cumsum(sizes)
    firsts = numpy.minimum(ends - sizes + 1, ends)
    return [
        whole[16 * first : 16 * end]
        for first, end in zip(firsts.tolist(), ends.tolist(), strict=True)
    ]


def combined(*columns: Sequence[Places]) -> list[Places]:
    """A number for each row of several columns, equal for equal rows, in order of the columns.

    Each column is given for both sides, and the numbers mean the same on both.
    """

    def dense(column: Places) -> Places:
        return numpy.unique(column, return_inverse=True)[1]

    sizes = [len(side) for side in columns[0]]
    wholes = [dense(numpy.concatenate(column)) for column in columns]
    rows = reduce(lambda rows, whole: dense(rows * (whole.max(initial=0) + 1) + whole), wholes)
    return numpy.split(rows, numpy.cumsum(sizes)[:-1])


def firsts(identity: Places) -> Places:
    """The positions of distinct present spans, in order of their identities."""
    order = numpy.argsort(identity, kind="stable")
    ordered = identity[order]
    new = numpy.append(True, ordered[1:] > ordered[:-1])[: len(order)]
    return order[new & (ordered >= 0)]


def summed(values: Table, articles: Places, size: int) -> Table:
    """The sum of the values of each article, rounded once, so that their order is irrelevant."""
    found = numpy.zeros(size)
    if (articles[1:] < articles[:-1]).any():
        values = values[numpy.argsort(articles, kind="stable")]
    ordered = values.tolist()
    start = 0
    for at, end in enumerate(numpy.cumsum(numpy.bincount(articles, minlength=size)).tolist()):
        if end > start:
            found[at] = fsum(ordered[start:end])
            start = end
    return found

"""Tables: the weights of named features laid out by number, to be summed for a page at a time.

What the parts ask about a word, a run or a pair has a name for each answer (`b<of|the`, `g3`).
Training goes by these names. Reading goes by numbers that stand for the answers, and finds the
weights of many answers with one look into a table.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

import numpy
from numpy.typing import NDArray

Numbers: TypeAlias = NDArray[numpy.float64]
Ints: TypeAlias = NDArray[numpy.int64]

_BAR = re.compile("[|]")
_AFTER = "\U0010ffff"
_BEYOND = numpy.iinfo(numpy.int64).max


class Weights:
    """Weights by the names of features, several columns of them; unknown names weigh 0."""

    def __init__(self, names: Sequence[str], values: Numbers) -> None:
        self.values: Numbers = numpy.vstack([values, numpy.zeros((1, values.shape[1]))])
        self.missing = len(names)
        self._place = {name: at for at, name in enumerate(names)}
        self._sorted = sorted(names)

    @classmethod
    def of(cls, *columns: Mapping[str, float]) -> Weights:
        """The weights of several classifiers, one column each."""
        names = sorted(set().union(*columns))
        values = [[column.get(name, 0.0) for name in names] for column in columns]
        return cls(names, numpy.array(values, dtype=float).T)

    def place(self, name: str) -> int:
        """Where the weights of a feature stand in `values`."""
        return self._place.get(name, self.missing)

    def rows(self, names: Iterable[str]) -> Numbers:
        """The weights of some features, a row each."""
        get, missing = self._place.get, self.missing
        rows: Numbers = self.values[[get(name, missing) for name in names]]
        return rows

    def sum(self, names: Iterable[str]) -> Numbers:
        """The weights of some features, added up."""
        total: Numbers = self.rows(names).sum(axis=0)
        return total

    def sums(self, rows: Sequence[Sequence[str]]) -> Numbers:
        """The summed weights of each row of features; no row may be empty."""
        sizes = [len(names) for names in rows]
        ends = numpy.cumsum([0, *sizes[:-1]])
        total: Numbers = numpy.add.reduceat(self.rows(chain.from_iterable(rows)), ends)
        return total

    def starting(self, prefix: str) -> list[str]:
        """The names that start with a prefix, the prefix left out."""
        names = self._sorted
        first, last = bisect_left(names, prefix), bisect_left(names, prefix + _AFTER)
        return [name[len(prefix) :] for name in names[first:last]]

    def by_form(self, prefix: str, place: Mapping[str, int]) -> Numbers:
        """The weights of the features that are a prefix and a form, by the form's number."""
        table: Numbers = numpy.zeros((len(place), self.values.shape[1]))
        for form in self.starting(prefix):
            if form in place:
                table[place[form]] = self.values[self.place(prefix + form)]
        return table

    def sparse(self, names: Mapping[int, Sequence[str]], wide: int = 1) -> Sparse:
        """A table of the features that belong to some keys, `wide` of them to each."""
        keys = sorted(names)
        found = self.rows(name for key in keys for name in names[key])
        values = numpy.zeros((len(keys) + 1, wide, self.values.shape[1]))
        values[:-1] = found.reshape(len(keys), wide, -1) if keys else 0.0
        return Sparse(numpy.array([*keys, _BEYOND], dtype=numpy.int64), values)

    def by_pair(self, prefixes: Sequence[str], place: Mapping[str, int]) -> Sparse:
        """The features that are a prefix and two forms with a bar between them.

        The key of two forms is the first one's number times how many there are, plus the second's.
        """
        names = {}
        for rest in {rest: None for prefix in prefixes for rest in self.starting(prefix)}:
            for one, two in _halves(rest):
                if one in place and two in place:
                    key = place[one] * len(place) + place[two]
                    names[key] = [prefix + rest for prefix in prefixes]
        return self.sparse(names, len(prefixes))


@dataclass(frozen=True)
class Sparse:
    """Weights by keys of which few have any; keys ascend, and the last row is of zeros."""

    keys: Ints
    values: Numbers

    def at(self, keys: Ints) -> Numbers:
        """The weights of each of some keys."""
        places = numpy.searchsorted(self.keys, keys)
        places[self.keys[places] != keys] = len(self.keys) - 1
        found: Numbers = self.values[places]
        return found


def _halves(rest: str) -> Iterator[tuple[str, str]]:
    """The ways to take a bar for the one that joins two forms; a form may be a bar itself."""
    for bar in _BAR.finditer(rest):
        yield rest[: bar.start()], rest[bar.end() :]

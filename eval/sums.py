"""Sums: the counts of one family for every cluster, from which any weighting of clusters follows.

Totals, bootstrap resamples, swaps of two systems: all are weighted sums of the same rows.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy

from .statistics import COLUMNS, Counts, Key, Table


@dataclass(frozen=True, slots=True)
class Sums:
    """Counts of each cluster, one row a cluster; a row holds `COLUMNS` for each key in turn.

    `rows` is an array `(cluster, key · COLUMNS)`, for a pool a SciPy sparse one.
    """

    keys: tuple[Key, ...]
    rows: Any

    @classmethod
    def of(cls, keys: Sequence[Key], rows: Table) -> Sums:
        """Sums from an array `(cluster, key, COLUMNS)`."""
        return cls(tuple(keys), rows.reshape(len(rows), -1))

    @classmethod
    def pooled(cls, clusters: Sequence[Mapping[Key, Counts]]) -> Sums:
        """Sums whose keys are those that occur in any cluster, sorted."""
        from scipy.sparse import csr_matrix

        keys = sorted({key for counts in clusters for key in counts})
        position = {key: at * len(COLUMNS) for at, key in enumerate(keys)}
        values: list[float] = []
        columns: list[int] = []
        starts = [0]
        for counts in clusters:
            for key in sorted(counts):
                values += counts[key].row
                columns += range(position[key], position[key] + len(COLUMNS))
            starts.append(len(values))
        shape = (len(clusters), len(keys) * len(COLUMNS))
        return cls(tuple(keys), csr_matrix((values, columns, starts), shape=shape, dtype=float))

    def __len__(self) -> int:
        return int(self.rows.shape[0])

    def total(self) -> Table:
        """The counts over all clusters `(key, COLUMNS)`, whatever the order of clusters."""
        if isinstance(self.rows, numpy.ndarray):
            return exact_sum(self.rows).reshape(-1, len(COLUMNS))
        columns = self.rows.tocsc()
        pieces = numpy.split(columns.data, columns.indptr[1:-1])
        totals = numpy.array([math.fsum(piece.tolist()) for piece in pieces])
        return totals[: columns.shape[1]].reshape(-1, len(COLUMNS))

    def weighted(self, weights: Table) -> Table:
        """The counts `(draw, key, COLUMNS)` under weights of clusters `(draw, cluster)`."""
        return numpy.asarray(weights @ self.rows).reshape(len(weights), -1, len(COLUMNS))

    def over(self, keys: Sequence[Key]) -> Sums:
        """The same sums over more keys, sorted; what was not counted is zero."""
        if tuple(keys) == self.keys:
            return self
        from scipy.sparse import csr_matrix

        position = {key: at for at, key in enumerate(keys)}
        size = len(COLUMNS)
        wider = [position[key] * size + at for key in self.keys for at in range(size)]
        places = numpy.array(wider, dtype=int)[self.rows.indices]
        shape = (len(self), len(keys) * size)
        return Sums(tuple(keys), csr_matrix((self.rows.data, places, self.rows.indptr), shape))


def exact_sum(table: Table) -> Table:
    """The sum over the first axis, rounded once, so that the order of the addends is irrelevant."""
    total: Table = exact_sums(table, [0])[0]
    return total


def exact_sums(table: Table, starts: Sequence[int]) -> Table:
    """`exact_sum` of each stretch of rows, from one of `starts` to the next."""
    columns = table.reshape(len(table), -1)
    # Sums of whole numbers are exact; fsum is for the others, of which there are few.
    sums = numpy.add.reduceat(columns, starts, axis=0)
    for at in numpy.flatnonzero((columns != numpy.floor(columns)).any(axis=0)).tolist():
        column = columns[:, at].tolist()
        sums[:, at] = [
            math.fsum(column[start:end]) for start, end in pairwise([*starts, len(column)])
        ]
    return sums.reshape(-1, *table.shape[1:])


def added(counts: Sequence[Mapping[Key, Counts]]) -> Mapping[Key, Counts]:
    """The counts of several comparisons of one cluster, key by key."""
    if len(counts) == 1:
        return counts[0]
    gathered: dict[Key, list[Counts]] = {}
    for mapping in counts:
        for key, one in mapping.items():
            gathered.setdefault(key, []).append(one)
    return {
        key: Counts(*(math.fsum(column) for column in zip(*(one.row for one in ones), strict=True)))
        for key, ones in gathered.items()
    }

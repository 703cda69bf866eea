"""Resampling: cluster bootstrap intervals whose random numbers never change.

Raw 64-bit words of PCG64 are stable across NumPy versions (NEP 19); distribution methods are not,
so indices are made by multiply-shift (metrics.md 6).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy

from .statistics import Table

FEW_CLUSTERS = 30
FEW_RESAMPLES = 100
# How many draws are in memory at once.
BLOCK = 2**22

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % percentile interval; `dropped` resamples had no defined value.

    `reliable` is false with fewer than 30 clusters.
    """

    low: float
    high: float
    dropped: int
    reliable: bool


def resample_counts(clusters: int, resamples: int, seed: int) -> Table:
    """How often each cluster is drawn in each resample, shape `(resamples, clusters)`."""
    return _counts(numpy.random.PCG64(seed), clusters, resamples)


def blocks_of_counts(clusters: int, resamples: int, seed: int) -> Iterator[Table]:
    """The rows of `resample_counts`, as many at a time as memory allows."""
    words, rows = numpy.random.PCG64(seed), max(1, BLOCK // clusters)
    for start in range(0, resamples, rows):
        yield _counts(words, clusters, min(rows, resamples - start))


def _counts(source: numpy.random.PCG64, clusters: int, resamples: int) -> Table:
    words = source.random_raw(resamples * clusters)
    draws = ((words >> numpy.uint64(32)) * numpy.uint64(clusters)) >> numpy.uint64(32)
    rows = numpy.repeat(numpy.arange(resamples), clusters)
    counts = numpy.bincount(
        rows * clusters + draws.astype(numpy.int64), minlength=resamples * clusters
    )
    return counts.reshape(resamples, clusters).astype(float)


def resample(sums: Table, counts: Table) -> Table:
    """The sums of every resample, shape `(resamples, keys, COLUMNS)`.

    Args:
        sums: sufficient statistics of each cluster, shape `(clusters, keys, COLUMNS)`.
        counts: from `resample_counts`, shape `(resamples, clusters)`.
    """
    return (counts @ sums.reshape(len(sums), -1)).reshape(len(counts), *sums.shape[1:])


def resample_all(
    sums: Mapping[Key, Table], clusters: int, resamples: int, seed: int
) -> dict[Key, Table]:
    """The sums of every resample, the same resamples for each array of `sums`."""
    parts: dict[Key, list[Table]] = {key: [] for key in sums}
    for counts in blocks_of_counts(clusters, resamples, seed):
        for key, table in sums.items():
            parts[key].append(resample(table, counts))
    return {key: numpy.concatenate(blocks) for key, blocks in parts.items()}


def interval(values: Table, clusters: int) -> Interval | None:
    """The percentile interval of a metric's values in all resamples (NaN: undefined).

    Returns:
        The interval, or None where no resample has a defined value.
    """
    defined = values[~numpy.isnan(values)]
    if not len(defined):
        return None
    low, high = numpy.percentile(defined, [2.5, 97.5])
    dropped = len(values) - len(defined)
    return Interval(float(low), float(high), dropped, clusters >= FEW_CLUSTERS)

"""Resampling: cluster bootstrap intervals whose random numbers never change.

Raw 64-bit words of PCG64 are stable across NumPy versions (NEP 19); distribution methods are not,
so indices are made by multiply-shift (metrics.md 6).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy

from .statistics import COLUMNS, Family, Metric, Pool, Table
from .sums import Sums

FEW_CLUSTERS = 30
FEW_RESAMPLES = 100
# How many draws are in memory at once.
BLOCK = 2**22


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


def resampled(
    metrics: Sequence[Metric], sums: Mapping[Family | Pool, Sums], resamples: int, seed: int
) -> dict[str, Table]:
    """Each metric's value in every resample: the same resamples for all with as many clusters.

    Args:
        metrics: whose family is in `sums`.
        sums: counts of each cluster by family.
        resamples: how many.
        seed: of the draws.
    """
    values: dict[str, list[Table]] = {metric.name: [] for metric in metrics}
    for clusters in sorted({len(table) for table in sums.values()}):
        chosen = [metric for metric in metrics if len(sums[metric.family]) == clusters]
        for counts in blocks_of_counts(clusters, resamples, seed):
            for name, found in weighted_values(chosen, sums, counts).items():
                values[name].append(found)
    return {name: numpy.concatenate(parts) for name, parts in values.items()}


def weighted_values(
    metrics: Sequence[Metric], sums: Mapping[Family | Pool, Sums], weights: Table
) -> dict[str, Table]:
    """Each metric's values under weights of the clusters, shape `(draw, cluster)`."""
    values: dict[str, Table] = {}
    for family in dict.fromkeys(metric.family for metric in metrics):
        table, own = sums[family], [metric for metric in metrics if metric.family is family]
        rows = max(1, BLOCK // max(1, len(table.keys) * len(COLUMNS)))
        found: dict[str, list[Table]] = {metric.name: [] for metric in own}
        for at in range(0, len(weights), rows):
            block = table.weighted(weights[at : at + rows])
            for metric in own:
                found[metric.name].append(metric.value(block, table.keys))
        values |= {name: numpy.concatenate(parts) for name, parts in found.items()}
    return values


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

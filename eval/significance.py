"""Significance: whether a difference between systems could be chance (metrics.md 6).

Paired approximate randomisation over clusters, Holm's adjustment, rank groups.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy

from .resampling import BLOCK, FEW_CLUSTERS
from .statistics import COLUMNS, Metric, Table
from .sums import Sums

RANDOMISATIONS = 10_000
LEVEL = 0.05
# With at most so many clusters, all 2^n swaps are made instead of a sample of them.
ALL_SWAPS = 13
TOLERANCE = 1e-12

Name = TypeVar("Name")


@dataclass(frozen=True, slots=True)
class PValue:
    """A two-sided p-value; `exact` if all swaps were made, `reliable` from 30 clusters on."""

    value: float
    exact: bool
    reliable: bool


def randomisation(
    metric: Metric, one: Sums, other: Sums, *, randomisations: int, seed: int
) -> PValue:
    """The p-value of the difference between two systems measured on the same clusters.

    Per cluster the counts of the two are swapped with probability one half. With R swaps,
    p = (1 + #{|Δ*| >= |Δ| - 1e-12}) / (R + 1); with all 2^n swaps it is their share. A swap after
    which the metric of a system is undefined counts as if it were as large.

    Args:
        metric: whose value is compared.
        one: counts of one system, a row a cluster.
        other: counts of the other, clusters in the same order.
        randomisations: R.
        seed: of the swaps; the same seed gives the same swaps for any two systems.
    """
    keys = one.keys if one.keys == other.keys else tuple(sorted({*one.keys, *other.keys}))
    one, other = one.over(keys), other.over(keys)
    observed = abs(_value(metric, one) - _value(metric, other))
    exact = len(one) <= ALL_SWAPS
    as_large = total = 0
    rows = max(1, BLOCK // max(1, len(one), len(keys) * len(COLUMNS)))
    swapped = _all_swaps(len(one), rows) if exact else _swaps(len(one), randomisations, seed, rows)
    for swaps in swapped:
        stay = 1 - swaps
        first = metric.value(one.weighted(stay) + other.weighted(swaps), keys)
        second = metric.value(one.weighted(swaps) + other.weighted(stay), keys)
        smaller = numpy.abs(first - second) < observed - TOLERANCE
        as_large += int(len(swaps) - smaller.sum())
        total += len(swaps)
    value = as_large / total if exact else (1 + as_large) / (total + 1)
    return PValue(value, exact, len(one) >= FEW_CLUSTERS)


def _value(metric: Metric, sums: Sums) -> float:
    return float(metric.value(sums.total()[numpy.newaxis], sums.keys)[0])


def _all_swaps(clusters: int, rows: int) -> Iterator[Table]:
    for start in range(0, 2**clusters, rows):
        numbers = numpy.arange(start, min(start + rows, 2**clusters))[:, numpy.newaxis]
        yield ((numbers >> numpy.arange(clusters)) & 1).astype(float)


def _swaps(clusters: int, randomisations: int, seed: int, rows: int) -> Iterator[Table]:
    words = numpy.random.PCG64(seed)
    for start in range(0, randomisations, rows):
        size = min(rows, randomisations - start)
        bits = words.random_raw(size * clusters) >> numpy.uint64(63)
        yield bits.reshape(size, clusters).astype(float)


def holm(values: Mapping[Name, float]) -> dict[Name, float]:
    """P-values adjusted for their number: the i-th smallest of m is at least (m-i+1)·p_(i).

    >>> holm({"a": 0.01, "b": 0.04, "c": 0.03})
    {'a': 0.03, 'c': 0.06, 'b': 0.06}
    """
    adjusted: dict[Name, float] = {}
    largest = 0.0
    for rank, name in enumerate(sorted(values, key=lambda name: values[name])):
        largest = max(largest, min(1.0, (len(values) - rank) * values[name]))
        adjusted[name] = largest
    return adjusted


def rank_groups(
    scores: Sequence[float], p_value: Callable[[int, int], float], level: float = LEVEL
) -> list[tuple[int, int]]:
    """First and last rank of each system: those that cannot be told from the best share a group.

    The first group is every system that is not significantly worse than the best after Holm's
    adjustment; then the same among the rest.

    Args:
        scores: of the systems, higher is better.
        p_value: of the difference between two of them, by position.
        level: below which an adjusted p-value is significant.
    """
    rest = sorted(range(len(scores)), key=lambda at: (-scores[at], at))
    ranks: dict[int, tuple[int, int]] = {}
    while rest:
        best, *others = rest
        worse = holm({at: p_value(best, at) for at in others})
        group = [best, *(at for at in others if worse[at] >= level)]
        first = len(ranks) + 1
        ranks |= dict.fromkeys(group, (first, first + len(group) - 1))
        rest = [at for at in rest if at not in ranks]
    return [ranks[at] for at in range(len(scores))]

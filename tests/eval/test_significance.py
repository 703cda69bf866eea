"""Paired randomisation, Holm's adjustment and rank groups."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from random import Random

import numpy
import pytest

from musnad.eval import METRICS, SEED
from musnad.eval.significance import holm, randomisation, rank_groups
from musnad.eval.sums import Sums

F1 = METRICS["linked_f1"]
Row = tuple[int, int, int]


def sums(*rows: Row) -> Sums:
    """Counts of clusters from `(hits, found, wanted)`."""
    counts = [[[hits, found, hits, wanted]] for hits, found, wanted in rows]
    return Sums.of(F1.keys, numpy.array(counts, dtype=float))


def by_hand(one: list[Row], other: list[Row]) -> Fraction:
    """The share of all swaps whose difference is as large, in fractions."""

    def f1(rows: list[Row]) -> Fraction:
        hits, found, wanted = (sum(column) for column in zip(*rows, strict=True))
        return Fraction(2 * hits, found + wanted) if found + wanted else Fraction(0)

    observed = abs(f1(one) - f1(other))
    as_large = 0
    for swaps in product((False, True), repeat=len(one)):
        pairs = [(b, a) if swap else (a, b) for a, b, swap in zip(one, other, swaps, strict=True)]
        first, second = ([pair[side] for pair in pairs] for side in (0, 1))
        as_large += abs(f1(first) - f1(second)) >= observed
    return Fraction(as_large, 2 ** len(one))


def random_rows(rng: Random, size: int) -> list[Row]:
    return [
        (hits := rng.randint(0, 5), hits + rng.randint(0, 3), hits + rng.randint(1, 3))
        for _ in range(size)
    ]


@pytest.mark.parametrize("seed", range(30))
def test_few_clusters_are_enumerated(seed: int) -> None:
    rng = Random(seed)
    one, other = (random_rows(rng, size := 1 + seed % 10) for _ in range(2))
    found = randomisation(F1, sums(*one), sums(*other), randomisations=10, seed=SEED)
    assert (found.value, found.exact, found.reliable) == (by_hand(one, other), True, False)
    assert size == len(one)


def test_many_swaps_come_near_the_enumeration() -> None:
    # 14 clusters are sampled: with p = 0.1 and 20,000 swaps, five standard errors are 0.011
    rng = Random(5)
    one, other = random_rows(rng, 14), random_rows(rng, 14)
    found = randomisation(F1, sums(*one), sums(*other), randomisations=20_000, seed=SEED)
    assert not found.exact
    assert found.value == pytest.approx(float(by_hand(one, other)), abs=0.018)


def test_the_smoothed_share_never_is_zero() -> None:
    good, bad = sums(*[(5, 5, 5)] * 40), sums(*[(0, 5, 5)] * 40)
    found = randomisation(F1, good, bad, randomisations=99, seed=SEED)
    assert (found.value, found.reliable) == (0.01, True)


@pytest.mark.parametrize("clusters", [1, 13, 14, 60])
def test_a_system_against_itself_has_p_1(clusters: int) -> None:
    rows = sums(*random_rows(Random(1), clusters))
    assert randomisation(F1, rows, rows, randomisations=50, seed=SEED).value == 1


def test_order_of_systems_and_seed_of_swaps() -> None:
    rng = Random(8)
    one, other = sums(*random_rows(rng, 40)), sums(*random_rows(rng, 40))
    found = [
        randomisation(F1, *pair, randomisations=500, seed=seed).value
        for pair in ((one, other), (other, one))
        for seed in (1, 1, 2)
    ]
    assert found[0] == found[1] == found[3] == found[4]
    assert found[2] == found[5] != found[0]


def test_holm_keeps_the_order_of_p_values() -> None:
    # 4·0.01, 3·0.02, 2·0.025 (below the one before: 0.06), 1·0.9
    assert holm({"د": 0.9, "ا": 0.01, "ج": 0.025, "ب": 0.02}) == {
        "ا": 0.04,
        "ب": 0.06,
        "ج": 0.06,
        "د": 0.9,
    }
    assert holm({"ا": 0.7, "ب": 0.6}) == {"ب": 1.0, "ا": 1.0}
    assert holm({}) == {}


@pytest.mark.parametrize(
    ("scores", "different", "ranks"),
    [
        # nothing can be told apart
        ([0.5, 0.6, 0.7], set(), [(1, 3), (1, 3), (1, 3)]),
        # the best alone, the others together
        ([0.5, 0.6, 0.9], {(2, 0), (2, 1)}, [(2, 3), (2, 3), (1, 1)]),
        # the second is like the best, the third is not
        ([0.9, 0.8, 0.5], {(0, 2)}, [(1, 2), (1, 2), (3, 3)]),
        # equal scores share a rank
        ([0.5, 0.5], set(), [(1, 2), (1, 2)]),
        ([0.4], set(), [(1, 1)]),
    ],
)
def test_rank_groups(
    scores: list[float], different: set[tuple[int, int]], ranks: list[tuple[int, int]]
) -> None:
    found = rank_groups(scores, lambda best, at: 0.001 if (best, at) in different else 0.5)
    assert found == ranks


def test_holm_decides_who_shares_the_first_group() -> None:
    # 0.03 alone would be significant; among three differences it must stay below 0.05 / 3
    p_values = {(0, 1): 0.03, (0, 2): 0.2, (0, 3): 0.3}
    found = rank_groups([0.9, 0.8, 0.7, 0.6], lambda best, at: p_values[best, at])
    assert found == [(1, 4)] * 4

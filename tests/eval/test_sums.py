"""Sums: totals, weights and wider keys of counts by cluster."""

from __future__ import annotations

import numpy
import pytest

from musnad.eval import METRICS, SEED
from musnad.eval.significance import randomisation
from musnad.eval.statistics import Counts
from musnad.eval.sums import Sums, added


def items(positives: int, all_items: int) -> Counts:
    return Counts.of(hits=positives, found=all_items, wanted=positives)


# Two clusters: scores 0.9 and 0.2 in the first, 0.9 in the second.
POOL = [{0.9: items(1, 1), 0.2: items(0, 2)}, {0.9: items(2, 3)}]


def test_a_pool_has_the_keys_that_occur_sorted() -> None:
    sums = Sums.pooled(POOL)
    assert sums.keys == (0.2, 0.9)
    assert sums.total().tolist() == [[0, 2, 0, 0], [3, 4, 3, 3]]
    assert len(sums) == 2


def test_weights_count_clusters_again() -> None:
    twice_the_second = Sums.pooled(POOL).weighted(numpy.array([[1.0, 2.0]]))
    assert twice_the_second.tolist() == [[[0, 2, 0, 0], [5, 7, 5, 5]]]


def test_more_keys_count_nothing() -> None:
    wider = Sums.pooled(POOL).over((0.1, 0.2, 0.5, 0.9))
    assert wider.keys == (0.1, 0.2, 0.5, 0.9)
    assert wider.total().tolist() == [[0] * 4, [0, 2, 0, 0], [0] * 4, [3, 4, 3, 3]]
    assert wider.weighted(numpy.ones((1, 2))).shape == (1, 4, 4)


def test_an_empty_pool_has_no_keys() -> None:
    assert Sums.pooled([{}, {}]).total().shape == (0, 4)


def test_counts_of_one_cluster_add_up_key_by_key() -> None:
    assert added(POOL) == {0.9: items(3, 4), 0.2: items(0, 2)}


def test_systems_with_other_scores_are_compared_over_the_keys_of_both() -> None:
    # Eight sentences each, one positive: the first system ranks it first, the second last.
    metric = METRICS["checkable_sentence_ap"]
    good = Sums.pooled([{0.8: items(1, 1), 0.1: items(0, 7)}] * 4)
    bad = Sums.pooled([{0.3: items(0, 7), 0.05: items(1, 1)}] * 4)
    values = [float(metric.value(s.total()[None], s.keys)[0]) for s in (good, bad)]
    assert values == pytest.approx([1, 1 / 8])
    # only no swap and all swaps are as large: 2 of 2^4
    assert randomisation(metric, good, bad, randomisations=9, seed=SEED).value == 2 / 2**4

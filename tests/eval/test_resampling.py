"""Cluster bootstrap: the same random numbers for ever, and the interval that they should give."""

from __future__ import annotations

import functools
import operator
from collections import Counter
from itertools import combinations_with_replacement, product
from math import factorial, sqrt
from random import Random
from typing import Any

import numpy
import pytest
from scipy import stats

from musnad.errors import UsageError
from musnad.eval import METRICS, SEED, resampling
from musnad.eval.resampling import FEW_CLUSTERS, Interval, interval, resample_counts
from musnad.eval.statistics import Table, recall
from musnad.eval.sums import Sums, exact_sum

from .builders import article, report, said, source

F1 = METRICS["tuple_strict_f1"]


def table(*rows: tuple[float, float, float]) -> Sums:
    """Sufficient statistics of clusters from `(hits, found, wanted)`."""
    counts = [[[hits, found, hits, wanted]] for hits, found, wanted in rows]
    return Sums.of(("only",), numpy.array(counts, dtype=float))


def f1_of(resampled: Table) -> Table:
    """2·hits / (found + wanted) of every resample."""
    return 2 * resampled[:, 0, 0] / (resampled[:, 0, 1] + resampled[:, 0, 3])


# -- random numbers ----------------------------------------------------------------------------


def test_the_first_draws_of_a_seed_never_change() -> None:
    # A change here is a change of NumPy: every published interval would move.
    assert numpy.random.PCG64(12345).random_raw(3).tolist() == [
        4193609425186963869,
        5843160025838961886,
        14708796524633321433,
    ]
    assert resample_counts(5, 4, 12345).tolist() == [
        [0, 3, 0, 2, 0],
        [1, 1, 1, 1, 1],
        [1, 1, 1, 1, 1],
        [0, 2, 0, 2, 1],
    ]
    assert resample_counts(3, 3, 0).tolist() == [[2, 1, 0], [1, 0, 2], [0, 2, 1]]


def test_draws_are_multiply_shift_of_raw_words() -> None:
    clusters, resamples = 7, 50
    words = [int(word) for word in numpy.random.PCG64(99).random_raw(clusters * resamples)]
    draws = [(word >> 32) * clusters >> 32 for word in words]
    expected = [
        [draws[at * clusters : (at + 1) * clusters].count(cluster) for cluster in range(clusters)]
        for at in range(resamples)
    ]
    assert resample_counts(clusters, resamples, 99).tolist() == expected


@pytest.mark.parametrize("clusters", [1, 2, 9, 160])
def test_every_resample_draws_as_many_clusters_as_there_are(clusters: int) -> None:
    counts = resample_counts(clusters, 300, SEED)
    assert counts.shape == (300, clusters)
    assert (counts.sum(axis=1) == clusters).all()
    assert (counts >= 0).all()


def test_more_resamples_begin_with_the_same_ones() -> None:
    assert (resample_counts(6, 100, 3)[:10] == resample_counts(6, 10, 3)).all()


def test_every_multiset_is_drawn_as_often_as_it_should() -> None:
    # 3 clusters: 27 equally likely draws, 10 multisets; within 5 standard errors of a share
    resamples = 20_000
    found = Counter(tuple(row) for row in resample_counts(3, resamples, SEED).tolist())
    for draw in combinations_with_replacement(range(3), 3):
        counts = tuple(float(draw.count(cluster)) for cluster in range(3))
        ways = factorial(3) / numpy.prod([factorial(int(count)) for count in counts])
        share = ways / 27
        error = sqrt(share * (1 - share) / resamples)
        assert abs(found[counts] / resamples - share) < 5 * error


# -- intervals ---------------------------------------------------------------------------------


def test_the_interval_of_all_27_draws_is_that_worked_by_hand() -> None:
    # one cluster found, two missed: recall is 0 in 8 draws, 1/3 in 12, 2/3 in 6, 1 in 1.
    # Positions 0.65 and 25.35 of 0..26, linear between neighbours.
    sums = table((1, 1, 1), (0, 1, 1), (0, 1, 1))
    draws = numpy.array([[d.count(at) for at in range(3)] for d in product(range(3), repeat=3)])
    values = recall(sums.weighted(draws.astype(float)))[:, 0]
    assert sorted(values) == pytest.approx([0] * 8 + [1 / 3] * 12 + [2 / 3] * 6 + [1])
    found = interval(values, 3)
    assert found == Interval(0, pytest.approx(2 / 3 + 0.35 / 3), 0, False)


def test_resampled_counts_hold_the_exact_distribution_of_ten_clusters() -> None:
    # All 92,378 multisets of 10 clusters with their probabilities, against 20,000 draws. By
    # Dvoretzky, Kiefer and Wolfowitz the two distribution functions differ by more than 0.0136
    # anywhere with a probability below 2·exp(-2·20000·0.0136²) = 0.0012.
    rng = Random(1)
    rows = [(hits, hits + rng.randint(0, 3), hits + rng.randint(0, 3)) for hits in range(10)]
    sums = table(*rows)
    multisets = numpy.array(
        [
            numpy.bincount(draw, minlength=10)
            for draw in combinations_with_replacement(range(10), 10)
        ]
    )
    factorials = numpy.array([factorial(at) for at in range(11)], dtype=float)
    shares = factorial(10) / factorials[multisets].prod(axis=1) / 10**10
    assert shares.sum() == pytest.approx(1)
    exact = f1_of(sums.weighted(multisets.astype(float)))
    order = numpy.argsort(exact)
    below = numpy.cumsum(shares[order])
    drawn = numpy.sort(f1_of(sums.weighted(resample_counts(10, 20_000, SEED))))
    share_drawn = numpy.searchsorted(drawn, exact[order], side="right") / len(drawn)
    # only at the last of equal values are both functions complete
    last = numpy.append(numpy.diff(exact[order]) > 1e-12, True)
    assert numpy.abs(share_drawn - below)[last].max() < 0.0136


def test_with_one_article_a_cluster_the_interval_is_scipys() -> None:
    # Two Monte Carlo quantiles at level q from B resamples each differ, in probability, by
    # sqrt(2·q·(1-q)/B); five of these errors are allowed.
    rng = Random(2)
    rows = [
        (hits := rng.randint(0, 6), hits + rng.randint(0, 4), hits + rng.randint(0, 4))
        for _ in range(40)
    ]
    resamples = 4000
    ours = interval(f1_of(table(*rows).weighted(resample_counts(40, resamples, SEED))), 40)
    assert ours is not None
    theirs = stats.bootstrap(
        tuple(numpy.array(rows, dtype=float).T),
        lambda hits, found, wanted, axis: (
            2 * hits.sum(axis=axis) / (found.sum(axis=axis) + wanted.sum(axis=axis))
        ),
        paired=True,
        method="percentile",
        n_resamples=resamples,
        rng=numpy.random.default_rng(7),
    ).bootstrap_distribution
    for bound, level in ((ours.low, 0.025), (ours.high, 0.975)):
        slack = 5 * sqrt(2 * level * (1 - level) / resamples)
        low, high = numpy.quantile(theirs, [max(0, level - slack), min(1, level + slack)])
        assert low <= bound <= high


def test_undefined_resamples_are_dropped_and_counted() -> None:
    values = numpy.array([0.5, numpy.nan, 0.5, numpy.nan, 0.5])
    assert interval(values, 40) == Interval(0.5, 0.5, 2, True)
    assert interval(numpy.full(3, numpy.nan), 40) is None


def test_a_rare_phenomenon_loses_the_resamples_that_miss_it() -> None:
    # only one of four events has a dropped subject: a draw misses it with (3/4)^4 = 0.316
    null = article(said((0, 10)), sources=[source("S1", (40, 44))], id="ar-0", event="e0")
    rest = [article(said((0, 10), (40, 44)), id=f"ar-{at}", event=f"e{at}") for at in (1, 2, 3)]
    found = report([null, *rest], [null, *rest], resamples=1000)
    score = found["wsw_null_f1"]
    assert score.interval is not None
    missed = int((resample_counts(4, 1000, SEED)[:, 0] == 0).sum())
    assert score.interval == Interval(1, 1, missed, False)
    assert missed == pytest.approx(316, abs=5 * sqrt(1000 * 0.316 * 0.684))
    assert score.to_json()["resamples_dropped"] == missed


@pytest.mark.parametrize(("clusters", "reliable"), [(29, False), (30, True), (31, True)])
def test_fewer_than_30_clusters_are_flagged(clusters: int, reliable: bool) -> None:
    assert FEW_CLUSTERS == 30
    articles = [
        article(claims=[(0, 5)], id=f"ar-{at:02}", event=f"e{at}") for at in range(clusters)
    ]
    found = report(articles, articles, resamples=10, metrics=["claim_exact_f1"])
    score = found["claim_exact_f1"]
    assert score.interval == Interval(1, 1, 0, reliable)
    note = f"fewer than 30 events ({clusters}): intervals are unreliable."
    assert (note in found.notes()) is not reliable


# -- units and seeds ---------------------------------------------------------------------------


def halves(*events: str | None):
    """Articles whose claims are found in every second one."""
    gold = [
        article(claims=[(0, 5)], id=f"ar-{at:02}", event=event) for at, event in enumerate(events)
    ]
    found = [
        item if at % 2 else article(id=item.id, event=item.event) for at, item in enumerate(gold)
    ]
    return gold, found


def test_articles_of_one_event_are_drawn_together() -> None:
    # each event has one hit and one miss, so every resample is the same
    gold, found = halves("e1", "e1", "e2", "e2", "e3", "e3")
    whole = report(gold, found, resamples=100)
    assert whole.clusters == 3
    assert whole["claim_exact_r"].interval == Interval(0.5, 0.5, 0, False)


def test_an_article_without_event_stands_alone() -> None:
    gold, found = halves(None, None, None, "e1", "e1", "ar-00")
    whole = report(gold, found, resamples=100)
    assert whole.clusters == 5
    spread = whole["claim_exact_r"].interval
    assert spread is not None
    assert spread.low < 0.5 < spread.high


def test_the_same_seed_gives_the_same_digits_and_another_seed_others() -> None:
    gold, found = halves(*[f"e{at}" for at in range(41)])
    one, same, other = (
        report(gold, found, resamples=20, seed=seed)["claim_exact_f1"].interval
        for seed in (1, 1, 2)
    )
    assert one == same
    assert one != other


def test_without_resamples_there_is_no_interval() -> None:
    gold, found = halves("e1", "e2")
    score = report(gold, found, resamples=0)["claim_exact_f1"]
    assert score.value == pytest.approx(2 / 3)
    assert score.interval is None
    assert score.shown_interval == ""


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"resamples": -1}, "resamples is -1; expected a whole number from 0"),
        ({"resamples": 1.5}, "resamples is 1.5; expected a whole number from 0"),
        ({"resamples": 1_000_000_000}, "resamples is 1000000000; at most 100000 are drawn"),
        ({"seed": -1}, "seed is -1; expected a whole number from 0"),
        ({"seed": True}, "seed is True; expected a whole number from 0"),
        ({"seed": "1"}, "seed is '1'; expected a whole number from 0"),
    ],
)
def test_what_is_no_number_of_resamples_or_seed_is_refused(
    options: dict[str, Any], message: str
) -> None:
    gold, found = halves("e1")
    with pytest.raises(UsageError) as error:
        report(gold, found, **options)
    assert str(error.value) == message


def test_blocks_draw_what_one_draw_of_all_would(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = resample_counts(7, 100, SEED)
    monkeypatch.setattr(resampling, "BLOCK", 7 * 30)
    blocks = list(resampling.blocks_of_counts(7, 100, SEED))
    assert [len(block) for block in blocks] == [30, 30, 30, 10]
    assert numpy.array_equal(numpy.concatenate(blocks), whole)


@pytest.mark.parametrize(("resamples", "noted"), [(0, False), (1, True), (99, True), (100, False)])
def test_intervals_from_few_resamples_are_called_rough(resamples: int, noted: bool) -> None:
    gold, found = halves("e1", "e2")
    note = f"fewer than 100 resamples ({resamples}): intervals are rough."
    assert (note in report(gold, found, resamples=resamples).notes()) is noted


def test_sums_do_not_depend_on_the_order_of_addends() -> None:
    numbers = [0.1, 1e16, 0.3, -1e16, 2 / 3]
    rng = Random(3)
    orders = [rng.sample(numbers, len(numbers)) for _ in range(20)]
    assert {float(exact_sum(numpy.array(order)[:, None])[0]) for order in orders} == {
        0.1 + 0.3 + 2 / 3
    }
    assert len({functools.reduce(operator.add, order) for order in orders}) > 1

"""Intervals and p-values against SciPy and enumeration, through the front door (metrics.md 6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import combinations_with_replacement, product
from math import factorial
from typing import Any

import numpy
import pytest
from scipy import stats

from musnad.dataset import Article, Corpus
from musnad.eval import METRICS, SEED, evaluate
from musnad.eval.comparing import compare as compare_systems
from musnad.eval.measuring import Measurement, measure
from musnad.eval.significance import holm, randomisation

from .generators import SHAPES, random_corpus
from .scoring import compare, tallied

METRIC = "content_soft_f1"
RESAMPLES = 1000
Rows = list[list[float]]


def corpus_of(articles: int, seed: int) -> tuple[Corpus, list[Article]]:
    """A random corpus in which each article is an event of its own, with an answer."""
    gold, found = random_corpus(seed, articles=articles, shape=SHAPES["nested"])
    events = {item.id: f"e{item.id}" for item in gold}
    return (
        replace(gold, articles=[replace(item, event=events[item.id]) for item in gold]),
        [replace(item, event=events[item.id]) for item in found],
    )


def rows(gold: Corpus, found: Sequence[Article]) -> Rows:
    """What a metric over one key counts in each article, in order of ids."""
    answers = {item.id: item for item in found}
    pairs = [(item, answers[item.id]) for item in sorted(gold, key=lambda item: item.id)]
    return [tallied(compare(item, answer), METRIC)[0].row for item, answer in pairs]


def f1(hits: Any, found: Any, wanted: Any) -> Any:
    """2·hits / (found + wanted)."""
    return 2 * hits / (found + wanted)


class SameDraws(numpy.random.Generator):
    """A generator whose integers are raw words by multiply-shift, as metrics.md 6 has it."""

    def integers(self, low: Any, high: Any = None, size: Any = None, **_: Any) -> Any:
        assert low == 0
        words = self.bit_generator.random_raw(int(numpy.prod(size)))
        draws = [(int(word) >> 32) * int(high) >> 32 for word in words]
        return numpy.array(draws).reshape(size)


@pytest.mark.parametrize("articles", [12, 40])
def test_with_the_same_draws_the_interval_is_scipys(articles: int) -> None:
    gold, found = corpus_of(articles, 7)
    ours = evaluate(gold, found, metrics=[METRIC], resamples=RESAMPLES)[METRIC].interval
    counts = numpy.array(rows(gold, found))
    theirs = stats.bootstrap(
        (counts[:, 0], counts[:, 1], counts[:, 3]),
        lambda hits, found, wanted, axis: f1(
            hits.sum(axis=axis), found.sum(axis=axis), wanted.sum(axis=axis)
        ),
        paired=True,
        method="percentile",
        n_resamples=RESAMPLES,
        batch=RESAMPLES,
        rng=SameDraws(numpy.random.PCG64(SEED)),
    ).confidence_interval
    assert ours is not None
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=1e-12)


def test_with_draws_of_its_own_scipy_comes_near() -> None:
    gold, found = corpus_of(40, 7)
    resamples = 4000
    ours = evaluate(gold, found, metrics=[METRIC], resamples=resamples)[METRIC].interval
    counts = numpy.array(rows(gold, found))
    drawn = stats.bootstrap(
        (counts[:, 0], counts[:, 1], counts[:, 3]),
        lambda hits, found, wanted, axis: f1(
            hits.sum(axis=axis), found.sum(axis=axis), wanted.sum(axis=axis)
        ),
        paired=True,
        method="percentile",
        n_resamples=resamples,
        rng=numpy.random.default_rng(3),
    ).bootstrap_distribution
    assert ours is not None
    # Two quantiles at level q, each from B draws, differ in level by sqrt(2·q·(1-q)/B).
    for bound, level in ((ours.low, 0.025), (ours.high, 0.975)):
        slack = 5 * (2 * level * (1 - level) / resamples) ** 0.5
        low, high = numpy.quantile(drawn, [max(0, level - slack), min(1, level + slack)])
        assert low <= bound <= high


def test_with_ten_events_the_interval_is_near_that_of_every_resample() -> None:
    gold, found = corpus_of(10, 11)
    resamples = 20_000
    ours = evaluate(gold, found, metrics=[METRIC], resamples=resamples)[METRIC].interval
    counts = numpy.array(rows(gold, found))
    draws = numpy.array(
        [
            numpy.bincount(draw, minlength=10)
            for draw in combinations_with_replacement(range(10), 10)
        ]
    )
    factorials = numpy.array([factorial(at) for at in range(11)], dtype=float)
    shares = factorial(10) / factorials[draws].prod(axis=1) / 10**10
    sums = draws @ counts
    values = f1(sums[:, 0], sums[:, 1], sums[:, 3])
    order = numpy.argsort(values)
    below = numpy.cumsum(shares[order])
    assert below[-1] == pytest.approx(1)
    assert ours is not None
    for bound, level in ((ours.low, 0.025), (ours.high, 0.975)):
        slack = 5 * (level * (1 - level) / resamples) ** 0.5
        low, high = (values[order][numpy.searchsorted(below, level + by)] for by in (-slack, slack))
        assert low - 1e-12 <= bound <= high + 1e-12


def test_every_article_twice_in_its_event_leaves_every_interval_as_it_is(shape: str) -> None:
    gold, found = random_corpus(5, articles=12, shape=SHAPES[shape])

    def twice(items: Sequence[Article]) -> list[Article]:
        return [one for item in items for one in (item, replace(item, id=f"{item.id}-copy"))]

    once = evaluate(gold, found, resamples=200)
    doubled = evaluate(replace(gold, articles=twice(list(gold))), twice(found), resamples=200)
    assert {name: (score.value, score.interval) for name, score in doubled.items()} == {
        name: (score.value, score.interval) for name, score in once.items()
    }
    # Articles as their own events are another matter: the interval narrows.
    apart = evaluate(
        replace(gold, articles=[replace(item, event=None) for item in twice(list(gold))]),
        [replace(item, event=None) for item in twice(found)],
        resamples=200,
    )
    assert apart["claim_char_f1"].value == once["claim_char_f1"].value
    assert apart["claim_char_f1"].interval != once["claim_char_f1"].interval


# -- p-values --------------------------------------------------------------------------------------


def systems(articles: int, seed: int) -> tuple[Corpus, list[Article], list[Article]]:
    """A corpus with the answers of two systems."""
    gold, one = corpus_of(articles, seed)
    other = [
        replace(item, attributions=item.attributions[::2]) if at % 3 else item
        for at, item in enumerate(one)
    ]
    return gold, one, other


def swapped(one: Rows, other: Rows) -> Iterator[float]:
    """|Δ| after every way to swap events between two systems; the first is none swapped."""
    for swaps in product([False, True], repeat=len(one)):
        sides = [
            [(b if swap else a) for a, b, swap in zip(first, second, swaps, strict=True)]
            for first, second in ((one, other), (other, one))
        ]
        sums = [[sum(column) for column in zip(*side, strict=True)] for side in sides]
        left, right = (f1(hits, found, wanted) for hits, found, _, wanted in sums)
        yield abs(left - right)


@pytest.mark.parametrize(("articles", "seed"), [(6, 1), (9, 2), (11, 3)])
def test_with_few_events_the_p_value_is_that_of_every_swap(articles: int, seed: int) -> None:
    gold, one, other = systems(articles, seed)
    observed, *rest = swapped(rows(gold, one), rows(gold, other))
    every = [observed, *rest]
    expected = sum(value >= observed - 1e-12 for value in every) / len(every)
    standing = compare_systems(gold, one, other, metric=METRIC, resamples=0)
    assert standing.p_value == expected
    assert 0 < expected <= 1
    assert standing.differences[0].p.exact


def test_with_more_events_the_p_value_is_near_that_of_many_swaps() -> None:
    gold, one, other = systems(20, 4)
    counts = numpy.array([rows(gold, one), rows(gold, other)])
    rng = numpy.random.default_rng(5)
    values = []
    for _ in range(20_000):
        swaps = rng.random(20) < 0.5
        first = numpy.where(swaps[:, None], counts[1], counts[0]).sum(axis=0)
        second = numpy.where(swaps[:, None], counts[0], counts[1]).sum(axis=0)
        values.append(abs(f1(*first[[0, 1, 3]]) - f1(*second[[0, 1, 3]])))
    totals = counts.sum(axis=1)
    observed = abs(f1(*totals[0][[0, 1, 3]]) - f1(*totals[1][[0, 1, 3]]))
    expected = numpy.mean(numpy.array(values) >= observed - 1e-12)
    found = compare_systems(gold, one, other, metric=METRIC, resamples=0).differences[0].p
    assert not found.exact
    assert not found.reliable
    assert found.value == pytest.approx(
        expected, abs=5 * (expected * (1 - expected) * 1.5 / 1e4) ** 0.5
    )


@cache
def measured(articles: int) -> Measurement:
    """The counts of a system in all metrics of articles."""
    gold, found = corpus_of(articles, 6)
    return measure(gold, found)


ON_ARTICLES = [name for name in METRICS if METRICS[name].family.task == "articles"]


@pytest.mark.parametrize("metric", ON_ARTICLES)
def test_a_system_against_itself_has_p_1(metric: str) -> None:
    for articles in (8, 15):
        sums = measured(articles).sums[METRICS[metric].family]
        p = randomisation(METRICS[metric], sums, sums, randomisations=200, seed=SEED)
        assert (p.value, p.exact) == (1, articles == 8)


def test_a_system_against_itself_shares_its_rank() -> None:
    gold, one = corpus_of(15, 6)
    standing = compare_systems(gold, one, one, metric=METRIC, resamples=0, randomisations=200)
    assert standing.p_value == 1
    assert set(standing.ranks.values()) == {(1, 2)}


def test_holm_is_its_definition() -> None:
    rng = numpy.random.default_rng(8)
    for size in (1, 2, 5, 9):
        values = dict(enumerate(numpy.round(rng.random(size) ** 3, 3).tolist()))
        found = holm(values)
        ascending = sorted(values.values())
        for name, value in values.items():
            rank = max(at for at, other in enumerate(ascending, 1) if other == value)
            expected = max(
                min(1.0, (size - at + 1) * p) for at, p in enumerate(ascending[:rank], 1)
            )
            assert found[name] == expected

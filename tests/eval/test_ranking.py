"""Rankings of pooled items: what scikit-learn and SciPy say of the same items, repeated."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from random import Random

import numpy
import pytest
from scipy import stats
from sklearn.metrics import average_precision_score, roc_auc_score

from musnad.eval.ranking import auroc, average_precision, spearman, tau_b
from musnad.eval.statistics import Table

CASES = 300


def ranked(rng: Random, draws: int = 3) -> tuple[list[float], Table]:
    """Distinct scores, and counts `(draw, score, COLUMNS)` of positives among items."""
    scores = sorted({rng.choice([rng.random(), 0.25, 0.5, 1.0]) for _ in range(rng.randint(1, 8))})
    counts = numpy.zeros((draws, len(scores), 4))
    for draw in range(draws):
        for at in range(len(scores)):
            items = rng.randint(0, 5)
            positives = rng.randint(0, items)
            counts[draw, at] = positives, items, positives, positives
    return scores, counts


def written_out(scores: list[float], counts: Table) -> tuple[list[bool], list[float]]:
    """Labels and scores of every item of one draw."""
    labels: list[bool] = []
    values: list[float] = []
    for score, (_, items, _, positives) in zip(scores, counts.astype(int).tolist(), strict=True):
        labels += [True] * positives + [False] * (items - positives)
        values += [score] * items
    return labels, values


def cases() -> Iterator[tuple[list[float], Table]]:
    for seed in range(CASES):
        yield ranked(Random(f"ترتيب {seed}"))


def test_average_precision_and_auroc_are_scikit_learns_on_repeated_items() -> None:
    compared = undefined = 0
    for scores, counts in cases():
        ours = average_precision(counts, scores), auroc(counts, scores)
        for draw in range(len(counts)):
            labels, values = written_out(scores, counts[draw])
            if not any(labels):
                assert numpy.isnan(ours[0][draw])
            else:
                assert ours[0][draw] == pytest.approx(
                    average_precision_score(labels, values), abs=1e-12
                )
            if len(set(labels)) < 2:
                assert numpy.isnan(ours[1][draw])
                undefined += 1
            else:
                assert ours[1][draw] == pytest.approx(roc_auc_score(labels, values), abs=1e-12)
                compared += 1
    assert compared > CASES
    assert undefined > 10


def test_average_precision_and_auroc_are_scikit_learns_with_sample_weights() -> None:
    for scores, counts in cases():
        _, items, _, positives = counts[0].T
        if 0 < positives.sum() < items.sum():
            labels = [True] * len(scores) + [False] * len(scores)
            weights = [*positives, *(items - positives)]
            for ours, theirs in (
                (average_precision, average_precision_score),
                (auroc, roc_auc_score),
            ):
                expected = theirs(labels, scores * 2, sample_weight=weights)
                assert ours(counts[:1], scores)[0] == pytest.approx(expected, abs=1e-12)


# One positive and one negative with the same score: half a pair, and one place in the ranking.
@pytest.mark.parametrize(
    ("labels", "scores", "precision", "area"),
    [
        ([1, 0], [0.5, 0.5], 0.5, 0.5),
        ([0, 1], [0.5, 0.5], 0.5, 0.5),
        ([1, 0, 1], [0.9, 0.5, 0.2], (1 + 2 / 3) / 2, 0.5),
        ([1, 1, 0], [0.9, 0.5, 0.2], 1, 1),
        ([0, 1], [0.9, 0.5], 0.5, 0),
    ],
)
def test_rankings_worked_by_hand(labels, scores, precision: float, area: float) -> None:
    keys = sorted(set(scores))
    counts = numpy.zeros((1, len(keys), 4))
    for label, score in zip(labels, scores, strict=True):
        counts[0, keys.index(score)] += (label, 1, label, label)
    assert average_precision(counts, keys)[0] == pytest.approx(precision)
    assert auroc(counts, keys)[0] == pytest.approx(area)


def weighted(rng: Random, draws: int = 3) -> tuple[list[tuple[float, float]], Table]:
    """Pairs of values with many ties, and how often each stands in each draw."""
    items = [(rng.randint(0, 4) / 4, rng.choice([rng.random(), 0.5])) for _ in range(8)]
    items = sorted(set(items))
    counts = numpy.zeros((draws, len(items), 4))
    counts[..., 1] = [[rng.randint(0, 3) for _ in items] for _ in range(draws)]
    return items, counts


def test_tau_b_and_spearman_are_scipys_on_repeated_items() -> None:
    compared = constant = 0
    for seed in range(CASES):
        items, counts = weighted(Random(f"ارتباط {seed}"))
        for ours, theirs in ((tau_b, stats.kendalltau), (spearman, stats.spearmanr)):
            found = ours(counts, items)
            for draw in range(len(counts)):
                times = counts[draw, :, 1].astype(int)
                one, other = (numpy.repeat([item[at] for item in items], times) for at in (0, 1))
                if len({*one}) < 2 or len({*other}) < 2:
                    assert numpy.isnan(found[draw])
                    constant += 1
                    continue
                with warnings.catch_warnings():
                    warnings.simplefilter("error")
                    expected = theirs(one, other).statistic
                assert found[draw] == pytest.approx(expected, abs=1e-12)
                compared += 1
    assert compared > CASES
    assert constant > 0


def test_tau_b_is_that_of_the_ties_in_both_values() -> None:
    # D20: 4 concordant pairs, one tied in the first value, one in the second: 4 / sqrt(5 · 5)
    items = [(1.0, 1.0), (2.0, 2.0), (2.0, 3.0), (3.0, 3.0)]
    counts = numpy.ones((1, 4, 4))
    assert tau_b(counts, items)[0] == pytest.approx(0.8)


@pytest.mark.parametrize("formula", [tau_b, spearman])
def test_the_same_order_is_exactly_1_and_its_mirror_image_exactly_minus_1(formula) -> None:
    for size in (2, 3, 7, 50):
        counts = numpy.ones((1, size, 4))
        values = [at / 7 for at in range(size)]
        assert formula(counts, list(zip(values, values, strict=True)))[0] == 1
        assert formula(counts, list(zip(values, values[::-1], strict=True)))[0] == -1


@pytest.mark.parametrize("formula", [average_precision, auroc, tau_b, spearman])
def test_without_items_there_is_no_ranking(formula) -> None:
    assert numpy.isnan(formula(numpy.zeros((2, 0, 4)), [])).all()

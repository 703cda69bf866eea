"""Formulas over classes and rankings beside scikit-learn and SciPy."""

from __future__ import annotations

from random import Random

import numpy
import pytest
from scipy import stats
from sklearn import metrics as scikit

from musnad.eval.ranking import auroc, average_precision, spearman, tau_b
from musnad.eval.statistics import Counts, accuracy, macro_f1

from .generators import SEED

CLASSES = ("قول", "نفي", "حكم", "وعد")


def counted(items: list[tuple[float, bool]]) -> tuple[numpy.ndarray, list[float]]:
    """Scores and labels as the counts of a pool."""
    scores = sorted({score for score, _ in items})
    rows = []
    for score in scores:
        labels = [label for other, label in items if other == score]
        rows.append(Counts.of(hits=sum(labels), found=len(labels), wanted=sum(labels)).row)
    return numpy.array([rows], dtype=float), scores


def test_rankings_of_sentences_are_scikit_learns(numbers: range) -> None:
    compared = 0
    for number in numbers:
        rng = Random(f"{SEED} ranking {number}")
        size = rng.randint(1, 25)
        items = [
            (rng.choice([0.0, 0.1, 0.5, 0.75, rng.random()]), rng.random() < 0.4)
            for _ in range(size)
        ]
        counts, scores = counted(items)
        values, labels = zip(*items, strict=True)
        if any(labels):
            ours = float(average_precision(counts, scores)[0])
            assert ours == pytest.approx(
                scikit.average_precision_score(labels, values), abs=1e-12
            ), number
        else:
            assert numpy.isnan(average_precision(counts, scores)[0])
        if len(set(labels)) == 2:
            ours = float(auroc(counts, scores)[0])
            assert ours == pytest.approx(scikit.roc_auc_score(labels, values), abs=1e-12), number
            compared += 1
        else:
            assert numpy.isnan(auroc(counts, scores)[0])
    assert compared > len(numbers) / 2


@pytest.mark.filterwarnings("ignore::scipy.stats.ConstantInputWarning")
def test_correlations_are_scipys_on_the_repeated_items(numbers: range) -> None:
    compared = 0
    for number in numbers:
        rng = Random(f"{SEED} correlation {number}")
        pairs = [
            (float(rng.randint(0, 4)), float(rng.randint(0, 4))) for _ in range(rng.randint(2, 12))
        ]
        items = sorted(set(pairs))
        weights = [rng.randint(0, 3) for _ in items]
        counts = numpy.array(
            [[Counts.of(hits=0, found=weight, wanted=0).row for weight in weights]], dtype=float
        )
        repeated = [
            item for item, weight in zip(items, weights, strict=True) for _ in range(weight)
        ]
        ours = float(tau_b(counts, items)[0]), float(spearman(counts, items)[0])
        if len(repeated) < 2 or any(len(set(side)) < 2 for side in zip(*repeated, strict=True)):
            assert numpy.isnan(ours).all(), number
            continue
        one, other = zip(*repeated, strict=True)
        assert ours[0] == pytest.approx(stats.kendalltau(one, other).statistic, abs=1e-12), number
        assert ours[1] == pytest.approx(stats.spearmanr(one, other).statistic, abs=1e-12), number
        compared += 1
    assert compared > len(numbers) / 2


def test_class_formulas_are_scikit_learns(numbers: range) -> None:
    for number in numbers:
        rng = Random(f"{SEED} classes {number}")
        gold = [rng.choice(CLASSES[: rng.randint(1, 4)]) for _ in range(rng.randint(1, 20))]
        found = [label if rng.random() < 0.5 else rng.choice(CLASSES) for label in gold]
        pairs = list(zip(gold, found, strict=True))
        counts = numpy.array(
            [
                [
                    Counts.of(
                        hits=pairs.count((name, name)),
                        found=found.count(name),
                        wanted=gold.count(name),
                    ).row
                    for name in CLASSES
                ]
            ],
            dtype=float,
        )
        present = sorted({*gold, *found})
        expected = scikit.f1_score(gold, found, labels=present, average="macro", zero_division=0)
        assert float(macro_f1(counts)[0]) == pytest.approx(expected, abs=1e-12), number
        assert float(accuracy(counts)[0]) == scikit.accuracy_score(gold, found), number

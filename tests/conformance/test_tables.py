"""Metrics of pairs, statements and sources beside scikit-learn and SciPy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

import numpy
import pytest
from scipy import stats
from sklearn import metrics as scikit

from musnad.dataset import PairPrediction
from musnad.eval import METRICS

from . import tables
from .tables import LABELS, Rows

SEEDS = range(40)


def agreement(rows: Rows) -> dict[str, float]:
    """The agreement metrics by scikit-learn; a pair without an answer is of no class."""
    given = {row.id: row for row in rows.found}
    gold = [row.label for row in rows.gold]
    answers = [given.get(row.id) for row in rows.gold]
    found = [answer.label if answer else "none" for answer in answers]
    shares = [
        0.0
        if answer is None
        else float(answer.label == "contradict")
        if answer.p is None
        else answer.p
        for answer in answers
    ]
    each = scikit.f1_score(gold, found, labels=LABELS, average=None, zero_division=0)
    return {
        "agreement_macro_f1": float(numpy.mean(each)),
        **{f"agreement_{name}_f1": value for name, value in zip(LABELS, each, strict=True)},
        "agreement_contradict_ap": scikit.average_precision_score(
            [label == "contradict" for label in gold], shares
        ),
    }


def worth(rows: Rows) -> dict[str, float]:
    """The check-worthiness metrics by scikit-learn."""
    given = {row.subject: row for row in rows.found}
    gold = [row.label == "check_worthy" for row in rows.gold]
    found, shares = [], []
    for row in rows.gold:
        answer = given.get(row.subject)
        says = answer is not None and answer.label == "check_worthy"
        found.append(says)
        shares.append(float(says) if answer is None or answer.score is None else answer.score)
    return {
        "check_worthy_f1": scikit.f1_score(gold, found),
        "check_worthy_ap": scikit.average_precision_score(gold, shares),
    }


def right(row: Any) -> bool:
    """Whether an assertion is right."""
    return bool((row.verdict == "supported") == (row.stance == "assert"))


def reliability(rows: Rows) -> dict[str, float]:
    """The reliability metrics by SciPy and scikit-learn."""
    given = {row.entity: row.p for row in rows.found}
    latent = {row.subject: row.score for row in rows.latent}
    judged = [row for row in rows.gold if row.verdict != "unverifiable"]
    truths = [right(row) for row in judged]
    shares = [given.get(row.source, 0.5) for row in judged]
    base = float(numpy.mean([right(row) for row in rows.train if row.verdict != "unverifiable"]))
    ranked = []
    for name in dict.fromkeys(row.source for row in judged):
        own = [right(row) for row in judged if row.source == name]
        if len(own) >= 5:
            ranked.append((given.get(name, 0.5), latent.get(name, float(numpy.mean(own)))))
    one, other = zip(*ranked, strict=True)
    brier = scikit.brier_score_loss(truths, shares)
    bins = numpy.minimum(9, (numpy.array(shares) * 10).astype(int))
    gaps = [
        abs(numpy.array(shares)[bins == at].sum() - numpy.array(truths)[bins == at].sum())
        for at in range(10)
    ]
    return {
        "reliability_tau_b": stats.kendalltau(one, other).statistic,
        "reliability_spearman": stats.spearmanr(one, other).statistic,
        "reliability_auroc": scikit.roc_auc_score(truths, shares),
        "reliability_brier": brier,
        "reliability_skill": 1 - brier / scikit.brier_score_loss(truths, [base] * len(truths)),
        "reliability_ece": sum(gaps) / len(truths),
    }


ORACLES: dict[str, Callable[[Rows], dict[str, float]]] = {
    "pairs": agreement,
    "ratings": worth,
    "reliability": reliability,
}


@pytest.mark.parametrize("task", ORACLES)
@pytest.mark.filterwarnings("ignore::scipy.stats.ConstantInputWarning")
def test_metrics_of_tables_are_those_of_the_libraries(task: str) -> None:
    for seed in SEEDS:
        made = tables.rows(task, seed)
        expected = ORACLES[task](made)
        found = made.report(resamples=0)
        assert expected.keys() == {name for name in METRICS if METRICS[name].family.task == task}
        for name, value in expected.items():
            ours = found[name].value
            if ours is None:
                assert numpy.isnan(value), (seed, name)
            else:
                assert ours == pytest.approx(value, abs=1e-12), (seed, name)


def test_a_corrected_label_never_lowers_the_f1_of_its_class() -> None:
    rose = 0
    for seed in SEEDS:
        made, rng = tables.rows("pairs", seed), Random(seed)
        row = rng.choice(made.gold)
        others = tuple(one for one in made.found if one.id != row.id)
        corrected = replace(made, found=(*others, PairPrediction(row.id, row.label)))
        name = f"agreement_{row.label}_f1"
        before, after = (one.report(resamples=0)[name].value or 0 for one in (made, corrected))
        assert after >= before
        rose += after > before
    assert rose

"""Several tasks of one system measured together: one front, one signature for each task."""

from __future__ import annotations

from pathlib import Path

import numpy
import pytest

from musnad.dataset import Corpus, PairPrediction, as_prediction
from musnad.errors import UsageError
from musnad.eval import METRICS
from musnad.eval.evaluate import report_on
from musnad.eval.measuring import Measurement, measure
from musnad.eval.resampling import resampled
from musnad.eval.tasks import measure_pairs, measure_submission, with_task

from .rows import assertions, pairs, statement, trust, values, written

PAIRS = pairs("agree", "contradict", "unrelated", event="e1")
ASSERTIONS = [row for at in range(1, 4) for row in assertions(f"s{at}", "rrrrr"[at:] + "w" * at)]
STATEMENTS = [statement("ن/1", "check_worthy"), statement("ن/2", "not_check_worthy")]
ANSWERS = [PairPrediction(row.id, row.label) for row in PAIRS if row.label == "agree"]


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    """A corpus with every table."""
    return written(
        tmp_path,
        pairs=PAIRS,
        assertions=ASSERTIONS,
        train_assertions=assertions("s9", "rrw"),
        ratings=STATEMENTS,
    )


def everything(corpus: Corpus) -> Measurement:
    """A system that answers all tasks."""
    return measure_submission(
        corpus,
        [as_prediction(article) for article in corpus],
        pairs=ANSWERS,
        reliability=trust(s1=0.9, s2=0.6, s3=0.1),
        ratings=STATEMENTS,
    )


def test_metrics_of_a_task_without_input_say_so(corpus: Corpus) -> None:
    articles = measure(corpus, [as_prediction(article) for article in corpus])
    reasons = {
        METRICS[name].family.task: articles.reasons[name]
        for name in METRICS
        if METRICS[name].family.task != "articles"
    }
    assert reasons == {
        "pairs": "no pairs were given",
        "reliability": "no reliability of sources was given",
        "ratings": "no ratings were given",
    }
    only = measure_submission(corpus, pairs=ANSWERS)
    assert only.reasons["wsw_f1"] == "no predictions of articles were given"
    assert {METRICS[metric.name].family.task for metric in only.scored} == {"pairs"}


def test_every_task_scores_as_it_does_alone(corpus: Corpus) -> None:
    whole = everything(corpus)
    scored = {metric.name for metric in whole.scored if metric.family.task != "articles"}
    assert scored == {name for name in METRICS if METRICS[name].family.task != "articles"}
    alone = values(measure_pairs(corpus, ANSWERS))
    for name, expected in alone.items():
        sums = whole.sums[METRICS[name].family]
        value = float(METRICS[name].value(sums.total()[None], sums.keys)[0])
        assert value == expected


def test_metrics_that_are_not_asked_for_are_not_there(corpus: Corpus) -> None:
    found = measure_submission(
        corpus,
        pairs=ANSWERS,
        reliability=trust(s1=0.9),
        metrics=["agreement_macro_f1", "wsw_f1"],
    )
    assert [metric.name for metric in found.scored] == ["agreement_macro_f1"]
    assert set(found.reasons) == {"wsw_f1"}
    assert [*found.sums] == [METRICS["agreement_macro_f1"].family]
    assert (found.ceiling, found.facts) == ({}, {})
    assert [*found.notes] == ["pairs without an answer, each a miss of its class: 2 of 3."]


def test_each_task_has_its_own_signature(corpus: Corpus) -> None:
    whole = everything(corpus)
    signatures = {
        name: whole.signature_of(METRICS[name])
        for name in ("wsw_f1", "agreement_macro_f1", "reliability_brier", "check_worthy_f1")
    }
    assert {name: (item.n, item.unit) for name, item in signatures.items()} == {
        "wsw_f1": (1, "article"),
        "agreement_macro_f1": (3, "event"),
        "reliability_brier": (15, "source"),
        "check_worthy_f1": (2, "debate"),
    }
    assert len({item.data for item in signatures.values()}) == 4
    assert len({item.cfg for item in signatures.values()}) == 4
    assert all(item.data.startswith("toy/test@1.0.0#") for item in signatures.values())


def test_another_choice_of_ranked_sources_is_another_signature(corpus: Corpus) -> None:
    from musnad.eval.tasks import measure_reliability

    base = measure_submission(corpus, pairs=ANSWERS)
    tau = METRICS["reliability_tau_b"]
    cfgs = {
        with_task(base, measure_reliability(corpus, [], least=least)).signature_of(tau).cfg
        for least in (4, 5)
    }
    assert len(cfgs) == 2


def test_a_report_has_values_and_intervals_of_all_tasks(corpus: Corpus) -> None:
    report = report_on(everything(corpus), resamples=50, seed=1)
    assert report["reliability_tau_b"].value == 1
    assert report["reliability_tau_b"].interval is not None
    assert report["check_worthy_f1"].value == 1
    assert report["agreement_agree_f1"].value == 1


def test_each_task_draws_its_own_clusters(corpus: Corpus) -> None:
    whole = everything(corpus)
    drawn = resampled(whole.scored, whole.sums, 20, 7)
    assert {len(values) for values in drawn.values()} == {20}
    assert len(numpy.unique(drawn["reliability_brier"])) > 1


def test_a_system_that_answers_nothing_is_refused(corpus: Corpus) -> None:
    with pytest.raises(UsageError) as error:
        measure_submission(corpus)
    assert str(error.value) == "nothing to score; give predictions, pairs, reliability, ratings"


def test_a_task_that_the_corpus_does_not_have_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as error:
        measure_submission(written(tmp_path, pairs=PAIRS), ratings=STATEMENTS)
    assert str(error.value) == "toy/test has no table 'ratings'"

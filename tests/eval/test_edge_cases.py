"""What empty, missing, duplicate and unlabelled mean: the table of metrics.md 3."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from musnad.dataset import LAYERS, Layer
from musnad.errors import DataError, UsageError
from musnad.eval import METRICS, evaluate
from musnad.eval.metrics.clusters import ALIGNED, EXACT

from .builders import article, claim, corpus, report, said, source, values

FULL = article(
    said((0, 10), (40, 44), (60, 64), act="state", style="direct"),
    said((46, 56), cue=(70, 74), act="deny", style="direct"),
    said(cue=(80, 84), act="decline", style="indirect"),
    sources=[replace(source("S1", (40, 44), type="official", named=True), entity="s042")],
    claims=[
        claim((0, 5), True, "supported", verdict_p=(1, 0, 0)),
        claim((20, 30), False, "refuted", verdict_p=(0, 1, 0)),
    ],
    sentences=[(0, 45), (45, 90)],
)
ON_ARTICLES = [name for name in METRICS if METRICS[name].family.task == "articles"]


def test_duplicate_spans_collapse_and_are_counted() -> None:
    gold = article(said((0, 10), (40, 44), (60, 64)), claims=[(0, 5)])
    twice = [said((0, 10), (40, 44), (60, 64))] * 2
    found = report(gold, article(*twice, claims=[(0, 5), ((0, 2), (2, 5))]))
    for layer in ("claim", "source", "cue", "content"):
        assert found[f"{layer}_exact_f1"].value == 1
        assert found[f"{layer}_soft_f1"].value == 1
    assert found.collapsed == {"gold": 0, "predicted": 4}
    assert "equal spans collapsed: 4 predicted, 0 gold." in found.notes()


def test_nested_and_overlapping_predictions_are_legal() -> None:
    gold = article(claims=[(0, 10)])
    # Dice 1, 8/14 and 16/18: the assignment takes the first
    found = values(gold, article(claims=[(0, 10), (0, 4), (2, 10)]), "claim_soft_p", "claim_soft_r")
    assert found == {"claim_soft_p": 1 / 3, "claim_soft_r": 1}


def test_an_article_without_prediction_is_an_error() -> None:
    with pytest.raises(DataError, match="E-MISSING"):
        report([FULL, article(id="ar-2")], FULL)


def test_an_article_without_prediction_may_be_scored_as_empty() -> None:
    gold = [FULL, article(claims=[(0, 5), (10, 15)], id="ar-2")]
    found = report(gold, FULL, allow_missing=True)
    assert found["claim_exact_r"].value == 2 / 4
    assert found["claim_exact_p"].value == 1
    assert "|miss:1|" in str(found["claim_exact_r"].signature)
    assert found.missing == ("ar-2",)


def test_an_article_with_nothing_predicted_has_empty_lists() -> None:
    gold = [article(claims=[(0, 5)]), article(claims=[(0, 5)], id="ar-2")]
    found = [article(claims=[(0, 5)]), article(id="ar-2")]
    assert values(gold, found, "claim_exact_f1") == {"claim_exact_f1": 2 / 3}


def test_an_extra_article_is_an_error() -> None:
    with pytest.raises(DataError, match="E-EXTRA"):
        report(FULL, [FULL, article(id="ar-2")])


def test_where_gold_is_empty_predictions_are_wrong() -> None:
    gold = [article(claims=[(0, 5)]), article(id="ar-2")]
    found = [article(claims=[(0, 5)]), article(claims=[(0, 5)], id="ar-2")]
    assert values(gold, found, "claim_exact_p", "claim_exact_r") == {
        "claim_exact_p": 1 / 2,
        "claim_exact_r": 1,
    }


@pytest.mark.parametrize("metric", ON_ARTICLES)
def test_nothing_to_find_and_nothing_found_is_undefined(metric: str) -> None:
    empty = article(id="ar-2", sentences=[(0, 9)])
    # labels count as answered once they are given anywhere
    score = report([empty, FULL], [empty, FULL], metrics=[metric])[metric]
    assert score.value == METRICS[metric].best
    score = report(empty, empty, metrics=[metric])[metric]
    assert (score.value, score.shown, score.interval) == (None, "n/a", None)
    assert score.reason


@pytest.mark.parametrize("metric", [name for name in ON_ARTICLES if name.endswith("_f1")])
def test_f1_is_zero_where_one_side_is_empty(metric: str) -> None:
    empty = article(sentences=[(0, 35)])
    for gold, found in ((FULL, empty), (empty, FULL)):
        score = report(gold, found, metrics=[metric])[metric]
        if "macro" in metric and not (metric.startswith("verdict") and gold is FULL):
            assert score.value is None
        else:
            assert score.value == 0


@pytest.mark.parametrize("metric", [name for name in METRICS if name.endswith(("_p", "_r"))])
def test_precision_of_nothing_found_and_recall_of_nothing_sought_are_undefined(metric: str) -> None:
    empty = article(sentences=[(0, 35)])
    sides = (FULL, empty) if metric.endswith("_p") else (empty, FULL)
    score = report(*sides, metrics=[metric])[metric]
    reason = "nothing was found" if metric.endswith("_p") else "there was nothing to find"
    assert (score.value, score.reason) == (None, reason)


@pytest.mark.parametrize("metric", ON_ARTICLES)
def test_a_metric_over_an_unlabelled_layer_is_not_available(metric: str) -> None:
    assert METRICS[metric].needs
    for layer in METRICS[metric].needs:
        rest: list[Layer] = [name for name in LAYERS if name != layer]
        score = report(FULL, FULL, layers=rest, metrics=[metric])[metric]
        assert (score.value, score.reason) == (None, f"toy does not label {layer}")


def test_metrics_need_the_layers_that_they_read() -> None:
    needs = {name: set(METRICS[name].needs) for name in ON_ARTICLES}
    assert needs.pop("wsw_corpus_f1") == {"attributions", "sources", "entities"}
    for kind in ("macro_f1", "accuracy", "brier"):
        assert needs.pop(f"verdict_{kind}") == {"claims", "verdicts"}
    for kind in ("f1", "ap", "auroc"):
        expected = {"claims", "checkable", "sentences"}
        assert needs.pop(f"checkable_sentence_{kind}") == expected
    for prefix, label in (("claim", "checkable"), ("cue", "act"), ("content", "act")):
        for kind in ("exact", "soft", "iou50"):
            layers = needs.pop(f"{prefix}_typed_{kind}_f1")
            assert layers == {"claims" if prefix == "claim" else "attributions", label}
    assert needs.pop("null_f1") == {"attributions", "sources"}
    assert needs.pop("wsw_null_f1") == {"attributions", "sources"}
    assert needs.pop("wsw_stance_f1") == {"attributions", "act"}
    assert needs.pop("wsw_near_r") == needs.pop("wsw_far_r") == {"attributions", "sentences"}
    for label in ("act", "style", "type", "named"):
        assert needs.pop(f"{label}_macro_f1") == {"attributions", label}
        assert needs.pop(f"{label}_accuracy") == {"attributions", label}
    for label in ("act", "style"):
        assert needs.pop(f"tuple_strict_{label}_f1") == {"attributions", label}
    for name in [name for name in needs if METRICS[name].family in (ALIGNED, EXACT)]:
        assert needs.pop(name) == {"attributions", "sources"}
    for name, layers in needs.items():
        assert layers == ({"claims"} if name.startswith("claim_") else {"attributions"})


def test_a_layer_that_is_not_answered_is_not_available() -> None:
    row = {"id": FULL.id, "text_sha256": FULL.text_sha256, "attributions": []}
    found = report(FULL, [row])
    assert found["claim_exact_f1"].reason == "the predictions do not answer claims"
    assert found["cue_exact_f1"].value == 0


def test_every_reason_is_in_the_text_report() -> None:
    text = report(article(), article(), layers=["claims"]).to_text(full=True)
    lines = [" ".join(line.split()) for line in text.splitlines()]
    assert "wsw_f1 n/a (toy does not label attributions)" in lines
    assert "claim_soft_p n/a (nothing was found)" in lines


def test_a_corpus_without_articles_cannot_be_scored() -> None:
    with pytest.raises(UsageError, match="toy/test has no articles; there is nothing to score"):
        evaluate(corpus(), [])


@pytest.mark.parametrize("turn", list(permutations(range(3))))
def test_the_order_of_articles_is_irrelevant_to_the_digest_and_the_scores(turn) -> None:
    gold = [FULL, article(claims=[(0, 5)], id="ar-2"), article(claims=[(2, 9)], id="ar-3")]
    found = [FULL, article(claims=[(0, 4)], id="ar-2"), article(claims=[(0, 9)], id="ar-3")]
    whole = report(gold, found, resamples=20).to_json()
    turned = report([gold[at] for at in turn], [found[at] for at in turn], resamples=20).to_json()
    assert turned == whole

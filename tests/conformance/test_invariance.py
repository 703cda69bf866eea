"""What carries no information changes no digit of any metric (metrics.md 10, 3)."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from musnad.eval import METRICS, Report, Score, evaluate

from ..eval.builders import corpus
from .generators import random_corpus
from .inputs import INPUTS, SEEDS, input_of

# Without source identity the right entity is a question of two spans, the same both ways, so
# precision and recall change places with the sides; except where the sides play other parts:
ONE_WAY = {
    "read off the pairing M, in which ties go by the order of gold": (
        *("cue_role", "source_role", "decline", "act_", "style_", "type_", "named_"),
    ),
    "recall alone, over a choice of gold": ("wsw_near", "wsw_far"),
    "predictions rank or weigh what gold labels": (
        *("checkable_sentence_ap", "checkable_sentence_auroc", "check_worthy", "verdict_"),
        *("agreement_", "reliability_"),
    ),
    "sources, which this input has none of": ("source_lea", "source_b3", "source_muc"),
    "sources again": ("source_ceafe", "source_conll", "source_aligned", "null", "wsw_null"),
    "entities are those of the corpus": ("wsw_corpus",),
}
TWO_WAY = [
    name
    for name in METRICS
    if not name.startswith(tuple(start for starts in ONE_WAY.values() for start in starts))
]


def numbers(score: Score) -> dict[str, Any]:
    """Everything about a score but its signature, which names the data."""
    return {key: part for key, part in score.to_json().items() if key != "signature"} | {
        "value": score.value,
        "interval": score.interval,
    }


@pytest.mark.parametrize("metric", METRICS)
def test_every_metric_has_a_generator(metric: str) -> None:
    """One that reaches it: with values that are defined, and not always the same."""
    assert METRICS[metric].family.task in INPUTS
    values = {input_of(metric).scored(seed)[metric].value for seed in SEEDS} - {None}
    assert len(values) > 1


TRIED = [
    (metric, change)
    for metric in METRICS
    for change in getattr(INPUTS.get(METRICS[metric].family.task), "changed", ())
]


@pytest.mark.parametrize(("metric", "change"), TRIED)
def test_what_is_no_information_changes_no_digit(metric: str, change: str) -> None:
    tried = input_of(metric)
    for seed in SEEDS:
        expected = numbers(tried.scored(seed)[metric])
        assert numbers(tried.changed[change](seed)[metric]) == expected, seed


@pytest.mark.parametrize("metric", METRICS)
def test_a_metric_alone_scores_as_among_all(metric: str) -> None:
    tried = input_of(metric)
    for seed in SEEDS:
        assert tried.scored(seed, metric=metric)[metric] == tried.scored(seed)[metric], seed


@pytest.mark.parametrize("metric", METRICS)
def test_scores_and_their_intervals_lie_between_the_least_and_1(metric: str) -> None:
    lowest = METRICS[metric].least
    for seed in SEEDS:
        score = input_of(metric).scored(seed)[metric]
        if score.value is not None:
            assert score.interval is not None
            assert lowest <= score.value <= 1
            assert lowest <= score.interval.low <= score.interval.high <= 1


@cache
def exchanged(seed: int) -> tuple[Report, Report]:
    """Reports on predictions against gold and on gold against predictions."""
    layers = ("attributions", "claims", "checkable", "act", "style", "sentences", "nesting")
    gold, found = random_corpus(seed, layers=layers)
    one = evaluate(gold, found, resamples=0)
    return one, evaluate(corpus(*found, layers=layers), list(gold), resamples=0)


@pytest.mark.parametrize("metric", TWO_WAY)
def test_precision_and_recall_change_places_with_the_sides(metric: str) -> None:
    parts = {"p": "r", "r": "p"}
    stem, _, part = metric.rpartition("_")
    counterpart = f"{stem}_{parts.get(part, part)}"
    seen = set()
    for seed in SEEDS:
        one, other = exchanged(seed)
        assert one[metric].value == pytest.approx(other[counterpart].value, abs=1e-12)
        seen.add(one[metric].value)
    assert len(seen) > 1


@pytest.mark.parametrize("start", [one for starts in ONE_WAY.values() for one in starts])
def test_every_exception_is_about_a_metric_that_is_or_is_to_come(start: str) -> None:
    planned = ("check_worthy", "agreement_", "reliability_", "verdict_", "wsw_corpus", "checkable_")
    assert start.startswith(planned) or any(name.startswith(start) for name in METRICS)

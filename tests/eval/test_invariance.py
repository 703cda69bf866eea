"""What carries no information changes no digit of any metric (metrics.md 10, 3)."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from random import Random
from typing import Any

import pytest

from musnad.eval import METRICS, Report, Score, evaluate

from .builders import corpus
from .changes import SEEDS, Sides, doubled, moved, recut, renamed, shuffled, sides
from .generators import random_corpus

RESAMPLES = 40
SPANS = [
    f"{layer}_{kind}"
    for layer in ("claim", "source", "cue", "content")
    for kind in ("exact", "soft", "iou50", "coverage", "char")
]
# Without source identity the right entity is a question of two spans, the same both ways.
SYMMETRIC = [*SPANS, "tuple_strict", "tuple_strict_cue", "linked", "wsw", "wsw_strict"]


@cache
def scored(seed: int, change: Callable[[Sides, Random], Sides] | None = None) -> Report:
    """The report on a random corpus, after a change to gold, predictions or both."""
    gold, found = sides(seed) if change is None else change(sides(seed), Random(seed))
    return evaluate(gold, found, resamples=RESAMPLES)


def numbers(score: Score) -> dict[str, Any]:
    """Everything about a score but its signature, which names the data."""
    return {key: part for key, part in score.to_json().items() if key != "signature"} | {
        "value": score.value,
        "interval": score.interval,
    }


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize("change", [shuffled, recut, renamed, moved, doubled])
def test_what_is_no_information_changes_no_digit(change, metric: str) -> None:
    for seed in SEEDS:
        assert numbers(scored(seed, change)[metric]) == numbers(scored(seed)[metric])


@pytest.mark.parametrize("metric", METRICS)
def test_a_metric_alone_scores_as_among_all(metric: str) -> None:
    for seed in SEEDS:
        gold, found = sides(seed)
        alone = evaluate(gold, found, metrics=[metric], resamples=RESAMPLES)
        assert alone[metric] == scored(seed)[metric]


@pytest.mark.parametrize("metric", METRICS)
def test_scores_and_their_intervals_lie_between_0_and_1(metric: str) -> None:
    seen = set()
    for seed in SEEDS:
        score = scored(seed)[metric]
        if score.value is not None:
            assert score.interval is not None
            assert 0 <= score.interval.low <= score.interval.high <= 1
            assert 0 <= score.value <= 1
            seen.add(score.value)
    assert len(seen) > 1, "the generator must reach this metric"


@cache
def exchanged(seed: int) -> tuple[Report, Report]:
    """Reports on predictions against gold and on gold against predictions."""
    layers = ("attributions", "claims")
    gold, found = random_corpus(seed, layers=layers)
    one = evaluate(gold, found, resamples=0)
    return one, evaluate(corpus(*found, layers=layers), list(gold), resamples=0)


@pytest.mark.parametrize("metric", SYMMETRIC)
def test_precision_and_recall_change_places_with_the_sides(metric: str) -> None:
    for seed in SEEDS:
        one, other = exchanged(seed)
        for part, counterpart in (("p", "r"), ("r", "p"), ("f1", "f1")):
            if f"{metric}_{part}" in METRICS:
                expected = other[f"{metric}_{counterpart}"].value
                assert one[f"{metric}_{part}"].value == pytest.approx(expected, abs=1e-12)

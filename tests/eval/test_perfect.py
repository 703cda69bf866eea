"""Gold against itself is 1 in every metric, whatever parts are absent (metrics.md 4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import product

import pytest

from musnad.dataset import LAYERS, Act, Article, Attribution, Fragment, Span
from musnad.eval import METRICS, Report, evaluate
from musnad.eval.canonical import canonical
from musnad.eval.pairing import Comparison

from .builders import WITHOUT_IDENTITY, article, corpus, said, source
from .changes import SEEDS, sides

PARTS = {
    "cue": [(), (0, 4), ((0, 2), (3, 5))],
    "source": ["span", "pronoun", "null", "unknown"],
    "content": [(), (20, 30), ((20, 26), (32, 40)), (22, 28)],
}


def every_combination() -> Iterator[Attribution]:
    """Each legal combination of present, absent, discontinuous and nested parts."""
    for cue, slot, content in product(*PARTS.values()):
        if cue or content:
            own = {"span": (50, 58), "pronoun": (60, 62)}.get(slot, ())
            to = "S3" if slot == "unknown" else "S1"
            yield said(content, own, cue, to=to, act="state", style="direct")


ENTRIES = [
    source("S1", (50, 58), (70, 74), type="official", named=True),
    source("S2", (80, 84), type="witness", named=False),
    source("S3", type="unknown"),
]


def like(attribution: Attribution, to: str, act: Act) -> Attribution:
    """The same spans from another source in another act."""
    return replace(attribution, source_id=to, act=act)


def everything() -> list[Article]:
    """Articles with one combination each, with all pairs of them, and with all at once."""
    singles = list(every_combination())
    pairs = [
        [one, like(other, "S2" if other.source_id == "S1" else "S3", "deny")]
        for at, one in enumerate(singles)
        for other in singles[: at + 1]
    ]
    twice = [[one, one] for one in singles]
    nested = [[one, replace(one, content=Span((Fragment(21, 25),)))] for one in singles]
    whole = [singles + [like(one, "S2", "judge") for one in singles if one.source_id == "S1"]]
    layouts = [*([one] for one in singles), *pairs, *twice, *nested, *whole, []]
    return [
        article(
            *layout,
            sources=ENTRIES,
            claims=[one.content.bounds for one in layout if one.content],
            id=f"ar-{at:04}",
            sentences=[(0, 59), (59, 66), (66, 90)],
        )
        for at, layout in enumerate(layouts)
    ]


@pytest.mark.parametrize("layers", [LAYERS, WITHOUT_IDENTITY], ids=["sources", "no-sources"])
def test_gold_against_itself_is_perfect_in_every_article(layers) -> None:
    for item in everything():
        labels = canonical(item, item, layers)
        comparison = Comparison(labels, labels)
        for family in {METRICS[name].family for name in METRICS}:
            counts = family.tally(comparison)
            assert all(one.found_hits == pytest.approx(one.found) for one in counts), item
            assert all(one.wanted_hits == pytest.approx(one.wanted) for one in counts), item


@cache
def perfect(seed: int | None) -> Report:
    """Gold against itself: every combination of parts, or a random corpus."""
    gold = corpus(*everything()) if seed is None else sides(seed)[0]
    return evaluate(gold, list(gold), resamples=20)


@pytest.mark.parametrize("metric", METRICS)
def test_gold_against_itself_is_1(metric: str) -> None:
    score = perfect(None)[metric]
    assert score.value == 1
    assert score.interval is not None
    assert (score.interval.low, score.interval.high) == (1, 1)


@pytest.mark.parametrize("metric", METRICS)
def test_random_gold_against_itself_is_1_or_undefined(metric: str) -> None:
    assert {perfect(seed)[metric].value for seed in SEEDS} <= {1, None}

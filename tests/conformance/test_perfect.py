"""Gold against itself is 1 in every metric, whatever parts are absent (metrics.md 4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import product

import pytest

from musnad.dataset import LAYERS, Act, Article, Attribution, Fragment, Span
from musnad.dataset.records import VerdictP
from musnad.eval import METRICS, Report, evaluate
from musnad.eval.block import Block
from musnad.eval.statistics import Counts, Family

from ..eval.builders import WITHOUT_IDENTITY, article, corpus, said, source
from . import tables
from .generators import VERDICTS
from .inputs import SEEDS, sides
from .scoring import compare

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
    replace(source("S1", (50, 58), (70, 74), type="official", named=True), entity="s1"),
    replace(source("S2", (80, 84), type="witness", named=False), entity="s2"),
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
        labelled(
            article(
                *layout,
                sources=ENTRIES,
                claims=[one.content.bounds for one in layout if one.content],
                id=f"ar-{at:04}",
                sentences=[(0, 59), (59, 66), (66, 90)],
            )
        )
        for at, layout in enumerate(layouts)
    ]


def labelled(item: Article) -> Article:
    """The article with labels on its claims, the same on equal ones."""

    def own(span: Span) -> int:
        return span.start + len(span)

    return replace(
        item,
        claims=tuple(
            replace(claim, checkable=own(claim.span) % 2 > 0, verdict=VERDICTS[own(claim.span) % 3])
            for claim in item.claims
        ),
    )


def sure(item: Article) -> Article:
    """The gold labels of an article as one predicts them who has no doubts."""
    return replace(
        item,
        claims=tuple(
            replace(
                claim,
                p=1.0,
                verdict_p=VerdictP(*(float(claim.verdict == name) for name in VERDICTS)),
            )
            for claim in item.claims
        ),
    )


@pytest.mark.parametrize("layers", [LAYERS, WITHOUT_IDENTITY], ids=["sources", "no-sources"])
def test_gold_against_itself_is_perfect_in_every_article(layers) -> None:
    families = {
        family
        for name in METRICS
        if isinstance(family := METRICS[name].family, Family) and family.task == "articles"
    }
    for item in everything():
        block = Block.of([compare(item, item, layers)])
        for family in families:
            counts = [Counts(*row) for row in family.count(block)[0].tolist()]
            assert all(one.found_hits == pytest.approx(one.found) for one in counts), item
            assert all(one.wanted_hits == pytest.approx(one.wanted) for one in counts), item


@cache
def perfect(seed: int | None) -> Report:
    """Gold against itself: every combination of parts, or a random corpus."""
    gold = corpus(*everything()) if seed is None else sides(seed)[0]
    return evaluate(gold, list(map(sure, gold)), resamples=20)


ON_ARTICLES = [name for name in METRICS if METRICS[name].family.task == "articles"]


@pytest.mark.parametrize("metric", ON_ARTICLES)
def test_gold_against_itself_is_perfect(metric: str) -> None:
    score, best = perfect(None)[metric], METRICS[metric].best
    assert score.value == best
    assert score.interval is not None
    assert (score.interval.low, score.interval.high) == (best, best)


@pytest.mark.parametrize("metric", ON_ARTICLES)
def test_random_gold_against_itself_is_perfect_or_undefined(metric: str) -> None:
    assert {perfect(seed)[metric].value for seed in SEEDS} <= {METRICS[metric].best, None}


@pytest.mark.parametrize("metric", [name for name in METRICS if name not in ON_ARTICLES])
def test_who_knows_the_rows_of_a_table_is_perfect(metric: str) -> None:
    for seed in SEEDS:
        made = tables.rows(METRICS[metric].family.task, seed).perfect()
        score = made.report(resamples=20, metrics=[metric])[metric]
        assert score.value == pytest.approx(METRICS[metric].best, abs=1e-12)

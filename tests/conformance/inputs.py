"""What metrics are tried on: random corpora with predictions, and changes that say nothing new.

A metric is tried on the input of its task. `INPUTS` has no default: a metric of another task
fails `test_every_metric_has_a_generator` until its input is written here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, partial
from random import Random
from typing import Any

from musnad.dataset import LAYERS, Article, Corpus, Fragment, Sentence, Span, sha256
from musnad.eval import METRICS, Report, evaluate

from ..eval.builders import WITHOUT_IDENTITY
from . import tables
from .generators import SHAPES, random_corpus

SEEDS = range(8)
Sides = tuple[Corpus, list[Article]]
Change = Callable[[Sides, Random], Sides]


@cache
def sides(seed: int) -> Sides:
    """A random corpus and predictions for it; every fourth one without source identity."""
    shape = list(SHAPES.values())[seed % len(SHAPES)]
    layers = (*WITHOUT_IDENTITY, "claims") if seed % 4 == 3 else LAYERS
    return random_corpus(seed, shape=shape, layers=layers)


def each(both: Sides, change: Callable[[Article], Article]) -> Sides:
    """Gold and predictions changed article by article."""
    gold, found = both
    return replace(gold, articles=list(map(change, gold))), list(map(change, found))


def shuffled(both: Sides, rng: Random) -> Sides:
    """Articles, attributions, sources, mentions and claims in another order."""

    def turn(items: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(rng.sample(items, len(items)))

    def change(item: Article) -> Article:
        entries = tuple(replace(entry, mentions=turn(entry.mentions)) for entry in item.sources)
        return replace(
            item,
            attributions=turn(item.attributions),
            sources=turn(entries),
            claims=turn(item.claims),
        )

    gold, found = each(both, change)
    return replace(gold, articles=turn(tuple(gold.articles))), list(turn(tuple(found)))


def recut(both: Sides, rng: Random) -> Sides:
    """Every span cut into other fragments, at letters and around marks."""

    def cut(span: Span, text: str) -> Span:
        out = []
        for fragment in span:
            start, end = fragment.start, fragment.end
            inner = sorted(rng.sample(range(start + 1, end), min(3, end - start - 1)))
            out += [(a, b) for a, b in zip([start, *inner], [*inner, end], strict=True)]
        return Span.of(text, *out)

    return each(both, lambda item: spans_changed(item, lambda span: cut(span, item.text)))


def spans_changed(
    item: Article, change: Callable[[Span], Span], *, text: str | None = None
) -> Article:
    """The article with every span changed."""
    new = item.text if text is None else text
    return replace(
        item,
        text=new,
        text_sha256=sha256(new),
        sources=tuple(
            replace(entry, mentions=tuple(map(change, entry.mentions))) for entry in item.sources
        ),
        attributions=tuple(
            replace(
                one, cue=change(one.cue), source=change(one.source), content=change(one.content)
            )
            for one in item.attributions
        ),
        claims=tuple(replace(claim, span=change(claim.span)) for claim in item.claims),
    )


def renamed(both: Sides, rng: Random) -> Sides:
    """Other ids for everything; those of articles in the same order."""

    def change(item: Article) -> Article:
        entries = {entry.id: f"ش{rng.random()}" for entry in item.sources}
        return replace(
            item,
            id=f"خبر {item.id}",
            event=f"حدث {item.event}",
            sources=tuple(replace(entry, id=entries[entry.id]) for entry in item.sources),
            attributions=tuple(
                replace(
                    one, id=f"ق{rng.random()}", source_id=one.source_id and entries[one.source_id]
                )
                for one in item.attributions
            ),
            claims=tuple(replace(claim, id=f"د{rng.random()}") for claim in item.claims),
        )

    return each(both, change)


def moved(both: Sides, rng: Random) -> Sides:
    """A paragraph more before the text of every article, which is in no sentence of it."""

    def change(item: Article) -> Article:
        added = "فقرة أولى، لم تكن هنا.\n" * (1 + len(item.text) % 3)
        by = len(added)
        made = spans_changed(
            item,
            lambda span: Span(Fragment(f.start + by, f.end + by, f.text) for f in span),
            text=added + item.text,
        )
        sentences = [Sentence(one.start + by, one.end + by) for one in item.sentences]
        return replace(made, sentences=tuple(sentences))

    return each(both, change)


def doubled(both: Sides, rng: Random) -> Sides:
    """Every article a second time in its event, under another id."""
    gold, found = both

    def twice(items: Any) -> list[Article]:
        return [one for item in items for one in (item, replace(item, id=f"{item.id}-copy"))]

    return replace(gold, articles=twice(gold)), twice(found)


# What carries no information: the score may not move by a digit.
CHANGES: tuple[Change, ...] = (shuffled, recut, renamed, moved, doubled)


@dataclass(frozen=True)
class Input:
    """Random gold with answers for the metrics of one task, and ways to say the same otherwise."""

    scored: Callable[..., Report]
    changed: dict[str, Callable[[int], Report]]


RESAMPLES = 40


@cache
def scored(seed: int, change: Change | None = None, metric: str | None = None) -> Report:
    """The report on a random corpus, after a change to gold, predictions or both."""
    gold, found = sides(seed) if change is None else change(sides(seed), Random(seed))
    return evaluate(gold, found, metrics=metric and [metric], resamples=RESAMPLES)


@cache
def scored_rows(
    seed: int, task: str, change: str | None = None, metric: str | None = None
) -> Report:
    """The report on random rows of a task, after a change to them."""
    made = tables.rows(task, seed)
    if change is not None:
        made = tables.CHANGES[change](made)
    return made.report(resamples=RESAMPLES, metrics=metric and [metric])


def _input(task: str) -> Input:
    own = partial(scored_rows, task=task)
    return Input(own, {name: partial(own, change=name) for name in tables.CHANGES})


TABLES = ("pairs", "ratings", "reliability")
INPUTS: dict[str, Input] = {
    "articles": Input(
        scored, {change.__name__: partial(scored, change=change) for change in CHANGES}
    ),
    **{task: _input(task) for task in TABLES},
}


def input_of(metric: str) -> Input:
    """What a metric is tried on."""
    return INPUTS[METRICS[metric].family.task]

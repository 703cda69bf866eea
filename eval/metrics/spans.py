"""Span metrics: exact, soft, iou50, coverage and char over claims, sources, cues and contents.

Definitions: metrics.md 2. Gold and predicted spans of a layer are sets within an article.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

import numpy

from musnad.dataset import Layer

from ..block import Block, rows
from ..canonical import Labels, Runs
from ..line import Places, Spans
from ..matching import Edges, assigned, matched, overlapping
from ..statistics import Family, Table, add_prf

# By prefix: the layer that must be labelled and answered, and where its spans are.
PICKS: dict[str, tuple[Layer, Callable[[Labels], Iterable[Runs]]]] = {
    "claim": ("claims", lambda labels: [claim.span for claim in labels.claims]),
    "source": ("attributions", lambda labels: [item.source for item in labels.attributions]),
    "cue": ("attributions", lambda labels: [item.cue for item in labels.attributions]),
    "content": ("attributions", lambda labels: [item.content for item in labels.attributions]),
}
MATCHED = {
    "exact": "{} spans that are equal",
    "soft": "{} spans, one to one, each pair worth its Dice",
    "iou50": "{} spans, one to one, that overlap by more than half (IoU)",
}
COVERED = {
    "coverage": "{} spans, each worth its share that the other side covers (diagnostic)",
    "char": "weighted characters inside {} spans (diagnostic)",
}


def union(spans: Iterable[Runs]) -> Runs:
    """All characters of some spans, as one span."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(run for span in spans for run in span):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return tuple(out)


def count_matched(block: Block, prefix: str) -> Table:
    """The counts of spans that are equal, and of those that belong together."""
    gold, predicted, edges = block.layer(prefix)
    return by_kind(block, gold.articles, predicted.articles, edges)


def by_kind(block: Block, gold: Places, predicted: Places, edges: Edges) -> Table:
    """The counts of each kind of match, from the articles of the items and their edges."""
    found, wanted = block.numbers(predicted), block.numbers(gold)
    chosen = edges.only(assigned(edges, edges.dice))
    hits = (
        block.numbers(gold[edges.gold], edges.equal),
        block.sums(chosen.dice, gold[chosen.gold]),
        block.numbers(gold[matched(edges.only(edges.mostly))]),
    )
    return numpy.stack([rows(hit, found, hit, wanted) for hit in hits], axis=1)


def count_covered(block: Block, prefix: str) -> Table:
    """The counts of how far each side's spans are covered by the other side's."""
    gold, predicted, _ = block.layer(prefix)
    all_gold, all_predicted = gold.union(len(block)), predicted.union(len(block))
    both = overlapping(all_gold, all_predicted)
    shared = numpy.zeros(len(block))
    shared[both.gold] = both.shared
    return numpy.stack(
        [
            rows(
                _shares(block, predicted, all_gold),
                block.numbers(predicted.articles),
                _shares(block, gold, all_predicted),
                block.numbers(gold.articles),
            ),
            rows(shared, all_predicted.weights, shared, all_gold.weights),
        ],
        axis=1,
    )


def _shares(block: Block, spans: Spans, cover: Spans) -> Table:
    """By article: the shares of the spans that lie under the cover, added up."""
    edges = overlapping(spans, cover)
    return block.sums(edges.shared / spans.weights[edges.gold], spans.articles[edges.gold])


for _prefix, (_layer, _) in PICKS.items():
    for _kinds, _count in ((MATCHED, count_matched), (COVERED, count_covered)):
        _family = Family(tuple(_kinds), (_layer,), (_layer,), partial(_count, prefix=_prefix))
        for _kind, _text in _kinds.items():
            add_prf(f"{_prefix}_{_kind}", _family, _kind, _text.format(_prefix))

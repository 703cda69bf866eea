"""Span metrics: exact, soft, iou50, coverage and char over claims, sources, cues and contents.

Definitions: metrics.md 2. Gold and predicted spans of a layer are sets within an article.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import fsum
from operator import truediv
from typing import NamedTuple

from musnad.dataset import Layer

from ..canonical import Labels, Runs, overlap, weight
from ..matching import Edge, assign, matched
from ..pairing import Comparison
from ..pairing import Layer as Spans
from ..statistics import Counts, Family, add_prf

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


def tally_matched(layer: Spans) -> list[Counts]:
    """The counts of spans that are equal, and of those that belong together."""
    gold, predicted, edges = layer
    found, wanted = len(predicted), len(gold)
    if not edges:
        return [Counts(0, found, 0, wanted)] * len(MATCHED)
    exact = len(set(gold).intersection(predicted))
    soft = fsum([edge.dice for edge in assign(edges)])
    iou50 = matched([edge for edge in edges if edge.mostly])
    return [
        Counts(exact, found, exact, wanted),
        Counts(soft, found, soft, wanted),
        Counts(iou50, found, iou50, wanted),
    ]


def tally_covered(layer: Spans) -> list[Counts]:
    """The counts of how far each side's spans are covered by the other side's."""
    gold, predicted, edges = layer
    covered = _flat(gold, predicted, edges) or _covered(gold, predicted)
    return [
        Counts(covered.predicted, len(predicted), covered.gold, len(gold)),
        Counts(covered.shared, covered.all_predicted, covered.shared, covered.all_gold),
    ]


class Covered(NamedTuple):
    """How much of one side's spans lies under the other side's, in spans and in characters."""

    predicted: float
    gold: float
    shared: int
    all_predicted: int
    all_gold: int


def _covered(gold: Sequence[Runs], predicted: Sequence[Runs]) -> Covered:
    all_gold, all_predicted = union(gold), union(predicted)
    return Covered(
        fsum(overlap(span, all_gold) / weight(span) for span in predicted),
        fsum(overlap(span, all_predicted) / weight(span) for span in gold),
        overlap(all_gold, all_predicted),
        weight(all_predicted),
        weight(all_gold),
    )


def _flat(gold: Sequence[Runs], predicted: Sequence[Runs], edges: Sequence[Edge]) -> Covered | None:
    """The same from the edges, where no two spans of a side share a character."""
    if not (is_flat(gold) and is_flat(predicted)):
        return None
    under_gold, under_predicted = [0] * len(gold), [0] * len(predicted)
    for at, other, shared, _ in edges:
        under_gold[at] += shared
        under_predicted[other] += shared
    golds, others = [*map(weight, gold)], [*map(weight, predicted)]
    return Covered(
        fsum(map(truediv, under_predicted, others)),
        fsum(map(truediv, under_gold, golds)),
        sum(under_gold),
        sum(others),
        sum(golds),
    )


def is_flat(spans: Sequence[Runs]) -> bool:
    """Whether sorted spans are of one run each and share no character."""
    last = 0
    for span in spans:
        if len(span) > 1 or span[0][0] < last:
            return False
        last = span[0][1]
    return True


def _families(prefix: str) -> dict[str, Family]:
    """The family of each kind for one layer."""
    layer, pick = PICKS[prefix]
    families: dict[str, Family] = {}
    for kinds, tally in ((MATCHED, tally_matched), (COVERED, tally_covered)):

        def counted(
            comparison: Comparison, tally: Callable[[Spans], list[Counts]] = tally
        ) -> Sequence[Counts]:
            return tally(comparison.layer(pick))

        families |= dict.fromkeys(kinds, Family(tuple(kinds), (layer,), (layer,), counted))
    return families


for _prefix in PICKS:
    for _kind, _family in _families(_prefix).items():
        _text = {**MATCHED, **COVERED}[_kind].format(_prefix)
        add_prf(f"{_prefix}_{_kind}", _family, _kind, _text)

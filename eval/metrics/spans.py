"""Span metrics: exact, soft, iou50, coverage and char over claims, sources, cues and contents.

Definitions: metrics.md 2. Gold and predicted spans of a layer are sets within an article.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from musnad.dataset import Layer

from ..canonical import Labels, Runs, overlap, weight
from ..matching import assign, dice_edges, matched, mostly_edges
from ..pairing import Comparison
from ..statistics import Counts, Family, add_prf

Pick = Callable[[Labels], Iterable[Runs]]

PICKS: dict[str, tuple[Pick, Layer, str]] = {
    "claim": (lambda labels: (item.span for item in labels.claims), "claims", "claims"),
    "source": (
        lambda labels: (item.source for item in labels.attributions),
        "attributions",
        "attributions",
    ),
    "cue": (
        lambda labels: (item.cue for item in labels.attributions),
        "attributions",
        "attributions",
    ),
    "content": (
        lambda labels: (item.content for item in labels.attributions),
        "attributions",
        "attributions",
    ),
}
KINDS = {
    "exact": "{} spans that are equal",
    "soft": "{} spans, one to one, each pair worth its Dice",
    "iou50": "{} spans, one to one, that overlap by more than half (IoU)",
    "coverage": "{} spans, each worth its share that the other side covers (diagnostic)",
    "char": "weighted characters inside {} spans (diagnostic)",
}


def distinct(spans: Iterable[Runs]) -> list[Runs]:
    """Present spans as a sorted set."""
    return sorted({span for span in spans if span})


def union(spans: Iterable[Runs]) -> Runs:
    """All characters of some spans, as one span."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(run for span in spans for run in span):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return tuple(out)


def tally_spans(gold: Sequence[Runs], predicted: Sequence[Runs]) -> list[Counts]:
    """The five kinds of span counts for two sets of spans of one article."""
    found, wanted = len(predicted), len(gold)
    soft = sum(edge.worth for edge in assign(dice_edges(gold, predicted)))
    all_gold, all_predicted = union(gold), union(predicted)
    shared = overlap(all_gold, all_predicted)
    return [
        Counts.of(hits=len(set(gold) & set(predicted)), found=found, wanted=wanted),
        Counts.of(hits=soft, found=found, wanted=wanted),
        Counts.of(hits=matched(mostly_edges(gold, predicted)), found=found, wanted=wanted),
        Counts(
            sum(overlap(span, all_gold) / weight(span) for span in predicted),
            found,
            sum(overlap(span, all_predicted) / weight(span) for span in gold),
            wanted,
        ),
        Counts.of(hits=shared, found=weight(all_predicted), wanted=weight(all_gold)),
    ]


def _family(layer: str) -> Family:
    pick, needs, answers = PICKS[layer]

    def tally(comparison: Comparison) -> Sequence[Counts]:
        gold, predicted = distinct(pick(comparison.gold)), distinct(pick(comparison.predicted))
        return tally_spans(gold, predicted)

    return Family(tuple(KINDS), (needs,), (answers,), tally)


for _layer in PICKS:
    _spans = _family(_layer)
    for _kind, _description in KINDS.items():
        add_prf(f"{_layer}_{_kind}", _spans, _kind, _description.format(_layer))

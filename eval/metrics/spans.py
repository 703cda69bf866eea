"""Span metrics: exact, soft, iou50, coverage and char over claims, sources, cues and contents.

Definitions: metrics.md 2. Gold and predicted spans of a layer are sets within an article.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import fsum

from musnad.dataset import Layer

from ..canonical import Labels, Runs, overlap, weight
from ..matching import assign, matched, overlaps
from ..pairing import Comparison
from ..statistics import Counts, Family, add_prf

# By prefix: the layer that must be labelled and answered, and where its spans are.
PICKS: dict[str, tuple[Layer, Callable[[Labels], Iterable[Runs]]]] = {
    "claim": ("claims", lambda labels: (claim.span for claim in labels.claims)),
    "source": ("attributions", lambda labels: (item.source for item in labels.attributions)),
    "cue": ("attributions", lambda labels: (item.cue for item in labels.attributions)),
    "content": ("attributions", lambda labels: (item.content for item in labels.attributions)),
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
    edges = overlaps(gold, predicted)
    soft = fsum(edge.dice for edge in assign(edges))
    iou50 = matched([edge for edge in edges if edge.mostly])
    all_gold, all_predicted = union(gold), union(predicted)
    shared = overlap(all_gold, all_predicted)
    return [
        Counts.of(hits=len(set(gold) & set(predicted)), found=found, wanted=wanted),
        Counts.of(hits=soft, found=found, wanted=wanted),
        Counts.of(hits=iou50, found=found, wanted=wanted),
        Counts(
            fsum(overlap(span, all_gold) / weight(span) for span in predicted),
            found,
            fsum(overlap(span, all_predicted) / weight(span) for span in gold),
            wanted,
        ),
        Counts.of(hits=shared, found=weight(all_predicted), wanted=weight(all_gold)),
    ]


def _family(prefix: str) -> Family:
    layer, pick = PICKS[prefix]

    def tally(comparison: Comparison) -> Sequence[Counts]:
        return tally_spans(distinct(pick(comparison.gold)), distinct(pick(comparison.predicted)))

    return Family(tuple(KINDS), (layer,), (layer,), tally)


for _prefix in PICKS:
    _spans = _family(_prefix)
    for _kind, _text in KINDS.items():
        add_prf(f"{_prefix}_{_kind}", _spans, _kind, _text.format(_prefix))

"""Typed span metrics: spans of a layer compared only where their labels agree (metrics.md 1, 2).

Claims are keyed by `checkable`, cues and contents by `act`; spans are sets within an article,
layer and key, so that a span under two keys is two items.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import fsum

from musnad.dataset import Layer

from ..canonical import Labels, Runs
from ..matching import assign, matched, overlaps
from ..pairing import Comparison, Pick
from ..pairing import Layer as Spans
from ..statistics import Counts, Family, add_prf
from .spans import PICKS as SPANS

KINDS = {
    "exact": "{} spans that are equal",
    "soft": "{} spans, one to one, each pair worth its Dice",
    "iou50": "{} spans, one to one, that overlap by more than half (IoU)",
}
Keyed = Iterable[tuple[str, Runs]]
# By prefix: the layer, its label, and where its labelled spans are.
PICKS: dict[str, tuple[Layer, Layer, Callable[[Labels], Keyed]]] = {
    "claim": (
        "claims",
        "checkable",
        lambda labels: ((claim.checkable, claim.span) for claim in labels.claims),
    ),
    "cue": (
        "attributions",
        "act",
        lambda labels: ((item.act, item.cue) for item in labels.attributions),
    ),
    "content": (
        "attributions",
        "act",
        lambda labels: ((item.act, item.content) for item in labels.attributions),
    ),
}


def by_key(spans: Keyed) -> dict[str, list[Runs]]:
    """Present spans as a sorted set for each label."""
    groups: dict[str, list[Runs]] = {}
    for key, span in sorted({item for item in spans if item[1]}):
        groups.setdefault(key, []).append(span)
    return groups


def labels_of(keyed: Iterable[tuple[str, Runs]]) -> dict[Runs, str] | None:
    """The label of each present span, unless one has several."""
    found: dict[Runs, str] = {}
    for key, span in keyed:
        if span and found.setdefault(span, key) != key:
            return None
    return found


def tally_layer(layer: Spans, gold: dict[Runs, str], predicted: dict[Runs, str]) -> list[Counts]:
    """The counts of `tally_typed` where every span has one label: from the layer's own edges."""
    found, wanted = len(layer.predicted), len(layer.gold)
    edges = [
        edge
        for edge in layer.edges
        if gold[layer.gold[edge.gold]] == predicted[layer.predicted[edge.predicted]]
    ]
    hits = (
        sum(layer.gold[edge.gold] == layer.predicted[edge.predicted] for edge in edges),
        fsum([edge.dice for edge in assign(edges)]),
        matched([edge for edge in edges if edge.mostly]),
    )
    return [Counts(hit, found, hit, wanted) for hit in hits]


def tally_typed(gold: Keyed, predicted: Keyed) -> list[Counts]:
    """The three kinds of counts for the labelled spans of one article, over all labels."""
    golds, others = by_key(gold), by_key(predicted)
    wanted, found = (sum(map(len, side.values())) for side in (golds, others))
    exact = iou50 = 0
    soft: list[float] = []
    for key in sorted(golds.keys() & others.keys()):
        edges = overlaps(golds[key], others[key])
        exact += len(set(golds[key]) & set(others[key]))
        soft += (edge.dice for edge in assign(edges))
        iou50 += matched([edge for edge in edges if edge.mostly])
    return [Counts.of(hits=hits, found=found, wanted=wanted) for hits in (exact, fsum(soft), iou50)]


def _family(layer: Layer, label: Layer, pick: Callable[[Labels], Keyed], spans: Pick) -> Family:
    def tally(comparison: Comparison) -> Sequence[Counts]:
        golds, others = [*pick(comparison.gold)], [*pick(comparison.predicted)]
        gold, predicted = labels_of(golds), labels_of(others)
        if gold is None or predicted is None:
            return tally_typed(golds, others)
        return tally_layer(comparison.layer(spans), gold, predicted)

    return Family(tuple(KINDS), (layer, label), (layer, label), tally)


for _prefix, (_layer, _label, _pick) in PICKS.items():
    _typed = _family(_layer, _label, _pick, SPANS[_prefix][1])
    for _kind, _text in KINDS.items():
        add_prf(
            f"{_prefix}_typed_{_kind}",
            _typed,
            _kind,
            f"{_text.format(_prefix)}, only under the same label ({_label})",
            parts=["f1"],
        )

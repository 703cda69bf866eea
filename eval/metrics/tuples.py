"""Whole attributions: tuple-strict (all roles equal) and linked (all roles touch)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence

from musnad.dataset import Layer

from ..canonical import Roles, overlap
from ..matching import matched
from ..pairing import Comparison
from ..statistics import Counts, Family, add_prf


def strict_key(roles: Roles) -> tuple[Hashable, ...]:
    """Content set and source set; without a source span, the kind of slot."""
    return roles.content, roles.source or roles.slot


# By name: what must be equal beside content and source, and the layers that this needs.
VARIANTS: dict[str, tuple[Callable[[Roles], Hashable], tuple[Layer, ...]]] = {
    "": (lambda roles: None, ()),
    "cue": (lambda roles: roles.cue, ()),
    "act": (lambda roles: roles.act, ("act",)),
    "style": (lambda roles: roles.style, ("style",)),
}


def common(gold: Sequence[Hashable], predicted: Sequence[Hashable]) -> int:
    """The size of the intersection of two multisets."""
    golds, others = set(gold), set(predicted)
    if len(golds) == len(gold) or len(others) == len(predicted):
        return len(golds & others)
    return (Counter(gold) & Counter(predicted)).total()


def _tally_strict(comparison: Comparison) -> Sequence[Counts]:
    gold, predicted = comparison.contents
    golds, others = [*map(strict_key, gold)], [*map(strict_key, predicted)]
    counts = []
    for extra, _ in VARIANTS.values():
        hits = common(
            [*zip(golds, map(extra, gold), strict=True)],
            [*zip(others, map(extra, predicted), strict=True)],
        )
        counts.append(Counts(hits, len(predicted), hits, len(gold)))
    return counts


def _tally_linked(comparison: Comparison) -> Sequence[Counts]:
    gold, predicted = comparison.contents
    edges = [
        edge
        for edge in comparison.touching
        for one, other in [(gold[edge.gold], predicted[edge.predicted])]
        if overlap(one.cue, other.cue) and overlap(one.source, other.source)
    ]
    found, wanted = (sum(bool(item.cue and item.source) for item in s) for s in (predicted, gold))
    return [Counts.of(hits=matched(edges), found=found, wanted=wanted)]


STRICT = Family(tuple(VARIANTS), ("attributions",), ("attributions",), _tally_strict)
LINKED = Family(("linked",), ("attributions",), ("attributions",), _tally_linked)

for _name, (_, _labels) in VARIANTS.items():
    add_prf(
        "_".join(filter(None, ["tuple_strict", _name])),
        STRICT,
        _name,
        "attributions with equal " + ", ".join(filter(None, ["content", "source", _name])),
        parts=["f1"],
        labels=_labels,
    )
add_prf(
    "linked",
    LINKED,
    "linked",
    "complete attributions whose source, cue and content each share a character",
    parts=["f1"],
)

"""Whole attributions: tuple-strict (all roles equal) and linked (all roles touch)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence

from musnad.dataset import Layer

from ..canonical import Roles, overlap
from ..matching import Edge, matched, overlaps
from ..pairing import Comparison
from ..statistics import Counts, Family, add_prf

Key = Callable[[Roles], Hashable]


def strict_key(roles: Roles) -> tuple[Hashable, ...]:
    """Content set and source set; without a source span, the kind of slot."""
    return roles.content, roles.source or roles.slot


VARIANTS: dict[str, tuple[Key, tuple[Layer, ...], str]] = {
    "tuple_strict": (strict_key, (), "content and source"),
    "tuple_strict_cue": (lambda r: (strict_key(r), r.cue), (), "content, source and cue"),
    "tuple_strict_act": (lambda r: (strict_key(r), r.act), ("act",), "content, source and act"),
    "tuple_strict_style": (
        lambda r: (strict_key(r), r.style),
        ("style",),
        "content, source and style",
    ),
}


def _family(name: str, key: Key, needs: tuple[Layer, ...]) -> Family:
    def tally(comparison: Comparison) -> Sequence[Counts]:
        gold, predicted = (Counter(map(key, side)) for side in comparison.contents)
        hits = (gold & predicted).total()
        return [Counts.of(hits=hits, found=predicted.total(), wanted=gold.total())]

    return Family((name,), ("attributions", *needs), ("attributions",), tally)


def _tally_linked(comparison: Comparison) -> Sequence[Counts]:
    gold, predicted = (
        [item for item in side if item.cue and item.source] for side in comparison.contents
    )
    edges = [
        Edge(g, p, 1.0)
        for g, p, _ in overlaps([item.content for item in gold], [p.content for p in predicted])
        if overlap(gold[g].cue, predicted[p].cue) and overlap(gold[g].source, predicted[p].source)
    ]
    return [Counts.of(hits=matched(edges), found=len(predicted), wanted=len(gold))]


for _name, (_key, _needs, _text) in VARIANTS.items():
    add_prf(_name, _family(_name, _key, _needs), _name, f"attributions with equal {_text}", "f1")
add_prf(
    "linked",
    Family(("linked",), ("attributions",), ("attributions",), _tally_linked),
    "linked",
    "complete attributions whose source, cue and content each share a character",
    "f1",
)

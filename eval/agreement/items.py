"""Items as units: attributions and claims that several annotators mean, with their labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from musnad.dataset import Layer

from ..block import Block
from ..canonical import Labels, Roles, Statement, dice
from ..matching import Edge, assign, overlaps
from ..pairing import Comparison
from .alpha import Pattern, pattern

# By measure: the label, whose items carry it, and the layer that must have been labelled.
ITEMS: dict[str, tuple[str, Layer]] = {
    "style_alpha": ("style", "attributions"),
    "act_alpha": ("act", "attributions"),
    "type_alpha": ("type", "attributions"),
    "named_alpha": ("named", "attributions"),
    "checkable_alpha": ("checkable", "claims"),
}
Item = Roles | Statement


@dataclass(frozen=True, slots=True)
class Match:
    """Two annotators' items (with the annotator's position) that mean the same, and their Dice."""

    one: tuple[int, Item]
    other: tuple[int, Item]
    dice: float


def matches(labels: Sequence[Labels], layer: str) -> list[Match]:
    """The pairs of items of any two annotators, each pair of annotators matched by itself.

    Attributions are paired by M, and their contents (without content: cues) must overlap by more
    than half, as for the label metrics; claims by most pairs with IoU over one half.
    """
    match = _claims if layer == "claims" else _attributions
    return [
        Match((at, one), (other_at, other), worth)
        for at in range(len(labels))
        for other_at in range(at + 1, len(labels))
        for one, other, worth in match(labels[at], labels[other_at])
    ]


def _attributions(one: Labels, other: Labels) -> Iterable[tuple[Item, Item, float]]:
    block = Block.of([Comparison(one, other)]).distinct
    (lefts, rights), pairs = block.sides, block.pairs
    for at, other_at, firm in zip(*(column.tolist() for column in pairs), strict=True):
        if firm:
            left, right = lefts.items[at], rights.items[other_at]
            by = (left.content, right.content) if left.content else (left.cue, right.cue)
            yield left, right, dice(*by)


def _claims(one: Labels, other: Labels) -> Iterable[tuple[Item, Item, float]]:
    left, right = (list(dict.fromkeys(side.claims)) for side in (one, other))
    edges = overlaps([claim.span for claim in left], [claim.span for claim in right])
    for edge in assign([edge for edge in edges if edge.mostly], _most_pairs):
        yield left[edge.gold], right[edge.predicted], edge.dice


def _most_pairs(edge: Edge) -> float:
    """As many pairs as can be, and among such matchings the greatest total Dice."""
    return 1 + 2.0**-20 * edge.dice


def groups(found: Iterable[Match]) -> list[Mapping[int, Item]]:
    """Items that mean the same, by annotator, at most one of each.

    Matching is not transitive, so the groups grow from the best match down, and a match that
    would bring two items of one annotator together is left out. Of two annotators the groups are
    their matches.
    """
    group_of: dict[Hashable, dict[int, Item]] = {}
    for match in sorted(found, key=lambda match: -match.dice):
        one, other = (group_of.get(item, dict([item])) for item in (match.one, match.other))
        if one.keys().isdisjoint(other):
            one.update(other)
            group_of.update(dict.fromkeys(one.items(), one))
    return list({id(group): group for group in group_of.values()}.values())


def item_patterns(found: Iterable[Mapping[int, Item]], label: str) -> Counter[Pattern]:
    """How many items were labelled how; no label (it does not apply, or was not given) is none."""
    return Counter(
        pattern(getattr(item, label) or None for item in group.values()) for group in found
    )

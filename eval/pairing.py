"""Pairing M: which predicted attribution answers which gold one (metrics.md 4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from .canonical import Labels, Roles, dice, mostly
from .matching import Edge, assign, dice_edges, mostly_edges

RIGHT_SOURCE_BONUS = 2.0**-20


def right_entity(gold: Roles, predicted: Roles) -> bool:
    """ok(g, p): the predicted representative names the gold source, or both are unknown.

    Only the representative counts: no other mention of a predicted cluster can help.
    """
    if "unknown" in (gold.slot, predicted.slot):
        return gold.slot == predicted.slot
    return any(mostly(predicted.face, name) for name in gold.names)


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold and a predicted attribution that M puts together."""

    gold: Roles
    predicted: Roles

    @property
    def firm(self) -> bool:
        """Whether the contents (without content: the cues) overlap by more than half."""
        if self.gold.content:
            return mostly(self.gold.content, self.predicted.content)
        return mostly(self.gold.cue, self.predicted.cue)


class Comparison:
    """Gold and predicted labels of one article, with the matchings that the metrics share."""

    def __init__(self, gold: Labels, predicted: Labels) -> None:
        self.gold = gold
        self.predicted = predicted

    @cached_property
    def contents(self) -> tuple[list[Roles], list[Roles]]:
        """Gold and predicted attributions that have content, in canonical order."""
        return self.gold.with_content(), self.predicted.with_content()

    @cached_property
    def declined(self) -> list[Pair]:
        """Attributions without content, paired by the greatest total Dice of their cues."""
        gold, predicted = self.gold.without_content(), self.predicted.without_content()
        edges = dice_edges([item.cue for item in gold], [item.cue for item in predicted])
        return [Pair(gold[edge.gold], predicted[edge.predicted]) for edge in assign(edges)]

    @cached_property
    def pairs(self) -> list[Pair]:
        """M: pairs by content, a right source breaking ties, then those without content."""
        gold, predicted = self.contents
        edges = [
            Edge(edge.gold, edge.predicted, edge.worth + RIGHT_SOURCE_BONUS * right)
            for edge in dice_edges([item.content for item in gold], [p.content for p in predicted])
            for right in [right_entity(gold[edge.gold], predicted[edge.predicted])]
        ]
        with_content = [Pair(gold[edge.gold], predicted[edge.predicted]) for edge in assign(edges)]
        return with_content + self.declined

    @cached_property
    def said(self) -> list[Edge]:
        """WSW edges: content IoU over one half and the right entity; positions in `contents`."""
        gold, predicted = self.contents
        edges = mostly_edges([item.content for item in gold], [item.content for item in predicted])
        return [edge for edge in edges if right_entity(gold[edge.gold], predicted[edge.predicted])]


def role_dice(pairs: Sequence[Pair], role: str) -> Iterator[float]:
    """The Dice of one role over the pairs in which both sides have it."""
    for pair in pairs:
        gold, predicted = getattr(pair.gold, role), getattr(pair.predicted, role)
        if gold and predicted:
            yield dice(gold, predicted)

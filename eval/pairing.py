"""Pairing M: which predicted attribution answers which gold one (metrics.md 4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from .canonical import Labels, Roles, Runs, dice, mostly
from .matching import Edge, assign, overlaps

RIGHT_SOURCE_BONUS = 2.0**-20


def right_entity(gold: Roles, predicted: Roles) -> bool:
    """ok(g, p): the predicted representative names the gold source, or both are unknown.

    Only the representative counts: no other mention of a predicted cluster can help.
    """
    if gold.slot == predicted.slot == "unknown":
        return True
    face = predicted.face
    if not face:
        return False
    return face in gold.names or any(mostly(face, name) for name in gold.names)


class Pair(NamedTuple):
    """A gold and a predicted attribution that M puts together.

    `firm` tells whether their contents (without content: their cues) overlap by more than half.
    """

    gold: Roles
    predicted: Roles
    firm: bool


Pick = Callable[[Labels], Iterable[Runs]]


class Layer(NamedTuple):
    """The distinct spans of a layer on both sides, sorted, and which of them overlap."""

    gold: list[Runs]
    predicted: list[Runs]
    edges: list[Edge]


class Comparison:
    """Gold and predicted labels of one article, with the matchings that the metrics share."""

    def __init__(self, gold: Labels, predicted: Labels) -> None:
        self.gold = gold
        self.predicted = predicted
        self._layers: dict[Pick, Layer] = {}

    def layer(self, pick: Pick) -> Layer:
        """The spans that `pick` takes from the labels of either side."""
        found = self._layers.get(pick)
        if found is None:
            gold, predicted = distinct(pick(self.gold)), distinct(pick(self.predicted))
            found = self._layers[pick] = Layer(gold, predicted, overlaps(gold, predicted))
        return found

    @cached_property
    def contents(self) -> tuple[list[Roles], list[Roles]]:
        """Gold and predicted attributions that have content, in canonical order."""
        return self.gold.with_content(), self.predicted.with_content()

    @cached_property
    def touching(self) -> list[Edge]:
        """Attributions whose contents share a character; positions in `contents`."""
        gold, predicted = self.contents
        return overlaps([item.content for item in gold], [item.content for item in predicted])

    @cached_property
    def said(self) -> list[Edge]:
        """WSW edges: content IoU over one half and the right entity; positions in `contents`."""
        gold, predicted = self.contents
        return [
            edge
            for edge in self.touching
            if edge.mostly and right_entity(gold[edge.gold], predicted[edge.predicted])
        ]

    @cached_property
    def declined(self) -> list[Pair]:
        """Attributions without content, paired by their cues."""
        gold, predicted = self.gold.without_content(), self.predicted.without_content()
        edges = overlaps([item.cue for item in gold], [item.cue for item in predicted])
        return _paired(edges, gold, predicted)

    @cached_property
    def pairs(self) -> list[Pair]:
        """M: pairs by content, then those without content."""
        return _paired(self.touching, *self.contents) + self.declined

    @cached_property
    def distinct_pairs(self) -> list[Pair]:
        """M over distinct attributions: who repeats an answer is not asked for it twice."""
        gold, predicted = self.gold.distinct(), self.predicted.distinct()
        if (gold, predicted) == (self.gold, self.predicted):
            return self.pairs
        return Comparison(gold, predicted).pairs


def _paired(edges: Sequence[Edge], gold: Sequence[Roles], predicted: Sequence[Roles]) -> list[Pair]:
    """The pairs with the greatest total Dice; a right source breaks ties."""

    def worth(edge: Edge) -> float:
        right = right_entity(gold[edge.gold], predicted[edge.predicted])
        return edge.dice + RIGHT_SOURCE_BONUS * right

    return [
        Pair(gold[edge.gold], predicted[edge.predicted], edge.mostly)
        for edge in assign(edges, worth)
    ]


def distinct(spans: Iterable[Runs]) -> list[Runs]:
    """Present spans as a sorted set."""
    found = set(spans)
    found.discard(())
    return sorted(found)


def role_dice(pairs: Sequence[Pair], role: str) -> Iterator[float]:
    """The Dice of one role over the pairs in which both sides have it."""
    for pair in pairs:
        gold, predicted = getattr(pair.gold, role), getattr(pair.predicted, role)
        if gold and predicted:
            yield dice(gold, predicted)

"""A block: some comparisons of articles as arrays, with the matchings that the metrics share.

All articles of a block lie on one line (`line.py`), so that each step is one pass over all of
them. The matching of one article does not depend on the others of its block.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple

import numpy

from musnad.dataset import Article, Layer, Prediction, Span

from .canonical import Coordinates, Roles, Statement
from .line import (
    Flags,
    Places,
    Spans,
    Texts,
    firsts,
    identities,
    numbers,
    on_one_line,
    summed,
)
from .matching import Edges, assigned, overlapping
from .pairing import RIGHT_SOURCE_BONUS, Comparison
from .statistics import Table

ROLES = ("source", "cue", "content")
# What is told apart by spans, in the order of reports: roles of attributions, and claims.
PREFIXES = ("claim", *ROLES)


class Overlap(NamedTuple):
    """The distinct spans of a layer on both sides, in canonical order, and which overlap."""

    gold: Spans
    predicted: Spans
    edges: Edges

    @property
    def sides(self) -> tuple[Spans, Spans]:
        """The spans of gold and prediction."""
        return self.gold, self.predicted


class Pairs(NamedTuple):
    """Attributions that M puts together, by position, in order.

    `firm` tells whether their contents (without content: their cues) overlap by more than half.
    """

    gold: Places
    predicted: Places
    firm: Flags


class Items:
    """Attributions or claims of one side of a block, one after the other, in canonical order."""

    def __init__(self, items: Sequence[Sequence[Roles | Statement]]) -> None:
        self.items = [*chain.from_iterable(items)]
        self.articles = _numbered(items)

    def __len__(self) -> int:
        return len(self.items)

    def values(self, name: str) -> list[Any]:
        """One field of all items."""
        return [*map(attrgetter(name), self.items)]

    def having(self, name: str, value: str) -> Flags:
        """Which items have this value in a field."""
        return numpy.array([given == value for given in self.values(name)], dtype=bool)


class Block:
    """Gold and predicted labels of some articles beside each other, in arrays by article."""

    def __init__(
        self,
        size: int,
        comparisons: Callable[[], Sequence[Comparison]],
        spans: Callable[[str], tuple[Spans, Spans]] | None = None,
    ) -> None:
        """Describe articles by their comparisons, made when they are needed.

        Args:
            size: how many.
            comparisons: makes them.
            spans: finds the spans of a prefix on both sides where that needs no comparisons.
        """
        self._size = size
        self._compare = comparisons
        self._place = spans

    @classmethod
    def of(cls, comparisons: Sequence[Comparison]) -> Block:
        """The block of some comparisons."""
        return cls(len(comparisons), lambda: comparisons)

    @classmethod
    def between(
        cls, pairs: Sequence[tuple[Article, Prediction]], layers: Collection[Layer]
    ) -> Block:
        """The block of articles beside their predictions."""
        texts = Texts([article.text for article, _ in pairs])
        sides = [_Annotated([pair[at] for pair in pairs]) for at in (0, 1)]

        def compare() -> Sequence[Comparison]:
            return [compared(article, prediction, layers) for article, prediction in pairs]

        def place(prefix: str) -> tuple[Spans, Spans]:
            gold, predicted = (texts.place(*side.spans(prefix)) for side in sides)
            return gold, predicted

        return cls(len(pairs), compare, place)

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[Comparison]:
        return iter(self.comparisons)

    @cached_property
    def comparisons(self) -> Sequence[Comparison]:
        """The comparisons one by one."""
        return self._compare()

    @cached_property
    def sides(self) -> tuple[Items, Items]:
        """The attributions of gold and prediction."""
        return (
            Items([comparison.gold.attributions for comparison in self.comparisons]),
            Items([comparison.predicted.attributions for comparison in self.comparisons]),
        )

    @cached_property
    def claims(self) -> tuple[Items, Items]:
        """The claims of gold and prediction."""
        return (
            Items([comparison.gold.claims for comparison in self.comparisons]),
            Items([comparison.predicted.claims for comparison in self.comparisons]),
        )

    def items(self, prefix: str) -> tuple[Items, Items]:
        """What has spans of a prefix, on both sides."""
        return self.claims if prefix == "claim" else self.sides

    @cached_property
    def _spans(self) -> dict[str, tuple[Spans, Spans]]:
        return {}

    def spans(self, prefix: str) -> tuple[Spans, Spans]:
        """All spans of a prefix on both sides, also absent and equal ones."""
        if prefix not in self._spans:
            place = self._place or self.roles
            self._spans[prefix] = place(prefix)
        return self._spans[prefix]

    @cached_property
    def _layers(self) -> dict[str, Overlap]:
        return {}

    def layer(self, prefix: str) -> Overlap:
        """The distinct spans of a prefix on both sides and which overlap."""
        if prefix not in self._layers:
            gold, predicted = self.spans(prefix)
            one, other = identities(gold, predicted)
            golds, others = gold.take(firsts(one)), predicted.take(firsts(other))
            self._layers[prefix] = Overlap(golds, others, overlapping(golds, others))
        return self._layers[prefix]

    def repeated(self) -> tuple[int, int]:
        """How many present spans of either side repeat an equal one of their layer."""
        counts = []
        for at in (0, 1):
            present = [int(self.spans(prefix)[at].present.sum()) for prefix in PREFIXES]
            distinct = [len(self.layer(prefix).sides[at]) for prefix in PREFIXES]
            counts.append(sum(present) - sum(distinct))
        return counts[0], counts[1]

    @cached_property
    def _roles(self) -> dict[str, tuple[Spans, Spans]]:
        return {}

    def roles(self, prefix: str) -> tuple[Spans, Spans]:
        """The spans of a prefix in the order of `items`."""
        if prefix not in self._roles:
            field = "span" if prefix == "claim" else prefix
            sides = [Spans.of(side.values(field), side.articles) for side in self.items(prefix)]
            gold, predicted = on_one_line(sides, len(self))
            self._roles[prefix] = gold, predicted
        return self._roles[prefix]

    @cached_property
    def _meeting(self) -> dict[str, Edges]:
        return {}

    def meeting(self, role: str) -> Edges:
        """Attributions whose spans of one role share a character; positions in `sides`."""
        if role not in self._meeting:
            self._meeting[role] = overlapping(*self.roles(role))
        return self._meeting[role]

    @property
    def touching(self) -> Edges:
        """Attributions whose contents share a character."""
        return self.meeting("content")

    def key(self, edges: Edges | Pairs) -> Places:
        """A number for each gold and predicted attribution that stand together."""
        return edges.gold * len(self.sides[1]) + edges.predicted

    @cached_property
    def _named(self) -> Places:
        """The keys of attributions whose source is named by the predicted face, sorted."""
        gold, predicted = self.sides
        names = gold.values("names")
        owners = numpy.repeat(numpy.arange(len(gold)), numbers(map(len, names)))
        spans = Spans.of([*chain.from_iterable(names)], gold.articles[owners])
        faces = Spans.of(predicted.values("face"), predicted.articles)
        edges = overlapping(*on_one_line([spans, faces], len(self)))
        near = edges.only(edges.mostly)
        return numpy.unique(owners[near.gold] * len(predicted) + near.predicted)

    def right(self, edges: Edges) -> Flags:
        """Where the predicted representative names the gold source, or both are unknown."""
        one, other = self._unknown
        named = numpy.isin(self.key(edges), self._named)
        return named | (one[edges.gold] & other[edges.predicted])

    @cached_property
    def _unknown(self) -> tuple[Flags, Flags]:
        gold, predicted = self.sides
        return gold.having("slot", "unknown"), predicted.having("slot", "unknown")

    @cached_property
    def said(self) -> Edges:
        """WSW edges: content IoU over one half and the right entity."""
        close = self.touching.only(self.touching.mostly)
        return close.only(self.right(close))

    @cached_property
    def with_content(self) -> tuple[Flags, Flags]:
        """Which attributions of either side have content."""
        gold, predicted = self.roles("content")
        return gold.present, predicted.present

    @cached_property
    def declined(self) -> Edges:
        """Attributions without content, paired by their cues."""
        one, other = self.with_content
        edges = self.meeting("cue")
        return self._paired(edges.only(~one[edges.gold] & ~other[edges.predicted]))

    @cached_property
    def pairs(self) -> Pairs:
        """M: pairs by content, then those without content."""
        parts = self._paired(self.touching), self.declined
        return Pairs(
            numpy.concatenate([part.gold for part in parts]),
            numpy.concatenate([part.predicted for part in parts]),
            numpy.concatenate([part.mostly for part in parts]),
        )

    def _paired(self, edges: Edges) -> Edges:
        """The pairs with the greatest total Dice; a right source breaks ties."""
        return edges.only(assigned(edges, edges.dice + RIGHT_SOURCE_BONUS * self.right(edges)))

    @property
    def distinct(self) -> Block:
        """The same labels with equal attributions taken once."""
        # A block that held itself would live until the next search for cycles.
        return self if self._without_repeats is None else self._without_repeats

    @cached_property
    def _without_repeats(self) -> Block | None:
        kept = [
            Comparison(comparison.gold.distinct(), comparison.predicted.distinct())
            for comparison in self.comparisons
        ]
        return None if kept == [*self.comparisons] else Block.of(kept)

    def sums(self, values: Table, articles: Places) -> Table:
        """The sum of the values of each article, rounded once."""
        return summed(values, articles, len(self))

    def numbers(self, articles: Places, chosen: Flags | None = None) -> Table:
        """How many items each article has, all of them or those that are chosen."""
        items = articles if chosen is None else articles[chosen]
        return numpy.bincount(items, minlength=len(self)).astype(float)


def compared(article: Article, prediction: Prediction, layers: Collection[Layer]) -> Comparison:
    """Gold and predicted labels of one article beside each other."""
    coordinates = Coordinates(article)
    return Comparison(coordinates.labels(article, layers), coordinates.labels(prediction, layers))


def codes(*sides: Iterable[Hashable]) -> list[Places]:
    """A number for each value, equal for equal values of all sides."""
    known: dict[Hashable, int] = {}
    return [numbers(known.setdefault(value, len(known)) for value in side) for side in sides]


def rows(
    found_hits: Table | Places,
    found: Table | Places,
    wanted_hits: Table | Places,
    wanted: Table | Places,
) -> Table:
    """Counts by article, from one column each."""
    return numpy.stack([found_hits, found, wanted_hits, wanted], axis=-1).astype(float)


def by_class(block: Block, articles: Places, gold: Places, predicted: Places, size: int) -> Table:
    """The counts of each class from its place on both sides, below 0 where there is none."""

    def counted(classes: Places, chosen: Flags) -> Table:
        cells = articles[chosen] * size + classes[chosen]
        found = numpy.bincount(cells, minlength=len(block) * size).astype(float)
        return found.reshape(len(block), size)

    hits = counted(gold, gold == predicted)
    return rows(hits, counted(predicted, predicted >= 0), hits, counted(gold, gold >= 0))


class _Annotated:
    """The labels of one side of a block as they were annotated."""

    def __init__(self, records: Sequence[Article | Prediction]) -> None:
        claims = [record.claims or () for record in records]
        attributions = [record.attributions or () for record in records]
        self._claims = [*chain.from_iterable(claims)], _numbered(claims)
        self._attributions = [*chain.from_iterable(attributions)], _numbered(attributions)

    def spans(self, prefix: str) -> tuple[list[Span], Places]:
        """The spans of a prefix with the numbers of their articles."""
        if prefix == "claim":
            claims, articles = self._claims
            return [claim.span for claim in claims], articles
        attributions, articles = self._attributions
        return [*map(attrgetter(prefix), attributions)], articles


def _numbered(groups: Sequence[Sequence[object]]) -> Places:
    """The number of its group for each item."""
    return numpy.repeat(numpy.arange(len(groups)), [*map(len, groups)])

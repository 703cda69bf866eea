"""Counting: what adds up over articles, for all annotators and for each pair of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy

from musnad.dataset import Article, Layer, ranks

from ..block import Block
from ..canonical import Labels, canonical
from ..measuring import Tallies, cluster_of
from ..pairing import Comparison
from ..statistics import METRICS
from .alpha import Pattern, alpha
from .characters import CHARACTERS, character_patterns, covered
from .items import ITEMS, groups, item_patterns, matches
from .reading import Annotator
from .table import Measure, Two

SPANS: tuple[Layer, ...] = ("attributions", "claims")
IDENTITY: Layer = "sources"
# By alpha: the layer that must have been labelled.
ALPHAS = {name: layer for name, (_, layer) in (CHARACTERS | ITEMS).items()}
SCORES = (
    *(
        f"{prefix}_{kind}_f1"
        for prefix in ("source", "cue", "content", "claim")
        for kind in ("exact", "soft", "iou50")
    ),
    "wsw_f1",
)


class Counting:
    """Patterns of labels and counts of compared pairs, article by article.

    `layers` are those of which anybody gave a label; who a source is counts only where everybody
    says it.
    """

    def __init__(self, readings: Sequence[Annotator]) -> None:
        present = [item.present for item in readings]
        self.layers: tuple[Layer, ...] = (
            *(layer for layer in SPANS if any(layer in layers for layers in present)),
            *([IDENTITY] if all(IDENTITY in layers for layers in present) else []),
        )
        self._articles = Counter[Two]()
        self._together = _Patterns()
        self._pairs = {
            pair: _Pair(self.layers) for pair in combinations([item.name for item in readings], 2)
        }

    def add(self, article: Article, who: Sequence[Annotator]) -> None:
        """Count an article that these annotators labelled."""
        self._articles.update(combinations([item.name for item in who], 2))
        labels = {
            item.name: canonical(item.records[article.id], article, self.layers) for item in who
        }
        for layer in SPANS:
            asked = [item.name for item in who if layer in item.answers]
            self._together.add(article, layer, [labels[name] for name in asked])
            for one, other in combinations(asked, 2):
                self._pairs[one, other].add(article, layer, labels[one], labels[other])

    @property
    def pairs(self) -> dict[Two, int]:
        """How many articles each two annotators share; those who share none are left out."""
        return {pair: self._articles[pair] for pair in self._pairs if self._articles[pair]}

    def measures(self) -> list[Measure]:
        """Every measure, alphas first."""
        scores = {pair: self._pairs[pair].scores() for pair in self.pairs}
        return [self._alpha(name, layer) for name, layer in ALPHAS.items()] + [
            self._score(name, {pair: values.get(name) for pair, values in scores.items()})
            for name in SCORES
        ]

    def _alpha(self, name: str, layer: Layer) -> Measure:
        found = alpha(self._together.of[name])
        pairs = {pair: alpha(self._pairs[pair].patterns.of[name]) for pair in self.pairs}
        return Measure(
            name,
            {pair: item.value for pair, item in pairs.items()},
            found,
            self._unlabelled(layer) or (found.reason if found.value is None else None),
            sum(item.constant for item in pairs.values()),
        )

    def _score(self, name: str, pairs: Mapping[Two, float | None]) -> Measure:
        nothing = all(value is None for value in pairs.values())
        reason = METRICS[name].undefined if nothing else None
        return Measure(name, pairs, None, self._unlabelled(_layer(name)) or reason)

    def _unlabelled(self, layer: Layer) -> str | None:
        return None if layer in self.layers else f"nobody labelled {layer}"


class _Patterns:
    """Patterns of labels by alpha."""

    def __init__(self) -> None:
        self.of: dict[str, Counter[Pattern]] = {name: Counter() for name in ALPHAS}

    def add(self, article: Article, layer: Layer, coders: Sequence[Labels]) -> None:
        """Count the characters and items of one layer of an article."""
        length = ranks(article.text)[-1]
        for name, (kinds, needed) in CHARACTERS.items():
            if needed == layer:
                spans = [covered(labels, kinds) for labels in coders]
                self.of[name].update(character_patterns(spans, length))
        items = groups(matches(coders, layer))
        for name, (label, needed) in ITEMS.items():
            if needed == layer:
                self.of[name].update(item_patterns(items, label))


class _Pair:
    """What two annotators' labels add up to.

    Comparisons are counted both ways: neither side is gold, and whether a source is the right one
    is not symmetric.
    """

    def __init__(self, layers: Sequence[Layer]) -> None:
        self.patterns = _Patterns()
        self._tallies = {
            layer: Tallies({METRICS[n].family for n in SCORES if _layer(n) == layer}, layers)
            for layer in SPANS
        }

    def add(self, article: Article, layer: Layer, one: Labels, other: Labels) -> None:
        """Count one layer of an article."""
        self.patterns.add(article, layer, [one, other])
        both = [Comparison(one, other), Comparison(other, one)]
        self._tallies[layer].count([cluster_of(article)] * len(both), Block.of(both))

    def scores(self) -> dict[str, float | None]:
        """The F1s of the layers that were compared."""
        found: dict[str, float | None] = {}
        for layer, tallies in self._tallies.items():
            sums = tallies.sums() if tallies.clusters else {}
            for metric in (METRICS[name] for name in SCORES if _layer(name) == layer):
                if metric.family in sums:
                    table = sums[metric.family]
                    value = float(metric.value(table.total()[numpy.newaxis], table.keys)[0])
                    found[metric.name] = None if numpy.isnan(value) else value
        return found


def _layer(score: str) -> Layer:
    return "claims" if score.startswith("claim_") else "attributions"

"""Blocks: which articles are counted together changes no number."""

from __future__ import annotations

from dataclasses import replace

import numpy
import pytest

from musnad.dataset import LAYERS, as_prediction
from musnad.eval import METRICS
from musnad.eval.block import PREFIXES, Block, compared
from musnad.eval.measuring import Tallies
from musnad.eval.statistics import Family

from ..conformance.generators import SHAPES, random_corpus

FAMILIES = [
    *dict.fromkeys(
        family
        for name in METRICS
        if isinstance(family := METRICS[name].family, Family) and family.task == "articles"
    )
]
EACH_SHAPE = pytest.mark.parametrize("shape", SHAPES)


def pairs_of(shape: str):
    gold, found = random_corpus(5, articles=40, shape=SHAPES[shape])
    return [(one, as_prediction(other)) for one, other in zip(gold, found, strict=True)]


@EACH_SHAPE
def test_articles_are_counted_alike_alone_and_together(shape: str) -> None:
    pairs = pairs_of(shape)
    whole = Block.between(pairs, LAYERS)
    alone = [Block.between([pair], LAYERS) for pair in pairs]
    for family in FAMILIES:
        each = numpy.concatenate([family.count(block) for block in alone])
        assert numpy.array_equal(family.count(whole), each), family.keys


@EACH_SHAPE
def test_spans_from_records_are_those_of_canonical_labels(shape: str) -> None:
    pairs = pairs_of(shape)
    placed = Block.between(pairs, LAYERS)
    made = Block.of([compared(one, other, LAYERS) for one, other in pairs])
    for prefix in PREFIXES:
        one, other = placed.layer(prefix), made.layer(prefix)
        assert [*one.edges] == [*other.edges]
        for left, right in zip(one[:2], other[:2], strict=True):
            assert left.weights.tolist() == right.weights.tolist()
            assert left.articles.tolist() == right.articles.tolist()
    assert placed.repeated() == made.repeated()


def test_the_size_of_blocks_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def sums() -> list[list[float]]:
        tallies = Tallies(FAMILIES, LAYERS)
        for article, prediction in pairs_of("mixed"):
            tallies.add(article, prediction)
        return [table.rows.tolist() for table in tallies.sums().values()] + [
            [*tallies.collapsed.values()]
        ]

    whole = sums()
    monkeypatch.setattr("musnad.eval.measuring.FULL", 2000)
    assert sums() == whole


def test_a_block_without_labels_counts_nothing() -> None:
    article, _ = pairs_of("mixed")[0]
    bare = replace(article, attributions=(), claims=(), sources=())
    block = Block.between([(bare, as_prediction(bare))], LAYERS)
    assert not any(family.count(block).any() for family in FAMILIES)

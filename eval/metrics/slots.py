"""Absent parts: dropped subjects (null slots) and attributions without content."""

from __future__ import annotations

import numpy

from ..block import Block, rows
from ..statistics import Family, Table, add_prf


def _count_null(block: Block) -> Table:
    gold, predicted = block.sides
    one, other = gold.having("slot", "null"), predicted.having("slot", "null")
    pairs = block.pairs
    both = one[pairs.gold] & other[pairs.predicted]
    hits = block.numbers(gold.articles[pairs.gold], both)
    found, wanted = block.numbers(predicted.articles, other), block.numbers(gold.articles, one)
    return rows(hits, found, hits, wanted)[:, numpy.newaxis]


def _count_decline(block: Block) -> Table:
    gold, predicted = block.sides
    one, other = block.with_content
    declined = block.declined
    right = declined.mostly & block.right(declined)
    hits = block.numbers(gold.articles[declined.gold], right)
    found, wanted = block.numbers(predicted.articles, ~other), block.numbers(gold.articles, ~one)
    return rows(hits, found, hits, wanted)[:, numpy.newaxis]


add_prf(
    "null",
    Family(("null",), ("attributions", "sources"), ("attributions", "sources"), _count_null),
    "null",
    "dropped subjects recognised as such in paired attributions",
    parts=["f1"],
)
add_prf(
    "decline",
    Family(("decline",), ("attributions",), ("attributions",), _count_decline),
    "decline",
    "attributions without content, by cue and right source",
    parts=["f1"],
)

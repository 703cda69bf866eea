"""Role scores over the pairing M: how well cues and sources of paired attributions agree."""

from __future__ import annotations

from functools import partial

import numpy

from ..block import Block, rows
from ..statistics import Family, Table, add_prf


def count_role(block: Block, role: str) -> Table:
    """The Dice of one role over the pairs, beside how many attributions have it."""
    gold, predicted = block.roles(role)
    edges = block.meeting(role)
    paired = edges.only(numpy.isin(block.key(edges), block.key(block.pairs)))
    hits = block.sums(paired.dice, gold.articles[paired.gold])
    found = block.numbers(predicted.articles, predicted.present)
    return rows(hits, found, hits, block.numbers(gold.articles, gold.present))[:, numpy.newaxis]


for _role in ("cue", "source"):
    add_prf(
        f"{_role}_role",
        Family((_role,), ("attributions",), ("attributions",), partial(count_role, role=_role)),
        _role,
        f"{_role} spans of attributions paired by content, each pair worth its Dice",
        parts=["f1"],
    )

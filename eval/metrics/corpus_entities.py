"""Who said what over the whole corpus: the released id of the source, not where it stands.

As `wsw_f1`, with equal `entity` ids instead of the right mention (metrics.md 4).
"""

from __future__ import annotations

import numpy

from ..block import Block, codes, rows
from ..line import Flags
from ..matching import Edges, matched
from ..statistics import Family, Table, add_prf


def same_entity(block: Block, edges: Edges) -> Flags:
    """Where two attributions have the source with the same id in the whole corpus.

    A gold source without an id is told by its mentions, as in `wsw_f1`; one that is unknown is
    matched by an unknown one without an id.
    """
    # An empty id is coded 0.
    _, *entities = codes([""], *(side.values("entity") for side in block.sides))
    one, other = entities[0][edges.gold], entities[1][edges.predicted]
    gold, predicted = (side.having("slot", "unknown") for side in block.sides)
    unknown = predicted[edges.predicted] & (other == 0)
    by_mentions = numpy.where(gold[edges.gold], unknown, block.right(edges))
    found: Flags = numpy.where(one > 0, one == other, by_mentions)
    return found


def _count(block: Block) -> Table:
    gold, predicted = block.sides
    close = block.touching.only(block.touching.mostly)
    hits = block.numbers(gold.articles[matched(close.only(same_entity(block, close)))])
    one, other = block.with_content
    found, wanted = block.numbers(predicted.articles, other), block.numbers(gold.articles, one)
    return rows(hits, found, hits, wanted)[:, numpy.newaxis]


add_prf(
    "wsw_corpus",
    Family(
        ("wsw_corpus",),
        ("attributions", "sources", "entities"),
        ("attributions", "sources", "entity"),
        _count,
    ),
    "wsw_corpus",
    "(source, content) pairs: the source's id in the corpus with more than half of the content",
    parts=["f1"],
)

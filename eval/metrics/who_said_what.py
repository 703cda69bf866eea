"""Who said what: the right source with more than half of the content, one to one (metrics.md 4).

`wsw_f1` is the headline number.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy

from ..block import Block, rows
from ..line import Flags
from ..matching import Edges, matched
from ..statistics import Family, Table, add_prf


def _same_stance(block: Block, edges: Edges) -> Flags:
    gold, predicted = (side.having("act", "deny") for side in block.sides)
    same: Flags = gold[edges.gold] == predicted[edges.predicted]
    return same


# What must hold for a gold and a predicted attribution beside content and source.
AGREEING: dict[str, Callable[[Block, Edges], Flags]] = {
    "wsw": lambda block, edges: numpy.ones(len(edges), dtype=bool),
    "stance": _same_stance,
    "strict": lambda block, edges: edges.equal,
}
# Which attributions count, by a field and its value: gold ones for recall, predicted ones for
# precision.
CHOSEN: dict[str, tuple[str, str]] = {
    "null": ("slot", "null"),
    "overt": ("slot", "span"),
    "near": ("distance", "near"),
    "far": ("distance", "far"),
}


def _count(block: Block) -> Table:
    gold, predicted = block.sides
    (one, other), edges = block.with_content, block.said

    def hits(chosen: Flags) -> Table:
        return block.numbers(gold.articles[matched(edges.only(chosen))])

    found, wanted = block.numbers(predicted.articles, other), block.numbers(gold.articles, one)
    counts = []
    for same in AGREEING.values():
        right = hits(same(block, edges))
        counts.append(rows(right, found, right, wanted))
    for field, value in CHOSEN.values():
        golds, others = gold.having(field, value), predicted.having(field, value)
        counts.append(
            rows(
                hits(others[edges.predicted]),
                block.numbers(predicted.articles, other & others),
                hits(golds[edges.gold]),
                block.numbers(gold.articles, one & golds),
            )
        )
    return numpy.stack(counts, axis=1)


FAMILY = Family((*AGREEING, *CHOSEN), ("attributions",), ("attributions",), _count)
SAID = "(source, content) pairs: the right source with more than half of the content"

add_prf("wsw", FAMILY, "wsw", SAID)
add_prf(
    "wsw_stance",
    FAMILY,
    "stance",
    f"{SAID}, denial told from assertion",
    parts=["f1"],
    labels=("act",),
)
add_prf("wsw_strict", FAMILY, "strict", f"{SAID}, content equal", parts=["f1"])
add_prf(
    "wsw_null",
    FAMILY,
    "null",
    f"{SAID}, where the subject is dropped",
    parts=["f1"],
    labels=("sources",),
)
add_prf("wsw_overt", FAMILY, "overt", f"{SAID}, where the source is a span", parts=["f1"])
add_prf(
    "wsw_near",
    FAMILY,
    "near",
    f"{SAID}, source in a sentence of the content",
    parts=["r"],
    needs=("sentences",),
)
add_prf(
    "wsw_far",
    FAMILY,
    "far",
    f"{SAID}, source outside the sentences of the content",
    parts=["r"],
    needs=("sentences",),
)

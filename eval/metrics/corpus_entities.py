"""Who said what over the whole corpus: the released id of the source, not where it stands.

As `wsw_f1`, with equal `entity` ids instead of the right mention (metrics.md 4).
"""

from __future__ import annotations

from collections.abc import Sequence

from ..canonical import Roles
from ..matching import matched
from ..pairing import Comparison, right_entity
from ..statistics import Counts, Family, add_prf


def same_entity(gold: Roles, predicted: Roles) -> bool:
    """Whether two attributions have the source with the same id in the whole corpus.

    A gold source without an id is told by its mentions, as in `wsw_f1`; one that is unknown is
    matched by an unknown one without an id.
    """
    if gold.entity:
        return gold.entity == predicted.entity
    if gold.slot == "unknown":
        return predicted.slot == "unknown" and not predicted.entity
    return right_entity(gold, predicted)


def _tally(comparison: Comparison) -> Sequence[Counts]:
    gold, predicted = comparison.contents
    edges = [
        edge
        for edge in comparison.touching
        if edge.mostly and same_entity(gold[edge.gold], predicted[edge.predicted])
    ]
    return [Counts.of(hits=matched(edges), found=len(predicted), wanted=len(gold))]


add_prf(
    "wsw_corpus",
    Family(
        ("wsw_corpus",),
        ("attributions", "sources", "entities"),
        ("attributions", "sources", "entity"),
        _tally,
    ),
    "wsw_corpus",
    "(source, content) pairs: the source's id in the corpus with more than half of the content",
    parts=["f1"],
)

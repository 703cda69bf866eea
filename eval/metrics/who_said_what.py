"""Who said what: the right source with more than half of the content, one to one (metrics.md 4).

`wsw_f1` is the headline number.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..canonical import Roles
from ..matching import matched
from ..pairing import Comparison
from ..statistics import Counts, Family, add_prf

Same = Callable[[Roles, Roles], bool]
Choice = Callable[[Roles], bool]

# What must hold for a gold and a predicted attribution beside content and source.
AGREEING: dict[str, Same] = {
    "wsw": lambda gold, predicted: True,
    "stance": lambda gold, predicted: (gold.act == "deny") == (predicted.act == "deny"),
    "strict": lambda gold, predicted: gold.content == predicted.content,
}
# Which attributions count: gold ones for recall, predicted ones for precision.
CHOSEN: dict[str, Choice] = {
    "null": lambda roles: roles.slot == "null",
    "overt": lambda roles: roles.slot == "span",
    "near": lambda roles: roles.distance == "near",
    "far": lambda roles: roles.distance == "far",
}


def _tally(comparison: Comparison) -> Sequence[Counts]:
    gold, predicted = comparison.contents
    edges = comparison.said

    def agreeing(same: Same) -> Counts:
        kept = [edge for edge in edges if same(gold[edge.gold], predicted[edge.predicted])]
        return Counts.of(hits=matched(kept), found=len(predicted), wanted=len(gold))

    def chosen(choice: Choice) -> Counts:
        return Counts(
            matched([edge for edge in edges if choice(predicted[edge.predicted])]),
            sum(map(choice, predicted)),
            matched([edge for edge in edges if choice(gold[edge.gold])]),
            sum(map(choice, gold)),
        )

    return [*map(agreeing, AGREEING.values()), *map(chosen, CHOSEN.values())]


FAMILY = Family((*AGREEING, *CHOSEN), ("attributions",), ("attributions",), _tally)
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

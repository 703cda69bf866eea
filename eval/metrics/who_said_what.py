"""Who said what: the right source with more than half of the content, one to one (metrics.md 4).

`wsw_f1` is the headline number.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..canonical import Roles
from ..matching import keep, matched
from ..pairing import Comparison
from ..statistics import Counts, Family, add_prf

Choice = Callable[[Roles], bool]


def _tally(comparison: Comparison) -> Sequence[Counts]:
    gold, predicted = comparison.contents
    edges, found, wanted = comparison.said, len(predicted), len(gold)
    stance = keep(edges, lambda g, p: (gold[g].act == "deny") == (predicted[p].act == "deny"))
    strict = keep(edges, lambda g, p: gold[g].content == predicted[p].content)

    def restricted(choice: Choice) -> Counts:
        recalled = keep(edges, lambda g, p: choice(gold[g]))
        precise = keep(edges, lambda g, p: choice(predicted[p]))
        return Counts(
            matched(precise),
            sum(map(choice, predicted)),
            matched(recalled),
            sum(map(choice, gold)),
        )

    return [
        Counts.of(hits=matched(edges), found=found, wanted=wanted),
        Counts.of(hits=matched(stance), found=found, wanted=wanted),
        Counts.of(hits=matched(strict), found=found, wanted=wanted),
        restricted(lambda roles: roles.slot == "null"),
        restricted(lambda roles: roles.slot == "span"),
        restricted(lambda roles: roles.near is True),
        restricted(lambda roles: roles.near is False),
    ]


KEYS = ("wsw", "stance", "strict", "null", "overt", "near", "far")
ALL = Family(KEYS, ("attributions",), ("attributions",), _tally)
STANCE = Family(KEYS, ("attributions", "act"), ("attributions",), _tally)
NULL = Family(KEYS, ("attributions", "sources"), ("attributions",), _tally)
SAID = "(source, content) pairs: the right source with more than half of the content"

add_prf("wsw", ALL, "wsw", SAID)
add_prf("wsw_stance", STANCE, "stance", f"{SAID}, denial told from assertion", "f1")
add_prf("wsw_strict", ALL, "strict", f"{SAID}, content equal", "f1")
add_prf("wsw_null", NULL, "null", f"{SAID}, where the subject is dropped", "f1")
add_prf("wsw_overt", ALL, "overt", f"{SAID}, where the source is a span", "f1")
add_prf("wsw_near", ALL, "near", f"{SAID}, source in a sentence of the content", "r")
add_prf("wsw_far", ALL, "far", f"{SAID}, source outside the sentences of the content", "r")

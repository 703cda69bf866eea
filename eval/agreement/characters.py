"""Characters as units: each weighted code point, labelled by the spans that cover it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from musnad.dataset import Layer

from ..canonical import Labels, Runs
from ..metrics.spans import PICKS, union
from ..pairing import distinct
from .alpha import Pattern, pattern

ROLES = ("source", "cue", "content")
# By measure: the spans that are told apart, and the layer that must have been labelled.
CHARACTERS: dict[str, tuple[tuple[str, ...], Layer]] = {
    **{f"{prefix}_alpha": ((prefix,), layer) for prefix, (layer, _) in PICKS.items()},
    "roles_alpha": (ROLES, "attributions"),
}
OUTSIDE = "none"


def covered(labels: Labels, prefixes: Sequence[str]) -> dict[str, Runs]:
    """The characters inside the spans of each kind, in one annotator's labels."""
    return {prefix: union(distinct(PICKS[prefix][1](labels))) for prefix in prefixes}


def character_patterns(coders: Sequence[Mapping[str, Runs]], length: int) -> Counter[Pattern]:
    """How many characters were labelled how; a label is the kinds of spans that cover it.

    A sweep over the places where some annotator's label changes, so that the cost depends on the
    number of spans and not on their length.

    Args:
        coders: the covered characters of each annotator, by kind of span.
        length: the weight of the text.
    """
    changes: dict[int, list[tuple[int, str]]] = {0: [], length: []}
    for coder, kinds in enumerate(coders):
        for kind, span in kinds.items():
            for place in (place for run in span for place in run):
                changes.setdefault(place, []).append((coder, kind))
    active: list[set[str]] = [set() for _ in coders]
    found: Counter[Pattern] = Counter()
    for place, following in pairwise(sorted(changes)):
        for coder, kind in changes[place]:
            active[coder] ^= {kind}
        found[pattern("+".join(sorted(kinds)) or OUTSIDE for kinds in active)] += following - place
    return found

"""Comparison: gold and predicted labels of one article, and what makes a source the right one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .canonical import Labels, Roles, Runs, mostly

RIGHT_SOURCE_BONUS = 2.0**-20


@dataclass(frozen=True, slots=True)
class Comparison:
    """Gold and predicted labels of one article beside each other."""

    gold: Labels
    predicted: Labels


def right_entity(gold: Roles, predicted: Roles) -> bool:
    """ok(g, p): the predicted representative names the gold source, or both are unknown.

    Only the representative counts: no other mention of a predicted cluster can help.
    """
    if gold.slot == predicted.slot == "unknown":
        return True
    face = predicted.face
    if not face:
        return False
    return face in gold.names or any(mostly(face, name) for name in gold.names)


def distinct(spans: Iterable[Runs]) -> list[Runs]:
    """Present spans as a sorted set."""
    found = set(spans)
    found.discard(())
    return sorted(found)

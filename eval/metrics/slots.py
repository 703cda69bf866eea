"""Absent parts: dropped subjects (null slots) and attributions without content."""

from __future__ import annotations

from collections.abc import Sequence

from ..canonical import Labels
from ..pairing import Comparison, right_entity
from ..statistics import Counts, Family, add_prf


def _nulls(labels: Labels) -> int:
    return sum(item.slot == "null" for item in labels.attributions)


def _tally_null(comparison: Comparison) -> Sequence[Counts]:
    both = sum(pair.gold.slot == pair.predicted.slot == "null" for pair in comparison.pairs)
    found, wanted = _nulls(comparison.predicted), _nulls(comparison.gold)
    return [Counts.of(hits=both, found=found, wanted=wanted)]


def _tally_decline(comparison: Comparison) -> Sequence[Counts]:
    hits = sum(
        pair.firm and right_entity(pair.gold, pair.predicted) for pair in comparison.declined
    )
    found = len(comparison.predicted.without_content())
    return [Counts.of(hits=hits, found=found, wanted=len(comparison.gold.without_content()))]


add_prf(
    "null",
    Family(("null",), ("attributions", "sources"), ("attributions", "sources"), _tally_null),
    "null",
    "dropped subjects recognised as such in paired attributions",
    parts=["f1"],
)
add_prf(
    "decline",
    Family(("decline",), ("attributions",), ("attributions",), _tally_decline),
    "decline",
    "attributions without content, by cue and right source",
    parts=["f1"],
)

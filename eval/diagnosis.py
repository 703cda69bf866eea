"""Diagnosis: what happened to each gold and each predicted attribution and claim of an article.

Every item has exactly one `Kind`. The steps below are taken in order over those attributions that
have content; who is settled by one is not asked by the next.

1. `correct` and `boundary`: the pairs of a maximum WSW matching (`Comparison.said`: content IoU
   over one half and the right entity), of all such matchings the one with most equal contents,
   then the greatest Dice. Equal contents are `correct`, the others `boundary`.
2. `wrong entity`: the pairs of a maximum matching over content IoU over one half, in what is left.
3. `merged` and `split`. A content *swallows* another if it holds more than half of it. A gold item
   is merged if a predicted content swallows it and another gold content that shares no character
   with it; a predicted item is merged if it swallows two such golds of which one is not settled.
   Split is the same with the sides exchanged. Who is a part is not asked whether it is a whole.
4. `boundary`: pairs of a maximum assignment by Dice over contents that touch and have the right
   entity, in what is left: too little in common to count, but the same thing.
5. `missed` (gold) and `spurious` (predicted): the rest.

Attributions without content are taken as M pairs them, by their cues: IoU over one half and the
right entity is `correct` or (cues not equal) `boundary`, without the right entity `wrong entity`;
the right entity with less is `boundary`. Claims have no entity, so steps 1, 3, 4 and 5 are theirs.

What counts for WSW-F1 (`found`) are thus the pairs of step 1, for the F1 of declines and the
IoU-F1 of claims likewise. A wrong act, style or cue is no kind: labels are scored on their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from .canonical import Runs, overlap, weight
from .matching import Edge, assign, overlaps
from .pairing import Comparison, right_entity

Kind = Literal["correct", "boundary", "wrong entity", "merged", "split", "missed", "spurious"]
KINDS: tuple[Kind, ...] = get_args(Kind)

# Ranks below the one point of a pair, for at most 2,000 pairs: equality first, then Dice.
EQUAL_BONUS, DICE_BONUS = 2.0**-12, 2.0**-24


@dataclass(frozen=True, slots=True)
class Finding:
    """What happened to one item.

    `partners` are the places of the other side's items that it has to do with; `found` tells
    whether it counts as a hit.
    """

    kind: Kind
    partners: tuple[int, ...] = ()
    found: bool = False


@dataclass(frozen=True, slots=True)
class Findings:
    """One finding for each gold and each predicted item of a layer, in canonical order."""

    gold: tuple[Finding, ...] = ()
    predicted: tuple[Finding, ...] = ()

    @property
    def counts(self) -> dict[str, dict[Kind, int]]:
        """By side: how many items of each kind, kinds in the order of `KINDS`."""
        return counted([self])


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The findings of one article; places are those of `Labels.attributions` and `claims`."""

    attributions: Findings
    claims: Findings


def diagnose(comparison: Comparison) -> Diagnosis:
    """What happened to each attribution and claim of a comparison, whatever the order of either."""
    gold, predicted = comparison.gold.claims, comparison.predicted.claims
    claims = _Layer([claim.span for claim in gold], [claim.span for claim in predicted])
    claims.settle_all()
    return Diagnosis(_attributions(comparison), claims.findings())


def counted(findings: Iterable[Findings]) -> dict[str, dict[Kind, int]]:
    """By side: how many items of each kind over several articles."""
    sides: dict[str, Counter[Kind]] = {"gold": Counter(), "predicted": Counter()}
    for one in findings:
        for side, counter in sides.items():
            counter.update(item.kind for item in getattr(one, side))
    return {
        side: {kind: counter[kind] for kind in KINDS if kind != OTHER_SIDE[side]}
        for side, counter in sides.items()
    }


# What cannot happen to an item of a side.
OTHER_SIDE: Mapping[str, Kind] = {"gold": "spurious", "predicted": "missed"}


def _attributions(comparison: Comparison) -> Findings:
    gold, predicted = comparison.contents

    def right(edge: Edge) -> bool:
        return right_entity(gold[edge.gold], predicted[edge.predicted])

    layer = _Layer(
        [item.content for item in gold], [item.content for item in predicted], right=right
    )
    layer.settle_all()
    said = layer.findings()
    silent = _declined(comparison)
    # The two kinds of attributions stand in one canonical order.
    return Findings(
        _interleaved([not item.content for item in comparison.gold.attributions], said.gold,
                     silent.gold, [not item.content for item in comparison.predicted.attributions]),
        _interleaved([not item.content for item in comparison.predicted.attributions],
                     said.predicted, silent.predicted,
                     [not item.content for item in comparison.gold.attributions]),
    )

"""Diagnosis: what happened to each gold and each predicted attribution and claim of an article.

Every item has exactly one `Kind`, found in these steps over the attributions that have content:

1. The pairs of a maximum WSW matching (content IoU over one half and the right entity), of all
   such matchings the one with most equal contents, then the greatest Dice: `correct` where the
   contents are equal, else `boundary`. These pairs are the hits of `wsw_f1`.
2. `wrong entity`: a maximum matching over content IoU over one half, in what is left.
3. A content *swallows* another if it holds more than half of it. `merged`: a predicted content
   swallows gold contents that share no character with one another. It may be paired with one of
   them; at least one is in no pair. Golds paired elsewhere are not merged by it, and a prediction
   paired with another gold (an outer content, say) merges nothing. `split` is the same with the
   sides exchanged. Both replace the kind of a pair, which stays a hit if it was one; who is a part
   is not asked whether it is a whole.
4. `boundary`: an assignment by greatest total Dice over contents that touch and have the right
   entity, in what is left: the same thing, but too little of it to be a hit.
5. `missed` (gold), `spurious` (predicted): the rest.

Attributions without content are paired by their cues as M does: IoU over one half and the right
entity is `correct` or (cues not equal) `boundary`, a hit of `decline_f1`; without the right entity
it is `wrong entity`; the right entity with less is `boundary`. Claims have no entity; their hits
are those of `claim_iou50`. Labels such as the act make no kind: they have their own scores.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from .canonical import Runs, overlap, weight
from .matching import Edge, Worth, assign, overlaps
from .pairing import RIGHT_SOURCE_BONUS, Comparison, right_entity

Kind = Literal["correct", "boundary", "wrong entity", "merged", "split", "missed", "spurious"]
KINDS: tuple[Kind, ...] = get_args(Kind)
# What cannot happen to an item of a side.
IMPOSSIBLE: Mapping[str, Kind] = {"gold": "spurious", "predicted": "missed"}

# Below the one point of a pair for up to 4,095 pairs; equality comes before Dice.
EQUAL_BONUS, DICE_BONUS = 2.0**-12, 2.0**-24

# A gold and a predicted place.
Test: TypeAlias = Callable[[int, int], bool]


@dataclass(frozen=True, slots=True)
class Finding:
    """What happened to one item.

    `partners` are the places of the items on the other side that it is paired with, merged in or
    split into; `is_hit` tells whether its pair counts in the F1 of its kind of item.
    """

    kind: Kind
    partners: tuple[int, ...] = ()
    is_hit: bool = False


@dataclass(frozen=True, slots=True)
class Findings:
    """One finding for each gold and each predicted item of a layer, in canonical order."""

    gold: tuple[Finding, ...] = ()
    predicted: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The findings of one article; a place is one in `Labels.attributions` or `Labels.claims`."""

    attributions: Findings
    claims: Findings


def diagnose(comparison: Comparison) -> Diagnosis:
    """What happened to each attribution and claim, whatever the order of either side."""
    gold, predicted = comparison.gold.claims, comparison.predicted.claims
    claims = _Layer([item.span for item in gold], [item.span for item in predicted])
    claims.settle_by_extent()
    return Diagnosis(_attributions(comparison), claims.findings())


def counted(findings: Iterable[Findings]) -> dict[str, dict[Kind, int]]:
    """By side: how many items of each possible kind there are, over several articles."""
    sides: dict[str, Counter[Kind]] = {side: Counter() for side in IMPOSSIBLE}
    for one in findings:
        sides["gold"].update(item.kind for item in one.gold)
        sides["predicted"].update(item.kind for item in one.predicted)
    return {
        side: {kind: counter[kind] for kind in KINDS if kind != IMPOSSIBLE[side]}
        for side, counter in sides.items()
    }


def _attributions(comparison: Comparison) -> Findings:
    gold, predicted = comparison.gold.attributions, comparison.predicted.attributions

    def right(one: int, other: int) -> bool:
        return right_entity(gold[one], predicted[other])

    # An absent span touches nothing, so each layer settles its own kind of attributions.
    spoken = _Layer([item.content for item in gold], [item.content for item in predicted], right)
    spoken.settle_by_extent()
    silent = _Layer(
        [() if item.content else item.cue for item in gold],
        [() if item.content else item.cue for item in predicted],
        right,
    )
    silent.settle_by_cue()
    return spoken.findings(silent)


class _Layer:
    """The items of one layer while they are settled, each known by its place."""

    def __init__(
        self,
        gold: Sequence[Runs],
        predicted: Sequence[Runs],
        right: Test = lambda gold, predicted: True,
    ) -> None:
        self._gold, self._predicted = gold, predicted
        self._edges = overlaps(gold, predicted)
        self._right = {edge: right(edge.gold, edge.predicted) for edge in self._edges}
        self.golds: dict[int, Finding] = {}
        self.predictions: dict[int, Finding] = {}

    def settle_by_extent(self) -> None:
        """All steps for items that are known by what they cover."""
        self._pair([edge for edge in self._edges if edge.mostly and self._right[edge]], _many)
        self._pair([edge for edge in self._edges if edge.mostly], _many)
        self._settle_parts_and_wholes()
        self._pair([edge for edge in self._edges if self._right[edge]], _large)

    def settle_by_cue(self) -> None:
        """The one step for attributions without content, paired as in M."""
        self._pair(self._edges, lambda edge: _large(edge) + RIGHT_SOURCE_BONUS * self._right[edge])

    def findings(self, other: _Layer | None = None) -> Findings:
        """A finding for each item; `other` holds those that were settled elsewhere."""
        golds = {**self.golds, **(other.golds if other else {})}
        predictions = {**self.predictions, **(other.predictions if other else {})}
        return Findings(
            tuple(golds.get(at, Finding("missed")) for at in range(len(self._gold))),
            tuple(predictions.get(at, Finding("spurious")) for at in range(len(self._predicted))),
        )

    def _pair(self, edges: Iterable[Edge], worth: Worth) -> None:
        """Settle the best one-to-one choice of those edges whose ends are both open."""
        still = [
            e for e in edges if e.gold not in self.golds and e.predicted not in self.predictions
        ]
        for edge in assign(still, worth):
            right = self._right[edge]
            if right or edge.mostly:
                kind = "wrong entity" if not right else _agreement(edge)
                hit = right and edge.mostly
                self.golds[edge.gold] = Finding(kind, (edge.predicted,), hit)
                self.predictions[edge.predicted] = Finding(kind, (edge.gold,), hit)

    def _settle_parts_and_wholes(self) -> None:
        """Replace what is known of those items that are merged or split."""
        in_predicted: dict[int, list[int]] = {}
        in_gold: dict[int, list[int]] = {}
        for edge in self._edges:
            if 2 * edge.shared > weight(self._gold[edge.gold]):
                in_predicted.setdefault(edge.predicted, []).append(edge.gold)
            if 2 * edge.shared > weight(self._predicted[edge.predicted]):
                in_gold.setdefault(edge.gold, []).append(edge.predicted)
        merges = _swallows(in_predicted, self._gold, self.predictions, self.golds)
        splits = _swallows(in_gold, self._predicted, self.golds, self.predictions)
        self.golds |= _parts_and_wholes("merged", merges, "split", splits, self.golds)
        self.predictions |= _parts_and_wholes("split", splits, "merged", merges, self.predictions)


@dataclass(frozen=True, slots=True)
class _Swallow:
    """Items of one side that one of the other side swallows, and which of them are its fault."""

    parts: tuple[int, ...]
    victims: tuple[int, ...]


def _many(edge: Edge) -> float:
    """A worth by which most pairs are kept, then most equal ones, then the greatest Dice."""
    return 1 + EQUAL_BONUS * _is_equal(edge) + DICE_BONUS * edge.dice


def _large(edge: Edge) -> float:
    return edge.dice


def _is_equal(edge: Edge) -> bool:
    return 2 * edge.shared == edge.weights


def _agreement(edge: Edge) -> Kind:
    return "correct" if _is_equal(edge) else "boundary"


def _swallows(
    held: Mapping[int, Sequence[int]],
    spans: Sequence[Runs],
    wholes: Mapping[int, Finding],
    parts: Mapping[int, Finding],
) -> dict[int, _Swallow]:
    """What is merged or split, by the item that swallows the others.

    Args:
        held: by place of the whole: all items that it swallows.
        spans: the spans of these items.
        wholes: the pairs of the wholes' side.
        parts: the pairs of the parts' side.
    """
    found = {}
    for whole, inside in held.items():
        apart = tuple(inside[at] for at in _apart([spans[at] for at in inside]))
        partners = wholes[whole].partners if whole in wholes else ()
        victims = tuple(part for part in apart if part not in parts or part in partners)
        if set(partners) <= set(apart) and len(victims) > len(partners):
            found[whole] = _Swallow(apart, victims)
    return found


def _apart(spans: Sequence[Runs]) -> list[int]:
    """The positions of those spans that share no character with some other one."""
    last_start = max(span[0][0] for span in spans)
    first_end = min(span[-1][1] for span in spans)
    gapped = [span for span in spans if len(span) > 1]

    def is_apart(span: Runs) -> bool:
        if span[-1][1] <= last_start or span[0][0] >= first_end:
            return True
        # All extents cross this one's, so that only a gap can keep two spans apart.
        return any(not overlap(span, other) for other in (spans if len(span) > 1 else gapped))

    return [at for at, span in enumerate(spans) if is_apart(span)]


def _parts_and_wholes(
    as_part: Kind,
    outer: Mapping[int, _Swallow],
    as_whole: Kind,
    inner: Mapping[int, _Swallow],
    paired: Mapping[int, Finding],
) -> dict[int, Finding]:
    """The findings of one side, of which `outer` swallows items and `inner` are items."""
    places: dict[int, list[int]] = {}
    for whole, swallow in sorted(outer.items()):
        for part in swallow.victims:
            places.setdefault(part, []).append(whole)

    def finding(kind: Kind, at: int, partners: Iterable[int]) -> Finding:
        return Finding(kind, tuple(partners), at in paired and paired[at].is_hit)

    found = {at: finding(as_whole, at, swallow.parts) for at, swallow in inner.items()}
    return found | {at: finding(as_part, at, wholes) for at, wholes in places.items()}

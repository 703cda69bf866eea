"""Verdicts: whether what is claimed is said to be true, as gold has it (metrics.md 5).

Over gold claims with a verdict. The partner of a claim is the predicted one that a largest
one-to-one matching of claim spans (IoU over one half) gives it, among those the one with the
greatest total Dice. Without partner, or where that has no verdict, its class is missed; predicted
claims without a partner are ignored.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from math import fsum
from typing import get_args

from musnad.dataset import Verdict

from ..canonical import Runs, Statement
from ..matching import Edge, assign, overlaps
from ..pairing import Comparison
from ..statistics import Counts, Family, Table, add, add_classes, recall

CLASSES: tuple[str, ...] = get_args(Verdict)


def partners(comparison: Comparison) -> Iterator[tuple[Statement, Statement | None]]:
    """Gold claims that have a verdict, each with its partner.

    Spans are matched as sets; claims of the same span are partners in canonical order, so that
    to answer a claim three times, with every verdict, is to answer it once.
    """
    golds, answers = (_by_span(labels.claims) for labels in (comparison.gold, comparison.predicted))
    gold, predicted = list(golds), list(answers)
    edges = [edge for edge in overlaps(gold, predicted) if edge.mostly]

    def worth(edge: Edge) -> float:
        # One pair more is worth more than any total Dice.
        return len(edges) + edge.dice

    chosen = {gold[edge.gold]: predicted[edge.predicted] for edge in assign(edges, worth)}
    for span, claims in golds.items():
        waiting = deque(answers[chosen[span]] if span in chosen else ())
        for claim in claims:
            partner = waiting.popleft() if waiting else None
            if claim.verdict:
                yield claim, partner


def _by_span(claims: Sequence[Statement]) -> dict[Runs, list[Statement]]:
    groups: dict[Runs, list[Statement]] = {}
    for claim in claims:
        groups.setdefault(claim.span, []).append(claim)
    return groups


def _tally(comparison: Comparison) -> Sequence[Counts]:
    pairs = [
        (claim.verdict, partner.verdict if partner else "")
        for claim, partner in partners(comparison)
    ]
    return [
        Counts.of(
            hits=pairs.count((name, name)),
            found=sum(predicted == name for _, predicted in pairs),
            wanted=sum(gold == name for gold, _ in pairs),
        )
        for name in CLASSES
    ]


def distance(gold: str, shares: Sequence[float]) -> float:
    """Half the squared distance between a verdict and the probabilities of the three."""
    pairs = zip(CLASSES, shares, strict=True)
    return fsum((share - (name == gold)) ** 2 for name, share in pairs) / 2


def _tally_brier(comparison: Comparison) -> Sequence[Counts]:
    distances = [
        distance(claim.verdict, partner.verdict_p)
        for claim, partner in partners(comparison)
        if partner and partner.verdict_p
    ]
    return [Counts.of(hits=fsum(distances), found=len(distances), wanted=len(distances))]


def _brier(counts: Table) -> Table:
    return recall(counts[..., 0, :])


add_classes(
    "verdict",
    Family(CLASSES, ("claims", "verdicts"), ("claims", "verdict"), _tally),
    "the verdict on gold claims, each taken from its predicted partner",
    undefined="no claim has a verdict",
)
add(
    "verdict_brier",
    Family(("brier",), ("claims", "verdicts"), ("claims", "verdict_p"), _tally_brier),
    _brier,
    "mean squared distance of the probabilities of the verdicts, halved; 0 is best",
    undefined="no partner of a claim with a verdict has probabilities",
    keys=("brier",),
    best=0.0,
)

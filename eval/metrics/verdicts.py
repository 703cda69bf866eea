"""Verdicts: whether what is claimed is said to be true, as gold has it (metrics.md 5).

Over gold claims with a verdict. The partner of a claim is the predicted one that a largest
one-to-one matching of claim spans (IoU over one half) gives it, among those the one with the
greatest total Dice. Without partner, or where that has no verdict, its class is missed; predicted
claims without a partner are ignored.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum
from typing import get_args

import numpy

from musnad.dataset import Verdict

from ..block import Block, by_class, rows
from ..line import Places, firsts, identities, numbers
from ..matching import assigned, overlapping
from ..statistics import Family, Table, add, add_classes, recall

CLASSES: tuple[str, ...] = get_args(Verdict)


def partners(block: Block) -> Places:
    """For each gold claim the position of its partner, -1 where it has none.

    Spans are matched as sets; claims of the same span are partners in canonical order, so that
    to answer a claim three times, with every verdict, is to answer it once.
    """
    golds, others = block.roles("claim")
    one, other = identities(golds, others)
    wanted, found = firsts(one), firsts(other)
    near = overlapping(golds.take(wanted), others.take(found))
    near = near.only(near.mostly)
    # One pair more is worth more than any total Dice.
    pairs = numpy.bincount(golds.articles[wanted[near.gold]], minlength=len(block))
    pairs = pairs[golds.articles[wanted[near.gold]]]
    chosen = near.only(assigned(near, pairs + near.dice))
    # Claims of the same span follow each other.
    sizes = numpy.bincount(numpy.searchsorted(other[found], other[other >= 0]))
    groups = numpy.searchsorted(one[wanted], one)
    answers = numpy.full(len(wanted) + 1, -1)
    answers[chosen.gold] = chosen.predicted
    place = numpy.arange(len(golds)) - numpy.append(wanted, 0)[groups]
    group = answers[groups]
    held = (one >= 0) & (group >= 0)
    held[held] = place[held] < sizes[group[held]]
    partner = numpy.full(len(golds), -1)
    partner[held] = found[group[held]] + place[held]
    return partner


def _count(block: Block) -> Table:
    place = {name: at for at, name in enumerate(CLASSES)}
    gold, predicted = (
        numbers(place.get(value, -1) for value in side.values("verdict")) for side in block.claims
    )
    partner = partners(block)
    answered = numpy.append(predicted, -1)[partner]
    held = gold >= 0
    articles = block.claims[0].articles
    return by_class(block, articles[held], gold[held], answered[held], len(CLASSES))


def distance(gold: str, shares: Sequence[float]) -> float:
    """Half the squared distance between a verdict and the probabilities of the three."""
    pairs = zip(CLASSES, shares, strict=True)
    return fsum((share - (name == gold)) ** 2 for name, share in pairs) / 2


def _count_brier(block: Block) -> Table:
    gold, predicted = block.claims
    shares = predicted.values("verdict_p")
    scored = [
        (article, distance(verdict, shares[at]))
        for verdict, article, at in zip(
            gold.values("verdict"), gold.articles.tolist(), partners(block).tolist(), strict=True
        )
        if verdict and at >= 0 and shares[at]
    ]
    articles = numbers(article for article, _ in scored)
    hits = block.sums(numpy.array([value for _, value in scored]), articles)
    found = block.numbers(articles)
    return rows(hits, found, hits, found)[:, numpy.newaxis]


def _brier(counts: Table) -> Table:
    return recall(counts[..., 0, :])


add_classes(
    "verdict",
    Family(CLASSES, ("claims", "verdicts"), ("claims", "verdict"), _count),
    "the verdict on gold claims, each taken from its predicted partner",
    undefined="no claim has a verdict",
)
add(
    "verdict_brier",
    Family(("brier",), ("claims", "verdicts"), ("claims", "verdict_p"), _count_brier),
    _brier,
    "mean squared distance of the probabilities of the verdicts, halved; 0 is best",
    undefined="no partner of a claim with a verdict has probabilities",
    keys=("brier",),
    best=0.0,
)

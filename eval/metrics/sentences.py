"""Checkable sentences: F1, average precision, AUROC over the sentences of a split (metrics.md 5).

A sentence is checkable if the first weighted code point of a checkable claim lies in it; its score
is the largest `p` of those claims, 0 without one. Both sides have the gold sentences.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from musnad.dataset import Layer

from ..canonical import Labels, Runs
from ..pairing import Comparison
from ..ranking import auroc, average_precision
from ..statistics import Counts, Family, Pool, add, add_prf, one_by_one

NEEDS: tuple[Layer, ...] = ("claims", "checkable", "sentences")
ANSWERS = ("claims", "checkable")


def checkable(labels: Labels, sentences: Runs) -> dict[int, float]:
    """The checkable sentences, by position, each with its score."""
    starts = [start for start, _ in sentences]
    found: dict[int, float] = {}
    for claim in labels.claims:
        if claim.checkable == "true":
            first = claim.span[0][0]
            at = bisect_right(starts, first) - 1
            if at >= 0 and first < sentences[at][1]:
                found[at] = max(found.get(at, 0.0), claim.p)
    return found


def _tally(comparison: Comparison) -> Sequence[Counts]:
    sentences = comparison.gold.sentences
    gold, predicted = (
        checkable(labels, sentences) for labels in (comparison.gold, comparison.predicted)
    )
    hits = len(gold.keys() & predicted.keys())
    return [Counts.of(hits=hits, found=len(predicted), wanted=len(gold))]


def _pool(comparison: Comparison) -> Mapping[float, Counts]:
    """By score: all sentences as found, the checkable ones as wanted."""
    sentences = comparison.gold.sentences
    gold = checkable(comparison.gold, sentences)
    predicted = checkable(comparison.predicted, sentences)
    items: dict[float, int] = {}
    positives: dict[float, int] = {}
    for at in range(len(sentences)):
        score = predicted.get(at, 0.0)
        items[score] = items.get(score, 0) + 1
        positives[score] = positives.get(score, 0) + (at in gold)
    return {
        score: Counts.of(hits=positives[score], found=size, wanted=positives[score])
        for score, size in items.items()
    }


POOL = Pool(NEEDS, ANSWERS, _pool)

add_prf(
    "checkable_sentence",
    Family(("sentence",), NEEDS, ANSWERS, one_by_one(_tally)),
    "sentence",
    "sentences in which a checkable claim begins",
    parts=["f1"],
)
add(
    "checkable_sentence_ap",
    POOL,
    average_precision,
    "average precision of sentences ranked by the probability of their checkable claims",
    undefined="no sentence holds a checkable claim",
)
add(
    "checkable_sentence_auroc",
    POOL,
    auroc,
    "chance that a checkable sentence scores above another (area under the ROC curve)",
    undefined="all sentences are checkable, or none is",
)

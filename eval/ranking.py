"""Ranking formulas over pooled items: average precision, AUROC, Kendall's tau-b, Spearman's rho.

They take counts of items by what was given on them, so that a resample, in which an item stands
several times, is scored without being written out. Equal scores are one place in the ranking, so
that no order of items can matter. What the libraries compute on the repeated items is the same.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy

from .statistics import Key, Table, quotient


def average_precision(counts: Table, scores: Sequence[Key]) -> Table:
    """Precision at each distinct score, weighted by the positives that have it.

    Args:
        counts: `(…, score, COLUMNS)`; the wanted are the positives, the found are all items.
        scores: ascending.

    Returns:
        scikit-learn's `average_precision_score`; NaN without a positive.
    """
    positives = counts[..., ::-1, 3]
    items = counts[..., ::-1, 1].cumsum(axis=-1)
    found = positives.cumsum(axis=-1)
    precision = numpy.divide(found, items, out=numpy.zeros_like(items), where=items > 0)
    return quotient((positives * precision).sum(axis=-1), positives.sum(axis=-1))


def auroc(counts: Table, scores: Sequence[Key]) -> Table:
    """The share of pairs of a positive and a negative in which the positive scores higher.

    A tie is half a pair.

    Args:
        counts: `(…, score, COLUMNS)`; the wanted are the positives, the found are all items.
        scores: ascending.

    Returns:
        scikit-learn's `roc_auc_score`; NaN if all items are of one class.
    """
    positives = counts[..., 3]
    negatives = counts[..., 1] - positives
    below = negatives.cumsum(axis=-1) - negatives / 2
    pairs = positives.sum(axis=-1) * negatives.sum(axis=-1)
    return quotient((positives * below).sum(axis=-1), pairs)


def tau_b(counts: Table, items: Sequence[tuple[float, float]]) -> Table:
    """Kendall's tau-b between two values of each item (Kendall 1945).

    Args:
        counts: `(…, item, COLUMNS)`; the found are how often an item stands.
        items: the two values of each.

    Returns:
        SciPy's `kendalltau`; NaN if one of the values is constant.
    """
    weights = counts[..., 1]
    one, other = (_signs(items, at) for at in (0, 1))
    both, first, second = (
        ((weights @ signs) * weights).sum(axis=-1)
        for signs in (one * other, numpy.abs(one), numpy.abs(other))
    )
    return quotient(both, numpy.sqrt(first * second))


def spearman(counts: Table, items: Sequence[tuple[float, float]]) -> Table:
    """Spearman's rho: the correlation of the ranks of two values, equal values sharing a rank.

    Args:
        counts: `(…, item, COLUMNS)`; the found are how often an item stands.
        items: the two values of each.

    Returns:
        SciPy's `spearmanr`; NaN if one of the values is constant.
    """
    weights = counts[..., 1]
    one, other = (_ranks(weights, [item[at] for item in items]) for at in (0, 1))
    shared, first, second = (
        (weights * left * right).sum(axis=-1)
        for left, right in ((one, other), (one, one), (other, other))
    )
    return quotient(shared, numpy.sqrt(first * second))


def _signs(items: Sequence[tuple[float, float]], at: int) -> Table:
    values = numpy.array([item[at] for item in items], dtype=float)
    signs: Table = numpy.sign(values[:, numpy.newaxis] - values[numpy.newaxis, :])
    return signs


def _ranks(weights: Table, values: Sequence[float]) -> Table:
    """Twice the distance of each item's rank from the mean rank, which is a whole number.

    The items below an item, twice, and those equal to it, less the number of all.
    """
    _, place = numpy.unique(numpy.array(values, dtype=float), return_inverse=True)
    groups = numpy.zeros((len(values), int(place.max(initial=-1)) + 1))
    groups[numpy.arange(len(values)), place] = 1
    sizes = weights @ groups
    twice = (2 * sizes.cumsum(axis=-1) - sizes)[..., place]
    centred: Table = twice - weights.sum(axis=-1)[..., numpy.newaxis]
    return centred

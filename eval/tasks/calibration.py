"""Calibration: whether what is said to be right with some probability is right as often as that."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

import numpy

from ..statistics import Counts, Table, quotient

BINS = 10
DRAWS = 1000
SEED = 12345
# How many draws of assertions are in memory at once.
BLOCK = 2**22


def bin_of(p: float) -> int:
    """Which of ten equally wide bins a probability is in; 1 is in the last."""
    return min(BINS - 1, int(p * BINS))


def tally_bins(p: float, right: int, items: int) -> list[Counts]:
    """Counts by bin: probabilities and items as found, what is right and items as wanted."""
    counts = [Counts()] * BINS
    counts[bin_of(p)] = Counts(p * items, items, right, items)
    return counts


def calibration_error(counts: Table) -> Table:
    """Expected calibration error (Naeini et al. 2015), from an array `(…, bin, COLUMNS)`.

    The mean over items of the distance between the mean probability of their bin and the share
    of it that is right.
    """
    distances = numpy.abs(counts[..., 0] - counts[..., 2])
    return quotient(distances.sum(axis=-1), counts[..., 1].sum(axis=-1))


def calibrated_error(
    probabilities: Sequence[float], *, draws: int = DRAWS, seed: int = SEED
) -> float:
    """The calibration error to expect of these probabilities if every one of them is true.

    With few items chance alone makes it larger than 0: the mean over draws in which each item is
    right with its probability. The draws are raw words of PCG64, which never change.
    """
    p = numpy.array(sorted(probabilities), dtype=float)
    bins = numpy.zeros((len(p), BINS))
    bins[numpy.arange(len(p)), [bin_of(value) for value in p]] = 1
    expected = numpy.array([fsum(p[bins[:, at] == 1].tolist()) for at in range(BINS)])
    words, errors = numpy.random.PCG64(seed), numpy.zeros(draws)
    rows = max(1, BLOCK // max(1, len(p)))
    for start in range(0, draws, rows):
        size = min(rows, draws - start)
        uniform = (words.random_raw(size * len(p)) >> numpy.uint64(11)) * 2.0**-53
        right = uniform.reshape(size, len(p)) < p
        distances = numpy.abs(right @ bins - expected).sum(axis=1)
        errors[start : start + size] = distances / len(p)
    return fsum(errors.tolist()) / draws

"""Calibration error: bins by hand, and what chance alone makes of it."""

from __future__ import annotations

from itertools import product
from math import prod

import numpy
import pytest

from musnad.eval.tasks.calibration import (
    bin_of,
    calibrated_error,
    calibration_error,
    tally_bins,
)


@pytest.mark.parametrize(
    ("p", "bin_"),
    [(0.0, 0), (0.05, 0), (0.1, 1), (0.3, 3), (0.6, 6), (0.7, 7), (0.95, 9), (0.99, 9), (1.0, 9)],
)
def test_bins_are_equally_wide_and_closed_below(p: float, bin_: int) -> None:
    assert bin_of(p) == bin_


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        # (p, right, items): one bin, .75 against 3/4
        ([(0.75, 3, 4)], 0),
        ([(0.75, 1, 2)], 0.25),
        ([(1.0, 0, 3)], 1),
        # two sources of one bin: |(.72·2 + .78·2)/4 - 3/4| = 0
        ([(0.72, 1, 2), (0.78, 2, 2)], 0),
        # two bins, weighted by items: (|.2 - 0|·1 + |.9 - 2/3|·3) / 4
        ([(0.2, 0, 1), (0.9, 2, 3)], (0.2 + 0.7) / 4),
    ],
)
def test_the_error_is_the_mean_distance_of_the_bins(given, expected: float) -> None:
    table = numpy.zeros((10, 4))
    for p, right, items in given:
        table += numpy.array([counts.row for counts in tally_bins(p, right, items)])
    assert calibration_error(table[None])[0] == pytest.approx(expected)


def test_without_items_there_is_no_error() -> None:
    assert numpy.isnan(calibration_error(numpy.zeros((1, 10, 4)))[0])


@pytest.mark.parametrize("chances", [[0.5], [0.75, 0.75, 0.75, 0.75], [0.15, 0.5, 0.55, 0.95, 1.0]])
def test_the_expected_error_is_that_of_all_outcomes(chances: list[float]) -> None:
    exact = 0.0
    for right in product([0, 1], repeat=len(chances)):
        table = numpy.zeros((10, 4))
        for p, one in zip(chances, right, strict=True):
            table += numpy.array([counts.row for counts in tally_bins(p, one, 1)])
        share = prod(p if one else 1 - p for p, one in zip(chances, right, strict=True))
        exact += share * float(calibration_error(table[None])[0])
    # an error in [0, 1] has a standard deviation of at most 1/2: five standard errors
    draws = 20_000
    assert calibrated_error(chances, draws=draws) == pytest.approx(exact, abs=2.5 / draws**0.5)


def test_certain_answers_that_are_true_have_no_error() -> None:
    assert calibrated_error([0.0, 1.0, 1.0]) == 0


def test_the_draws_never_change_and_do_not_depend_on_order() -> None:
    chances = [0.1, 0.4, 0.4, 0.8]
    assert calibrated_error(chances) == calibrated_error(chances[::-1])
    # a change here is a change of NumPy: 1,068.4 in 1,000 draws of four
    assert calibrated_error(chances) == pytest.approx(0.2671, abs=1e-12)

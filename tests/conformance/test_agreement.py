"""Krippendorff's alpha beside the package `krippendorff` 0.9.0, where both are defined."""

from __future__ import annotations

import random
from collections import Counter

import numpy
import pytest

from musnad.eval.agreement import alpha, pattern

krippendorff = pytest.importorskip("krippendorff")

LABELS = ("ask", "commit", "deny", "state")


def ratings(number: int) -> list[list[str | None]]:
    """A table of two to seven coders and one to forty units, more or less full."""
    random_ = random.Random(f"agreement {number}")
    labels = LABELS[: random_.randint(2, len(LABELS))]
    missing, copying = random_.random() ** 2, random_.random()
    units = [random_.choice(labels) for _ in range(random_.randint(1, 40))]
    return [
        [
            None
            if random_.random() < missing
            else truth
            if random_.random() < copying
            else random_.choice(labels)
            for truth in units
        ]
        for _ in range(random_.randint(2, 7))
    ]


def test_alpha_equals_that_of_the_package(numbers: range) -> None:
    undefined = 0
    for number in numbers:
        table = ratings(number)
        ours = alpha(Counter(pattern(unit) for unit in zip(*table, strict=True)))
        codes = [
            [numpy.nan if label is None else float(LABELS.index(label)) for label in coder]
            for coder in table
        ]
        if ours.value is None or ours.constant:
            # The package raises an error or divides by zero here (all-equal data, no pair).
            undefined += 1
            continue
        theirs = krippendorff.alpha(reliability_data=codes, level_of_measurement="nominal")
        assert ours.value == pytest.approx(float(theirs), rel=0, abs=1e-12), number
    assert undefined < len(numbers) / 2

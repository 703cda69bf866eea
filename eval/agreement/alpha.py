"""Krippendorff's alpha for nominal labels, from the matrix of coincidences.

K. Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, sections B to D (any number of
coders, missing labels). All sums are exact fractions: neither the order of units nor that of
coders can change a digit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

Pattern: TypeAlias = tuple[str, ...]
Patterns: TypeAlias = Mapping[Pattern, int]
"""How many units were given these labels; patterns of several articles add up."""

ONE_LABEL = "every label is the same, so chance cannot be told from agreement"


@dataclass(frozen=True, slots=True)
class Alpha:
    """An alpha, or None with a reason; `units` is how many units two coders or more labelled.

    `constant` marks an alpha of 1 by definition: all labels of all units are the same.
    """

    value: float | None
    units: int
    constant: bool = False
    reason: str | None = None


def pattern(labels: Iterable[str | None]) -> Pattern:
    """What coders said of one unit, whoever said what; None is a coder who said nothing.

    >>> pattern(["deny", None, "state", "deny"])
    ('deny', 'deny', 'state')
    """
    return tuple(sorted(label for label in labels if label is not None))


def coincidences(patterns: Patterns) -> dict[tuple[str, str], Fraction]:
    """The matrix o_ck: pairs of labels of one unit, each unit worth as many as it has labels.

    >>> {pair: str(sum) for pair, sum in coincidences({("no", "no", "yes"): 1}).items()}
    {('no', 'no'): '1', ('no', 'yes'): '1', ('yes', 'no'): '1', ('yes', 'yes'): '0'}
    """
    cells: dict[tuple[str, str], Fraction] = {}
    for labels, units in patterns.items():
        if len(labels) < 2:
            continue
        counts = Counter(labels)
        for one in counts:
            for other in counts:
                pairs = counts[one] * (counts[other] - (one == other))
                worth = Fraction(units * pairs, len(labels) - 1)
                cells[one, other] = cells.get((one, other), Fraction()) + worth
    return cells


def alpha(patterns: Patterns) -> Alpha:
    """Krippendorff's alpha, nominal: 1 − observed / expected disagreement.

    With n_c the sum of row c of the matrix and n that of all of it,
    α = 1 − (n − 1) · Σ o_ck / Σ n_c · n_k, both sums over c ≠ k.

    >>> alpha({("no", "no"): 2, ("yes", "yes"): 1, ("no", "yes"): 1})
    Alpha(value=0.5333333333333333, units=4, constant=False, reason=None)
    """
    units = sum(count for labels, count in patterns.items() if len(labels) > 1)
    if not units:
        return Alpha(None, 0, reason="nothing was labelled by two annotators")
    cells = coincidences(patterns)
    rows: dict[str, Fraction] = {}
    for (one, _), worth in cells.items():
        rows[one] = rows.get(one, Fraction()) + worth
    total = sum(cells.values())
    differing = sum(worth for (one, other), worth in cells.items() if one != other)
    by_chance = total**2 - sum(row**2 for row in rows.values())
    if not by_chance:
        return Alpha(1.0, units, constant=True, reason=ONE_LABEL)
    return Alpha(float(1 - (total - 1) * differing / by_chance), units)

"""Values: what a claim says about a fact, and when two claims cannot both be true.

A value is `=v`, `>=v`, `<=v`, `a..b` or `~v` (v ± 10 %, at least 1) for a number, a prefix of an
ISO date or time for a moment, or a word of the fact's closed list.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from musnad.errors import DataError

Kind = Literal[
    "count", "quantity", "money", "percent", "date", "time", "cause", "place", "person", "yesno"
]
NUMBERS: tuple[Kind, ...] = ("count", "quantity", "money", "percent")
MOMENTS: tuple[Kind, ...] = ("date", "time")


@dataclass(frozen=True, slots=True)
class Range:
    """The numbers from `low` to `high`, both included; no `high` means without end."""

    low: Fraction
    high: Fraction | None

    def within(self, other: Range) -> bool:
        """Whether every number of this range lies in the other."""
        above = other.high is None or (self.high is not None and self.high <= other.high)
        return other.low <= self.low and above


def number(value: str, kind: Kind) -> Range:
    """The numbers that a value allows; those of a count are whole.

    >>> number("~17", "count")
    Range(low=Fraction(16, 1), high=Fraction(18, 1))

    Raises:
        DataError: the value is not of the grammar.
    """
    try:
        low, high = _bounds(value)
    except (ValueError, ZeroDivisionError):
        known = "'=v', '>=v', '<=v', 'a..b' or '~v'"
        raise DataError(f"value {value!r} is not a number; expected {known}") from None
    if kind == "count":
        low = Fraction(math.ceil(low))
        high = None if high is None else Fraction(math.floor(high))
    return Range(max(low, Fraction(0)), high)


def _bounds(value: str) -> tuple[Fraction, Fraction | None]:
    if value.startswith(">="):
        return Fraction(value[2:]), None
    if value.startswith("<="):
        return Fraction(0), Fraction(value[2:])
    if value.startswith("~"):
        middle = Fraction(value[1:])
        margin = max(middle / 10, Fraction(1))
        return middle - margin, middle + margin
    if ".." in value:
        low, _, high = value.partition("..")
        return Fraction(low), Fraction(high)
    if value.startswith("="):
        return Fraction(value[1:]), Fraction(value[1:])
    raise ValueError(value)


def holds(kind: Kind, value: str, truth: str) -> bool:
    """Whether a value is true of a fact whose true value is `truth` (a plain number, a word).

    >>> holds("count", ">=15", "17"), holds("date", "2031-05", "2031-05-12")
    (True, True)
    """
    if kind in NUMBERS:
        exact = Fraction(truth)
        return Range(exact, exact).within(number(value, kind))
    if kind in MOMENTS:
        return truth.startswith(value)
    return value == truth


def compatible(
    kind: Kind, one: str, other: str, *, denied: tuple[bool, bool], words: int = 3
) -> bool:
    """Whether some value satisfies two assertions about one fact.

    Args:
        kind: the fact's type.
        one: a value.
        other: another value of the same fact.
        denied: whether the first and the second are denials, satisfied by all they exclude.
        words: how many words the fact's closed list holds, where it has one.
    """
    if denied == (True, False):
        return compatible(kind, other, one, denied=(False, True), words=words)
    if kind in NUMBERS:
        return _numbers(number(one, kind), number(other, kind), denied, kind == "count")
    if kind in MOMENTS:
        if denied[0]:
            return True
        return not one.startswith(other) if denied[1] else one.startswith(other[: len(one)])
    if denied[0]:
        return len({one, other}) < (2 if kind == "yesno" else words)
    return (one != other) if denied[1] else one == other


def _numbers(one: Range, other: Range, denied: tuple[bool, bool], whole: bool) -> bool:
    if not denied[1]:
        low = max(one.low, other.low)
        return all(high is None or low <= high for high in (one.high, other.high))
    if not denied[0]:
        return not one.within(other)
    # Two denials clash only where together they leave no number over.
    first, last = sorted((one, other), key=lambda part: part.low)
    if first.low > 0:
        return True
    if first.high is None:
        return False
    return last.high is not None or last.low > first.high + whole

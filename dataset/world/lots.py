"""Lots: seeded choices whose outcome never changes.

Raw 64-bit words of PCG64 are stable across NumPy versions (NEP 19) and distribution methods are
not, so choices are made from the upper half of a word by multiply-shift.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import TypeVar

import numpy

Item = TypeVar("Item")


class Lots:
    """A stream of choices; streams of other names are independent of it."""

    def __init__(self, seed: int, *names: str) -> None:
        entropy = [seed, *(zlib.crc32(name.encode()) for name in names)]
        self._words = numpy.random.PCG64(numpy.random.SeedSequence(entropy))

    def below(self, bound: int) -> int:
        """A whole number from 0 to `bound` - 1.

        >>> lots = Lots(1, "نوران")
        >>> [lots.below(6) for _ in range(5)] == [Lots(1, "نوران").below(6)] * 5
        False
        """
        return (int(self._words.random_raw()) >> 32) * bound >> 32

    def chance(self, share: float) -> bool:
        """True in this share of all draws, to a millionth."""
        return self.below(1_000_000) < round(share * 1_000_000)

    def choose(self, items: Sequence[Item]) -> Item:
        """One of the items."""
        return items[self.below(len(items))]

    def shuffled(self, items: Sequence[Item]) -> list[Item]:
        """The items in an order drawn by lot."""
        mixed = list(items)
        for last in range(len(mixed) - 1, 0, -1):
            other = self.below(last + 1)
            mixed[last], mixed[other] = mixed[other], mixed[last]
        return mixed


class Quota:
    """Hands out labels so that their shares hold over a whole corpus, not only on average.

    Every call credits each label with its share and takes one from the label that is handed out;
    a label that could not be used keeps its credit for the next place that fits.
    """

    def __init__(self, shares: dict[str, float], lots: Lots) -> None:
        self._shares = shares
        # A random start, so that the rare labels do not all fall on the same place.
        self._credit = {label: share * lots.below(1000) / 1000 for label, share in shares.items()}

    def next(self, eligible: Sequence[str]) -> str:
        """The eligible label that is most in arrears; ties go to the first in the list."""
        for label, share in self._shares.items():
            self._credit[label] += share
        chosen = max(eligible, key=lambda label: self._credit[label])
        self._credit[chosen] -= 1
        return chosen

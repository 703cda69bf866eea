"""Weights: which code points of a text count (letters and digits), as running totals."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .records import Span

TATWEEL = "\u0640"


def is_weighted(char: str) -> bool:
    """Whether a character is a letter or digit (general category L* or N*, but not tatweel).

    Tatweel is a letter to Unicode and a stroke to a reader.
    """
    return char != TATWEEL and unicodedata.category(char)[0] in "LN"


class _Table(dict[int, str]):
    """A `str.translate` table that maps a code point to "1" or "0", filled on demand."""

    def __missing__(self, code: int) -> str:
        weight = self[code] = "1" if is_weighted(chr(code)) else "0"
        return weight


_TABLE = _Table()


@lru_cache(maxsize=64)
def ranks(text: str) -> list[int]:
    """For each offset of `text`, how many weighted code points stand before it.

    The list has `len(text) + 1` entries, so that `ranks[end] - ranks[start]` is the weight of
    `[start, end)`.
    """
    totals = [0]
    total = 0
    for flag in text.translate(_TABLE):
        if flag == "1":
            total += 1
        totals.append(total)
    return totals


def runs(span: Span, totals: list[int]) -> tuple[tuple[int, int], ...]:
    """A span in canonical form: maximal runs of weighted code points, as ranks.

    Two spans cover the same letters and digits iff their runs are equal, however they were cut
    into fragments (metrics.md 1).
    """
    pieces = sorted((totals[fragment.start], totals[fragment.end]) for fragment in span)
    out: list[tuple[int, int]] = []
    for start, end in pieces:
        if start == end:
            continue
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return tuple(out)

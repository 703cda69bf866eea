"""Weights: which code points of a text count (letters and digits), as running totals."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy
    import numpy.typing

    from .records import Span

TATWEEL = "\u0640"
# The first such character in a stretch of text; `\w` is letters, digits and the low line.
WEIGHTED = re.compile(rf"[^\W_{TATWEEL}]")
# What stands in the table for a code point that no text has held yet.
UNKNOWN = 2


def is_weighted(char: str) -> bool:
    """Whether a character is a letter or digit (general category L* or N*, but not tatweel).

    Tatweel is a letter to Unicode and a stroke to a reader.
    """
    return char != TATWEEL and unicodedata.category(char)[0] in "LN"


class _Flags(dict[str, int]):
    """1 for a character that is weighted, 0 for any other; filled as texts hold them."""

    def __missing__(self, char: str) -> int:
        flag = self[char] = int(is_weighted(char))
        return flag


FLAGS = _Flags()


def ranks(text: str) -> list[int]:
    """For each offset of `text`, how many weighted code points stand before it.

    The list has `len(text) + 1` entries, so that `ranks[end] - ranks[start]` is the weight of
    `[start, end)`.
    """
    return [*accumulate(map(FLAGS.__getitem__, text), initial=0)]


@cache
def _table() -> numpy.typing.NDArray[numpy.uint8]:
    """By code point: 1 weighted, 0 not, UNKNOWN not looked up yet."""
    import numpy

    return numpy.full(0x110000, UNKNOWN, dtype=numpy.uint8)


def weighted(text: str) -> numpy.typing.NDArray[numpy.uint8]:
    """1 for each code point that counts, 0 for the others."""
    import numpy

    units = text.encode("utf-16-le", "surrogatepass")
    # Half the bytes, where each code point is one unit.
    codes: numpy.typing.NDArray[numpy.integer[Any]] = numpy.frombuffer(units, dtype=numpy.uint16)
    if len(codes) > len(text):
        codes = numpy.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=numpy.int32)
    table = _table()
    flags = table.take(codes)
    if len(flags) and flags.max() == UNKNOWN:
        for code in set(codes[flags == UNKNOWN].tolist()):
            table[code] = FLAGS[chr(code)]
        flags = table.take(codes)
    return flags


def counted(text: str) -> memoryview[int]:
    """`ranks` in a tenth of the time, once NumPy is there."""
    import numpy

    flags = weighted(text)
    totals = numpy.zeros(len(flags) + 1, dtype=numpy.int32)
    flags.cumsum(out=totals[1:])
    return totals.data


# For texts that are asked for again and again.
running = lru_cache(maxsize=64)(counted)


def runs(span: Span, totals: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """A span in canonical form: maximal runs of weighted code points, as ranks.

    Two spans cover the same letters and digits iff their runs are equal, however they were cut
    into fragments (metrics.md 1).
    """
    if len(span) == 1:
        start, end = totals[span[0].start], totals[span[0].end]
        return ((start, end),) if start < end else ()
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

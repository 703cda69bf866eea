"""Weights: three ways to see which characters count, one answer."""

from __future__ import annotations

import sys

from musnad.dataset import is_weighted, ranks
from musnad.dataset.weights import WEIGHTED, counted

EVERY = "".join(map(chr, range(sys.maxunicode + 1)))


def test_the_pattern_finds_exactly_the_weighted_characters() -> None:
    assert "".join(WEIGHTED.findall(EVERY)) == "".join(filter(is_weighted, EVERY))


def test_totals_are_the_same_with_numpy_and_without() -> None:
    for text in ("", "\n", "قالـت 3 ١٢ é\u0301", EVERY[::7]):
        assert counted(text).tolist() == ranks(text)

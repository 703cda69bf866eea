"""Latent reliability: how often each source is right, and the side it errs on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from .entities import frozen, table
from .lots import Lots

Errs = Literal["own_side", "lower", "higher", "any"]
# Own side three times in five.
ERRS: tuple[Errs, ...] = ("own_side",) * 6 + ("lower", "higher", "any", "any")
LEAST, MOST = 0.30, 0.95


@dataclass(frozen=True, slots=True)
class Nature:
    """What is hidden about a source: its share of right assertions, the side of the others."""

    right: float
    errs: Errs


@cache
def natures() -> Mapping[str, Nature]:
    """The nature of every source and outlet, by id."""
    return {key: Nature(**frozen(row)) for key, row in table("latent.toml").items()}


def draw_nature(lots: Lots) -> Nature:
    """A nature drawn by lot, for a source that joins the world."""
    share = LEAST + (MOST - LEAST) * lots.below(1001) / 1000
    return Nature(round(share, 2), lots.choose(ERRS))

"""Signatures: one line a score that names every choice that could change a digit."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, fields, replace
from importlib.metadata import version
from typing import Any

from musnad.dataset.validation.spans import MAX_FRAGMENTS

# What the scorer does that no argument changes; a new value here is a new signature.
FIXED_OPTIONS = {
    "specification": "metrics-1",
    "weights": "letters-and-digits",
    "iou": "more-than-half",
    "right_source_bonus": "2^-20",
    "max_fragments": MAX_FRAGMENTS,
}


@dataclass(frozen=True, slots=True)
class Signature:
    """The choices behind a score; two scores compare iff these agree apart from `ci` and `rs`."""

    metric: str
    data: str
    lang: str
    n: int
    unit: str
    ci: str
    rs: int
    miss: int
    cfg: str
    v: str

    def __str__(self) -> str:
        pairs = ((item.name, getattr(self, item.name)) for item in fields(self)[1:])
        return "|".join([self.metric, *(f"{key}:{value}" for key, value in pairs)])

    def comparable(self) -> str:
        """The signature without metric, interval and seed: scores compare iff it is equal."""
        return str(replace(self, metric="", ci="", rs=0))


def configuration(options: dict[str, Any]) -> str:
    """First 8 hexadecimal digits of the SHA-256 of all options, fixed ones included."""
    text = json.dumps({**FIXED_OPTIONS, **options}, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def scorer_version() -> str:
    """The version of Musnad that computes the score."""
    return version("musnad")

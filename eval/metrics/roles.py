"""Role scores over the pairing M: how well cues and sources of paired attributions agree."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from ..pairing import Comparison, role_dice
from ..statistics import Counts, Family, add_prf


def _family(role: str) -> Family:
    def tally(comparison: Comparison) -> Sequence[Counts]:
        return [
            Counts.of(
                hits=fsum(role_dice(comparison.pairs, role)),
                found=sum(bool(getattr(item, role)) for item in comparison.predicted.attributions),
                wanted=sum(bool(getattr(item, role)) for item in comparison.gold.attributions),
            )
        ]

    return Family((role,), ("attributions",), ("attributions",), tally)


for _role in ("cue", "source"):
    _text = f"{_role} spans of attributions paired by content, each pair worth its Dice"
    add_prf(f"{_role}_role", _family(_role), _role, _text, parts=["f1"])

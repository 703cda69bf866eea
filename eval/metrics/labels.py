"""Labels of paired attributions: act, style, source type, named.

Counted over pairs of M whose contents (without content: cues) overlap by more than half, equal
attributions of a side taken once; a pair whose gold side has no such label (null: does not apply)
is no item.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import get_args

from musnad.dataset import Act, Layer, SourceType, Style

from ..pairing import Comparison
from ..statistics import Counts, Family, add_classes

CLASSES: dict[Layer, tuple[str, ...]] = {
    "act": get_args(Act),
    "style": get_args(Style),
    "type": get_args(SourceType),
    "named": ("true", "false"),
}

NOTHING = Counts()


def _family(label: Layer, classes: Sequence[str]) -> Family:
    value = attrgetter(label)

    def tally(comparison: Comparison) -> Sequence[Counts]:
        pairs = [
            (given, value(pair.predicted))
            for pair in comparison.distinct_pairs
            if pair.firm and (given := value(pair.gold))
        ]
        golds, others = [gold for gold, _ in pairs], [predicted for _, predicted in pairs]
        hits = [gold for gold, predicted in pairs if gold == predicted]
        return [
            Counts.of(hits=hits.count(name), found=others.count(name), wanted=golds.count(name))
            if name in golds or name in others
            else NOTHING
            for name in classes
        ]

    return Family(tuple(classes), ("attributions", label), ("attributions", label), tally)


for _label, _classes in CLASSES.items():
    _text = f"the {_label} of well-paired attributions"
    add_classes(
        _label,
        _family(_label, _classes),
        _text,
        undefined="no well-paired attribution has this label",
    )

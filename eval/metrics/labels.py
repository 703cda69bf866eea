"""Labels of paired attributions: act, style, source type, named.

Counted over pairs of M whose contents (without content: cues) overlap by more than half, equal
attributions of a side taken once; a pair whose gold side has no such label (null: does not apply)
is no item.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import get_args

from musnad.dataset import Act, Layer, SourceType, Style

from ..block import Block, by_class
from ..line import numbers
from ..statistics import Family, Table, add_classes

CLASSES: dict[Layer, tuple[str, ...]] = {
    "act": get_args(Act),
    "style": get_args(Style),
    "type": get_args(SourceType),
    "named": ("true", "false"),
}


def count_labels(block: Block, label: str, classes: Sequence[str]) -> Table:
    """The counts of each class over well-paired attributions that have the label in gold."""
    block = block.distinct
    place = {name: at for at, name in enumerate(classes)}
    gold, predicted = (
        numbers(place.get(value, -1) for value in side.values(label)) for side in block.sides
    )
    pairs = block.pairs
    held = pairs.firm & (gold[pairs.gold] >= 0)
    one, other = gold[pairs.gold[held]], predicted[pairs.predicted[held]]
    articles = block.sides[0].articles[pairs.gold[held]]
    return by_class(block, articles, one, other, len(classes))


for _label, _classes in CLASSES.items():
    add_classes(
        _label,
        Family(
            tuple(_classes),
            ("attributions", _label),
            ("attributions", _label),
            partial(count_labels, label=_label, classes=_classes),
        ),
        f"the {_label} of well-paired attributions",
        undefined="no well-paired attribution has this label",
    )

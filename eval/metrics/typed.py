"""Typed span metrics: spans of a layer compared only where their labels agree (metrics.md 1, 2).

Claims are keyed by `checkable`, cues and contents by `act`; spans are sets within an article,
layer and key, so that a span under two keys is two items.
"""

from __future__ import annotations

from functools import partial

import numpy

from musnad.dataset import Layer

from ..block import Block, codes
from ..line import combined, firsts, identities
from ..matching import overlapping
from ..statistics import Family, Table, add_prf
from .spans import MATCHED, by_kind

# By prefix: the layer and its label.
KEYED: dict[str, tuple[Layer, Layer]] = {
    "claim": ("claims", "checkable"),
    "cue": ("attributions", "act"),
    "content": ("attributions", "act"),
}


def count_typed(block: Block, prefix: str) -> Table:
    """The three kinds of counts for labelled spans, over all labels."""
    gold, predicted = block.roles(prefix)
    labels = codes(*(items.values(KEYED[prefix][1]) for items in block.items(prefix)))
    spans = identities(gold, predicted)
    both = combined(spans, labels)
    kept = [firsts(numpy.where(span < 0, -1, one)) for span, one in zip(spans, both, strict=True)]
    golds, others = gold.take(kept[0]), predicted.take(kept[1])
    edges = overlapping(golds, others)
    one, other = (code[places] for code, places in zip(labels, kept, strict=True))
    same = edges.only(one[edges.gold] == other[edges.predicted])
    return by_kind(block, golds.articles, others.articles, same)


for _prefix, (_layer, _label) in KEYED.items():
    _typed = Family(
        tuple(MATCHED), (_layer, _label), (_layer, _label), partial(count_typed, prefix=_prefix)
    )
    for _kind, _text in MATCHED.items():
        add_prf(
            f"{_prefix}_typed_{_kind}",
            _typed,
            _kind,
            f"{_text.format(_prefix)}, only under the same label ({_label})",
            parts=["f1"],
        )

"""Whole attributions: tuple-strict (all roles equal) and linked (all roles touch)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy

from musnad.dataset import Layer

from ..block import Block, codes, rows
from ..line import Places, combined, identities
from ..matching import matched
from ..statistics import Family, Table, add_prf

Column = Sequence[Places]


def _label(name: str) -> Callable[[Block], Column]:
    return lambda block: codes(*(side.values(name) for side in block.sides))


# By name: what must be equal beside content and source, and the layers that this needs.
VARIANTS: dict[str, tuple[Callable[[Block], Column] | None, tuple[Layer, ...]]] = {
    "": (None, ()),
    "cue": (lambda block: identities(*block.roles("cue")), ()),
    "act": (_label("act"), ("act",)),
    "style": (_label("style"), ("style",)),
}


def strict_keys(block: Block) -> Column:
    """A number for content set and source set; without a source span, the kind of slot."""
    sources = identities(*block.roles("source"))
    slots = codes(*(side.values("slot") for side in block.sides))
    # Kinds of slots are below zero, so that they are no sources.
    heads = [numpy.where(a < 0, -1 - b, a) for a, b in zip(sources, slots, strict=True)]
    return combined(identities(*block.roles("content")), heads)


def common(block: Block, keys: Column) -> Table:
    """By article: the size of the intersection of the two multisets with content."""
    gold, (one, other) = block.sides[0], block.with_content
    size = 1 + max(int(side.max(initial=0)) for side in keys)
    shared = numpy.minimum(
        numpy.bincount(keys[0][one], minlength=size),
        numpy.bincount(keys[1][other], minlength=size),
    )
    # A key holds a content, so it belongs to one article.
    articles = numpy.zeros(size, dtype=numpy.int64)
    articles[keys[0][one]] = gold.articles[one]
    return numpy.bincount(articles, shared, len(block)).astype(float)


def _count_strict(block: Block) -> Table:
    (gold, predicted), (one, other) = block.sides, block.with_content
    found, wanted = block.numbers(predicted.articles, other), block.numbers(gold.articles, one)
    keys = strict_keys(block)
    counts = []
    for extra, _ in VARIANTS.values():
        hits = common(block, combined(keys, extra(block)) if extra else keys)
        counts.append(rows(hits, found, hits, wanted))
    return numpy.stack(counts, axis=1)


def _count_linked(block: Block) -> Table:
    edges = block.touching
    for role in ("cue", "source"):
        edges = edges.only(numpy.isin(block.key(edges), block.key(block.meeting(role))))
    hits = block.numbers(block.sides[0].articles[matched(edges)])
    wanted, found = (
        block.numbers(side.articles, content & cue.present & source.present)
        for side, content, cue, source in zip(
            block.sides, block.with_content, block.roles("cue"), block.roles("source"), strict=True
        )
    )
    return rows(hits, found, hits, wanted)[:, numpy.newaxis]


STRICT = Family(tuple(VARIANTS), ("attributions",), ("attributions",), _count_strict)
LINKED = Family(("linked",), ("attributions",), ("attributions",), _count_linked)

for _name, (_, _labels) in VARIANTS.items():
    add_prf(
        "_".join(filter(None, ["tuple_strict", _name])),
        STRICT,
        _name,
        "attributions with equal " + ", ".join(filter(None, ["content", "source", _name])),
        parts=["f1"],
        labels=_labels,
    )
add_prf(
    "linked",
    LINKED,
    "linked",
    "complete attributions whose source, cue and content each share a character",
    parts=["f1"],
)

"""What the library counts, in the terms that the tools beside it use."""

from __future__ import annotations

from collections.abc import Sequence

import numpy

from musnad.dataset import LAYERS, Article, Layer
from musnad.eval import METRICS, Counts
from musnad.eval.block import Block
from musnad.eval.canonical import canonical
from musnad.eval.pairing import Comparison
from musnad.eval.statistics import Family, f1, precision, recall

Ratio = float | None


def compare(gold: Article, answer: Article, layers: Sequence[Layer] = LAYERS) -> Comparison:
    """The labels of one article beside the predicted ones."""
    return Comparison(canonical(gold, gold, layers), canonical(answer, gold, layers))


def tallied(comparison: Comparison, metric: str) -> list[Counts]:
    """What a metric counts in one article, for each of its keys."""
    found = METRICS[metric]
    assert isinstance(found.family, Family)
    table = found.family.count(Block.of([comparison]))[0].tolist()
    return [Counts(*table[found.family.keys.index(key)]) for key in found.keys]


def counted(comparison: Comparison, metric: str) -> Counts:
    """What a metric over one key counts in one article."""
    (counts,) = tallied(comparison, metric)
    return counts


def quotients(counts: Counts) -> tuple[Ratio, Ratio, Ratio]:
    """Precision, recall and F1, None where undefined."""
    row = numpy.array([counts.row], dtype=float)
    found = [float(formula(row)[0]) for formula in (precision, recall, f1)]
    one, two, three = (None if numpy.isnan(value) else value for value in found)
    return one, two, three

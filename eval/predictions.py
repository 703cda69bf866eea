"""Predictions for a corpus: read, checked against its articles, complete or refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeGuard

from musnad.dataset import Article, Corpus, Prediction, as_prediction
from musnad.dataset.accepting import outline
from musnad.dataset.io import row_line, to_json
from musnad.dataset.validation import ANSWERS, Row, beside, check_line, check_rows
from musnad.errors import DataError

Predictions = str | Path | Iterable[Prediction | Article | Mapping[str, Any]]
MEMORY = "<predictions>"
# By layer: the labels that its items may carry.
LABELS = {
    "attributions": ("act", "style"),
    "sources": ("type", "named", "entity"),
    "claims": ("checkable", "verdict", "verdict_p"),
}


@dataclass(frozen=True, slots=True)
class Share:
    """How many items of a layer carry a label that a system gave."""

    given: int
    items: int
    layer: str

    @property
    def is_partial(self) -> bool:
        """Whether the label is given on some items and not on others."""
        return 0 < self.given < self.items


@dataclass(frozen=True, slots=True)
class Matched:
    """Predictions in the order of the corpus's articles, with what was missing.

    `answered` are the layers that the system gave for every article, and the labels that it
    gave at least once or had no item to give on; `shares` says for each label on how many.
    """

    predictions: tuple[Prediction, ...]
    missing: tuple[str, ...]
    answered: frozenset[str]
    shares: Mapping[str, Share]


def match(corpus: Corpus, predictions: Predictions, *, allow_missing: bool = False) -> Matched:
    """Read predictions and put one beside each article.

    Args:
        corpus: the gold articles.
        predictions: a file, or `Prediction`s, articles or dicts in any order.
        allow_missing: score articles without a prediction as empty; the signature says how many.

    Raises:
        DataError: the first problem: a record that does not fit its article, a duplicate,
            an article that is not in the corpus, one that is missing, or a layer that only some
            of the predictions answer.
    """
    texts = {article.id: article.text for article in corpus}
    file = _file(predictions)
    rows = _rows(predictions, texts)
    by_id: dict[str, Prediction] = {}
    for row in beside(
        rows, corpus.name, texts, file, allow_missing=allow_missing, entities=corpus.entities
    ):
        if row.problems:
            raise DataError(str(row.problems[0]))
        if row.line:
            by_id[row.record.id] = row.record
    shares = shares_in([*by_id.values()])
    answered = answered_by([*by_id.values()], shares)
    empty: dict[str, Any] = {layer: () for layer in ANSWERS if layer in answered}
    ordered = (
        by_id.get(article.id) or Prediction(article.id, text=article.text, **empty)
        for article in corpus
    )
    missing = tuple(article.id for article in corpus if article.id not in by_id)
    return Matched(tuple(ordered), missing, answered, shares)


def is_file(predictions: Predictions) -> TypeGuard[str | Path]:
    """Whether predictions are in a file that can be read more than once."""
    return isinstance(predictions, (str, Path)) and str(predictions) != "-"


def _file(predictions: Predictions) -> str:
    if not isinstance(predictions, (str, Path)):
        return MEMORY
    return "<stdin>" if str(predictions) == "-" else str(predictions)


def _rows(predictions: Predictions, texts: Mapping[str, str]) -> Iterator[Row]:
    if isinstance(predictions, (str, Path)):
        yield from check_rows(predictions, "predictions", texts=texts)
        return
    first_seen: dict[str, int] = {}
    for number, item in enumerate(predictions, 1):
        if isinstance(item, Article):
            item = as_prediction(item)
        row = to_json(item, "predicted") if isinstance(item, Prediction) else item
        line = row_line(number, row, MEMORY, outline(Prediction, "predicted"))
        yield check_line(line, Prediction, "predicted", MEMORY, first_seen, texts)


def shares_in(predictions: Sequence[Prediction]) -> dict[str, Share]:
    """By label: on how many items of its layer it is given."""
    shares = {}
    for layer, labels in LABELS.items():
        items = [item for answer in predictions for item in getattr(answer, layer) or ()]
        for label in labels:
            absent = [*map(attrgetter(label), items)].count(None)
            shares[label] = Share(len(items) - absent, len(items), layer)
    return shares


def answered_by(predictions: Sequence[Prediction], shares: Mapping[str, Share]) -> frozenset[str]:
    """Layers that stand in the predictions; their labels, unless there are items but none has it.

    Every prediction answers the same layers: `beside` has seen to that.
    """
    layers = {
        layer
        for layer in ANSWERS
        if any(getattr(answer, layer) is not None for answer in predictions)
    }
    labels = {
        label
        for label, share in shares.items()
        if share.layer in layers and (share.given or not share.items)
    }
    return frozenset(layers | labels)

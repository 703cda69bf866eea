"""Predictions for a corpus: read, checked against its articles, complete or refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from musnad.dataset import Article, Corpus, Prediction, as_prediction
from musnad.dataset.io import row_line, to_json
from musnad.dataset.validation import Row, check_line, check_rows
from musnad.errors import DataError

Predictions = str | Path | Iterable[Prediction | Article | Mapping[str, Any]]
ANSWERS = ("attributions", "claims", "sources")


@dataclass(frozen=True, slots=True)
class Matched:
    """Predictions in the order of the corpus's articles, with what was missing.

    `answered` are the layers that the system gave for every article, and the labels that it
    gave at least once.
    """

    predictions: tuple[Prediction, ...]
    missing: tuple[str, ...]
    answered: frozenset[str]


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
    by_id: dict[str, Prediction] = {}
    for row in _rows(predictions, texts):
        if row.problems:
            raise DataError(str(row.problems[0]))
        prediction = row.record
        if prediction.id not in texts:
            raise DataError(_extra(prediction.id, corpus))
        by_id[prediction.id] = prediction
    missing = tuple(article.id for article in corpus if article.id not in by_id)
    if missing and not allow_missing:
        shown = ", ".join(map(repr, missing[:5]))
        raise DataError(
            f"{len(missing)} of {len(corpus)} articles of {corpus.name} have no prediction: "
            f"{shown}{' …' if len(missing) > 5 else ''}; an article in which nothing is found is "
            "listed with empty lists; --allow-missing scores the others as empty [E-MISSING]"
        )
    answered = _answered(by_id)
    empty: dict[str, Any] = {layer: () for layer in ANSWERS if layer in answered}
    ordered = (
        by_id.get(article.id) or Prediction(article.id, text=article.text, **empty)
        for article in corpus
    )
    return Matched(tuple(ordered), missing, answered)


def _rows(predictions: Predictions, texts: Mapping[str, str]) -> Iterable[Row]:
    if isinstance(predictions, (str, Path)):
        yield from check_rows(predictions, "predictions", texts=texts)
        return
    first_seen: dict[str, int] = {}
    for number, item in enumerate(predictions, 1):
        if isinstance(item, Article):
            item = as_prediction(item)
        row = to_json(item, "predicted") if isinstance(item, Prediction) else item
        line = row_line(number, row, "<predictions>")
        yield check_line(line, Prediction, "predicted", "<predictions>", first_seen, texts)


def _extra(article_id: str, corpus: Corpus) -> str:
    near = get_close_matches(article_id, [article.id for article in corpus], n=5, cutoff=0.3)
    nearest = f"; nearest: {', '.join(map(repr, near))}" if near else ""
    return (
        f"article {article_id!r} is predicted but not in {corpus.name}{nearest}; "
        "leave it out, or name the corpus that it belongs to [E-EXTRA]"
    )


def _answered(by_id: Mapping[str, Prediction]) -> frozenset[str]:
    answered = set()
    for layer in ANSWERS:
        without = [name for name, item in by_id.items() if getattr(item, layer) is None]
        if len(without) < len(by_id):
            answered.add(layer)
            if without:
                raise DataError(
                    f"article {without[0]!r} has no key {layer!r}, though other predictions "
                    f"answer it ({len(without)} of {len(by_id)} lack it); write an empty list "
                    "where nothing is found [E-LAYER]"
                )
    for item in by_id.values():
        for attribution in item.attributions or ():
            answered.update(label for label in ("act", "style") if getattr(attribution, label))
        for source in item.sources or ():
            answered.update(["type"] if source.type else [])
            answered.update(["named"] if source.named is not None else [])
    return frozenset(answered)

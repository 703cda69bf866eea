"""The report page: the scores of one system, its breakdowns, and every article with its errors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from musnad.dataset import Article, Corpus, Layer, Prediction, replacing

from ..breakdown import Breakdown
from ..diagnosis import KINDS, Diagnosis, Kind, counted
from ..report import Report
from .articles import FIELDS, article_data
from .rendering import render

# By kind: a sign that tells it apart without colour, and what it means.
LEGEND: Mapping[Kind, tuple[str, str]] = {
    "correct": ("✓", "the same words, the right source"),
    "boundary": ("≈", "the right source, but not the same words"),
    "wrong entity": ("⇄", "more than half of the words, but another source"),
    "merged": ("⊃", "one prediction holds most of several gold spans"),
    "split": ("⊂", "one gold span holds most of several predictions"),
    "missed": ("−", "nothing predicted answers to this gold item"),
    "spurious": ("+", "nothing in the gold labels answers to this prediction"),
}


def write_report_page(
    path: str | Path,
    report: Report,
    corpus: Corpus,
    predictions: Iterable[Prediction],
    breakdowns: Sequence[Breakdown] = (),
    *,
    system: str = "",
) -> dict[str, Any]:
    """Write the page of one evaluation: one file, readable without a network.

    Args:
        path: where the page goes; `-` is standard output.
        report: the scores.
        corpus: the gold articles that were scored.
        predictions: what was scored, as `match` has checked it; a missing one counts as empty.
        breakdowns: the same scores on parts of the corpus.
        system: what made the predictions, in a word or two.

    Returns:
        How many gold and predicted items there are of each kind, by layer.

    Raises:
        DataError: the page cannot be written.
    """
    by_id = {prediction.id: prediction for prediction in predictions}
    shown = _shown_layers(corpus, by_id.values())
    articles, diagnoses = [], []
    for article in corpus:
        prediction = by_id.get(article.id) or Prediction(article.id)
        data, diagnosis = article_data(*_only(article, prediction, shown), corpus.layers)
        articles.append(data)
        diagnoses.append(diagnosis)
    kinds = kind_counts(diagnoses, shown)
    page = render(
        "report.html",
        {
            "layers": shown,
            "fields": FIELDS,
            "kinds": [{"name": kind, "sign": LEGEND[kind][0]} for kind in KINDS],
            "articles": articles,
        },
        report=report,
        system=system,
        languages=corpus.languages,
        signature=str(next(iter(report.headlines())).signature),
        breakdowns=breakdowns,
        kinds=kinds,
        legend=LEGEND,
    )
    with replacing(path) as handle:
        handle.write(page)
    return kinds


def kind_counts(diagnoses: Sequence[Diagnosis], layers: Sequence[str]) -> dict[str, Any]:
    """By layer and side: how many items of each kind."""
    return {
        layer: counted(getattr(diagnosis, layer) for diagnosis in diagnoses) for layer in layers
    }


def _shown_layers(corpus: Corpus, predictions: Iterable[Prediction]) -> list[Layer]:
    """The layers of items that the corpus labels and the predictions answer."""
    answers = list(predictions)
    names: tuple[Layer, ...] = ("attributions", "claims")
    return [
        layer
        for layer in names
        if layer in corpus.layers
        and (not answers or any(getattr(answer, layer) is not None for answer in answers))
    ]


def _only(
    article: Article, prediction: Prediction, shown: Sequence[Layer]
) -> tuple[Article, Prediction]:
    """The records without what is not to be compared."""
    hidden: dict[str, Any] = {name: () for name in FIELDS if name not in shown}
    return replace(article, **hidden), replace(prediction, **hidden)

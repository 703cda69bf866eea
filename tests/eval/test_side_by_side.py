"""A corpus that stays in its file is scored as one in memory, digit for digit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from musnad.dataset import Corpus, as_prediction, read_articles, to_json, write_lines
from musnad.dataset.corpora.filed import ArticleFile, FileCorpus, read_corpus
from musnad.dataset.packaging.features import from_articles
from musnad.errors import DataError
from musnad.eval import evaluate

from ..conformance.generators import random_corpus


def filled(value: Any, text: str) -> Any:
    """A JSON value whose fragments have the text that they cover."""
    if isinstance(value, list):
        return [filled(item, text) for item in value]
    if not isinstance(value, dict):
        return value
    found = {key: filled(item, text) for key, item in value.items()}
    if {"start", "text"} <= found.keys():
        found["text"] = text[found["start"] : found["end"]]
    return found


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path, Corpus]:
    gold, found = random_corpus(5)
    articles = [filled(to_json(article), article.text) for article in gold]
    write_lines(tmp_path / "gold.jsonl", articles)
    answers = [to_json(as_prediction(article), "predicted") for article in found]
    write_lines(tmp_path / "found.jsonl", reversed(answers))
    corpus = from_articles(read_articles(tmp_path / "gold.jsonl"), name="gold.jsonl")
    return tmp_path / "gold.jsonl", tmp_path / "found.jsonl", corpus


@pytest.mark.parametrize("kept", [0, 2, 4000])
def test_scores_are_those_of_memory(files: tuple[Path, Path, Corpus], kept: int) -> None:
    gold, found, corpus = files
    filed = read_corpus(gold)
    assert isinstance(filed, FileCorpus)
    filed = replace(filed, articles=ArticleFile(gold, kept=kept))
    expected = evaluate(corpus, found, resamples=50).to_json()
    assert evaluate(filed, found, resamples=50).to_json() == expected


def test_missing_predictions_are_refused_or_counted(files: tuple[Path, Path, Corpus]) -> None:
    gold, found, corpus = files
    found.write_text("".join(found.read_text().splitlines(keepends=True)[1:]))
    with pytest.raises(DataError, match="have no prediction"):
        evaluate(read_corpus(gold), found)
    expected = evaluate(corpus, found, allow_missing=True, resamples=0).to_json()
    scores = evaluate(read_corpus(gold), found, allow_missing=True, resamples=0).to_json()
    assert scores == expected


def test_articles_are_read_again_from_any_place(files: tuple[Path, Path, Corpus]) -> None:
    gold, _, corpus = files
    articles = ArticleFile(gold, kept=1)
    assert [*articles] == [*corpus]
    assert articles[-1] == corpus.articles[-1]
    assert articles.digest == corpus.digest

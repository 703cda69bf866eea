"""The tables of a corpus beside its articles, and the sources that it knows."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from musnad.dataset import Corpus, Manifest, Pair, load
from musnad.dataset.io import row_line
from musnad.dataset.records import Prediction
from musnad.dataset.validation import beside, check_line
from musnad.errors import DataError, UsageError

PAIR = {"id": "p1", "a": "ج1", "b": "ج2", "label": "agree", "a_text": "الجسور ثلاثة",
        "b_text": "ثلاثة جسور", "event": "e90"}  # fmt: skip


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    """A corpus with pairs in its folder."""
    path = tmp_path / "pairs" / "test.jsonl"
    path.parent.mkdir()
    path.write_text(json.dumps(PAIR), encoding="utf-8")
    manifest = Manifest("toy", "1", ("ar",), "CC0-1.0", ())
    return Corpus(manifest, "test", [], tmp_path)


def test_a_table_is_read_as_records(corpus: Corpus) -> None:
    assert corpus.table("pairs") == [Pair(**PAIR)]
    assert corpus.has_table("pairs")
    assert not corpus.has_table("pairs", split="train")
    assert not corpus.has_table("ratings")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"table": "ratings"}, "toy/test has no table 'ratings'"),
        ({"table": "pairs", "split": "train"}, "toy/train has no table 'pairs'"),
        ({"table": "../pairs"}, "unknown table '../pairs'; did you mean 'pairs'? known: "),
    ],
)
def test_a_table_that_is_not_there_is_refused(
    arguments: dict[str, str], message: str, corpus: Corpus
) -> None:
    with pytest.raises(UsageError) as error:
        corpus.table(**arguments)
    assert str(error.value).startswith(message)


def test_a_damaged_table_is_refused(corpus: Corpus, tmp_path: Path) -> None:
    path = tmp_path / "pairs" / "test.jsonl"
    path.write_text(json.dumps({**PAIR, "label": 1}), encoding="utf-8")
    with pytest.raises(DataError) as error:
        corpus.table("pairs")
    assert str(error.value) == (
        f"{path}:1: pair 'p1', label is an integer (1); expected a string or null [E-TYPE]"
    )


def test_articles_from_memory_have_no_tables(corpus: Corpus) -> None:
    assert not replace(corpus, folder=None).has_table("pairs")


def test_a_loaded_corpus_knows_its_folder() -> None:
    loaded = load("musnad-starter/test")
    assert loaded.has_table("articles")
    assert loaded.table("articles") == list(loaded)


@pytest.mark.parametrize(
    ("entity", "entities", "expected"),
    [
        ("s042", {"s042"}, []),
        (None, {"s042"}, []),
        # without a list there is nothing to look in
        ("s999", None, []),
        (
            "s043",
            {"s042", "s007"},
            [
                "predictions.jsonl:1: article 'ar-90', source 'S1', entity is 's043', which is no "
                "source of toy/test; nearest: 's042'; take an id from its list, or null "
                "[E-ENTITY]"
            ],
        ),
        (
            "بلدية",
            {"s042"},
            [
                "predictions.jsonl:1: article 'ar-90', source 'S1', entity is 'بلدية', which is "
                "no source of toy/test; take an id from its list, or null [E-ENTITY]"
            ],
        ),
    ],
)
def test_a_source_that_the_corpus_does_not_know_is_refused(
    entity: str | None,
    entities: set[str] | None,
    expected: list[str],
    prediction: Callable[..., dict[str, Any]],
    article: Callable[..., dict[str, Any]],
) -> None:
    row = prediction()
    row["sources"][0]["entity"] = entity
    file, texts = "predictions.jsonl", {"ar-90": article()["text"]}
    checked = check_line(row_line(1, row, file), Prediction, "predicted", file, {}, texts)
    found = beside([checked], "toy/test", texts, file, entities=entities)
    assert [str(problem) for row in found for problem in row.problems] == expected

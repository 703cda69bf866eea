"""Files: one pass lists everything; gold is valid, also as a prediction."""

from __future__ import annotations

import dataclasses
import gc
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from musnad import baseline
from musnad.dataset import (
    Limits,
    check_rows,
    embedded_folder,
    load,
    read_articles,
    to_json,
    validate,
)
from musnad.errors import DataError, UsageError

Row = dict[str, Any]
SPLITS = ["musnad-starter/train", "musnad-starter/test"]


def test_one_pass_lists_the_problems_of_all_lines(
    article: Callable[..., Row], problems: Any
) -> None:
    assert problems(
        article(),
        b"{",
        article(id="ar-91", date="أمس", title="عاجل"),
        b"",
        article(id="ar-92", event=7),
        article(),
    ) == [
        "dev.jsonl:2: is not strict JSON: Expecting property name enclosed in double quotes at "
        "column 2; write one JSON object a line [E-JSON]",
        "dev.jsonl:3: article 'ar-91', title is 'عاجل' but the text's first line is "
        "'السيول تجرف جسورا في رمان' [E-TITLE]",
        "dev.jsonl:3: article 'ar-91', date is 'أمس'; expected YYYY-MM-DD [E-DATE]",
        "dev.jsonl:4: is not strict JSON: the line is empty; write one JSON object a line [E-JSON]",
        "dev.jsonl:5: article 'ar-92', event is an integer (7); expected a string or null [E-TYPE]",
        "dev.jsonl:6: article 'ar-90', id was already used on line 1 [E-DUP-DOC]",
    ]


def test_a_row_with_problems_keeps_its_record_if_its_types_are_right(
    article: Callable[..., Row], written: Any
) -> None:
    path = written(article(date="أمس"), article(event=7))
    assert [(row.line, row.record is None) for row in check_rows(path, "articles")] == [
        (1, False),
        (2, True),
    ]


@pytest.mark.parametrize(
    ("table", "row", "message"),
    [
        ("pairs", {"id": "p1", "a": "c1", "b": 2, "label": "agree", "a_text": None, "b_text": None,
                   "event": None}, "dev.jsonl:1: pair 'p1', b is an integer (2); expected a string "
         "[E-TYPE]"),
        ("assertions", {"id": "x1", "source": "s1", "fact": "f1", "value": "=3", "stance": "يؤكد",
                        "claim": None, "date": None, "event": None, "verdict": None},
         "dev.jsonl:1: assertion 'x1', stance is 'يؤكد'; expected one of assert, deny [E-VALUE]"),
        ("ratings", {"subject": "o04", "kind": "outlet", "label": None, "score": "0.5",
                     "scale": "credibility", "rater": None, "date": None, "text": None},
         "dev.jsonl:1: score is a string ('0.5'); expected a number or null [E-TYPE]"),
    ],
)  # fmt: skip
def test_rows_of_other_tables_are_named_by_what_they_are(
    table: str, row: Row, message: str, problems: Any
) -> None:
    assert problems(row, table=table) == [message]


def test_rows_that_stand_before_a_line_that_is_too_long_come_first(
    article: Callable[..., Row], tmp_path: Path
) -> None:
    lines = [json.dumps(article(id=name), ensure_ascii=False) for name in ("a", "b")]
    path = tmp_path / "dev.jsonl"
    path.write_text("\n".join([*lines, f'{{"id": "{"c" * 10_000}"}}']), encoding="utf-8")
    rows = check_rows(path, "articles", limits=Limits(line=5000))
    assert [next(rows).id, next(rows).id] == ["a", "b"]
    with pytest.raises(DataError, match=":3: line is longer than 5000 bytes"):
        next(rows)


def test_reading_leaves_the_garbage_collector_as_it_was(
    article: Callable[..., Row], tmp_path: Path
) -> None:
    path = tmp_path / "dev.jsonl"
    path.write_text(json.dumps(article(), ensure_ascii=False), encoding="utf-8")
    states = [gc.isenabled() for _ in check_rows(path, "articles")]
    gc.disable()
    try:
        read_articles(path)
        states.append(not gc.isenabled())
    finally:
        gc.enable()
    assert states == [True, True]


@pytest.mark.parametrize("name", SPLITS)
@pytest.mark.parametrize("table", ["articles", "predictions"])
def test_an_embedded_gold_file_is_valid_as_gold_and_as_a_prediction(name: str, table: str) -> None:
    corpus, split = name.removeprefix("musnad-").split("/")
    path = embedded_folder() / "data" / corpus / "articles" / f"{split}.jsonl"
    texts = {article.id: article.text for article in load(name)}
    assert [str(problem) for problem in validate(path, table, texts=texts)] == []


@pytest.mark.parametrize("name", ["nothing", "cues"])
def test_predictions_of_a_baseline_are_valid(name: str, written: Any) -> None:
    train = load("musnad-starter/train")
    rows = (to_json(item, "predicted") for item in baseline(name).predict(train))
    texts = {article.id: article.text for article in train}
    path = written(*(json.dumps(row).encode() for row in rows))
    assert [str(problem) for problem in validate(path, "predictions", texts=texts)] == []


def test_gold_labels_of_another_text_are_refused(
    article: Callable[..., Row], problems: Any
) -> None:
    other = article()["text"].replace("ثلاثة", "أربعة")
    assert problems(article(), table="predictions", texts={"ar-90": other})[1] == (
        "dev.jsonl:1: article 'ar-90', text differs from the released text at offset 63: "
        "'ثلاثة جسور، ' for 'أربعة جسور، '; take the released one [E-TEXT]"
    )


def test_an_unknown_table_is_refused(written: Any, article: Callable[..., Row]) -> None:
    with pytest.raises(UsageError) as error:
        list(validate(written(article()), "article"))
    assert str(error.value) == (
        "unknown table 'article'; did you mean 'articles'? "
        "known: articles, assertions, pairs, predicted-pairs, predictions, ratings, reliability"
    )


def test_a_missing_file_is_refused() -> None:
    with pytest.raises(DataError) as error:
        list(validate("nowhere.jsonl", "articles"))
    assert str(error.value) == "nowhere.jsonl: cannot be read: No such file or directory"


def test_a_problem_is_data_too(written: Any, article: Callable[..., Row]) -> None:
    (problem,) = validate(written(article(date="أمس")), "articles")
    assert problem.to_json() == {
        "code": "E-DATE",
        "file": "dev.jsonl",
        "line": 1,
        "record": "ar-90",
        "path": "date",
        "message": "is 'أمس'; expected YYYY-MM-DD",
    }
    assert dataclasses.is_dataclass(problem)

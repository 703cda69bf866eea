"""`musnad validate`: what it passes, `musnad evaluate` scores; what it names, that refuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from musnad.dataset import as_prediction, load, to_json

Run = Callable[..., Any]
Rows = list[dict[str, Any]]
TRAIN = "musnad-starter/train"


@pytest.fixture
def answers() -> Rows:
    """Perfect predictions for `musnad-starter/train`."""
    return [to_json(as_prediction(article), "predicted") for article in load(TRAIN)]


def extra(rows: Rows) -> Rows:
    return [*rows, {**rows[0], "id": "ar-9999"}]


def misspelt(rows: Rows) -> Rows:
    return [{**rows[0], "id": f"{rows[0]['id']}x"}, *rows[1:]]


def missing(rows: Rows) -> Rows:
    return rows[:-2]


def uneven(rows: Rows) -> Rows:
    return [{key: rows[0][key] for key in rows[0] if key != "attributions"}, *rows[1:]]


def empty(rows: Rows) -> Rows:
    return []


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        (extra, ["E-EXTRA"]),
        (misspelt, ["E-EXTRA", "E-MISSING"]),
        (missing, ["E-MISSING"]),
        (uneven, ["E-LAYER"]),
        (empty, ["E-MISSING"]),
        (list, []),
    ],
)
def test_what_evaluate_refuses_is_a_problem_with_its_file(
    change: Callable[[Rows], Rows],
    codes: list[str],
    run: Run,
    folder: Path,
    answers: Rows,
    lines: Callable[..., bytes],
) -> None:
    changed = change(answers)
    (folder / "p.jsonl").write_bytes(lines(changed))
    done = run("validate", "p.jsonl", "--corpus", TRAIN, "--json")
    assert [problem["code"] for problem in done.json["problems"]] == codes
    assert {problem["file"] for problem in done.json["problems"]} <= {"p.jsonl"}
    assert (done.code, done.json["rows"]) == (1 if codes else 0, len(changed))
    scored = run("evaluate", TRAIN, "p.jsonl", "--resamples", "0")
    assert scored.code == done.code
    if codes:
        first = run("validate", "p.jsonl", "--corpus", TRAIN).out.splitlines()[0]
        assert scored.err == f"error: {first}\n"


def test_a_row_that_cannot_be_read_is_not_missing_too(
    run: Run, folder: Path, answers: Rows, lines: Callable[..., bytes]
) -> None:
    answers[0]["claims"] = "لا شيء"
    (folder / "p.jsonl").write_bytes(lines(answers))
    done = run("validate", "p.jsonl", "--corpus", TRAIN, "--json")
    assert [problem["code"] for problem in done.json["problems"]] == ["E-TYPE"]


def test_a_corpus_goes_with_predictions_only(run: Run) -> None:
    done = run("validate", "p.jsonl", "--table", "pairs", "--corpus", TRAIN)
    assert (done.code, done.err) == (
        2,
        "error: --corpus goes with --table predictions, not with --table pairs\n",
    )


def test_predictions_taken_for_articles_are_one_problem_a_row(
    run: Run, answers: Rows, lines: Callable[..., bytes]
) -> None:
    done = run("validate", "-", stdin=lines(answers[:2]))
    assert done.out.splitlines() == [
        f"<stdin>:{at}: article {row['id']!r} has neither language nor title, so it looks like a "
        "prediction and not like an article; to validate it, add --table predictions [E-KEY]"
        for at, row in enumerate(answers[:2], 1)
    ]


@pytest.mark.parametrize("indent", [1, None])
def test_json_that_is_not_one_object_a_line_is_told_so(
    run: Run, answers: Rows, indent: int | None
) -> None:
    text = json.dumps(answers, ensure_ascii=False, indent=indent)
    done = run("validate", "-", "--table", "predictions", stdin=text.encode())
    assert "; write one JSON object a line [E-" in done.out.splitlines()[0]

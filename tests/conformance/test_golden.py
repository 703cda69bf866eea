"""The same scores in every Python, NumPy and SciPy: one evaluation of each shape, to nine digits.

A change here moves published figures. `--refresh-golden` writes the file; review the difference.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from musnad.eval import METRICS, Score, evaluate

from . import tables
from .generators import SHAPES, random_corpus
from .inputs import TABLES

GOLDEN = Path(__file__).parent / "golden" / "scores.json.txt"
PARTS = ("value", "low", "high", "resamples_dropped")


def scores() -> dict[str, dict[str, list[float | None]]]:
    """By metric and shape: value, interval and how many resamples had none."""
    found: dict[str, dict[str, list[float | None]]] = {name: {} for name in METRICS}
    for at, (shape, made) in enumerate(SHAPES.items()):
        gold, answers = random_corpus(at, articles=40, shape=made)
        for name, score in evaluate(gold, answers, resamples=200).items():
            if METRICS[name].family.task == "articles":
                found[name][shape] = numbers(score)
    for task in TABLES:
        for name, score in tables.rows(task, 1).report(resamples=200).items():
            if METRICS[name].family.task == task:
                found[name][task] = numbers(score)
    return found


def numbers(score: Score) -> list[float | None]:
    """What is compared."""
    row = score.to_json()
    return [row[part] for part in PARTS]


def test_scores_are_those_of_every_other_version(request: pytest.FixtureRequest) -> None:
    found = scores()
    if request.config.getoption("--refresh-golden"):
        lines = (f"{json.dumps(name)}: {json.dumps(row)}" for name, row in found.items())
        GOLDEN.write_text("{" + ",\n".join(lines) + "}\n", encoding="utf-8")
    stored = json.loads(GOLDEN.read_text(encoding="utf-8"))
    assert found.keys() == stored.keys(), "write the file with --refresh-golden"
    for name, row in found.items():
        assert row == stored[name], name

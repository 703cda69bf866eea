"""Builders for rows of the tables beside articles, and values of their metrics."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy

from musnad.dataset import LAYERS, Assertion, Corpus, Manifest, Pair, Rating, Reliability, to_json
from musnad.eval import METRICS
from musnad.eval.statistics import Table
from musnad.eval.tasks import Measured

from ..builders import article


def pair(
    label: str | None,
    *,
    id: str = "",
    a: str = "",
    b: str = "",
    event: str | None = None,
) -> Pair:
    """A gold pair; `pairs` gives it an id and two assertions of its own."""
    return Pair(id, a, b, label, "الجسور ثلاثة", "الجسور خمسة", event)


def pairs(*labels: str | None, event: str | None = None) -> list[Pair]:
    """Gold pairs p1, p2, … with these labels."""
    return [
        pair(label, id=f"p{at}", a=f"ج{at}", b=f"خ{at}", event=event)
        for at, label in enumerate(labels, 1)
    ]


def assertions(
    source: str, verdicts: str, *, event: str | None = None, start: int = 0
) -> list[Assertion]:
    """Distinct assertions of a source, by letter: right, wrong, unverifiable, withheld.

    Every other one is a denial.
    """
    rows = []
    for at, letter in enumerate(verdicts, start):
        stance, turned = ("deny", True) if at % 2 else ("assert", False)
        verdict = {
            "r": "refuted" if turned else "supported",
            "w": "supported" if turned else "refuted",
            "u": "unverifiable",
            "-": None,
        }[letter]
        fact = f"حقيقة {at}"
        made: Any = (f"{source}-{at}", source, fact, "=3", stance, None, None, event, verdict)
        rows.append(Assertion(*made))
    return rows


def latent(source: str, score: float | None) -> Rating:
    """What the ledger knows of a source."""
    return Rating(source, "source", None, score, "latent", None, None, None)


def statement(subject: str, label: str | None, score: float | None = None) -> Rating:
    """A statement that is rated, in gold or by a system."""
    return Rating(subject, "statement", label, score, "check_worthy", None, None, None)


def trust(**scores: float) -> list[Reliability]:
    """A system's answers."""
    return [Reliability(name, p) for name, p in scores.items()]


def values(measured: Measured, weights: Sequence[float] | None = None) -> dict[str, float | None]:
    """The values of the metrics of a task, None where undefined or not scored."""
    found: dict[str, float | None] = {}
    for metric in (METRICS[name] for name in METRICS):
        if metric.family.task != measured.task:
            continue
        found[metric.name] = None
        if metric.name not in measured.reasons:
            sums = measured.sums[metric.family]
            table: Table = sums.total()[None]
            if weights is not None:
                table = sums.weighted(numpy.array([weights], dtype=float))
            value = float(metric.value(table, sums.keys)[0])
            found[metric.name] = None if value != value else value
    return found


def written(folder: Path, split: str = "test", **tables: Iterable[Any]) -> Corpus:
    """A corpus of one article whose other tables lie in a folder; `train_…` are those of train."""
    for name, rows in tables.items():
        table, place = name.removeprefix("train_"), "train" if name.startswith("train_") else split
        path = folder / table / f"{place}.jsonl"
        path.parent.mkdir(exist_ok=True)
        lines = (json.dumps(to_json(row), ensure_ascii=False) for row in rows)
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    manifest = Manifest("toy", "1.0.0", ("ar",), "CC0-1.0", LAYERS)
    return Corpus(manifest, split, [article()], folder)

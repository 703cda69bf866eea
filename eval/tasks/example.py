"""The worked example of the tasks beside articles: written compactly, scored, shown as tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from musnad.dataset import Assertion, Pair, PairPrediction, Rating, Reliability

from ..measuring import Measurement
from .pairs import measure_pairs
from .ratings import KIND, SCALE, measure_ratings
from .reliability import measure_reliability
from .submission import with_task


def with_example(measured: Measurement, example: Mapping[str, Any]) -> Measurement:
    """A measurement with the tasks of the example; its tables are those of `guide.toml`."""
    pairs = example["pairs"]
    measured = with_task(
        measured,
        measure_pairs(
            [
                Pair(name, f"{name}a", f"{name}b", row["gold"], row["a"], row["b"], None)
                for name, row in pairs.items()
            ],
            [PairPrediction(name, row["says"], row["p"]) for name, row in pairs.items()],
        ),
    )
    sources = example["reliability"]
    measured = with_task(
        measured,
        measure_reliability(
            [item for name, row in sources.items() for item in _assertions(name, row["verdicts"])],
            [Reliability(name, row["p"]) for name, row in sources.items()],
            train=_assertions("train", example["train"]),
        ),
    )
    statements = example["statements"]
    return with_task(
        measured,
        measure_ratings(
            [_rating(name, row["gold"], None) for name, row in statements.items()],
            [_rating(name, row["says"], row["p"]) for name, row in statements.items()],
        ),
    )


def tables(example: Mapping[str, Any]) -> Iterator[str]:
    """The rows of the example as Markdown."""
    yield "| pair | one | other | gold | predicted | p |"
    yield "| --- | --- | --- | --- | --- | ---: |"
    for name, row in example["pairs"].items():
        yield f"| {name} | {row['a']} | {row['b']} | {row['gold']} | {row['says']} | {row['p']} |"
    yield ""
    yield "| source | verdicts on its assertions | predicted p |"
    yield "| --- | --- | ---: |"
    for name, row in example["reliability"].items():
        yield f"| {name} | {', '.join(row['verdicts'])} | {row['p']} |"
    yield f"| all of train | {', '.join(example['train'])} | - |"
    yield ""
    yield "| statement | | gold | predicted | p |"
    yield "| --- | --- | --- | --- | ---: |"
    for name, row in example["statements"].items():
        yield f"| {name} | {row['text']} | {row['gold']} | {row['says']} | {row['p']} |"
    yield ""


def _assertions(source: str, verdicts: list[Any]) -> list[Assertion]:
    return [
        Assertion(f"{source}-{at}", source, f"f{at}", "=1", "assert", None, None, None, verdict)
        for at, verdict in enumerate(verdicts)
    ]


def _rating(subject: str, label: str, score: float | None) -> Rating:
    return Rating(subject, KIND, label, score, SCALE, None, None, None)

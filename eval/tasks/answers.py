"""Rows of a task: gold ones and a system's answers, from a file or from memory, checked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import is_dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeAlias

from musnad.dataset import TABLES, Corpus, Problem, check_rows, to_json
from musnad.dataset.io import row_line
from musnad.dataset.schema import side_of
from musnad.dataset.validation import Row, check_line
from musnad.errors import DataError, UsageError

# A file, or records or dicts in any order.
Rows: TypeAlias = str | Path | Iterable[Any]
Gold: TypeAlias = Corpus | Iterable[Any]


def gold_rows(gold: Gold, table: str) -> list[Any]:
    """The gold records of a table: those of a corpus, or rows that are given as such.

    Raises:
        DataError: the first problem of the rows.
        UsageError: the corpus has no such table.
    """
    if isinstance(gold, Corpus):
        return gold.table(table)
    return [row.record for row in checked(gold, table, "<gold>")]


def answers(given: Rows, table: str) -> tuple[list[Row], str]:
    """The rows of a system's answers, with the name of their file.

    Raises:
        DataError: the first problem of the rows.
    """
    file = "<stdin>" if str(given) == "-" else str(given)
    name = file if isinstance(given, (str, Path)) else f"<{table}>"
    return list(checked(given, table, name)), name


def checked(given: Rows, table: str, name: str) -> Iterator[Row]:
    """Rows in which nothing is wrong by themselves.

    Raises:
        DataError: the first problem.
    """
    for row in _rows(given, table, name):
        if row.problems:
            raise DataError(str(row.problems[0]))
        yield row


def _rows(given: Rows, table: str, name: str) -> Iterator[Row]:
    if isinstance(given, (str, Path)):
        yield from check_rows(given, table)
        return
    if isinstance(given, Mapping):
        raise UsageError(f"expected rows of {table}, found a mapping")
    record, side = TABLES[table], side_of(table)
    first_seen: dict[str, int] = {}
    for number, item in enumerate(given, 1):
        row = to_json(item, side) if is_dataclass(item) and not isinstance(item, type) else item
        yield check_line(row_line(number, row, name), record, side, name, first_seen, {})


def refuse_extra(
    rows: Sequence[tuple[Row, str]], known: Collection[str], kind: str, file: str, wanted: str
) -> None:
    """Refuse answers for what is not asked for.

    Args:
        rows: each answer with the id of what it is about.
        known: the ids that are asked for.
        kind: what they are.
        file: for messages.
        wanted: where they are, in words.

    Raises:
        DataError: the first such answer, with the nearest ids.
    """
    for row, name in rows:
        if name not in known:
            near = get_close_matches(name, known, n=5, cutoff=0.3)
            nearest = f"; nearest: {', '.join(map(repr, near))}" if near else ""
            message = f"is answered but not in {wanted}{nearest}; leave it out"
            raise DataError(str(Problem("E-EXTRA", file, row.line, name, "", message, kind)))

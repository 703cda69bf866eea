"""Validation of files: every problem of every line, in one streaming pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from musnad.errors import DataError

from ..accepting import accept, outline
from ..decode import INVALID, reader
from ..decode import Path as FieldPath
from ..io import Limits, Line, read_lines
from ..pausing import collector_paused
from ..problem import Problem, name_path
from ..records import Article, PairPrediction, Prediction, Reliability, Side
from ..schema import TABLES, side_of
from .predictions import ANSWERS
from .row import Row
from .shortcuts import findings
from .subject import Subject

Texts = Mapping[str, str]
# What a row is about, where its type has another name.
KINDS: dict[type, str] = {
    Prediction: "article",
    PairPrediction: "pair",
    Reliability: "source",
}

# How many characters are decoded together: enough that a call a field costs nothing.
BLOCK = 2**17


def check_rows(
    path: str | Path,
    table: str,
    *,
    texts: Texts | None = None,
    limits: Limits | None = None,
) -> Iterator[Row]:
    """Read a table row by row with all problems of each row.

    The rules that look inside an article run on rows whose types are right.

    Args:
        path: a `.jsonl` or `.jsonl.gz` file, or `-`.
        table: a name in `TABLES`, such as `articles`, `predictions` or `pairs`.
        texts: article id to text, for predictions that give only `text_sha256`.
        limits: for files from strangers.

    Raises:
        DataError: the file cannot be opened.
        UsageError: there is no such table.
    """
    record, side = TABLES[table], side_of(table)
    name = "<stdin>" if str(path) == "-" else str(path)
    first_seen: dict[str, int] = {}
    lines = read_lines(path, limits, outline(record, side))
    for _, row in check_lines(lines, record, side, name, first_seen, texts or {}):
        yield row


def check_lines(
    lines: Iterable[Line],
    record: type,
    side: Side,
    file: str,
    first_seen: dict[str, int],
    texts: Texts,
) -> Iterator[tuple[Line, Row]]:
    """Decode lines and apply every rule; `first_seen` is filled with the ids met so far.

    Yields:
        Each line with its row, in order.
    """
    lines = iter(lines)
    while True:
        with collector_paused():
            block, late = _block(lines)
            plain = [line.value for line in block if line.plain is not None]
            accepted = iter(accept(record, side, plain))
        for line in block:
            value = None if line.plain is None else next(accepted)
            yield line, _checked(line, value, record, side, file, first_seen, texts)
        if late:
            raise late
        if not block:
            return


def check_line(
    line: Line,
    record: type,
    side: Side,
    file: str,
    first_seen: dict[str, int],
    texts: Texts,
) -> Row:
    """Decode one line and apply every rule; `first_seen` is filled with the ids met so far."""
    value = None if line.plain is None else accept(record, side, [line.value])[0]
    return _checked(line, value, record, side, file, first_seen, texts)


def _block(lines: Iterator[Line]) -> tuple[list[Line], DataError | None]:
    """The next lines, as many as can be decoded together, and why reading ended after them.

    What is no plain line ends a block, so that little is held of a file that is large or wrong.
    """
    block: list[Line] = []
    size = 0
    try:
        for line in lines:
            block.append(line)
            size += BLOCK if line.plain is None else len(line.plain)
            if size >= BLOCK:
                break
    except DataError as error:
        return block, error
    return block, None


def _checked(
    line: Line,
    value: Any,
    record: type,
    side: Side,
    file: str,
    first_seen: dict[str, int],
    texts: Texts,
) -> Row:
    """The row of a line; `value` is its record, None where the reader must look."""
    if line.problem:
        return Row(line.number, None, (line.problem,))
    problems: list[Problem] = []
    key = "entity" if record is Reliability else "id"
    identifier = line.value.get(key) if isinstance(line.value, dict) else None
    row_id = identifier if isinstance(identifier, str) else None

    def report(code: str, path: FieldPath, message: str) -> None:
        kind = KINDS.get(record, record.__name__.lower())
        where = name_path(path, line.value)
        problems.append(Problem(code, file, line.number, row_id, where, message, kind))

    if value is None:
        if record is Article and looks_predicted(line.value):
            message = "has neither language nor title, so it looks like a prediction and not like "
            message += "an article; to validate it, add --table predictions"
            report("E-KEY", (), message)
            return Row(line.number, None, tuple(problems), row_id)
        value = reader(record, side)(line.value, (), report)
    if row_id is not None and first_seen.setdefault(row_id, line.number) != line.number:
        report("E-DUP-DOC", (key,), f"was already used on line {first_seen[row_id]}")
    if value is INVALID:
        return Row(line.number, None, tuple(problems), row_id)
    if isinstance(value, (Article, Prediction)):
        text = texts.get(value.id, value.text)
        subject = Subject(side, value, text)
        for finding in findings(subject):
            report(finding.code, finding.path, finding.message)
    return Row(line.number, value, tuple(problems), row_id)


def looks_predicted(value: Any) -> bool:
    """Whether a row has a layer that systems answer and none of the keys that only gold has."""
    return (
        isinstance(value, dict)
        and value.keys().isdisjoint(("language", "title"))
        and not value.keys().isdisjoint(ANSWERS)
    )


def validate(path: str | Path, table: str, **options: Any) -> Iterator[Problem]:
    """Every problem of a file, in order of lines."""
    for row in check_rows(path, table, **options):
        yield from row.problems

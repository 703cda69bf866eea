"""A checked row: the record of one line, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..problem import Problem


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: the record, or `None` and why it could not be read.

    `line` 0 is the file as a whole; `id` is the row's id, also where the record is `None`.
    """

    line: int
    record: Any
    problems: tuple[Problem, ...]
    id: str | None = None

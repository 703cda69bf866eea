"""Problems: what is wrong with a record, where, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .decode import Path, path_text

ROOMS = {"attributions": "attribution", "claims": "claim", "sources": "source"}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: a typed code, a place and a sentence.

    `line` counts from 1 (0: the file as a whole); `record` is the article's or row's id where it
    is known; `path` leads to the field, with the ids of attributions, claims and sources; `kind`
    is what the record is.
    """

    code: str
    file: str
    line: int
    record: str | None
    path: str
    message: str
    kind: str = "article"

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}: " if self.line else f"{self.file}: "
        record = f"{self.kind} {self.record!r}" if self.record is not None else ""
        where = ", ".join(part for part in (record, self.path) if part)
        return printable(f"{place}{where}{' ' if where else ''}{self.message} [{self.code}]")

    def to_json(self) -> dict[str, Any]:
        """The problem as a JSON object."""
        return {
            "code": self.code,
            "file": self.file,
            "line": self.line,
            "record": self.record,
            "path": self.path,
            "message": self.message,
        }


def name_path(path: Path, raw: Any) -> str:
    """A path in words, with ids instead of list positions where the record has them.

    >>> name_path(("claims", 0, "span"), {"claims": [{"id": "c7"}]})
    "claim 'c7', span"
    """
    if len(path) >= 2 and path[0] in ROOMS and isinstance(path[1], int):
        try:
            identifier = raw[path[0]][path[1]]["id"]
        except (KeyError, IndexError, TypeError):
            identifier = None
        if isinstance(identifier, str):
            rest = path_text(path[2:])
            return f"{ROOMS[path[0]]} {identifier!r}" + (f", {rest}" if rest else "")
    return path_text(path)


def printable(text: str) -> str:
    """The text with control, format and line characters escaped, safe for terminal and log."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text)

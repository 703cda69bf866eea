"""Builders: an invented article as a JSON row, and files of such rows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from musnad.dataset import validate

Row = dict[str, Any]
Words = str | tuple[str, ...]

TEXT = (
    "السيول تجرف جسورا في رمان\n\n"
    "قالت بلدية واحة رمان إن السيول جرفت ثلاثة جسور، مضيفة أن الوضع تحت السيطرة."
)


def _span(text: str, words: Words) -> list[Row]:
    parts = (words,) if isinstance(words, str) else words
    starts = [text.rindex(part) for part in parts if part]
    return [
        {"start": start, "end": start + len(part), "text": part}
        for start, part in zip(starts, parts, strict=False)
    ]


def _attribution(text: str, identifier: str, **parts: Any) -> Row:
    roles = {role: _span(text, parts.pop(role, "")) for role in ("cue", "source", "content")}
    labels = {"source_id": "S1", "style": "indirect", "act": "state", "parent": None, "refers": []}
    return {"id": identifier, **roles, **labels, **parts}


def _article(text: str = TEXT, **fields: Any) -> Row:
    """A valid gold article in which S1 is quoted once (a1) and claims one thing (c1).

    `cue`, `source`, `content`, `claim` and `mentions` are the words to mark where they last
    stand (a tuple: several fragments; for mentions, several mentions); other names replace whole
    fields.
    """
    cue = fields.pop("cue", "قالت")
    source = fields.pop("source", "بلدية واحة رمان")
    content = fields.pop("content", "إن السيول جرفت ثلاثة جسور")
    claim = fields.pop("claim", "السيول جرفت ثلاثة جسور")
    mentions = fields.pop("mentions", (source,))
    row = {
        "id": "ar-90",
        "event": "e90",
        "outlet": "o04",
        "language": "ar",
        "date": "2031-03-02",
        "title": text.partition("\n")[0],
        "text": text,
        "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "sentences": [{"start": 0, "end": len(text)}],
        "sources": [
            {
                "id": "S1",
                "name": "بلدية واحة رمان",
                "type": "official",
                "named": True,
                "entity": None,
                "mentions": [_span(text, mention) for mention in mentions if mention],
                "members": [],
            }
        ],
        "attributions": [_attribution(text, "a1", cue=cue, source=source, content=content)],
        "claims": [
            {
                "id": "c1",
                "span": _span(text, claim),
                "checkable": True,
                "attribution": "a1",
                "fact": None,
                "value": None,
                "verdict": None,
            }
        ],
        "notes": [],
        "provenance": None,
    }
    return {**row, **fields}


@pytest.fixture
def span() -> Callable[[str, Words], list[Row]]:
    """Makes a span as JSON: the words where they last stand in a text."""
    return _span


@pytest.fixture
def attribution() -> Callable[..., Row]:
    """Makes an attribution as JSON: `attribution(text, "a2", cue=…, content=…)`."""
    return _attribution


@pytest.fixture
def article() -> Callable[..., Row]:
    """Makes a valid gold article as JSON: `article("قالت …", cue="قالت", …)`."""
    return _article


@pytest.fixture
def prediction(article: Callable[..., Row]) -> Callable[..., Row]:
    """Makes a valid prediction for `article()` as JSON."""

    def prediction(**fields: Any) -> Row:
        row = article()
        layers = {key: row[key] for key in ("sources", "attributions", "claims")}
        return {"id": row["id"], "text_sha256": row["text_sha256"], **layers, **fields}

    return prediction


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Writes rows (dicts, or raw bytes) as the lines of a file in an empty working folder."""
    monkeypatch.chdir(tmp_path)

    def written(*rows: Row | bytes, name: str = "dev.jsonl") -> str:
        lines = (row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows)
        Path(name).write_bytes(b"\n".join(lines))
        return name

    return written


@pytest.fixture
def problems(written: Callable[..., str]) -> Callable[..., list[str]]:
    """Validates rows as a file `dev.jsonl` and gives the messages."""

    def problems(*rows: Row | bytes, table: str = "articles", **options: Any) -> list[str]:
        return [str(problem) for problem in validate(written(*rows), table, **options)]

    return problems

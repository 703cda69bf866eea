"""Runs the command in this process, from an empty folder, as a shell would see it."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from musnad.cli import main
from musnad.dataset import load, to_json


class Done(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON value on standard output."""
        return json.loads(self.out)

    @property
    def rows(self) -> list[Any]:
        """The JSON Lines on standard output."""
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, with an empty data folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MUSNAD_HOME", str(tmp_path / "home"))
    return tmp_path


@pytest.fixture
def run(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Done]:
    """`run("stats", "-", stdin=…)`: the exit code and what was printed."""

    def run(*arguments: str, stdin: bytes = b"") -> Done:
        monkeypatch.setattr("sys.argv", ["musnad", *arguments])
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as stop:
            main()
        code = stop.value.code
        assert code is None or isinstance(code, int)
        return Done(code or 0, *capsys.readouterr())

    return run


@pytest.fixture
def rows() -> list[dict[str, Any]]:
    """The articles of `musnad-starter/train` as JSON objects."""
    return [to_json(article) for article in load("musnad-starter/train")]


@pytest.fixture
def lines() -> Callable[..., bytes]:
    """Rows as the bytes of a JSON Lines file."""

    def lines(rows: list[dict[str, Any]]) -> bytes:
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()

    return lines

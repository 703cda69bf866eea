"""Builders for invented corpora in other people's formats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

Bound = Callable[..., str]
Writer = Callable[[dict[str, str]], Path]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder."""
    monkeypatch.setenv("MUSNAD_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def quirks() -> Counter[str]:
    """Counts the quirks that are reported by `quirks.update([name])`."""
    return Counter()


@pytest.fixture
def write(tmp_path: Path) -> Writer:
    """Writes files below a folder, line ends untouched."""

    def write(files: dict[str, str]) -> Path:
        for name, content in files.items():
            path = tmp_path / "given" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode())
        return tmp_path / "given"

    return write


@pytest.fixture
def bound() -> Bound:
    """The `.ann` line of a text-bound that covers the first places where its words stand."""

    def bound(text: str, identifier: str, label: str, *words: str) -> str:
        places = [(text.index(word), text.index(word) + len(word)) for word in words]
        offsets = ";".join(f"{start} {end}" for start, end in places)
        return f"{identifier}\t{label} {offsets}\t{' '.join(words)}\n"

    return bound

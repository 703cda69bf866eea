"""The fixture that compares with golden files; `--refresh-golden` rewrites them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def is_golden(request: pytest.FixtureRequest) -> Callable[[str, str], bool]:
    """Whether a text is, byte for byte, the golden file of that name."""

    def compare(name: str, text: str) -> bool:
        path = GOLDEN / name
        found = f"{text}\n".encode()
        if request.config.getoption("--refresh-golden"):
            path.write_bytes(found)
        assert found.decode() == path.read_bytes().decode()
        return found == path.read_bytes()

    return compare

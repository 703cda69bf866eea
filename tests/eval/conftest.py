"""The flag that rewrites golden files, and the fixture that compares with them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--refresh-golden",
        action="store_true",
        help="write the golden files of tests/eval anew; review the difference",
    )


@pytest.fixture
def is_golden(request: pytest.FixtureRequest) -> Callable[[str, str], bool]:
    """Whether a text is, byte for byte, the golden file of that name."""

    def compare(name: str, text: str) -> bool:
        path = GOLDEN / name
        found = f"{text}\n".encode()
        # The option is unknown where pytest was started above this folder.
        if request.config.getoption("--refresh-golden", default=False):
            path.write_bytes(found)
        assert found.decode() == path.read_bytes().decode()
        return found == path.read_bytes()

    return compare

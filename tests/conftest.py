"""Options of the whole suite."""

from __future__ import annotations

from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--refresh-golden",
        action="store_true",
        help="write golden files and the output in documents anew; review the difference",
    )
    parser.addoption(
        "--cases",
        type=int,
        default=500,
        help="how many random cases of each generator tests/conformance compares (default 500)",
    )
    parser.addoption(
        "--coval",
        type=Path,
        help="a checkout of the coreference scorer coval, which is on no package index",
    )

"""How many cases each generator makes, and which of them a test gets."""

from __future__ import annotations

from pathlib import Path

import pytest

from .generators import SEED, SHAPES

BLOCK = 500


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give `shape` every shape and `numbers` the numbers of all cases, a block at a time."""
    count = metafunc.config.getoption("--cases")
    if "shape" in metafunc.fixturenames:
        metafunc.parametrize("shape", SHAPES)
    if "numbers" in metafunc.fixturenames:
        blocks = [range(at, min(at + BLOCK, count)) for at in range(0, count, BLOCK)]
        names = [f"{block.start}-{block.stop - 1}" for block in blocks]
        metafunc.parametrize("numbers", blocks, ids=names)


def pytest_report_header(config: pytest.Config) -> str:
    """What it takes to make the same cases again."""
    count = config.getoption("--cases")
    names = ", ".join([*SHAPES, "flat", "clusters"])
    return f"conformance: {count} cases of each generator ({names}), seed {SEED}"


@pytest.fixture
def coval_checkout(request: pytest.FixtureRequest) -> Path | None:
    """Where coval is, if it was given."""
    checkout: Path | None = request.config.getoption("--coval")
    return checkout

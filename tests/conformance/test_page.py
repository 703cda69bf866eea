"""The page of disagreements says what is tested; `--refresh-golden` writes it."""

from __future__ import annotations

import pytest

from .page import MARKERS, PAGE, written


def test_the_page_holds_the_table_that_is_tested(request: pytest.FixtureRequest) -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert all(page.count(marker) == 1 for marker in MARKERS)
    if request.config.getoption("--refresh-golden"):
        PAGE.write_text(written(page), encoding="utf-8")
        return
    assert written(page) == page

"""The page of metrics: complete, and what the scorer computes."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from musnad.eval import METRICS
from musnad.eval.guide import example, groups, page

PAGE = Path(__file__).resolve().parents[2] / "docs" / "metrics.md"


def test_every_metric_is_explained_once() -> None:
    found = Counter(name for group in groups() for name in group.names())
    assert found == dict.fromkeys(METRICS, 1)


def test_no_group_explains_what_is_not_there() -> None:
    assert [group.title for group in groups() if not group.names()] == []


def test_the_page_is_what_the_registry_makes(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--refresh-golden"):
        PAGE.write_text(page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page()


def test_the_example_has_a_value_worked_by_hand() -> None:
    # a2 is in the wrong mouth; of a3's source 5 of 17 letters are marked: 1 right of 3
    row = re.search(r"^\| `wsw_\{p,r,f1\}` .*\| (.*?) \|$", page(), re.M)
    assert row is not None
    assert row[1] == "33.3 / 33.3 / 33.3 (hits 1, found 3, wanted 3)"


def test_the_example_is_arabic_and_answers_everything() -> None:
    gold, _, answer = example()
    assert gold.language == "ar"
    assert None not in (answer.attributions, answer.claims, answer.sources)

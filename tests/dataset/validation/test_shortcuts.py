"""Shortcuts and acceptors agree with the rules and the reader that they spare."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from musnad.dataset import Article, Fragment, Prediction
from musnad.dataset.accepting import accept
from musnad.dataset.decode import INVALID, reader
from musnad.dataset.encoding import encoded
from musnad.dataset.io import dumps, to_json
from musnad.dataset.strict import loads
from musnad.dataset.validation import RULES, Subject
from musnad.dataset.validation.shortcuts import SHORTCUTS, findings

from .test_fuzz import placed, values

Row = dict[str, Any]
SIDES = [(Article, "gold"), (Prediction, "predicted")]
fuzzed = settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
changes = st.lists(st.tuples(st.integers(0, 10_000), values), min_size=0, max_size=2)


def ignore(*_: Any) -> None:
    """A report that nobody reads."""


@fuzzed
@given(changes=changes)
@pytest.mark.parametrize(("record", "side"), SIDES)
def test_what_is_accepted_is_what_the_reader_reads(
    record: type, side: Any, changes: list[tuple[int, Any]], article: Callable[..., Row]
) -> None:
    row = placed(article(), changes)
    accepted, read = accept(record, side, row), reader(record, side)(row, (), ignore)
    assert accepted is None or accepted == read
    assert read is INVALID or accepted is not None


@fuzzed
@given(changes=changes)
@pytest.mark.parametrize(("record", "side"), SIDES)
def test_shortcuts_hide_no_finding(
    record: type, side: Any, changes: list[tuple[int, Any]], article: Callable[..., Row]
) -> None:
    value = accept(record, side, placed(article(), changes))
    if value is not None:
        subject = Subject(side, value, article()["text"])
        assert [*findings(subject)] == [found for rule in RULES for found in rule(subject)]


def test_a_valid_article_needs_no_rule_that_has_a_shortcut(article: Callable[..., Row]) -> None:
    subject = Subject("gold", accept(Article, "gold", article()), article()["text"])
    slow = {"references_are_right"}
    assert {test.__name__ for test in SHORTCUTS if not test(subject)} <= slow


def test_a_record_is_encoded_as_its_json_is_written(article: Callable[..., Row]) -> None:
    record = accept(Article, "gold", article(provenance='"\\ \u2028 \x01 é'))
    assert encoded(record) == dumps(to_json(record))


def test_accepted_fragments_are_frozen_records() -> None:
    found = accept(Fragment, "gold", {"start": 1, "end": 2, "text": "a"})
    assert found == Fragment(1, 2, "a")
    assert accept(Fragment, "gold", {"start": 2, "end": 1, "text": "a"}) is None


@pytest.mark.parametrize(
    "line",
    ['{"a": 1, "a": 2}', '{"a": {"b": 1, "b": 1}, "c": "a:b"}', '[{"a": 1}, {"a" : 1, "a" : 1}]'],
)
def test_no_duplicate_key_hides_behind_colons_in_strings(line: str) -> None:
    with pytest.raises(ValueError, match="stands twice"):
        loads(line)


def test_a_line_with_colons_in_strings_is_read(article: Callable[..., Row]) -> None:
    row = article(provenance="a:b::c")
    assert loads(json.dumps(row, ensure_ascii=False)) == row

"""Shortcuts and acceptors agree with the rules and the reader that they spare."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from musnad.dataset import Article, Claim, Prediction, Reliability, Span
from musnad.dataset.accepting import accept, outline
from musnad.dataset.decode import INVALID, reader
from musnad.dataset.encoding import encoded
from musnad.dataset.io import dumps, row_line, to_json
from musnad.dataset.strict import loads, loads_like
from musnad.dataset.validation import RULES, Subject
from musnad.dataset.validation.shortcuts import SHORTCUTS, findings

from .test_fuzz import placed, values

Row = dict[str, Any]
SIDES = [(Article, "gold"), (Prediction, "predicted")]
fuzzed = settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
changes = st.lists(st.tuples(st.integers(0, 10_000), values), min_size=0, max_size=2)


BAD = {"id": "c", "span": [{"start": 2, "end": 1}]}


def ignore(*_: Any) -> None:
    """A report that nobody reads."""


def fail(code: str, path: Any, message: str) -> None:
    """A report that must not be made."""
    raise AssertionError(f"{code} {path} {message}")


def accepted(record: type, side: Any, row: Row) -> Any:
    """The record of a row whose line has the outline of its table, else None."""
    try:
        value, is_plain = loads_like(dumps(row), outline(record, side))
    except ValueError:
        return None
    return accept(record, side, [value])[0] if is_plain else None


@fuzzed
@given(changes=changes)
@pytest.mark.parametrize(("record", "side"), SIDES)
def test_what_is_accepted_is_what_the_reader_reads(
    record: type, side: Any, changes: list[tuple[int, Any]], article: Callable[..., Row]
) -> None:
    row = placed(article(), changes)
    found = accepted(record, side, row)
    assert found is None or found == reader(record, side)(row, (), fail)


@fuzzed
@given(changes=changes)
def test_an_accepted_line_of_gold_is_its_own_canonical_form(
    changes: list[tuple[int, Any]], article: Callable[..., Row]
) -> None:
    row = placed(article(), changes)
    found = accepted(Article, "gold", row)
    assert found is None or dumps(to_json(found)) == dumps(row)


@pytest.mark.parametrize(("record", "side"), SIDES)
def test_a_valid_article_is_accepted(record: type, side: Any, article: Callable[..., Row]) -> None:
    assert type(accepted(record, side, article())) is record


def test_answers_are_accepted_with_their_keys_in_any_order(article: Callable[..., Row]) -> None:
    claim = {"p": 0.25, "span": [], "verdict_p": None, "id": "c", "checkable": True}
    found = accepted(Prediction, "predicted", {"claims": [claim], "id": "t"})
    assert found == Prediction("t", claims=(Claim("c", Span(), checkable=True, p=0.25),))


@pytest.mark.parametrize(
    "line",
    [
        '{"id": "t", "id": "t"}',
        '{"claims": [], "id": "t", "claims": []}',
        '{"id": "t", "claims": [{"id": "c", "span": [], "span": []}]}',
    ],
)
def test_a_key_that_stands_twice_has_the_outline_and_is_refused(line: str) -> None:
    expected = outline(Prediction, "predicted")
    assert expected.pattern.fullmatch(line)
    with pytest.raises(ValueError, match="stands twice"):
        loads_like(line, expected)


@pytest.mark.parametrize(
    "line",
    [
        '{"id": "t" }',
        '{"id":"t"}',
        '{"id": "\\u0000"}',
        '{"id": "\\ud800"}',
        '{"id": "t", "claims": [{"id": "c", "span": [], "p": 1.5}]}',
        '{"id": "t", "claims": [{"id": "c", "span": [], "p": NaN}]}',
        '{"id": "t", "claims": [{"id": "c", "span": [{"start": 0, "end": 12345678901}]}]}',
        '{"id": "t", "unknown": 1}',
    ],
)
def test_any_other_line_has_no_outline(line: str) -> None:
    assert not outline(Prediction, "predicted").pattern.fullmatch(line)


@pytest.mark.parametrize("p", ["0", "1", "0.0", "1.0", "0.25", "1e-05", "2.5e-10", "9e-01"])
def test_probabilities_have_the_outline(p: str) -> None:
    line = f'{{"entity": "e", "p": {p}}}'
    assert outline(Reliability, "predicted").pattern.fullmatch(line)


@pytest.mark.parametrize("p", ["1.5", "2", "9e-00", "1e5", "-0.5", "1.00001", "0.", ".5", "01"])
def test_other_numbers_have_none(p: str) -> None:
    line = f'{{"entity": "e", "p": {p}}}'
    assert not outline(Reliability, "predicted").pattern.fullmatch(line)


@pytest.mark.parametrize("line", ['{"id": "t", }', '{"id": "a\tb"}'])
def test_what_has_the_outline_and_is_no_json_is_refused(line: str) -> None:
    expected = outline(Prediction, "predicted")
    assert expected.pattern.fullmatch(line)
    with pytest.raises(ValueError, match="at column"):
        loads_like(line, expected)


@pytest.mark.parametrize(
    "row", [{"claims": []}, {"id": "t", "claims": [{"id": "c"}]}, {"id": "t", "claims": [BAD]}]
)
def test_what_lacks_a_key_or_ends_before_it_starts_is_left_to_the_reader(row: Row) -> None:
    assert accepted(Prediction, "predicted", row) is None


def test_one_bad_record_does_not_spoil_the_others() -> None:
    rows = [{"id": "a"}, {"claims": []}, {"id": "b"}]
    found = accept(Prediction, "predicted", rows)
    assert found == [Prediction("a"), None, Prediction("b")]


def test_a_long_line_takes_no_long_time_to_refuse() -> None:
    claim = '{"id": "c", "span": [{"start": 1, "end": 2}]}'
    line = f'{{"id": "t", "claims": [{", ".join([claim] * 50_000)}], "wrong": 1}}'
    assert not outline(Prediction, "predicted").pattern.fullmatch(line)


@fuzzed
@given(changes=changes)
@pytest.mark.parametrize(("record", "side"), SIDES)
def test_shortcuts_hide_no_finding(
    record: type, side: Any, changes: list[tuple[int, Any]], article: Callable[..., Row]
) -> None:
    line = row_line(1, placed(article(), changes), "<rows>")
    value = reader(record, side)(line.value, (), ignore)
    if line.problem is None and value is not INVALID:
        subject = Subject(side, value, article()["text"])
        assert [*findings(subject)] == [found for rule in RULES for found in rule(subject)]


def test_a_valid_article_needs_no_rule_that_has_a_shortcut(article: Callable[..., Row]) -> None:
    subject = Subject("gold", accepted(Article, "gold", article()), article()["text"])
    slow = {"references_are_right"}
    assert {test.__name__ for test in SHORTCUTS if not test(subject)} <= slow


def test_a_record_is_encoded_as_its_json_is_written(article: Callable[..., Row]) -> None:
    record = reader(Article, "gold")(article(provenance='"\\ \u2028 \x01 é'), (), fail)
    assert encoded(record) == dumps(to_json(record))


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

"""Whatever stands in a file, the answer is a list of problems and never a traceback."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from musnad.dataset import Article, Prediction, validate
from musnad.dataset.io import row_line
from musnad.dataset.validation import check_line

Row = dict[str, Any]
fuzzed = settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

offsets = st.integers(-2, 110) | st.sampled_from([True, 1.0, "3", None, 2**31, 10**20])
fragments = st.fixed_dictionaries(
    {"start": offsets, "end": offsets}, optional={"text": st.text(max_size=3), "p": st.floats()}
)
scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4)
spans = st.lists(fragments, max_size=3)
values = st.recursive(
    scalars
    | spans
    | st.sampled_from(["a1", "S1", "c1", "a2", "قال", "2031-03-02", "\0", "\ud800"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


def paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place inside a JSON value."""
    if not isinstance(value, dict | list):
        return []
    found = []
    for step, member in value.items() if isinstance(value, dict) else enumerate(value):
        found += [(*path, step), *paths(member, (*path, step))]
    return found


def placed(row: Row, changes: list[tuple[int, Any]]) -> Row:
    """The row with each value put into one of its places."""
    for number, value in changes:
        places = paths(row)
        *steps, last = places[number % len(places)]
        inner: Any = row
        for step in steps:
            inner = inner[step]
        inner[last] = value
    return row


@fuzzed
@given(changes=st.lists(st.tuples(st.integers(0, 10_000), values), min_size=1, max_size=3))
@pytest.mark.parametrize(("record", "side"), [(Article, "gold"), (Prediction, "predicted")])
def test_any_value_anywhere_is_a_record_or_a_problem(
    record: type, side: Any, changes: list[tuple[int, Any]], article: Callable[..., Row]
) -> None:
    row = placed(article(), changes)
    texts = {"ar-90": article()["text"]}
    checked = check_line(row_line(1, row, "<rows>"), record, side, "<rows>", {}, texts)
    assert checked.record is not None or checked.problems
    assert all(str(problem).isprintable() for problem in checked.problems)


@fuzzed
@given(bounds=st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), min_size=1, max_size=4))
@pytest.mark.parametrize("role", ["cue", "source", "content", "span", "mention"])
def test_any_fragments_in_any_order_are_a_span_or_a_problem(
    role: str, bounds: list[tuple[int, int]], article: Callable[..., Row]
) -> None:
    row = article()
    span = [{"start": start, "end": end, "text": row["text"][start:end]} for start, end in bounds]
    if role == "span":
        row["claims"][0]["span"] = span
    elif role == "mention":
        row["sources"][0]["mentions"].append(span)
    else:
        row["attributions"][0][role] = span
    in_order = all(one[1] <= other[0] for one, other in pairwise(bounds))
    inside = all(0 <= start < end <= len(row["text"]) for start, end in bounds)
    checked = check_line(row_line(1, row, "<rows>"), Article, "gold", "<rows>", {}, {})
    codes = {problem.code for problem in checked.problems}
    assert bool(codes & {"E-OFFSET", "E-FRAGMENTS"}) == (not in_order or not inside)


@fuzzed
@given(edits=st.lists(st.tuples(st.integers(0, 5_000), st.binary(max_size=4)), max_size=4))
def test_any_bytes_are_lines_or_problems(
    edits: list[tuple[int, bytes]], article: Callable[..., Row]
) -> None:
    data = json.dumps(article(), ensure_ascii=False).encode() + b"\n"
    for at, new in edits:
        at %= len(data)
        data = data[:at] + new + data[at + 1 :]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "dev.jsonl"
        path.write_bytes(data)
        for table in ("articles", "predictions"):
            assert all(str(problem).isprintable() for problem in validate(path, table))

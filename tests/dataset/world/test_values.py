"""What a value allows, and when two assertions cannot both be true; worked by hand."""

from __future__ import annotations

import pytest

from musnad.dataset.world.values import Kind, compatible, holds
from musnad.errors import DataError


@pytest.mark.parametrize(
    ("kind", "value", "truth", "expected"),
    [
        ("count", "=17", "17", True),
        ("count", "=17", "18", False),
        ("count", ">=15", "17", True),
        ("count", "<=15", "17", False),
        ("count", "10..20", "20", True),
        ("count", "~20", "22", True),  # 18 to 22
        ("count", "~20", "23", False),
        ("count", "~4", "5", True),  # at least 1 either way
        ("percent", "=4.6", "4.6", True),
        ("money", "~2.5", "3.4", True),  # 1.5 to 3.5
        ("date", "2031-05-12", "2031-05-12", True),
        ("date", "2031-05", "2031-05-12", True),
        ("time", "2031-06-11", "2031-06-12T05:45", False),
        ("cause", "arson", "arson", True),
        ("yesno", "yes", "no", False),
    ],
)
def test_a_value_holds_of_a_truth(kind: Kind, value: str, truth: str, expected: bool) -> None:
    assert holds(kind, value, truth) is expected


@pytest.mark.parametrize(
    ("kind", "one", "other", "denied", "expected"),
    [
        ("count", "=17", "=17", (False, False), True),
        ("count", "=17", "=18", (False, False), False),
        ("count", "=17", ">=15", (False, False), True),
        ("count", "~20", "=22", (False, False), True),
        ("count", "~20", "=23", (False, False), False),
        ("count", "=17", "=17", (False, True), False),
        ("count", ">=15", "=17", (False, True), True),
        ("count", "=17", ">=15", (True, False), True),
        ("count", "=17", ">=15", (False, True), False),
        ("count", "=17", "=18", (True, True), True),
        ("count", "<=4", ">=5", (True, True), False),  # nothing is left
        ("quantity", "<=4", ">=5", (True, True), True),  # 4.5 is left
        ("yesno", "yes", "no", (False, False), False),
        ("yesno", "yes", "no", (False, True), True),
        ("yesno", "yes", "no", (True, True), False),
        ("cause", "mine", "drone", (True, True), True),
        ("date", "2031-05", "2031-05-12", (False, False), True),
        ("date", "2031-05-12", "2031-05", (False, False), True),
        ("date", "2031-05-12", "2031-05", (False, True), False),
        ("date", "2031-05", "2031-05-12", (False, True), True),
        ("date", "2031-05-12", "2031-06", (False, False), False),
    ],
)
def test_two_assertions_agree_where_some_value_satisfies_both(
    kind: Kind, one: str, other: str, denied: tuple[bool, bool], expected: bool
) -> None:
    assert compatible(kind, one, other, denied=denied) is expected
    assert compatible(kind, other, one, denied=(denied[1], denied[0])) is expected


@pytest.mark.parametrize("value", ["17", "=", "~نحو", "a..b", "3..", ">=x"])
def test_a_malformed_number_is_refused(value: str) -> None:
    with pytest.raises(DataError, match="is not a number"):
        holds("count", value, "17")

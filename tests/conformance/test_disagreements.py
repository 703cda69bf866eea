"""Every disagreement of `disagreements.py`: what Musnad says, and what the others say again."""

from __future__ import annotations

import math
import re
import warnings

import pytest

from .disagreements import CASES, Case, Other, Value

RUN = [(case, other) for case in CASES for other in case.others if other.run]


def same(found: Value, stated: Value) -> bool:
    """Whether a value is the stated one; to 1e-12 for fractions."""
    if isinstance(found, float) and math.isnan(found):
        return stated == "nan"
    if isinstance(found, (int, float)) and isinstance(stated, (int, float)):
        return math.isclose(found, stated, rel_tol=0, abs_tol=1e-12)
    return found == stated


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_musnad_says_what_the_table_says(case: Case) -> None:
    found = case.ours()
    assert found.keys() >= case.expected.keys()
    for name, stated in case.expected.items():
        assert same(found[name], stated), (name, found[name], stated)


@pytest.mark.parametrize(
    ("case", "other"), RUN, ids=[f"{case.name}: {other.tool}" for case, other in RUN]
)
def test_others_say_what_the_table_says(case: Case, other: Other) -> None:
    assert other.run
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # on empty and constant input they warn
        try:
            found: Value = other.run()
        except Exception as problem:
            found = type(problem).__name__
    assert same(found, other.value), (found, other.value)


def test_every_number_from_1_to_20_is_here() -> None:
    numbers = {int(re.match(r"D(\d+)", case.name)[1]) for case in CASES}  # type: ignore[index]
    assert numbers == set(range(1, 21))
    assert len({case.name for case in CASES}) == len(CASES)

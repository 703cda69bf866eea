"""Systems side by side: order, ranks, differences, what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from musnad.errors import UsageError
from musnad.eval.comparing import Standing, compare

from .builders import article, corpus, said

EVENTS = 8
GOLD = [article(said((0, 9), (10, 14)), id=f"خبر-{n}", event=f"e{n}") for n in range(EVENTS)]


def system(right: int) -> list[Any]:
    """Who finds the first attributions and answers the wrong source in the others."""
    return [
        gold if n < right else article(said((0, 9), (20, 24)), id=gold.id, event=gold.event)
        for n, gold in enumerate(GOLD)
    ]


def standing(**options: Any) -> Standing:
    return compare(corpus(*GOLD), system(1), system(8), system(7), names=["أ", "ب", "ج"], **options)


def test_the_best_comes_first_with_its_rank() -> None:
    found = standing()
    assert list(found.scores) == ["ب", "ج", "أ"]
    assert [score.value for score in found.scores.values()] == [1, 7 / 8, 1 / 8]
    # one swap more or less: ب and ج differ in one event of eight, so every swap is as large
    assert found.ranks == {"ب": (1, 2), "ج": (1, 2), "أ": (3, 3)}


def test_differences_with_exact_p_values() -> None:
    found = {(item.one, item.other): item for item in standing().differences}
    assert {pair: item.value for pair, item in found.items()} == pytest.approx(
        {("ب", "ج"): 1 / 8, ("ب", "أ"): 7 / 8, ("ج", "أ"): 6 / 8}
    )
    # all 7 (6) differing events on one side: 2 of 2^7 (2^6) ways
    assert {pair: item.p.value for pair, item in found.items()} == {
        ("ب", "ج"): 1,
        ("ب", "أ"): 2 / 2**7,
        ("ج", "أ"): 2 / 2**6,
    }
    assert found["ب", "أ"].adjusted == 3 * 2 / 2**7
    assert found["ب", "أ"].significant
    assert not found["ب", "ج"].significant


def test_the_family_can_be_one_system_against_the_others() -> None:
    found = {(item.one, item.other): item.adjusted for item in standing(new="ج").differences}
    assert found == {("ب", "ج"): 1, ("ب", "أ"): None, ("ج", "أ"): 2 * 2 / 2**6}


def test_intervals_of_differences_are_paired() -> None:
    # ب is right wherever ج is, so no resample can favour ج
    gap = standing().differences[0].interval
    assert gap is not None
    assert gap.low >= 0


def test_two_systems_have_one_p_value() -> None:
    pair = compare(corpus(*GOLD), system(8), system(1))
    assert pair.p_value == 2 / 2**7
    assert list(pair.scores) == ["A", "B"]
    with pytest.raises(UsageError, match="3 systems were compared"):
        _ = standing().p_value


def test_a_system_against_itself() -> None:
    same = compare(corpus(*GOLD), system(3), system(3))
    assert (same.p_value, same.ranks) == (1, {"A": (1, 2), "B": (1, 2)})


@pytest.mark.parametrize(
    ("systems", "options", "message"),
    [
        (1, {}, "1 system to compare"),
        (2, {"names": ["س"]}, "1 names for 2 systems"),
        (2, {"names": ["س", "س"]}, "two systems are called 'س'"),
        (2, {"new": "ص"}, "the new system 'ص' is none of 'A', 'B'"),
        (2, {"metric": "claim_exact_f1"}, "claim_exact_f1 of A is n/a: nothing to find"),
    ],
)
def test_what_is_refused(systems: int, options: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        compare(corpus(*GOLD), *[system(2)] * systems, **options)


def test_incomplete_predictions_are_not_compared_with_complete_ones() -> None:
    part = system(8)[:6]
    with pytest.raises(UsageError, match=r"not scored alike.*miss:2.*--force"):
        compare(corpus(*GOLD), system(8), part, allow_missing=True)
    forced = compare(corpus(*GOLD), system(8), part, allow_missing=True, force=True)
    assert forced.ranks == {"A": (1, 2), "B": (1, 2)}


def test_markdown_takes_names_for_what_they_are() -> None:
    text = compare(corpus(*GOLD), system(8), system(1), names=["a|b", "*ب*"]).to_markdown()
    assert r"| 1 | a\|b | 100.0 |" in text
    assert r"| 2 | \*ب\* | 12.5 |" in text

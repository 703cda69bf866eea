"""Krippendorff's alpha against his own example and against alphas worked by hand."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest

from musnad.eval.agreement import Alpha, alpha, coincidences, pattern

# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, section C: four coders, twelve
# units, a dot where a coder gave nothing. He prints 0.743.
CODERS = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")


def textbook() -> Counter[tuple[str, ...]]:
    return Counter(
        pattern(None if label == "." else label for label in unit)
        for unit in zip(*CODERS, strict=True)
    )


def test_the_textbook_example_has_its_matrix() -> None:
    cells = coincidences(textbook())
    rows = {one: sum(worth for (row, _), worth in cells.items() if row == one) for one in "12345"}
    assert rows == {"1": 9, "2": 13, "3": 10, "4": 5, "5": 3}
    assert [cells[label, label] for label in "12345"] == [7, 10, 8, 4, 3]
    assert cells["1", "2"] == cells["2", "1"] == Fraction(4, 3)
    assert sum(cells.values()) == 40


def test_the_textbook_example_has_its_alpha() -> None:
    # 1 - 39 * (40 - 32) / (40^2 - (81 + 169 + 100 + 25 + 9)) = 1 - 312 / 1216
    found = alpha(textbook())
    assert found == Alpha(float(1 - Fraction(312, 1216)), 11)
    assert f"{found.value:.3f}" == "0.743"


@pytest.mark.parametrize(
    ("patterns", "value"),
    [
        # Two coders, binary, four units: n = 8; no 5, yes 3; 1 - 7 * 2 / (64 - 34).
        ({("no", "no"): 2, ("yes", "yes"): 1, ("no", "yes"): 1}, Fraction(16, 30)),
        # Never the same: o_ck = 4, n_c = n_k = 2; 1 - 3 * 4 / (16 - 8).
        ({("no", "yes"): 2}, Fraction(-1, 2)),
        # Always the same, two labels.
        ({("no", "no"): 1, ("yes", "yes"): 7}, Fraction(1)),
        # Three coders, one unit: o_no,no = 1, o_no,yes = o_yes,no = 1; 1 - 2 * 2 / (9 - 5).
        ({("no", "no", "yes"): 1}, Fraction(0)),
        # A unit of one coder is no unit: as the first row.
        (
            {("no", "no"): 2, ("yes", "yes"): 1, ("no", "yes"): 1, ("yes",): 9, (): 4},
            Fraction(16, 30),
        ),
    ],
)
def test_alpha_is_what_was_worked_by_hand(
    patterns: dict[tuple[str, ...], int], value: Fraction
) -> None:
    assert alpha(patterns).value == float(value)


def test_units_that_only_one_coder_labelled_do_not_count() -> None:
    assert alpha({("no", "no"): 2, ("no", "yes"): 1, ("yes",): 9}).units == 3


def test_one_label_everywhere_is_one_by_definition_and_flagged() -> None:
    found = alpha({("state", "state"): 3, ("state",): 2})
    assert (found.value, found.units, found.constant) == (1.0, 3, True)
    assert found.reason == "every label is the same, so chance cannot be told from agreement"


@pytest.mark.parametrize("patterns", [{}, {(): 4}, {("deny",): 3}])
def test_without_a_unit_of_two_coders_there_is_no_alpha(
    patterns: dict[tuple[str, ...], int],
) -> None:
    assert alpha(patterns) == Alpha(None, 0, reason="nothing was labelled by two annotators")


def test_patterns_of_articles_add_up_to_the_pattern_of_the_corpus() -> None:
    one, other = Counter({("no", "yes"): 2}), Counter({("no", "no"): 3, ("no", "yes"): 1})
    assert alpha(one + other) == alpha({("no", "yes"): 3, ("no", "no"): 3})


def test_a_pattern_knows_neither_the_order_of_coders_nor_who_is_missing() -> None:
    assert pattern([None, "deny", "ask"]) == pattern(["ask", "deny"]) == ("ask", "deny")

"""Where published scorers contradict each other: the cases D3-D19 with Musnad's values.

Offsets are half-open and every code point is a letter. The values of the other tools are in the
comments, as they were measured; numbers that this file asserts are worked by hand.
"""

from __future__ import annotations

import pytest

from .builders import LETTERS, article, report, said, source, values

LONG = LETTERS * 80


def claims(*spans: tuple[int, int], id: str = "ar-1", text: str = LETTERS):
    return article(claims=spans, id=id, text=text)


@pytest.mark.parametrize("order", [[(3, 8), (0, 5)], [(0, 5), (3, 8)]])
def test_d3_the_order_of_predictions_is_irrelevant(order: list[tuple[int, int]]) -> None:
    # nervaluate 1.2.1: 0.0 in the first order, 0.667 in the second
    assert values(claims((0, 5)), claims(*order), "claim_exact_f1", "claim_soft_f1") == {
        "claim_exact_f1": 2 / 3,
        "claim_soft_f1": 2 / 3,
    }


def test_d4_matching_is_optimal_not_greedy() -> None:
    # nervaluate partial: F1 0.25; Dice 12/16 and 12/13, IoU 6/10 and 6/7
    gold, found = claims((0, 10), (8, 14)), claims((7, 14), (0, 6))
    assert values(gold, found, "claim_soft_f1", "claim_iou50_f1") == {
        "claim_soft_f1": pytest.approx((12 / 16 + 12 / 13) / 2),
        "claim_iou50_f1": 1,
    }


@pytest.mark.parametrize("order", [[(3, 8), (0, 5)], [(0, 5), (3, 8)]])
def test_d4_ids_do_not_decide_the_matching(order: list[tuple[int, int]]) -> None:
    # brateval: 0.5 or 1.0, by which prediction is called T1; Dice 1 and 4/7
    assert values(claims((0, 5), (6, 8)), claims(*order), "claim_soft_f1") == {
        "claim_soft_f1": pytest.approx(11 / 14)
    }


def test_d5_identical_predictions_are_one_and_counted() -> None:
    # nervaluate, brateval: P 0.5; Citron overlap: R 2.0, F1 1.33
    found = report(claims((0, 5)), claims((0, 5), (0, 5)))
    for kind in ("exact", "soft", "iou50", "coverage", "char"):
        assert [found[f"claim_{kind}_{part}"].value for part in ("p", "r", "f1")] == [1, 1, 1]
    assert found.collapsed == {"gold": 0, "predicted": 1}


@pytest.mark.parametrize(
    ("gold", "found", "precision", "recall"),
    [
        ([(0, 5), (5, 10)], [(0, 10)], 2 / 3, 1 / 3),
        ([(0, 10)], [(0, 5), (5, 10)], 1 / 3, 2 / 3),
    ],
    ids=["one covers two", "two split one"],
)
def test_d6_segmentation_errors_cost(gold, found, precision: float, recall: float) -> None:
    # SemEval-2020 T11 and Citron overlap: 1.0; nervaluate ent_type: 0.667; exact: 0
    scores = report(claims(*gold), claims(*found))
    soft = {part: scores[f"claim_soft_{part}"].value for part in ("p", "r", "f1")}
    assert soft == pytest.approx({"p": precision, "r": recall, "f1": 4 / 9})
    assert scores["claim_exact_f1"].value == 0
    assert scores["claim_iou50_f1"].value == 0
    assert scores["claim_coverage_f1"].value == 1
    assert scores["claim_char_f1"].value == 1


def test_d6b_a_giant_span_earns_nothing() -> None:
    # nervaluate ent_type: 1.0, partial: 0.5; SemEval and Citron: 0.0004
    scores = report(claims((5, 7), text=LONG), claims((0, 9999), text=LONG))
    assert scores["claim_soft_f1"].value == pytest.approx(4 / 10001)
    assert scores["claim_coverage_f1"].value == pytest.approx(4 / 10001)
    assert scores["claim_char_f1"].value == pytest.approx(4 / 10001)
    assert scores["claim_iou50_f1"].value == 0


def test_d6b_a_giant_content_says_nothing() -> None:
    gold = article(said((5, 7), source=(20, 25)), text=LONG)
    found = article(said((0, 9999), source=(20, 25)), text=LONG)
    assert values(gold, found, "wsw_f1", "tuple_strict_f1") == {"wsw_f1": 0, "tuple_strict_f1": 0}


def test_d6c_nested_golds_are_never_merged() -> None:
    # Citron overlap: P 2.0; SemEval merges the golds: P 1.0, R 0.4
    scores = report(claims((0, 10), (2, 6)), claims((2, 6)))
    assert [scores[f"claim_exact_{part}"].value for part in ("p", "r")] == [1, 1 / 2]
    assert scores["claim_exact_f1"].value == 2 / 3
    assert [scores[f"claim_coverage_{part}"].value for part in ("p", "r")] == [
        1,
        pytest.approx((4 / 10 + 1) / 2),
    ]
    assert [scores[f"claim_char_{part}"].value for part in ("p", "r")] == [1, 4 / 10]


@pytest.mark.parametrize(
    ("gold", "found", "expected"),
    [
        # seqeval, nervaluate, Citron: 0; GERBIL, qsample, SemEval: 1
        ([], [], (None, None, None)),
        # GERBIL, qsample on an empty prediction: P 1
        ([(0, 5)], [], (None, 0, 0)),
        ([], [(0, 5)], (0, None, 0)),
    ],
    ids=["nothing on both sides", "nothing predicted", "nothing to find"],
)
@pytest.mark.parametrize("kind", ["exact", "soft", "iou50", "coverage", "char"])
def test_d8_empty_against_empty_is_undefined(gold, found, expected, kind: str) -> None:
    scores = report(claims(*gold), claims(*found))
    assert tuple(scores[f"claim_{kind}_{part}"].value for part in ("p", "r", "f1")) == expected


def test_d8_an_article_empty_on_both_sides_changes_nothing() -> None:
    # GERBIL counts it as a perfect article
    gold = [claims((0, 5), (8, 10)), claims(id="ar-2")]
    found = [claims((0, 5)), claims(id="ar-2")]
    assert values(gold, found, "claim_exact_f1") == values(gold[0], found[0], "claim_exact_f1")


TWO = article(said((0, 9), source=(20, 25), cue=(30, 33)), said((40, 49), (60, 65), (70, 73)))
ONE = article(said((0, 9), source=(20, 25), cue=(30, 33)))


@pytest.mark.parametrize(
    ("gold", "found", "precision", "recall"),
    [(TWO, ONE, 1, 1 / 2), (ONE, TWO, 1 / 2, 1)],
    ids=["one missed", "one invented"],
)
def test_d9_missing_and_inventing_are_told_apart(gold, found, precision, recall) -> None:
    # Match-F1: P 0.5 and R 1.0 for both errors
    scores = report(gold, found)
    for metric in ("cue_exact", "source_exact", "content_soft", "wsw"):
        assert scores[f"{metric}_p"].value == precision
        assert scores[f"{metric}_r"].value == recall
    assert scores["tuple_strict_f1"].value == 2 / 3


def test_d9_a_wrong_cue_leaves_the_other_roles_alone() -> None:
    # Match-F1: 0.955; SpkAtt by its paper: 0 for every role
    found = article(said((0, 9), source=(20, 25), cue=(90, 93)))
    assert values(
        ONE, found, "cue_role_f1", "source_role_f1", "tuple_strict_f1", "wsw_f1", "linked_f1"
    ) == {
        "cue_role_f1": 0,
        "source_role_f1": 1,
        "tuple_strict_f1": 1,
        "wsw_f1": 1,
        "linked_f1": 0,
    }


def test_d10_a_missed_attribution_lowers_recall() -> None:
    # layaxx: cue R 1.0
    scores = report(TWO, ONE)
    assert [scores["cue_exact_p"].value, scores["cue_exact_r"].value] == [1, 1 / 2]
    assert scores["cue_role_f1"].value == 2 / 3


def test_d10_an_omitted_role_is_a_miss_and_not_an_invention() -> None:
    # layaxx: P 0.75 where 1.0 is right
    found = article(said((0, 9), source=(20, 25), cue=(30, 33)), said((40, 49), cue=(70, 73)))
    scores = report(TWO, found)
    assert [scores["source_exact_p"].value, scores["source_exact_r"].value] == [1, 1 / 2]
    assert scores["source_role_f1"].value == 2 / 3
    assert scores["cue_role_f1"].value == 1


def test_d15_pairs_without_overlap_are_no_pairs() -> None:
    # SciPy returns a full assignment of an all-zero matrix
    gold = article(said((0, 5), source=(20, 25), act="deny"), said((6, 9), act="state"))
    found = article(said((40, 45), source=(20, 25), act="deny"), said((50, 53), act="state"))
    scores = report(gold, found)
    assert scores["content_soft_f1"].value == 0
    assert scores["source_role_f1"].value == 0
    assert scores["act_accuracy"].value is None


@pytest.mark.parametrize("turned", [False, True])
def test_d15_the_right_source_decides_between_equal_contents(turned: bool) -> None:
    # by overlap alone the type accuracy is 0 or 1, as it happens
    entries = [source("S1", (20, 25), type="official"), source("S2", (30, 35), type="witness")]
    both = [said((0, 9), source=(20, 25)), said((0, 9), source=(30, 35), to="S2")]
    gold = article(*both, sources=entries)
    found = article(*(both[::-1] if turned else both), sources=entries)
    assert values(gold, found, "type_accuracy", "source_role_f1") == {
        "type_accuracy": 1,
        "source_role_f1": 1,
    }


def test_d16_f1_is_of_the_totals_and_no_mean_of_means() -> None:
    # sentence 1: P 1, R 0.1; sentence 2: P 0.1, R 1. NewsClaims: 0.55; mean of F1s: 0.18
    ten = [(at, at + 2) for at in range(0, 40, 4)]
    gold = [claims(*ten), claims((0, 2), id="ar-2")]
    found = [claims((0, 2)), claims(*ten, id="ar-2")]
    assert values(gold, found, "claim_exact_f1") == {"claim_exact_f1": 2 / 11}


@pytest.mark.parametrize(("gold", "found"), [((5, 6), (4, 5)), ((4, 5), (5, 6))])
def test_d19_neighbours_do_not_overlap(gold: tuple[int, int], found: tuple[int, int]) -> None:
    # Citron: True one way round; nervaluate with half-open ends: a partial match
    one = article(said((40, 49), source=(20, 25), cue=gold))
    other = article(said((40, 49), source=(20, 25), cue=found))
    assert values(one, other, "cue_soft_f1", "cue_role_f1", "linked_f1") == {
        "cue_soft_f1": 0,
        "cue_role_f1": 0,
        "linked_f1": 0,
    }


def test_d19_overlap_means_a_shared_letter_not_a_shared_mark() -> None:
    text = "قال، إن"
    gold = article(said((5, 7), source=(0, 4), cue=(0, 2)), text=text)
    found = article(said((5, 7), source=(3, 6), cue=(0, 2)), text=text)
    # the sources share «،» and a space; ا is the second's only letter
    assert values(gold, found, "source_soft_f1", "linked_f1") == {
        "source_soft_f1": 0,
        "linked_f1": 0,
    }

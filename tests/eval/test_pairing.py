"""The pairing M and what is read off it: roles, null subjects, declines (metrics.md 4)."""

from __future__ import annotations

import pytest

from .builders import article, report, said, source, values

ROLES = ("cue_role_f1", "source_role_f1")
TWO = [
    said((0, 10), source=(40, 50), cue=(60, 64)),
    said((20, 30), source=(70, 80), cue=(90, 94), to="S2"),
]


@pytest.mark.parametrize(
    ("gold", "predicted", "cue", "source_role"),
    [
        (TWO, TWO, 1, 1),
        (TWO, [], 0, 0),
        (TWO, TWO[:1], 2 / 3, 2 / 3),
        # cue 2*2/6, source 2*5/15
        (TWO[:1], [said((0, 10), source=(40, 45), cue=(60, 62))], 2 / 3, 2 / 3),
        # a cue left out is a miss only: 2*1/(1+2)
        (TWO, [TWO[0], said((20, 30), source=(70, 80), to="S2")], 2 / 3, 1),
        # one that gold does not have is an invention only
        ([said((0, 10), cue=(60, 64))], [TWO[0]], 1, 0),
        # contents apart: every role of both is wrong
        (TWO[:1], [said((100, 110), source=(40, 50), cue=(60, 64))], 0, 0),
        # a touch of one character is enough to pair: one cue of one on each side
        (TWO[:1], [said((9, 19), source=(40, 50), cue=(60, 64))], 1, 1),
        # paired by content, so exchanged roles find nothing
        (
            TWO,
            [said((0, 10), (70, 80), (90, 94), to="S2"), said((20, 30), (40, 50), (60, 64))],
            0,
            0,
        ),
        # without content: paired by cue (2*3/7)
        ([said(source=(40, 50), cue=(60, 64))], [said(source=(40, 50), cue=(61, 64))], 6 / 7, 1),
        # with content and without are never paired
        ([said(source=(40, 50), cue=(60, 64))], TWO[:1], 0, 0),
        # duplicates count as roles, one of them unmatched
        (TWO[:1], [TWO[0], TWO[0]], 2 / 3, 2 / 3),
    ],
)
def test_roles_are_scored_over_the_pairing(gold, predicted, cue, source_role) -> None:
    found = values(article(*gold), article(*predicted), *ROLES)
    assert found == pytest.approx(dict(zip(ROLES, (cue, source_role), strict=True)))


def test_among_equal_contents_the_right_source_is_paired() -> None:
    # two predictions with the content of the only gold; the cue tells which was paired
    gold = article(said((0, 10), source=(40, 44), cue=(60, 64)))
    wrong = said((0, 10), source=(50, 54), cue=(70, 74), to="S0")
    right = said((0, 10), source=(40, 44), cue=(60, 64))
    for order in ([wrong, right], [right, wrong]):
        assert values(gold, article(*order), "cue_role_f1") == {"cue_role_f1": 2 / 3}


def test_the_right_source_outweighs_only_a_tie() -> None:
    # Dice 1 with the wrong source, 18/19 with the right one
    gold = article(said((0, 10), source=(40, 44), cue=(60, 64)))
    whole = said((0, 10), source=(50, 54), cue=(70, 74), to="S0")
    short = said((0, 9), source=(40, 44), cue=(60, 64))
    assert values(gold, article(whole, short), *ROLES) == {"cue_role_f1": 0, "source_role_f1": 0}


def test_the_right_source_breaks_ties_across_an_assignment() -> None:
    # four equal contents: only one of the 24 assignments has all sources right
    places = [(40, 44), (50, 54), (60, 64), (70, 74)]
    every = [said((0, 10), source=place, to=f"S{at}") for at, place in enumerate(places)]
    turned = [every[2], every[0], every[3], every[1]]
    assert values(article(*every), article(*turned), "source_role_f1") == {"source_role_f1": 1}


@pytest.mark.parametrize(
    ("gold", "predicted", "expected"),
    [
        # paired and dropped on both sides
        ([said((0, 10))], [said((0, 10))], 1),
        # the entity is not asked for, only that the subject is dropped
        ([said((0, 10))], [said((0, 10), to="S2")], 1),
        # recognised as something else
        ([said((0, 10))], [said((0, 10), source=(40, 44))], 0),
        ([said((0, 10))], [said((0, 10), to="S3")], 0),
        # invented
        ([said((0, 10), source=(40, 44))], [said((0, 10))], 0),
        # one of two, one invented elsewhere
        ([said((0, 10)), said((20, 30))], [said((0, 10)), said((90, 99))], 1 / 2),
        # two of three predicted, two in gold
        ([said((0, 10)), said((20, 30))], [said((0, 10)), said((20, 30)), said((90, 99))], 4 / 5),
        # without content, paired by the cue
        ([said(cue=(0, 4))], [said(cue=(0, 4))], 1),
        ([said((0, 10), to="S3")], [said((0, 10), to="S3")], None),
    ],
)
def test_null_f1_asks_for_dropped_subjects_in_paired_attributions(gold, predicted, expected):
    sources = [source("S1", (40, 44)), source("S2", (50, 54)), source("S3")]
    found = values(article(*gold, sources=sources), article(*predicted, sources=sources), "null_f1")
    assert found == {"null_f1": pytest.approx(expected) if expected is not None else None}


@pytest.mark.parametrize(
    ("gold", "predicted", "expected"),
    [
        ([said(cue=(0, 6))], [said(cue=(0, 6))], 1),
        ([said(cue=(0, 6))], [said(cue=(0, 4))], 1),
        # IoU of one half
        ([said(cue=(0, 6))], [said(cue=(0, 3))], 0),
        # the wrong source
        ([said(cue=(0, 6))], [said(cue=(0, 6), to="S2")], 0),
        ([said(cue=(0, 6))], [said(cue=(0, 6), source=(40, 44))], 1),
        ([said(cue=(0, 6), to="S3")], [said(cue=(0, 6), to="S3")], 1),
        # with a content it is no decline
        ([said(cue=(0, 6))], [said((90, 99), cue=(0, 6))], 0),
        ([said(cue=(0, 6)), said(cue=(10, 16))], [said(cue=(0, 6))], 2 / 3),
        # the best total of cue Dice decides who is compared, 10/15 + 6/15 and not 14/19: no hit
        (
            [said(cue=(0, 10)), said(cue=(9, 15), to="S2")],
            [said(cue=(3, 12)), said(cue=(0, 5))],
            0,
        ),
        ([said((0, 10))], [said((0, 10))], None),
    ],
)
def test_decline_f1_asks_for_cue_and_source(gold, predicted, expected) -> None:
    sources = [source("S1", (40, 44)), source("S2", (50, 54)), source("S3")]
    found = values(
        article(*gold, sources=sources), article(*predicted, sources=sources), "decline_f1"
    )
    assert found == {"decline_f1": pytest.approx(expected) if expected is not None else None}


def test_the_right_source_breaks_ties_between_equal_cues() -> None:
    # one cue over two sources; a longer span moves the first behind the second in sorted order
    sources = [source("S1", (40, 44)), source("S2", (42, 50))]
    gold = [said(source=(40, 44), cue=(0, 6)), said(source=(42, 50), cue=(0, 6), to="S2")]
    found = [said(source=(40, 43), cue=(0, 6)), said(source=(39, 50), cue=(0, 6), to="S2")]
    assert values(article(*gold, sources=sources), article(*found), "decline_f1") == {
        "decline_f1": 1
    }


def test_attributions_without_content_stay_out_of_content_scores() -> None:
    gold = [said((0, 10), source=(40, 44), cue=(60, 64))]
    declined = said(source=(50, 54), cue=(70, 74))
    names = ("content_soft_f1", "wsw_f1", "wsw_p", "tuple_strict_f1", "linked_f1")
    with_it = values(article(*gold, declined), article(*gold), *names)
    assert with_it == dict.fromkeys(names, 1)
    assert report(article(*gold, declined), article(*gold))["decline_f1"].value == 0

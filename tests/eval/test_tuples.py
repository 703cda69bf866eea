"""Whole attributions: tuple-strict, its variants, and linked (metrics.md 4)."""

from __future__ import annotations

import pytest

from .builders import WITHOUT_IDENTITY, article, report, said, source, values

STRICT = (
    "tuple_strict_f1",
    "tuple_strict_cue_f1",
    "tuple_strict_act_f1",
    "tuple_strict_style_f1",
)
SOURCES = [source("S1", (40, 44)), source("S2", (50, 54)), source("S3")]
GOLD = said((0, 10), source=(40, 44), cue=(60, 64), act="state", style="direct")


@pytest.mark.parametrize(
    ("predicted", "expected"),
    [
        (GOLD, (1, 1, 1, 1)),
        (said((0, 10), (40, 44), (60, 63), act="state", style="direct"), (1, 0, 1, 1)),
        (said((0, 10), (40, 44), (60, 64), act="deny", style="direct"), (1, 1, 0, 1)),
        # nothing has a style: not answered
        (said((0, 10), (40, 44), (60, 64), act="state"), (1, 1, 1, None)),
        (said((0, 10), (40, 43), (60, 64), act="state", style="direct"), (0, 0, 0, 0)),
        (said((0, 9), (40, 44), (60, 64), act="state", style="direct"), (0, 0, 0, 0)),
        # the span counts, the entry behind it does not
        (said((0, 10), (40, 44), (60, 64), act="state", style="direct", to="S2"), (1, 1, 1, 1)),
        (said((0, 10), (), (60, 64), act="state", style="direct"), (0, 0, 0, 0)),
    ],
)
def test_variants_of_tuple_strict(predicted, expected) -> None:
    found = values(article(GOLD, sources=SOURCES), article(predicted, sources=SOURCES), *STRICT)
    assert tuple(found.values()) == expected


@pytest.mark.parametrize(
    ("gold", "predicted", "expected"),
    [
        # without a span the kind of slot is the key, not the entity
        ([said((0, 10))], [said((0, 10))], 1),
        ([said((0, 10))], [said((0, 10), to="S2")], 1),
        ([said((0, 10))], [said((0, 10), to="S3")], 0),
        ([said((0, 10), to="S3")], [said((0, 10), to=None)], 1),
        # a multiset: the second copy is wrong where gold has one and right where it has two
        ([GOLD], [GOLD, GOLD], 2 / 3),
        ([GOLD, GOLD], [GOLD], 2 / 3),
        ([GOLD, GOLD], [GOLD, GOLD], 1),
        ([GOLD, GOLD, GOLD], [GOLD, GOLD], 4 / 5),
        # contents without overlap, and none at all
        ([GOLD], [said((20, 30), source=(40, 44))], 0),
        ([GOLD], [], 0),
        ([said(cue=(0, 4))], [said(cue=(0, 4))], None),
    ],
)
def test_tuple_strict_compares_multisets_of_content_and_source(gold, predicted, expected) -> None:
    found = values(
        article(*gold, sources=SOURCES), article(*predicted, sources=SOURCES), "tuple_strict_f1"
    )
    assert found == {"tuple_strict_f1": expected}


def test_without_source_identity_a_missing_source_is_a_missing_source() -> None:
    gold = article(said((0, 10)), sources=SOURCES)
    found = article(said((0, 10), to="S3"), sources=SOURCES)
    assert values(gold, found, "tuple_strict_f1", layers=WITHOUT_IDENTITY) == {"tuple_strict_f1": 1}


def test_variants_over_unlabelled_layers_are_not_available() -> None:
    found = report(article(GOLD), article(GOLD), layers=WITHOUT_IDENTITY)
    assert [found[name].value for name in STRICT] == [1, 1, None, None]
    assert found["tuple_strict_act_f1"].reason == "toy does not label act"


@pytest.mark.parametrize(
    ("predicted", "expected"),
    [
        ([GOLD], 1),
        # one character of each is enough
        ([said((9, 30), (43, 50), (63, 70))], 1),
        ([said((10, 30), (43, 50), (63, 70))], 0),
        ([said((9, 30), (44, 50), (63, 70))], 0),
        ([said((9, 30), (43, 50), (64, 70))], 0),
        # an incomplete attribution takes no part
        ([said((0, 10), (40, 44))], 0),
        ([said((0, 10), cue=(60, 64))], 0),
        ([GOLD, said((0, 10), (40, 44))], 1),
        # one to one
        ([GOLD, GOLD], 2 / 3),
        ([], 0),
    ],
)
def test_linked_asks_for_a_shared_character_in_every_role(predicted, expected) -> None:
    assert values(article(GOLD), article(*predicted), "linked_f1") == {"linked_f1": expected}


def test_linked_is_a_maximum_matching() -> None:
    wide = said((0, 20), (40, 50), (60, 70))
    left, right = said((0, 9), (40, 44), (60, 64)), said((12, 20), (46, 50), (66, 70))
    middle = said((5, 15), (42, 48), (62, 68))
    # wide touches both predictions, left only the one in the middle
    assert values(article(wide, left), article(middle, right), "linked_f1") == {"linked_f1": 1}

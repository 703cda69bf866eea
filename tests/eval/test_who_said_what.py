"""Who said what: the right entity, WSW and its variants, worked by hand (metrics.md 4)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from musnad.dataset import LAYERS, Article
from musnad.eval.canonical import canonical
from musnad.eval.pairing import right_entity

from .builders import WITHOUT_IDENTITY, article, report, said, source, values

# S1 is mentioned twice and speaks through the pronoun at (70, 72), S2 once; S3 is impersonal
# and yet speaks once, at (80, 84).
GOLD_SOURCES = [
    source("S1", (10, 20), (30, 34)),
    source("S2", (50, 55)),
    source("S3"),
]
ELSEWHERE = [said((90, 99), source=(70, 72)), said((100, 109), source=(80, 84), to="S3")]
SPAN = said((0, 9), source=(10, 20))
NULL = said((0, 9))
UNKNOWN = said((0, 9), to=None)
IMPERSONAL = said((0, 9), to="S3")


def answer(own: tuple[int, ...] = (), *mentions: tuple[int, int]) -> Article:
    """A prediction of one attribution: its source span, if any, and the mentions of its entry."""
    return article(said((0, 9), source=own, to="P"), sources=[source("P", *mentions)])


@pytest.mark.parametrize(
    ("gold", "predicted", "right"),
    [
        # an overt prediction: its own span, whatever its entry
        (SPAN, answer((10, 20)), True),
        (SPAN, answer((10, 20), (50, 55)), True),
        (SPAN, answer((10, 16)), True),
        (SPAN, answer((10, 15)), False),
        (SPAN, answer((30, 34)), True),
        (SPAN, answer((70, 72)), True),
        (SPAN, answer((50, 55)), False),
        (SPAN, answer((50, 55), (10, 20)), False),
        (SPAN, answer((80, 84)), False),
        (NULL, answer((10, 20)), True),
        (NULL, answer((30, 34)), True),
        (NULL, answer((70, 72)), True),
        (NULL, answer((50, 55)), False),
        # a dropped subject: the first, then longest mention of its entry, no other
        (SPAN, answer((), (10, 20)), True),
        (SPAN, answer((), (30, 34)), True),
        (SPAN, answer((), (70, 72)), True),
        (SPAN, answer((), (5, 7), (10, 20), (30, 34)), False),
        (SPAN, answer((), (30, 34), (50, 55)), True),
        (SPAN, answer((), (10, 13), (10, 20)), True),
        (SPAN, answer((), (10, 20), (10, 29)), True),
        (SPAN, answer((), (10, 20), (10, 30)), False),
        (NULL, answer((), (10, 20)), True),
        (NULL, answer((), (30, 34)), True),
        (NULL, answer((), (50, 55)), False),
        (NULL, answer((), (5, 7), (10, 20)), False),
        # nobody: only against nobody
        (SPAN, answer(), False),
        (NULL, answer(), False),
        (UNKNOWN, answer(), True),
        (UNKNOWN, answer((10, 20)), False),
        (UNKNOWN, answer((), (10, 20)), False),
        # an entry without mentions that speaks once in the open
        (IMPERSONAL, answer(), True),
        (IMPERSONAL, answer((80, 84)), True),
        (IMPERSONAL, answer((), (80, 84)), True),
        (IMPERSONAL, answer((10, 20)), False),
    ],
)
def test_the_right_entity_is_named_by_the_representative(gold, predicted, right: bool) -> None:
    record = article(gold, *ELSEWHERE, sources=GOLD_SOURCES)
    assert ok(record, predicted, LAYERS) is right


@pytest.mark.parametrize(
    ("gold", "predicted", "right"),
    [
        (SPAN, answer((10, 20)), True),
        (SPAN, answer((10, 16)), True),
        (SPAN, answer((10, 15)), False),
        # the other mentions of an entry say nothing where identity is not labelled
        (SPAN, answer((30, 34)), False),
        (SPAN, answer((70, 72)), False),
        (SPAN, answer((), (10, 20)), False),
        (SPAN, answer(), False),
        # whatever has no span is unknown, on both sides
        (NULL, answer(), True),
        (NULL, answer((), (10, 20)), True),
        (NULL, answer((), (50, 55)), True),
        (NULL, answer((10, 20)), False),
        (UNKNOWN, answer((), (10, 20)), True),
        (UNKNOWN, answer((10, 20)), False),
        (IMPERSONAL, answer((80, 84)), False),
    ],
)
def test_without_source_identity_the_spans_decide(gold, predicted, right: bool) -> None:
    record = article(gold, *ELSEWHERE, sources=GOLD_SOURCES)
    assert ok(record, predicted, WITHOUT_IDENTITY) is right


def ok(gold: Article, predicted: Article, layers) -> bool:
    first = canonical(gold, gold, layers).with_content()[0]
    (only,) = canonical(predicted, gold, layers).with_content()
    assert first.content == only.content
    return right_entity(first, only)


def test_the_entity_field_is_never_looked_at() -> None:
    gold = article(SPAN, sources=[replace(source("S1", (10, 20)), entity="s042")])
    found = article(SPAN, sources=[replace(source("S1", (10, 20)), entity="s007")])
    assert values(gold, found, "wsw_f1") == {"wsw_f1": 1}


TWO = article(
    said((0, 10), source=(40, 44), act="state"),
    said((20, 30), to="S2", act="deny"),
    sources=[source("S1", (40, 44)), source("S2", (50, 55))],
)


@pytest.mark.parametrize(
    ("attributions", "wsw", "strict", "stance", "null", "overt"),
    [
        # as gold
        ([said((0, 10), (40, 44)), said((20, 30), to="S2", act="deny")], 1, 1, 1, 1, 1),
        # contents cut short: 6 of 10 is more than half
        ([said((0, 6), (40, 44)), said((20, 26), to="S2", act="deny")], 1, 0, 1, 1, 1),
        # exactly half is not
        ([said((0, 5), (40, 44)), said((20, 25), to="S2", act="deny")], 0, 0, 0, 0, 0),
        # sources exchanged
        ([said((0, 10), (50, 55), to="S2"), said((20, 30), act="deny")], 0, 0, 0, 0, 0),
        # a denial taken for a statement
        ([said((0, 10), (40, 44), act="state"), said((20, 30), to="S2")], 1, 1, 1 / 2, 1, 1),
        # the dropped subject found in the open: no null predicted, and no overt one is wrong
        (
            [said((0, 10), (40, 44)), said((20, 30), (50, 55), to="S2", act="deny")],
            1,
            1,
            1,
            0,
            1,
        ),
        # one of two
        ([said((0, 10), (40, 44), act="state")], 2 / 3, 2 / 3, 2 / 3, 0, 1),
        # one content, every candidate
        (
            [
                said((0, 10), (40, 44)),
                said((0, 10), (50, 55), to="S2"),
                said((20, 30), to="S2", act="deny"),
            ],
            4 / 5,
            4 / 5,
            4 / 5,
            1,
            2 / 3,
        ),
        ([], 0, 0, 0, 0, 0),
    ],
)
def test_variants_of_who_said_what(attributions, wsw, strict, stance, null, overt) -> None:
    found = article(*attributions, sources=TWO.sources)
    names = ("wsw_f1", "wsw_strict_f1", "wsw_stance_f1", "wsw_null_f1", "wsw_overt_f1")
    assert values(TWO, found, *names) == pytest.approx(
        dict(zip(names, (wsw, strict, stance, null, overt), strict=True))
    )


def test_who_said_what_is_one_to_one_and_maximal() -> None:
    gold = article(said((0, 10), (40, 44)), said((4, 12), (40, 44)))
    # IoU with the golds: 8/11 and 7/10; 6/10 and 2/12
    found = article(said((2, 11), (40, 44)), said((0, 6), (40, 44)))
    assert values(gold, found, "wsw_f1", "wsw_p", "wsw_r") == {"wsw_f1": 1, "wsw_p": 1, "wsw_r": 1}


def test_precision_and_recall_have_their_own_totals() -> None:
    found = report(article(said((0, 10), (40, 44))), TWO)
    assert [found[f"wsw_{part}"].value for part in ("p", "r", "f1")] == [1 / 2, 1, 2 / 3]


def test_a_content_of_two_fragments_is_one_content() -> None:
    gold = article(said(((0, 5), (10, 15)), (40, 44)))
    found = [said((0, 5), (40, 44)), said((10, 15), (40, 44))]
    assert values(gold, article(*found), "wsw_f1") == {"wsw_f1": 0}
    assert values(gold, article(said((0, 15), (40, 44))), "wsw_f1") == {"wsw_f1": 1}


@pytest.mark.parametrize(
    ("attributions", "near", "far"),
    [
        ([0, 1, 2, 3], 1, 1),
        ([0, 1], 1, 0),
        ([2, 3], 0, 1),
        ([0, 2], 1 / 2, 1 / 2),
        ([], 0, 0),
    ],
)
def test_near_and_far_are_recall_by_where_the_source_stands(attributions, near, far) -> None:
    sources = [source("S1", (10, 14)), source("S2", (50, 54)), source("S3")]
    every = [
        said((0, 9), source=(10, 14)),
        said((40, 49), to="S2"),
        said((20, 29), source=(50, 54), to="S2"),
        said((60, 69)),
        said((70, 79), to="S3"),
    ]
    sentences = [(0, 15), (15, 35), (35, 56), (56, 90)]
    gold = article(*every, sources=sources, sentences=sentences)
    # an attribution that points to nobody is neither near nor far
    found = article(*(every[at] for at in attributions), every[4], sources=sources)
    assert values(gold, found, "wsw_near_r", "wsw_far_r") == {"wsw_near_r": near, "wsw_far_r": far}


def test_a_duplicate_may_earn_only_where_golds_share_a_prediction() -> None:
    # metrics.md 10 asks that a duplicate never raises WSW: true unless two golds of one source
    # overlap by more than half, where the second copy is a second right answer.
    gold = article(said((0, 10), (40, 44)), said((0, 9), (40, 44)))
    one = said((0, 10), (40, 44))
    assert values(gold, article(one), "wsw_f1") == {"wsw_f1": 2 / 3}
    assert values(gold, article(one, one), "wsw_f1") == {"wsw_f1": 1}
    apart = article(said((0, 10), (40, 44)), said((20, 29), (40, 44)))
    assert values(apart, article(one), "wsw_f1") == {"wsw_f1": 2 / 3}
    assert values(apart, article(one, one), "wsw_f1") == {"wsw_f1": 1 / 2}

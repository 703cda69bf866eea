"""Typed span metrics, worked by hand: what counts is the span under its label (metrics.md 1)."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from musnad.dataset import LAYERS, Article
from musnad.eval import METRICS
from musnad.eval.metrics.spans import MATCHED
from musnad.eval.metrics.typed import KEYED

from ..conformance.generators import random_corpus
from .builders import article, claim, report, said, values

CLAIM = [f"claim_typed_{kind}_f1" for kind in MATCHED]


def claims(*items):
    """An article with claims `(bounds, checkable)`."""
    return article(claims=[claim(*item) for item in items])


# Values of exact, soft, iou50.
@pytest.mark.parametrize(
    ("gold", "predicted", "expected"),
    [
        ([((0, 10), True)], [((0, 10), True)], (1, 1, 1)),
        ([((0, 10), True)], [((0, 10), False)], (0, 0, 0)),
        # no label is a key of its own
        ([((0, 10), True)], [((0, 10), None), ((20, 30), True)], (0, 0, 0)),
        # Dice 16/18, IoU 8/10, under the right key
        ([((0, 10), True)], [((0, 8), True)], (0, 16 / 18, 1)),
        # the nearer prediction has the wrong key: only Dice 10/15, IoU 5/10 is left of three items
        ([((0, 10), True)], [((0, 9), False), ((0, 5), True)], (0, 2 * (10 / 15) / 3, 0)),
        # one span under both keys is two items, of which one is found
        ([((0, 10), True), ((0, 10), False)], [((0, 10), True)], (2 / 3, 2 / 3, 2 / 3)),
        # equal span and key collapse, however they are cut
        ([((0, 10), True)], [((0, 10), True), (((0, 4), (4, 10)), True)], (1, 1, 1)),
        ([], [((0, 10), True)], (0, 0, 0)),
        ([((0, 10), True)], [], (0, 0, 0)),
        ([], [], (None, None, None)),
    ],
)
def test_claims_are_keyed_by_checkable(gold, predicted, expected) -> None:
    found = values(claims(*gold), claims(*predicted), *CLAIM)
    assert found == pytest.approx(dict(zip(CLAIM, expected, strict=True)))


def test_marks_and_tatweel_have_no_weight_under_a_key_either() -> None:
    text = "قـــالَ الوزيرُ: السَّدُّ امتلأ"
    start = text.index("السَّدُّ")
    gold = article(text=text, claims=[claim((start, len(text)), True)])
    # without the last vowel sign before the blank, and without the opening word: 5 of 9 letters
    found = article(text=text, claims=[claim((start + len("السَّدُّ "), len(text)), True)])
    assert values(gold, found, "claim_typed_soft_f1")["claim_typed_soft_f1"] == pytest.approx(
        2 * 5 / (9 + 5)
    )


@pytest.mark.parametrize("role", ["cue", "content"])
def test_cues_and_contents_are_keyed_by_act(role: str) -> None:
    gold = article(
        said((0, 10), cue=(40, 44), act="state"), said((20, 30), cue=(50, 54), act="deny")
    )
    found = article(
        said((0, 10), cue=(40, 44), act="state"), said((20, 30), cue=(50, 54), act="judge")
    )
    for kind in MATCHED:
        assert values(gold, found, f"{role}_typed_{kind}_f1") == {f"{role}_typed_{kind}_f1": 0.5}
    assert values(gold, found, f"{role}_exact_f1") == {f"{role}_exact_f1": 1}


def test_one_content_in_two_acts_is_two_items() -> None:
    gold = article(
        said((0, 10), cue=(40, 44), act="state"), said((0, 10), cue=(50, 54), act="deny")
    )
    found = article(said((0, 10), cue=(40, 44), act="state"))
    names = ("content_exact_f1", "content_typed_exact_f1")
    assert values(gold, found, *names) == {names[0]: 1, names[1]: pytest.approx(2 / 3)}


@pytest.mark.parametrize("prefix", KEYED)
def test_the_label_must_be_labelled_and_answered(prefix: str) -> None:
    layer, label = KEYED[prefix]
    name = f"{prefix}_typed_exact_f1"
    gold = article(said((0, 10), cue=(20, 24), act="state"), claims=[claim((0, 5), True)])
    silent = article(said((0, 10), cue=(20, 24)), claims=[claim((0, 5))])
    without = [item for item in LAYERS if item != label]
    assert METRICS[name].needs == (layer, label)
    assert report(gold, gold, layers=without)[name].reason == f"toy does not label {label}"
    assert report(gold, silent)[name].reason == f"the predictions do not answer {label}"
    assert report(gold, gold)[name].value == 1


def test_a_label_on_some_claims_only_is_noted() -> None:
    gold = article(claims=[claim((0, 5), True), claim((10, 15), False)])
    found = article(claims=[claim((0, 5), True), claim((10, 15))])
    assert "checkable is given on 1 of 2 predicted claims." in report(gold, found).notes()


def alike(item: Article) -> Article:
    """The article with the same label on everything."""
    return replace(
        item,
        claims=tuple(replace(one, checkable=True) for one in item.claims),
        attributions=tuple(replace(one, act="state") for one in item.attributions),
    )


@pytest.mark.parametrize("seed", range(4))
def test_with_one_label_for_all_it_is_the_untyped_score(seed: int) -> None:
    gold, found = (list(map(alike, side)) for side in random_corpus(seed))
    for prefix, kind in product(KEYED, MATCHED):
        typed, untyped = f"{prefix}_typed_{kind}_f1", f"{prefix}_{kind}_f1"
        both = values(gold, found, typed, untyped)
        assert both[typed] == pytest.approx(both[untyped], abs=1e-12)

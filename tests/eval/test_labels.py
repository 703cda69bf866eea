"""Labels of paired attributions: macro-F1 and accuracy worked by hand (metrics.md 4)."""

from __future__ import annotations

import pytest

from musnad.eval import METRICS

from .builders import article, report, said, source, values

PLACES = [(0, 10), (20, 30), (40, 50), (60, 70), (80, 90)]


def acts(*names: str | None):
    """An article with one attribution for each act, at the same places for every call."""
    return article(*[said(place, act=act) for place, act in zip(PLACES, names, strict=False)])


@pytest.mark.parametrize(
    ("gold", "predicted", "macro", "accuracy"),
    [
        (["state", "deny"], ["state", "deny"], 1, 1),
        (["state"], ["deny"], 0, 0),
        # state: 1 of 1 found and 2 wanted; deny: 1 of 2 and 1; judge: missed. (2/3 + 2/3 + 0) / 3
        (["state", "state", "deny", "judge"], ["state", "deny", "deny", None], 4 / 9, 1 / 2),
        # ask: invented, and counted as a class
        (["state", "state"], ["state", "ask"], 1 / 3, 1 / 2),
        # no item without a gold label: it does not apply there
        (["state", None], ["state", "deny"], 1, 1),
        ([None], ["state"], None, None),
        # missed attributions are not items
        (["state", "deny"], ["state"], 1, 1),
        (["state"], ["state", "deny"], 1, 1),
    ],
)
def test_acts_are_scored_over_pairs(gold, predicted, macro, accuracy) -> None:
    found = values(acts(*gold), acts(*predicted), "act_macro_f1", "act_accuracy")
    assert found == pytest.approx({"act_macro_f1": macro, "act_accuracy": accuracy})


@pytest.mark.parametrize(
    ("predicted", "counted"),
    [
        (said((0, 6), act="state"), True),
        (said((0, 5), act="state"), False),
        (said((0, 10), cue=(90, 99), act="state"), True),
        (said(cue=(0, 10), act="state"), False),
    ],
)
def test_only_pairs_with_more_than_half_of_the_content_are_items(predicted, counted: bool) -> None:
    found = values(acts("state"), article(predicted), "act_accuracy")
    assert found == {"act_accuracy": 1 if counted else None}


@pytest.mark.parametrize(("end", "counted"), [(6, True), (5, False)])
def test_without_content_the_cue_decides(end: int, counted: bool) -> None:
    gold, found = (article(said(cue=(0, stop), act="decline")) for stop in (10, end))
    assert values(gold, found, "act_accuracy") == {"act_accuracy": 1 if counted else None}


def test_types_and_names_are_those_of_the_entries() -> None:
    gold = article(
        said((0, 10), to="S1"),
        said((20, 30), to="S2"),
        said((40, 50), to="S3"),
        sources=[
            source("S1", (60, 64), type="official", named=True),
            source("S2", (70, 74), type="witness", named=False),
            source("S3", (80, 84), type="witness", named=False),
        ],
    )
    found = article(
        said((0, 10), to="P1"),
        said((20, 30), to="P2"),
        said((40, 50), to="P1"),
        sources=[
            source("P1", (60, 64), type="official", named=True),
            source("P2", (70, 74), type="witness"),
        ],
    )
    # type: official 1 of 2 found and 1 wanted, witness 1 of 1 and 2; named: true 1 of 2 and 1,
    # false none of two
    names = ("type_macro_f1", "type_accuracy", "named_macro_f1", "named_accuracy")
    expected = (2 / 3, 2 / 3, 1 / 3, 1 / 3)
    assert values(gold, found, *names) == pytest.approx(dict(zip(names, expected, strict=True)))


def test_styles_are_scored_like_acts() -> None:
    gold = article(said((0, 10), style="direct"), said((20, 30), style="mixed"))
    found = article(said((0, 10), style="direct"), said((20, 30), style="indirect"))
    assert values(gold, found, "style_macro_f1", "style_accuracy") == {
        "style_macro_f1": 1 / 3,
        "style_accuracy": 1 / 2,
    }


def test_classes_on_neither_side_are_left_out_and_listed() -> None:
    found = report(acts("state", "deny"), acts("state", "ask"))
    assert found["act_macro_f1"].left_out == (
        "confirm",
        "decline",
        "predict",
        "commit",
        "judge",
        "urge",
    )
    assert found["act_accuracy"].left_out == ()
    note = (
        "act_macro_f1 leaves out confirm, decline, predict, commit, judge, urge: on neither side."
    )
    assert note in found.notes()


def test_a_label_that_no_prediction_gives_is_not_scored() -> None:
    found = report(acts("state"), acts(None))["act_macro_f1"]
    assert (found.value, found.reason) == (None, "the predictions do not answer act")


@pytest.mark.parametrize(
    ("label", "classes"), [("act", 9), ("style", 3), ("type", 13), ("named", 2)]
)
def test_the_classes_are_the_fixed_lists(label: str, classes: int) -> None:
    assert len(METRICS[f"{label}_macro_f1"].keys) == classes

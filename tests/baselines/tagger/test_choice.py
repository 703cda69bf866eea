import json

import pytest

from musnad.baselines.tagger.choice import Choice
from musnad.baselines.tagger.tagging import Chain
from musnad.errors import DataError

ROWS = [["فعل:قال"], ["فعل:نفى"], ["فعل:دعا"], ["فعل:قال", "مبكر"]]
ANSWERS = ["state", "deny", "urge", "state"]
WORDS = [[["w:ثم"], ["w:سقط"], ["w:الجسر"]], [["w:لكن"], ["w:سقط"], ["w:السقف"]]]
LABELS = [["O", "B", "I"], ["O", "B", "I"]]


def test_choice_answers_what_it_was_taught() -> None:
    choice = Choice.fitted(ROWS, ANSWERS, cost=10.0)
    assert [choice.best(row) for row in ROWS] == ANSWERS


def test_probabilities_of_all_answers_add_up_to_one() -> None:
    found = Choice.fitted(ROWS, ANSWERS).p(["فعل:قال"])
    assert sorted(found) == ["deny", "state", "urge"]
    assert sum(found.values()) == pytest.approx(1.0)


def test_unknown_features_weigh_nothing() -> None:
    choice = Choice.fitted(ROWS, ANSWERS)
    assert choice.p(["فعل:دعا", "لم يُر"]) == choice.p(["فعل:دعا"])


def test_two_answers_are_mirror_images() -> None:
    choice = Choice.fitted([["نعم"], ["لا"]], ["yes", "no"], cost=10.0)
    assert choice.p(["نعم"])["yes"] == pytest.approx(choice.p(["لا"])["no"], abs=1e-3)


def test_a_single_answer_is_certain() -> None:
    assert Choice.fitted([["أ"], ["ب"]], ["state", "state"]).p(["ج"]) == {"state": 1.0}


def test_a_case_that_counts_more_wins() -> None:
    rows, answers = [["قال"], ["قال"]], ["state", "deny"]
    assert Choice.fitted(rows, answers, counts=[1.0, 5.0]).best(["قال"]) == "deny"


def test_choice_written_and_read_is_the_same() -> None:
    choice = Choice.fitted(ROWS, ANSWERS)
    assert Choice.from_json(json.loads(json.dumps(choice.to_json()))) == choice


@pytest.mark.parametrize(
    "damaged",
    [
        None,
        [],
        {},
        {"answers": [], "bias": [], "weights": {}},
        {"answers": ["state"], "bias": [0.0, 1.0], "weights": {}},
        {"answers": ["state"], "bias": [0.0], "weights": {"قال": [1.0, 2.0]}},
        {"answers": ["state"], "bias": ["صفر"], "weights": {}},
        {"answers": ["state"], "bias": [float("nan")], "weights": {}},
    ],
)
def test_damaged_choice_is_refused(damaged: object) -> None:
    with pytest.raises(DataError, match="classifier is damaged"):
        Choice.from_json(damaged)


def test_chain_labels_what_it_was_taught() -> None:
    chain = Chain.fitted(WORDS, LABELS, l1=0.0, l2=0.01)
    assert [chain.best(rows) for rows in WORDS] == LABELS


def test_chain_uses_the_label_before() -> None:
    chain = Chain(
        labels=("B", "I", "O"),
        weights={"start": (2.0, 0.0, 0.0)},
        steps=((-1.0, 1.0, 0.0), (-1.0, 1.0, 0.0), (0.0, -5.0, 1.0)),
    )
    # B then I scores 2 + 1 + 1; nothing that starts with O or stays outside comes near.
    assert chain.best([["start"], [], []]) == ["B", "I", "I"]


def test_chain_of_no_words_has_no_labels() -> None:
    assert Chain.fitted(WORDS, LABELS).best([]) == []


def test_chain_written_and_read_is_the_same() -> None:
    chain = Chain.fitted(WORDS, LABELS)
    assert Chain.from_json(json.loads(json.dumps(chain.to_json()))) == chain


@pytest.mark.parametrize(
    "damaged",
    [
        None,
        {"labels": ["B"], "steps": [[0.0]], "weights": {"س": []}},
        {"labels": ["B", "O"], "steps": [[0.0, 0.0]], "weights": {}},
        {"labels": ["B"], "steps": [[float("inf")]], "weights": {}},
    ],
)
def test_damaged_chain_is_refused(damaged: object) -> None:
    with pytest.raises(DataError, match="chain is damaged"):
        Chain.from_json(damaged)

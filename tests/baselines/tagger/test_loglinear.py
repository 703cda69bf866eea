import json
import math

import pytest

from musnad.baselines.tagger.loglinear import Cases, LogLinear
from musnad.errors import DataError


def test_probability_is_the_logistic_of_summed_weights() -> None:
    model = LogLinear({"a": 1.0, "b": -0.5}, bias=0.25)
    assert model.p(["a", "b", "unknown"]) == pytest.approx(1 / (1 + math.exp(-0.75)))


def _cases() -> Cases:
    cases = Cases()
    for number in range(40):
        cases.add(
            ["yes" if number % 2 else "no", "both"], number % 2 == 1, True, group=number // 20
        )
    return cases


def test_it_learns_what_tells_the_answers_apart() -> None:
    model = _cases().fitted(cost=1.0)
    assert model.p(["yes"]) > 0.7 > 0.3 > model.p(["no"])


def test_an_answer_that_is_always_yes_is_learned_as_such() -> None:
    assert _cases().fitted(answer=1).p(["no"]) > 0.95


def test_held_out_cases_are_answered_from_the_other_group() -> None:
    cases = Cases()
    for group in (0, 1):
        for number in range(20):
            cases.add([f"only{group}", "a" if number % 2 else "b"], number % 2 == 1, group=group)
    p = cases.held_out(cost=1.0)
    assert all((value > 0.5) == (at % 2 == 1) for at, value in enumerate(p))


def test_a_saved_classifier_is_the_same() -> None:
    model = _cases().fitted()
    assert LogLinear.from_json(json.loads(json.dumps(model.to_json()))) == model


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        {},
        {"bias": 0, "weights": []},
        {"bias": "x", "weights": {}},
        {"bias": 0, "weights": {"a": float("nan")}},
    ],
)
def test_a_damaged_classifier_is_refused(value: object) -> None:
    with pytest.raises(DataError, match="classifier is damaged"):
        LogLinear.from_json(value)

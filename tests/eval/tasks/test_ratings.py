"""Check-worthiness of statements, worked by hand and against scikit-learn (metrics.md 5)."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest
from sklearn.metrics import average_precision_score, f1_score

from musnad.dataset import Rating
from musnad.errors import DataError
from musnad.eval.tasks import measure_ratings

from .rows import latent, statement, values, written

YES, NO = "check_worthy", "not_check_worthy"


def said(*labels: str, debate: str = "مناظرة") -> list[Rating]:
    """Statements 1, 2, … of a debate with these labels."""
    return [statement(f"{debate}/{at}", label) for at, label in enumerate(labels, 1)]


def answered(*given: tuple[str, float | None] | None, debate: str = "مناظرة") -> list[Rating]:
    """Answers to statements 1, 2, …; None is none."""
    rows = [item and statement(f"{debate}/{at}", *item) for at, item in enumerate(given, 1)]
    return [row for row in rows if row]


# F1, then average precision.
@pytest.mark.parametrize(
    ("gold", "answers", "expected"),
    [
        ((YES, NO), [(YES, 0.9), (NO, 0.1)], (1, 1)),
        # without a score the label is one: two at 1, one of them right
        ((YES, NO, NO), [(YES, None), (YES, None), (NO, None)], (2 / 3, 1 / 2)),
        # label and score are two answers
        ((YES, NO), [(NO, 0.9), (YES, 0.1)], (0, 1)),
        # no answer is not check-worthy, with probability 0
        ((YES, YES, NO), [(YES, 0.8), None, (NO, 0.0)], (2 / 3, 1 / 2 + (1 / 2) * (2 / 3))),
        ((YES, NO), [], (0, 1 / 2)),
        ((NO, NO), [(NO, 0.2), (NO, 0.1)], (None, None)),
        ((NO, NO), [(YES, 0.2), (NO, 0.1)], (0, None)),
    ],
)
def test_statements_are_scored_and_ranked(gold, answers, expected) -> None:
    found = values(measure_ratings(said(*gold), answered(*answers)))
    names = ("check_worthy_f1", "check_worthy_ap")
    assert found == pytest.approx(dict(zip(names, expected, strict=True)))


@pytest.mark.parametrize("seed", range(10))
def test_the_scores_are_scikit_learns(seed: int) -> None:
    rng = Random(f"عبارات {seed}")
    gold = [rng.choice([YES, NO, NO]) for _ in range(50)]
    given = [(rng.choice([YES, NO]), rng.choice([0.0, 0.5, rng.random()])) for _ in gold]
    rows = answered(*given)
    found = values(measure_ratings(said(*gold), rng.sample(rows, len(rows))))
    truth = [label == YES for label in gold]
    expected = {
        "check_worthy_f1": f1_score(truth, [label == YES for label, _ in given]),
        "check_worthy_ap": average_precision_score(truth, [p for _, p in given]),
    }
    assert found == pytest.approx(expected, abs=1e-12)


def test_statements_of_a_debate_are_drawn_together() -> None:
    gold = [*said(YES, NO, debate="ب"), *said(YES, debate="ا/٢"), statement("وحدها", NO)]
    measured = measure_ratings(gold, [])
    assert measured.clusters == ("debate ا/٢", "debate ب", "statement وحدها")
    assert (measured.unit, measured.items, measured.answered) == ("debate", 4, 0)
    assert measured.notes == ("statements without an answer, not check-worthy: 4 of 4.",)
    alone = measure_ratings([statement("وحدها", NO)], [statement("وحدها", NO)])
    assert (alone.unit, alone.notes) == ("statement", ())


def test_other_kinds_and_scales_are_left_aside() -> None:
    other = Rating("مناظرة/1", "statement", "false", None, "verdict", "مدقق", None, None)
    measured = measure_ratings([*said(YES), other, latent("s1", 0.5)], answered((YES, 1.0)))
    assert measured.items == 1
    none = measure_ratings([other], [])
    assert set(none.reasons.values()) == {"no statement is rated check_worthy"}


def test_raters_who_agree_are_one_and_who_disagree_are_refused() -> None:
    assert measure_ratings([*said(YES), *said(YES)], []).items == 1
    with pytest.raises(DataError) as error:
        measure_ratings([*said(YES), *said(NO)], [])
    assert str(error.value) == "gold statement 'مناظرة/1' has two labels [E-RATING]"


def row(**changes: Any) -> dict[str, Any]:
    """An answer as JSON."""
    fields = {"label": YES, "score": 0.5, "rater": None, "date": None, "text": None}
    return {"subject": "س/1", "kind": "statement", "scale": "check_worthy", **fields, **changes}


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([row(subject="س/2")], "<ratings>:1: statement 'س/2' is answered but not in the gold "
         "ratings; nearest: 'س/1'; leave it out [E-EXTRA]"),
        ([row(), row()], "<ratings>:2: statement 'س/1' is answered twice [E-RATING]"),
        ([row(score=1.5)], "<ratings>:1: statement 'س/1' has the score 1.5; expected a "
         "probability from 0 to 1 [E-RATING]"),
        ([row(label="yes")], "<ratings>:1: statement 'س/1' has the label 'yes'; expected "
         "check_worthy or not_check_worthy [E-RATING]"),
        ([row(label=None)], "<ratings>:1: statement 'س/1' has the label None; expected "
         "check_worthy or not_check_worthy [E-RATING]"),
        ([row(scale="verdict")], "<ratings>:1: statement 'س/1' is of kind 'statement' and scale "
         "'verdict'; expected 'statement' and 'check_worthy' [E-RATING]"),
        ([row(score=True)], "<ratings>:1: score is a boolean (True); expected a number or null "
         "[E-TYPE]"),
    ],
)  # fmt: skip
def test_answers_that_do_not_fit_are_refused(rows: list[dict[str, Any]], message: str) -> None:
    with pytest.raises(DataError) as error:
        measure_ratings(said(YES, debate="س"), rows)
    assert str(error.value) == message


def test_a_gold_label_that_is_none_is_refused() -> None:
    with pytest.raises(DataError) as error:
        measure_ratings(said("1"), [])
    assert str(error.value) == (
        "gold statement 'مناظرة/1' has the label '1'; expected check_worthy or not_check_worthy "
        "[E-RATING]"
    )


def test_a_corpus_brings_its_table(tmp_path: Path) -> None:
    gold = said(YES, NO)
    assert set(values(measure_ratings(written(tmp_path, ratings=gold), gold)).values()) == {1}

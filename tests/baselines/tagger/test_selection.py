import pytest

from musnad.baselines.tagger.lexicon import Lexicon
from musnad.baselines.tagger.page import Page
from musnad.baselines.tagger.runs import ROLES, Run
from musnad.baselines.tagger.selection import choose, level, run_features, select

THIRD = dict.fromkeys(ROLES, 0.3)
HALF = dict.fromkeys(ROLES, 0.5)


@pytest.mark.parametrize(("p", "step"), [(0.0, 0), (0.06, 1), (0.5, 7), (1.0, 13)])
def test_a_probability_has_a_step(p: float, step: int) -> None:
    assert level(p) == step


def test_two_sure_runs_beat_the_one_that_spans_both() -> None:
    left, right, both = (
        Run("content", 0, 2, 0.6),
        Run("content", 2, 4, 0.6),
        Run("content", 0, 4, 0.8),
    )
    assert choose([both, left, right], THIRD) == [left, right]


def test_one_sure_run_beats_two_doubtful_halves() -> None:
    left, right, both = (
        Run("content", 0, 2, 0.4),
        Run("content", 2, 4, 0.4),
        Run("content", 0, 4, 0.7),
    )
    assert choose([left, right, both], THIRD) == [both]


def test_runs_of_different_roles_do_not_overlap_either() -> None:
    assert choose([Run("cue", 1, 2, 0.5), Run("content", 0, 3, 0.9)], THIRD) == [
        Run("content", 0, 3, 0.9)
    ]


def test_the_likeliest_end_is_taken_where_no_end_is_sure() -> None:
    short = Run("content", 0, 3, 0.2, touches=0.9)
    long = Run("content", 0, 5, 0.25, touches=0.9)
    assert select([short, long], THIRD, HALF) == [long]


def test_what_probably_touches_nothing_is_left_out() -> None:
    assert select([Run("cue", 0, 1, 0.2, touches=0.4)], THIRD, HALF) == []


def test_a_doubtful_run_gives_way_to_a_sure_one() -> None:
    sure = Run("cue", 2, 4, 0.9, touches=0.9)
    doubtful = Run("content", 3, 9, 0.25, touches=0.9)
    beside = Run("content", 4, 9, 0.2, touches=0.9)
    assert select([doubtful, beside, sure], THIRD, HALF) == [sure, beside]


def test_features_say_how_a_run_lies_to_quotation_and_sentence() -> None:
    page = Page.of("قال «نعم».")
    [row] = run_features(page, [Run("content", 2, 3, 0.9)], Lexicon(known=frozenset({"نعم"})))
    assert {"co:f=نعم", "co:q[ii]", "co:QTrueTrueTrue"} <= set(row)

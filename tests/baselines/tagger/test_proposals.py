import numpy
import pytest

from musnad.baselines.tagger.page import Page
from musnad.baselines.tagger.proposals import proposals
from musnad.baselines.tagger.runs import LABELS


def _marginals(*rows: dict[str, float]) -> numpy.ndarray:
    table = numpy.zeros((len(rows), len(LABELS)))
    for at, row in enumerate(rows):
        for label, p in row.items():
            table[at, LABELS.index(label)] = p
    return table


def test_a_run_is_as_likely_as_its_start_times_its_course() -> None:
    # Starts with 0.8; goes on with 0.6 / 0.8 and then with 0.3 / 0.6.
    table = _marginals(
        {"O": 0.2, "B-content": 0.8},
        {"O": 0.4, "I-content": 0.6},
        {"O": 0.7, "I-content": 0.3},
    )
    found = proposals(Page.of("واحد اثنان ثلاثة"), table)
    assert {(run.start, run.end): run.p for run in found} == {
        (0, 1): pytest.approx(0.8 * 0.25),
        (0, 2): pytest.approx(0.8 * 0.75 * 0.5),
        (0, 3): pytest.approx(0.8 * 0.75 * 0.5),
    }


def test_the_runs_of_one_start_share_its_probability() -> None:
    table = _marginals({"B-cue": 0.9, "O": 0.1}, {"I-cue": 0.4, "O": 0.6})
    assert sum(run.p for run in proposals(Page.of("قال إن"), table)) == pytest.approx(0.9)


def test_unlikely_runs_are_not_proposed() -> None:
    table = _marginals({"B-cue": 0.02, "O": 0.98})
    assert proposals(Page.of("قال"), table) == []


def test_a_run_without_a_word_is_not_proposed() -> None:
    table = _marginals({"B-cue": 1.0}, {"O": 1.0})
    assert proposals(Page.of(": قال"), table) == []
    table = _marginals({"B-cue": 1.0}, {"I-cue": 0.9, "O": 0.1})
    assert [(run.start, run.end) for run in proposals(Page.of(": قال"), table)] == [(0, 2)]


def test_an_empty_page_has_no_proposals() -> None:
    assert proposals(Page.of(""), numpy.zeros((0, len(LABELS)))) == []

from musnad.baselines.tagger.page import Page
from musnad.baselines.tagger.runs import Run, labels_of, runs_of
from musnad.dataset import Attribution

from .building import span

TEXT = "قال الوزير إن الجسر سليم"


def test_the_words_of_an_attribution_are_labelled_by_role() -> None:
    item = Attribution(
        id="a1",
        cue=span(TEXT, "قال"),
        source=span(TEXT, "الوزير"),
        content=span(TEXT, "إن الجسر سليم"),
    )
    labels = ["B-cue", "B-source", "B-content", "I-content", "I-content"]
    assert labels_of(Page.of(TEXT), [item]) == labels


def test_a_cue_inside_a_content_splits_it() -> None:
    outer = Attribution(id="a1", content=span(TEXT, TEXT))
    inner = Attribution(id="a2", cue=span(TEXT, "إن"))
    labels = ["B-content", "I-content", "B-cue", "B-content", "I-content"]
    assert labels_of(Page.of(TEXT), [outer, inner]) == labels


def test_labels_become_runs() -> None:
    labels = ["B-cue", "B-cue", "I-cue", "O", "B-source", "B-content", "I-content"]
    assert runs_of(labels) == [
        Run("cue", 0, 1),
        Run("cue", 1, 3),
        Run("source", 4, 5),
        Run("content", 5, 7),
    ]


def test_a_run_may_open_without_a_beginning() -> None:
    assert runs_of(["O", "I-cue", "I-source"]) == [Run("cue", 1, 2), Run("source", 2, 3)]

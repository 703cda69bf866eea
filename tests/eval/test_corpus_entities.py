"""Who said what by the ids of sources in the whole corpus, worked by hand (metrics.md 4)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from musnad.dataset import LAYERS
from musnad.errors import DataError
from musnad.eval import METRICS, evaluate

from .builders import article, corpus, report, said, source, values

NAMES = ("wsw_f1", "wsw_corpus_f1")
CONTENT, PLACE, OTHER = (0, 10), (40, 44), (60, 64)


def by(entity: str | None, *mentions, own=(), content=CONTENT):
    """An article with one attribution to an entry with these mentions and this id."""
    entry = replace(source("S1", *mentions), entity=entity)
    return article(said(content, own, to="S1"), sources=[entry])


# Values by mention and by id.
@pytest.mark.parametrize(
    ("gold", "predicted", "expected"),
    [
        (by("s042", PLACE), by("s042", PLACE), (1, 1)),
        # the right mention under the wrong id, or under none
        (by("s042", PLACE), by("s007", PLACE), (1, 0)),
        (by("s042", PLACE), by(None, PLACE), (1, 0)),
        # the right id wherever the source is thought to stand
        (by("s042", PLACE), by("s042", OTHER), (0, 1)),
        (by("s042", PLACE, own=PLACE), by("s042"), (0, 1)),
        (by("s042"), by("s042", PLACE), (0, 1)),
        # more than half of the content, as ever
        (by("s042", PLACE), by("s042", PLACE, content=(0, 5)), (0, 0)),
        (by("s042", PLACE), by("s042", PLACE, content=(0, 6)), (1, 1)),
        # unknown on both sides
        (by(None), by(None), (1, 1)),
        (by(None), by("s042"), (1, 0)),
        (by("s042"), by(None), (1, 0)),
        # a gold source without an id is told by its mentions
        (by(None, PLACE), by(None, PLACE), (1, 1)),
        (by(None, PLACE), by("s042", PLACE), (1, 1)),
        (by(None, PLACE), by(None, OTHER), (0, 0)),
        (by(None, PLACE), by(None), (0, 0)),
        # any id, in any script
        (by("نقابة المعلمين", PLACE), by("نقابة المعلمين", OTHER), (0, 1)),
    ],
)
def test_the_id_decides_where_gold_has_one(gold, predicted, expected) -> None:
    # beside it one attribution that is right by id and mention, so that ids are answered
    beside = (
        said((20, 30), (80, 84), to="S9"),
        replace(source("S9", (80, 84)), entity="s900"),
    )
    both = [
        article(*item.attributions, beside[0], sources=[*item.sources, beside[1]])
        for item in (gold, predicted)
    ]
    found = values(*both, *NAMES)
    assert found == {name: (one + 1) / 2 for name, one in zip(NAMES, expected, strict=True)}


def test_one_answer_finds_one_attribution() -> None:
    gold = article(
        said((0, 10), to="S1"),
        said((0, 11), to="S1"),
        sources=[replace(source("S1", PLACE), entity="s042")],
    )
    assert values(gold, by("s042", PLACE), "wsw_corpus_f1") == {
        "wsw_corpus_f1": pytest.approx(2 / 3)
    }


@pytest.mark.parametrize("layer", ["entities", "sources"])
def test_ids_must_be_labelled(layer: str) -> None:
    assert layer in METRICS["wsw_corpus_f1"].needs
    gold = by("s042", PLACE)
    without = [item for item in LAYERS if item != layer]
    assert report(gold, gold, layers=without)["wsw_corpus_f1"].reason == (
        f"toy does not label {layer}"
    )


def test_ids_must_be_answered() -> None:
    found = report(by("s042", PLACE), by(None, PLACE))
    assert found["wsw_corpus_f1"].reason == "the predictions do not answer entity"


def test_an_id_that_the_corpus_does_not_know_is_refused() -> None:
    gold = by("s042", PLACE)
    known = replace(corpus(gold), entities=frozenset({"s042"}))
    assert evaluate(known, [gold], resamples=0)["wsw_corpus_f1"].value == 1
    with pytest.raises(DataError) as error:
        evaluate(known, [by("s043", PLACE)], resamples=0)
    assert str(error.value) == (
        "<predictions>:1: article 'ar-1', source 'S1', entity is 's043', which is no source of "
        "toy/test; nearest: 's042'; take an id from its list, or null [E-ENTITY]"
    )

from itertools import pairwise, product

import numpy
import pytest

from musnad.baselines.tagger.features import Features
from musnad.baselines.tagger.lexicon import Lexicon
from musnad.baselines.tagger.page import Page
from musnad.baselines.tagger.runs import LABELS, labels_of
from musnad.baselines.tagger.sequence import SequenceModel
from musnad.dataset import Attribution
from musnad.errors import DataError

from .building import span

TEXTS = [
    f"قال {who} إن {what} سليم." for who in ("علي", "زيد", "سامي") for what in ("الجسر", "السد")
]


def _random_model(page: Page) -> SequenceModel:
    features = Features(Lexicon())
    names = sorted({name for row in features.of(page) for name in row})
    source = numpy.random.default_rng(1)
    width = len(LABELS)
    return SequenceModel(
        features, names, source.normal(size=(len(names), width)), source.normal(size=(width, width))
    )


def test_marginals_are_those_of_all_paths_enumerated() -> None:
    page = Page.of("قال: نعم")
    model = _random_model(page)
    rows = [[model.names.index(name) for name in row] for row in model.features.of(page)]
    states = numpy.array([model.states[row].sum(axis=0) for row in rows])
    expected = numpy.zeros_like(states)
    for path in product(range(len(LABELS)), repeat=len(page)):
        score = sum(states[at, label] for at, label in enumerate(path))
        score += sum(model.transitions[a, b] for a, b in pairwise(path))
        for at, label in enumerate(path):
            expected[at, label] += numpy.exp(score - 50)
    expected /= expected.sum(axis=1, keepdims=True)
    assert model.marginals(page) == pytest.approx(expected, abs=1e-9)


def test_long_pages_do_not_overflow() -> None:
    page = Page.of("قال الوزير نعم. " * 2000)
    found = _random_model(page).marginals(page)
    assert numpy.isfinite(found).all()
    assert found.sum(axis=1) == pytest.approx(1.0)


def test_an_empty_page_has_no_marginals() -> None:
    assert _random_model(Page.of("قال")).marginals(Page.of("")).shape == (0, len(LABELS))


def test_it_learns_the_labels_of_its_pages() -> None:
    pages = [Page.of(text) for text in TEXTS]
    gold = [
        [Attribution("a1", span(t, "قال"), span(t, t.split()[1]), span(t, t[t.index("إن") : -1]))]
        for t in TEXTS
    ]
    labels = [labels_of(page, items) for page, items in zip(pages, gold, strict=True)]
    features = Features(Lexicon.learned(pages, labels, seed=1))
    model = SequenceModel.fitted(features, pages, labels, l1=0.0, iterations=30, least=1)
    best = [LABELS[at] for at in model.marginals(pages[0]).argmax(axis=1)]
    assert best == labels[0]


def test_a_saved_model_says_the_same() -> None:
    page = Page.of("قال: نعم")
    model = _random_model(page)
    stored = model.to_bytes()
    again = SequenceModel.from_bytes(Features(Lexicon()), model.names, stored)
    assert again.to_bytes() == stored
    assert again.marginals(page) == pytest.approx(model.marginals(page), abs=1e-5)


def test_numbers_that_do_not_fit_or_are_no_weights_are_refused() -> None:
    model = _random_model(Page.of("قال"))
    with pytest.raises(DataError, match="size is wrong"):
        SequenceModel.from_bytes(Features(Lexicon()), model.names, model.to_bytes()[:-1])
    broken = b"\xff" * len(model.to_bytes())
    with pytest.raises(DataError, match="no weight"):
        SequenceModel.from_bytes(Features(Lexicon()), model.names, broken)

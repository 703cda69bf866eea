"""What the parts read by number is what the features that have names would say."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace

import numpy
import pytest

from musnad.baselines.tagger.features import Features
from musnad.baselines.tagger.lexicon import Lexicon
from musnad.baselines.tagger.linker import Linker
from musnad.baselines.tagger.loglinear import LogLinear
from musnad.baselines.tagger.page import Page
from musnad.baselines.tagger.pairs import Scene, pairs_of, rivalry
from musnad.baselines.tagger.run_scores import RunScores
from musnad.baselines.tagger.runs import LABELS, ROLES, Run
from musnad.baselines.tagger.selection import run_features
from musnad.baselines.tagger.sequence import SequenceModel

TEXTS = [
    "قال",
    "عنوان | الخبر # 1 ?\n\nقالت الوزيرة أمس، في بيان، إن «الجسر سليم» وأضاف زيد أن لا شيء. | قال",
    'Fire ? said Jones | # who\n\nHe said, "it is (so", and Jones said that they, who said: no. I '
    'do." said "yes" "no" Ali | | . The council, as they said: “we, the people” left - he asked.',
    "«نعم» قال علي «لا»\nقال الذي | قال إن قالوا هو # ? قالت الوزارة. وأكد المسؤولون ذلك " * 3,
]
WORDS = sorted({form for text in TEXTS for form in Page.of(text).forms})
CUES = {"قال": 8, "قالت": 6, "said": 8, "asked": 5, "?": 5, "واضاف": 3, "who": 1, "|": 5}
LEXICON = Lexicon(
    cue=CUES,
    source={form: at % 4 for at, form in enumerate(WORDS[::3])},
    coarse={form: at % 5 for at, form in enumerate(WORDS[::2])},
    fine={form: at % 7 for at, form in enumerate(WORDS[::2])},
    known=frozenset([*WORDS[::2], *CUES]),
)


def pages() -> list[Page]:
    plain = [Page.of(text) for text in TEXTS]
    hinted = [
        replace(page, hints=[LABELS[at * at % len(LABELS)] for at in range(len(page))])
        for page in plain
    ]
    return [*plain, *hinted]


def weights(rows: Iterable[Iterable[str]], seed: int) -> dict[str, float]:
    """Weights for three quarters of the names."""
    source = random.Random(seed)
    names = sorted({name for row in rows for name in row})
    return {name: source.gauss(0, 0.3) for name in names if source.random() < 0.75}


def some_runs(page: Page, seed: int) -> list[Run]:
    """Runs of all roles by role and start, some of them overlapping."""
    source, found = random.Random(seed), []
    for role in ROLES:
        for start in range(len(page)):
            for end in range(start + 1, min(len(page), start + 12) + 1):
                if source.random() < 0.08 or end == len(page) == start + 1:
                    found.append(Run(role, start, end, source.random(), source.random()))
    return found


def apart(page: Page, seed: int) -> list[Run]:
    """Runs in text order of which none overlaps another."""
    source, found, at = random.Random(seed), [], 0
    while at < len(page):
        end = min(len(page), at + source.randint(1, 4))
        if source.random() < 0.8:
            role = source.choice(ROLES)
            found.append(Run(role, at, end, source.random(), source.random()))
        at = end
    return found


def test_scores_of_words_are_the_weights_of_their_features() -> None:
    features = Features(LEXICON)
    rows = {at: features.of(page) for at, page in enumerate(pages())}
    known = weights([name for row in rows.values() for name in row], 1)
    names = sorted(known)
    states = numpy.random.default_rng(2).normal(size=(len(names), len(LABELS)))
    place = {name: at for at, name in enumerate(names)}
    model = SequenceModel(features, names, states, numpy.zeros((len(LABELS), len(LABELS))))
    for at, page in enumerate(pages()):
        expected = [
            numpy.sum([states[place[name]] for name in row if name in place], axis=0)
            for row in rows[at]
        ]
        assert model.scores(page) == pytest.approx(numpy.array(expected), abs=1e-9), page.text


def test_scores_of_runs_are_those_of_their_features() -> None:
    cases = [(page, some_runs(page, at)) for at, page in enumerate(pages())]
    rows = [run_features(page, runs, LEXICON) for page, runs in cases]
    flat = [row for page in rows for row in page]
    assert len(flat) > 300
    exact, touching = LogLinear(weights(flat, 3), 0.2), LogLinear(weights(flat, 4), -0.1)
    scores = RunScores(exact, touching, LEXICON)
    for (page, runs), named in zip(cases, rows, strict=True):
        expected = [[exact.p(row), touching.p(row)] for row in named]
        found = scores.p(LEXICON.coder.of(page), runs)
        assert found == pytest.approx(numpy.array(expected), abs=1e-9), page.text


def test_scores_of_pairs_are_those_of_their_features() -> None:
    cases = [(page, apart(page, seed)) for page in pages() for seed in range(4)]
    asked = [(page, runs, pairs_of(page, runs)) for page, runs in cases]
    rows = [
        [Scene(page, runs, LEXICON).features(pair) for pair in pairs] for page, runs, pairs in asked
    ]
    flat = [row for page in rows for row in page]
    assert len(flat) > 300
    first = LogLinear(weights(flat, 5), 0.2)
    among = [
        rivalry(runs, pairs, [first.p(row) for row in named])
        for (_, runs, pairs), named in zip(asked, rows, strict=True)
    ]
    both = [
        [*row, *more]
        for a, b in zip(rows, among, strict=True)
        for row, more in zip(a, b, strict=True)
    ]
    second = LogLinear(weights(both, 6), -0.1)
    linker, expected = Linker(LEXICON, first, second), iter(map(second.p, both))
    for page, runs, pairs in asked:
        found = linker.p(page, runs, pairs)
        assert found == pytest.approx([next(expected) for _ in pairs], abs=1e-9), page.text

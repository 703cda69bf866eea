from pathlib import Path

import numpy
import pytest

from musnad.baselines.tagger.chain import marginals
from musnad.baselines.tagger.features import Features
from musnad.baselines.tagger.lexicon import Lexicon
from musnad.baselines.tagger.page import Page
from musnad.baselines.tagger.runs import LABELS
from musnad.baselines.tagger.sequence import SequenceModel
from musnad.baselines.tagger.tables import Numbers

TEXT = "قال الوزير إن الجسر سليم. وأضاف علي: «لا شيء هنا»."


def word_by_word(scores: Numbers, transitions: Numbers) -> Numbers:
    forward, backward = [scores[0]], [numpy.zeros(scores.shape[1])]
    for row in scores[1:]:
        forward.append(row + numpy.logaddexp.reduce(forward[-1][:, None] + transitions, axis=0))
    for row in scores[:0:-1]:
        backward.append(numpy.logaddexp.reduce(transitions + row + backward[-1], axis=1))
    joint = numpy.array(forward) + numpy.array(backward[::-1])
    return numpy.exp(joint - numpy.logaddexp.reduce(joint, axis=1, keepdims=True))


@pytest.mark.parametrize("count", [*range(1, 13), 36, 37, 100])
def test_stretches_side_by_side_say_what_a_pass_word_by_word_says(count: int) -> None:
    source = numpy.random.default_rng(count)
    scores, transitions = source.normal(size=(count, 7)) * 4, source.normal(size=(7, 7)) * 2
    expected = word_by_word(scores, transitions)
    assert marginals(scores, transitions) == pytest.approx(expected, abs=1e-9)


def test_marginals_are_those_of_crfsuite(tmp_path: Path) -> None:
    import pycrfsuite

    page, features = Page.of(TEXT), Features(Lexicon())
    rows = pycrfsuite.ItemSequence(features.of(page))
    trainer = pycrfsuite.Trainer("lbfgs", verbose=False)
    for shift in range(len(LABELS)):
        trainer.append(rows, [LABELS[(at + shift) % len(LABELS)] for at in range(len(page))])
    trainer.append(rows, [LABELS[at % 5] for at in range(len(page))])
    trainer.set_params({"c1": 0.0, "c2": 0.01, "max_iterations": 20})
    trainer.train(str(tmp_path / "model"))
    theirs = pycrfsuite.Tagger()
    theirs.open(str(tmp_path / "model"))
    info = theirs.info()
    names = sorted({name for name, _ in info.state_features})
    states = [[info.state_features.get((name, label), 0.0) for label in LABELS] for name in names]
    steps = [[info.transitions.get((one, two), 0.0) for two in LABELS] for one in LABELS]
    model = SequenceModel(features, names, numpy.array(states), numpy.array(steps))
    theirs.set(rows)
    expected = [[theirs.marginal(label, at) for label in LABELS] for at in range(len(page))]
    assert numpy.ptp(numpy.array(expected)) > 0.1
    # crfsuite tells its weights with six decimals.
    assert model.marginals(page) == pytest.approx(numpy.array(expected), abs=2e-5)

"""The sequence model: a linear-chain CRF that says how likely each word is to be in which role.

python-crfsuite trains it; the weights are then kept as plain arrays and read by NumPy, so that
a saved model holds nothing but numbers and words, and a damaged one is refused and not executed.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import TypeAlias

import numpy
from numpy.typing import NDArray

from musnad.errors import DataError

from .features import OUTSIDE_PACK, REACH, Features
from .page import Page
from .runs import LABELS

Numbers: TypeAlias = NDArray[numpy.float64]

_ROOM = 1 << 15
_RESCALE = 8
_LEAST = -60.0
_LIGHT = 0.02  # lighter features fill three quarters of a model and change no score
_MOST = 1e4
_STORED = numpy.dtype("<f4")


class SequenceModel:
    """State weights by feature and transition weights between labels, with their reading."""

    def __init__(
        self, features: Features, names: list[str], states: Numbers, transitions: Numbers
    ) -> None:
        self.features = features
        self.names = names
        self.states = states
        self.transitions = transitions
        self._place = {name: at for at, name in enumerate(names)}
        self._weights = numpy.vstack([states, numpy.zeros((1, len(LABELS)))])
        self._rows: dict[str, int] = {}
        self._packs = numpy.zeros((1024, 2 * REACH + 1, len(LABELS)))
        self._edges = numpy.array([self._sum([name]) for name in OUTSIDE_PACK])

    @classmethod
    def fitted(
        cls,
        features: Features,
        pages: Iterable[Page],
        labels: Iterable[list[str]],
        *,
        l1: float = 1.0,
        l2: float = 0.1,
        iterations: int = 80,
        least: int = 2,
    ) -> SequenceModel:
        """The model of labelled pages, by L-BFGS.

        Args:
            features: Makes the features of a page.
            pages: The pages.
            labels: The label of each of their words.
            l1: Strength of the L1 penalty, which keeps the model small.
            l2: Strength of the L2 penalty.
            iterations: How many steps at most.
            least: How often a feature must occur.
        """
        import pycrfsuite

        trainer = pycrfsuite.Trainer("lbfgs", verbose=False)
        for page, line in zip(pages, labels, strict=True):
            if len(page):
                trainer.append(pycrfsuite.ItemSequence(features.of(page)), line)
        trainer.set("c1", l1)
        trainer.set("c2", l2)
        trainer.set("max_iterations", iterations)
        trainer.set("feature.minfreq", least)
        with tempfile.TemporaryDirectory() as folder:
            path = str(Path(folder, "model"))
            trainer.train(path)
            tagger = pycrfsuite.Tagger()
            tagger.open(path)
            info = tagger.info()
            tagger.close()
        place = {label: at for at, label in enumerate(LABELS)}
        names = sorted({name for name, _ in info.state_features})
        row = {name: at for at, name in enumerate(names)}
        states = numpy.zeros((len(names), len(LABELS)))
        for (name, label), weight in info.state_features.items():
            states[row[name], place[label]] = weight
        transitions = numpy.zeros((len(LABELS), len(LABELS)))
        for (one, two), weight in info.transitions.items():
            transitions[place[one], place[two]] = weight
        kept = numpy.abs(states).max(axis=1, initial=0.0) >= _LIGHT
        names = [name for name, keep in zip(names, kept, strict=True) if keep]
        states, transitions = (
            table.astype(_STORED).astype(float) for table in (states[kept], transitions)
        )
        return cls(features, names, states, transitions)

    def marginals(self, page: Page) -> Numbers:
        """The probability of each label for each word, one row a word."""
        if not len(page):
            return numpy.zeros((0, len(LABELS)))
        scores = self._scores(page)
        scores -= scores.max(axis=1, keepdims=True)
        local = numpy.exp(scores.clip(_LEAST))
        step = numpy.exp(self.transitions)
        forward = _passed(local, step)
        backward = _passed(local[::-1], step.T)[::-1]
        joint: Numbers = forward * backward / local
        joint /= joint.sum(axis=1, keepdims=True)
        return joint

    def _scores(self, page: Page) -> Numbers:
        """The summed state weights of each label for each word."""
        rows = self.features.context(page)
        get, missing = self._place.get, len(self.names)
        ends = numpy.cumsum([0, *map(len, rows)])[:-1]
        places = numpy.array([get(name, missing) for name in chain.from_iterable(rows)], dtype=int)
        scores: Numbers = numpy.add.reduceat(self._weights[places], ends)
        packs = self._packs_of(page)
        count = len(page)
        for distance in range(2 * REACH + 1):
            shift = distance - REACH
            low, high = max(0, -shift), min(count, count - shift)
            if low < high:
                scores[low:high] += packs[low + shift : high + shift, distance]
            scores[: min(low, count)] += self._edges[distance]
            scores[max(0, high) :] += self._edges[distance]
        return scores

    def _packs_of(self, page: Page) -> Numbers:
        """What each word adds to the words round it, remembered by spelling."""
        rows = self._rows
        if len(rows) + len(page) > _ROOM:
            rows.clear()
        found = []
        for raw, form in zip(page.raw, page.forms, strict=True):
            at = rows.get(raw)
            if at is None:
                at = rows[raw] = len(rows)
                if at >= len(self._packs):
                    self._packs = numpy.concatenate([self._packs, numpy.zeros_like(self._packs)])
                self._packs[at] = [self._sum(names) for names in self.features.pack(raw, form)]
            found.append(at)
        return self._packs[found]

    def _sum(self, names: list[str]) -> Numbers:
        get, missing = self._place.get, len(self.names)
        total: Numbers = self._weights[[get(name, missing) for name in names]].sum(axis=0)
        return total

    def to_bytes(self) -> bytes:
        """The weights as raw numbers, transitions first; they belong to `names`."""
        numbers = numpy.concatenate([self.transitions.ravel(), self.states.ravel()])
        return numbers.astype(_STORED).tobytes()

    @classmethod
    def from_bytes(cls, features: Features, names: Sequence[str], content: bytes) -> SequenceModel:
        """The model that `to_bytes` wrote.

        Raises:
            DataError: the numbers do not fit the names, or are no weights.
        """
        width = len(LABELS)
        if len(content) != _STORED.itemsize * width * (width + len(names)):
            raise DataError("sequence model is damaged (its size is wrong); train it again")
        numbers = numpy.frombuffer(content, dtype=_STORED).astype(float)
        if not (numpy.abs(numbers) < _MOST).all():
            raise DataError("sequence model is damaged (a weight is no weight); train it again")
        transitions, states = numbers[: width * width], numbers[width * width :]
        return cls(
            features, list(names), states.reshape(-1, width), transitions.reshape(width, width)
        )


def _passed(local: Numbers, step: Numbers) -> Numbers:
    """One pass of the chain: each row is the one before it through `step`, times its own."""
    out = numpy.empty_like(local)
    state = out[0] = local[0]
    for at in range(1, len(local)):
        row = out[at]
        numpy.dot(state, step, out=row)
        row *= local[at]
        if not at % _RESCALE:
            row /= row.sum()
        state = row
    return out

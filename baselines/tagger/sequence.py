"""The sequence model: a linear-chain CRF that says how likely each word is to be in which role.

python-crfsuite trains it; the weights are then kept as plain arrays and read by NumPy, so that
a saved model holds nothing but numbers and words, and a damaged one is refused and not executed.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path

import numpy

from musnad.errors import DataError

from .chain import marginals
from .features import OUTSIDE_PACK, REACH, Features
from .page import Page
from .runs import LABELS
from .tables import Numbers, Weights
from .word_scores import WordScores

__all__ = ["Numbers", "SequenceModel"]

_ROOM = 1 << 15  # so many spellings are remembered
_BEYOND = (0,) * REACH  # rows of the words beyond either edge of a page
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
        self._weights = Weights(names, states)
        self._rows: dict[str, int] = {}
        self._packs: Numbers = self._weights.rows(OUTSIDE_PACK)[None]

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
        return marginals(self.scores(page), self.transitions)

    def scores(self, page: Page) -> Numbers:
        """The summed state weights of each label for each word, at least one word."""
        scores = self._context.of(self.features.lexicon.coder.of(page))
        spellings = [*_BEYOND, *self._spellings(page), *_BEYOND]
        packs = self._packs[spellings]
        for distance in range(2 * REACH + 1):
            scores += packs[distance : distance + len(page), distance]
        return scores

    @cached_property
    def _context(self) -> WordScores:
        return WordScores(self._weights, self.features.lexicon)

    def _spellings(self, page: Page) -> list[int]:
        """The row of `_packs` of each word: what it adds to the words round it, by spelling."""
        rows = self._rows
        if len(rows) + len(page) > _ROOM:
            rows.clear()
        fresh = {
            raw: form for raw, form in zip(page.raw, page.forms, strict=True) if raw not in rows
        }
        if fresh:
            first = len(rows) + 1
            rows.update(zip(fresh, range(first, first + len(fresh)), strict=True))
            if len(rows) >= len(self._packs):
                more = numpy.zeros((2 * len(rows), *self._packs.shape[1:]))
                self._packs = numpy.concatenate([self._packs, more])
            packs = [self.features.pack(raw, form) for raw, form in fresh.items()]
            added = self._weights.sums([names for pack in packs for names in pack])
            self._packs[first : first + len(fresh)] = added.reshape(len(fresh), -1, len(LABELS))
        return [rows[raw] for raw in page.raw]

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

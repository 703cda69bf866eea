"""A small linear chain: the likeliest labels of a row of words, trained by crfsuite."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from musnad.errors import DataError

from .choice import Row


@dataclass(frozen=True)
class Chain:
    """Weights of features for labels and of each label after another, as plain numbers."""

    labels: tuple[str, ...]
    weights: Mapping[str, tuple[float, ...]]
    steps: tuple[tuple[float, ...], ...]

    @classmethod
    def fitted(
        cls,
        pages: Sequence[Sequence[Row]],
        answers: Sequence[Sequence[str]],
        *,
        l1: float = 0.05,
        l2: float = 0.3,
        iterations: int = 200,
        least: int = 1,
    ) -> Chain:
        """The chain that fits some labelled rows of words best.

        Args:
            pages: The features of each word of each page.
            answers: The label of each word.
            l1: Strength of the L1 penalty.
            l2: Strength of the L2 penalty.
            iterations: How many steps of L-BFGS at most.
            least: How often a feature must occur.
        """
        import pycrfsuite

        trainer = pycrfsuite.Trainer("lbfgs", verbose=False)
        for rows, line in zip(pages, answers, strict=True):
            if rows:
                trainer.append(pycrfsuite.ItemSequence([list(row) for row in rows]), list(line))
        trainer.set_params(
            {"c1": l1, "c2": l2, "max_iterations": iterations, "feature.minfreq": least}
        )
        with tempfile.TemporaryDirectory() as folder:
            path = str(Path(folder, "model"))
            trainer.train(path)
            tagger = pycrfsuite.Tagger()
            tagger.open(path)
            info = tagger.info()
            tagger.close()
        labels = tuple(sorted({label for line in answers for label in line}))
        states = info.state_features
        weights = {
            name: tuple(round(states.get((name, label), 0.0), 4) for label in labels)
            for name in sorted({name for name, _ in states})
        }
        steps = tuple(
            tuple(round(info.transitions.get((one, two), 0.0), 4) for two in labels)
            for one in labels
        )
        return cls(labels, weights, steps)

    def best(self, rows: Sequence[Row]) -> list[str]:
        """The likeliest labels of a row of words (Viterbi)."""
        if not rows:
            return []
        span = range(len(self.labels))
        scores = self._scores(rows[0])
        back: list[list[int]] = []
        for row in rows[1:]:
            own = self._scores(row)
            from_ = [max(span, key=lambda one: scores[one] + self.steps[one][two]) for two in span]
            scores = [own[two] + scores[from_[two]] + self.steps[from_[two]][two] for two in span]
            back.append(from_)
        at = max(span, key=lambda one: scores[one])
        path = [at]
        for from_ in reversed(back):
            at = from_[at]
            path.append(at)
        return [self.labels[at] for at in reversed(path)]

    def _scores(self, row: Row) -> list[float]:
        total = [0.0] * len(self.labels)
        for name in row:
            for at, weight in enumerate(self.weights.get(name, ())):
                total[at] += weight
        return total

    def to_json(self) -> dict[str, Any]:
        """The chain as plain JSON."""
        return {
            "labels": list(self.labels),
            "steps": [list(row) for row in self.steps],
            "weights": {name: list(row) for name, row in self.weights.items()},
        }

    @classmethod
    def from_json(cls, value: Any) -> Chain:
        """The chain that `to_json` wrote.

        Raises:
            DataError: the value is not a chain.
        """
        try:
            labels = tuple(map(str, value["labels"]))
            steps = tuple(tuple(map(float, row)) for row in value["steps"])
            weights = {str(n): tuple(map(float, row)) for n, row in value["weights"].items()}
            numbers = (*steps, *weights.values())
            if (
                not labels
                or len(steps) != len(labels)
                or any(len(r) != len(labels) for r in numbers)
            ):
                raise ValueError("numbers do not fit the labels")
            if not all(math.isfinite(number) for row in numbers for number in row):
                raise ValueError("a weight is not finite")
        except (TypeError, KeyError, ValueError, AttributeError) as error:
            raise DataError(f"chain is damaged ({error}); train the model again") from None
        return cls(labels, weights, steps)

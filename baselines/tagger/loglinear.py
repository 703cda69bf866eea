"""A log-linear classifier over named features, trained by scikit-learn, kept as plain numbers."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from musnad.errors import DataError

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

    from .tables import Numbers

_LEAST_WEIGHT = 0.02


@dataclass(frozen=True)
class LogLinear:
    """The probability of yes from a weight for each named feature; unknown features weigh 0."""

    weights: Mapping[str, float] = field(default_factory=dict)
    bias: float = 0.0

    def p(self, features: Iterable[str]) -> float:
        """The probability that the answer for something with these features is yes."""
        get = self.weights.get
        total = self.bias
        for name in features:
            total += get(name, 0.0)
        return 1.0 / (1.0 + math.exp(-max(-40.0, min(40.0, total))))

    def to_json(self) -> dict[str, Any]:
        """The classifier as plain JSON."""
        return {"bias": self.bias, "weights": dict(self.weights)}

    @classmethod
    def from_json(cls, value: Any) -> LogLinear:
        """The classifier that `to_json` wrote.

        Raises:
            DataError: the value is not a classifier.
        """
        try:
            weights = {str(name): float(weight) for name, weight in value["weights"].items()}
            bias = float(value["bias"])
            if not all(map(math.isfinite, (bias, *weights.values()))):
                raise ValueError("a weight is not finite")
        except (TypeError, KeyError, ValueError, AttributeError) as error:
            raise DataError(f"classifier is damaged ({error}); train the model again") from None
        return cls(weights, bias)


def chances(totals: Numbers) -> Numbers:
    """The probabilities that belong to some sums of weights."""
    import numpy

    p: Numbers = 1.0 / (1.0 + numpy.exp(-totals.clip(-40.0, 40.0)))
    return p


class Cases:
    """Cases to learn from, each with features, one or several yes-or-no answers, and a group."""

    def __init__(self) -> None:
        self._names: dict[str, int] = {}
        self._places = array("q")
        self._ends = array("q", [0])
        self._groups = array("b")
        self._answers: list[tuple[bool, ...]] = []

    def add(self, features: Iterable[str], *answers: bool, group: int = 0) -> None:
        """Take in one case; of cases in two groups each can be answered from the other's."""
        names = self._names
        self._places.extend(names.setdefault(name, len(names)) for name in features)
        self._ends.append(len(self._places))
        self._groups.append(group)
        self._answers.append(answers)

    def __len__(self) -> int:
        return len(self._answers)

    def fitted(self, *, answer: int = 0, cost: float = 0.1, least: int = 3) -> LogLinear:
        """The classifier of all cases.

        Args:
            answer: Which of the answers of a case.
            cost: Inverse strength of the L2 penalty.
            least: How often a feature must occur to have a weight.
        """
        table, names = self._table(least)
        weights, bias = _trained(table, self._column(answer), cost)
        kept = {
            name: round(weight, 3)
            for name, weight in zip(names, weights, strict=True)
            if abs(weight) >= _LEAST_WEIGHT
        }
        return LogLinear(kept, round(bias, 3))

    def held_out(self, *, answer: int = 0, cost: float = 0.1, least: int = 3) -> list[float]:
        """The probability of yes for each case, by a classifier of the cases of the other group."""
        import numpy

        table, _ = self._table(least)
        groups = numpy.array(self._groups)
        answers = numpy.array(self._column(answer))
        p = numpy.zeros(len(answers))
        for group in (0, 1):
            here, there = groups == group, groups != group
            weights, bias = _trained(table[there], answers[there].tolist(), cost)
            total = table[here] @ numpy.array(weights) + bias
            p[here] = chances(total)
        found: list[float] = p.tolist()
        return found

    def _column(self, answer: int) -> list[bool]:
        return [answers[answer] for answers in self._answers]

    def _table(self, least: int) -> tuple[csr_matrix, list[str]]:
        import numpy
        from scipy.sparse import csr_matrix

        places = numpy.array(self._places, dtype=numpy.int64)
        ends = numpy.array(self._ends, dtype=numpy.int64)
        size = max(1, len(self._names))
        table = csr_matrix((numpy.ones(len(places)), places, ends), (len(self), size))
        often = (numpy.bincount(places, minlength=size) >= least).nonzero()[0]
        names = list(self._names) or [""]
        return table[:, often], [names[at] for at in often]


def _trained(table: csr_matrix, answers: list[bool], cost: float) -> tuple[list[float], float]:
    """Weights by column and the bias; with one answer only, a bias that always gives it."""
    from sklearn.linear_model import LogisticRegression

    if len(set(answers)) < 2 or not table.shape[1]:
        share = (sum(answers) + 0.5) / (len(answers) + 1)
        return [0.0] * table.shape[1], math.log(share / (1 - share))
    model = LogisticRegression(C=cost, solver="liblinear", tol=0.01, random_state=0)
    model.fit(table, answers)
    return model.coef_[0].tolist(), float(model.intercept_[0])

"""A choice among a few answers by weighted features, kept as plain numbers."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from musnad.errors import DataError

Row = Sequence[str]
"""The names of the features that a case has."""


@dataclass(frozen=True)
class Choice:
    """The probability of each answer from a weight for each named feature; unknown ones weigh 0."""

    answers: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, tuple[float, ...]] = field(default_factory=dict)

    @classmethod
    def fitted(
        cls,
        rows: Sequence[Row],
        answers: Sequence[str],
        *,
        counts: Sequence[float] | None = None,
        cost: float = 1.0,
    ) -> Choice:
        """The choice that fits some answered cases best.

        Args:
            rows: The features of each case; at least one case.
            answers: The right answer of each.
            counts: How many cases each stands for; one where none are given.
            cost: Inverse strength of the L2 penalty.
        """
        from sklearn.linear_model import LogisticRegression

        known = sorted(set(answers))
        names = sorted({name for row in rows for name in row})
        if len(known) < 2 or not names:
            return cls(tuple(known), (0.0,) * len(known))
        model = LogisticRegression(C=cost, max_iter=3000)
        model.fit(_table(rows, names), list(answers), sample_weight=counts)
        if len(known) == 2:
            bias = [-model.intercept_[0] / 2, model.intercept_[0] / 2]
            columns = [(-weight / 2, weight / 2) for weight in model.coef_[0]]
        else:
            bias = list(model.intercept_)
            columns = list(zip(*model.coef_, strict=True))
        weights = {
            name: _rounded(column)
            for name, column in zip(names, columns, strict=True)
            if max(map(abs, column)) >= 5e-4
        }
        return cls(tuple(known), _rounded(bias), weights)

    def p(self, row: Iterable[str]) -> dict[str, float]:
        """How likely each answer is for a case."""
        scores = list(self.bias)
        for name in row:
            for at, weight in enumerate(self.weights.get(name, ())):
                scores[at] += weight
        top = max(scores)
        odds = [math.exp(score - top) for score in scores]
        total = sum(odds)
        return {answer: odd / total for answer, odd in zip(self.answers, odds, strict=True)}

    def best(self, row: Iterable[str]) -> str:
        """The likeliest answer for a case; the first by name where several are."""
        found = self.p(row)
        return max(self.answers, key=lambda answer: found[answer])

    def to_json(self) -> dict[str, Any]:
        """The choice as plain JSON."""
        return {
            "answers": list(self.answers),
            "bias": list(self.bias),
            "weights": {name: list(column) for name, column in self.weights.items()},
        }

    @classmethod
    def from_json(cls, value: Any) -> Choice:
        """The choice that `to_json` wrote.

        Raises:
            DataError: the value is not a choice.
        """
        try:
            answers = tuple(map(str, value["answers"]))
            bias = tuple(map(float, value["bias"]))
            weights = {str(n): tuple(map(float, column)) for n, column in value["weights"].items()}
            numbers = (bias, *weights.values())
            if not answers or any(len(row) != len(answers) for row in numbers):
                raise ValueError("numbers do not fit the answers")
            if not all(math.isfinite(number) for row in numbers for number in row):
                raise ValueError("a weight is not finite")
        except (TypeError, KeyError, ValueError, AttributeError) as error:
            raise DataError(f"classifier is damaged ({error}); train the model again") from None
        return cls(answers, bias, weights)


def _rounded(numbers: Iterable[float]) -> tuple[float, ...]:
    return tuple(round(float(number), 4) for number in numbers)


def _table(rows: Sequence[Row], names: Sequence[str]) -> Any:
    from scipy.sparse import csr_matrix

    place = {name: at for at, name in enumerate(names)}
    places = [(at, place[name]) for at, row in enumerate(rows) for name in dict.fromkeys(row)]
    lines, columns = zip(*places, strict=True)
    return csr_matrix(([1.0] * len(places), (lines, columns)), (len(rows), len(names)))

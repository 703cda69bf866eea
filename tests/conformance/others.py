"""What other scorers say of the inputs that they disagree about, as something to call."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from . import peers

Said = Callable[[], float | str]


def as_sets(side: str) -> list[frozenset[int]]:
    """The same clusters for another scorer."""
    return [frozenset(map(ord, word)) for word in side.split()]


def scorch(key: str, response: str, metric: str, part: int = 2) -> Callable[[], float]:
    """One of scorch's values."""
    return lambda: peers.scorch(as_sets(key), as_sets(response))[metric][part]


def nervaluate(
    gold: Sequence[tuple[int, int]], found: Sequence[tuple[int, int]], mode: str
) -> Callable[[], float]:
    """The F1 of nervaluate 1.2.1."""
    return lambda: peers.nervaluate_f1(gold, found, mode)


def old(articles: int, gold: Any, found: Any, mode: str) -> Callable[[], float]:
    """The F1 of nervaluate 1.1.0 over equal articles."""
    return lambda: peers.nervaluate_old([gold] * articles, [found] * articles, mode)


def bio(gold: str, found: str, *, strict: bool) -> Callable[[], float]:
    """The F1 of seqeval on tags."""
    sides = [[side.split()] if side else [] for side in (gold, found)]
    return lambda: peers.seqeval(*sides, strict=strict)[2]


def scikit(score: str, labels: Sequence[int], shares: Sequence[float]) -> Callable[[], float]:
    """A ranking score of scikit-learn."""

    def run() -> float:
        from sklearn import metrics

        return float(getattr(metrics, score)(labels, shares))

    return run


def correlation(name: str, one: Sequence[float], other: Sequence[float], **options: Any) -> Any:
    """A rank correlation of SciPy."""

    def run() -> float:
        from scipy import stats

        return float(getattr(stats, name)(one, other, **options).statistic)

    return run


def krippendorff(rows: list[list[float]]) -> Callable[[], float]:
    """Alpha by the package of that name."""
    return lambda: float(peers.tool("krippendorff").alpha(rows, level_of_measurement="nominal"))


def sacrebleu() -> float:
    """The p-value of sacreBLEU when all of 10 shuffled differences and the observed one are 0."""
    import numpy

    return float(peers.tool("sacrebleu.significance")._compute_p_value(numpy.zeros(10), 0.0))


def chunks(gold: str, found: str) -> Callable[[], float]:
    """How many chunks are right by conlleval."""
    return lambda: peers.conlleval(gold.split(), found.split())["correct"]


def nervaluate_tags(gold: str, found: str) -> Callable[[], float]:
    """The strict F1 of nervaluate 1.2.1 on tags."""

    def run() -> float:
        from nervaluate import Evaluator

        made = Evaluator([gold.split()], [found.split()], tags=["X"], loader="list")
        return float(made.evaluate()["overall"]["strict"].f1)

    return run


def nervaluate_twice() -> float:
    """The strict precision of nervaluate 1.2.1 when a right span is given twice."""
    return float(peers.nervaluate([(0, 5, "x")], [(0, 5, "x")] * 2, "strict").precision)


def pairs_of_no_worth() -> str:
    """How many pairs SciPy makes of two rows and two columns without any worth."""
    import numpy
    from scipy.optimize import linear_sum_assignment

    rows, _ = linear_sum_assignment(numpy.zeros((2, 2)), maximize=True)
    return f"{len(rows)} of 2"

"""Statistics: what metrics are made of. Counts add up; quotients come last, here and only here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, TypeAlias

import numpy
import numpy.typing

from musnad.dataset import Layer
from musnad.registry import Registry

Table: TypeAlias = numpy.typing.NDArray[numpy.float64]
# What is scored: which file of a submission, beside which table of the corpus.
Task: TypeAlias = Literal["articles", "pairs", "reliability", "ratings"]
# Why a task's metrics have no value where a system does not take part in it.
NOT_GIVEN: Mapping[Task, str] = {
    "articles": "no predictions of articles were given",
    "pairs": "no pairs were given",
    "reliability": "no reliability of sources was given",
    "ratings": "no ratings were given",
}
# What a row of counts is about: a name, or in a pool the values that were given.
Key: TypeAlias = Any


class Counts(NamedTuple):
    """Hits among what was found and hits among what was wanted; both hits are mostly the same.

    >>> (Counts.of(hits=3, found=4, wanted=5) + Counts.of(hits=1, found=1, wanted=1)).row
    [4, 5, 4, 6]
    """

    found_hits: float = 0
    found: float = 0
    wanted_hits: float = 0
    wanted: float = 0

    @classmethod
    def of(cls, *, hits: float, found: float, wanted: float) -> Counts:
        """Counts in which precision and recall share their hits."""
        return cls(hits, found, hits, wanted)

    @property
    def row(self) -> list[float]:
        """The four numbers, in the order of `COLUMNS`."""
        return [*self]

    def __add__(self, other: Counts) -> Counts:  # type: ignore[override] # no concatenation
        return Counts(*(one + two for one, two in zip(self, other, strict=True)))


COLUMNS = ("found_hits", "found", "wanted_hits", "wanted")
Formula: TypeAlias = Callable[[Table], Table]
PooledFormula: TypeAlias = Callable[[Table, Sequence[Key]], Table]


def quotient(numerator: Table, denominator: Table) -> Table:
    """Element-wise division in which 0/0 is undefined (NaN)."""
    result = numpy.full_like(numerator, numpy.nan, dtype=float)
    numpy.divide(numerator, denominator, out=result, where=denominator != 0)
    return result


def precision(counts: Table) -> Table:
    """Precision from an array whose last axis is `COLUMNS`."""
    return quotient(counts[..., 0], counts[..., 1])


def recall(counts: Table) -> Table:
    """Recall from an array whose last axis is `COLUMNS`."""
    return quotient(counts[..., 2], counts[..., 3])


def f1(counts: Table) -> Table:
    """F1 from an array whose last axis is `COLUMNS`.

    The harmonic mean of precision and recall, as one quotient of counts; where both share their
    hits it is 2·hits / (found + wanted). It is 0 when only one side is empty, undefined when
    both are.
    """
    found_hits, found, wanted_hits, wanted = (counts[..., at] for at in range(4))
    mean = quotient(2 * found_hits * wanted_hits, found_hits * wanted + wanted_hits * found)
    return numpy.where(found + wanted > 0, numpy.nan_to_num(mean), numpy.nan)


def macro_f1(counts: Table) -> Table:
    """Mean F1 over classes, from an array `(…, class, COLUMNS)`; absent classes are left out."""
    each = f1(counts)
    present = ~numpy.isnan(each)
    return quotient(numpy.nan_to_num(each).sum(axis=-1), present.sum(axis=-1).astype(float))


def accuracy(counts: Table) -> Table:
    """Share of items whose class is right, from an array `(…, class, COLUMNS)`."""
    return quotient(counts[..., 2].sum(axis=-1), counts[..., 3].sum(axis=-1))


@dataclass(frozen=True, slots=True)
class Family:
    """Metrics that share one count of comparisons.

    `count` takes a block of comparisons and returns an array `(comparison, key, COLUMNS)`;
    `needs` are the layers that the corpus must label, `answers` what the predictions must give.
    `task` says what is compared: articles (a `Block`), or pairs, sources, statements (lists).
    """

    keys: tuple[str, ...]
    needs: tuple[Layer, ...]
    answers: tuple[str, ...]
    count: Callable[[Any], Table]
    task: Task = "articles"


def one_by_one(tally: Callable[[Any], Sequence[Counts]]) -> Callable[[Iterable[Any]], Table]:
    """Count comparisons by a function that returns the `Counts` of one, key by key."""
    return lambda block: numpy.array([tally(one) for one in block], dtype=float)


@dataclass(frozen=True, slots=True)
class Pool:
    """Metrics over the pooled items of all comparisons, such as a ranking by score.

    `tally` returns the counts of the items by what was given on them; the keys of a corpus are
    those that occur, sorted. Their counts add up as those of a `Family` do.
    """

    needs: tuple[Layer, ...]
    answers: tuple[str, ...]
    tally: Callable[[Any], Mapping[Key, Counts]]
    task: Task = "articles"


@dataclass(frozen=True, slots=True)
class Metric:
    """A named formula over some keys of a family, or over a pool.

    `undefined` says in words when there is no value; `needs` are the layers that the corpus must
    label, `answers` what the predictions must give. `formula` takes an array
    `(…, key, COLUMNS)` and the keys. `best` is the value of a perfect answer, `least` the least
    that can come out.
    """

    name: str
    family: Family | Pool
    keys: tuple[str, ...]
    formula: PooledFormula
    description: str
    undefined: str
    needs: tuple[Layer, ...]
    answers: tuple[str, ...]
    classes: bool = False
    best: float = 1.0
    least: float = 0.0

    def value(self, counts: Table, keys: Sequence[Key]) -> Table:
        """The metric of an array `(…, all keys of the family, COLUMNS)`; NaN is undefined."""
        return self.formula(*self._own(counts, keys))

    def left_out(self, counts: Table) -> tuple[str, ...]:
        """The classes of a macro-F1 that occur on neither side, from `(key, COLUMNS)`."""
        if not self.classes or isinstance(self.family, Pool):
            return ()
        absent = numpy.isnan(f1(self._own(counts, self.family.keys)[0]))
        return tuple(key for key, missing in zip(self.keys, absent, strict=True) if missing)

    def _own(self, counts: Table, keys: Sequence[Key]) -> tuple[Table, Sequence[Key]]:
        if not self.keys:
            return counts, keys
        return counts[..., [keys.index(key) for key in self.keys], :], self.keys


METRICS: Registry[Metric] = Registry("metric")


# What a suffix computes, how it is called, and when it has no value.
PARTS: dict[str, tuple[Formula, str, str]] = {
    "p": (precision, "precision", "nothing was found"),
    "r": (recall, "recall", "there was nothing to find"),
    "f1": (f1, "F1", "nothing to find and nothing found"),
}


def add(
    name: str,
    family: Family | Pool,
    formula: Formula | PooledFormula,
    description: str,
    *,
    undefined: str,
    keys: tuple[str, ...] = (),
    needs: tuple[Layer, ...] = (),
    answers: tuple[str, ...] = (),
    best: float = 1.0,
    least: float = 0.0,
) -> None:
    """Register one metric over some keys of a family, or over a pool (no keys).

    Beside the layers of the family, `needs` must be labelled, `answers` given. A formula over a
    family takes the counts alone, one over a pool also the keys.
    """
    whole: Any = formula
    METRICS.register(name)(
        Metric(
            name=name,
            family=family,
            keys=keys,
            formula=whole if isinstance(family, Pool) else lambda counts, keys: whole(counts),
            description=description,
            undefined=undefined,
            needs=family.needs + needs,
            answers=family.answers + answers,
            classes=formula is macro_f1,
            best=best,
            least=least,
        )
    )


def add_prf(
    prefix: str,
    family: Family,
    key: str,
    description: str,
    *,
    parts: Sequence[str] = tuple(PARTS),
    labels: tuple[Layer, ...] = (),
    needs: tuple[Layer, ...] = (),
) -> None:
    """Register `prefix_p`, `prefix_r` and `prefix_f1`, or some of them, over one key.

    Beside the layers of the family, `labels` are those that corpus and predictions must both
    give, `needs` those that only the corpus must label.
    """
    for part in parts:
        formula, name, undefined = PARTS[part]
        add(
            f"{prefix}_{part}",
            family,
            _single(formula),
            f"{name} of {description}",
            undefined=undefined,
            keys=(key,),
            needs=labels + needs,
            answers=labels,
        )


def add_classes(prefix: str, family: Family, description: str, *, undefined: str) -> None:
    """Register `prefix_macro_f1` and `prefix_accuracy` over a family whose keys are classes."""
    for suffix, formula, text in (
        ("macro_f1", macro_f1, "mean F1 over the classes of"),
        ("accuracy", accuracy, "share right of"),
    ):
        add(
            f"{prefix}_{suffix}",
            family,
            formula,
            f"{text} {description}",
            undefined=undefined,
            keys=family.keys,
        )


def _single(formula: Formula) -> Formula:
    return lambda counts: formula(counts[..., 0, :])

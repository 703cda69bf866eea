"""Check-worthiness of statements, for corpora that label it (metrics.md 5).

Another construct than checkable sentences: what a fact-checker would choose, not what could be
checked. Gold and predictions are rows of the ratings table, kind `statement`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from musnad.dataset import Problem, Rating
from musnad.dataset.validation import Row
from musnad.errors import DataError

from ..ranking import average_precision
from ..statistics import Counts, Family, Pool, add, add_prf, one_by_one
from .answers import Gold, Rows, answers, gold_rows, refuse_extra
from .measured import Measured, counted, digest, families_of, reasons_for

KIND: Final = "statement"
SCALE: Final = "check_worthy"
LABELS = {"check_worthy": True, "not_check_worthy": False}


@dataclass(frozen=True, slots=True)
class JudgedStatement:
    """Whether a statement is check-worthy, whether a system says so, and with what probability."""

    gold: bool
    predicted: bool
    p: float


def measure_ratings(gold: Gold, predictions: Rows) -> Measured:
    """Count which statements a system finds worth checking.

    Args:
        gold: a corpus that has a table of ratings, or rows of that table; rows of another kind or
            scale are left aside.
        predictions: a file, or rows of the same table in any order; `score` is the probability
            that the statement is check-worthy, by default what `label` says.

    Raises:
        DataError: rows that do not fit: a label or probability that is none, one statement in
            two ways, an answer for no statement.
        UsageError: the corpus has no ratings.
    """
    rated = [row for row in gold_rows(gold, "ratings") if (row.kind, row.scale) == (KIND, SCALE)]
    worth: dict[str, bool] = {}
    for row in rated:
        label = _label(row, f"gold statement {row.subject!r}")
        if worth.setdefault(row.subject, label) != label:
            raise DataError(f"gold statement {row.subject!r} has two labels [E-RATING]")
    rows, file = answers(predictions, "ratings")
    given = _answers(rows, file)
    refuse_extra([(row, row.record.subject) for row in rows], worth, KIND, file, "the gold ratings")
    items = [
        (cluster_of(name), JudgedStatement(label, *given.get(name, (False, 0.0))))
        for name, label in worth.items()
    ]
    sums, clusters = counted(families_of("ratings"), items)
    missing = len(worth) - len(given)
    note = f"statements without an answer, not check-worthy: {missing} of {len(worth)}."
    return Measured(
        task="ratings",
        reasons=reasons_for("ratings", None if worth else "no statement is rated check_worthy"),
        sums=sums,
        clusters=clusters,
        unit="debate" if any("/" in name for name in worth) else KIND,
        items=len(worth),
        answered=len(given),
        digest=digest(rated),
        notes=(note,) if missing else (),
    )


def cluster_of(subject: str) -> str:
    """The debate of a statement whose id is `debate/number`; any other is its own."""
    debate, slash, _ = subject.rpartition("/")
    return f"debate {debate}" if slash else f"statement {subject}"


def _answers(rows: Sequence[Row], file: str) -> dict[str, tuple[bool, float]]:
    """By statement, what is said of it and with what probability."""
    given: dict[str, tuple[bool, float]] = {}
    for row in rows:
        rating: Rating = row.record
        problem = None
        if (rating.kind, rating.scale) != (KIND, SCALE):
            problem = f"is of kind {rating.kind!r} and scale {rating.scale!r}; expected {KIND!r} "
            problem += f"and {SCALE!r}"
        elif rating.subject in given:
            problem = "is answered twice"
        elif rating.score is not None and not 0 <= rating.score <= 1:
            problem = f"has the score {rating.score:g}; expected a probability from 0 to 1"
        if problem:
            where = Problem("E-RATING", file, row.line, rating.subject, "", problem, KIND)
            raise DataError(str(where))
        label = _label(rating, f"{file}:{row.line}: {KIND} {rating.subject!r}")
        p = float(label) if rating.score is None else float(rating.score)
        given[rating.subject] = label, p
    return given


def _label(rating: Rating, where: str) -> bool:
    if rating.label not in LABELS:
        raise DataError(
            f"{where} has the label {rating.label!r}; expected {' or '.join(LABELS)} [E-RATING]"
        )
    return LABELS[rating.label]


def _tally(item: JudgedStatement) -> Sequence[Counts]:
    hits = item.gold and item.predicted
    return [Counts.of(hits=hits, found=item.predicted, wanted=item.gold)]


def _pool(item: JudgedStatement) -> Mapping[float, Counts]:
    return {item.p: Counts.of(hits=item.gold, found=1, wanted=item.gold)}


add_prf(
    "check_worthy",
    Family(("check_worthy",), (), (), one_by_one(_tally), "ratings"),
    "check_worthy",
    "statements that are worth checking",
    parts=["f1"],
)
add(
    "check_worthy_ap",
    Pool((), (), _pool, "ratings"),
    average_precision,
    "average precision of statements ranked by the probability that they are worth checking",
    undefined="no statement is worth checking",
)

"""Agreement: whether two assertions agree, contradict or have nothing to do with each other.

Gold are the released candidate pairs of a corpus, which are unordered. A pair without an answer is
a miss of its class, and ranks last among contradictions (metrics.md 5).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from musnad.dataset import Pair, PairPrediction
from musnad.dataset.records import AgreementLabel
from musnad.errors import DataError

from ..ranking import average_precision
from ..statistics import Counts, Family, Pool, add, add_prf, macro_f1, one_by_one
from .answers import Gold, Rows, answers, gold_rows, refuse_extra
from .measured import Measured, counted, digest, families_of, reasons_for

CLASSES: tuple[str, ...] = get_args(AgreementLabel)
CONTRADICT = "contradict"


@dataclass(frozen=True, slots=True)
class JudgedPair:
    """The gold label of a pair, the predicted one ("" for none), and P(the two contradict)."""

    gold: str
    predicted: str
    p: float


def measure_pairs(gold: Gold, predictions: Rows) -> Measured:
    """Count which pairs a system labelled right.

    Args:
        gold: a corpus that has a table of pairs, or rows of that table.
        predictions: a file, or rows `{id, label, p}` in any order; without `p`, a contradiction
            has probability 1 and everything else 0.

    Raises:
        DataError: rows that do not fit: gold pairs of one thing, or labelled in two ways; an
            answer given twice, or to no pair.
        UsageError: the corpus has no pairs.
    """
    pairs: list[Pair] = gold_rows(gold, "pairs")
    refuse_confusion(pairs)
    labelled = [pair for pair in pairs if pair.label is not None]
    rows, file = answers(predictions, "predicted-pairs")
    known = {pair.id for pair in pairs}
    refuse_extra([(row, row.record.id) for row in rows], known, "pair", file, "the gold pairs")
    given: dict[str, PairPrediction] = {row.record.id: row.record for row in rows}
    items = [(cluster_of(pair), judged(pair, given.get(pair.id))) for pair in labelled]
    other = sorted({pair.label for pair in labelled if pair.label} - {*CLASSES})
    reason = None
    if other:
        reason = f"the pairs are labelled {', '.join(other)}, not {', '.join(CLASSES)}"
    elif not labelled:
        reason = "no pair has a label"
    sums, clusters = counted(families_of("pairs"), [] if reason else items)
    answered = sum(pair.id in given for pair in labelled)
    missing = len(labelled) - answered
    note = f"pairs without an answer, each a miss of its class: {missing} of {len(labelled)}."
    return Measured(
        task="pairs",
        reasons=reasons_for("pairs", reason),
        sums=sums,
        clusters=clusters,
        unit="event" if any(pair.event is not None for pair in pairs) else "pair",
        items=len(labelled),
        answered=answered,
        digest=digest(pairs),
        notes=(note,) if missing else (),
    )


def refuse_confusion(pairs: Sequence[Pair]) -> None:
    """Refuse gold pairs of a thing with itself, and two labels for the same two things.

    Raises:
        DataError: the first such pair.
    """
    first: dict[frozenset[str], Pair] = {}
    for pair in sorted(pairs, key=lambda pair: pair.id):
        both = frozenset((pair.a, pair.b))
        if len(both) == 1:
            raise DataError(f"gold pair {pair.id!r} puts {pair.a!r} beside itself [E-PAIR]")
        other = first.setdefault(both, pair)
        if other.label != pair.label:
            raise DataError(
                f"gold pairs {other.id!r} and {pair.id!r} are of the same two, {pair.a!r} and "
                f"{pair.b!r}, but labelled {other.label!r} and {pair.label!r}; keep one of them "
                "[E-PAIR]"
            )


def cluster_of(pair: Pair) -> str:
    """The event that a pair belongs to; a pair without event is its own."""
    return f"event {pair.event}" if pair.event is not None else f"pair {pair.id}"


def judged(pair: Pair, answer: PairPrediction | None) -> JudgedPair:
    """A gold pair beside the answer to it."""
    assert pair.label is not None
    if answer is None:
        return JudgedPair(pair.label, "", 0.0)
    sure = float(answer.label == CONTRADICT)
    return JudgedPair(pair.label, answer.label, sure if answer.p is None else answer.p)


def _tally(item: JudgedPair) -> Sequence[Counts]:
    return [
        Counts.of(
            hits=item.gold == item.predicted == name,
            found=item.predicted == name,
            wanted=item.gold == name,
        )
        for name in CLASSES
    ]


def _pool(item: JudgedPair) -> Mapping[float, Counts]:
    positive = item.gold == CONTRADICT
    return {item.p: Counts.of(hits=positive, found=1, wanted=positive)}


FAMILY = Family(CLASSES, (), (), one_by_one(_tally), "pairs")

add(
    "agreement_macro_f1",
    FAMILY,
    macro_f1,
    "mean F1 over the classes of pairs of assertions: agree, contradict, unrelated",
    undefined="no pair has a label",
    keys=CLASSES,
)
for _name in CLASSES:
    _text = f"pairs labelled {_name}"
    add_prf(f"agreement_{_name}", FAMILY, _name, _text, parts=["f1"])
add(
    "agreement_contradict_ap",
    Pool((), (), _pool, "pairs"),
    average_precision,
    "average precision of pairs ranked by the probability that they contradict",
    undefined="no pair contradicts",
)

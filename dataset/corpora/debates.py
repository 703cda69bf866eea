"""Debates: transcripts line by line with a mark on each sentence that is worth checking."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from musnad.errors import DataError

from ..records import Rating
from .assembling import Quirk
from .tables import Row, count_unused

COLUMNS = ("line", "speaker", "sentence", "label")
CHECK_WORTHY = "check_worthy"
LABELS = {"1": CHECK_WORTHY, "0": f"not_{CHECK_WORTHY}"}


def statement(subject: str, text: str, *, scale: str, label: str, rater: str) -> Rating:
    """A label that one rater gave to a statement."""
    return Rating(subject, "statement", label, None, scale, rater, None, text)


def worth(subject: str, text: str, mark: str, rater: str) -> Rating:
    """Whether a statement is worth checking; the mark is 1 or 0, and is kept as the score."""
    return Rating(subject, "statement", LABELS[mark], float(mark), CHECK_WORTHY, rater, None, text)


def sentence_id(debate: str, row: Row, number: int) -> str:
    """The id `debate/line` of a sentence, whose line is counted in the file too.

    Raises:
        DataError: the count is another one, so that an id would not be of one sentence.
    """
    if row["line"] != str(number):
        raise DataError(
            f"{row.place}: found line {row['line']!r}; expected {number}; copy the file anew"
        )
    return f"{debate}/{number}"


def sentences(debate: str, rows: Iterable[Row], rater: str, quirk: Quirk) -> Iterator[Rating]:
    """The sentences of a debate, each with its mark."""
    for number, row in enumerate(rows, 1):
        count_unused(row, ("speaker",), quirk)
        mark = row.one_of("label", LABELS)
        yield worth(sentence_id(debate, row, number), row["sentence"], mark, rater)

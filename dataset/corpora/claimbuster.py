"""The importer `claimbuster`: debate sentences that are worth checking, in overlapping files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from musnad.errors import DataError, in_words

from ..decode import shown
from ..records import Rating
from ..strict import loads
from .assembling import Quirk
from .debates import LABELS, worth
from .importing import IMPORTERS, Imported
from .manifest import Manifest
from .opening import Files, corpus_files
from .tables import count_unused, read_csv

FOLDER = "two_class"
# The pair for training and test first: what the other files repeat is counted against it.
SPLITS = ("train", "test", "kfold_25ncs", "kfold_20ncs", "kfold_30ncs")
DEBATE = "2020_debate"
COPY = "kfold_25ncs"


@IMPORTERS.register("claimbuster")
class ClaimBuster:
    """Sentences of debates between candidates for president, factual and worth checking or not.

    PATH is `claimbuster_two_class.tar.gz`, the folder that holds it, or the extracted folder.
    Each file is a split under its name. All but `train` and `test` are other draws from one pool:
    the three for cross-validation share most sentences with each other, and with these two.
    """

    manifest = Manifest(
        name="claimbuster",
        version="1.0.0",
        languages=("en",),
        licence="GPL-3.0 (on the repository)",
        layers=(),
        tables=("ratings",),
        citation="Hassan et al.: Toward Automated Fact-Checking, KDD 2017; Arslan et al.: A "
        "Benchmark Dataset of Check-Worthy Factual Claims, ICWSM 2020",
        origin="https://github.com/utaresearch/claimbuster-spotter",
    )

    def read(self, path: Path, *, annotator: str | None, quirk: Quirk) -> Iterator[Imported]:
        """Yield the sentences file by file; repeats are counted and kept."""
        archives = ["claimbuster_two_class.tar.gz"]
        patterns = [f"{FOLDER}/*.json", f"{FOLDER}/*.csv", f"{FOLDER}/*.tsv"]
        first: dict[str, Rating] = {}
        by_text: dict[str, Rating] = {}
        with corpus_files(path, quirk, archives=archives, patterns=patterns) as files:
            for split in (*SPLITS, DEBATE):
                read = _debate if split == DEBATE else _listed
                for rating in read(files, split, quirk):
                    _compare(rating, first, by_text, quirk)
                    yield Imported(split, rating)
                if split == COPY:
                    _check_copy(files, first, quirk)


def _listed(files: Files, split: str, quirk: Quirk) -> Iterator[Rating]:
    file = f"{FOLDER}/{split}.json"
    try:
        rows = loads(files.read(file))
        if not isinstance(rows, list):
            raise DataError("expected a list of sentences")
    except ValueError as error:
        raise DataError(f"{files.place(file)}: {in_words(error)}; copy the corpus anew") from None
    for number, row in enumerate(rows, 1):
        yield _rating(row, f"{files.place(file)}: sentence {number}")


def _rating(row: Any, place: str) -> Rating:
    expected = {"sentence_id": int, "label": int, "text": str}
    if not isinstance(row, dict) or {key: type(row[key]) for key in row} != expected:
        raise DataError(f"{place}: found {shown(row)}; expected sentence_id, label and text")
    mark = str(row["label"])
    if mark not in LABELS:
        raise DataError(f"{place}: found the label {mark}; expected 1 or 0")
    return worth(str(row["sentence_id"]), row["text"], mark, "ClaimBuster")


def _debate(files: Files, split: str, quirk: Quirk) -> Iterator[Rating]:
    file, columns = f"{FOLDER}/{split}.tsv", ["sentence_id", "label", "text"]
    for row in read_csv(files.read(file), files.place(file), columns, quirk, delimiter="\t"):
        yield worth(row["sentence_id"], row["text"], row.one_of("label", LABELS), "ClaimBuster")


def _compare(
    rating: Rating, first: dict[str, Rating], by_text: dict[str, Rating], quirk: Quirk
) -> None:
    """Count a sentence that was met before, by its id and by its words."""
    assert rating.text is not None
    other = first.setdefault(rating.subject, rating)
    if other is not rating:
        quirk("sentence id met before in another file: kept")
        if other.text != rating.text:
            quirk("sentence id met before with other words: kept")
        if other.label != rating.label:
            quirk("sentence id met before with another label: kept")
        return
    twin = by_text.setdefault(rating.text, rating)
    if twin is not rating:
        quirk("words met before under another id: kept")
        if twin.label != rating.label:
            quirk("words met before under another id and with another label: kept")


def _check_copy(files: Files, known: dict[str, Rating], quirk: Quirk) -> None:
    """Read the CSV twin of a JSON file, which is left out where the two say the same.

    Raises:
        DataError: they differ.
    """
    file, columns = f"{FOLDER}/{COPY}.csv", ["sentence_id", "screening", "label", "text"]
    if file not in files:
        return
    for row in read_csv(files.read(file), files.place(file), columns, quirk):
        rating = worth(row["sentence_id"], row["text"], row.one_of("label", LABELS), "ClaimBuster")
        if known.get(rating.subject) != rating:
            raise DataError(
                f"{row.place}: found sentence {rating.subject} otherwise than in {COPY}.json; "
                "expected a copy; take both files from one release"
            )
        count_unused(row, ["screening"], quirk)
        quirk(f"sentence of {COPY}.csv as in {COPY}.json: left out")

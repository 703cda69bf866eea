"""The importer `liar`: statements of politicians with PolitiFact's verdicts (Wang, 2017)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from ..records import Assertion, Verdict
from .assembling import Quirk
from .debates import statement
from .importing import IMPORTERS, Imported
from .manifest import Manifest
from .opening import corpus_files
from .tables import Row, count_unused, read_tabs

SPLITS = {"train": "train", "valid": "validation", "test": "test"}
UNUSED = ("subjects", "job", "state", "party", "context")
# A speaker's past verdicts count the statement itself, so they would give its label away.
HISTORY = ("barely_true", "false", "half_true", "mostly_true", "pants_fire")
COLUMNS = ("id", "label", "statement", "subjects", "speaker", "job", "state", "party")
VERDICTS: dict[str, Verdict | None] = {
    "true": "supported",
    "mostly-true": None,
    "half-true": None,
    "barely-true": None,
    "false": "refuted",
    "pants-fire": "refuted",
}


@IMPORTERS.register("liar")
class Liar:
    """Statements with six-way verdicts (`ratings`), and who made them (`assertions`).

    PATH is the folder of `train.tsv`, `valid.tsv` and `test.tsv`, gzipped or not. In an assertion
    the fact is the statement's id and the value its words; its verdict is `supported` for `true`,
    `refuted` for `false` and `pants-fire`, and open for the three in between.
    """

    manifest = Manifest(
        name="liar",
        version="1.0.0",
        languages=("en",),
        licence="research use only, says its README",
        layers=(),
        tables=("assertions", "ratings"),
        citation='Wang: "Liar, Liar Pants on Fire": A New Benchmark Dataset for Fake News '
        "Detection, ACL 2017",
        origin="https://github.com/thiagorainmaker77/liar_dataset",
    )

    def read(self, path: Path, *, annotator: str | None, quirk: Quirk) -> Iterator[Imported]:
        """Yield verdict and assertion of each statement by split."""
        columns = (*COLUMNS, *HISTORY, "context")
        met: dict[str, set[tuple[str, str]]] = defaultdict(set)
        with corpus_files(path, quirk, patterns=[f"{name}.tsv" for name in SPLITS]) as files:
            for name, split in SPLITS.items():
                file = f"{name}.tsv"
                for row in read_tabs(files.read(file), files.place(file), columns, quirk):
                    _count(row, split, met, quirk)
                    yield from _statement(row, split)


def _statement(row: Row, split: str) -> Iterator[Imported]:
    subject, text = row["id"].removesuffix(".json"), row["statement"]
    label = row.one_of("label", VERDICTS)
    yield Imported(
        split, statement(subject, text, scale="verdict", label=label, rater="PolitiFact")
    )
    yield Imported(
        split,
        Assertion(
            id=subject,
            source=row["speaker"],
            fact=subject,
            value=text,
            stance="assert",
            claim=None,
            date=None,
            event=None,
            verdict=VERDICTS[label],
        ),
    )


def _count(row: Row, split: str, met: dict[str, set[tuple[str, str]]], quirk: Quirk) -> None:
    """Count what is not kept of a row, and a statement that was made before."""
    count_unused(row, UNUSED, quirk)
    quirk("counts of the speaker's verdicts, this one included: not kept")
    before = met[row["statement"]]
    if before:
        quirk("statement met before: kept")
        if any(label != row["label"] for _, label in before):
            quirk("statement met before with another verdict: kept")
        if any(other != split for other, _ in before):
            quirk("statement met before in another split: kept")
    before.add((split, row["label"]))

"""The importer `checkthat2025_subjectivity`: news sentences that are subjective or objective."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .assembling import Quirk
from .debates import statement
from .importing import IMPORTERS, Imported
from .manifest import Manifest
from .opening import Files, corpus_files
from .tables import Row, count_unused, read_csv

FOLDERS = {"ar": "arabic", "en": "english"}
SPLITS = {
    "train": "train_{0}",
    "validation": "dev_{0}",
    "dev_test": "dev_test_{0}",
    "test": "test_{0}_labeled",
}
COLUMNS = ("sentence_id", "sentence", "label")
CONFLICT = "solved_conflict"
# The English test has its columns in another order, and two English files have one more.
OTHERS = {
    "english/test_en_labeled.tsv": ("sentence", "label", "sentence_id"),
    "english/train_en.tsv": (*COLUMNS, CONFLICT),
    "english/dev_en.tsv": (*COLUMNS, CONFLICT),
}
LABELS = ("SUBJ", "OBJ")


@IMPORTERS.register("checkthat2025_subjectivity")
class Subjectivity:
    """Sentences of Arabic and English news, labelled subjective (`SUBJ`) or objective (`OBJ`).

    PATH is `subjectivity_ar_en.tar.gz`, the folder that holds it, or the extracted folder. A
    rating has no language, so it stands first in the name of the split: `ar_train`, `en_test`.
    """

    manifest = Manifest(
        name="checkthat2025_subjectivity",
        version="1.0.0",
        languages=("ar", "en"),
        licence="CC BY-NC-SA 4.0 (data)",
        layers=(),
        tables=("ratings",),
        citation="CLEF 2025 CheckThat! Lab, task 1; Arabic: Suwaileh et al.: ThatiAR, 2024",
        origin="https://github.com/MatteoFasulo/clef2025-checkthat",
    )

    def read(self, path: Path, *, annotator: str | None, quirk: Quirk) -> Iterator[Imported]:
        """Yield the sentences by language and split."""
        archives = ["subjectivity_ar_en.tar.gz"]
        with corpus_files(path, quirk, archives=archives, patterns=["*/*.tsv"]) as files:
            for language, folder in FOLDERS.items():
                for split, name in SPLITS.items():
                    file = f"{folder}/{name.format(language)}.tsv"
                    met: dict[str, int] = {}
                    for row in _rows(files, file, quirk):
                        subject = row["sentence_id"]
                        met[subject] = met.get(subject, 0) + 1
                        if met[subject] > 1:
                            quirk("sentence id used twice in a file: the later one gets a number")
                            subject = f"{subject}#{met[subject]}"
                        rating = statement(
                            subject,
                            row["sentence"],
                            scale="subjectivity",
                            label=row.one_of("label", LABELS),
                            rater="CheckThat! annotators",
                        )
                        yield Imported(f"{language}_{split}", rating)
                _count_unlabelled(files, f"{folder}/test_{language}_unlabeled.tsv", quirk)


def _rows(files: Files, file: str, quirk: Quirk) -> Iterator[Row]:
    columns = OTHERS.get(file, COLUMNS)
    place = files.place(file)
    for row in read_csv(
        files.read(file), place, columns, quirk, delimiter="\t", optional=[CONFLICT]
    ):
        if CONFLICT in columns:
            count_unused(row, [CONFLICT], quirk)
        yield row


def _count_unlabelled(files: Files, file: str, quirk: Quirk) -> None:
    if file in files:
        for _ in read_csv(files.read(file), files.place(file), COLUMNS[:2], quirk, delimiter="\t"):
            quirk("sentence of an unlabelled test file: left out")

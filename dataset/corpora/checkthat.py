"""The importers of the CheckThat! labs on debates: `checkthat2018`, `…2019_task1`, `…2020_task5`.

Sentences of political debates, most of them in the United States, with a mark on those that
fact-checkers took up. They share many sentences, and `known_lie_politifact` has more of them:
never pool them before `musnad leaks`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from musnad.errors import DataError

from ..records import Rating
from .assembling import Quirk
from .debates import COLUMNS, sentence_id, sentences, statement
from .importing import IMPORTERS, Imported
from .manifest import Manifest
from .opening import Files, corpus_files
from .tables import count_unused, read_tabs

LICENCE = "none stated; shared-task data"
LANGUAGES = {"Arabic": "ar", "English": "en"}
VERDICTS = ("TRUE", "HALF-TRUE", "FALSE")
NONE = "-"


@IMPORTERS.register("checkthat2018")
class CheckThat2018:
    """Three debates in English, and line by line in Arabic translation: check-worth and verdict.

    PATH is `checkthat2018_ar_en.tar.gz`, the folder that holds it, or the extracted folder. A
    rating has no language, and a split is what systems train on: the splits are the languages,
    and one subject stands for a sentence in both.
    """

    manifest = Manifest(
        name="checkthat2018",
        version="1.0.0",
        languages=("ar", "en"),
        licence=LICENCE,
        layers=(),
        tables=("ratings",),
        citation="Nakov et al.: Overview of the CLEF-2018 CheckThat! Lab, CLEF 2018",
        origin="https://github.com/clef2018-factchecking/clef2018-factchecking",
    )

    def read(self, path: Path, *, annotator: str | None, quirk: Quirk) -> Iterator[Imported]:
        """Yield the sentences of each debate with their marks, then those that have a verdict."""
        patterns = ("task[12]/*/Task*.txt",)
        archives = ["checkthat2018_ar_en.tar.gz"]
        with corpus_files(path, quirk, archives=archives, patterns=patterns) as files:
            for name, match in files.like(r"task1/(Arabic|English)/Task1-\1-(.+)\.txt").items():
                language, debate = match.groups()
                rows = read_tabs(files.read(name), files.place(name), COLUMNS, quirk)
                texts = []
                for rating in sentences(debate, rows, "FactCheck.org", quirk):
                    texts.append(rating.text)
                    yield Imported(LANGUAGES[language], rating)
                second = f"task2/{language}/Task2-{language}-{debate}.txt"
                for rating in _verdicts(files, second, debate, texts, quirk):
                    yield Imported(LANGUAGES[language], rating)


def _verdicts(
    files: Files, name: str, debate: str, texts: Sequence[str | None], quirk: Quirk
) -> Iterator[Rating]:
    """The verdicts on sentences of a debate; `texts` are the sentences as task 1 has them."""
    columns = ("line", "speaker", "sentence", "claim_number", "normalised_claim", "verdict")
    rows = [*read_tabs(files.read(name), files.place(name), columns, quirk)]
    if len(rows) != len(texts):
        raise DataError(
            f"{files.place(name)}: found {len(rows)} sentences; expected {len(texts)} as in task "
            "1; take both from one release"
        )
    for number, (row, text) in enumerate(zip(rows, texts, strict=True), 1):
        subject = sentence_id(debate, row, number)
        if row["sentence"] != text:
            quirk("sentence that reads otherwise in task 2")
        label = row.one_of("verdict", (*VERDICTS, NONE))
        if label == NONE:
            quirk("sentence of task 2 without verdict: its row of task 1 stands for it")
            continue
        count_unused(row, ("claim_number", "normalised_claim"), quirk)
        yield statement(
            subject, row["sentence"], scale="verdict", label=label, rater="FactCheck.org"
        )


@dataclass(frozen=True, slots=True)
class Debates:
    """Sentences of debates, in one folder for each split.

    PATH is the archive, the folder that holds the archives, or the extracted folder.
    """

    manifest: Manifest
    rater: str
    archives: tuple[str, ...]
    folders: Mapping[str, str]

    def read(self, path: Path, *, annotator: str | None, quirk: Quirk) -> Iterator[Imported]:
        """Yield the sentences by split and debate."""
        patterns = [f"{folder}/*.tsv" for folder in self.folders.values()]
        with corpus_files(path, quirk, archives=self.archives, patterns=patterns) as files:
            for split, folder in self.folders.items():
                for name, match in files.like(rf"{folder}/(.+)\.tsv").items():
                    rows = read_tabs(files.read(name), files.place(name), COLUMNS, quirk)
                    for rating in sentences(match[1], rows, self.rater, quirk):
                        yield Imported(split, rating)


@IMPORTERS.register("checkthat2019_task1")
def checkthat2019() -> Debates:
    """Debates and speeches whose sentences FactCheck.org took up or not."""
    return Debates(
        Manifest(
            name="checkthat2019_task1",
            version="1.0.0",
            languages=("en",),
            licence=LICENCE,
            layers=(),
            tables=("ratings",),
            citation="Elsayed et al.: Overview of the CLEF-2019 CheckThat! Lab, CLEF 2019",
            origin="https://github.com/apepa/clef2019-factchecking-task1",
        ),
        rater="FactCheck.org",
        archives=("checkthat2019_task1_en.tar.gz",),
        folders={"train": "training", "test": "test_annotated"},
    )


@IMPORTERS.register("checkthat2020_task5")
def checkthat2020() -> Debates:
    """Debates, speeches and interviews whose sentences PolitiFact took up or not."""
    return Debates(
        Manifest(
            name="checkthat2020_task5",
            version="2.0.0",
            languages=("en",),
            licence=LICENCE,
            layers=(),
            tables=("ratings",),
            citation="Barrón-Cedeño et al.: Overview of CheckThat! 2020, CLEF 2020",
            origin="https://github.com/sshaar/clef2020-factchecking-task5",
        ),
        rater="PolitiFact",
        archives=("v2.zip", "test-gold.zip"),
        folders={"train": "v2.0/training", "test": "test-gold"},
    )

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from musnad.dataset import import_corpus, load
from musnad.dataset.records import Rating
from musnad.errors import DataError

Write = Callable[[dict[str, str]], Path]

# Invented, in the lab's formats.
ENGLISH = '1\tRANIA\tWe built "three bridges.\t1\n2\tSYSTEM\t(RAIN)\t0\n'
ARABIC = "1\tرانيا\tبنينا ثلاثة جسور.\t1\r\n2\tالنظام\t(مطر)\t0\r\n"
TASK_2 = {
    "English": (
        '1\tRANIA\tWe built "three bridges.\t1\tThree bridges were built.\tHALF-TRUE\n'
        "2\tSYSTEM\t(RAIN)\tN/A\t-\t-\n"
    ),
    "Arabic": (
        "\ufeff1\tرانيا\tبنينا ثلاثة جسور.\t1\tبنيت ثلاثة جسور.\tHALF-TRUE\r\n"
        "2\tالنظام\t(RAIN)\tN/A\t-\t-\r\n"
    ),
}
LAB_2018 = {
    "task1/English/Task1-English-Town-Hall.txt": ENGLISH,
    "task1/Arabic/Task1-Arabic-Town-Hall.txt": ARABIC,
    "task2/English/Task2-English-Town-Hall.txt": TASK_2["English"],
    "task2/Arabic/Task2-Arabic-Town-Hall.txt": TASK_2["Arabic"],
    "task2/English/README.TXT": "not a debate",
}


def statement(subject: str, label: str, score: float | None, text: str, **other: str) -> Rating:
    return Rating(
        subject=subject,
        kind="statement",
        label=label,
        score=score,
        scale=other.get("scale", "check_worthy"),
        rater=other.get("rater", "FactCheck.org"),
        date=None,
        text=text,
    )


def test_the_languages_of_2018_are_splits_with_the_same_subjects(write: Write) -> None:
    manifest = import_corpus("checkthat2018", write(LAB_2018))
    assert manifest.splits == {"ar": {"ratings": 3}, "en": {"ratings": 3}}
    assert manifest.languages == ("ar", "en")
    assert manifest.tables == ("ratings",)
    assert load("checkthat2018/en").table("ratings") == [
        statement("Town-Hall/1", "check_worthy", 1.0, 'We built "three bridges.'),
        statement("Town-Hall/2", "not_check_worthy", 0.0, "(RAIN)"),
        statement("Town-Hall/1", "HALF-TRUE", None, 'We built "three bridges.', scale="verdict"),
    ]
    assert load("checkthat2018/ar").table("ratings") == [
        statement("Town-Hall/1", "check_worthy", 1.0, "بنينا ثلاثة جسور."),
        statement("Town-Hall/2", "not_check_worthy", 0.0, "(مطر)"),
        statement("Town-Hall/1", "HALF-TRUE", None, "بنينا ثلاثة جسور.", scale="verdict"),
    ]
    assert manifest.quirks == {
        "byte-order mark at the start of a file: dropped": 1,
        "claim_number: not kept": 2,
        "file with CRLF line ends: read as line feeds": 2,
        "normalised_claim: not kept": 2,
        "sentence of task 2 without verdict: its row of task 1 stands for it": 2,
        "sentence that reads otherwise in task 2": 1,
        "speaker: not kept": 4,
    }


ERRORS_2018 = {
    "a sentence fewer in task 2": (
        "task2/English/Task2-English-Town-Hall.txt",
        TASK_2["English"].partition("\n")[0],
        ": found 1 sentences; expected 2 as in task 1; take both from one release",
    ),
    "another verdict": (
        "task2/English/Task2-English-Town-Hall.txt",
        TASK_2["English"].replace("HALF-TRUE", "MAYBE"),
        ":1: found 'MAYBE' as verdict; expected TRUE, HALF-TRUE, FALSE, -; "
        "look for a shifted column or another release of the corpus",
    ),
    "another mark": (
        "task1/English/Task1-English-Town-Hall.txt",
        ENGLISH.replace("(RAIN)\t0", "(RAIN)\t2"),
        ":2: found '2' as label; expected 1, 0; "
        "look for a shifted column or another release of the corpus",
    ),
    "a line that is missing": (
        "task1/English/Task1-English-Town-Hall.txt",
        ENGLISH.replace("2\tSYSTEM", "3\tSYSTEM"),
        ":2: found line '3'; expected 2; copy the file anew",
    ),
}


@pytest.mark.parametrize(("name", "text", "message"), ERRORS_2018.values(), ids=ERRORS_2018.keys())
def test_what_is_wrong_in_2018_is_named(name: str, text: str, message: str, write: Write) -> None:
    folder = write({**LAB_2018, name: text})
    with pytest.raises(DataError) as error:
        import_corpus("checkthat2018", folder)
    assert str(error.value) == f"{folder}/{name}{message}"


def test_debates_of_2019_are_read_by_split(write: Write) -> None:
    files = {
        "training/20310302_town.tsv": ENGLISH,
        "test_annotated/20310304_market.tsv": "1\tSAMI\tIt is open.\t0\r\n",
    }
    manifest = import_corpus("checkthat2019_task1", write(files))
    assert manifest.splits == {"train": {"ratings": 2}, "test": {"ratings": 1}}
    assert load("checkthat2019_task1/test").table("ratings") == [
        statement("20310304_market/1", "not_check_worthy", 0.0, "It is open.")
    ]
    assert manifest.quirks == {
        "file with CRLF line ends: read as line feeds": 1,
        "speaker: not kept": 3,
    }


def test_debates_of_2020_are_read_from_two_archives(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "v2.zip", "w") as archive:
        archive.writestr("v2.0/training/20310302_town.tsv", ENGLISH)
        archive.writestr("__MACOSX/v2.0/training/._20310302_town.tsv", "x")
    with zipfile.ZipFile(tmp_path / "test-gold.zip", "w") as archive:
        archive.writestr("test-gold/20310304_market.tsv", "1\tSAMI\tIt is open.\t1\n")
    manifest = import_corpus("checkthat2020_task5", tmp_path)
    assert manifest.splits == {"train": {"ratings": 2}, "test": {"ratings": 1}}
    assert load("checkthat2020_task5/test").table("ratings") == [
        statement("20310304_market/1", "check_worthy", 1.0, "It is open.", rater="PolitiFact")
    ]
    assert manifest.quirks["file of macOS in an archive: left out"] == 1


def test_half_of_2020_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "v2.zip", "w") as archive:
        archive.writestr("v2.0/training/20310302_town.tsv", ENGLISH)
    with pytest.raises(DataError) as error:
        import_corpus("checkthat2020_task5", tmp_path)
    assert str(error.value) == (
        rf"{tmp_path}: holds no file like test-gold/(.+)\.tsv; give the whole corpus"
    )

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from musnad.dataset import import_corpus, load
from musnad.dataset.records import Rating
from musnad.errors import DataError

Write = Callable[[dict[str, str]], Path]
Sentences = list[tuple[int, int, str]]

# Invented, in the corpus's formats.
BRIDGES, RAIN, ROADS = "We built three bridges.", "It rained, I think.", "Four roads, then."


def listed(*rows: tuple[int, int, str]) -> str:
    keys = ("sentence_id", "label", "text")
    return json.dumps([dict(zip(keys, row, strict=True)) for row in rows], indent=1)


FILES = {
    "two_class/train.json": listed((11, 1, BRIDGES), (12, 0, RAIN), (16, 0, ROADS)),
    "two_class/test.json": listed((13, 1, "بنينا ثلاثة جسور")),
    "two_class/kfold_25ncs.json": listed((11, 1, BRIDGES), (13, 1, "بنينا ثلاثة جسور")),
    "two_class/kfold_25ncs.csv": "sentence_id,screening,label,text\r\n"
    f"11,-3,1,{BRIDGES}\r\n13,-3,1,بنينا ثلاثة جسور\r\n",
    "two_class/kfold_20ncs.json": listed((14, 0, BRIDGES), (12, 1, RAIN)),
    "two_class/kfold_30ncs.json": listed((15, 1, BRIDGES), (16, 0, "Five roads, then.")),
    "two_class/2020_debate.tsv": '"sentence_id"\t"label"\t"text"\n90\t1\tIt is "open".\n',
}


def test_files_are_splits_and_what_they_repeat_is_counted(write: Write) -> None:
    manifest = import_corpus("claimbuster", write(FILES))
    assert {split: counts["ratings"] for split, counts in manifest.splits.items()} == {
        "train": 3,
        "test": 1,
        "2020_debate": 1,
        "kfold_20ncs": 2,
        "kfold_25ncs": 2,
        "kfold_30ncs": 2,
    }
    assert manifest.quirks == {
        "file with CRLF line ends: read as line feeds": 1,
        "screening: not kept": 2,
        "sentence id met before in another file: kept": 4,
        "sentence id met before with another label: kept": 1,
        "sentence id met before with other words: kept": 1,
        "sentence of kfold_25ncs.csv as in kfold_25ncs.json: left out": 2,
        "words met before under another id and with another label: kept": 1,
        "words met before under another id: kept": 2,
    }


def test_a_sentence_is_rated_by_its_mark(write: Write) -> None:
    import_corpus("claimbuster", write(FILES))
    rows = [*load("claimbuster/train").table("ratings")[:2]]
    rows += load("claimbuster/2020_debate").table("ratings")
    assert rows == [
        Rating(subject, "statement", label, score, "check_worthy", "ClaimBuster", None, text)
        for subject, label, score, text in [
            ("11", "check_worthy", 1.0, BRIDGES),
            ("12", "not_check_worthy", 0.0, RAIN),
            ("90", "check_worthy", 1.0, 'It is "open".'),
        ]
    ]


ERRORS = {
    "a copy that is none": (
        "two_class/kfold_25ncs.csv",
        "sentence_id,screening,label,text\n11,-3,0,We built three bridges.\n",
        ":2: found sentence 11 otherwise than in kfold_25ncs.json; expected a copy; take both "
        "files from one release",
    ),
    "a label that is none": (
        "two_class/train.json",
        listed((11, 2, BRIDGES)),
        ": sentence 1: found the label 2; expected 1 or 0",
    ),
    "a sentence without words": (
        "two_class/train.json",
        '[{"sentence_id": 11, "label": 1}]',
        ": sentence 1: found {'sentence_id': 11, 'label': 1}; expected sentence_id, label and text",
    ),
    "no list": (
        "two_class/train.json",
        "{}",
        ": expected a list of sentences; copy the corpus anew",
    ),
}


@pytest.mark.parametrize(("name", "text", "message"), ERRORS.values(), ids=ERRORS.keys())
def test_what_is_wrong_is_named(name: str, text: str, message: str, write: Write) -> None:
    folder = write({**FILES, name: text})
    with pytest.raises(DataError) as error:
        import_corpus("claimbuster", folder)
    assert str(error.value) == f"{folder}/{name}{message}"

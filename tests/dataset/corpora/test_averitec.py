from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from musnad.dataset import Assertion, import_corpus, load
from musnad.dataset.records import Rating
from musnad.errors import DataError

Write = Callable[[dict[str, str]], Path]


def claim(text: str, label: str, speaker: str | None, **other: Any) -> dict[str, Any]:
    plain = {"claim": text, "label": label, "speaker": speaker, "claim_date": "2-3-2031"}
    return {**plain, "reporting_source": None, "location_ISO_code": "", "questions": [], **other}


# Invented, in the corpus's format.
CONFLICT = "Conflicting Evidence/Cherrypicking"
CLAIMS = [
    claim("Three bridges fell.", "Refuted", " Rania ", reporting_source="The Post"),
    claim("سقطت ثلاثة جسور", "Supported", "بلدية واحة رمان", claim_date="31-12-2030"),
    claim("It rained.", CONFLICT, "Sami", claim_date=None),
    claim(
        "It rained.",
        "Not Enough Evidence",
        None,
        questions=[{"question": "Did it?", "answers": [{"answer": "Yes"}, {"answer": "No"}]}],
    ),
]
FILES = {"dev.json": json.dumps(CLAIMS), "misinfo_list.txt": "a.example\nb.example\n"}


def test_claims_have_a_verdict_and_named_speakers_assert_them(write: Write) -> None:
    manifest = import_corpus("averitec", write(FILES))
    corpus = load("averitec/validation")
    assert corpus.table("ratings") == [
        Rating(f"dev-{number}", "statement", label, None, "verdict", "AVeriTeC", None, text)
        for number, (label, text) in enumerate(
            [
                ("Refuted", "Three bridges fell."),
                ("Supported", "سقطت ثلاثة جسور"),
                (CONFLICT, "It rained."),
                ("Not Enough Evidence", "It rained."),
            ],
            1,
        )
    ]
    assert corpus.table("assertions") == [
        Assertion(name, source, name, value, "assert", None, date, None, verdict)
        for name, source, value, date, verdict in [
            ("dev-1", "Rania", "Three bridges fell.", "2031-03-02", "refuted"),
            ("dev-2", "بلدية واحة رمان", "سقطت ثلاثة جسور", "2030-12-31", "supported"),
            ("dev-3", "Sami", "It rained.", None, None),
        ]
    ]
    assert manifest.quirks == {
        "answer from the evidence: not kept": 2,
        "claim met before: kept": 1,
        "claim without speaker: no assertion": 1,
        "outlet in misinfo_list.txt: left out": 2,
        "question to the evidence: not kept": 1,
        "reporting_source: not kept": 1,
        "speaker with space around the name: trimmed": 1,
    }


ERRORS: dict[str, tuple[Any, str]] = {
    "no list": ({}, ": expected a list of claims; copy the corpus anew"),
    "no claim": ([{"label": "Refuted"}], ": claim 1: found {'label': 'Refuted'}; "
                 "expected an object with a claim"),
    "another label": (
        [CLAIMS[0], claim("It rained.", "True", None)],
        ": claim 2: found 'True' as label; expected Supported, Refuted, "
        "Conflicting Evidence/Cherrypicking, Not Enough Evidence",
    ),
    "another date": (
        [claim("It rained.", "Refuted", "Sami", claim_date="2031-03-02")],
        ": claim 1: found '2031-03-02' as claim_date; expected day-month-year",
    ),
    "a speaker that is none": (
        [claim("It rained.", "Refuted", 3)],
        ": claim 1: found 3 as speaker; expected a name",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("claims", "message"), ERRORS.values(), ids=ERRORS.keys())
def test_what_is_wrong_is_named(claims: Any, message: str, write: Write) -> None:
    folder = write({"dev.json": json.dumps(claims)})
    with pytest.raises(DataError) as error:
        import_corpus("averitec", folder)
    assert str(error.value) == f"{folder}/dev.json{message}"

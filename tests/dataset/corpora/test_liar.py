from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from musnad.dataset import Assertion, import_corpus, load
from musnad.dataset.records import Rating
from musnad.errors import DataError

Write = Callable[[dict[str, str]], Path]


def row(number: int, label: str, text: str, job: str = "mayor") -> str:
    cells = [f"{number}.json", label, text, "roads", "rania", job, "Ruman", "none"]
    return "\t".join([*cells, *"12345", "a rally"]) + "\n"


# Invented, in the corpus's format.
FILES = {
    "train.tsv": row(1, "true", 'We built "three bridges.') + row(2, "half-true", "It rained.", ""),
    "valid.tsv": row(3, "pants-fire", "بنينا ثلاثة جسور"),
    "test.tsv": row(4, "false", "It rained."),
}
VERDICTS = [
    ("train", "1", "true", "supported", 'We built "three bridges.'),
    ("train", "2", "half-true", None, "It rained."),
    ("validation", "3", "pants-fire", "refuted", "بنينا ثلاثة جسور"),
    ("test", "4", "false", "refuted", "It rained."),
]


def test_statements_have_a_verdict_and_a_speaker(write: Write) -> None:
    manifest = import_corpus("liar", write(FILES))
    for split in ("train", "validation", "test"):
        own = [item[1:] for item in VERDICTS if item[0] == split]
        assert load(f"liar/{split}").table("ratings") == [
            Rating(name, "statement", label, None, "verdict", "PolitiFact", None, text)
            for name, label, _, text in own
        ]
        assert load(f"liar/{split}").table("assertions") == [
            Assertion(name, "rania", name, text, "assert", None, None, None, verdict)
            for name, _, verdict, text in own
        ]
    assert manifest.quirks == {
        "context: not kept": 4,
        "counts of the speaker's verdicts, this one included: not kept": 4,
        "job: not kept": 3,
        "party: not kept": 4,
        "state: not kept": 4,
        "statement met before in another split: kept": 1,
        "statement met before with another verdict: kept": 1,
        "statement met before: kept": 1,
        "subjects: not kept": 4,
    }


def test_another_verdict_is_refused(write: Write) -> None:
    folder = write({**FILES, "test.tsv": row(4, "wrong", "It rained.")})
    with pytest.raises(DataError) as error:
        import_corpus("liar", folder)
    assert str(error.value) == (
        f"{folder}/test.tsv:1: found 'wrong' as label; expected true, mostly-true, half-true, "
        "barely-true, false, pants-fire; look for a shifted column or another release of the corpus"
    )

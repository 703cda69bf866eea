from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from musnad.dataset import import_corpus, load
from musnad.dataset.records import Rating
from musnad.errors import DataError

Write = Callable[[dict[str, str]], Path]

# Invented, in the lab's formats: the English test has another order, two files a column more.
HEAD = "sentence_id\tsentence\tlabel\n"
FILES = {
    "arabic/train_ar.tsv": HEAD + "n1\tالجسر جميل حقا.\tSUBJ\nn1\tفتح الجسر.\tOBJ\n",
    "arabic/dev_ar.tsv": HEAD + 'n2\t"قال الوزير: ""نعم""."\tOBJ\n',
    "arabic/dev_test_ar.tsv": HEAD + "n3\tسقط المطر.\tOBJ\n",
    "arabic/test_ar_labeled.tsv": HEAD + " n4\t يا له من مطر!\tSUBJ\n",
    "arabic/test_ar_unlabeled.tsv": "sentence_id\tsentence\n n4\t يا له من مطر!\n",
    "english/train_en.tsv": "sentence_id\tsentence\tlabel\tsolved_conflict\n"
    "e1\tHow lovely.\tSUBJ\tTrue\n",
    "english/dev_en.tsv": "sentence_id\tsentence\tlabel\tsolved_conflict\n"
    "e2\tIt fell.\tOBJ\ne3\tIt rose.\tOBJ\tFalse\n",
    "english/dev_test_en.tsv": HEAD + "e4\tIt is open.\tOBJ\n",
    "english/test_en_labeled.tsv": "sentence\tlabel\tsentence_id\nWhat a market!\tSUBJ\te5\n",
}


def test_splits_are_read_by_language(write: Write) -> None:
    manifest = import_corpus("checkthat2025_subjectivity", write(FILES))
    assert manifest.splits == {
        "ar_dev_test": {"ratings": 1},
        "ar_test": {"ratings": 1},
        "ar_train": {"ratings": 2},
        "ar_validation": {"ratings": 1},
        "en_dev_test": {"ratings": 1},
        "en_test": {"ratings": 1},
        "en_train": {"ratings": 1},
        "en_validation": {"ratings": 2},
    }
    assert manifest.languages == ("ar", "en")
    assert manifest.quirks == {
        "sentence id used twice in a file: the later one gets a number": 1,
        "sentence of an unlabelled test file: left out": 1,
        "solved_conflict: not kept": 2,
    }


EXPECTED = {
    "ar_train": [("n1", "SUBJ", "الجسر جميل حقا."), ("n1#2", "OBJ", "فتح الجسر.")],
    "ar_validation": [("n2", "OBJ", 'قال الوزير: "نعم".')],
    "ar_test": [(" n4", "SUBJ", " يا له من مطر!")],
    "en_validation": [("e2", "OBJ", "It fell."), ("e3", "OBJ", "It rose.")],
    "en_test": [("e5", "SUBJ", "What a market!")],
}


@pytest.mark.parametrize(("split", "expected"), EXPECTED.items())
def test_a_sentence_keeps_its_words_and_label(
    split: str, expected: list[tuple[str, str, str]], write: Write
) -> None:
    import_corpus("checkthat2025_subjectivity", write(FILES))
    assert load(f"checkthat2025_subjectivity/{split}").table("ratings") == [
        Rating(
            subject, "statement", label, None, "subjectivity", "CheckThat! annotators", None, text
        )
        for subject, label, text in expected
    ]


def test_another_label_is_refused(write: Write) -> None:
    name = "arabic/dev_ar.tsv"
    folder = write({**FILES, name: HEAD + "n2\tنعم.\tMAYBE\n"})
    with pytest.raises(DataError) as error:
        import_corpus("checkthat2025_subjectivity", folder)
    assert str(error.value) == (
        f"{folder}/{name}:2: found 'MAYBE' as label; expected SUBJ, OBJ; "
        "look for a shifted column or another release of the corpus"
    )

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from musnad.dataset import Pair, import_corpus, load
from musnad.dataset.records import Rating
from musnad.errors import DataError

Write = Callable[[dict[str, str]], Path]

# Invented, in the corpus's format.
CLAIM, STANCE = "claim_s,fake_flag\n", "s1,s2,stance\n"
FILES = {
    "claim/train.csv": CLAIM + "سقط الجسر,1\n",
    "claim/dev.csv": CLAIM + '"قال الوزير ""نعم"", ثم سكت",0\n',
    "claim/test.csv": CLAIM + " فتح السوق,0\n",
    "stance/train.csv": STANCE + "سقط الجسر,انهار الجسر,agree\nسقط الجسر,صمد الجسر,disagree\n",
    "stance/dev.csv": STANCE + "فتح السوق,سقط المطر,other\n",
    "stance/test.csv": STANCE + "سقط المطر,سقط المطر,agree\n",
}


def pair(name: str, a: str, b: str, label: str, a_text: str, b_text: str) -> Pair:
    return Pair(name, a, b, label, a_text, b_text, None)


EXPECTED = {
    "train": [
        pair("stance-train-1", "first-1", "second-2", "agree", "سقط الجسر", "انهار الجسر"),
        pair("stance-train-2", "first-1", "second-3", "contradict", "سقط الجسر", "صمد الجسر"),
    ],
    "validation": [pair("stance-dev-1", "first-4", "second-5", "other", "فتح السوق", "سقط المطر")],
    "test": [pair("stance-test-1", "first-6", "second-5", "agree", "سقط المطر", "سقط المطر")],
}


@pytest.mark.parametrize(("split", "pairs"), EXPECTED.items())
def test_pairs_have_a_stance(split: str, pairs: list[Pair], write: Write) -> None:
    manifest = import_corpus("ans", write(FILES))
    assert load(f"ans/{split}").table("pairs") == pairs
    assert manifest.tables == ("pairs", "ratings")
    assert manifest.quirks == {"pair of a sentence with itself: kept": 1}


CLAIMS = {
    "train": ("claim-train-1", "fake", "سقط الجسر"),
    "validation": ("claim-dev-1", "true", 'قال الوزير "نعم", ثم سكت'),
    "test": ("claim-test-1", "true", " فتح السوق"),
}


@pytest.mark.parametrize(("split", "claim"), CLAIMS.items())
def test_claims_have_a_verdict(split: str, claim: tuple[str, str, str], write: Write) -> None:
    import_corpus("ans", write(FILES))
    subject, label, text = claim
    assert load(f"ans/{split}").table("ratings") == [
        Rating(subject, "statement", label, None, "verdict", "ANS", None, text)
    ]


def test_another_stance_is_refused(write: Write) -> None:
    folder = write({**FILES, "stance/dev.csv": STANCE + "فتح السوق,سقط المطر,unsure\n"})
    with pytest.raises(DataError) as error:
        import_corpus("ans", folder)
    assert str(error.value) == (
        f"{folder}/stance/dev.csv:2: found 'unsure' as stance; expected agree, disagree, other; "
        "look for a shifted column or another release of the corpus"
    )

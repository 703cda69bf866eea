from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from musnad.dataset import Pair, import_corpus, load
from musnad.errors import DataError

Write = Callable[[dict[str, str]], Path]

# Invented, in the challenge's format.
BODIES = 'Body ID,articleBody\n7,"The bridge fell.\n\nNobody was hurt."\n9,سقط الجسر\n'
HEAD = "Headline,Body ID,Stance\n"
ROWS = 'Bridge falls,7,agree\n"Bridge stands\n",7,disagree\nBridge falls,9,discuss\n'
STANCES = HEAD + ROWS + "Market opens,9,unrelated\nBridge falls,7,agree\n"
FILES = {"competition_test_bodies.csv": BODIES, "competition_test_stances.csv": STANCES}
BODY = "The bridge fell.\n\nNobody was hurt."


def test_headlines_stand_beside_bodies(write: Write) -> None:
    manifest = import_corpus("fnc1_test", write(FILES))
    assert manifest.splits == {"test": {"pairs": 5}}
    assert manifest.quirks == {"pair met before: kept": 1}
    assert load("fnc1_test/test").table("pairs") == [
        Pair(name, a, b, label, a_text, b_text, None)
        for name, a, b, label, a_text, b_text in [
            ("pair-1", "headline-1", "body-7", "agree", "Bridge falls", BODY),
            ("pair-2", "headline-2", "body-7", "contradict", "Bridge stands\n", BODY),
            ("pair-3", "headline-1", "body-9", "discuss", "Bridge falls", "سقط الجسر"),
            ("pair-4", "headline-3", "body-9", "unrelated", "Market opens", "سقط الجسر"),
            ("pair-5", "headline-1", "body-7", "agree", "Bridge falls", BODY),
        ]
    ]


ERRORS = {
    "a body that is missing": (
        {"competition_test_stances.csv": HEAD + "Bridge falls,8,agree\n"},
        "competition_test_stances.csv:2: found the body '8'; expected an id of "
        "competition_test_bodies.csv; take both files from one release",
    ),
    "a body twice": (
        {"competition_test_bodies.csv": BODIES + "7,again\n"},
        "competition_test_bodies.csv:6: found the body '7' twice; expected each id once; "
        "copy the file anew",
    ),
}


@pytest.mark.parametrize(("changes", "message"), ERRORS.values(), ids=ERRORS.keys())
def test_what_is_wrong_is_named(changes: dict[str, str], message: str, write: Write) -> None:
    folder = write({**FILES, **changes})
    with pytest.raises(DataError) as error:
        import_corpus("fnc1_test", folder)
    assert str(error.value) == f"{folder}/{message}"

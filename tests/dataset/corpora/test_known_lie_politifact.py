from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from musnad.dataset import Pair, import_corpus, load
from musnad.dataset.records import Rating
from musnad.errors import DataError

Write = Callable[[dict[str, str]], Path]

# Invented, in the corpus's format.
SITE = "https://example.org/statements"
BRIDGES, ROADS = f"{SITE}/2030/dec/31/rania/bridges/", f"{SITE}/2031/mar/02/rania/roads/"
PAIRS = (
    "line_number,speaker,sentence,politifact_statement,verified_claim,"
    "verified_claim_article_title,truth_value,verified_claim_url,notes\n"
)
TOWN = "politifact/fact-checking/20310302_town.csv"
FILES = {
    "politifact/transcripts/20310302_town.tsv": (
        '1\tRANIA\tWe built "three bridges.\t1\n'
        "2\tSAMI\tAnd roads.\t0\n"
        "3\tSAMI\tYes.\t0\n"
        "4\tRANIA\tYes.\t0\n"
        "5\tRANIA\tبنينا ثلاثة جسور\t0\n"
    ),
    TOWN: PAIRS
    + f'1,Rania,"We built ""three bridges.",,Three bridges were built.,,TRUE,{BRIDGES},\n'
    + f"9,,And roads.,,Roads were built.,Roads,Full Flop,{ROADS},WEAK\n"
    + f"2,,Yes.,,Three bridges were built.,,TRUE,{BRIDGES},\n"
    + f"5,,بنينا ثلاثة جسور,,Four roads ‚Äî at least.,,FALSE,{ROADS},\n",
    "politifact/fact-checking/20310304_market.csv": PAIRS
    + f"1,Sami,It is open.,,Three bridges were built.,,TRUE,{BRIDGES},\n",
    "politifact/verified-claims/20191030_remaining_politifacts.csv": (
        f'0,"It ""rained.""","on Monday",{SITE}/rain,Half-True,Sami,Rain,"It did.\n\nDid it?"\n'
        f'7,It is open.,,{SITE}/open,False,,Open,"It is'
    ),
}


def test_sentences_stand_beside_the_claims_that_were_checked(write: Write) -> None:
    manifest = import_corpus("known_lie_politifact", write(FILES))
    assert load("known_lie_politifact/all").table("pairs") == [
        Pair(f"{debate}-{number}", a, b, "matched", a_text, b_text, debate)
        for debate, number, a, b, a_text, b_text in [
            (
                "20310302_town",
                1,
                "20310302_town/1",
                BRIDGES,
                'We built "three bridges.',
                "Three bridges were built.",
            ),
            ("20310302_town", 2, "20310302_town/2", ROADS, "And roads.", "Roads were built."),
            (
                "20310302_town",
                3,
                "20310302_town/pair-3",
                BRIDGES,
                "Yes.",
                "Three bridges were built.",
            ),
            (
                "20310302_town",
                4,
                "20310302_town/5",
                ROADS,
                "بنينا ثلاثة جسور",
                "Four roads ‚Äî at least.",
            ),
            (
                "20310304_market",
                1,
                "20310304_market/pair-1",
                BRIDGES,
                "It is open.",
                "Three bridges were built.",
            ),
        ]
    ]
    assert manifest.splits == {"all": {"pairs": 5, "ratings": 10}}
    assert manifest.quirks == {
        "body: not kept": 2,
        "debate without transcript: its sentences have ids of their own": 1,
        "fact-check met before with other words or verdict: kept": 1,
        "fact-check met before: its claim is one row": 2,
        "file that ends inside a record: the last cell is cut": 1,
        "notes: not kept": 1,
        "page: not kept": 2,
        "said: not kept": 1,
        "sentence in no transcript, or on several lines: has an id of its own": 2,
        "sentence on another line of its transcript than said: that line is meant": 1,
        "speaker: not kept": 8,
        "text with characters that were decoded wrongly before (‚Ä…): kept": 1,
        "title: not kept": 2,
        "verdict FALSE: read as False": 1,
        "verdict TRUE: read as True": 3,
        "verified_claim_article_title: not kept": 1,
    }


def test_transcripts_and_claims_are_ratings(write: Write) -> None:
    import_corpus("known_lie_politifact", write(FILES))
    rows = load("known_lie_politifact/all").table("ratings")
    assert rows[0] == Rating(
        "20310302_town/1",
        "statement",
        "check_worthy",
        1.0,
        "check_worthy",
        "PolitiFact",
        None,
        'We built "three bridges.',
    )
    assert [row.subject for row in rows[:5]] == [f"20310302_town/{line}" for line in range(1, 6)]
    assert [(row.subject, row.scale, row.label, row.date, row.text) for row in rows[5:]] == [
        (BRIDGES, "verdict", "True", "2030-12-31", "Three bridges were built."),
        (ROADS, "flip", "Full Flop", "2031-03-02", "Roads were built."),
        (ROADS, "verdict", "False", "2031-03-02", "Four roads ‚Äî at least."),
        (f"{SITE}/rain", "verdict", "Half-True", None, 'It "rained."'),
        (f"{SITE}/open", "verdict", "False", None, "It is open."),
    ]


def test_another_verdict_is_refused(write: Write) -> None:
    folder = write({**FILES, TOWN: PAIRS + f"1,,Yes.,,It rained.,,Wrong,{ROADS},\n"})
    with pytest.raises(DataError) as error:
        import_corpus("known_lie_politifact", folder)
    assert str(error.value) == (
        f"{folder}/{TOWN}:2: found 'Wrong' as verdict; expected True, Mostly True, Half-True, "
        "Mostly False, False, Pants on Fire! or No Flip, Half Flip, Full Flop; "
        "look for a shifted column"
    )

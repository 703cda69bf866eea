from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from musnad.dataset import Assertion, import_corpus, load
from musnad.dataset.corpora.truth_books import GoldAuthors, author_words, judged
from musnad.errors import DataError

Write = Callable[[dict[str, str]], Path]

# Invented, in the corpus's format.
FILES = {
    "book.txt": (
        "Palm Books\t111\tBridges\tO'Ruman, Rania L.; Saleh, Sami\r\n"
        "Oasis\t111\tBridges\tSAMI SALEH & RANIA ORUMAN\r\n"
        "Oasis\t111\tBridges, 2nd ed\tRania Oruman\r\n"
        "Oasis\t111\t\tOruman, Rania\r\n"
        "Date Palm\t111\tBridges\tNot Available\r\n"
        "Date Palm\t111\tBridges\tOruman; Saleh; Nadir\r\n"
        "Date Palm\t222\tسوق\tسامي صالح\r\n"
        "Palm Books\t222\tMarket\t\r\n"
    ),
    "book_golden.txt": "111\to'ruman, rania l.;  saleh, sami ;  \n\n333\tnadir, n. ;\n",
    "book_silver.txt": "111\trania oruman\n222\tsami saleh\n",
}


def test_shops_assert_authors_that_gold_judges(write: Write) -> None:
    manifest = import_corpus("truth_books", write(FILES))
    assert load("truth_books/all").table("assertions") == [
        Assertion(f"line-{line}", source, fact, value, "assert", None, None, None, verdict)
        for line, source, fact, value, verdict in [
            (1, "Palm Books", "111", "oruman rania saleh sami", "supported"),
            (2, "Oasis", "111", "oruman rania saleh sami", "supported"),
            (3, "Oasis", "111", "oruman rania", "refuted"),
            (4, "Oasis", "111", "oruman rania", "refuted"),
            (5, "Date Palm", "111", "Not Available", None),
            (6, "Date Palm", "111", "nadir oruman saleh", None),
            (7, "Date Palm", "222", "سامي صالح", None),
            (8, "Palm Books", "222", "", None),
        ]
    ]
    assert manifest.quirks == {
        "claim that names no author: kept as it is, never judged": 2,
        "claim that may name more or fewer than the gold authors: verdict left open": 1,
        "empty line of a table: left out": 1,
        "file with CRLF line ends: read as line feeds": 1,
        "shop that names other authors for the same book: kept": 2,
        "shop that repeats itself: kept": 1,
        "silver answer: not used": 2,
        "title: not kept": 7,
    }


WAYS = {
    "O'Leary, Timothy J.; O'Leary, Linda I.": "linda oleary oleary timothy",
    "Ben-Ari, M.": "ari ben",
    "Saleh &amp; Nadir (Joint Author)": "nadir saleh",
    "Saleh, SamiBRNadir, Rania": "nadir rania saleh sami",
    "Rania OandAPOS;Ruman": "oruman rania",
    "EDS": "",
    "0": "",
}


@pytest.mark.parametrize(("text", "words"), WAYS.items())
def test_names_have_one_spelling(text: str, words: str) -> None:
    assert author_words(text) == words


GOLD = GoldAuthors(Counter(["saleh", "saleh", "oruman"]), frozenset(["sami", "rania", "r", "l"]))
VERDICTS = {
    "oruman rania saleh saleh sami": "supported",
    "oruman saleh saleh": "supported",
    "lutfi oruman saleh saleh": "supported",
    "oruman sam saleh saleh": "supported",
    "oruman saleh sami": None,
    "rania saleh saleh sami": "refuted",
    "oruman rania": "refuted",
    "oruman saleh saleh saleh": None,
    "nadir oruman saleh saleh": None,
}


@pytest.mark.parametrize(("value", "verdict"), VERDICTS.items())
def test_a_list_of_authors_is_right_if_it_is_whole(value: str, verdict: str | None) -> None:
    assert judged(value, GOLD) == verdict


def test_gold_authors_in_another_form_are_refused(write: Write) -> None:
    folder = write({**FILES, "book_golden.txt": "111\trania oruman; \n"})
    with pytest.raises(DataError) as error:
        import_corpus("truth_books", folder)
    assert str(error.value) == (
        f"{folder}/book_golden.txt:1: found the author 'rania oruman'; expected 'last, first'; "
        "give the gold file of the corpus"
    )

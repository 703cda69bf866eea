"""The importer `truth_books`: which bookshop names which authors for which book."""

from __future__ import annotations

import html
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from musnad.errors import DataError

from ..records import Assertion, Verdict
from .assembling import Quirk
from .importing import IMPORTERS, Imported
from .manifest import Manifest
from .opening import Files, corpus_files
from .tables import count_unused, read_tabs

CLAIMS, GOLD, SILVER = "book.txt", "book_golden.txt", "book_silver.txt"
# What stands for an apostrophe where a shop's page was stripped of its markup.
APOSTROPHE = re.compile("andapos;|['’`]", re.IGNORECASE)
# What is left of a line break there.
LINE_BREAK = re.compile(r"(?<=[a-z])BR(?=[A-Z])")
WORD = re.compile(r"[^\W\d_]+")
# Words of an author line that name nobody.
OTHER_WORDS = frozenset(
    ["and", "by", "with", "et", "al", "joint", "jr", "sr", "dr", "phd", "md", "prof"]
).union(["author", "authors", "ed", "eds", "edt", "editor", "editors"])
NOBODY = frozenset(("", "available not", "unknown", "various"))


@IMPORTERS.register("truth_books")
class TruthBooks:
    """Bookshops (sources) that name the authors (value) of books (fact: the ISBN).

    PATH is the folder of `book.txt` and `book_golden.txt`, gzipped or not. Each shop writes names
    in its own way, so the value is `author_words`, a view in which most ways are one; the id says
    the line of `book.txt`. `judged` says when an assertion is supported or refuted by the gold
    authors, which 100 books have. The silver answers are not used.
    """

    manifest = Manifest(
        name="truth_books",
        version="1.0.0",
        languages=("en",),
        licence="Apache-2.0 (on the repository); data from the original truth-discovery authors",
        layers=(),
        tables=("assertions",),
        citation="Yin, Han and Yu: Truth Discovery with Multiple Conflicting Information Providers "
        "on the Web, KDD 2007; Dong, Berti-Equille and Srivastava, VLDB 2009",
        origin="https://github.com/totucuong/spectrum",
    )

    def read(self, path: Path, *, annotator: str | None, quirk: Quirk) -> Iterator[Imported]:
        """Yield the assertions in order of the file."""
        with corpus_files(path, quirk, patterns=[CLAIMS, GOLD, SILVER]) as files:
            gold = _gold(files, quirk)
            for _ in read_tabs(files.read(SILVER), SILVER, ["isbn", "authors"], quirk):
                quirk("silver answer: not used")
            met: dict[tuple[str, str], set[str]] = defaultdict(set)
            columns = ["shop", "isbn", "title", "authors"]
            for row in read_tabs(files.read(CLAIMS), files.place(CLAIMS), columns, quirk):
                count_unused(row, ["title"], quirk)
                value = author_words(row["authors"])
                named = value not in NOBODY
                if not named:
                    quirk("claim that names no author: kept as it is, never judged")
                before = met[row["shop"], row["isbn"]]
                if before:
                    quirk("shop that repeats itself: kept" if value in before else CONTRADICTS)
                before.add(value)
                yield Imported(
                    "all",
                    Assertion(
                        id=f"line-{row.line}",
                        source=row["shop"],
                        fact=row["isbn"],
                        value=value if named else row["authors"],
                        stance="assert",
                        claim=None,
                        date=None,
                        event=None,
                        verdict=_verdict(value, gold.get(row["isbn"]), quirk) if named else None,
                    ),
                )


CONTRADICTS = "shop that names other authors for the same book: kept"


@dataclass(frozen=True, slots=True)
class GoldAuthors:
    """The authors of a book as words: of their surnames, and of all their other names."""

    surnames: Counter[str]
    others: frozenset[str]


def author_words(text: str) -> str:
    """The names in an author line in one spelling: its words in lower case, sorted.

    Initials, titles and everything but letters are left out, and so is the order, because "Knuth,
    Donald E." and "Donald Knuth" name the same person.

    >>> author_words("O'Leary, Timothy J.; OandAPOS;Leary, Linda and Co")
    'co linda oleary oleary timothy'
    """
    text = APOSTROPHE.sub("", LINE_BREAK.sub(" ", html.unescape(text)))
    words = WORD.findall(text.casefold())
    return " ".join(sorted(word for word in words if len(word) > 1 and word not in OTHER_WORDS))


def judged(value: str, gold: GoldAuthors) -> Verdict | None:
    """Whether words name the gold authors; they do not where a surname is missing.

    Beside all surnames, `supported` allows other names of the gold authors and longer or shorter
    forms of them. Nothing is said where a further word may be a middle name or a further author,
    and where one surname may stand for two authors.

    >>> gold = GoldAuthors(Counter(["knuth"]), frozenset(["donald", "e"]))
    >>> judged("don ervin knuth", gold), judged("knuth larry", gold), judged("donald", gold)
    ('supported', None, 'refuted')
    """
    words = Counter(value.split())
    if not gold.surnames.keys() <= words.keys():
        return "refuted"
    known = all(
        any(word.startswith(name) or name.startswith(word) for name in gold.others)
        for word in words - gold.surnames
    )
    return "supported" if known and gold.surnames <= words else None


def _verdict(value: str, gold: GoldAuthors | None, quirk: Quirk) -> Verdict | None:
    if gold is None:
        return None
    verdict = judged(value, gold)
    if verdict is None:
        quirk("claim that may name more or fewer than the gold authors: verdict left open")
    return verdict


def _gold(files: Files, quirk: Quirk) -> dict[str, GoldAuthors]:
    """The gold authors by ISBN; the file writes `last, first middle;` for each."""
    gold: dict[str, GoldAuthors] = {}
    for row in read_tabs(files.read(GOLD), files.place(GOLD), ["isbn", "authors"], quirk):
        surnames, others = Counter[str](), set[str]()
        for author in filter(str.strip, row["authors"].split(";")):
            last, comma, first = APOSTROPHE.sub("", author).casefold().partition(",")
            if not comma:
                raise DataError(
                    f"{row.place}: found the author {author.strip()!r}; expected 'last, first'; "
                    "give the gold file of the corpus"
                )
            surnames.update(word for word in WORD.findall(last) if len(word) > 1)
            others.update(WORD.findall(first))
        gold[row["isbn"]] = GoldAuthors(surnames, frozenset(others))
    return gold

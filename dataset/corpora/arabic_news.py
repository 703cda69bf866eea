"""The importers `arabic_news_credibility` and `arabic_news_rss_slice` (Hammad, Hemayed 2013)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from musnad.errors import DataError, UsageError

from ..raw import article_of, script_language
from ..records import Article, Rating
from .assembling import Quirk
from .importing import IMPORTERS, Imported
from .manifest import Manifest
from .opening import Files, corpus_files
from .standoff import decoded
from .tables import Row, read_tabs

LICENCE = "Apache-2.0 on the repository; article text belongs to the outlets"
CITATION = "Hammad and Hemayed: Automating Credibility Assessment of Arabic News, SocInfo 2013"
ORIGIN = "https://github.com/ibraaaa/news-credibility"
INDEX = "index.tsv"
COLUMNS = ("path", "label", "article_id", "outlet", "outlet_evidence")
GRADED = r"mce/txt/(trusted|untrusted)/([0-9]+)\.txt"
CRAWLED = (
    r"rss/txt/([^/]+)/(?:[^/]+/)?[0-9]+/"
    r"([0-9]{4}-[0-9]{2}-[0-9]{2}) [0-9]{2}:[0-9]{2}:[0-9]{2}#([0-9a-f-]{36})\.txt"
)


@IMPORTERS.register("arabic_news_credibility")
class ArabicNewsCredibility:
    """Arabic news articles that MCE Watch, a service in Egypt, graded trusted or untrusted.

    PATH is `mce_txt.tar.gz`, the folder that holds it, or the extracted folder. Every article is
    a row of `articles` and its grade one of `ratings`, of scale `credibility`; the grade is of the
    article as a whole. The outlet is not on record: `index.tsv` beside the archive, where it is
    there, has it for some, recovered by comparing texts, which is a hint and no more.
    """

    manifest = Manifest(
        name="arabic_news_credibility",
        version="1.0.0",
        languages=("ar",),
        licence=LICENCE,
        layers=("sentences",),
        tables=("articles", "ratings"),
        citation=CITATION,
        origin=ORIGIN,
    )

    def read(self, path: Path, *, annotator: str | None, quirk: Quirk) -> Iterator[Imported]:
        """Yield each article with its grade, trusted ones first, in order of number."""
        _refuse(annotator)
        labels = dict[str, str]()
        patterns = ("mce/txt/*/*.txt",)
        with corpus_files(path, quirk, archives=["mce_txt.tar.gz"], patterns=patterns) as files:
            found = files.like(GRADED)
            index = _index(path, found, quirk)
            for name, match in sorted(found.items(), key=lambda item: _place(item[1])):
                label, number = match[1], match[2]
                article = _article(files, name, number, quirk)
                outlet = _outlet(index.get(name), quirk)
                earlier = labels.get(article.text_sha256)
                if earlier is not None:
                    other = "" if earlier == label else ", with the other label"
                    quirk(f"text of an earlier article{other}: kept")
                labels.setdefault(article.text_sha256, label)
                yield Imported("all", replace(article, outlet=outlet))
                yield Imported(
                    "all",
                    Rating(number, "article", label, None, "credibility", "MCE Watch", None, None),
                )


@IMPORTERS.register("arabic_news_rss_slice")
class ArabicNewsSlice:
    """All articles of 15 Egyptian and Arabic outlets over two days, without labels.

    PATH is `rss_txt_2013-02-01_02.tar.gz`, the folder that holds it, or the extracted folder. The
    outlet and the day of the crawl are taken from the path; the categories, under several of
    which the same text may stand, only stay in `provenance`.
    """

    manifest = Manifest(
        name="arabic_news_rss_slice",
        version="1.0.0",
        languages=("ar", "en"),
        licence=LICENCE,
        layers=("sentences",),
        citation=CITATION,
        origin=ORIGIN,
    )

    def read(self, path: Path, *, annotator: str | None, quirk: Quirk) -> Iterator[Imported]:
        """Yield the articles in order of path, every copy of one."""
        _refuse(annotator)
        seen = set[str]()
        archives, patterns = ["rss_txt_2013-02-01_02.tar.gz"], ("rss/txt/**/*.txt",)
        with corpus_files(path, quirk, archives=archives, patterns=patterns) as files:
            for name, match in files.like(CRAWLED).items():
                article = _article(files, name, match[3], quirk)
                if article.text_sha256 in seen:
                    quirk("text of an earlier article: kept")
                seen.add(article.text_sha256)
                yield Imported("all", replace(article, outlet=match[1], date=match[2]))


def _refuse(annotator: str | None) -> None:
    if annotator is not None:
        raise UsageError(f"the corpus has no annotators; drop annotator {annotator!r}")


def _place(match: re.Match[str]) -> tuple[str, int]:
    return match[1], int(match[2])


def _article(files: Files, name: str, identifier: str, quirk: Quirk) -> Article:
    """The article in a file whose first line is its title."""
    text = decoded(files.read(name), files.place(name))
    article = article_of(text, id=identifier)
    if not text.strip():
        quirk("blank article: kept")
    if not (article.title or "").strip():
        quirk("first line that is blank: no title")
        article = replace(article, title=None)
    if "\r" in text:
        quirk("article with carriage returns: kept")
    return replace(article, language=_language(text), provenance=f"news-credibility, {name}")


def _language(text: str) -> str:
    """By the script; Arabic where nothing is written."""
    return script_language(text) if any(char.isalpha() for char in text) else "ar"


def _index(path: Path, found: Mapping[str, re.Match[str]], quirk: Quirk) -> dict[str, Row]:
    """The rows of the index by path of the article."""
    file = (path if path.is_dir() else path.parent) / INDEX
    if not file.is_file():
        quirk("index.tsv is not there: no outlets")
        return {}
    head, *rows = read_tabs(file.read_bytes(), str(file), COLUMNS, quirk)
    if tuple(head.cells.values()) != COLUMNS:
        raise DataError(f"{head.place}: found another head; expected {', '.join(COLUMNS)}")
    for row in rows:
        match = found.get(row["path"])
        if match is None or match[1] != row["label"]:
            where = f"found {row['path']} as {row['label']}, which the archive does not have so"
            raise DataError(f"{row.place}: {where}; give the index that belongs to it")
    return {row["path"]: row for row in rows}


def _outlet(row: Row | None, quirk: Quirk) -> str | None:
    if row is None or not row["outlet"]:
        quirk("article whose outlet is not on record")
        return None
    quirk(f"outlet recovered by {row['outlet_evidence']}: a hint")
    return row["outlet"]

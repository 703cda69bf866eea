"""The importer `fa_kes`: news on the war in Syria, credible or not (Abu Salem et al., 2019)."""

from __future__ import annotations

import datetime
import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from musnad.errors import DataError, UsageError

from ..decode import shown
from ..raw import article_of
from ..records import Article, Rating
from .assembling import Quirk
from .importing import IMPORTERS, Imported
from .manifest import Manifest
from .opening import corpus_files
from .tables import Row, count_unused, read_csv

FILE = "FA-KES-Dataset.csv"
NAMED = ("unit_id", "article_title", "article_content", "source", "date", "location", "labels")
UNNAMED = ("first unnamed", "second unnamed", "third unnamed", "fourth unnamed")
# The file explains its own numbers in the last unnamed column.
LABELS = {"0": "Fake", "1": "True"}
RATER = "FA-KES, against the Violations Documentation Center"


@IMPORTERS.register("fa_kes")
class FaKes:
    """News articles on the war in Syria, each compared with a database of casualties.

    PATH is `FA-KES-Dataset.csv`, gzipped or not, or the folder that holds it. The file is
    Latin-1. An article is its title, an empty line and its body; the outlet is the source. Its
    label is a row of `ratings`, of scale `credibility`, where `label` is the word and `score` the
    number of the file. Some unit ids stand several times, mostly with one text for several
    places: the second is called `ID-2`, and so on. A label compares one article with one
    database; it does not say how reliable an outlet is.
    """

    manifest = Manifest(
        name="fa_kes",
        version="1.0.0",
        languages=("en",),
        licence="CC BY",
        layers=("sentences",),
        tables=("articles", "ratings"),
        citation="Abu Salem et al.: FA-KES: A Fake News Dataset around the Syrian War, ICWSM 2019",
        origin="https://doi.org/10.5281/zenodo.2607278",
    )

    def read(self, path: Path, *, annotator: str | None, quirk: Quirk) -> Iterator[Imported]:
        """Yield each article with its label, in order of the file."""
        if annotator is not None:
            raise UsageError(f"the corpus has no annotators; drop annotator {annotator!r}")
        ids, bodies = Counter[str](), dict[bytes, str]()
        folder = path.parent if path.is_file() else path
        with corpus_files(folder, quirk, patterns=[FILE]) as files:
            data = files.read(FILE).decode("latin-1").encode()
            columns = (*NAMED, *UNNAMED)
            head, *rows = read_csv(data, files.place(FILE), columns, quirk, head=False)
            if tuple(head.cells.values()) != (*NAMED, *("" for _ in UNNAMED)):
                raise DataError(f"{head.place}: found another head; expected {', '.join(NAMED)}")
            for row in rows:
                ids[row["unit_id"]] += 1
                label = LABELS[row.one_of("labels", LABELS)]
                article = _article(row, ids[row["unit_id"]], quirk)
                body = hashlib.sha256(row["article_content"].encode()).digest()
                if body in bodies:
                    other = "" if bodies[body] == label else ", with the other label"
                    quirk(f"body of an earlier article{other}: kept")
                bodies.setdefault(body, label)
                yield Imported("all", article)
                score = float(row["labels"])
                yield Imported(
                    "all",
                    Rating(article.id, "article", label, score, "credibility", RATER, None, None),
                )


def _article(row: Row, times: int, quirk: Quirk) -> Article:
    identifier = row["unit_id"]
    if times > 1:
        quirk("unit id that stands before: numbered")
        identifier += f"-{times}"
    count_unused(row, ("location",), quirk)
    for column in UNNAMED:
        if row[column]:
            quirk(f"legend in the {column} column: not kept")
    title, body = row["article_title"], row["article_content"]
    if any("\x7f" <= char < "\xa0" for char in title + body):
        quirk("article with characters that no encoding explains: kept as Latin-1")
    return replace(
        article_of(f"{title}\n\n{body}", id=identifier, language="en"),
        outlet=row["source"],
        date=_date(row),
        title=title,
        provenance=f"FA-KES, {FILE}:{row.line}",
    )


def _date(row: Row) -> str:
    """The date of an article, which the file writes as month/day/year."""
    try:
        return datetime.datetime.strptime(row["date"], "%m/%d/%Y").date().isoformat()
    except ValueError:
        message = f"found the date {shown(row['date'])}; expected month/day/year"
        raise DataError(f"{row.place}: {message}; copy the file anew") from None

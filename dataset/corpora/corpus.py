"""A corpus: a named, versioned split of articles, and where corpora are found."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from musnad import settings
from musnad.errors import DataError, UsageError, unknown_name

from ..encoding import encoded
from ..records import Article
from ..schema import TABLES
from ..validation import check_rows
from .manifest import FILE, Layer, Manifest, read_manifest

if TYPE_CHECKING:
    from datasets import Dataset

OWN = "musnad-"
TABLE = "articles"


@dataclass(frozen=True)
class Corpus:
    """One split of a corpus: articles with the manifest that says what is labelled in them.

    `folder` holds its other tables, if it was loaded from there; `entities` are the ids of
    sources that the corpus knows, None where it has no list of them.
    """

    manifest: Manifest
    split: str
    articles: Sequence[Article] = field(repr=False)
    folder: Path | None = field(default=None, repr=False, compare=False)
    entities: frozenset[str] | None = field(default=None, repr=False, compare=False)

    @property
    def name(self) -> str:
        """Corpus and split, such as `musnad-starter/test`."""
        return f"{self.manifest.name}/{self.split}"

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The layers that are labelled."""
        return self.manifest.layers

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the articles' canonical records, whatever their order or file format."""
        return digest(self.articles)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the articles, sorted."""
        return tuple(sorted({article.language for article in self.articles}))

    def __len__(self) -> int:
        return len(self.articles)

    def __iter__(self) -> Iterator[Article]:
        return iter(self.articles)

    def __getitem__(self, article_id: str) -> Article:
        for article in self.articles:
            if article.id == article_id:
                return article
        raise unknown_name("article", article_id, (article.id for article in self.articles))

    def has_table(self, table: str, *, split: str | None = None) -> bool:
        """Whether another table of the corpus, such as `pairs`, is there for this split."""
        return self.folder is not None and self._file(table, split).is_file()

    def table(self, table: str, *, split: str | None = None) -> list[Any]:
        """The rows of another table of the corpus as records.

        Args:
            table: a name in `TABLES`, such as `pairs`.
            split: this one by default.

        Raises:
            DataError: the first problem of the file.
            UsageError: there is no such table.
        """
        if table not in TABLES:
            raise unknown_name("table", table, TABLES)
        if not self.has_table(table, split=split):
            where = f"{self.manifest.name}/{split or self.split}"
            raise UsageError(f"{where} has no table {table!r}")
        return read_table(self._file(table, split), table)

    def _file(self, table: str, split: str | None) -> Path:
        assert self.folder is not None
        return self.folder / table / f"{split or self.split}.jsonl"

    def to_hf(self) -> Dataset:
        """The articles as a Hugging Face `Dataset` with the declared features."""
        from ..packaging.features import to_hf

        return to_hf(self)


def canonical(record: Any) -> bytes:
    """The canonical form of a record: its line of JSON, without the line end, in UTF-8."""
    return encoded(record).encode()


def digest_of(hashes: Iterable[bytes]) -> str:
    """The digest of a split from the SHA-256 of each canonical record, in any order."""
    return hashlib.sha256(b"".join(sorted(hashes))).hexdigest()


def digest(articles: Iterable[Article]) -> str:
    """SHA-256, in hexadecimal, over the sorted hashes of the articles' canonical records."""
    return digest_of(hashlib.sha256(canonical(article)).digest() for article in articles)


def embedded_folder() -> Path:
    """The dataset folder that ships with the package: card, data files, manifests."""
    return Path(__file__).resolve().parent.parent


def folder_of(corpus: str) -> Path:
    """The folder that holds `manifest.json` of a corpus.

    Raises:
        UsageError: the corpus is neither embedded nor imported.
    """
    known = corpora()
    if corpus not in known:
        error = unknown_name("corpus", corpus, known)
        raise UsageError(f"{error}; others come in by 'musnad import'")
    return known[corpus]


def corpora() -> dict[str, Path]:
    """Every corpus that can be loaded, embedded first, with its folder."""
    embedded = sorted((embedded_folder() / "data").glob(f"*/{FILE}"))
    found = {OWN + path.parent.name: path.parent for path in embedded}
    for path in sorted((settings.home() / "corpora").glob(f"*/{FILE}")):
        # A hidden folder is an import that was cut short.
        if not path.parent.name.startswith("."):
            found.setdefault(path.parent.name, path.parent)
    return found


def manifests() -> dict[str, Manifest | DataError]:
    """The manifest of every corpus that can be loaded, or what is wrong with it."""
    found: dict[str, Manifest | DataError] = {}
    for name, folder in corpora().items():
        try:
            found[name] = read_manifest(folder)
        except DataError as error:
            found[name] = error
    return found


def load(name: str, *, annotator: str | None = None) -> Corpus:
    """Load one split of an embedded or imported corpus.

    Args:
        name: corpus and split, such as `musnad-starter/test` or `polnear/validation`.
        annotator: one annotator's own labels, where the import kept them.

    Raises:
        UsageError: corpus, split or annotator do not exist.
        DataError: a file is damaged; the message names the first problem.
    """
    corpus, slash, split = name.partition("/")
    folder = folder_of(corpus)
    manifest = read_manifest(folder)
    if not slash or split not in manifest.splits:
        wanted = name if slash else f"{name}/"
        raise unknown_name("split", wanted, (f"{corpus}/{part}" for part in manifest.splits))
    path = folder / TABLE / f"{split}.jsonl"
    if annotator is not None:
        if annotator not in manifest.annotators:
            raise unknown_name("annotator", annotator, manifest.annotators)
        path = folder / "annotators" / annotator / f"{split}.jsonl"
    articles = read_articles(path) if TABLE in manifest.tables else []
    return Corpus(manifest, split, articles, folder)


def read_articles(path: str | Path) -> list[Article]:
    """All articles of a file.

    Raises:
        DataError: the first problem of the file.
    """
    return read_table(path, TABLE)


def read_table(path: str | Path, table: str) -> list[Any]:
    """All rows of a file, as records of a table.

    Raises:
        DataError: the first problem of the file.
    """
    records: list[Any] = []
    for row in check_rows(path, table):
        if row.problems:
            raise DataError(str(row.problems[0]))
        records.append(row.record)
    return records

"""Importing: a corpus in its original format becomes records under the data folder."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO, Protocol

from musnad import settings
from musnad.errors import DataError, UsageError
from musnad.registry import Registry

from ..io import row_line, to_json
from ..problem import Problem, name_path
from ..records import Article, Assertion, Pair, Rating
from ..schema import TABLES
from ..validation import RULES, Subject, check_line
from .corpus import OWN, canonical, digest_of
from .manifest import SPLITS, Manifest, write_manifest

ARTICLES = "articles"
GOLD_TABLES = (ARTICLES, "pairs", "assertions", "ratings")
FILE_NAME = re.compile(r"\w[\w.-]*")


@dataclass(frozen=True, slots=True)
class Imported:
    """One row that an importer yields, of whatever table: its split, and whose labels it carries.

    `annotator` is `None` for the corpus's own reading; otherwise the article is one annotator's
    layer, kept for agreement.
    """

    split: str
    record: Article | Pair | Assertion | Rating
    annotator: str | None = None


class Importer(Protocol):
    """Reads one format.

    `manifest` is asked for when everything has been read; languages, counts, quirks and
    annotators are filled in by `import_corpus`.
    """

    @property
    def manifest(self) -> Manifest:
        """The facts about the corpus."""
        ...

    def read(
        self, path: Path, *, annotator: str | None, quirk: Callable[[str], None]
    ) -> Iterator[Imported]:
        """Yield the articles under `path` in a fixed order.

        Args:
            path: file or folder in the original format.
            annotator: whose labels to take; `None` for the default, `all` to keep every layer.
            quirk: to be called once for each oddity met, with its name; they are counted.

        Raises:
            DataError: the input is not what the format promises.
        """
        ...


IMPORTERS: Registry[Callable[[], Importer]] = Registry("importer")


def import_corpus(
    importer: str,
    path: Path,
    *,
    name: str | None = None,
    annotator: str | None = None,
    on_article: Callable[[str], None] = lambda split: None,
) -> Manifest:
    """Import a corpus into `MUSNAD_HOME/corpora/NAME`, replacing an earlier import when whole.

    Articles go to disk one by one, each checked against every rule of the format.

    Args:
        importer: a registered importer.
        path: the original file or folder.
        name: what the corpus is to be called; by default the importer's name for it.
        annotator: handed to the importer.
        on_article: called with the split after each article, for progress.

    Raises:
        UsageError: there is no such importer, or no corpus can have that name.
        DataError: the input cannot be read, breaks a rule, or holds no article; or the data
            folder cannot be written.
    """
    source = IMPORTERS[importer]()
    name = importer if name is None else name
    if not FILE_NAME.fullmatch(name) or (name.startswith(OWN) and name != importer):
        raise UsageError(
            f"{name!r} cannot name a corpus; use letters, digits, _ and -, not beginning with {OWN}"
        )
    if not path.exists():
        raise DataError(f"{path}: does not exist; give the folder or archive of {importer}")
    quirks, languages = Counter[str](), set[str]()
    tables: dict[tuple[str | None, str, str], _Table] = {}
    folder = settings.home() / "corpora" / name
    with drafted_folder(folder) as draft, contextlib.ExitStack() as files:
        for item in source.read(
            path, annotator=annotator, quirk=lambda kind: quirks.update([kind])
        ):
            key = item.annotator, table_of(item.record), item.split
            if key not in tables:
                tables[key] = _Table(files.enter_context(open(_file(draft, *key), "xb")), key[1])
            tables[key].add(item.record, path)
            if isinstance(item.record, Article):
                languages.add(item.record.language)
            if item.annotator is None:
                on_article(item.split)
        own = {place[1:]: table for place, table in tables.items() if place[0] is None}
        if not own:
            raise DataError(f"{path}: holds no article that {importer} could read")
        order = sorted(
            {split for _, split in own},
            key=lambda split: (SPLITS.index(split) if split in SPLITS else 9, split),
        )
        present = [table for table in GOLD_TABLES if any(name == table for name, _ in own)]
        manifest = replace(
            source.manifest,
            name=name,
            languages=tuple(sorted(languages)) or source.manifest.languages,
            tables=tuple(present),
            splits={
                split: {
                    what: count
                    for table in present
                    if (table, split) in own
                    for what, count in own[table, split].counts.items()
                }
                for split in order
            },
            quirks=dict(sorted(quirks.items())),
            annotators=tuple(sorted({who for who, *_ in tables if who is not None})),
        )
        write_manifest(draft, manifest)
    return manifest


def split_counts(articles: Iterable[Article]) -> dict[str, int | str]:
    """The counts and the digest of one split, for the manifest."""
    tally = Tally()
    for article in articles:
        tally.add(article, canonical(article))
    return tally.counts


@dataclass(slots=True)
class Tally:
    """Running counts of a split, with 32 bytes kept for each article."""

    attributions: int = 0
    claims: int = 0
    hashes: list[bytes] = field(default_factory=list)

    def add(self, article: Article, record: bytes) -> None:
        """Count an article by its canonical record."""
        self.attributions += len(article.attributions)
        self.claims += len(article.claims)
        self.hashes.append(hashlib.sha256(record).digest())

    @property
    def counts(self) -> dict[str, int | str]:
        """What the manifest says of the split."""
        return {
            "articles": len(self.hashes),
            "attributions": self.attributions,
            "claims": self.claims,
            "digest": digest_of(self.hashes),
        }


class _Table:
    """One file of rows that is being written."""

    def __init__(self, handle: BinaryIO, table: str) -> None:
        self._tally = Tally()
        self._table = table
        self._handle = handle
        self._ids: set[str] = set()
        self._rows = 0

    @property
    def counts(self) -> dict[str, int | str]:
        """What the manifest says of the file."""
        return self._tally.counts if self._table == ARTICLES else {self._table: self._rows}

    def add(self, record: Article | Pair | Assertion | Rating, origin: Path) -> None:
        """Write a valid row that is not yet in the file; ratings have no id."""
        problem = next(_problems(record, origin), None)
        if problem:
            raise DataError(str(problem))
        if not isinstance(record, Rating):
            if record.id in self._ids:
                kind = type(record).__name__.lower()
                raise DataError(f"{origin}: two {kind}s of one split have the id {record.id!r}")
            self._ids.add(record.id)
        row = canonical(record)
        if isinstance(record, Article):
            self._tally.add(record, row)
        self._rows += 1
        self._handle.write(row + b"\n")


def table_of(record: Article | Pair | Assertion | Rating) -> str:
    """The table that a record is a row of."""
    return next(table for table in GOLD_TABLES if isinstance(record, TABLES[table]))


def _problems(record: Article | Pair | Assertion | Rating, origin: Path) -> Iterator[Problem]:
    row = to_json(record)
    if not isinstance(record, Article):
        # Records do not check the types of their fields; the decoder does.
        yield from check_line(
            row_line(0, row, str(origin)), type(record), "gold", str(origin), {}, {}
        ).problems
        return
    subject = Subject("gold", record, record.text)
    for rule in RULES:
        for finding in rule(subject):
            where = name_path(finding.path, row)
            yield Problem(finding.code, str(origin), 0, record.id, where, finding.message)


def _file(draft: Path, annotator: str | None, table: str, split: str) -> Path:
    """Where a table goes; importers take names of splits and annotators from strangers' files."""
    for name in (split, annotator):
        if name is not None and not FILE_NAME.fullmatch(name):
            raise DataError(
                f"{name!r} cannot name a split or annotator; use letters, digits, _ and -"
            )
    folder = draft / table if annotator is None else draft / "annotators" / annotator
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{split}.jsonl"


@contextlib.contextmanager
def drafted_folder(folder: Path) -> Iterator[Path]:
    """A folder beside `folder` that takes its place when the block ends well.

    Raises:
        DataError: the system refuses to read or write a file, also inside the block.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    except OSError as error:
        raise DataError(f"{folder}: cannot be written: {error.strerror or error}") from None
    old = draft.with_name(f"{draft.name}.old")
    try:
        yield draft
        os.chmod(draft, 0o755)
        if folder.exists():
            os.replace(folder, old)
        os.replace(draft, folder)
    except OSError as error:
        place = error.filename or folder
        message = f"{place}: cannot be read or written: {error.strerror or error}"
        raise DataError(message) from None
    finally:
        # Where the last step failed, the earlier import comes back.
        if old.exists() and not folder.exists():
            os.replace(old, folder)
        for rest in (draft, old):
            shutil.rmtree(rest, ignore_errors=True)

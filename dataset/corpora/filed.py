"""Corpora that stay in their file: articles are read again when they are asked for.

A file is read once from end to end, checked, counted and indexed. What fits a modest amount of
memory is kept; of the rest only the places in the file are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import cast, overload

from musnad.errors import DataError

from ..io import Line, read_lines
from ..records import Article
from ..strict import loads
from ..validation import check_line
from .corpus import Corpus, canonical, digest_of
from .manifest import LAYERS, Layer, Manifest

KEPT = 4000


class ArticleFile(Sequence[Article]):
    """The articles of a plain `.jsonl` file, in its order.

    Args:
        path: the file; it must not change while this is in use.
        kept: how many articles are held in memory.

    Raises:
        DataError: the first problem of the file.
    """

    def __init__(self, path: str | Path, *, kept: int = KEPT) -> None:
        from ..packaging.features import labelled

        self._path = path
        self._kept: list[Article] = []
        self._starts: list[int] = []
        self._places: dict[str, int] = {}
        hashes, layers, languages = list[bytes](), set[Layer](), set[str]()
        first_seen: dict[str, int] = {}
        for line in read_lines(path):
            article = self._checked(line, first_seen)
            hashes.append(hashlib.sha256(canonical(article)).digest())
            layers.update(labelled([article]))
            languages.add(article.language)
            self._places[article.id] = len(self._starts)
            self._starts.append(line.start)
            if len(self._kept) < kept:
                self._kept.append(article)
        self.digest = digest_of(hashes)
        self.layers = tuple(layer for layer in LAYERS if layer in layers)
        self.languages = tuple(sorted(languages))

    def _checked(self, line: Line, first_seen: dict[str, int]) -> Article:
        row = check_line(line, Article, "gold", str(self._path), first_seen, {})
        if row.problems:
            raise DataError(str(row.problems[0]))
        return cast(Article, row.record)

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, at: int) -> Article: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Article]: ...
    def __getitem__(self, at: int | slice) -> Article | Sequence[Article]:
        if isinstance(at, slice):
            return [self[place] for place in range(len(self))[at]]
        place = range(len(self))[at]
        if place < len(self._kept):
            return self._kept[place]
        with open(self._path, "rb") as handle:
            handle.seek(self._starts[place])
            return self._checked(Line(place + 1, loads(handle.readline())), {})

    def __iter__(self) -> Iterator[Article]:
        return (self[at] for at in range(len(self)))

    def place_of(self, article_id: str) -> int | None:
        """Where an article stands in the file, if it does."""
        return self._places.get(article_id)

    def ids(self) -> list[str]:
        """The ids of the articles, in order."""
        return [*self._places]


@dataclass(frozen=True)
class FileCorpus(Corpus):
    """A corpus whose articles are an `ArticleFile`."""

    @property
    def file(self) -> ArticleFile:
        """The articles."""
        return cast(ArticleFile, self.articles)

    @cached_property
    def digest(self) -> str:
        """As counted when the file was read."""
        return self.file.digest

    @property
    def languages(self) -> tuple[str, ...]:
        """As counted when the file was read."""
        return self.file.languages


def read_corpus(path: str | Path) -> Corpus:
    """The corpus in a `.jsonl` file: the known one whose split it is, else one of its own.

    Raises:
        DataError: the first problem of the file.
    """
    from ..packaging.features import known_by

    file = ArticleFile(path)
    found = known_by(file.digest, file)
    if found is not None:
        return found
    name = Path(path).name
    corpus, _, split = name.partition("/")
    manifest = Manifest(
        name=corpus, version="0", languages=file.languages, licence="", layers=file.layers
    )
    return FileCorpus(manifest, split or "rows", file)

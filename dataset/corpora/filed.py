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

from ..accepting import outline
from ..io import Line, read_lines
from ..pausing import collector_paused
from ..records import Article
from ..strict import loads_like
from ..validation import Row, check_line, check_lines
from .corpus import Corpus, canonical, digest_of
from .manifest import LAYERS, Layer, Manifest

KEPT = 4000
# How many articles are asked at a time which layers they label.
TOGETHER = 64


class ArticleFile(Sequence[Article]):
    """The articles of a plain `.jsonl` file, in its order.

    Args:
        path: the file; it must not change while this is in use.
        kept: how many articles are held in memory.

    Raises:
        DataError: the first problem of the file.
    """

    def __init__(self, path: str | Path, *, kept: int = KEPT) -> None:
        self._path = path
        self._kept: list[Article] = []
        self._starts: list[int] = []
        self._places: dict[str, int] = {}
        with collector_paused():
            self._read(path, kept)

    def _read(self, path: str | Path, kept: int) -> None:
        """Check, count and index the whole file."""
        from ..packaging.features import labelled

        hashes, layers, languages = list[bytes](), set[Layer](), set[str]()
        fresh: list[Article] = []
        lines = read_lines(path, outline=outline(Article, "gold"))
        for line, row in check_lines(lines, Article, "gold", str(path), {}, {}):
            article = _right(row)
            form = canonical(article) if line.plain is None else line.plain
            hashes.append(hashlib.sha256(form).digest())
            languages.add(article.language)
            self._places[article.id] = len(self._starts)
            self._starts.append(line.start)
            if len(self._kept) < kept:
                self._kept.append(article)
            fresh.append(article)
            if len(fresh) == TOGETHER:
                layers.update(labelled(fresh))
                fresh.clear()
        layers.update(labelled(fresh))
        self.digest = digest_of(hashes)
        self.layers = tuple(layer for layer in LAYERS if layer in layers)
        self.languages = tuple(sorted(languages))

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
            data = handle.readline()
        value, is_plain = loads_like(data, outline(Article, "gold"))
        line = Line(place + 1, value, plain=data if is_plain else None)
        return _right(check_line(line, Article, "gold", str(self._path), {}, {}))

    def __iter__(self) -> Iterator[Article]:
        return (self[at] for at in range(len(self)))

    def place_of(self, article_id: str) -> int | None:
        """Where an article stands in the file, if it does."""
        return self._places.get(article_id)

    def ids(self) -> list[str]:
        """The ids of the articles, in order."""
        return [*self._places]


def _right(row: Row) -> Article:
    if row.problems:
        raise DataError(str(row.problems[0]))
    return cast(Article, row.record)


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

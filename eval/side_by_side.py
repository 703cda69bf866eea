"""Side by side: a file of predictions measured against a corpus that stays in its file.

What `measure` does, without holding articles or predictions: memory grows by the counts of each
article alone. Predictions may stand in any order; in that of the articles they are read fastest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from musnad.dataset import Article, Prediction
from musnad.dataset.corpora.filed import ArticleFile, FileCorpus
from musnad.dataset.validation import beside, check_rows
from musnad.errors import DataError

from .predictions import Matched, Share, answered_by, shares_in

# How many predictions are asked at a time what they answer.
TOGETHER = 64


class Texts(Mapping[str, str]):
    """The text of every article of a file by its id; the article asked for last is kept."""

    def __init__(self, file: ArticleFile) -> None:
        self._file = file
        self._last: Article | None = None

    def __getitem__(self, article_id: str) -> str:
        return self.article(article_id).text

    def __iter__(self) -> Iterator[str]:
        return iter(self._file.ids())

    def __len__(self) -> int:
        return len(self._file)

    def __contains__(self, article_id: object) -> bool:
        return isinstance(article_id, str) and self._file.place_of(article_id) is not None

    def article(self, article_id: str) -> Article:
        """The article with an id."""
        if self._last is None or self._last.id != article_id:
            place = self._file.place_of(article_id)
            if place is None:
                raise KeyError(article_id)
            self._last = self._file[place]
        return self._last


class SideBySide:
    """The predictions of a file, one after the other, each with its article.

    `matched` says, when all of them have been read, what was missing and what was answered.
    """

    def __init__(self, corpus: FileCorpus, predictions: str | Path, *, allow_missing: bool) -> None:
        self._corpus = corpus
        self._texts = Texts(corpus.file)
        self._path = predictions
        self._allow_missing = allow_missing
        self._shares: dict[str, Share] = {}
        self._first: Prediction | None = None
        self._seen: set[str] = set()
        # Predictions that are not in the shares yet.
        self._fresh: list[Prediction] = []

    def __iter__(self) -> Iterator[tuple[Article, Prediction]]:
        rows = check_rows(self._path, "predictions", texts=self._texts)
        checked = beside(
            rows,
            self._corpus.name,
            self._texts,
            str(self._path),
            allow_missing=self._allow_missing,
            entities=self._corpus.entities,
        )
        for row in checked:
            if row.problems:
                raise DataError(str(row.problems[0]))
            if row.line:
                prediction: Prediction = row.record
                self._note(prediction)
                yield self._texts.article(prediction.id), prediction
        for article_id in self._missing():
            article = self._texts.article(article_id)
            yield article, Prediction(article_id, text=article.text)

    def _note(self, prediction: Prediction) -> None:
        self._seen.add(prediction.id)
        self._first = self._first or prediction
        self._fresh.append(prediction)
        if len(self._fresh) == TOGETHER:
            self._share()

    def _share(self) -> None:
        """Count what the last predictions answered."""
        for label, share in shares_in(self._fresh).items():
            before = self._shares.get(label, Share(0, 0, share.layer))
            given, items = before.given + share.given, before.items + share.items
            self._shares[label] = Share(given, items, share.layer)
        self._fresh.clear()

    def _missing(self) -> tuple[str, ...]:
        return tuple(name for name in self._texts if name not in self._seen)

    def matched(self) -> Matched:
        """What the predictions were like as a whole; they themselves are gone."""
        self._share()
        first = [] if self._first is None else [self._first]
        return Matched((), self._missing(), answered_by(first, self._shares), self._shares)

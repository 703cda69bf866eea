"""The floor for claims: every sentence one claim, checkable or not as most claims are."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Self

from musnad.dataset import Article, Claim, Prediction, Span
from musnad.dataset.text import sentences
from musnad.errors import DataError

from .baseline import BASELINES, read_model, write_model


@BASELINES.register("one-claim-a-sentence")
class OneClaimASentence:
    """Answers each sentence as one claim, all of them with the majority label; claims only."""

    name = "one-claim-a-sentence"

    def __init__(self) -> None:
        self.checkable = True

    def fit(self, articles: Iterable[Article]) -> Self:
        """Count which label most claims have; a tie, or no claim, is checkable."""
        labels = [claim.checkable for article in articles for claim in article.claims]
        self.checkable = labels.count(True) >= labels.count(False)
        return self

    def predict(self, articles: Iterable[Article]) -> list[Prediction]:
        """The sentences of every article that hold a word, as claims in the outlet's voice."""
        return [
            Prediction(
                article.id, text_sha256=article.text_sha256, claims=self._claims(article.text)
            )
            for article in articles
        ]

    def _claims(self, text: str) -> tuple[Claim, ...]:
        bounds = [b for b in sentences(text) if any(map(str.isalnum, text[slice(*b)]))]
        return tuple(
            Claim(f"c{number}", Span.of(text, (start, end)), self.checkable)
            for number, (start, end) in enumerate(bounds, 1)
        )

    def save(self, folder: str | Path) -> None:
        """Write the majority label."""
        write_model(folder, self.name, {"checkable": self.checkable})

    @classmethod
    def load(cls, folder: str | Path) -> Self:
        """Read what `save` wrote.

        Raises:
            DataError: the folder holds no model of this baseline, or a damaged one.
        """
        found = cls()
        checkable = read_model(folder, cls.name).get("checkable")
        if not isinstance(checkable, bool):
            raise DataError(f"{folder}: 'checkable' is {checkable!r}, expected true or false")
        found.checkable = checkable
        return found

"""The floor: a system that finds nothing."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Self

from musnad.dataset import Article, Prediction

from .baseline import BASELINES, read_model, write_model


@BASELINES.register("nothing")
class Nothing:
    """Answers every article with empty lists."""

    name = "nothing"

    def fit(self, articles: Iterable[Article]) -> Self:
        """Nothing to learn."""
        return self

    def predict(self, articles: Iterable[Article]) -> list[Prediction]:
        """Empty lists for every article."""
        return [
            Prediction(
                id=article.id,
                text_sha256=article.text_sha256,
                sources=(),
                attributions=(),
                claims=(),
            )
            for article in articles
        ]

    def save(self, folder: str | Path) -> None:
        """Write the name of the baseline."""
        write_model(folder, self.name, {})

    @classmethod
    def load(cls, folder: str | Path) -> Self:
        """Read what `save` wrote."""
        read_model(folder, cls.name)
        return cls()

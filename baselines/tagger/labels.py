"""Labels: act and style of attributions, type and `named` of sources, all parts together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from musnad.dataset import Article, Attribution, Prediction, Source
from musnad.errors import DataError

from .acts import Acts
from .choice import Choice
from .kinds import Kinds
from .page import Page
from .wording import Wording


class Labels:
    """Gives attributions their act and style, and sources their type and `named`.

    A part that finds nothing to learn from, as from a corpus that does not label it, goes by its
    rules.
    """

    def __init__(
        self, acts: Acts | None = None, wording: Wording | None = None, kinds: Kinds | None = None
    ) -> None:
        self.acts = acts or Acts()
        self.wording = wording or Wording()
        self.kinds = kinds or Kinds()

    @classmethod
    def fitted(
        cls, pages: Sequence[Page], articles: Sequence[Article], hints: Sequence[Prediction]
    ) -> Labels:
        """Learn each label from the articles that have it.

        Args:
            pages: The pages of the articles.
            articles: The articles with their labels.
            hints: What the rules of `cues` found in each.
        """
        said = [hint.attributions or () for hint in hints]
        return cls(
            Acts.fitted(pages, articles, said),
            Wording.fitted(pages, articles),
            Kinds.fitted(pages, articles),
        )

    def of_attributions(
        self, page: Page, attributions: Sequence[Attribution], hint: Prediction
    ) -> list[Attribution]:
        """Attributions with their act and style filled in."""
        acts = self.acts.of(page, attributions, hint.attributions or ())
        styles = self.wording.of(page, [item.content for item in attributions])
        return [
            replace(item, act=act, style=style)
            for item, act, style in zip(attributions, acts, styles, strict=True)
        ]

    def of_sources(self, page: Page, sources: Sequence[Source]) -> list[Source]:
        """Sources with their type and `named` filled in."""
        return [
            replace(source, type=kind.type, named=kind.named)
            for source, kind in zip(sources, self.kinds.of(page, sources), strict=True)
        ]

    def to_json(self) -> dict[str, Any]:
        """The trained choices as plain JSON; null for what goes by its rules."""
        parts = {
            "act": self.acts.choice,
            "wording": self.wording.choice,
            "type": self.kinds.kind,
            "named": self.kinds.named,
        }
        return {name: part.to_json() if part else None for name, part in parts.items()}

    @classmethod
    def from_json(cls, value: Any) -> Labels:
        """The labels that `to_json` wrote.

        Raises:
            DataError: the value is damaged.
        """
        names = ("act", "wording", "type", "named")
        if not isinstance(value, dict) or set(value) != set(names):
            raise DataError("label classifiers are damaged; train the model again")
        act, wording, kind, named = (
            None if value[name] is None else Choice.from_json(value[name]) for name in names
        )
        return cls(Acts(act), Wording(wording), Kinds(kind, named))

"""Asserting: who asserts or denies which claim of an article (guidelines 4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .records import Article, Attribution, Claim, Source, Stance


@dataclass(frozen=True, slots=True)
class Said:
    """One source that asserts or denies one claim, by an attribution; the outlet by none."""

    article: Article
    claim: Claim
    stance: Stance
    source: Source | None
    attribution: Attribution | None

    @property
    def speaker(self) -> str:
        """Who says so, the same in all articles: an entity, else a name, else the outlet."""
        if self.source is None:
            return self.article.outlet or self.article.id
        return self.source.entity or self.source.name or f"{self.article.id}/{self.source.id}"


def said(article: Article) -> Iterator[Said]:
    """Every assertion of an article, claim by claim.

    A claim inside an attribution is asserted by its source, or denied where the act is `deny`; a
    claim under no attribution by the outlet; who refers to a claim asserts or denies it as well. A
    source with members speaks for each of them.
    """
    attributions = {item.id: item for item in article.attributions}
    sources = {source.id: source for source in article.sources}
    for claim in article.claims:
        if claim.attribution is None:
            yield Said(article, claim, "assert", None, None)
            continue
        speakers = [attributions[claim.attribution]]
        speakers += [item for item in article.attributions if claim.id in item.refers]
        for item in speakers:
            for source in _speakers(item, sources):
                stance: Stance = "deny" if item.act == "deny" else "assert"
                yield Said(article, claim, stance, source, item)


def _speakers(item: Attribution, sources: dict[str, Source]) -> list[Source]:
    source = sources[item.source_id] if item.source_id else Source(item.id)
    return [sources[name] for name in source.members] or [source]

"""Counts of a corpus, for the card and for people who compare corpora."""

from __future__ import annotations

from ..records import Article, Attribution
from ..text import words
from .corpus import Corpus


def corpus_stats(corpus: Corpus) -> dict[str, int | float | None]:
    """Counts (integers) and shares (floats in [0, 1], None where the layer is not labelled)."""
    attributions = [(article, item) for article in corpus for item in article.attributions]
    claims = [claim for article in corpus for claim in article.claims]
    sources = [source for article in corpus for source in article.sources]

    def share(layer: str, hits: int, total: int) -> float | None:
        return hits / total if layer in corpus.layers and total else None

    def among(layer: str, *kinds: str) -> float | None:
        hits = sum((item.style in kinds or item.act in kinds) for _, item in attributions)
        return share(layer, hits, len(attributions))

    return {
        "articles": len(corpus),
        "words": sum(word.is_word for article in corpus for word in words(article.text)),
        "sentences": sum(len(article.sentences) for article in corpus),
        "events": len({article.event or article.id for article in corpus}),
        "attributions": len(attributions),
        "sources": len(sources),
        "claims": len(claims),
        "no source span": _absent(corpus, attributions, "source"),
        "no cue": _absent(corpus, attributions, "cue"),
        "no content": _absent(corpus, attributions, "content"),
        "nested": share("nesting", sum(bool(i.parent) for _, i in attributions), len(attributions)),
        "discontinuous": share(
            "attributions", sum(_cut(item) for _, item in attributions), len(attributions)
        ),
        "indirect": among("style", "indirect"),
        "direct": among("style", "direct"),
        "mixed": among("style", "mixed"),
        "act state": among("act", "state"),
        "act urge": among("act", "urge"),
        "act judge": among("act", "judge"),
        "checkable": share("checkable", sum(bool(c.checkable) for c in claims), len(claims)),
        "named sources": share("named", sum(bool(s.named) for s in sources), len(sources)),
    }


def _absent(
    corpus: Corpus, attributions: list[tuple[Article, Attribution]], role: str
) -> float | None:
    if "attributions" not in corpus.layers or not attributions:
        return None
    return sum(not getattr(item, role) for _, item in attributions) / len(attributions)


def _cut(item: Attribution) -> bool:
    return any(len(span) > 1 for span in (item.cue, item.source, item.content))

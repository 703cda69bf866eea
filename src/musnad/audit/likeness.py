"""Likeness: how far authored articles are from real ones, in shares, words and difficulty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations

from musnad.dataset import Article, Corpus, corpus_stats, words
from musnad.dataset.text import fold

SHARES = (
    "no source span",
    "no cue",
    "nested",
    "discontinuous",
    "direct",
    "mixed",
    "indirect",
    "checkable",
)
LENGTH = 6


def shares(authored: Corpus, real: Corpus) -> dict[str, tuple[float | None, float | None]]:
    """Shares of the labels on both sides; attributions and claims an article with them."""
    ours, theirs = corpus_stats(authored), corpus_stats(real)
    found = {name: (_number(ours[name]), _number(theirs[name])) for name in SHARES}
    for name in ("attributions", "claims"):
        found[f"{name} an article"] = (_each(ours, name), _each(theirs, name))
    return found


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)


def _each(stats: dict[str, int | float | None], name: str) -> float | None:
    count, articles = stats[name], stats["articles"]
    return None if count is None or not articles else count / articles


def tokens(text: str) -> list[str]:
    """The folded words of a text."""
    return [fold(text[word.start : word.end]) for word in words(text) if word.is_word]


def shared_grams(groups: Sequence[Sequence[str]]) -> float:
    """The share of distinct runs of six words that stand in texts of more than one group."""
    seen: Counter[tuple[str, ...]] = Counter()
    for texts in groups:
        seen.update({gram for text in texts for gram in _grams(tokens(text))})
    return sum(count > 1 for count in seen.values()) / max(1, len(seen))


def _grams(sequence: Sequence[str]) -> Iterable[tuple[str, ...]]:
    return (tuple(sequence[at : at + LENGTH]) for at in range(len(sequence) - LENGTH + 1))


def type_token_ratio(texts: Iterable[str], size: int) -> float:
    """Distinct words among the first `size` words of some texts, in order."""
    found: list[str] = []
    for text in texts:
        found += tokens(text)
        if len(found) >= size:
            break
    return len(set(found[:size])) / max(1, len(found[:size]))


def by_event(articles: Iterable[Article]) -> list[list[str]]:
    """The texts of articles, event by event."""
    groups: dict[str, list[str]] = {}
    for article in articles:
        groups.setdefault(article.event or article.id, []).append(article.text)
    return list(groups.values())


def alike(texts: Sequence[str]) -> float:
    """The largest share of words that two texts have in common (Jaccard)."""
    sets = [set(tokens(text)) for text in texts]
    return max((len(a & b) / len(a | b) for a, b in combinations(sets, 2)), default=0.0)

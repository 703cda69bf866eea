"""The worst legal articles: as many labels as a submission may hold, all of them overlapping."""

from __future__ import annotations

from musnad.dataset import Article, Attribution, Fragment, Prediction, Span, sha256

WORDS, FRAGMENTS, MOST = 4000, 64, 2000


def cap(text: str) -> int:
    """How many labels a layer of a submission may hold (metrics.md 9, row 18)."""
    return min(64 + len(text) // 8, MOST)


def article(attributions: int, *, fragments: int = 1) -> tuple[Article, Prediction]:
    """A long article with so many gold attributions, and a hostile prediction at every cap.

    Each predicted content has 64 fragments, strewn over the article so that it shares characters
    with nearly every other one; no two are equal.
    """
    text = " ".join("كلمة" for _ in range(WORDS))
    places = [(at * 5, at * 5 + 4) for at in range(WORDS)]
    gold = _record(text, places, attributions, fragments)
    hostile = _record(text, places, cap(text), FRAGMENTS)
    return (
        Article("a1", None, None, "ar", None, None, text, sha256(text), attributions=gold),
        Prediction("a1", text_sha256=sha256(text), attributions=hostile, sources=(), claims=()),
    )


def _record(
    text: str, places: list[tuple[int, int]], number: int, fragments: int
) -> tuple[Attribution, ...]:
    found = []
    for at in range(number):
        step = len(places) // (fragments + 1)
        first = [(place * step + at) % len(places) for place in range(fragments)]
        spans = []
        for role in range(3):
            words = sorted({(place + role) % (len(places) - 40) for place in first})
            # Of one fragment: forty words; of many: one word each.
            width = 39 if fragments == 1 else 0
            bounds = [(places[word][0], places[word + width][1]) for word in words]
            spans.append(Span(Fragment(start, end, text[start:end]) for start, end in bounds))
        found.append(Attribution(f"a{at}", *spans))
    return tuple(found)

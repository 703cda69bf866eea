"""Small articles for the tests of the tagger's parts, spans given by their words."""

from __future__ import annotations

from musnad.dataset import Article, Attribution, Claim, Prediction, Source, Span


def span(text: str, *words: str) -> Span:
    """The span of some stretches of a text, each the first after the one before."""
    bounds, at = [], 0
    for stretch in words:
        start = text.index(stretch, at)
        at = start + len(stretch)
        bounds.append((start, at))
    return Span.of(text, *bounds)


def article(
    text: str,
    attributions: tuple[Attribution, ...] = (),
    sources: tuple[Source, ...] = (),
    claims: tuple[Claim, ...] = (),
) -> Article:
    """An article of a text with labels."""
    return Article(
        id="ar-1",
        event=None,
        outlet=None,
        language="ar",
        date=None,
        title=None,
        text=text,
        text_sha256="",
        sources=sources,
        attributions=attributions,
        claims=claims,
    )


def silent() -> Prediction:
    """The answer of rules that found nothing."""
    return Prediction(id="ar-1", sources=(), attributions=())

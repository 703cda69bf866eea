"""Random articles from a seed: nested, crossing, discontinuous, duplicate and absent parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from musnad.dataset import (
    LAYERS,
    Act,
    Article,
    Attribution,
    Claim,
    Corpus,
    Layer,
    Source,
    SourceType,
    Span,
    Style,
    is_weighted,
)

from .builders import LETTERS, article, corpus, source

# Letters, and what has no weight: space, punctuation, quotation marks, tatweel, vowel signs.
ALPHABET = LETTERS[:28] + "٣7" + " ،.«»ـَُّ"
ACTS: tuple[Act, ...] = ("state", "deny", "judge")
STYLES: tuple[Style, ...] = ("direct", "indirect")
TYPES: tuple[SourceType, ...] = ("official", "witness")


def random_text(rng: Random, length: int) -> str:
    """A line of letters with marks, punctuation and blanks between them."""
    return "".join(rng.choice(ALPHABET) for _ in range(length))


def random_span(rng: Random, text: str, *, pieces: int = 2, longest: int = 12) -> Span:
    """A span with a letter in it, of one or sometimes more fragments."""
    while True:
        bounds: list[tuple[int, int]] = []
        for _ in range(pieces if rng.random() < 0.3 else 1):
            start = rng.randrange(len(text) - 1)
            end = min(len(text), start + rng.randint(1, longest))
            if all(end <= a or b <= start for a, b in bounds):
                bounds.append((start, end))
        made = Span.of(text, *bounds)
        if any(is_weighted(char) for char in made.cut(text)):
            return made


def random_sources(rng: Random, text: str) -> list[Source]:
    """Up to three entries with up to three mentions each; a mention stands in one entry only."""
    taken: set[int] = set()
    out = []
    for name in ("S1", "S2", "S3")[: rng.randint(1, 3)]:
        mentions = []
        for _ in range(rng.randint(0, 3)):
            span = random_span(rng, text)
            first = next(at for at in range(span.start, len(text)) if is_weighted(text[at]))
            if first not in taken:
                taken.add(first)
                mentions.append(span.bounds)
        made = source(name, *mentions, type=rng.choice(TYPES), named=rng.random() < 0.5)
        out.append(replace(made, name="" if not mentions else name))
    return out


def random_attribution(rng: Random, text: str, sources: Sequence[Source]) -> Attribution:
    """An attribution in which any part may be absent, cue and content not both."""
    entry = rng.choice(sources)
    own = rng.random()
    spoken = rng.choice(entry.mentions) if entry.mentions and own < 0.4 else Span()
    content = random_span(rng, text, longest=20) if rng.random() < 0.8 else Span()
    return Attribution(
        "",
        cue=random_span(rng, text, longest=4) if not content or rng.random() < 0.8 else Span(),
        source=random_span(rng, text) if own > 0.8 else spoken,
        content=content,
        source_id=entry.id,
        style=rng.choice(STYLES),
        act=rng.choice(ACTS),
    )


def random_article(
    rng: Random, *, most: int, id: str = "ar-1", event: str | None = None
) -> Article:
    """An article with up to `most` attributions and claims, some of them twice."""
    text = random_text(rng, rng.randint(20, 60))
    sources = random_sources(rng, text)
    attributions = [random_attribution(rng, text, sources) for _ in range(rng.randint(0, most))]
    if attributions and len(attributions) < most and rng.random() < 0.2:
        attributions.append(rng.choice(attributions))
    third = len(text) // 3
    return article(
        *attributions,
        sources=sources,
        claims=[random_span(rng, text, longest=15).bounds for _ in range(rng.randint(0, most))],
        text=text,
        id=id,
        event=event,
        sentences=[(0, third), (third, 2 * third), (2 * third + 1, len(text))],
    )


def random_answer(rng: Random, gold: Article, *, most: int) -> Article:
    """A prediction for an article: gold attributions kept, shifted or dropped, others invented."""
    text = gold.text
    sources = gold.sources if rng.random() < 0.5 else tuple(random_sources(rng, text))
    attributions = []
    for item in gold.attributions:
        if rng.random() < 0.7:
            attributions.append(_disturbed(rng, text, item, sources))
    while len(attributions) < most and rng.random() < 0.4:
        attributions.append(random_attribution(rng, text, sources))
    claims = [claim for claim in gold.claims if rng.random() < 0.6]
    claims += [Claim("", random_span(rng, text)) for _ in range(rng.randint(0, most - len(claims)))]
    return replace(
        gold,
        sources=sources,
        attributions=tuple(replace(item, id=f"a{at}") for at, item in enumerate(attributions)),
        claims=tuple(replace(item, id=f"c{at}") for at, item in enumerate(claims)),
    )


def _disturbed(rng: Random, text: str, item: Attribution, sources: Sequence[Source]) -> Attribution:
    def kept(span: Span) -> Span:
        return span if not span or rng.random() < 0.5 else _shifted(rng, text, span)

    known = {entry.id for entry in sources}
    return replace(
        item,
        cue=kept(item.cue),
        source=kept(item.source) if rng.random() < 0.8 else Span(),
        content=kept(item.content),
        source_id=item.source_id if item.source_id in known else rng.choice(sources).id,
        act=item.act if rng.random() < 0.6 else rng.choice(ACTS),
        style=item.style if rng.random() < 0.6 else rng.choice(STYLES),
    )


def _shifted(rng: Random, text: str, span: Span) -> Span:
    """The span with its last end moved a little; as it was if that leaves it without a letter."""
    last = span[-1]
    end = min(len(text), max(last.start + 1, last.end + rng.randint(-4, 4)))
    made = Span.of(text, *span.bounds[:-1], (last.start, end))
    return made if any(is_weighted(char) for char in made.cut(text)) else span


def random_corpus(
    seed: int, *, articles: int = 10, most: int = 6, layers: Sequence[Layer] = LAYERS
) -> tuple[Corpus, list[Article]]:
    """A corpus of events with one to three articles each, and predictions for it."""
    rng = Random(seed)
    golds = [
        random_article(rng, most=most, id=f"ar-{at:02}", event=f"e{rng.randrange(articles // 2)}")
        for at in range(articles)
    ]
    answers = [random_answer(rng, gold, most=most) for gold in golds]
    return corpus(*golds, layers=layers), answers

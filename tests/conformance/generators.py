"""Random articles with predictions from a seed, in the shapes that scorers disagree about.

A case is made from its shape and its number alone, so any one of them can be made again:
`case("nested", 317)`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import TypeVar

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
    Verdict,
    is_weighted,
)
from musnad.dataset.records import VerdictP

from ..eval.builders import LETTERS, article, corpus, source
from .bruteforce import positions

Item = TypeVar("Item", Attribution, Claim)

SEED = 20310302
# Letters, and what has no weight: space, punctuation, quotation marks, tatweel, vowel signs.
ALPHABET = LETTERS[:28] + "٣7" + " ،.«»ـَُّ"
TOKENS = ["قال", "الوزير،", "«إن", "السيول»", "جرفت", "3", "جُسُور", "و", "أضـــاف", "ab"]
ACTS: tuple[Act, ...] = ("state", "deny", "judge")
STYLES: tuple[Style, ...] = ("direct", "indirect")
TYPES: tuple[SourceType, ...] = ("official", "witness")
VERDICTS: tuple[Verdict, ...] = ("supported", "refuted", "unverifiable")


@dataclass(frozen=True)
class Shape:
    """What the items of an article are like.

    `pieces` is the most fragments of a span; `inside` the chance that a span lies inside or across
    an earlier one; `again` that an item is repeated; `content` that an attribution has content;
    `empty` that a side has no claims or no attributions at all. `most` bounds the items of a layer,
    so that everything can be enumerated.
    """

    pieces: int = 2
    inside: float = 0.0
    again: float = 0.1
    content: float = 0.8
    empty: float = 0.05
    most: int = 6


SHAPES = {
    "mixed": Shape(),
    "nested": Shape(pieces=1, inside=0.8, most=5),
    "discontinuous": Shape(pieces=4, inside=0.3),
    "duplicates": Shape(again=0.6, inside=0.3, most=5),
    "empty": Shape(content=0.5, empty=0.5, most=3),
    "contentless": Shape(content=0.15),
}


def case(shape: str, number: int) -> tuple[Article, Article]:
    """The gold article and the prediction of one case."""
    rng = Random(f"{SEED} {shape} {number}")
    gold = random_article(rng, SHAPES[shape])
    return gold, random_answer(rng, gold, SHAPES[shape])


def random_text(rng: Random, length: int) -> str:
    """A line of letters with marks, punctuation and blanks between them."""
    return "".join(rng.choice(ALPHABET) for _ in range(length))


def random_span(
    rng: Random, text: str, shape: Shape, near: Sequence[Span] = (), *, longest: int = 12
) -> Span:
    """A span with a letter in it, of one or sometimes more fragments; perhaps about an earlier."""
    while True:
        low, high = 0, len(text) - 1
        if near and rng.random() < shape.inside:
            other = rng.choice(near)
            low, high = max(0, other.start - 2), min(high, other.end)
        bounds: list[tuple[int, int]] = []
        for _ in range(rng.randint(2, shape.pieces) if shape.pieces > 1 and _often(rng) else 1):
            start = rng.randrange(low, max(low + 1, high))
            end = min(len(text), start + rng.randint(1, longest))
            if all(end <= a or b <= start for a, b in bounds):
                bounds.append((start, end))
        made = Span.of(text, *bounds)
        if any(is_weighted(char) for char in made.cut(text)):
            return made


def _often(rng: Random) -> bool:
    return rng.random() < 0.4


def random_sources(rng: Random, text: str, shape: Shape) -> list[Source]:
    """Up to three entries with up to three mentions each; a mention stands in one entry only."""
    home: dict[frozenset[int], str] = {}
    out = []
    for name in ("S1", "S2", "S3")[: rng.randint(1, 3)]:
        mentions = []
        for _ in range(rng.randint(0, 3)):
            span = random_span(rng, text, shape)
            if home.setdefault(positions(text, span), name) == name:
                mentions.append(span.bounds)
        made = source(name, *mentions, type=rng.choice(TYPES), named=rng.random() < 0.5)
        entity = rng.choice(["s1", "s2", "s3", None]) if mentions else None
        out.append(replace(made, name=name if mentions else "", entity=entity))
    return out


def random_attribution(
    rng: Random,
    text: str,
    sources: Sequence[Source],
    shape: Shape,
    earlier: Sequence[Attribution] = (),
) -> Attribution:
    """An attribution in which any part may be absent, cue and content not both."""
    entry = rng.choice(sources)
    own = rng.random()
    spoken = rng.choice(entry.mentions) if entry.mentions and own < 0.4 else Span()
    contents = [item.content for item in earlier if item.content]
    cues = [item.cue for item in earlier if item.cue]
    content = Span()
    if rng.random() < shape.content:
        content = random_span(rng, text, shape, contents, longest=20)
    has_cue = not content or rng.random() < 0.8
    return Attribution(
        "",
        cue=random_span(rng, text, shape, cues, longest=4) if has_cue else Span(),
        source=random_span(rng, text, shape) if own > 0.8 else spoken,
        content=content,
        source_id=entry.id,
        style=rng.choice(STYLES),
        act=rng.choice(ACTS),
    )


def random_claim(rng: Random, text: str, shape: Shape, earlier: Sequence[Claim] = ()) -> Claim:
    """A claim with labels."""
    span = random_span(rng, text, shape, [claim.span for claim in earlier], longest=15)
    return Claim("", span, rng.random() < 0.6, verdict=rng.choice(VERDICTS))


def random_article(
    rng: Random, shape: Shape, *, id: str = "ar-1", event: str | None = None
) -> Article:
    """An article of some shape."""
    text = random_text(rng, rng.randint(20, 60))
    sources = random_sources(rng, text, shape)
    attributions: list[Attribution] = []
    claims: list[Claim] = []
    for _ in range(_size(rng, shape)):
        made = random_attribution(rng, text, sources, shape, attributions)
        attributions.append(_again(rng, attributions, made, shape))
    for _ in range(_size(rng, shape)):
        claims.append(_again(rng, claims, random_claim(rng, text, shape, claims), shape))
    third = len(text) // 3
    made = article(
        *attributions,
        sources=sources,
        text=text,
        id=id,
        event=event,
        sentences=[(0, third), (third, 2 * third), (2 * third + 1, len(text))],
    )
    return replace(made, claims=_numbered(claims, "c"))


def _size(rng: Random, shape: Shape) -> int:
    return 0 if rng.random() < shape.empty else rng.randint(1, shape.most)


def _again(rng: Random, earlier: list[Item], made: Item, shape: Shape) -> Item:
    return rng.choice(earlier) if earlier and rng.random() < shape.again else made


def _numbered(items: Iterable[Item], letter: str) -> tuple[Item, ...]:
    return tuple(replace(item, id=f"{letter}{at}") for at, item in enumerate(items, 1))


def random_answer(rng: Random, gold: Article, shape: Shape) -> Article:
    """A prediction for an article: gold items kept, shifted or dropped, others invented."""
    text = gold.text
    sources = gold.sources if rng.random() < 0.5 else tuple(random_sources(rng, text, shape))
    attributions: list[Attribution] = []
    claims: list[Claim] = []
    if rng.random() >= shape.empty:
        for item in gold.attributions:
            if rng.random() < 0.7:
                attributions.append(_disturbed(rng, text, item, sources))
        while len(attributions) < shape.most and rng.random() < 0.4:
            made = random_attribution(rng, text, sources, shape, attributions)
            attributions.append(_again(rng, attributions, made, shape))
    if rng.random() >= shape.empty:
        claims = [_answered(rng, text, claim) for claim in gold.claims if rng.random() < 0.7]
        while len(claims) < shape.most and rng.random() < 0.4:
            made = _answered(rng, text, random_claim(rng, text, shape, claims))
            claims.append(_again(rng, claims, made, shape))
    return replace(
        gold,
        sources=sources,
        attributions=_numbered(attributions, "a"),
        claims=_numbered(claims, "c"),
    )


def _answered(rng: Random, text: str, claim: Claim) -> Claim:
    """The claim as a system might give it: labels often as they were, probabilities sometimes."""
    shares = [rng.choice([0.0, 0.25, 0.5]), rng.choice([0.0, 0.25, 0.5])]
    return replace(
        claim,
        span=claim.span if rng.random() < 0.6 else _shifted(rng, text, claim.span),
        checkable=claim.checkable if rng.random() < 0.7 else not claim.checkable,
        verdict=claim.verdict if rng.random() < 0.6 else rng.choice(VERDICTS),
        p=rng.choice([None, 0.125, 0.5, 0.5, 1.0]),
        verdict_p=VerdictP(*shares, 1 - sum(shares)) if rng.random() < 0.7 else None,
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
    seed: int,
    *,
    articles: int = 10,
    shape: Shape = SHAPES["mixed"],
    layers: Sequence[Layer] = LAYERS,
) -> tuple[Corpus, list[Article]]:
    """A corpus of events with one to three articles each, and predictions for it."""
    rng = Random(seed)
    golds = [
        random_article(rng, shape, id=f"ar-{at:02}", event=f"e{rng.randrange(articles // 2)}")
        for at in range(articles)
    ]
    answers = [random_answer(rng, gold, shape) for gold in golds]
    return corpus(*golds, layers=layers), answers


# -- flat input, which every tool accepts --------------------------------------------------------

Flat = list[tuple[int, int, str]]
LABELS = ("checkable", "other")


@dataclass(frozen=True)
class FlatCase:
    """Tokens that each hold a letter, with flat labelled spans `[first, last)` on both sides."""

    tokens: list[str]
    gold: Flat
    found: Flat

    @property
    def articles(self) -> tuple[Article, Article]:
        """Gold and prediction: the tokens as a line of text, the spans as claims."""
        return self._article(self.gold), self._article(self.found)

    def _article(self, spans: Flat) -> Article:
        text = " ".join(self.tokens)
        starts = [len(" ".join(self.tokens[:at])) + (at > 0) for at in range(len(self.tokens))]
        ends = [at + len(token) for at, token in zip(starts, self.tokens, strict=True)]
        claims = [
            Claim("", Span.of(text, (starts[first], ends[last - 1])), label == LABELS[0])
            for first, last, label in spans
        ]
        return replace(article(text=text), claims=_numbered(claims, "c"))

    def tags(self, spans: Flat, *, typed: bool) -> list[str]:
        """The spans in IOB2."""
        out = ["O"] * len(self.tokens)
        for first, last, label in spans:
            name = label if typed else "claim"
            out[first:last] = [f"B-{name}"] + [f"I-{name}"] * (last - first - 1)
        return out


def flat_case(number: int) -> FlatCase:
    """One case of sorted spans without overlap, many of the predicted ones taken from gold."""
    rng = Random(f"{SEED} flat {number}")
    tokens = [rng.choice(TOKENS) for _ in range(rng.randint(5, 30))]
    gold, found = _flat_spans(rng, len(tokens)), _flat_spans(rng, len(tokens))
    if rng.random() < 0.8:
        kept = [item for item in gold if rng.random() < 0.6]
        kept = [item if rng.random() < 0.8 else (*item[:2], rng.choice(LABELS)) for item in kept]
        found = kept + _flat_spans(rng, len(tokens), kept[-1][1] if kept else 0)
    return FlatCase(tokens, gold, found)


def _flat_spans(rng: Random, tokens: int, at: int = 0) -> Flat:
    spans: Flat = []
    while (first := at + rng.choice([0, 1, 2, 5])) < tokens:
        at = min(tokens, first + rng.randint(1, 4))
        spans.append((first, at, rng.choice(LABELS)))
    return spans


# -- clusters ------------------------------------------------------------------------------------

Clusters = list[frozenset[int]]


def clusters_case(number: int) -> tuple[Clusters, Clusters]:
    """Random key and response clusters over up to ten mentions, not all of them on both sides."""
    rng = Random(f"{SEED} clusters {number}")

    def partition() -> Clusters:
        parts: dict[int, set[int]] = {}
        for mention in range(10):
            if rng.random() < 0.75:
                parts.setdefault(rng.randrange(rng.randint(1, 5)), set()).add(mention)
        return [frozenset(part) for part in parts.values()]

    key = partition()
    response = partition() if rng.random() < 0.7 else [part for part in key if rng.random() < 0.8]
    return key, response

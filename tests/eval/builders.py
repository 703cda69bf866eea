"""Small builders for articles of letters only, so that offsets are weights."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from musnad.dataset import (
    LAYERS,
    Article,
    Attribution,
    Claim,
    Corpus,
    Fragment,
    Layer,
    Manifest,
    Sentence,
    Source,
    Span,
    VerdictP,
    sha256,
)
from musnad.eval import Report, evaluate

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي" * 5
WITHOUT_IDENTITY: tuple[Layer, ...] = ("sentences", "attributions")

# A span in a table: () is absent, (0, 5) one fragment, ((0, 5), (8, 9)) two.
Bounds = tuple[Any, ...]


def span(bounds: Bounds) -> Span:
    """A span from `(start, end)` or from several of them."""
    if not bounds:
        return Span()
    pairs = bounds if isinstance(bounds[0], tuple) else (bounds,)
    return Span(Fragment(start, end) for start, end in pairs)


def words(text: str, *pieces: str) -> Span:
    """The span of `text` whose fragments are these pieces, each looked for after the last."""
    found, at = [], 0
    for piece in pieces:
        start = text.index(piece, at)
        at = start + len(piece)
        found.append((start, at))
    return Span.of(text, *found)


def said(
    content: Bounds = (),
    source: Bounds = (),
    cue: Bounds = (),
    *,
    to: str | None = "S1",
    act: Any = None,
    style: Any = None,
) -> Attribution:
    """An attribution; `to` is the entry it points to. `article` gives it an id."""
    return Attribution("", span(cue), span(source), span(content), to, style, act)


def claim(
    bounds: Bounds,
    checkable: bool | None = None,
    verdict: Any = None,
    p: float | None = None,
    verdict_p: Sequence[float] | None = None,
) -> Claim:
    """A claim with labels; `article` gives it an id."""
    shares = None if verdict_p is None else VerdictP(*verdict_p)
    return Claim("", span(bounds), checkable, verdict=verdict, p=p, verdict_p=shares)


def source(name: str, *mentions: Bounds, type: Any = None, named: bool | None = None) -> Source:
    """An entry of `sources` with its mentions."""
    return Source(name, name, type, named, None, tuple(map(span, mentions)))


def article(
    *attributions: Attribution,
    sources: Iterable[Source] | None = None,
    claims: Iterable[Bounds | Claim] = (),
    text: str = LETTERS,
    id: str = "ar-1",
    event: str | None = None,
    sentences: Iterable[tuple[int, int]] = (),
) -> Article:
    """An article, as gold or as a prediction.

    Without `sources` every entry that is pointed to has the source spans of its attributions
    as mentions.
    """
    if sources is None:
        spoken: dict[str, set[Span]] = {}
        for item in attributions:
            if item.source_id is not None:
                spoken.setdefault(item.source_id, set()).update(
                    [item.source] if item.source else []
                )
        sources = [Source(name, mentions=tuple(spans)) for name, spans in spoken.items()]
    return Article(
        id=id,
        event=event,
        outlet=None,
        language="ar",
        date=None,
        title=None,
        text=text,
        text_sha256=sha256(text),
        sentences=tuple(Sentence(start, end) for start, end in sentences),
        sources=tuple(sources),
        attributions=tuple(
            replace(item, id=item.id or f"a{at}") for at, item in enumerate(attributions, 1)
        ),
        claims=tuple(
            replace(item if isinstance(item, Claim) else claim(item), id=f"c{at}")
            for at, item in enumerate(claims, 1)
        ),
    )


def corpus(*articles: Article, layers: Sequence[Layer] = LAYERS) -> Corpus:
    """A corpus that labels everything, or only some layers."""
    manifest = Manifest("toy", "1.0.0", ("ar",), "CC0-1.0", tuple(layers))
    return Corpus(manifest, "test", articles)


def report(
    gold: Article | Sequence[Article],
    predicted: Article | Sequence[Article] | Sequence[Mapping[str, Any]],
    *,
    layers: Sequence[Layer] = LAYERS,
    **options: Any,
) -> Report:
    """The report on predictions for one or more articles, without intervals by default."""
    golds = [gold] if isinstance(gold, Article) else gold
    answers = [predicted] if isinstance(predicted, Article) else predicted
    return evaluate(corpus(*golds, layers=layers), answers, **{"resamples": 0, **options})


def values(
    gold: Article | Sequence[Article],
    predicted: Article | Sequence[Article],
    *metrics: str,
    layers: Sequence[Layer] = LAYERS,
) -> dict[str, float | None]:
    """The values of some metrics."""
    found = report(gold, predicted, layers=layers, metrics=metrics)
    return {name: found[name].value for name in metrics}

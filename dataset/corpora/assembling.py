"""Assembling: sources and attributions of an article from spans that others have annotated."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from ..records import Act, Attribution, Source, Span, Style
from ..weights import running, runs

Bounds: TypeAlias = tuple[int, int]
Quirk: TypeAlias = Callable[[str], None]

NOBODY = "S0"


@dataclass(frozen=True, slots=True)
class Parts:
    """One attribution as annotated: the bounds of its parts, none for an absent one."""

    id: str
    cue: Sequence[Bounds] = ()
    source: Sequence[Bounds] = ()
    content: Sequence[Bounds] = ()
    style: Style | None = None
    act: Act | None = None


@dataclass(frozen=True, slots=True)
class Labels:
    """The sources and attributions of one article."""

    sources: tuple[Source, ...]
    attributions: tuple[Attribution, ...]


def assemble(text: str, parts: Iterable[Parts], quirk: Quirk) -> Labels:
    """Make valid attributions, with one source entry per distinct source span.

    Spans are equal if they cover the same letters and digits. Entries are `S1`, `S2`, … in order
    of first use, the span as their only mention; attributions without a source span share the
    entry `S0`, which has no mention and no name. An attribution that is left with neither cue
    nor content says nothing and is left out.

    Args:
        text: the article's text.
        parts: its attributions in the order they are to have.
        quirk: called with the name of each oddity met.
    """
    totals = running(text)
    sources: dict[tuple[Bounds, ...], Source] = {}
    attributions = []
    for item in parts:
        cue = tidy(text, item.cue, "cue", quirk)
        content = tidy(text, item.content, "content", quirk)
        if not cue and not content:
            quirk("attribution with neither cue nor content: left out")
            continue
        span = tidy(text, item.source, "source", quirk)
        key = runs(span, totals)
        if key not in sources:
            number = len(sources) + (() not in sources)
            sources[key] = _entry(f"S{number}", text, span) if span else Source(NOBODY)
        attributions.append(
            Attribution(
                id=item.id,
                cue=cue,
                source=span,
                content=content,
                source_id=sources[key].id,
                style=item.style,
                act=item.act,
            )
        )
    return Labels(tuple(sources.values()), tuple(attributions))


def tidy(text: str, bounds: Sequence[Bounds], part: str, quirk: Quirk) -> Span:
    """A valid span from annotated bounds: in text order, without overlap, of some weight.

    Bounds are otherwise kept as annotated. A fragment of white space only marks nothing and is
    dropped; a span without letter or digit (a colon as cue) marks nothing that can be scored and
    becomes the empty span.

    Args:
        text: the article's text.
        bounds: `(start, end)` of each fragment, inside the text.
        part: what the span is, for the names of quirks.
        quirk: called with the name of each oddity met.
    """
    kept = [(start, end) for start, end in bounds if text[start:end].strip()]
    if len(kept) < len(bounds):
        quirk(f"{part} with a fragment of white space: fragment dropped")
    if kept != sorted(kept):
        quirk(f"{part} with fragments out of text order: sorted")
    merged: list[Bounds] = []
    for start, end in sorted(kept):
        if merged and start < merged[-1][1]:
            quirk(f"{part} with fragments that overlap: merged")
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    span = Span.of(text, *merged)
    if span and not runs(span, running(text)):
        quirk(f"{part} without letter or digit: dropped")
        return Span()
    return span


def _entry(identifier: str, text: str, span: Span) -> Source:
    words = (word for start, end in span.bounds for word in text[start:end].split())
    return Source(identifier, name=" ".join(words), mentions=(span,))

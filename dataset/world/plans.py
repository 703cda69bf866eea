"""Plans: what one article is to report, without a word about who is right.

These records are all that a writer is shown of the world behind an article.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ..records import Act, Stance, Style
from .entities import Language

SpanKind = Literal["full", "short", "pronoun", "dropped", "participle", "particle", "quote"]
HIDDEN_SPANS: tuple[SpanKind, ...] = ("dropped", "participle", "particle", "quote")


@dataclass(frozen=True, slots=True)
class Saying:
    """One value of one fact that somebody asserts or denies."""

    fact: str
    value: str
    stance: Stance


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source of the article with the names it goes by there."""

    source: str
    first: str
    later: str
    named: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """One attribution to write: who speaks, how, and what is said.

    `theme` is speech that touches no fact; a passage with neither sayings nor theme leaves the
    detail to the writer, or has no content (`decline`).
    """

    id: str
    source: str
    act: Act
    style: Style
    span: SpanKind
    cue: bool = True
    inside: str | None = None
    discontinuous: bool = False
    sayings: tuple[Saying, ...] = ()
    theme: str | None = None
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Headline:
    """What the first line takes up: a passage or the outlet's own first item.

    With `overstates` it prints `saying` instead of what the passage holds, or as if settled.
    """

    passage: str | None
    overstates: Literal["figure", "settled"] | None = None
    saying: Saying | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """One article to be written."""

    id: str
    event: str
    outlet: str
    language: Language
    time: str
    words: int
    claims: int
    speakers: tuple[Speaker, ...]
    passages: tuple[Passage, ...]
    own: tuple[Saying, ...]
    background: tuple[Mapping[str, str], ...]
    headline: Headline
    contradictions: tuple[tuple[str, str], ...]

    @property
    def date(self) -> str:
        """The day of the article."""
        return self.time[:10]

"""Conflicts: the reports of one event side by side, who asserts or denies which value of a fact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .asserting import Said, said
from .records import Article, Stance, Verdict


@dataclass(frozen=True, slots=True)
class Voice:
    """One speaker on one fact: value, stance, in which articles, with the verdict on the value."""

    speaker: str
    name: str
    value: str
    stance: Stance
    verdict: Verdict | None
    articles: tuple[str, ...]
    outlets: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """One fact of an event and everybody who speaks to it, in order of values and speakers."""

    fact: str
    voices: tuple[Voice, ...]

    @property
    def is_disputed(self) -> bool:
        """Whether two voices differ in value or stance."""
        return len({(voice.value, voice.stance) for voice in self.voices}) > 1


def conflicts(articles: Iterable[Article], event: str) -> list[Conflict]:
    """Every fact that claims of an event speak to, with who says what about it.

    Args:
        articles: of any events.
        event: whose articles count.
    """
    facts: dict[str, dict[tuple[str, str, Stance], list[Said]]] = {}
    for article in articles:
        if article.event != event:
            continue
        for item in said(article):
            if item.claim.fact is not None:
                key = item.speaker, item.claim.value or "", item.stance
                facts.setdefault(item.claim.fact, {}).setdefault(key, []).append(item)
    return [
        Conflict(fact, tuple(_voice(key, facts[fact][key]) for key in _ordered(facts[fact])))
        for fact in sorted(facts, key=_by_number)
    ]


def _ordered(voices: Iterable[tuple[str, str, Stance]]) -> list[tuple[str, str, Stance]]:
    return sorted(voices, key=lambda key: (key[1], key[2], key[0]))


def _by_number(fact: str) -> tuple[int, str]:
    """`f2` before `f10`, and a growing fact by its times."""
    digits = "".join(char for char in fact.partition("@")[0] if char.isdecimal())
    return int(digits or 0), fact


def _voice(key: tuple[str, str, Stance], items: list[Said]) -> Voice:
    speaker, value, stance = key
    source = items[0].source
    return Voice(
        speaker=speaker,
        name=source.name if source is not None and source.name else speaker,
        value=value,
        stance=stance,
        verdict=items[0].claim.verdict,
        articles=tuple(dict.fromkeys(item.article.id for item in items)),
        outlets=tuple(dict.fromkeys(item.article.outlet or "-" for item in items)),
        words=tuple(dict.fromkeys(item.claim.span.cut(item.article.text) for item in items)),
    )

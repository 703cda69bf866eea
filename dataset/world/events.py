"""Events: what the invented press argues about, as anybody may know it; nothing here is true yet.

A fact has a question in words, a type, a unit and the values that are put about. Which of them is
true stands in the ledger alone, so that an event can be shown to writers and readers.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Literal

from musnad.errors import unknown_name

from ..records import Act
from .entities import HERE
from .values import MOMENTS, NUMBERS, Kind

Split = Literal["train", "validation", "test"]
SPLITS: tuple[Split, ...] = ("train", "validation", "test")


@dataclass(frozen=True, slots=True)
class Key:
    """What one assertion is about: a fact, or a growing fact at one of its moments."""

    fact: str
    moment: str | None = None

    @property
    def name(self) -> str:
        """`f3`, or `f2@2031-06-11T18:00`."""
        return f"{self.fact}@{self.moment}" if self.moment else self.fact


@dataclass(frozen=True, slots=True)
class Fact:
    """A question that has one answer, with the answers that are put about.

    A fact with `moments` grows with time: each of its `options` is a whole course of values.
    `low` and `high` are the camps that a small or a large number serves, an early or a late date.
    """

    id: str
    type: Kind
    question: Mapping[str, str]
    options: tuple[tuple[str, ...], ...]
    raised: str
    unit: Mapping[str, str] | None = None
    moments: tuple[str, ...] = ()
    words: Mapping[str, Mapping[str, Any]] | None = None
    low: tuple[str, ...] = ()
    high: tuple[str, ...] = ()
    may_be_unknown: bool = False

    def all_keys(self) -> Iterator[Key]:
        """What can be asserted about the fact."""
        yield from (Key(self.id, moment) for moment in self.moments or (None,))

    def values(self, key: Key) -> tuple[str, ...]:
        """The values put about for a key, in the order of the options, each once."""
        at = self.moments.index(key.moment) if key.moment else 0
        return tuple(dict.fromkeys(option[at] for option in self.options))

    def since(self, key: Key) -> datetime:
        """When there is something to say about a key."""
        return datetime.fromisoformat(key.moment or self.raised)

    def camps(self, value: str, than: str) -> tuple[str, ...]:
        """The camps that a value serves when another one is true."""
        if self.words:
            return tuple(self.words[value]["serves"])
        return self.low if rank(self.type, value) < rank(self.type, than) else self.high


def rank(kind: Kind, value: str) -> tuple[float, str]:
    """Where a plain value stands among others of its type."""
    return (float(value), "") if kind in NUMBERS else (0.0, value)


@dataclass(frozen=True, slots=True)
class Theme:
    """Something to urge, judge, predict, promise or ask: speech that no ledger can settle."""

    act: Act
    text: Mapping[str, str]
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """A story with its cast, its facts and the number of reports about it.

    `principals` are those of the cast whom most reports quote.
    """

    id: str
    topic: str
    country: str
    place: str
    start: str
    split: Split
    title: Mapping[str, str]
    setting: Mapping[str, str]
    concerns: tuple[str, ...]
    principals: tuple[str, ...]
    cast: tuple[str, ...]
    facts: tuple[Fact, ...]
    background: tuple[Mapping[str, str], ...] = ()
    themes: tuple[Theme, ...] = ()
    articles: Mapping[str, int] | None = None
    knows: Mapping[str, tuple[str, ...]] | None = None

    def fact(self, key: str | Key) -> Fact:
        """The fact that a key such as `f2@2031-06-11T18:00` is about."""
        name = key.fact if isinstance(key, Key) else key.partition("@")[0]
        for fact in self.facts:
            if fact.id == name:
                return fact
        raise unknown_name("fact", name, (fact.id for fact in self.facts))

    def known_to(self, source: str) -> list[Fact]:
        """The facts that a source can speak to: all, unless the event limits it."""
        limits = (self.knows or {}).get(source)
        return [fact for fact in self.facts if limits is None or fact.id in limits]


def key_of(name: str) -> Key:
    """The key with a name.

    >>> key_of("f2@2031-06-11T18:00")
    Key(fact='f2', moment='2031-06-11T18:00')
    """
    fact, _, moment = name.partition("@")
    return Key(fact, moment or None)


@cache
def events() -> Mapping[str, Event]:
    """The events with articles, by id."""
    return {path.stem: read_event(path.stem) for path in sorted((HERE / "events").glob("*.toml"))}


def read_event(name: str) -> Event:
    """The event of a file `events/NAME.toml`."""
    head = tomllib.loads((HERE / "events" / f"{name}.toml").read_text(encoding="utf-8"))
    start = head["start"]
    facts = tuple(_fact(row, start) for row in head.pop("facts"))
    themes = tuple(
        Theme(row["act"], {"ar": row["ar"], "en": row["en"]}, tuple(row["by"]))
        for row in head.pop("themes")
    )
    knows = {source: tuple(ids) for source, ids in head.pop("knows", {}).items()}
    return Event(
        id=name,
        facts=facts,
        themes=themes,
        background=tuple(head.pop("background")),
        cast=tuple(head.pop("cast")),
        principals=tuple(head.pop("principals")),
        concerns=tuple(head.pop("concerns")),
        knows=knows,
        **head,
    )


def _fact(row: Mapping[str, Any], start: str) -> Fact:
    moments = tuple(row.get("moments", ()))
    return Fact(
        id=row["id"],
        type=row["type"],
        question={"ar": row["ar"], "en": row["en"]},
        options=tuple(_option(option) for option in row["options"]),
        raised=row.get("raised", moments[0] if moments else start),
        unit=row.get("unit"),
        moments=moments,
        words=row.get("words"),
        low=tuple(row.get("low", ())),
        high=tuple(row.get("high", ())),
        may_be_unknown=row.get("may_be_unknown", False),
    )


def _option(option: Any) -> tuple[str, ...]:
    cells: Sequence[Any] = option if isinstance(option, list) else [option]
    return tuple(str(cell) for cell in cells)


def in_words(fact: Fact, value: str, language: str) -> str:
    """What a value says, for a writer: figure with unit, word of the list, or moment."""
    if fact.words:
        return str(fact.words[value][language])
    if fact.type in MOMENTS:
        return value.replace("T", " ")
    unit = fact.unit[language] if fact.unit else ""
    return f"{_figure(value, language)} ({unit})"


def _figure(value: str, language: str) -> str:
    marks = {
        "ar": {">=": "لا يقل عن ", "<=": "لا يزيد على ", "~": "نحو ", "=": "", "..": " إلى "},
        "en": {">=": "at least ", "<=": "no more than ", "~": "about ", "=": "", "..": " to "},
    }[language]
    for mark in (">=", "<=", "~", "="):
        if value.startswith(mark):
            return marks[mark] + value[len(mark) :]
    return value.replace("..", marks[".."])

"""Routines: small news without articles, so that reliability rests on enough assertions.

A routine event is a bulletin of facts of one topic in one country. It goes through the same lots
for truth and testimony as an event with articles.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from typing import Any

from .entities import Entity, entities, places, table
from .events import Event, Fact, Split
from .ledger import Ledger, draw_ledger
from .lots import Lots
from .values import Kind

FIRST_DAY = date(2031, 3, 1)
STATES = {"sahlan": "sahlan_state", "tiram": "tiram_crown", "kasbar": "kasbar_state"}
STATES |= {"lujayn": "lujayn_state"}
# How far the other values stand from the first, in hundredths.
RATIOS = (55, 75, 100, 130, 170)
FACTS = 9
CAST, FEWEST = 12, 3
# A cycle, so that every topic meets every split.
CYCLE: tuple[Split, ...] = ("train", "test", "train", "validation", "test", "train", "test")


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A routine event with its ledger and those who speak in it."""

    ledger: Ledger
    cast: tuple[str, ...]


@cache
def routines() -> tuple[Mapping[str, Any], ...]:
    """The templates of small news."""
    return tuple(table("routines.toml")["routines"])


def bulletins(count: int, seed: int) -> list[Bulletin]:
    """So many routine events, each with its truth and its cast.

    Who has spoken least so far is asked first, so that assertions spread over all sources.
    """
    lots = Lots(seed, "bulletins")
    spoken = dict.fromkeys(entities(), 0)
    beats = _beats()
    found: list[Bulletin] = []
    for index in range(count):
        topic, country = beats[index % len(beats)]
        # Shifted by one each round, so that no topic keeps its split.
        split = CYCLE[(index + index // len(beats)) % len(CYCLE)]
        event = _event(f"b{index + 1:03d}", topic, country, split, index, lots)
        able = [entity.id for entity in entities().values() if speaks(entity, topic, country)]
        cast = sorted(lots.shuffled(able), key=spoken.__getitem__)[:CAST]
        for name in cast:
            spoken[name] += 1
        found.append(Bulletin(draw_ledger(event, lots), tuple(cast)))
    return found


def speaks(entity: Entity, topic: str, country: str) -> bool:
    """Whether a source speaks about a topic in a country."""
    return topic in entity.beats and entity.country in (country, "international", "elvanda")


def _beats() -> list[tuple[str, str]]:
    """Topics with the countries in which enough sources speak about them."""
    topics = dict.fromkeys(str(row["topic"]) for row in routines())
    pairs = [(topic, country) for topic in topics for country in STATES]
    return [
        (topic, country)
        for topic, country in pairs
        if sum(speaks(entity, topic, country) for entity in entities().values()) >= FEWEST
    ]


def _event(name: str, topic: str, country: str, split: Split, index: int, lots: Lots) -> Event:
    cities = [row for row in places()["cities"].values() if row["country"] == country]
    first = FIRST_DAY + timedelta(days=5 * index)
    rows = [row for row in routines() if row["topic"] == topic]
    facts = tuple(
        _fact(f"f{at + 1}", rows[at % len(rows)], country, lots.choose(cities), first, at, lots)
        for at in range(FACTS)
    )
    text = {"ar": f"أخبار {topic}", "en": f"{topic} bulletin"}
    start = f"{first.isoformat()}T06:00"
    return Event(name, topic, country, "", start, split, text, text, (country,), (), (), facts)


def _fact(
    name: str,
    row: Mapping[str, Any],
    country: str,
    city: Mapping[str, Any],
    first: date,
    at: int,
    lots: Lots,
) -> Fact:
    day = first + timedelta(days=at // 2)
    kind: Kind = row["type"]
    return Fact(
        id=name,
        type=kind,
        question={
            key: row[key].format(place=city[key], day=day.isoformat()) for key in ("ar", "en")
        },
        options=_options(row, lots),
        raised=f"{day.isoformat()}T{9 + lots.below(9):02d}:00",
        unit=row["unit"],
        low=_camps(row["small"], country),
        high=_camps(row["large"], country),
    )


def _camps(names: Sequence[str], country: str) -> tuple[str, ...]:
    return tuple(STATES[country] if name == "state" else name for name in names)


def _options(row: Mapping[str, Any], lots: Lots) -> tuple[tuple[str, ...], ...]:
    step = Fraction(str(row["step"]))
    span = Fraction(str(row["high"])) - Fraction(str(row["low"]))
    base = Fraction(str(row["low"])) + span * lots.below(1001) / 1000
    rounded = (round(base * ratio / 100 / step) * step for ratio in RATIOS)
    values = dict.fromkeys(value for value in rounded if value > 0)
    if row["type"] == "percent":
        values = dict.fromkeys(min(value, Fraction(97)) for value in values)
    return tuple((_plain(value),) for value in values)


def _plain(value: Fraction) -> str:
    return str(int(value)) if value.denominator == 1 else str(float(value))

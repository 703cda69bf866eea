"""Casting: who speaks in an article, from who has something to say and who spoke before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .entities import entities, outlets
from .events import Event
from .lots import Lots
from .shares import Shares
from .statements import Statement, contradict

# A principal, and a source once heard in an event, is asked first this often, up to so many times.
RETURNS, MOST_RETURNS = 0.6, 3


@dataclass
class Desk:
    """What the planner keeps in mind over all events: quotas, and who was used how often."""

    shares: Shares
    lots: Lots
    outlets: dict[str, int] = field(default_factory=lambda: dict.fromkeys(outlets(), 0))
    sources: dict[str, int] = field(default_factory=lambda: dict.fromkeys(entities(), 0))
    heard: dict[tuple[str, str], int] = field(default_factory=dict)


def cast_of(event: Event, spoken: Sequence[Statement], count: int, desk: Desk) -> list[str]:
    """Who speaks: first two who contradict each other, then those least heard so far."""
    wanted = _sources_for(count, desk.lots)
    heard = sorted({item.source for item in spoken})
    asked = {source: _asked(source, event, desk) for source in heard}
    least = sorted(
        desk.lots.shuffled(heard),
        key=lambda source: (not asked[source], desk.sources[source]),
    )
    cast: list[str] = []
    if wanted > 1:
        cast = min(
            _opponents(event, spoken),
            key=lambda pair: least.index(pair[0]) + least.index(pair[1]),
            default=[],
        )
    for source in least:
        houses = [entities()[name].house for name in cast]
        if len(cast) < wanted and entities()[source].house not in houses:
            cast.append(source)
    for source in cast:
        desk.sources[source] += 1
        desk.heard[event.id, source] = desk.heard.get((event.id, source), 0) + 1
    return cast


def _asked(source: str, event: Event, desk: Desk) -> bool:
    """Whether a principal, or one heard in earlier reports of the event, is asked before others."""
    before = desk.heard.get((event.id, source), 0)
    again = (before or source in event.principals) and before < MOST_RETURNS
    return bool(again) and entities()[source].named and desk.lots.chance(RETURNS)


def _sources_for(count: int, lots: Lots) -> int:
    """How many sources share so many attributions: 2.3 an article over the whole spread."""
    if count < 3:
        return min(count, 1 + lots.below(2))
    return 2 if count < 6 else 2 + lots.chance(0.6) if count < 9 else 3 + lots.below(2)


def _opponents(event: Event, spoken: Sequence[Statement]) -> Iterator[list[str]]:
    """Pairs of sources of other camps and other houses who contradict each other."""
    for at, one in enumerate(spoken):
        for other in spoken[at + 1 :]:
            first, second = entities()[one.source], entities()[other.source]
            apart = not set(first.camps) & set(second.camps) and first.house != second.house
            if apart and contradict(event, one, other):
                yield [one.source, other.source]


def statements_of(
    event: Event, spoken: Sequence[Statement], cast: Sequence[str]
) -> dict[str, list[Statement]]:
    """What each of the cast has to say, what others of the cast dispute coming first."""
    heard = [item for item in spoken if item.source in cast]

    def calm(item: Statement) -> bool:
        return not any(contradict(event, item, other) for other in heard)

    return {
        source: sorted((item for item in heard if item.source == source), key=calm)
        for source in cast
    }

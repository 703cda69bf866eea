"""Planner: lays out one plan an article from what sources say; it never sees the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from ..records import Act
from .casting import Desk, cast_of, statements_of
from .composing import Composer
from .entities import LANGUAGES, Entity, Language, Outlet, entities, outlets
from .events import Event, key_of
from .lots import Lots
from .plans import Headline, Passage, Plan, Saying, Speaker
from .shares import Shares
from .spelling import in_house, surname, without_title
from .statements import Statement, contradict
from .values import NUMBERS

WORDS_A_PASSAGE, WORDS_AT_LEAST = 27, 110
# Fewer words still carry the same attributions; a house without so much room does not take them.
TIGHT = 0.72
FRESH = timedelta(hours=72)
# The part of all testimony that is out when the first report of an event appears.
FIRST_REPORT = 0.4
MOST_OWN = 3


def plan_events(
    events: Iterable[Event], testimony: Mapping[str, Sequence[Statement]], seed: int
) -> list[Plan]:
    """The plans of all articles of some events.

    Args:
        events: in their order; those that follow never change earlier plans.
        testimony: what sources and outlets say about each event.
        seed: of the choices.
    """
    lots = Lots(seed, "plans")
    desk = Desk(Shares(lots), lots)
    return [plan for event in events for plan in _event_plans(event, testimony[event.id], desk)]


def _event_plans(event: Event, said: Sequence[Statement], desk: Desk) -> Iterator[Plan]:
    wanted = [language for language in LANGUAGES for _ in range((event.articles or {})[language])]
    languages = desk.lots.shuffled(wanted)
    taken: list[str] = []
    for number, (language, time) in enumerate(
        zip(languages, _times(said, len(languages)), strict=True), 1
    ):
        count = desk.shares.attributions()
        outlet = _outlet(event, language, count, taken, desk)
        taken.append(outlet.id)
        yield _plan(event, f"{event.id}-r{number}", outlet, time, count, said, desk)


def _times(said: Sequence[Statement], count: int) -> list[datetime]:
    """When the articles appear: in step with what has been said, on the half hour after it."""
    times = sorted(datetime.fromisoformat(item.time) for item in said)
    parts = [FIRST_REPORT + (1 - FIRST_REPORT) * at / max(1, count - 1) for at in range(count)]
    picked = [times[min(len(times) - 1, int(part * len(times)))] for part in parts]
    return [_daytime(time.replace(minute=0) + timedelta(minutes=90)) for time in picked]


def _daytime(time: datetime) -> datetime:
    """A time, or the next morning where nobody publishes."""
    if 7 <= time.hour < 22:
        return time
    morning = time.replace(hour=7, minute=30)
    return morning if time.hour < 7 else morning + timedelta(days=1)


def _outlet(event: Event, language: Language, count: int, taken: list[str], desk: Desk) -> Outlet:
    """The least used outlet that covers the topic and has room for so many attributions."""
    able = [
        outlet
        for outlet in desk.lots.shuffled(list(outlets().values()))
        if outlet.language == language and outlet.id not in taken and event.topic in outlet.topics
        if not outlet.local or outlet.country in event.concerns
    ]
    longest = max(outlet.length[1] for outlet in able)
    room = min(TIGHT * (WORDS_AT_LEAST + WORDS_A_PASSAGE * count), longest)
    fitting = [outlet for outlet in able if outlet.length[1] >= room]
    chosen = min(fitting, key=lambda outlet: desk.outlets[outlet.id])
    desk.outlets[chosen.id] += 1
    return chosen


def _plan(
    event: Event,
    name: str,
    outlet: Outlet,
    time: datetime,
    count: int,
    said: Sequence[Statement],
    desk: Desk,
) -> Plan:
    out = [item for item in said if datetime.fromisoformat(item.time) <= time]
    fresh = [item for item in out if time - datetime.fromisoformat(item.time) <= FRESH]
    spoken = [item for item in fresh or out if item.source in entities()]
    cast = cast_of(event, spoken, count, desk)
    composer = Composer(event, outlet, desk.shares, desk.lots)
    passages = composer.passages(cast, statements_of(event, spoken, cast), count)
    spoken_of = {item.fact for passage in passages for item in passage.sayings}
    own = _own(
        event, outlet, [item for item in out if item.fact not in spoken_of], count, desk.lots
    )
    background = desk.lots.shuffled(event.background)[: 1 + desk.lots.below(2) + (count == 0)]
    sayings = [saying for passage in passages for saying in passage.sayings]
    short = WORDS_AT_LEAST + WORDS_A_PASSAGE * count + desk.lots.below(40)
    uncheckable = sum(passage.theme is not None for passage in passages)
    free = sum(not (p.sayings or p.theme or p.act == "decline") for p in passages)
    return Plan(
        id=name,
        event=event.id,
        outlet=outlet.id,
        language=outlet.language,
        time=time.isoformat(timespec="minutes"),
        words=min(max(short, outlet.length[0]), outlet.length[1]),
        claims=len(sayings) + len(own) + len(background) + uncheckable + 2 * free + 2,
        speakers=tuple(_speaker(entities()[source], outlet, desk.lots) for source in cast),
        passages=tuple(passages),
        own=tuple(own),
        background=tuple(background),
        headline=_headline(event, passages, desk),
        contradictions=tuple(_contradictions(event, passages)),
    )


def _own(
    event: Event, outlet: Outlet, out: Sequence[Statement], count: int, lots: Lots
) -> list[Saying]:
    """Facts that the outlet states in its own voice; an article without speech has more."""
    able = [
        item
        for item in out
        if item.source == outlet.id
        and item.stance == "assert"
        and not event.fact(item.fact).may_be_unknown
    ]
    most = MOST_OWN + 3 * (count == 0)
    kept = lots.shuffled(able)[: most - lots.below(3)]
    return [Saying(item.fact, item.value, item.stance) for item in kept]


def _speaker(entity: Entity, outlet: Outlet, lots: Lots) -> Speaker:
    if outlet.language == "en":
        first = lots.choose(entity.en) if entity.kind == "person" else entity.en[0]
        later = surname(first) if entity.kind == "person" else entity.en[-1]
        return Speaker(entity.id, first, later, entity.named)
    later = entity.short
    if entity.kind == "person" and lots.chance(0.3):
        later = without_title(entity.ar)
    if "foreign" in outlet.spelling and entity.also:
        later = without_title(entity.also[0])
    later = entity.short if later == entity.ar else later
    names = [in_house(name, outlet.spelling) for name in (entity.ar, later)]
    return Speaker(entity.id, names[0], names[1], entity.named)


def _headline(event: Event, passages: Sequence[Passage], desk: Desk) -> Headline:
    stated: tuple[Act, ...] = ("state", "confirm")
    able = [passage for passage in passages if passage.sayings and passage.act in stated]
    if not able or (passages and not passages[0].cue):
        return Headline(passages[0].id if passages else None)
    chosen = able[0] if desk.lots.chance(0.6) else desk.lots.choose(able)
    saying = chosen.sayings[0]
    if desk.shares.overstated.next(("yes", "no")) == "no":
        return Headline(chosen.id)
    larger = _larger(event, saying)
    if larger is None:
        return Headline(chosen.id, "settled", saying)
    return Headline(chosen.id, "figure", larger)


def _larger(event: Event, saying: Saying) -> Saying | None:
    """The same fact with the next larger figure that is put about."""
    fact = event.fact(saying.fact)
    if fact.type not in NUMBERS or ".." in saying.value:
        return None
    figure = float(saying.value.lstrip("~=<>"))
    above = [value for value in fact.values(key_of(saying.fact)) if float(value) > figure]
    return replace(saying, value=f"={min(above, key=float)}") if above else None


def _contradictions(event: Event, passages: Sequence[Passage]) -> Iterator[tuple[str, str]]:
    said = [
        (passage.id, Statement(passage.source, event.id, item.fact, item.value, item.stance, ""))
        for passage in passages
        for item in passage.sayings
    ]
    pairs = (
        (one[0], other[0])
        for at, one in enumerate(said)
        for other in said[at + 1 :]
        if contradict(event, one[1], other[1])
    )
    yield from dict.fromkeys(pairs)

"""Simulation: one seed's testimony about every event, with articles and without."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..records import Assertion, Rating
from .entities import entities, outlets
from .events import Event, Split, events
from .latent import Nature, natures
from .ledger import Ledger, ledger_of
from .planner import plan_events
from .plans import Plan, Saying
from .routines import Bulletin, bulletins
from .statements import Statement
from .testimony import Voice, draw_testimony

SEED = 2031
BULLETINS = 90
# How many facts a source speaks to in an event with articles, and in a bulletin.
IN_EVENT, IN_BULLETIN = (6, 9), (4, 7)


@dataclass(frozen=True, slots=True)
class Simulation:
    """What was said about each event, and the articles planned from it."""

    seed: int
    testimony: dict[str, list[Statement]]
    plans: list[Plan]
    bulletins: list[Bulletin]


def simulate(seed: int = SEED) -> Simulation:
    """The testimony and the plans of a seed."""
    testimony = {name: _testimony(ledger_of(name), event, seed) for name, event in events().items()}
    routine = bulletins(BULLETINS, seed)
    for bulletin in routine:
        event = bulletin.ledger.event
        cast = [voice(name) for name in bulletin.cast]
        testimony[event.id] = draw_testimony(bulletin.ledger, cast, seed, facts=IN_BULLETIN)
    return Simulation(seed, testimony, plan_events(events().values(), testimony, seed), routine)


def _testimony(ledger: Ledger, event: Event, seed: int) -> list[Statement]:
    speakers = [*event.cast, *outlets()]
    return draw_testimony(ledger, [voice(name) for name in speakers], seed, facts=IN_EVENT)


def voice(name: str, nature: Nature | None = None) -> Voice:
    """A source or an outlet with its hidden nature."""
    known = entities().get(name) or outlets()[name]
    return Voice(name, known.camps, nature or natures()[name])


def split_of(simulation: Simulation, event: str) -> Split:
    """The split of an event, with or without articles."""
    return _ledgers(simulation)[event].event.split


def _ledgers(simulation: Simulation) -> dict[str, Ledger]:
    routine = {bulletin.ledger.event.id: bulletin.ledger for bulletin in simulation.bulletins}
    return {name: ledger_of(name) for name in events()} | routine


def assertions(simulation: Simulation) -> dict[Split, list[Assertion]]:
    """The rows of the table `assertions` by split: those of planned articles, then simulated ones.

    The claim is null until an article is written and its labels are joined. What an article
    reports is not repeated among the simulated rows.
    """
    ledgers = _ledgers(simulation)
    rows: dict[Split, list[Assertion]] = {"train": [], "validation": [], "test": []}
    printed: set[tuple[str, str, str, str, str]] = set()
    for plan in simulation.plans:
        ledger = ledgers[plan.event]
        for name, source, item in planned(plan):
            row = _row(ledger, name, source, item, plan.date)
            rows[ledger.event.split].append(row)
            printed.add((plan.event, source, item.fact, item.value, item.stance))
    for event, said in simulation.testimony.items():
        ledger = ledgers[event]
        for number, told in enumerate(said, 1):
            same = (event, told.source, told.fact, told.value, told.stance)
            if same in printed or told.source in outlets():
                continue
            saying = Saying(told.fact, told.value, told.stance)
            name = f"{event}-t{number:03d}"
            row = _row(ledger, name, told.source, saying, told.time[:10])
            rows[ledger.event.split].append(row)
    return rows


def planned(plan: Plan) -> Iterator[tuple[str, str, Saying]]:
    """The id, the source and the saying of everything that an article is to report as a fact."""
    for passage in plan.passages:
        for number, item in enumerate(passage.sayings, 1):
            yield f"{plan.id}-{passage.id}-{number}", passage.source, item
    for number, item in enumerate(plan.own, 1):
        yield f"{plan.id}-own-{number}", plan.outlet, item
    if plan.headline.saying:
        yield f"{plan.id}-head", plan.outlet, plan.headline.saying


def _row(ledger: Ledger, name: str, source: str, item: Saying, date: str) -> Assertion:
    verdict = ledger.verdict(item.fact, item.value, date)
    return Assertion(
        id=name,
        source=source,
        fact=item.fact,
        value=item.value,
        stance=item.stance,
        claim=None,
        date=date,
        event=ledger.event.id,
        verdict=verdict,
    )


def ratings(rows: Sequence[Assertion]) -> list[Rating]:
    """The latent reliability of every source with an assertion among the rows."""
    return [
        Rating(
            subject=source,
            kind="source",
            label=None,
            score=natures()[source].right,
            scale="latent",
            rater=None,
            date=None,
            text=None,
        )
        for source in sorted({row.source for row in rows} & set(entities()))
    ]

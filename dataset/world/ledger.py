"""The ledger: what really happened in each event, and what that makes of a claim.

Truth is drawn by lot among the values of each fact, so that neither the wording of a question nor
the habits of its author give it away.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from musnad.errors import UsageError

from ..records import Stance, Verdict
from .entities import HERE
from .events import Event, Fact, Key, events, key_of
from .lots import Lots
from .values import holds


@dataclass(frozen=True, slots=True)
class Truth:
    """The true course of a fact: one value a moment, or none where nobody knows it.

    `known` is the day on which it was settled; it changes no verdict.
    """

    values: tuple[str, ...]
    known: str | None


@dataclass(frozen=True, slots=True)
class Ledger:
    """The truth of every fact of an event."""

    event: Event
    truths: Mapping[str, Truth]

    def truth(self, key: Key) -> str | None:
        """The true value of a key, or None where nobody knows it."""
        values = self.truths[key.fact].values
        if not values:
            return None
        return values[self.event.fact(key).moments.index(key.moment) if key.moment else 0]

    def key(self, fact: str, date: str | None) -> Key:
        """The key of a fact; of a growing one that names no moment, the last up to the date.

        Raises:
            UsageError: nothing was on record yet, or no date says which moment is meant.
        """
        key = key_of(fact)
        moments = self.event.fact(key).moments
        if not moments or key.moment:
            return key
        # A day stands for its end: the report of a day may hold its last figure.
        limit = None if date is None else date if "T" in date else f"{date}T23:59"
        passed = [moment for moment in moments if limit and moment <= limit]
        if not passed:
            at = f"no moment up to {date}" if date else "no date"
            raise UsageError(f"fact {fact!r} grows with time and has {at}; known: {moments}")
        return Key(key.fact, passed[-1])

    def verdict(self, fact: str, value: str, date: str | None = None) -> Verdict:
        """What the ledger makes of a proposition, whether somebody asserts or denies it.

        Args:
            fact: `f3`, or `f2@2031-06-11T18:00` for a fact that grows.
            value: in the grammar of `values`.
            date: of the report; says which moment of a growing fact is meant if `fact` does not.
        """
        key = self.key(fact, date)
        truth = self.truth(key)
        if truth is None:
            return "unverifiable"
        return "supported" if holds(self.event.fact(key).type, value, truth) else "refuted"


def is_right(verdict: Verdict, stance: Stance) -> bool | None:
    """Whether an assertion is right; None where nobody can tell."""
    if verdict == "unverifiable":
        return None
    return (verdict == "supported") == (stance == "assert")


def draw_ledger(event: Event, lots: Lots) -> Ledger:
    """A ledger drawn by lot; of the facts that nobody may know, each second one nobody knows."""
    doubtful = lots.shuffled([fact.id for fact in event.facts if fact.may_be_unknown])
    unknown = set(doubtful[: (len(doubtful) + 1) // 2])
    truths = {fact.id: _truth(fact, fact.id in unknown, lots) for fact in event.facts}
    return Ledger(event, truths)


def _truth(fact: Fact, unknown: bool, lots: Lots) -> Truth:
    chosen, wait = lots.choose(fact.options), lots.below(21)
    if unknown:
        return Truth((), None)
    last = datetime.fromisoformat(fact.moments[-1] if fact.moments else fact.raised)
    return Truth(chosen, (last + timedelta(days=wait)).date().isoformat())


def as_toml(ledger: Ledger) -> str:
    """A ledger as the text of its file."""
    lines = [
        "# Hidden: what happened. Drawn by lot; no plan, writer or reader of labels may see it."
    ]
    for fact, truth in ledger.truths.items():
        values = ", ".join(f'"{value}"' for value in truth.values)
        known = f', known = "{truth.known}"' if truth.known else ""
        lines.append(f"{fact} = {{ values = [{values}]{known} }}")
    return "\n".join(lines) + "\n"


@cache
def ledger_of(name: str) -> Ledger:
    """The ledger on file of an event."""
    rows = tomllib.loads((HERE / "ledger" / f"{name}.toml").read_text(encoding="utf-8"))
    truths = {key: Truth(tuple(row["values"]), row.get("known")) for key, row in rows.items()}
    return Ledger(events()[name], truths)

"""Testimony: who asserts or denies which value of which fact, drawn so that reliability is real.

A source is right with the probability that its nature gives; where it is wrong, it errs on the
side of its camps, low, high or anywhere. Only what comes out is handed on: a `Statement` does not
say whether it is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ..records import Stance
from .events import Event, Fact, Key, rank
from .latent import Nature
from .ledger import Ledger
from .lots import Lots
from .statements import Statement
from .values import MOMENTS, NUMBERS, holds

# Shares of figures that are given as "about", and as "at least" or "no more than" on each side.
ABOUT, BOUND = 0.12, 0.06
DENIALS = 0.12


@dataclass(frozen=True, slots=True)
class Voice:
    """Whoever can assert something: a source, or an outlet in its own voice."""

    id: str
    camps: tuple[str, ...]
    nature: Nature


def draw_testimony(
    ledger: Ledger, voices: Sequence[Voice], seed: int, *, facts: tuple[int, int]
) -> list[Statement]:
    """What each voice says about an event; each speaks to a fact at one moment only.

    Args:
        ledger: the event's.
        voices: who is asked, each once.
        seed: of the choices; each voice has a stream of its own, so that a newcomer to the cast
            changes what nobody else asserts.
        facts: the least and the greatest number of facts that one voice speaks to.
    """
    plain: list[Statement] = []
    denials: list[tuple[Voice, Key, Lots]] = []
    for voice in voices:
        lots = Lots(seed, "testimony", ledger.event.id, voice.id)
        for key in _spoken_to(ledger.event, voice, facts, lots):
            if lots.chance(DENIALS):
                denials.append((voice, key, lots))
            else:
                plain.append(_statement(ledger, voice, key, "assert", lots, ()))
    denied = [
        _statement(ledger, voice, key, "deny", lots, _figures(plain, voice, key))
        for voice, key, lots in denials
    ]
    return plain + denied


def _spoken_to(event: Event, voice: Voice, facts: tuple[int, int], lots: Lots) -> Iterator[Key]:
    count = facts[0] + lots.below(facts[1] - facts[0] + 1)
    for fact in lots.shuffled(event.known_to(voice.id))[:count]:
        yield lots.choose(list(fact.all_keys()))


def _figures(said: Iterable[Statement], voice: Voice, key: Key) -> tuple[str, ...]:
    """Exact values that others assert of a key: what there is to deny."""
    return tuple(
        item.value.removeprefix("=")
        for item in said
        if item.fact == key.name and item.source != voice.id and item.value[:1] not in "><~"
    )


def _statement(
    ledger: Ledger,
    voice: Voice,
    key: Key,
    stance: Stance,
    lots: Lots,
    others: tuple[str, ...],
) -> Statement:
    fact = ledger.event.fact(key)
    truth = ledger.truth(key)
    right = lots.chance(voice.nature.right)
    if stance == "assert":
        value = _asserted(fact, key, truth, right, voice, lots)
    else:
        value = _denied(fact, key, truth, right, others, lots)
    hours = 1 + lots.below(30) + (6 if stance == "deny" else 0)
    time = fact.since(key) + timedelta(hours=0 if key.moment else hours, minutes=lots.below(50))
    return Statement(voice.id, ledger.event.id, key.name, value, stance, _minute(time))


def _minute(time: datetime) -> str:
    return time.isoformat(timespec="minutes")


def _asserted(
    fact: Fact, key: Key, truth: str | None, right: bool, voice: Voice, lots: Lots
) -> str:
    values = fact.values(key)
    if truth is None:
        middle = sorted(values, key=lambda value: rank(fact.type, value))[len(values) // 2]
        return _form(fact, _erring(fact, values, middle, voice, lots), None, lots)
    if right:
        return _form(fact, truth, truth, lots)
    wrong = [value for value in values if value != truth]
    return _form(fact, _erring(fact, wrong, truth, voice, lots), truth, lots)


def _erring(fact: Fact, values: Sequence[str], than: str, voice: Voice, lots: Lots) -> str:
    """One of the values, on the side on which the voice errs where there is one."""
    above = [rank(fact.type, value) > rank(fact.type, than) for value in values]
    side = {
        "own_side": [bool(set(fact.camps(value, than)) & set(voice.camps)) for value in values],
        "lower": [not high for high in above],
        "higher": above,
        "any": [True for _ in values],
    }[voice.nature.errs]
    ordered = fact.words is None or voice.nature.errs == "own_side"
    kept = [value for value, fits in zip(values, side, strict=True) if fits and ordered]
    return lots.choose(kept or values)


def _denied(
    fact: Fact, key: Key, truth: str | None, right: bool, others: tuple[str, ...], lots: Lots
) -> str:
    """A value to deny: a false one if the denial is right, else the true one."""
    values = tuple(
        value for value in fact.values(key) if truth is None or (value == truth) != right
    )
    heard = [value for value in values if value in others]
    plain = lots.choose(heard or values)
    return f"={plain}" if fact.type in NUMBERS else plain


def _form(fact: Fact, plain: str, truth: str | None, lots: Lots) -> str:
    """A plain value as a source puts it: exact, about, at least, to the day, to the month.

    A looser form is kept only if it is true or false as the plain value is, and those that a wrong
    figure allows on one side only are drawn twice as often there: the form tells nobody anything.
    """
    loose = _loose(fact, plain, truth, lots)
    exact = f"={plain}" if fact.type in NUMBERS else plain
    if loose is None or truth is None:
        return loose or exact
    same = holds(fact.type, loose, truth) == holds(fact.type, exact, truth)
    return loose if same else exact


def _loose(fact: Fact, plain: str, truth: str | None, lots: Lots) -> str | None:
    draw = lots.below(1000) / 1000
    if fact.type in MOMENTS:
        return plain[:10] if fact.type == "time" and draw < 2 * ABOUT else None
    if fact.type not in NUMBERS or float(plain) < 5:
        return None
    if draw < ABOUT:
        return f"~{plain}"
    if draw >= ABOUT + 2 * BOUND:
        return None
    up = draw < ABOUT + BOUND if truth in (None, plain) else float(plain) > float(truth or 0)
    return f">={plain}" if up else f"<={plain}"

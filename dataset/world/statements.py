"""Statements: who says what about which fact, and which two of them cannot both be true.

Nothing here says who is right, so that plans can be made from statements alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..records import Stance
from .events import Event
from .values import compatible


@dataclass(frozen=True, slots=True)
class Statement:
    """One source that asserts or denies one value of one fact, at a time."""

    source: str
    event: str
    fact: str
    value: str
    stance: Stance
    time: str


def contradict(event: Event, one: Statement, other: Statement) -> bool:
    """Whether two statements about one fact at one moment cannot both be true."""
    if one.fact != other.fact or one.event != other.event:
        return False
    fact = event.fact(one.fact)
    denied = (one.stance == "deny", other.stance == "deny")
    words = len(fact.words or ())
    return not compatible(fact.type, one.value, other.value, denied=denied, words=words)

"""Runs: stretches of words in a role, as labels of words and as ranges of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, cast

from musnad.dataset import Attribution, Span

from .page import Page

Role = Literal["cue", "source", "content"]
ROLES: tuple[Role, ...] = ("cue", "source", "content")
LABELS = ("O", *(f"{edge}-{role}" for role in ROLES for edge in "BI"))


@dataclass(frozen=True, slots=True)
class Run:
    """Words `[start, end)` that are a cue, a source or a content.

    `p` is the probability that they are one exactly, `touches` that they share a word with one.
    """

    role: Role
    start: int
    end: int
    p: float = 1.0
    touches: float = 1.0


def labels_of(page: Page, attributions: Sequence[Attribution]) -> list[str]:
    """The labels of a page's words; where parts overlap, cue goes before source and content."""
    labels = ["O"] * len(page)
    for role in reversed(ROLES):
        for attribution in attributions:
            span: Span = getattr(attribution, role)
            for start, end in page.ranges(span):
                labels[start:end] = [f"B-{role}"] + [f"I-{role}"] * (end - start - 1)
    for at, label in enumerate(labels):
        before = labels[at - 1] if at else "O"
        if label[0] == "I" and before[2:] != label[2:]:
            labels[at] = f"B{label[1:]}"
    return labels


def runs_of(labels: Sequence[str]) -> list[Run]:
    """The runs that labels mark, in text order."""
    found: list[Run] = []
    for at, label in enumerate(labels):
        if label[0] == "I" and found and found[-1].end == at and found[-1].role == label[2:]:
            found[-1] = Run(found[-1].role, found[-1].start, at + 1)
        elif label != "O":
            found.append(Run(cast(Role, label[2:]), at, at + 1))
    return found

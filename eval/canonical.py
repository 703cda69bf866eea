"""Canonical articles: the labels of one article as sets of weighted code points, sorted.

Everything the metrics read is here, and nothing in it depends on the order of a file, on ids or
on how a span was cut into fragments (metrics.md 1 and 4).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from musnad.dataset import Article, Attribution, Claim, Layer, Prediction, ranks, runs

Runs: TypeAlias = tuple[tuple[int, int], ...]
Slot = Literal["span", "null", "unknown"]


def weight(span: Runs) -> int:
    """|x|: the number of weighted code points of a span."""
    return sum(end - start for start, end in span)


def overlap(one: Runs, other: Runs) -> int:
    """|x ∩ y|: the number of weighted code points that two spans share."""
    if len(one) == len(other) == 1:
        (start, end), (other_start, other_end) = one[0], other[0]
        return max(0, min(end, other_end) - max(start, other_start))
    total = at = 0
    for start, end in one:
        while at < len(other) and other[at][1] <= start:
            at += 1
        step = at
        while step < len(other) and other[step][0] < end:
            total += min(end, other[step][1]) - max(start, other[step][0])
            step += 1
    return total


def dice(one: Runs, other: Runs) -> float:
    """2|x ∩ y| / (|x| + |y|)."""
    return 2 * overlap(one, other) / (weight(one) + weight(other))


def mostly(one: Runs, other: Runs) -> bool:
    """Whether the intersection over union exceeds one half (in integers, so without rounding)."""
    return 3 * overlap(one, other) > weight(one) + weight(other)


@dataclass(frozen=True, slots=True, order=True)
class Roles:
    """One attribution: its spans, its source slot and labels; sorts by content, cue, source.

    `face` is the span by which a prediction names its source: its own source span, else the
    first mention of its entry. `names` are all spans by which a gold source may be recognised.
    `near` tells whether the source stands in a sentence of the content (None: does not apply).
    """

    content: Runs
    cue: Runs
    source: Runs
    slot: Slot
    style: str
    act: str
    type: str
    named: str
    face: Runs
    names: tuple[Runs, ...]
    near: bool | None


@dataclass(frozen=True, slots=True, order=True)
class Proposition:
    """One claim: its span and whether it is checkable."""

    span: Runs
    checkable: str


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of one article, gold or predicted, sorted."""

    attributions: tuple[Roles, ...]
    claims: tuple[Proposition, ...]

    def with_content(self) -> list[Roles]:
        """Attributions that have content, in canonical order."""
        return [roles for roles in self.attributions if roles.content]

    def without_content(self) -> list[Roles]:
        """Attributions such as `لم يرد`, in canonical order."""
        return [roles for roles in self.attributions if not roles.content]


def canonical(record: Article | Prediction, article: Article, layers: Collection[Layer]) -> Labels:
    """The canonical labels of a gold article or of a prediction for it.

    Args:
        record: whose labels.
        article: the gold article, for its text and sentences.
        layers: what the corpus labels; without `sources` every entry is its own source span and
            an attribution without one has an unknown source, on both sides.
    """
    totals = ranks(article.text)
    identity = "sources" in layers
    attributions = record.attributions or ()
    entries = {source.id: source for source in record.sources or ()}
    spans_by_entry: dict[str | None, list[Runs]] = {}
    for item in attributions:
        if item.source:
            spans_by_entry.setdefault(item.source_id, []).append(runs(item.source, totals))

    def roles(item: Attribution) -> Roles:
        source = runs(item.source, totals)
        content = runs(item.content, totals)
        entry = entries.get(item.source_id or "")
        mentions = sorted(runs(span, totals) for span in entry.mentions) if entry else []
        if not identity:
            mentions = [source] if source else []
        slot: Slot = "span" if source else "null" if mentions else "unknown"
        first = min(mentions, key=lambda span: (span[0][0], -weight(span)), default=())
        names = {*mentions, *(spans_by_entry.get(item.source_id, []) if identity else [])}
        names |= {source} if source else set()
        return Roles(
            content=content,
            cue=runs(item.cue, totals),
            source=source,
            slot=slot,
            style=item.style or "",
            act=item.act or "",
            type=(entry.type or "") if entry else "",
            named=_flag(entry.named if entry else None),
            face=source or first,
            names=tuple(sorted(names)),
            near=_near(source, mentions, content, article, totals),
        )

    return Labels(
        attributions=tuple(sorted(map(roles, attributions), key=_order)),
        claims=tuple(sorted(_proposition(claim, totals) for claim in record.claims or ())),
    )


def _order(roles: Roles) -> tuple[Runs | str, ...]:
    return (
        roles.content,
        roles.cue,
        roles.source,
        roles.slot,
        roles.face,
        roles.style,
        roles.act,
        roles.type,
        roles.named,
    )


def _proposition(claim: Claim, totals: list[int]) -> Proposition:
    return Proposition(runs(claim.span, totals), _flag(claim.checkable))


def _flag(value: bool | None) -> str:
    return "" if value is None else str(value).lower()


def _near(
    source: Runs, mentions: Sequence[Runs], content: Runs, article: Article, totals: list[int]
) -> bool | None:
    """Whether the source's span, or for a dropped subject any mention, shares a sentence."""
    standing = [source] if source else mentions
    if not standing or not content or not article.sentences:
        return None
    for sentence in article.sentences:
        bounds = ((totals[sentence.start], totals[sentence.end]),)
        if overlap(content, bounds) and any(overlap(span, bounds) for span in standing):
            return True
    return False

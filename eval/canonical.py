"""Canonical articles: the labels of one article as sets of weighted code points, sorted.

Everything the metrics read is here, and nothing in it depends on the order of a file, on ids or
on how a span was cut into fragments (metrics.md 1 and 4).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from operator import attrgetter
from typing import Literal, TypeAlias

from musnad.dataset import Article, Attribution, Claim, Layer, Prediction, ranks, runs

Runs: TypeAlias = tuple[tuple[int, int], ...]
Slot = Literal["span", "null", "unknown"]
Distance = Literal["near", "far", ""]


def weight(span: Runs) -> int:
    """|x|: the number of weighted code points of a span."""
    return sum(end - start for start, end in span)


def overlap(one: Runs, other: Runs) -> int:
    """|x ∩ y|: the number of weighted code points that two spans share."""
    if len(one) == len(other) == 1:
        (start, end), (other_start, other_end) = one[0], other[0]
        return max(0, min(end, other_end) - max(start, other_start))
    if not one:
        return 0
    total, at = 0, max(0, bisect_left(other, one[0]) - 1)
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


@dataclass(frozen=True, slots=True)
class Roles:
    """One attribution: its spans, its source slot and its labels ("" where there is none).

    `face` is the span by which a prediction names its source: its own source span, else the
    first mention of its entry. `names` are all spans by which a gold source may be recognised.
    `distance` tells whether the source stands in a sentence of the content ("" does not apply).
    `entity` (of the whole corpus) and `nested` tell no two attributions apart.
    """

    content: Runs
    cue: Runs
    source: Runs
    slot: Slot
    face: Runs
    style: str
    act: str
    type: str
    named: str
    distance: Distance
    names: tuple[Runs, ...]
    entity: str = field(default="", compare=False)
    nested: bool = field(default=False, compare=False)


# A sort key that sees all of an attribution, so that those which tie are the same.
EVERY_FIELD = attrgetter(*(item.name for item in fields(Roles)))


@dataclass(frozen=True, slots=True)
class Cluster:
    """One source: its overt mentions, and the attributions that drop it as their subject.

    The latter are the very objects that stand in `Labels.attributions`.
    """

    mentions: frozenset[Runs]
    dropped: tuple[Roles, ...]


@dataclass(frozen=True, slots=True, order=True)
class Statement:
    """One claim: its span and labels ("" where there is none).

    `p` is its probability (1 where none is given), `verdict_p` those of the verdicts, if any.
    """

    span: Runs
    checkable: str = ""
    verdict: str = ""
    p: float = 1.0
    verdict_p: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of one article, gold or predicted, sorted.

    `sentences` are those of the gold article, on both sides, as weighted code points.
    """

    attributions: tuple[Roles, ...]
    claims: tuple[Statement, ...]
    clusters: tuple[Cluster, ...] = ()
    sentences: Runs = ()

    def distinct(self) -> Labels:
        """The same labels with equal attributions taken once."""
        return replace(self, attributions=tuple(dict.fromkeys(self.attributions)))

    def with_content(self) -> list[Roles]:
        """Attributions that have content, in canonical order."""
        return [roles for roles in self.attributions if roles.content]

    def without_content(self) -> list[Roles]:
        """Attributions such as `لم يرد`, in canonical order."""
        return [roles for roles in self.attributions if not roles.content]


@dataclass(frozen=True, slots=True)
class _Entry:
    """One source of an article: its mentions, earliest and longest first, and labels.

    `names` are the mentions and the source spans of the attributions that point here.
    """

    mentions: Sequence[Runs] = ()
    names: frozenset[Runs] = frozenset()
    type: str = ""
    named: str = ""
    entity: str = ""


def canonical(record: Article | Prediction, article: Article, layers: Collection[Layer]) -> Labels:
    """The canonical labels of a gold article or of a prediction for it.

    Args:
        record: whose labels.
        article: the gold article, for its text and sentences.
        layers: what the corpus labels; without `sources` every entry is its own source span and
            an attribution without one has an unknown source, on both sides.
    """
    totals = ranks(article.text)
    sentences = _Sentences(article, totals)
    entries = _entries(record, totals)
    identity = "sources" in layers

    def roles(item: Attribution) -> Roles:
        source, content = runs(item.source, totals), runs(item.content, totals)
        own = (source,) if source else ()
        entry = entries.get(item.source_id, _Entry())
        mentions = entry.mentions if identity else own
        return Roles(
            content=content,
            cue=runs(item.cue, totals),
            source=source,
            slot="span" if source else "null" if mentions else "unknown",
            face=source or next(iter(mentions), ()),
            style=item.style or "",
            act=item.act or "",
            type=entry.type,
            named=entry.named,
            distance=sentences.distance(content, own or mentions),
            names=tuple(sorted(entry.names.union(own) if identity else own)),
            entity=entry.entity,
            nested=item.parent is not None,
        )

    said = [(item.source_id, roles(item)) for item in record.attributions or ()]
    return Labels(
        attributions=tuple(sorted((one for _, one in said), key=EVERY_FIELD)),
        claims=tuple(sorted(_statement(claim, totals) for claim in record.claims or ())),
        clusters=_clusters(entries, said),
        sentences=sentences.runs,
    )


def _statement(claim: Claim, totals: list[int]) -> Statement:
    given = claim.verdict_p
    return Statement(
        runs(claim.span, totals),
        _flag(claim.checkable),
        claim.verdict or "",
        1.0 if claim.p is None else claim.p,
        () if given is None else (given.supported, given.refuted, given.unverifiable),
    )


def _clusters(
    entries: Mapping[str | None, _Entry], said: Sequence[tuple[str | None, Roles]]
) -> tuple[Cluster, ...]:
    """The sources that have a mention, in order of their mentions."""
    dropped: dict[str | None, list[Roles]] = {}
    for name, roles in said:
        if roles.slot == "null":
            dropped.setdefault(name, []).append(roles)
    return tuple(
        Cluster(frozenset(entry.mentions), tuple(sorted(dropped.get(name, ()), key=EVERY_FIELD)))
        for name, entry in sorted(entries.items(), key=lambda item: sorted(item[1].mentions))
        if entry.mentions
    )


def _entries(record: Article | Prediction, totals: list[int]) -> dict[str | None, _Entry]:
    spoken: dict[str | None, set[Runs]] = {}
    for item in record.attributions or ():
        if item.source:
            spoken.setdefault(item.source_id, set()).add(runs(item.source, totals))
    entries: dict[str | None, _Entry] = {}
    for source in record.sources or ():
        mentions = {runs(span, totals) for span in source.mentions}
        entries[source.id] = _Entry(
            mentions=sorted(mentions, key=lambda span: (span[0][0], -weight(span), span)),
            names=frozenset(mentions | spoken.get(source.id, set())),
            type=source.type or "",
            named=_flag(source.named),
            entity=source.entity or "",
        )
    return entries


def _flag(value: bool | None) -> str:
    return "" if value is None else str(value).lower()


class _Sentences:
    """The sentences of an article that hold a weighted character, as ranks."""

    def __init__(self, article: Article, totals: list[int]) -> None:
        bounds = [(totals[item.start], totals[item.end]) for item in article.sentences]
        self._starts = [start for start, end in bounds if start < end]
        self._ends = [end for start, end in bounds if start < end]

    @property
    def runs(self) -> Runs:
        """The sentences as weighted code points, in order."""
        return tuple(zip(self._starts, self._ends, strict=True))

    def distance(self, content: Runs, standing: Sequence[Runs]) -> Distance:
        """Whether any of the spans where the source stands shares a sentence with the content."""
        if not (content and standing and self._starts):
            return ""
        here = self._touched(content)
        return "far" if all(here.isdisjoint(self._touched(span)) for span in standing) else "near"

    def _touched(self, span: Runs) -> set[int]:
        return {
            at
            for start, end in span
            for at in range(bisect_right(self._ends, start), bisect_left(self._starts, end))
        }

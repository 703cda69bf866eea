"""Canonical articles: the labels of one article as sets of weighted code points, sorted.

Everything the metrics read is here, and nothing in it depends on the order of a file, on ids or
on how a span was cut into fragments (metrics.md 1 and 4).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from operator import attrgetter, itemgetter
from typing import Literal, NamedTuple, TypeAlias

from musnad.dataset import Article, Claim, Layer, Prediction, runs
from musnad.dataset.weights import counted

Runs: TypeAlias = tuple[tuple[int, int], ...]
Slot = Literal["span", "null", "unknown"]
Distance = Literal["near", "far", ""]


def weight(span: Runs) -> int:
    """|x|: the number of weighted code points of a span."""
    if len(span) == 1:
        return span[0][1] - span[0][0]
    return sum([end - start for start, end in span])


def overlap(one: Runs, other: Runs) -> int:
    """|x ∩ y|: the number of weighted code points that two spans share."""
    if len(one) == len(other) == 1:
        start, end = one[0]
        other_start, other_end = other[0]
        if other_start > start:
            start = other_start
        if other_end < end:
            end = other_end
        return end - start if start < end else 0
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


# Nothing changes one; `frozen` would make them five times as slow to make.
@dataclass(slots=True, unsafe_hash=True)
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


class Cluster(NamedTuple):
    """One source: its overt mentions, and the attributions that drop it as their subject.

    The latter are the very objects that stand in `Labels.attributions`.
    """

    mentions: frozenset[Runs]
    dropped: tuple[Roles, ...]


class Statement(NamedTuple):
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
        if len({(item.content, item.cue) for item in self.attributions}) == len(self.attributions):
            return self
        return replace(self, attributions=tuple(dict.fromkeys(self.attributions)))

    def with_content(self) -> list[Roles]:
        """Attributions that have content, in canonical order."""
        return [roles for roles in self.attributions if roles.content]

    def without_content(self) -> list[Roles]:
        """Attributions such as `لم يرد`, in canonical order."""
        return [roles for roles in self.attributions if not roles.content]


class _Entry(NamedTuple):
    """One source of an article: its mentions, earliest and longest first, and labels.

    `names` are the mentions and the source spans of the attributions that point here, sorted.
    """

    mentions: Sequence[Runs] = ()
    names: tuple[Runs, ...] = ()
    type: str = ""
    named: str = ""
    entity: str = ""


NOBODY = _Entry()


def canonical(record: Article | Prediction, article: Article, layers: Collection[Layer]) -> Labels:
    """The canonical labels of a gold article or of a prediction for it.

    Args:
        record: whose labels.
        article: the gold article, for its text and sentences.
        layers: what the corpus labels; without `sources` every entry is its own source span and
            an attribution without one has an unknown source, on both sides.
    """
    return Coordinates(article).labels(record, layers)


class Coordinates:
    """The weighted code points of an article and its sentences, on which both sides are placed."""

    def __init__(self, article: Article) -> None:
        totals = self._totals = counted(article.text)
        bounds = [(totals[item.start], totals[item.end]) for item in article.sentences]
        # Sentences without a weighted character hold nothing.
        self._sentences = tuple([pair for pair in bounds if pair[0] < pair[1]])
        self._starts = [start for start, _ in self._sentences]
        self._ends = [end for _, end in self._sentences]

    def labels(self, record: Article | Prediction, layers: Collection[Layer]) -> Labels:
        """The canonical labels of a record; arguments of `canonical`."""
        totals = self._totals
        given = record.attributions or ()
        sources = [runs(item.source, totals) for item in given]
        entries = self._entries(record, sources)
        identity = "sources" in layers
        said: list[tuple[str | None, Roles]] = []
        for item, source in zip(given, sources, strict=True):
            content = runs(item.content, totals)
            own = (source,) if source else ()
            entry = entries.get(item.source_id, NOBODY)
            mentions = entry.mentions if identity else own
            roles = Roles(
                content,
                runs(item.cue, totals),
                source,
                "span" if source else "null" if mentions else "unknown",
                source or (mentions[0] if mentions else ()),
                item.style or "",
                item.act or "",
                entry.type,
                entry.named,
                self._distance(content, own or mentions),
                (entry.names or own) if identity else own,
                entry.entity,
                item.parent is not None,
            )
            said.append((item.source_id, roles))
        return Labels(
            attributions=tuple(sorted([roles for _, roles in said], key=EVERY_FIELD)),
            claims=tuple(sorted([_statement(claim, totals) for claim in record.claims or ()])),
            clusters=_clusters(entries, said),
            sentences=self._sentences,
        )

    def _entries(
        self, record: Article | Prediction, spoken: Sequence[Runs]
    ) -> dict[str | None, _Entry]:
        """The sources of a record by id; `spoken` are the source spans of its attributions."""
        totals, names = self._totals, dict[str | None, set[Runs]]()
        for item, source in zip(record.attributions or (), spoken, strict=True):
            if source:
                names.setdefault(item.source_id, set()).add(source)
        entries: dict[str | None, _Entry] = {}
        for entry in record.sources or ():
            mentions = {runs(span, totals) for span in entry.mentions}
            entries[entry.id] = _Entry(
                sorted(mentions, key=_earliest_longest) if len(mentions) > 1 else [*mentions],
                tuple(sorted(mentions.union(names.get(entry.id, ())))),
                entry.type or "",
                _flag(entry.named),
                entry.entity or "",
            )
        return entries

    def _distance(self, content: Runs, standing: Sequence[Runs]) -> Distance:
        """Whether any of the spans where the source stands shares a sentence with the content."""
        if not (content and standing and self._starts):
            return ""
        here = self._touched(content)
        for span in standing:
            for first, last in self._touched(span):
                for start, end in here:
                    if first < end and start < last:
                        return "near"
        return "far"

    def _touched(self, span: Runs) -> list[tuple[int, int]]:
        """The sentences that each run of a span shares a character with, as half-open ranges."""
        found = []
        for start, end in span:
            first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
            if first < last:
                found.append((first, last))
        return found


def _earliest_longest(span: Runs) -> tuple[int, int, Runs]:
    return span[0][0], -weight(span), span


def _statement(claim: Claim, totals: Sequence[int]) -> Statement:
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
    ordered = sorted(
        [(sorted(entry.mentions), name) for name, entry in entries.items() if entry.mentions],
        key=itemgetter(0),
    )
    return tuple(
        [
            Cluster(frozenset(mentions), tuple(sorted(dropped.get(name, ()), key=EVERY_FIELD)))
            for mentions, name in ordered
        ]
    )


def _flag(value: bool | None) -> str:
    return "" if value is None else "true" if value else "false"

"""The linker: which source and which contents belong to a cue, settled for all cues together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from musnad.dataset import Attribution

from .lexicon import Lexicon
from .loglinear import Cases, LogLinear
from .page import Page
from .pair_scores import PairScores
from .pairs import Pair, Scene, pairs_of, rivalry
from .runs import ROLES, Role, Run


class Linker:
    """Says of each pair how likely it belongs together: by itself, then among its rivals."""

    def __init__(self, lexicon: Lexicon, first: LogLinear, second: LogLinear) -> None:
        self._lexicon = lexicon
        self.first = first
        self.second = second

    @classmethod
    def fitted(
        cls,
        lexicon: Lexicon,
        pages: Sequence[Page],
        runs: Sequence[Sequence[Run]],
        gold: Sequence[Sequence[Attribution]],
    ) -> Linker:
        """Learn from runs as they are found, and from what belongs together on each page."""
        alone, together = Cases(), Cases()
        every = [pairs_of(page, found) for page, found in zip(pages, runs, strict=True)]
        for at, (page, found, pairs) in enumerate(zip(pages, runs, every, strict=True)):
            scene = Scene(page, found, lexicon)
            true = _true_pairs(page, found, gold[at])
            for pair in pairs:
                alone.add(scene.features(pair), (pair.cue, pair.other) in true, group=at % 2)
        p = iter(alone.held_out())
        for at, (page, found, pairs) in enumerate(zip(pages, runs, every, strict=True)):
            scene = Scene(page, found, lexicon)
            true = _true_pairs(page, found, gold[at])
            rows = rivalry(found, pairs, [next(p) for _ in pairs])
            for pair, row in zip(pairs, rows, strict=True):
                together.add([*scene.features(pair), *row], (pair.cue, pair.other) in true)
        return cls(lexicon, alone.fitted(), together.fitted())

    def p(self, page: Page, runs: Sequence[Run], pairs: Sequence[Pair]) -> list[float]:
        """The probability of each pair."""
        return self._scores.p(self._lexicon.coder.of(page), runs, pairs) if pairs else []

    @cached_property
    def _scores(self) -> PairScores:
        return PairScores(self.first, self.second, self._lexicon)


def _true_pairs(
    page: Page, runs: Sequence[Run], gold: Iterable[Attribution]
) -> set[tuple[int, int]]:
    """The places of cues, and of the sources and contents, that touch those of one attribution."""
    owner: list[dict[Role, list[int]]] = []
    for attribution in gold:
        spans = {
            "cue": attribution.cue,
            "source": attribution.source,
            "content": attribution.content,
        }
        parts: dict[Role, list[int]] = {}
        for role in ROLES:
            ranges = page.ranges(spans[role])
            parts[role] = [
                at
                for at, run in enumerate(runs)
                if run.role == role
                and any(start < run.end and run.start < end for start, end in ranges)
            ]
        owner.append(parts)
    return {
        (cue, other)
        for parts in owner
        for cue in parts["cue"]
        for role in ("source", "content")
        for other in parts[role]
    }


@dataclass(slots=True)
class Found:
    """An attribution in runs: a cue, its source and its contents, any of which may be missing."""

    cue: Run | None = None
    source: Run | None = None
    content: list[Run] = field(default_factory=list)

    @property
    def parts(self) -> list[Run]:
        """The runs that it has, in text order."""
        found = [run for run in (self.cue, self.source, *self.content) if run is not None]
        return sorted(found, key=lambda run: run.start)


def decode(
    runs: Sequence[Run], pairs: Sequence[Pair], p: Sequence[float], floor: float
) -> tuple[list[Found], list[Run]]:
    """Give each content its best cue and each cue its best source, the surest pairs first.

    Returns:
        One attribution for each cue, and the sources and contents that none has.
    """
    found = {at: Found(run) for at, run in enumerate(runs) if run.role == "cue"}
    taken: set[int] = set()
    for at in sorted(range(len(pairs)), key=lambda at: (-p[at], at)):
        if p[at] < floor:
            break
        pair = pairs[at]
        other, attribution = runs[pair.other], found[pair.cue]
        if other.role == "source":
            if attribution.source is None:
                attribution.source = other
                taken.add(pair.other)
        elif pair.other not in taken:
            attribution.content.append(other)
            taken.add(pair.other)
    left = [run for at, run in enumerate(runs) if run.role != "cue" and at not in taken]
    return list(found.values()), left

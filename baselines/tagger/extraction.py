"""Extraction: from the words of a page to attributions, by the trained parts one after another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from musnad.dataset import Attribution
from musnad.errors import DataError

from .features import Features
from .lexicon import Lexicon
from .linker import Found, Linker, decode
from .loglinear import Cases, LogLinear
from .nesting import content_ranges, parents_of
from .page import Page, Range
from .pairs import pairs_of
from .proposals import proposals
from .run_scores import RunScores
from .runs import ROLES, Role, Run
from .selection import judged, run_features, select
from .sequence import SequenceModel
from .settings import Settings
from .stages import Workshop, read_in_turn
from .tables import Numbers

_CLASSIFIERS = ("exact", "touching", "alone", "together")


class Extractor:
    """Finds the cues, sources and contents of a page and joins them into attributions."""

    def __init__(
        self,
        sequence: SequenceModel,
        exact: LogLinear,
        touching: LogLinear,
        linker: Linker,
        settings: Settings,
    ) -> None:
        self.sequence = sequence
        self.exact = exact
        self.touching = touching
        self.linker = linker
        self.settings = settings
        self._lexicon = sequence.features.lexicon

    @classmethod
    def fitted(
        cls,
        pages: Sequence[Page],
        gold: Sequence[Sequence[Attribution]],
        settings: Settings | None = None,
        workshop: Workshop | None = None,
    ) -> Extractor:
        """Learn from pages and their attributions.

        The later parts learn from what the sequence model finds on pages that it was not trained
        on, so that they meet mistakes like those they will have to mend.
        """
        settings = settings or Settings()
        sequence, marginals = read_in_turn(pages, gold, settings, workshop or Workshop())
        return cls.completed(sequence, pages, gold, marginals, settings)

    @classmethod
    def completed(
        cls,
        sequence: SequenceModel,
        pages: Sequence[Page],
        gold: Sequence[Sequence[Attribution]],
        marginals: Sequence[Numbers],
        settings: Settings,
    ) -> Extractor:
        """Train the later parts on marginals of pages that their sequence model had not seen."""
        nests = any(item.parent for items in gold for item in items)
        settings = replace(settings, nests=nests)
        lexicon = sequence.features.lexicon
        proposed = [proposals(page, row) for page, row in zip(pages, marginals, strict=True)]
        cases = Cases()
        for at, (page, runs) in enumerate(zip(pages, proposed, strict=True)):
            right, covered = _answers(page, gold[at])
            for run, row in zip(runs, run_features(page, runs, lexicon), strict=True):
                touches = any((run.role, place) in covered for place in range(run.start, run.end))
                is_right = (run.role, run.start, run.end) in right
                cases.add(row, is_right, touches, group=at % 2)
        judgements = iter(zip(cases.held_out(), cases.held_out(answer=1), strict=True))
        chosen = []
        for runs in proposed:
            pairs = [next(judgements) for _ in runs]
            known = judged(runs, [p for p, _ in pairs], [q for _, q in pairs])
            chosen.append(select(known, settings.exact, settings.touching))
        exact, touching = cases.fitted(), cases.fitted(answer=1)
        del cases
        linker = Linker.fitted(lexicon, pages, chosen, gold)
        return cls(sequence, exact, touching, linker, settings)

    def links_to_json(self) -> dict[str, Any]:
        """The classifiers of runs and pairs as plain JSON."""
        parts = (self.exact, self.touching, self.linker.first, self.linker.second)
        return {name: part.to_json() for name, part in zip(_CLASSIFIERS, parts, strict=True)}

    @classmethod
    def from_parts(
        cls, words: Any, names: Any, numbers: bytes, links: Any, settings: Settings
    ) -> Extractor:
        """The extractor of a saved model.

        Args:
            words: The word statistics as JSON.
            names: The names of the sequence model's features.
            numbers: The weights of the sequence model.
            links: The classifiers as JSON.
            settings: How sure it must be.

        Raises:
            DataError: one of them is damaged.
        """
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise DataError("feature names are damaged; train the model again")
        if not isinstance(links, dict) or set(links) != set(_CLASSIFIERS):
            raise DataError("classifiers of runs and pairs are damaged; train the model again")
        lexicon = Lexicon.from_json(words)
        exact, touching, first, second = (LogLinear.from_json(links[n]) for n in _CLASSIFIERS)
        return cls(
            SequenceModel.from_bytes(Features(lexicon), names, numbers),
            exact,
            touching,
            Linker(lexicon, first, second),
            settings,
        )

    def runs(self, page: Page) -> list[Run]:
        """The cues, sources and contents of a page."""
        proposed = proposals(page, self.sequence.marginals(page))
        if not proposed:
            return []
        exact, touches = self._scores.p(self._lexicon.coder.of(page), proposed).T.tolist()
        return select(judged(proposed, exact, touches), self.settings.exact, self.settings.touching)

    @cached_property
    def _scores(self) -> RunScores:
        return RunScores(self.exact, self.touching, self._lexicon)

    def found(self, page: Page) -> list[Found]:
        """The attributions of a page, in text order."""
        settings, runs = self.settings, self.runs(page)
        pairs = pairs_of(page, runs)
        found, left = decode(runs, pairs, self.linker.p(page, runs, pairs), settings.pair)
        kept = [
            item for item in found if item.content or (item.cue and item.cue.p > settings.alone)
        ]
        kept += [
            Found(content=[run])
            for run in left
            if run.role == "content" and run.p > settings.orphan
        ]
        return sorted(kept, key=lambda item: item.parts[0].start)

    def attributions(self, page: Page) -> list[Attribution]:
        """The attributions of a page as records, without labels and sources' entries."""
        found = self.found(page)
        parents = parents_of(page, found) if self.settings.nests else {}
        return [
            Attribution(
                id=f"a{at + 1}",
                cue=page.span(_ranges(item.cue)),
                source=page.span(_ranges(item.source)),
                content=page.span(content_ranges(found, parents, at)),
                parent=f"a{parents[at] + 1}" if at in parents else None,
            )
            for at, item in enumerate(found)
        ]


def _answers(
    page: Page, gold: Sequence[Attribution]
) -> tuple[set[tuple[Role, int, int]], set[tuple[Role, int]]]:
    """The runs of some attributions, and the words in each role."""
    runs: set[tuple[Role, int, int]] = set()
    for attribution in gold:
        spans = (attribution.cue, attribution.source, attribution.content)
        for role, span in zip(ROLES, spans, strict=True):
            runs.update((role, start, end) for start, end in page.ranges(span))
    return runs, {(role, at) for role, start, end in runs for at in range(start, end)}


def _ranges(*runs: Run | None) -> list[Range]:
    return [(run.start, run.end) for run in runs if run is not None]

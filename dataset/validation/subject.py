"""What a rule is: it looks at one article or prediction and yields findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from ..decode import Path
from ..records import Article, Attribution, Prediction, Side, Source, Span


@dataclass(frozen=True, slots=True)
class Finding:
    """A broken rule: its code, the path to the field, and a sentence."""

    code: str
    path: Path
    message: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What the rules look at: a gold article or a prediction, with the text if it is known."""

    side: Side
    record: Article | Prediction
    text: str | None

    @property
    def sources(self) -> tuple[Source, ...]:
        """The entries, none where the layer was not answered."""
        return self.record.sources or ()

    @property
    def attributions(self) -> tuple[Attribution, ...]:
        """The attributions, none where the layer was not answered."""
        return self.record.attributions or ()

    def spans(self) -> Iterator[tuple[Path, Span]]:
        """Every span of the record with its path, empty ones included."""
        for at, source in enumerate(self.sources):
            for number, mention in enumerate(source.mentions):
                yield ("sources", at, "mentions", number), mention
        for at, attribution in enumerate(self.attributions):
            yield ("attributions", at, "cue"), attribution.cue
            yield ("attributions", at, "source"), attribution.source
            yield ("attributions", at, "content"), attribution.content
        for at, claim in enumerate(self.record.claims or ()):
            yield ("claims", at, "span"), claim.span


Rule: TypeAlias = Callable[[Subject], Iterator[Finding]]

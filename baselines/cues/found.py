"""What the finders find: an attribution as token ranges, before sources are resolved."""

from __future__ import annotations

from dataclasses import dataclass, field

from musnad.dataset import Act

Range = tuple[int, int]


@dataclass(slots=True)
class Found:
    """An attribution in token ranges; `source` is None where the subject is dropped.

    `subject` is where a dropped subject's antecedent stands if it was seen (a range that is not
    the cue's own subject); `pronoun` marks a source that is a free pronoun.
    """

    cue: list[Range]
    act: Act
    source: Range | None = None
    content: list[Range] = field(default_factory=list)
    subject: Range | None = None
    pronoun: bool = False
    feminine: bool | None = None
    plural: bool | None = None
    nested_in: int | None = None
    impersonal: bool = False
    follows: bool = False  # hangs on the reporting verb before it in its sentence

    @property
    def start(self) -> int:
        """The first token of the cue, else of the content."""
        return min(start for start, _ in (*self.cue, *self.content))

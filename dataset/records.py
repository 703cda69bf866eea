"""The records of Musnad: frozen types whose attributes are the JSON names.

All offsets are Unicode code points of `Article.text`, half-open `[start, end)`. The types are the
single definition of the tables: the decoder, the JSON Schemas and the Hugging Face features are
derived from them (`schema.py`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from musnad.errors import DataError

Style = Literal["direct", "mixed", "indirect"]
Act = Literal["state", "confirm", "deny", "decline", "predict", "commit", "judge", "urge", "ask"]
SourceType = Literal[
    "official",
    "military",
    "armed_group",
    "political",
    "religious",
    "international",
    "civil_society",
    "media",
    "expert",
    "company",
    "witness",
    "document",
    "unknown",
]
Verdict = Literal["supported", "refuted", "unverifiable"]
Note = Literal[
    "headline_overstates",
    "machine_translated",
    "unclosed_quote",
    "dialect_quote",
    "contradiction",
]
AgreementLabel = Literal["agree", "contradict", "unrelated"]
Stance = Literal["assert", "deny"]
RatingKind = Literal["outlet", "article", "source", "statement"]
Probability = Annotated[float, (0.0, 1.0)]

Side = Literal["gold", "predicted"]


def _only(side: Side) -> Any:
    """A nullable field that exists on one side only: in gold files or in predictions."""
    return field(default=None, metadata={"only": side})


@dataclass(frozen=True, slots=True)
class Fragment:
    """A stretch `[start, end)` of an article's text, in code points, with the text it covers."""

    start: int
    end: int
    text: str | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise DataError(
                f"fragment {self.start}:{self.end} is empty, reversed or negative; "
                "offsets are code points with 0 <= start < end"
            )


class Span(tuple[Fragment, ...]):
    """A list of fragments in text order; an empty span stands for an absent part."""

    __slots__ = ()

    @classmethod
    def of(cls, text: str, *bounds: tuple[int, int]) -> Span:
        """The span of `text` with these `[start, end)` bounds, fragments' texts filled in."""
        return cls(Fragment(start, end, text[start:end]) for start, end in sorted(bounds))

    @property
    def start(self) -> int:
        """First code point of the first fragment."""
        return self[0].start

    @property
    def end(self) -> int:
        """One past the last code point of the last fragment."""
        return self[-1].end

    @property
    def bounds(self) -> tuple[tuple[int, int], ...]:
        """`(start, end)` of each fragment."""
        return tuple((fragment.start, fragment.end) for fragment in self)

    def cut(self, text: str) -> str:
        """The words of the span in `text`, its fragments joined by ` … `."""
        return " … ".join(text[fragment.start : fragment.end] for fragment in self)


@dataclass(frozen=True, slots=True)
class Source:
    """A person, body or document that an article lets speak, with its overt mentions."""

    id: str
    name: str = ""
    type: SourceType | None = None
    named: bool | None = None
    entity: str | None = None
    mentions: tuple[Span, ...] = ()
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue, a source and a content that belong together; parts may be absent (empty spans)."""

    id: str
    cue: Span = Span()
    source: Span = Span()
    content: Span = Span()
    source_id: str | None = None
    style: Style | None = None
    act: Act | None = None
    parent: str | None = None
    refers: tuple[str, ...] = ()
    p: Probability | None = _only("predicted")


@dataclass(frozen=True, slots=True)
class VerdictP:
    """Probabilities of the three verdicts for one predicted claim."""

    supported: Probability
    refuted: Probability
    unverifiable: Probability


@dataclass(frozen=True, slots=True)
class Claim:
    """A proposition that can be true or false, as the smallest stretch of text that states it."""

    id: str
    span: Span
    checkable: bool | None = None
    attribution: str | None = None
    fact: str | None = None
    value: str | None = None
    verdict: Verdict | None = None
    p: Probability | None = _only("predicted")
    verdict_p: VerdictP | None = _only("predicted")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence `[start, end)` of the article, in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """A news article with its labels; `text` holds the headline as first line, never changed."""

    id: str
    event: str | None
    outlet: str | None
    language: str
    date: str | None
    title: str | None
    text: str
    text_sha256: str
    sentences: tuple[Sentence, ...] = ()
    sources: tuple[Source, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    claims: tuple[Claim, ...] = ()
    notes: tuple[Note, ...] = ()
    provenance: str | None = None

    def source_of(self, attribution: Attribution) -> Source | None:
        """The entry of `sources` that an attribution points to."""
        return next((s for s in self.sources if s.id == attribution.source_id), None)


@dataclass(frozen=True, slots=True)
class Prediction:
    """A system's answer for one article; `None` means that a layer was not answered."""

    id: str
    text: str | None = None
    text_sha256: str | None = None
    sources: tuple[Source, ...] | None = None
    attributions: tuple[Attribution, ...] | None = None
    claims: tuple[Claim, ...] | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts or assertions with the relation between them."""

    id: str
    a: str
    b: str
    label: str | None
    a_text: str | None
    b_text: str | None
    event: str | None


@dataclass(frozen=True, slots=True)
class PairPrediction:
    """A system's answer for one pair; `p` is the probability that the two contradict."""

    id: str
    label: AgreementLabel
    p: Probability | None = None


@dataclass(frozen=True, slots=True)
class Assertion:
    """One source that asserts or denies one value of one fact."""

    id: str
    source: str
    fact: str
    value: str
    stance: Stance
    claim: str | None
    date: str | None
    event: str | None
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class Rating:
    """One rater's label for an outlet, an article, a source or a statement, with its scale."""

    subject: str
    kind: RatingKind
    label: str | None
    score: float | None
    scale: str
    rater: str | None
    date: str | None
    text: str | None


@dataclass(frozen=True, slots=True)
class Reliability:
    """A system's answer for one source: the probability that an assertion of it is right."""

    entity: str
    p: Probability


def as_prediction(article: Article) -> Prediction:
    """The gold labels of an article as a prediction: a gold file is a perfect prediction."""
    return Prediction(
        id=article.id,
        text_sha256=article.text_sha256,
        sources=article.sources,
        attributions=article.attributions,
        claims=article.claims,
    )

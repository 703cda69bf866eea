"""Rules: what must hold inside one article beyond the types of its fields, one small check each."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from ..decode import Path, shown
from ..records import Article, Attribution, Prediction, Side, Source, Span
from ..weights import ranks, runs

MAX_FRAGMENTS = 64
MAX_ID = 128


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


def ids_are_short_and_unique(subject: Subject) -> Iterator[Finding]:
    """Ids are opaque strings of 1 to 128 code points, each used once in its list."""
    if not 0 < len(subject.record.id) <= MAX_ID:
        yield Finding("E-ID", ("id",), f"must have 1 to {MAX_ID} characters")
    for room in ("sources", "attributions", "claims"):
        seen: set[str] = set()
        for at, item in enumerate(getattr(subject.record, room) or ()):
            if not 0 < len(item.id) <= MAX_ID:
                yield Finding("E-ID", (room, at, "id"), f"must have 1 to {MAX_ID} characters")
            if item.id in seen:
                message = f"{shown(item.id)} stands twice; give each of the {room} its own id"
                yield Finding("E-DUP-ID", (room, at, "id"), message)
            seen.add(item.id)


def text_has_its_hash(subject: Subject) -> Iterator[Finding]:
    """The text hashes to `text_sha256`, so that no offset can refer to another version of it."""
    claimed = subject.record.text_sha256
    if subject.text is not None and claimed is not None:
        found = sha256(subject.text)
        if found != claimed:
            message = (
                f"is {shown(claimed, 16)} but the text hashes to {shown(found, 16)}; "
                "the text was changed (line ends? normalisation?): take the released one"
            )
            yield Finding("E-TEXT", ("text_sha256",), message)


def text_is_the_released_one(subject: Subject) -> Iterator[Finding]:
    """The text that a record gives is the one that its offsets are checked against."""
    given, text = subject.record.text, subject.text
    if given is not None and text is not None and given != text:
        pairs = enumerate(zip(given, text, strict=False))
        shorter = min(len(given), len(text))
        at = next((at for at, (one, other) in pairs if one != other), shorter)
        message = f"differs from the released text at offset {at}: {shown(given[at : at + 12])} "
        message += f"for {shown(text[at : at + 12])}; take the released one"
        yield Finding("E-TEXT", ("text",), message)


def prediction_names_its_text(subject: Subject) -> Iterator[Finding]:
    """A prediction gives `text_sha256` or `text`, so that its offsets can be trusted."""
    record = subject.record
    if subject.side == "predicted" and record.text is None and record.text_sha256 is None:
        yield Finding("E-TEXT", ("text_sha256",), "is missing; give text_sha256 or text")


def title_is_first_line(subject: Subject) -> Iterator[Finding]:
    """The title, where there is one, is the first line of the text."""
    record = subject.record
    if isinstance(record, Article) and record.title is not None:
        first = record.text.partition("\n")[0]
        if first != record.title:
            message = f"is {shown(record.title)} but the text's first line is {shown(first)}"
            yield Finding("E-TITLE", ("title",), message)


def date_is_iso(subject: Subject) -> Iterator[Finding]:
    """A date is written YYYY-MM-DD."""
    date = subject.record.date if isinstance(subject.record, Article) else None
    if date is not None:
        try:
            valid = datetime.date.fromisoformat(date).isoformat() == date
        except ValueError:
            valid = False
        if not valid:
            yield Finding("E-DATE", ("date",), f"is {shown(date)}; expected YYYY-MM-DD")


def sentences_are_in_order(subject: Subject) -> Iterator[Finding]:
    """Sentences lie inside the text, in order, without overlap."""
    if not isinstance(subject.record, Article):
        return
    last, length = 0, len(subject.record.text)
    for at, sentence in enumerate(subject.record.sentences):
        start, end = sentence.start, sentence.end
        if not last <= start < end <= length:
            message = f"{start}:{end} is out of order or range; the text has {length} code points"
            yield Finding("E-SENTENCE", ("sentences", at), message)
            return
        last = end


def fragments_are_in_order(subject: Subject) -> Iterator[Finding]:
    """The fragments of a span stand in text order without overlap, at most 64 of them."""
    for path, span in subject.spans():
        if len(span) > MAX_FRAGMENTS:
            message = f"has {len(span)} fragments; at most {MAX_FRAGMENTS} are allowed"
            yield Finding("E-FRAGMENTS", path, message)
        for at in range(1, len(span)):
            before, after = span[at - 1], span[at]
            if after.start < before.end:
                message = f"starts at {after.start}, before the previous one ends at {before.end}"
                yield Finding("E-FRAGMENTS", (*path, at), message)


def offsets_are_in_range(subject: Subject) -> Iterator[Finding]:
    """No fragment ends after the text."""
    if subject.text is None:
        return
    length = len(subject.text)
    for path, span in subject.spans():
        for at, fragment in enumerate(span):
            if fragment.end > length:
                message = f"{fragment.start}:{fragment.end} ends after the text, which has "
                message += f"{length} code points{wrong_unit(subject.text, span)}"
                yield Finding("E-OFFSET", (*path, at), message)


def fragment_texts_are_slices(subject: Subject) -> Iterator[Finding]:
    """The text of a fragment is the slice it names; gold always gives it."""
    text = subject.text
    if text is None:
        return
    for path, span in subject.spans():
        for at, fragment in enumerate(span):
            if fragment.text is None:
                if subject.side == "gold":
                    message = "is null; gold fragments carry the text they cover"
                    yield Finding("E-SLICE", (*path, at, "text"), message)
            elif fragment.end <= len(text) and text[fragment.start : fragment.end] != fragment.text:
                slice_ = shown(text[fragment.start : fragment.end])
                message = f"{fragment.start}:{fragment.end} reads {slice_} but the record says "
                message += f"{shown(fragment.text)}{wrong_unit(text, span)}"
                yield Finding("E-SLICE", (*path, at), message)


def wrong_unit(text: str, span: Span) -> str:
    """Advice in words if the offsets would fit in bytes or UTF-16 units; never a repair."""
    for name, encoding, width in (("UTF-8 bytes", "utf-8", 1), ("UTF-16 units", "utf-16-le", 2)):
        data = text.encode(encoding)
        if span and all(
            fragment.text is not None
            and data[fragment.start * width : fragment.end * width]
            == fragment.text.encode(encoding)
            for fragment in span
        ):
            return f"; these look like {name}, offsets count code points"
    return "; offsets count code points, end-exclusive"


def spans_have_weight(subject: Subject) -> Iterator[Finding]:
    """A span that is present holds a letter or digit; claims and mentions are always present."""
    totals = ranks(subject.text) if subject.text is not None else None
    for path, span in subject.spans():
        if not span:
            if path[0] != "attributions":
                yield Finding("E-EMPTY", path, "has no fragment; leave the entry out instead")
        elif totals and _inside(span, totals) and not runs(span, totals):
            yield Finding("E-WEIGHT", path, "covers no letter or digit, so it marks nothing")


def _inside(span: Span, totals: list[int]) -> bool:
    return all(fragment.end < len(totals) for fragment in span)


def attributions_have_a_cue_or_content(subject: Subject) -> Iterator[Finding]:
    """An attribution has at least a cue or a content."""
    for at, attribution in enumerate(subject.attributions):
        if not attribution.cue and not attribution.content:
            yield Finding("E-EMPTY", ("attributions", at), "has neither cue nor content")


def references_resolve(subject: Subject) -> Iterator[Finding]:
    """Every id that is pointed to exists in the article."""
    sources = {source.id for source in subject.sources}
    attributions = {attribution.id for attribution in subject.attributions}
    claims = {claim.id for claim in subject.record.claims or ()}

    def missing(path: Path, wanted: str | None, known: set[str], kind: str) -> Iterator[Finding]:
        if wanted is not None and wanted not in known:
            yield Finding("E-REF", path, f"is {shown(wanted)}, but there is no such {kind}")

    for at, source in enumerate(subject.sources):
        for member in source.members:
            yield from missing(("sources", at, "members"), member, sources, "source")
    for at, item in enumerate(subject.attributions):
        here: Path = ("attributions", at)
        if item.source_id is None and subject.side == "gold":
            message = "is null; every attribution points to an entry of sources"
            yield Finding("E-REF", (*here, "source_id"), message)
        yield from missing((*here, "source_id"), item.source_id, sources, "source")
        yield from missing((*here, "parent"), item.parent, attributions, "attribution")
        if subject.record.claims is not None:
            for claim in item.refers:
                yield from missing((*here, "refers"), claim, claims, "claim")
    if subject.record.attributions is not None:
        for at, claim_item in enumerate(subject.record.claims or ()):
            path: Path = ("claims", at, "attribution")
            yield from missing(path, claim_item.attribution, attributions, "attribution")


def nesting_has_no_cycle(subject: Subject) -> Iterator[Finding]:
    """No attribution is nested, over any number of steps, in itself."""
    parents = {item.id: item.parent for item in subject.attributions}
    for at, item in enumerate(subject.attributions):
        seen, outer = {item.id}, item.parent
        while outer is not None and outer not in seen:
            seen.add(outer)
            outer = parents.get(outer)
        if outer == item.id:
            yield Finding("E-CYCLE", ("attributions", at, "parent"), "leads back to itself")


def mentions_belong_to_one_source(subject: Subject) -> Iterator[Finding]:
    """A mention stands in one entry of `sources` only."""
    if subject.text is None:
        return
    totals, owners = ranks(subject.text), dict[tuple[tuple[int, int], ...], str]()
    for at, source in enumerate(subject.sources):
        for number, mention in enumerate(source.mentions):
            if mention and _inside(mention, totals):
                owner = owners.setdefault(runs(mention, totals), source.id)
                if owner != source.id:
                    message = f"is also a mention of {owner!r}; a mention belongs to one source"
                    yield Finding("E-MENTION", ("sources", at, "mentions", number), message)


def named_entries_have_mentions(subject: Subject) -> Iterator[Finding]:
    """Every gold entry has a mention, except the impersonal one: type unknown, no name."""
    for at, source in enumerate(subject.sources if subject.side == "gold" else ()):
        if not source.mentions and source.name:
            yield Finding(
                "E-MENTION", ("sources", at, "mentions"), "is empty; mark where it stands"
            )


RULES: tuple[Rule, ...] = (
    ids_are_short_and_unique,
    text_has_its_hash,
    text_is_the_released_one,
    prediction_names_its_text,
    title_is_first_line,
    date_is_iso,
    sentences_are_in_order,
    fragments_are_in_order,
    offsets_are_in_range,
    fragment_texts_are_slices,
    spans_have_weight,
    attributions_have_a_cue_or_content,
    references_resolve,
    nesting_has_no_cycle,
    mentions_belong_to_one_source,
    named_entries_have_mentions,
)


def sha256(text: str) -> str:
    """The SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()

"""Rules about spans: order, range, slices, weight."""

from __future__ import annotations

from collections.abc import Iterator

from ..decode import shown
from ..records import Span
from ..weights import ranks, runs
from .subject import Finding, Subject

MAX_FRAGMENTS = 64
# What offsets are counted in by mistake: name, encoding, bytes a unit.
UNITS = (("UTF-8 bytes", "utf-8", 1), ("UTF-16 units", "utf-16-le", 2))


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
    possible = []
    for name, encoding, width in UNITS:
        data = text.encode(encoding)
        if span and len(text) < span[-1].end <= len(data) // width:
            possible.append(name)
        if span and all(
            fragment.text is not None
            and data[fragment.start * width : fragment.end * width]
            == fragment.text.encode(encoding)
            for fragment in span
        ):
            return f"; these look like {name}, offsets count code points"
    if possible and all(fragment.text is None for fragment in span):
        units = " or ".join(possible)
        return f"; these may be {units}, offsets count code points; give each fragment its text"
    return "; offsets count code points, end-exclusive"


def spans_have_weight(subject: Subject) -> Iterator[Finding]:
    """A span that is present holds a letter or digit; claims and mentions are always present."""
    totals = ranks(subject.text) if subject.text is not None else None
    for path, span in subject.spans():
        if not span:
            if path[0] != "attributions":
                yield Finding("E-EMPTY", path, "has no fragment; leave the entry out instead")
        elif totals and inside(span, totals) and not runs(span, totals):
            yield Finding("E-WEIGHT", path, "covers no letter or digit, so it marks nothing")


def inside(span: Span, totals: list[int]) -> bool:
    """Whether every fragment ends within the text."""
    return all(fragment.end < len(totals) for fragment in span)


def mentions_belong_to_one_source(subject: Subject) -> Iterator[Finding]:
    """A mention stands in one entry of `sources` only."""
    if subject.text is None:
        return
    totals, owners = ranks(subject.text), dict[tuple[tuple[int, int], ...], str]()
    for at, source in enumerate(subject.sources):
        for number, mention in enumerate(source.mentions):
            if mention and inside(mention, totals):
                owner = owners.setdefault(runs(mention, totals), source.id)
                if owner != source.id:
                    message = f"is also a mention of {owner!r}; a mention belongs to one source"
                    yield Finding("E-MENTION", ("sources", at, "mentions", number), message)

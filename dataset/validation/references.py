"""Rules about what points to what: references, nesting, parts and mentions that must be there."""

from __future__ import annotations

from collections.abc import Iterator

from ..decode import Path, shown
from .subject import Finding, Subject


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


def named_entries_have_mentions(subject: Subject) -> Iterator[Finding]:
    """Every gold entry has a mention, except the impersonal one: type unknown, no name."""
    for at, source in enumerate(subject.sources if subject.side == "gold" else ()):
        if not source.mentions and source.name:
            yield Finding(
                "E-MENTION", ("sources", at, "mentions"), "is empty; mark where it stands"
            )

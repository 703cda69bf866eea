"""Shortcuts: quick tests that show that rules have nothing to find, as in nearly every record.

A test answers for the rules beside it: where it is true, none of them has a finding. Where one is
false, all rules run and find the words. A rule without a test always runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import TypeAlias

from ..records import Article, Fragment, Span
from ..weights import running
from .references import (
    attributions_have_a_cue_or_content,
    named_entries_have_mentions,
    nesting_has_no_cycle,
    references_resolve,
)
from .rules import RULES
from .spans import (
    MAX_FRAGMENTS,
    fragment_texts_are_slices,
    fragments_are_in_order,
    mentions_belong_to_one_source,
    offsets_are_in_range,
    spans_have_weight,
)
from .subject import Finding, Rule, Subject
from .texts import (
    MAX_ID,
    date_is_iso,
    ids_are_short_and_unique,
    prediction_names_its_text,
    sentences_are_in_order,
    sha256,
    text_has_its_hash,
    text_is_the_released_one,
    title_is_first_line,
)

Test: TypeAlias = Callable[[Subject], bool]


def findings(subject: Subject) -> Iterator[Finding]:
    """What the rules find in a record, in their order."""
    for rule in UNTESTED if all(test(subject) for test in TESTS) else RULES:
        yield from rule(subject)


def ids_are_right(subject: Subject) -> bool:
    """Ids of 1 to 128 code points, none twice in its list."""
    record = subject.record
    return _are_ids([record.id]) and all(
        _are_ids([item.id for item in room])
        for room in (record.sources, record.attributions, record.claims)
        if room
    )


def _are_ids(ids: list[str]) -> bool:
    return len({*ids}) == len(ids) and all(ids) and max(map(len, ids)) <= MAX_ID


def text_is_right(subject: Subject) -> bool:
    """The released text with its hash, or for a prediction one of the two."""
    text, given, claimed = subject.text, subject.record.text, subject.record.text_sha256
    if text is None or (given is None and claimed is None):
        return False
    return (given is None or given == text) and (claimed is None or claimed == sha256(text))


def head_is_right(subject: Subject) -> bool:
    """Title, date and sentences as they must be."""
    record = subject.record
    if not isinstance(record, Article):
        return True
    title, day, last = record.title, record.date, 0
    if title is not None and title != record.text.partition("\n")[0]:
        return False
    for sentence in record.sentences:
        if not last <= sentence.start < sentence.end:
            return False
        last = sentence.end
    if last > len(record.text):
        return False
    try:
        return day is None or date.fromisoformat(day).isoformat() == day
    except ValueError:
        return False


def spans_are_right(subject: Subject) -> bool:
    """Fragments in order, in range, with their slices; all spans with weight that must have it."""
    text, loose = subject.text, subject.side == "predicted"
    if text is None:
        return False
    totals, length = running(text), len(text)

    def right(fragment: Fragment) -> bool:
        start, end = fragment.start, fragment.end
        words = fragment.text
        return (
            end <= length
            and totals[start] < totals[end]
            and (words == text[start:end] or (loose and words is None))
        )

    def present(spans: Iterable[Span]) -> bool:
        for span in spans:
            if not 0 < len(span) <= MAX_FRAGMENTS or not all(map(right, span)):
                return False
            if len(span) > 1 and any(one.end > two.start for one, two in pairwise(span)):
                return False
        return True

    attributions = subject.attributions
    return (
        present(mention for source in subject.sources for mention in source.mentions)
        and present(item.cue for item in attributions if item.cue)
        and present(item.source for item in attributions if item.source)
        and present(item.content for item in attributions if item.content)
        and present(claim.span for claim in subject.record.claims or ())
        and all(item.cue or item.content for item in attributions)
    )


def references_are_right(subject: Subject) -> bool:
    """Ids point to what exists, and nothing is nested."""
    sources: set[str | None] = {source.id for source in subject.sources}
    if subject.side == "predicted":
        sources.add(None)
    for item in subject.attributions:
        if item.source_id not in sources or item.parent is not None or item.refers:
            return not any(references_resolve(subject)) and not any(nesting_has_no_cycle(subject))
    return not any(source.members for source in subject.sources) and not any(
        claim.attribution is not None for claim in subject.record.claims or ()
    )


def mentions_are_right(subject: Subject) -> bool:
    """Mentions of one fragment each, all different, in every gold entry."""
    mentions: list[Span] = []
    for source in subject.sources:
        if not source.mentions and subject.side == "gold":
            return False
        mentions += source.mentions
    if subject.text is None or any(len(mention) != 1 for mention in mentions):
        return False
    totals = running(subject.text)
    bounds = {(totals[mention[0].start], totals[mention[0].end]) for mention in mentions}
    return len(bounds) == len(mentions)


SHORTCUTS: dict[Test, tuple[Rule, ...]] = {
    ids_are_right: (ids_are_short_and_unique,),
    text_is_right: (text_has_its_hash, text_is_the_released_one, prediction_names_its_text),
    head_is_right: (title_is_first_line, date_is_iso, sentences_are_in_order),
    spans_are_right: (
        fragments_are_in_order,
        offsets_are_in_range,
        fragment_texts_are_slices,
        spans_have_weight,
        attributions_have_a_cue_or_content,
    ),
    references_are_right: (references_resolve, nesting_has_no_cycle),
    mentions_are_right: (mentions_belong_to_one_source, named_entries_have_mentions),
}
TESTS = tuple(SHORTCUTS)
UNTESTED = tuple(rule for rule in RULES if not any(rule in tested for tested in SHORTCUTS.values()))

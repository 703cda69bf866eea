"""Shortcuts: quick tests that show that rules have nothing to find, as in nearly every record.

A test answers for the rules beside it: where it is true, none of them has a finding. Where it is
false, they run and find the words. A rule without a test always runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain, pairwise
from typing import TypeAlias

from ..records import Article, Span
from ..weights import WEIGHTED
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
    failed = [rules for test, rules in SHORTCUTS.items() if not test(subject)]
    if failed:
        rules = {*UNTESTED, *chain.from_iterable(failed)}
        for rule in RULES:
            if rule in rules:
                yield from rule(subject)
    else:
        for rule in UNTESTED:
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
    spans = [claim.span for claim in subject.record.claims or ()]
    for source in subject.sources:
        spans += source.mentions
    if not all(spans):
        return False
    for item in subject.attributions:
        if not item.cue and not item.content:
            return False
        spans += filter(None, (item.cue, item.source, item.content))
    length, weighted = len(text), WEIGHTED.search
    fragments = [*chain.from_iterable(spans)]
    for fragment in fragments:
        start, end, words = fragment.start, fragment.end, fragment.text
        if end > length or not (words == text[start:end] or (loose and words is None)):
            return False
        if not weighted(text, start, end):
            return False
    return len(fragments) == len(spans) or all(map(_is_in_order, spans))


def _is_in_order(span: Span) -> bool:
    return len(span) <= MAX_FRAGMENTS and all(one.end <= two.start for one, two in pairwise(span))


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
    cores = {_core(subject.text, mention[0].start, mention[0].end) for mention in mentions}
    return len(cores) == len(mentions) and None not in cores


def _core(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the first and the last letter or digit of a stretch stand, if it has any."""
    first, last = WEIGHTED.search(text, start, end), WEIGHTED.search(text[start:end][::-1])
    return (first.start(), end - last.start()) if first and last else None


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
UNTESTED = tuple(rule for rule in RULES if not any(rule in tested for tested in SHORTCUTS.values()))

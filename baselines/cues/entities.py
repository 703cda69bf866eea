"""Entities: source phrases and dropped subjects joined into the entries of `sources`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .found import Found, Range
from .lexicon import word_list
from .names import Name, naming_words, same_name, significant, skeleton, without_article
from .nouns import listed, split
from .page import Page
from .phrases import grow

_MASCULINE = word_list("arabic", "masculine")


@dataclass
class Entry:
    """A source: its mentions as token ranges, their different words, and the significant ones."""

    mentions: list[Range] = field(default_factory=list)
    wordings: dict[tuple[str, ...], None] = field(default_factory=dict)
    names: list[Name] = field(default_factory=list)


_FARTHEST = 40  # attributions between a dropped subject and its antecedent


def resolve(page: Page, found: Sequence[Found]) -> tuple[list[Entry], list[int]]:
    """The entries of an article, and for each attribution the position of its entry."""
    entries: list[Entry] = []
    where: list[int] = []
    last: int | None = None
    for at, item in enumerate(found):
        if item.impersonal:
            entry = next((k for k, known in enumerate(entries) if not known.mentions), len(entries))
            if entry == len(entries):
                entries.append(Entry())
        elif item.source and not item.pronoun:
            entry = _enter(page, entries, item.source)
        else:
            entry = _antecedent(page, entries, found, where, at, last)
        where.append(entry)
        if item.nested_in is None and entries[entry].mentions:
            last = entry
    return entries, where


def _enter(page: Page, entries: list[Entry], mention: Range) -> int:
    name = Name(significant(page, mention), naming_words(page, mention))
    place = _by_office(page, entries, mention)
    if place is None:
        place = _known(entries, name)
    if place is None:
        place = len(entries)
        entries.append(Entry())
    if mention not in entries[place].mentions:
        entries[place].mentions.append(mention)
        entries[place].wordings[tuple(page.words(*mention))] = None
        if name not in entries[place].names:
            entries[place].names.append(name)
    return place


def _by_office(page: Page, entries: list[Entry], mention: Range) -> int | None:
    """The latest entry in whose mentions a lone definite office or title stands."""
    forms = page.words(*mention)
    if not forms or len(forms) > 6 or not forms[0].startswith(("ال", "لل")):
        return None
    wanted = {forms[0], without_article(forms[0])}
    if not any(form in listed("roles") or form in listed("titles") for form in wanted):
        return None
    rest = {skeleton(without_article(form)) for form in forms[1:]}
    for place in range(len(entries) - 1, -1, -1):
        for known in entries[place].wordings:
            theirs = {form for word in known for form in (word, word.removeprefix("و"))}
            shared = rest & {skeleton(without_article(form)) for form in theirs}
            if wanted & theirs and 2 * len(shared) >= len(rest):
                return place
    return None


def _known(entries: list[Entry], name: Name) -> int | None:
    """The latest entry that a phrase names again."""
    for place in range(len(entries) - 1, -1, -1):
        if any(same_name(name, other) or same_name(other, name) for other in entries[place].names):
            return place
    return None


def _antecedent(
    page: Page,
    entries: list[Entry],
    found: Sequence[Found],
    where: list[int],
    at: int,
    last: int | None,
) -> int:
    """The entry that a dropped subject or a pronoun stands for."""
    item = found[at]
    sentence = page.starts[item.start]
    if item.nested_in is not None and item.nested_in < at and not item.follows:
        return where[item.nested_in]
    if item.follows:
        for before in range(at - 1, max(-1, at - 1 - _FARTHEST), -1):
            other = found[before]
            reaches = max(other.start, *(end for _, end in other.content or [(0, 0)])) >= sentence
            if reaches and other.nested_in in (None, item.nested_in):
                return where[before]
        subject = _sentence_subject(page, sentence, item.start)
        if subject is not None and (last is None or item.start - subject[1] < 40):
            return _enter(page, entries, subject)
    recent = reversed(where[max(0, at - _FARTHEST) : at])
    candidates = [k for k in dict.fromkeys(recent) if _agrees(page, entries[k], item)]
    if last is not None and (last in candidates or not candidates):
        return last
    if candidates:
        return candidates[0]
    # A line above the story lets the one speak whom the story then introduces.
    ahead = next(
        (known.source for known in found[at + 1 :] if known.source and not known.pronoun), None
    )
    subject = ahead or _sentence_subject(page, sentence, item.start)
    if subject is not None:
        return _enter(page, entries, subject)
    entries.append(Entry())
    return len(entries) - 1


def _sentence_subject(page: Page, sentence: int, stop: int) -> Range | None:
    """The phrase after the first word of a sentence, taken to be its verb."""
    start = sentence
    while start < stop and (
        page.form(start) in listed("connectives") or not page.tokens[start].is_word
    ):
        start += 1
    if page.form(start).startswith("ال") or page.form(start) in ("اما", "في", "من", "علي"):
        return None
    if page.form(start).isascii():
        return None
    end = grow(page, start + 1, stop)
    end = split(page, start + 1, end) if end > start + 1 else end
    return (start + 1, end) if page.words(start + 1, end) else None


def _agrees(page: Page, entry: Entry, item: Found) -> bool:
    """Whether gender and number on the cue do not rule an entry out."""
    if not entry.mentions:
        return item.feminine is None
    head = page.form(entry.mentions[0][0])
    plural = head.endswith(("ون", "ين", "ات", "ء")) or head in listed("plurals")
    feminine = head.endswith("ه") and head not in _MASCULINE
    if item.plural:
        return plural or not (head in listed("roles") or head in listed("titles"))
    if item.feminine is True:
        return feminine or plural or (head not in listed("titles") and head not in listed("roles"))
    if item.feminine is False:
        return not feminine
    return True

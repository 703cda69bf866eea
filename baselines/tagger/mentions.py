"""Mentions: every stretch of an article that names a source which is known by some phrases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from ..cues.lexicon import arabic, folded
from ..cues.nouns import listed
from .page import Page, Range
from .phrases import Phrase, bare, is_body

_DETERMINERS = folded("the this هذا هذه ذلك تلك")
_PLACES = folded("في من الي علي عن")
_HOLDERS = folded("leader president chairman chair member members spokesman spokeswoman chief head")
_LEAST = 4


def places_of(page: Page) -> dict[str, list[int]]:
    """Where each bare word of a page stands, with and without a conjunction before it."""
    written: defaultdict[str, list[int]] = defaultdict(list)
    for at, word in enumerate(page.words):
        if word.is_word:
            written[page.forms[at]].append(at)
    found: defaultdict[str, list[int]] = defaultdict(list)
    for form, places in written.items():
        found[bare(form)] += places
        if form[0] in "ولب" and len(form) > _LEAST:
            found[bare(form[1:])] += places
    return {form: sorted(places) for form, places in found.items()}


def all_mentions(
    page: Page,
    clusters: Sequence[Sequence[Range]],
    places: Mapping[str, Sequence[int]] | None = None,
) -> list[list[Range]]:
    """The mentions of each source, those that are given and all that repeat or shorten them.

    Args:
        page: The article.
        clusters: The mentions that are given, by source.
        places: Its `places_of`, if they are at hand.
    """
    places = places_of(page) if places is None else places
    found = [list(dict.fromkeys(cluster)) for cluster in clusters]
    taken = [False] * len(page)
    for cluster in found:
        for place in cluster:
            _take(taken, place)
    for words, number in _shortened(page, found):
        for start in places.get(bare(words[0]), ()):
            core = None if taken[start] else _matched(page, start, words)
            if core is None or any(taken[slice(*core)]):
                continue
            whole = _grown(page, core, taken)
            if whole is not None and not any(taken[slice(*whole)]):
                found[number].append(whole)
                _take(taken, whole)
    return [sorted(set(cluster)) for cluster in found]


def _take(taken: list[bool], place: Range) -> None:
    taken[slice(*place)] = [True] * (place[1] - place[0])


def _shortened(page: Page, clusters: Sequence[Sequence[Range]]) -> list[tuple[list[str], int]]:
    """The ways to name each source again as bare words, longest first, none for two sources."""
    owners: defaultdict[tuple[str, ...], set[int]] = defaultdict(set)
    for number, cluster in enumerate(clusters):
        for place in cluster:
            for words in _forms(page, place):
                owners[words].add(number)
    ways = sorted(
        ((words, numbers) for words, numbers in owners.items()),
        key=lambda way: (-len(way[0]), way[0]),
    )
    return [(list(words), next(iter(n))) for words, n in ways if len(n) == 1]


def _forms(page: Page, place: Range) -> Iterator[tuple[str, ...]]:
    """The bare words of a phrase, of its core, and of the short forms that it allows."""
    words = tuple(bare(page.forms[at]) for at in range(*place) if page.words[at].is_word)
    if len(words) > 1 or _is_distinct(page, place):
        yield words
    phrase = Phrase.of(page, place)
    head, last = phrase.core[0], phrase.core[-1]
    if len(phrase.core) < 2:
        return
    core = words[: len(phrase.core)]
    if core == phrase.core:
        yield core
    if is_body(head):
        yield (f"ال{head}",)
    elif len(last) >= _LEAST and not is_body(last) and _is_person(page, place, phrase):
        yield (last,)


def _is_distinct(page: Page, place: Range) -> bool:
    form = page.forms[place[0]]
    vague = (listed("plain"), listed("roles"), listed("titles"))
    return len(form) >= _LEAST and not any(form in words for words in vague)


def _is_person(page: Page, place: Range, phrase: Phrase) -> bool:
    """Whether a phrase names a person: by a title, or by capitals, or by an office after it."""
    if phrase.core[0] in listed("roles"):
        return False
    if page.raw[place[0]][:1].isascii():
        core = [page.raw[at] for at in range(*place) if page.forms[at] in phrase.core]
        return sum(raw[:1].isupper() for raw in core) > 1
    titled = any(form in listed("titles") for form in phrase.forms)
    named = all(not page.forms[at].startswith("ال") for at in range(place[0], place[0] + 1))
    return titled or (named and bool(phrase.rest) and phrase.rest[0] in listed("roles"))


def _matched(page: Page, start: int, words: Sequence[str]) -> Range | None:
    """The range of words that read like some bare words, marks skipped."""
    at, end = start, len(page)
    definite = words[0].startswith("ال")
    if definite:
        return (start, start + 1) if page.forms[start] == words[0] else None
    for count, word in enumerate(words):
        while count and at < end and not page.words[at].is_word and at - start < 3 * len(words):
            at += 1
        if at >= end or page.sentence[at] != page.sentence[start]:
            return None
        form = page.forms[at]
        if bare(form) != word and not (count == 0 and bare(form[1:]) == word):
            return None
        at += 1
    return start, at


def _grown(page: Page, place: Range, taken: Sequence[bool]) -> Range | None:
    """The whole phrase round a repeated name; None where the name is part of another's office."""
    start, end = place
    if page.raw[start][:1].isascii():
        return _grown_english(page, start, end, taken)
    first = page.forms[start]
    if end - start == 1 and is_body(first):
        while end < len(page) and end - start < 3 and page.forms[end].startswith("ال"):
            end += 1
        return (start, end) if end - start > 1 else None
    if (
        start
        and is_body(bare(page.forms[start - 1]))
        and first.startswith("ال")
        and not taken[start - 1]
    ):
        return start - 1, end
    if start and page.forms[start - 1] in _DETERMINERS and not taken[start - 1]:
        return start - 1, end
    return _with_office(page, start, taken), end


def _grown_english(page: Page, start: int, end: int, taken: Sequence[bool]) -> Range | None:
    """An English name with the capitals or the determiner before it."""
    if end < len(page) and page.forms[end] in _HOLDERS:
        return None
    if page.raw[start][:1].isupper():
        while (
            start
            and page.raw[start - 1][:1].isupper()
            and not taken[start - 1]
            and (page.sentence[start - 1] == page.sentence[start])
        ):
            start -= 1
        return start, end
    if start and page.forms[start - 1] in _DETERMINERS and not taken[start - 1]:
        return start - 1, end
    return (start, end) if end - start > 1 else None


def _with_office(page: Page, start: int, taken: Sequence[bool]) -> int:
    """Where the office and title before a name begin, if any stand there."""
    begin = start
    for back in range(start - 1, max(-1, start - 9), -1):
        form = page.forms[back]
        plain = form[1:] if form[:1] in ("و", "ل", "ب") else form
        if taken[back] or not page.words[back].is_word or arabic()[form] is not None:
            break
        if form in listed("adverbials") or form in listed("that") or form in _PLACES:
            break
        if any(word in listed("roles") or word in listed("titles") for word in (form, plain)):
            begin = back
    return begin

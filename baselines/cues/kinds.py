"""What kind of source the phrases for it name, and whether they name anybody at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import get_args

from musnad.dataset import SourceType
from musnad.dataset.text import fold

from .lexicon import read, word_list
from .nouns import listed

Phrase = Sequence[str]

_MARKS = frozenset(",،(")


def kind_of(phrases: Sequence[Phrase]) -> SourceType:
    """The type of a source: by a word that tells, else by its office, else by how it is addressed.

    Args:
        phrases: the folded words of each mention, marks left in.
    """
    for table in ("tells", "bears", "address"):
        for phrase in phrases:
            for one, two in _from_head(phrase):
                kind = _told(table, one, two)
                if kind is not None:
                    return kind
    is_office = any(form in listed("roles") for phrase in phrases for form in phrase)
    return "official" if is_office else "unknown"


def is_named(phrase: Phrase, name: str, kind: SourceType) -> bool:
    """Whether a source is a named person, body or document.

    Args:
        phrase: the folded words of the first mention.
        name: the fullest mention as written.
        kind: the type of the source.
    """
    if name[:1].isascii():
        words = name.split()
        if words[0].casefold() in ("a", "an"):
            return False
        is_body = words[0].casefold() == "the" and words[-1] in _words("naming", "bodies")
        capital = any(word[:1].isupper() for word in words[1:])
        return is_body or capital or (len(words) == 1 and name[:1].isupper())
    first = phrase[0] if phrase else ""
    if not {first, first.lstrip("لو")} & _words("naming", "nobody"):
        return True
    if first in _words("bears", "document"):
        return kind != "document"  # a report whose issuer is told is that issuer's
    return len(phrase) > 4 and any(form in listed("titles") for form in phrase)


def _from_head(phrase: Phrase) -> Iterator[tuple[str, str]]:
    """The words of a phrase with the one after each, in the order in which they may be its head.

    An Arabic phrase starts with its head. An English one has it last before a complement opens.
    """
    pairs = list(zip(phrase, (*phrase[1:], ""), strict=True))
    if not any(form.isascii() and form.isalpha() for form in phrase):
        yield from pairs
        return
    part: list[tuple[str, str]] = []
    for pair in pairs:
        if pair[0] in _MARKS or pair[0] in word_list("english", "complements"):
            yield from reversed(part)
            part = []
        else:
            part.append(pair)
    yield from reversed(part)


def _told(table: str, one: str, two: str) -> SourceType | None:
    """The type that two neighbours tell together, else the one that the first tells alone."""
    known = _index(table)
    for form in (f"{one} {two}", one):
        for bare in dict.fromkeys(_without_clitics(form)):
            if bare in known:
                return known[bare]
    return None


def _without_clitics(form: str) -> Iterator[str]:
    """A form as written, then without a clitic, an article, or both."""
    yield form
    if form[:2] == "لل":
        yield "ال" + form[2:]
        yield form[2:]
    if form[:1] in ("و", "ل", "ب", "ف") and len(form) > 3:
        yield form[1:]
        yield form[1:].removeprefix("ال")
    yield form.removeprefix("ال")


@cache
def _index(table: str) -> dict[str, SourceType]:
    """The words of a table of `types.toml` with their types; the first that lists a word wins."""
    index: dict[str, SourceType] = {}
    for kind in get_args(SourceType):
        for word in _words(table, kind):
            index.setdefault(word, kind)
    return index


@cache
def _words(table: str, name: str) -> frozenset[str]:
    words = str(read("types.toml")[table].get(name, "")).split()
    return frozenset(fold(word.replace("_", " ")) for word in words)

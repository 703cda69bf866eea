"""Sources: entries as records, with all their mentions, type and whether they are named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from musnad.dataset import Source, Span
from musnad.dataset.text import fold

from .entities import Entry
from .found import Range
from .kinds import is_named, kind_of
from .lexicon import arabic, folded
from .names import balanced, without_article
from .nouns import listed
from .page import Page

_SPEAKERS = folded("المتحدث المتحدثة الناطق الناطقة")  # what title follows them is theirs


def mentions(page: Page, entries: Sequence[Entry]) -> list[list[Range]]:
    """Every stretch of the text that repeats a mention of an entry, longest first."""
    taken: set[int] = set()
    out: list[list[Range]] = [list(entry.mentions) for entry in entries]
    if page.tokens and not entries:
        return out
    for ranges in out:
        for start, end in ranges:
            taken.update(range(start, end))
    index: defaultdict[str, list[int]] = defaultdict(list)
    for at, token in enumerate(page.tokens):
        index[without_article(token.form)].append(at)
        if token.form[:1] in ("و", "ل", "ب") and len(token.form) > 3:
            index[without_article(token.form[1:])].append(at)
    known = {
        (tuple(page.words(*mention)), place): None
        for place, entry in enumerate(entries)
        for mention in entry.mentions
    }
    for forms, place in sorted(known, key=lambda row: -len(row[0])):
        if len(forms) == 1 and (len(forms[0]) < 4 or forms[0] in listed("plain")):
            continue
        for at in index.get(without_article(forms[0]), ()):
            end = at + len(forms)
            if (
                len(page.words(at, end)) == len(forms)
                and tuple(page.words(at, end)[1:]) == forms[1:]
                and taken.isdisjoint(range(at, end))
            ):
                begin = _office_before(page, at, taken)
                out[place].append((begin, end))
                taken.update(range(begin, end))
    return [sorted(set(ranges)) for ranges in out]


def _office_before(page: Page, at: int, taken: set[int]) -> int:
    """Where the office and title before a name begin, if any stand there."""
    begin = at
    for back in range(at - 1, max(-1, at - 9), -1):
        form = page.form(back)
        bare = form[1:] if form[:1] in ("و", "ل", "ب") else form
        if back in taken or not page.tokens[back].is_word or arabic()[form] is not None:
            break
        if form in listed("adverbials") or form in listed("that") or form == "في":
            break
        if any(word in listed("roles") or word in listed("titles") for word in (form, bare)):
            begin = back
    return begin


def sources(page: Page, entries: Sequence[Entry]) -> list[Source]:
    """The entries as records: name, type, named, and all overt mentions."""
    made = []
    for number, ranges in enumerate(mentions(page, entries), 1):
        spans = [span for span in dict.fromkeys(page.span(mention) for mention in ranges) if span]
        if not spans:
            made.append(Source(id=f"S{number}", name="", type="unknown", named=False))
            continue
        # Its own cues' phrases first, then what the article calls it elsewhere.
        told = dict.fromkeys((*entries[number - 1].mentions, *ranges))
        kind = kind_of([[token.form for token in page.tokens[a:b]] for a, b in told])
        first = next(iter(told))
        name = max((span.cut(page.text) for span in spans), key=len)
        made.append(
            Source(
                id=f"S{number}",
                name=_name(name),
                type=kind,
                named=is_named(page.words(*first), name, kind),
                mentions=tuple(_unique(spans)),
            )
        )
    return made


def _unique(spans: Sequence[Span]) -> list[Span]:
    return sorted(spans, key=lambda span: (span.start, span.end))


def _name(text: str) -> str:
    """The part of the fullest form that names, where an office stands before a title."""
    words = text.replace(",", "،").split("،")[0].split()
    forms = [fold(word) for word in words]
    for at, form in enumerate(forms):
        opens = at and forms[0] not in listed("titles") and forms[at - 1] not in _SPEAKERS
        if form in listed("titles") and opens and len(words) - at > 1:
            return balanced(" ".join(words[at:]))
    return balanced(" ".join(words))

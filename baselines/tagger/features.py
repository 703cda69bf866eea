"""Word features for the sequence model: what a word is, and where on the page it stands."""

from __future__ import annotations

import re

from .lexicon import Lexicon
from .page import OUTSIDE, Page

STRONG = 5
"""The level of `Lexicon.cue` from which a form counts as a likely cue."""

_ARABIC = re.compile("[\u0621-\u064a]")
_CLITICS = re.compile("^[وف]?(?:لل|[بكلس]?(?:ال)?)")
REACH = 3
_TAGS = tuple(f"{distance:+d}:" for distance in range(-REACH, REACH + 1))
OUTSIDE_PACK = tuple(f"{tag}#" for tag in _TAGS)
COMMAS = frozenset({",", "،"})
COMPLEMENTS = frozenset({"that", "ان", "بان"})
_BIN_EDGES = (0, 1, 2, 3, 4, 6, 9, 14, 22, 40, 80)
BIN = [sum(edge <= distance for edge in _BIN_EDGES) - 1 for distance in range(_BIN_EDGES[-1] + 1)]


def _bin(distance: int) -> int:
    return BIN[min(distance, _BIN_EDGES[-1])]


def stem(form: str) -> str:
    """A folded Arabic form without the clitics before it; other forms as they are.

    >>> stem("وبالوزاره")
    'وزاره'
    """
    if not _ARABIC.match(form):
        return form
    bare = _CLITICS.sub("", form)
    return bare if len(bare) >= 3 else form


def shape(raw: str) -> str:
    """The kinds of characters in a word, runs collapsed; a mark is its own shape.

    >>> [shape(raw) for raw in ("Obama", "NATO", "F-16", "said", "،")]
    ['Xx', 'X', 'X-0', 'x', '،']
    """
    kinds: list[str] = []
    for char in raw[:12]:
        if char.isdigit():
            kind = "0"
        elif char.isupper():
            kind = "X"
        elif char.islower():
            kind = "x"
        elif char.isalpha():
            kind = "ا"
        else:
            kind = char
        if not kinds or kinds[-1] != kind:
            kinds.append(kind)
    return "".join(kinds)


class Features:
    """Makes the features of every word of a page.

    A word has features of its own and of the words within three places of it (`pack`), and
    features of where it stands and what it stands between (`context`).
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def of(self, page: Page) -> list[list[str]]:
        """All features of each word, in order."""
        kept = {raw: self.pack(raw, form) for raw, form in zip(page.raw, page.forms, strict=True)}
        packs = [kept[raw] for raw in page.raw]
        outside = [[item] for item in OUTSIDE_PACK]
        padded = [outside] * REACH + packs + [outside] * REACH
        rows = self.context(page)
        for at, row in enumerate(rows):
            for distance in range(2 * REACH + 1):
                row += padded[at + distance][distance]
        return rows

    def context(self, page: Page) -> list[list[str]]:
        """The features of each word's place and of its neighbours taken together."""
        lexicon, known = self.lexicon, self.lexicon.known
        rows = _places(page, lexicon)
        forms = ["#", "#", *(f if f in known else "?" for f in page.forms), "#", "#"]
        levels = [0, 0, *(lexicon.cue.get(form, 0) for form in page.forms), 0, 0]
        origins = [0, *(lexicon.source.get(form, 0) for form in page.forms), 0]
        coarse = [0, *(lexicon.coarse.get(form, -1) for form in page.forms), 0, 0]
        for at, row in enumerate(rows):
            first, before, here, after, last = forms[at : at + 5]
            one, two, three, four, five = levels[at : at + 5]
            row += (
                f"b<{before}|{here}",
                f"b>{here}|{after}",
                f"b={before}|{after}",
                f"b<<{first}|{before}",
                f"b>>{after}|{last}",
                f"k<{coarse[at]}|{coarse[at + 1]}|{coarse[at + 2]}",
                f"k>{coarse[at + 1]}|{coarse[at + 2]}|{coarse[at + 3]}",
                f"l<{one}{two}{three}{four}{five}",
                f"o<{origins[at]}{origins[at + 1]}{origins[at + 2]}",
            )
        hints = ("#", *page.hints, "#")
        for at, row in enumerate(rows if page.hints else ()):
            before, here, after = hints[at : at + 3]
            row += (f"h0{here}", f"h-{before}|{here}", f"h+{here}|{after}")
        return rows

    def pack(self, raw: str, form: str) -> list[list[str]]:
        """What a word says about the words three after it to three before it, by distance."""
        lexicon = self.lexicon
        word = form if form in lexicon.known else "?"
        kind, cue = shape(raw), lexicon.cue.get(form, 0)
        fine, coarse = lexicon.fine.get(form, -1), lexicon.coarse.get(form, -1)
        source = lexicon.source.get(form, 0)
        wide = [f"k{coarse}", f"c{cue}"]
        middle = [*wide, f"w{word}", f"s{kind}"]
        near = [*middle, f"f{fine}", f"e{form[-3:]}", f"r{source}"]
        own = [*near, f"a{raw}" if word != "?" else "a?"]
        own += [f"p{form[:size]}" for size in (1, 2, 3, 4) if len(form) > size]
        own += [f"e{form[-size:]}" for size in (1, 2, 4) if len(form) > size]
        bare = stem(form)
        if bare != form:
            own += [f"m{bare}", f"mp{bare[:3]}", f"me{bare[-3:]}"]
            own += [f"g{bare[at : at + 3]}" for at in range(len(bare) - 2)]
        kept = (wide, middle, near, own, near, middle, wide)
        return [[tag + item for item in items] for tag, items in zip(_TAGS, kept, strict=True)]


def _places(page: Page, lexicon: Lexicon) -> list[list[str]]:
    """Where each word stands: sentence, paragraph, quotation, and likely cues near it."""
    count = len(page)
    rows: list[list[str]] = [[] for _ in range(count)]
    cues = [lexicon.cue.get(form, 0) >= STRONG for form in page.forms]
    around = _quotation_features(page, cues)
    beside = speakers(page, cues)
    start = 0
    while start < count:
        end = start + 1
        while end < count and page.sentence[end] == page.sentence[start]:
            end += 1
        _sentence(page, start, end, cues, rows)
        start = end
    for at in range(count):
        rows[at] += around[at]
        if page.raw[at] in beside:
            rows[at].append(f"sp{beside[page.raw[at]]}")
        if page.is_headline(at):
            rows[at].append("head")
    return rows


def speakers(page: Page, cues: list[bool]) -> dict[str, int]:
    """Capitalised words that stand beside a likely cue somewhere on the page, with how often."""
    found: dict[str, int] = {}
    for at, is_cue in enumerate(cues):
        if is_cue:
            for near in (at - 1, at + 1):
                if 0 <= near < len(page) and page.raw[near][0].isupper():
                    found[page.raw[near]] = min(3, found.get(page.raw[near], 0) + 1)
    return found


def _sentence(page: Page, start: int, end: int, cues: list[bool], rows: list[list[str]]) -> None:
    """Add to each word of a sentence its place there, and the likely cues on either side of it."""
    opens = start == 0 or page.paragraph[start] != page.paragraph[start - 1]
    closes = end == len(page) or page.paragraph[end] != page.paragraph[end - 1]
    whole = [f"sf{page.forms[start]}", f"sc{min(3, sum(cues[start:end]))}"]
    for at in range(start, end):
        first, left = at - start, end - 1 - at
        row = rows[at]
        row += whole
        row += (f"si{_bin(first)}", f"sl{_bin(left)}")
        if opens:
            row.append(f"pi{min(first, 3)}")
        if closes:
            row.append(f"pl{min(left, 3)}")
    for side, places in (("b", range(start, end)), ("a", range(end - 1, start - 1, -1))):
        cue, said, commas, that = "#", 0, 0, ""
        for at in places:
            row = rows[at]
            row.append(f"c{side}{cue}")
            form = page.forms[at]
            if cue != "#":
                gap = abs(at - said)
                row.append(f"d{side}{_bin(gap)}|{min(commas, 2)}")
                row.append(f"f{side}{cue}|{min(gap, 4)}|{min(commas, 2)}{that}")
            if cues[at]:
                cue, said, commas, that = form, at, 0, ""
            elif form in COMMAS:
                commas += 1
            elif form in COMPLEMENTS:
                that = "t"


def _quotation_features(page: Page, cues: list[bool]) -> list[list[str]]:
    """For each word whether it stands in or at a quotation, how far in, and cues beside that."""
    count = len(page)
    rows: list[list[str]] = [["q-"] for _ in range(count)]
    at = 0
    while at < count:
        number = page.quote[at]
        if number == OUTSIDE:
            at += 1
            continue
        end = at
        while end < count and page.quote[end] == number:
            end += 1
        closed = "c" if page.quotations[number].closed else "u"
        size = _bin(end - at)
        before = likely_cue(page, cues, range(at - 2, max(-1, at - 9), -1))
        after = likely_cue(page, cues, range(end + 1, min(count, end + 8)))
        whole = [f"qn{closed}{size}", f"qb{before}", f"qa{after}"]
        for here in range(at, end):
            rows[here] = [f"q{closed}", f"qi{_bin(here - at)}", f"ql{_bin(end - 1 - here)}", *whole]
        if at:
            rows[at - 1] = [f"q[{closed}", *whole]
        if end < count:
            rows[end] = [f"q]{closed}", *whole]
        at = end
    return rows


def likely_cue(page: Page, cues: list[bool], places: range) -> str:
    """The first likely cue in some places, up to the end of the sentence."""
    origin = page.sentence[places[0]] if places and 0 <= places[0] < len(page) else -1
    for at in places:
        if at < 0 or page.sentence[at] != origin:
            break
        if cues[at]:
            return page.forms[at]
    return "#"

"""Views: named, normalised readings of a text that map their offsets back to the stored text.

The stored text is never edited. A view is made by a recipe, which turns each stored character
into none, one or several characters and may then drop some of those; where a view character came
from is worked out only when `back` or `forth` asks for it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from musnad.errors import UsageError
from musnad.registry import Registry

from .characters import DIACRITIC, HAMZA_OR_MADDA, INVISIBLE, MARK, TATWEEL


class Table(dict[int, str]):
    """What each character turns into: a rule whose answers are kept for `str.translate`."""

    def __init__(self, rule: Callable[[str], str]) -> None:
        self._rule = rule

    def __missing__(self, code: int) -> str:
        value = self[code] = self._rule(chr(code))
        return value


@dataclass(frozen=True, eq=False)
class Recipe:
    """A way to write a view: a table of characters, then a pattern of what else is dropped."""

    about: str
    table: Table = field(repr=False)
    drop: re.Pattern[str] | None = None

    def write(self, text: str) -> str:
        """The view's text."""
        written = text.translate(self.table)
        return self.drop.sub("", written) if self.drop else written

    def pieces(self, text: str) -> list[str]:
        """What each character of `text` became; joined, the pieces are the view's text."""
        pieces = [self.table[ord(char)] for char in text]
        if self.drop is None:
            return pieces
        written = "".join(pieces)
        kept = list(written)
        for match in self.drop.finditer(written):
            kept[match.start() : match.end()] = [""] * len(match.group())
        left = iter(kept)
        return ["".join(next(left) for _ in piece) for piece in pieces]


recipes: Registry[Recipe] = Registry("view")


class _Reach(NamedTuple):
    """Where each character of a view came from: `[starts[i], ends[i])` in the stored text."""

    starts: list[int]
    ends: list[int]


@dataclass(frozen=True)
class View:
    """A normalised reading of a text, with the way back to the stored text."""

    name: str
    text: str
    stored: str = field(repr=False)

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The stored range that the view's `[start, end)` came from.

        It takes in what was dropped inside the range, and the marks, strokes and letters dropped
        at its edges that belong to the same word. An empty range is sent to an empty one.

        >>> view("قالَ الوَزيرُ", "bare").back(4, 10)
        (5, 13)
        """
        self._check(start, end, len(self.text))
        starts, ends = self._reach
        if start == end:
            point = starts[start] if start < len(starts) else len(self.stored)
            return point, point
        return starts[start], ends[end - 1]

    def forth(self, start: int, end: int) -> tuple[int, int]:
        """The view's range that holds all that came from the stored `[start, end)`.

        >>> view("قالَ الوَزيرُ", "bare").forth(5, 13)
        (4, 10)
        """
        self._check(start, end, len(self.stored))
        starts, ends = self._reach
        first = bisect_right(ends, start)
        return first, max(first, bisect_left(starts, end)) if start < end else first

    def _check(self, start: int, end: int, length: int) -> None:
        if not 0 <= start <= end <= length:
            raise UsageError(
                f"range {start}:{end} does not fit view {self.name!r}; "
                f"expected 0 <= start <= end <= {length}"
            )

    @cached_property
    def _reach(self) -> _Reach:
        return _trace(self.stored, recipes[self.name].pieces(self.stored))


def view(text: str, name: str) -> View:
    """The view of `text` that is called `name`.

    >>> view("«إنّ الأمـــر»", "folded").text
    '«ان الامر»'
    """
    return View(name, recipes[name].write(text), text)


def fold(text: str) -> str:
    """The text of the `folded` view.

    >>> fold("أحمد ٢٥٪")
    'احمد 25%'
    """
    return recipes["folded"].write(text)


_COMBINING = re.compile(f"[{MARK}]")


def _trace(stored: str, pieces: list[str]) -> _Reach:
    """Where each view character came from.

    A dropped letter or mark goes with the view character before it in its word, else with the one
    after it; dropped spaces, bidi marks and the like go with neither.
    """
    starts: list[int] = []
    ends: list[int] = []
    head: int | None = None  # the first dropped letter or mark of a word with nothing kept yet
    in_word = False  # whether the last kept character belongs to a word
    size = 0  # how many view characters the last kept character became
    for place, (char, piece) in enumerate(zip(stored, pieces, strict=True)):
        clings = char.isalnum() or _COMBINING.match(char) is not None
        if piece:
            start = head if head is not None and clings else place
            head, in_word, size = None, clings, len(piece)
            starts += [start] * size
            ends += [place + 1] * size
        elif clings and in_word:
            ends[-size:] = [place + 1] * size
        elif clings and head is None:
            head = place
    return _Reach(starts, ends)


_BARE = re.compile(rf"[{DIACRITIC}{TATWEEL}{INVISIBLE}]")
_UNWRITTEN = re.compile(rf"[{DIACRITIC}{TATWEEL}{INVISIBLE}{HAMZA_OR_MADDA}\u0300-\u036f]")
_SAME_LETTER = str.maketrans(
    {
        **dict.fromkeys("أإآٱٲٳ", "ا"),
        **dict.fromkeys("ىئیےۓ", "ي"),
        **dict.fromkeys("ةہۂۀەۃ", "ه"),
        "ؤ": "و",
        "ک": "ك",
    }
)
_SAME_SIGN = {"٫": ".", "٬": ",", "٪": "%"}
_ARABIC_DIGIT = re.compile("[٠-٩۰-۹]")
_DECOMPOSED = ("LATIN ", "FULLWIDTH LATIN ", "ARABIC ")


def _bare(char: str) -> str:
    """A character without what a reader of plain Arabic would not write."""
    return "" if _BARE.match(char) else char


def _folded(char: str) -> str:
    """The letters that a character is a form of, digits in ASCII, spaces as plain spaces."""
    if char in _SAME_SIGN:
        return _SAME_SIGN[char]
    if _ARABIC_DIGIT.match(char):
        return str(unicodedata.decimal(char))
    if unicodedata.category(char) == "Zs":
        return " "
    if _BARE.match(char):
        return ""
    if char.isalpha() and unicodedata.name(char, "").startswith(_DECOMPOSED):
        char = unicodedata.normalize("NFKD", char)
    return _UNWRITTEN.sub("", char.translate(_SAME_LETTER)).casefold()


_NEAR_LETTER = str.maketrans("غقجگچطصذظحپڤژcqgj", "كككككتسززهبفزkkkk")


def _merged(char: str) -> str:
    """The folded letters of a character, those that transcribers interchange made one."""
    return _folded(char).translate(_NEAR_LETTER)


recipes.register("bare")(
    Recipe(
        "without Arabic diacritics, tatweel, bidi controls and zero-width characters",
        Table(_bare),
    )
)
recipes.register("folded")(
    Recipe(
        "bare, with the forms of alef, yeh, heh, waw and kaf made one, presentation forms and "
        "ligatures taken apart, Arabic digits and their signs in ASCII, spaces plain, Latin "
        "letters in lower case without accents",
        Table(_folded),
    )
)
recipes.register("skeleton")(
    Recipe(
        "folded, with غ ق ج گ چ as ك, ط as ت, ص as س, ذ ظ ژ as ز, ح as ه, پ as ب, ڤ as ف, "
        "Latin c q g j as k; then doubled letters made single, ا و ي ء and a e i o u w y dropped",
        Table(_merged),
        re.compile(r"([^\W\d_])(?=\1)|[اويءaeiouwy]"),
    )
)

"""Quotation marks, what each is a form of and which way it points.

News texts glue marks to the wrong word, turn them round and use one shape for both ends, so a mark
has two readings: its shape, and its side, which is taken from the characters round it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from .characters import INVISIBLE, TATWEEL

Shape = Literal["open", "close", "either"]
Side = Literal["open", "close", "glued", "blank"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A quotation mark: where it stands, what it is a form of, what it looks like.

    `shape` is what the character was made for, `side` what the characters round it suggest:
    `glued` has letters on both sides, `blank` white space.
    """

    start: int
    text: str
    form: str
    shape: Shape
    side: Side
    follows_figure: bool = False

    @property
    def end(self) -> int:
        """One past the mark's last character."""
        return self.start + len(self.text)

    @property
    def is_pair(self) -> bool:
        """Whether two straight marks stand together, meant as one mark or as two."""
        return self.text == '""'

    @property
    def may_close(self) -> bool:
        """Whether nothing speaks against a closing mark; a straight one must look like one."""
        if self.shape == "either":
            return self.side == "close"
        return self.shape == "close" and self.side != "open"


_FORMS: dict[str, tuple[str, Shape]] = {
    "«": ("«", "open"),
    "»": ("«", "close"),
    "‹": ("‹", "open"),
    "›": ("‹", "close"),
    "„": ("“", "open"),
    "“": ("“", "open"),
    "”": ("“", "close"),
    '"': ('"', "either"),
    '""': ('"', "either"),
    "''": ("''", "either"),
    "'": ("'", "either"),
    "‘": ("'", "open"),
    "’": ("'", "close"),
    "((": ("((", "open"),
    "))": ("((", "close"),
}
# Marks of one family may stand in for each other: «…” is a quotation, «…› is not.
FAMILY = {"«": "double", "“": "double", '"': "double", "''": "double", "‹": "single", "'": "single"}
# Forms that mean something else as well: they open only where a closing mark follows.
PAIRED = ("'", "((")

_MARK = re.compile(r"""[«»‹›„“”‘’]|"{1,2}|'{1,2}|\({2}|\){2}""")
_HIDDEN = re.compile(f"[{INVISIBLE}]")
_OPENERS = "([{«“„‹‘:=/–—-"
_CLOSERS = ")]}»”›’.,،؛;:!؟?…%٪"
_HEBREW = re.compile("[א-ת]")
_CLITIC = re.compile(rf"(?:(?<![^\W_])[وف]?(?:[بلك]|[بك]?ال|لل)?|{TATWEEL})\Z")


def marks(text: str, start: int, end: int) -> Iterator[Mark]:
    """The quotation marks of one line, without what is an apostrophe or a gershayim."""
    for match in _MARK.finditer(text, start, end):
        form, shape = _FORMS[match.group()]
        before = _HIDDEN.sub("", text[max(start, match.start() - 16) : match.start()])
        after = _HIDDEN.sub("", text[match.end() : min(end, match.end() + 16)])
        side = _side(before, after)
        if form == "'":
            neighbour = after[:1] if side == "open" else before[-1:]
            if side in ("glued", "blank") or not neighbour.strip() or after[:1].isdigit():
                continue
            shape = "open" if side == "open" else "close"
        if side == "glued" and _HEBREW.match(before[-1:]):
            continue
        follows_figure = before[-1:].isdigit() and not after[:1].isalpha()
        yield Mark(match.start(), match.group(), form, shape, side, follows_figure)


def _side(before: str, after: str) -> Side:
    """Which way the surroundings of a mark turn it, given what stands before and after it."""
    leads = not before[-1:].strip() or before[-1] in _OPENERS
    trails = not after[:1].strip() or after[0] in _CLOSERS
    if before[-1:] == ":" or (leads and not trails):
        return "open"
    if trails and not leads:
        return "close"
    if leads:
        rest = after.strip()
        if not rest or rest[0] in _CLOSERS:
            return "close"
        return "blank" if before.strip() else "open"
    return "open" if _CLITIC.search(before) else "glued"

r"""Inline marks: one readable file an article, so that no offset is ever typed by hand.

A file is a TOML head between two lines `+++`, then the text with marks `{KEY text}`. Keys are
`a1.cue`, `a1.source`, `a1.content` (roles), `S1` (a mention), `c1` (a claim); a key that is
repeated marks further fragments, except for mentions, where each mark is a mention of its own
unless it carries a name (`{S1.m1 …}`). Marks nest freely; `\{`, `\}` and `\\` are literal.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from musnad.errors import DataError

from ..weights import is_weighted

FENCE = "+++\n"
ROLES = ("cue", "source", "content")
KEY = re.compile(r"(?P<id>[aSc]\d+)(?:\.(?P<part>[a-z]+\d*))?")
HEAD_KEY = re.compile(r"""\s*(?:\[(?:\w+\.)?(?P<table>\w+)\s*\]|["']?(?P<key>[\w-]+)["']?\s*=)""")
CLOSERS = {"»": "«", "”": "“", ")": "(", "]": "[", '"': '"'}


@dataclass
class Marked:
    """The head, the bare text and the marked bounds of one file.

    `marks` maps a key (`a1.cue`, `c1`) to its fragments as `(start, end)` in code points of
    `text`, those with no letter or digit between them joined; `mentions` maps a source id to its
    mentions, each a list of such fragments. `lines` says where in the file things stand: a key of
    the head and a table's header by their names, a row of a table by its id, a mark by its key.
    """

    head: dict[str, Any]
    text: str
    marks: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    mentions: dict[str, list[list[tuple[int, int]]]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    def line(self, *names: str) -> int:
        """The line of the first of these names that stands somewhere; else that of the head."""
        return next((self.lines[name] for name in names if name in self.lines), 1)


def parse(content: str, place: str) -> Marked:
    """Read a marked file.

    Args:
        content: the whole file.
        place: the file's name, for messages.

    Raises:
        DataError: the head is not TOML, or a mark is malformed, unclosed or off the word grid.
    """
    if content.startswith("\ufeff"):
        raise DataError(f"{place}:1: opens with a byte-order mark; save it as UTF-8 without one")
    if not content.startswith(FENCE):
        raise DataError(f"{place}:1: expected a TOML head that opens with a line '+++'")
    head, fence, body = content[len(FENCE) :].partition("\n" + FENCE)
    if not fence:
        raise DataError(f"{place}: the TOML head has no closing line '+++'")
    try:
        # A blank line stands for the fence, so that line numbers in messages are the file's own.
        table = tomllib.loads("\n" + head)
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{place}: the head is not TOML: {error}") from None
    marked = Marked(head=table, text="", lines=_lines(head))
    first_line = head.count("\n") + 4
    _scan(body.rstrip("\n"), marked, place, first_line)
    return marked


def _lines(head: str) -> dict[str, int]:
    """The line of every key and table header that opens a line, by its last name."""
    found: dict[str, int] = {}
    for number, line in enumerate(head.split("\n"), 2):
        if match := HEAD_KEY.match(line):
            found.setdefault(match["table"] or match["key"], number)
    return found


def _scan(body: str, marked: Marked, place: str, line: int) -> None:
    out: list[str] = []
    open_marks: list[tuple[str, int, int]] = []
    found: list[tuple[str, int, int, int]] = []
    length = at = 0
    while at < len(body):
        char = body[at]
        if char == "\\" and body[at + 1 : at + 2] in ("{", "}", "\\"):
            char, at = body[at + 1], at + 1
        elif char == "{":
            key, space, _ = body[at + 1 :].partition(" ")
            if not space or not KEY.fullmatch(key):
                raise DataError(
                    f"{place}:{line}: mark {body[at : at + 12]!r} has no valid key; expected "
                    "'{a1.cue …}', '{a1.source …}', '{a1.content …}', '{S1 …}' or '{c1 …}'"
                )
            open_marks.append((key, length, line))
            at += len(key) + 2
            continue
        elif char == "}":
            if not open_marks:
                raise DataError(f"{place}:{line}: '}}' closes nothing; write '\\}}' for the letter")
            key, start, opened = open_marks.pop()
            found.append((key, start, length, opened))
            at += 1
            continue
        line += char == "\n"
        out.append(char)
        length += 1
        at += 1
    if open_marks:
        key, _, opened = open_marks[-1]
        raise DataError(f"{place}:{opened}: mark '{{{key}' is never closed")
    marked.text = "".join(out)
    for key, start, end, opened in sorted(found, key=lambda mark: mark[1:3]):
        for problem in _edges(marked.text, start, end):
            words = marked.text[start:end]
            raise DataError(f"{place}:{opened}: mark {key} on {words!r} {problem}")
        _enter(marked, key, (start, end), f"{place}:{opened}")
        marked.lines.setdefault(key, opened)


def _enter(marked: Marked, key: str, bounds: tuple[int, int], place: str) -> None:
    match = KEY.fullmatch(key)
    assert match is not None
    name, part = match["id"], match["part"]
    if name.startswith("S"):
        mentions = marked.mentions.setdefault(name, [])
        if part is None:
            mentions.append([bounds])
            return
        fragments = marked.marks.setdefault(key, [])
        if not fragments:
            mentions.append(fragments)
    else:
        if name.startswith("a") != (part in ROLES) or (name.startswith("c") and part):
            raise DataError(f"{place}: unknown mark {key!r}; roles are cue, source and content")
        fragments = marked.marks.setdefault(key, [])
    if fragments and bounds[0] < fragments[-1][1]:
        raise DataError(f"{place}: mark {key!r} overlaps another mark of the same key")
    if fragments and not any(map(_is_word, marked.text[fragments[-1][1] : bounds[0]])):
        bounds = (fragments.pop()[0], bounds[1])
    fragments.append(bounds)


def _is_word(char: str) -> bool:
    return unicodedata.category(char)[0] in "LNM" or char in "\u0640\u200c\u200d"


def _edges(text: str, start: int, end: int) -> Iterator[str]:
    """What is wrong with the edges of a mark, if anything."""
    inside = text[start:end]
    if not any(map(is_weighted, inside)):
        yield "holds no letter or digit"
        return
    first, last = inside[0], inside[-1]
    if first.isspace() or last.isspace():
        yield "has white space at its edge"
    elif not _is_word(first) and first not in "([$£€" and not _opens_inside(inside):
        yield "starts with punctuation; leave outer punctuation and quotation marks out"
    elif not _is_word(last) and last != "%" and CLOSERS.get(last, "\0") not in inside[:-1]:
        yield "ends with punctuation; leave outer punctuation and quotation marks out"
    if start and _is_word(text[start - 1]) and _is_word(first):
        yield "starts inside a word; spans cover whole orthographic words"
    if end < len(text) and _is_word(text[end]) and _is_word(last):
        yield "ends inside a word; spans cover whole orthographic words"


def _opens_inside(inside: str) -> bool:
    """Whether a leading quotation mark is closed well before the end, so that it is not outer."""
    return any(
        inside[0] == opener and closer in inside[1:-1] and inside[-1] != closer
        for closer, opener in CLOSERS.items()
    )

"""Headlines that let somebody speak by a colon: «الوزير: الميزانية كافية»."""

from __future__ import annotations

from .found import Found
from .lexicon import arabic
from .nouns import listed
from .page import Page

LINES = 3
MOST_WORDS = 10


def headlines(page: Page) -> list[Found]:
    """The attributions by colon in the lines at the head of an article."""
    found: list[Found] = []
    here = 0
    while here < len(page.tokens) and page.tokens[here].line < LINES:
        end = page.line_end(here)
        found += _line(page, here, end)
        here = end
    return found


def _line(page: Page, start: int, end: int) -> list[Found]:
    if page.tokens[start].line and (page.form(end - 1) == "." or end - start > 30):
        return []
    colons = [at for at in range(start, end) if page.form(at) == ":"]
    if not colons:
        return []
    colon = colons[0]
    words = page.words(start, colon)
    if (
        not 0 < len(words) <= MOST_WORDS
        or words[0] in listed("fillers")
        or words[-1] in listed("fillers")
    ):
        return []
    if any(_reports(word) for word in words) or any(word.isdigit() for word in words[:1]):
        return []
    first = start
    for at in range(start, colon):
        if page.form(at) in (".", "؟", "!", "؛", "|", "/"):
            first = at + 1
    told = page.words(colon + 1, end)
    if not page.words(first, colon) or not told or (page.tokens[start].line and len(told) < 4):
        return []
    # «أمين الحزب للإخوان: …»: the addressee is no part of the source
    stop = next(
        (
            at
            for at in range(first + 1, colon)
            if page.form(at).startswith("لل") or page.form(at) in ("عن", "حول", "بعد", "ردا", "علي")
        ),
        colon,
    )
    return [Found([], "state", source=(first, stop), content=[(colon + 1, colon + 1)])]


def _reports(form: str) -> bool:
    word = arabic()[form]
    return word is not None and word.kind == "present"


def close(page: Page, item: Found, found: list[Found]) -> None:
    """End the content of a colon headline at its line or at the next clause that reports."""
    start = item.content[0][0]
    end = page.line_end(start)
    for other in found:
        if other is not item and start < other.start < end:
            edge = other.start
            if other.source and start < other.source[0] < edge:
                edge = other.source[0]
            if any(page.form(at) == "." for at in range(start, edge)):
                end = edge
                break
    item.content = [(start, end)]

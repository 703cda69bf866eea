"""Arabic subjects that stand before their verb."""

from __future__ import annotations

from .found import Range
from .lexicon import arabic, folded
from .nouns import listed
from .page import QUOTES, STOPS, Page
from .phrases import NOUNS_TOO, ends_phrase, grow, is_office, never_starts

LONGEST_BEFORE = 12
_RELATIVE = folded("الذي التي الذين")
_STILL = folded("مازال مازالت لازال لازالت بات باتت لا يزال تزال ما زال زالت")


def _apposed_before(page: Page, at: int) -> Range | None:
    """The phrase at the head of a sentence with its office in commas: «فلان، رئيس الحزب، قال»."""
    low = page.starts[at]
    comma = next((k for k in range(at - 2, low, -1) if page.form(k) in ("،", ",")), None)
    if comma is None or comma - low > LONGEST_BEFORE or not is_office(page, comma + 1):
        return None
    start = page.trim(low, comma)[0]
    word = arabic()[page.form(start)]
    if word is not None or grow(page, start, at) < at - 1:
        return None
    return start, at - 1


def _narrowed_before(page: Page, at: int) -> Range | None:
    """The phrase at the head of a clause that a clause narrows: «الحزب الذي تأسس أمس، قال»."""
    low = max(page.starts[at], at - 2 * LONGEST_BEFORE)
    pronoun = next((k for k in range(at - 2, low, -1) if page.form(k) in _RELATIVE), None)
    if pronoun is None or any(page.form(k) in STOPS - QUOTES for k in range(pronoun, at - 1)):
        return None
    head = low if low == page.starts[at] else pronoun
    start = next((k + 1 for k in range(pronoun - 1, low - 1, -1) if _opens_clause(page, k)), head)
    start = page.trim(start, pronoun)[0]
    if start == pronoun or arabic()[page.form(start)] is not None:
        return None
    return (start, pronoun) if grow(page, start, pronoun) == pronoun else None


def _opens_clause(page: Page, at: int) -> bool:
    return page.form(at) in listed("that") or page.form(at) in STOPS - QUOTES


def _bracket_before(page: Page, at: int) -> int:
    """Where the brackets open that close right before a token; the token where none do."""
    if page.form(at - 1) != ")":
        return at
    low = max(page.starts[at], at - LONGEST_BEFORE)
    return next((k for k in range(at - 2, low - 1, -1) if page.form(k) == "("), at)


def subject_before(page: Page, at: int) -> Range | None:
    """The noun phrase that stands right before a verb at the head of its clause."""
    if page.form(at - 1) in ("،", ","):
        return _apposed_before(page, at) or _narrowed_before(page, at)
    low = max(page.starts[at], at - LONGEST_BEFORE)
    start = _bracket_before(page, at)
    while start > low and (
        page.tokens[start - 1].is_word
        or page.form(start - 1) in ("", *QUOTES)
        or (page.form(start - 1) == "." and page.form(start - 2) in listed("titles"))
    ):
        if page.form(start - 1) in listed("that"):
            break
        start -= 1
        start = _bracket_before(page, start)
    start, end = page.trim(start, at)
    if start >= end or (start == low and low > page.starts[at]):
        return None
    while start < end and page.form(start) in (
        "و",
        "ولكن",
        "لكن",
        "بينما",
        "فيما",
        "اما",
        "ان",
        "وان",
    ):
        start += 1
    while end > start and page.form(end - 1) in _STILL:
        end -= 1
    if start >= end or page.form(end - 1) in listed("connectives"):
        return None
    if page.form(end - 1) in ("وان", "وانه", "وانها", "بان", "حتي"):
        return None
    first = page.form(start)
    if first in listed("pronouns"):
        return (start, end) if end - start == 1 else None
    if (
        never_starts(page, start)
        or first[1:] in listed("adverbials")
        or first in listed("connectives")
    ):
        return None
    if any(ends_phrase(page, here) for here in range(start + 1, end)):
        return None
    word = arabic()[first]
    return None if word is not None and first not in NOUNS_TOO else (start, end)

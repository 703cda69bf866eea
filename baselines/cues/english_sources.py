"""English source phrases, before and after the verb."""

from __future__ import annotations

from .found import Found, Range
from .lexicon import Reporting, english, folded, word_list
from .page import QUOTES, Page

AUXILIARIES = word_list("english", "auxiliaries")
ADVERBS = word_list("english", "adverbs")
PRONOUNS = folded("he she they it i we you")
_BOUNDS = word_list("english", "bounds")
_PREPOSITIONS = word_list("english", "prepositions")
TIMES = word_list("english", "times")
_MOST_WORDS = 18


def source_before(page: Page, hit: Found, first: int) -> None:
    """Give a hit the noun phrase right before its verb as source."""
    low = page.starts[first]
    end = first
    if page.form(end - 1) in PRONOUNS and end - 1 >= low:
        hit.source, hit.pronoun = (end - 1, end), True
        return
    if page.form(end - 1) == "who" and end - 1 > low:
        end -= 1
        if page.form(end - 1) == ",":
            end -= 1
    if page.form(end - 1) == ",":
        opening = next((k for k in range(end - 2, low, -1) if page.form(k) in (",", ";")), None)
        if opening is None or opening - low < 1 or page.form(opening - 1) in QUOTES:
            return
        inner = page.form(opening + 1)
        if inner in ("who", "which", "whose", "speaking", "where", "when"):
            end = opening
        head = _phrase_before(page, opening, low)
        if head is None:
            return
        hit.source = (head, end if end == opening else end - 1)
        return
    start = _phrase_before(page, end, low)
    if start is not None:
        hit.source = (start, end)


def _phrase_before(page: Page, end: int, low: int) -> int | None:
    """Where the noun phrase that ends before a token begins."""
    start = end
    while start > low and end - start < _MOST_WORDS:
        token = page.tokens[start - 1]
        form = token.form
        if not token.is_word and form not in ("-", "'", "’", "&", ".", "$", "–"):
            break
        if form == "." and len(page.form(start - 2)) > 3:
            break
        if form in _BOUNDS and not (form == "and" and _joins_names(page, start - 1)):
            break
        if english().forms.get(form) is not None and form not in (
            "report",
            "call",
            "claim",
            "question",
        ):
            break
        if form in AUXILIARIES:
            break
        start -= 1
    start, end = page.trim(start, end)
    while start < end and page.form(start) in _PREPOSITIONS:
        start = next(
            (
                k
                for k in range(start + 1, end)
                if (page.form(k) in ("the", "a", "an") and k > start + 1)
                or (is_capital(page, k) and k > start + 1)
            ),
            end,
        )
    if start >= end or page.form(start) in ADVERBS or page.form(end - 1) in TIMES:
        return None
    return start


def is_capital(page: Page, at: int) -> bool:
    """Whether a token starts with a capital."""
    return page.text[page.tokens[at].start].isupper()


def _joins_names(page: Page, at: int) -> bool:
    return is_capital(page, at - 1) and at + 1 < len(page.tokens) and is_capital(page, at + 1)


def source_after(page: Page, first: int, end: int, word: Reporting) -> Range | None:
    """The subject after the verb: «…,» said X."""
    if word.kind == "participle" or end >= page.ends[first]:
        return None
    edge = page.form(first - 1)
    if edge == "," and "clause" not in word.takes:
        return None
    if not (edge in QUOTES or edge == ","):
        return None
    stop = end
    while stop < page.ends[first]:
        token = page.tokens[stop]
        form = token.form
        if not token.is_word:
            if (
                form == ","
                and stop > end
                and page.form(stop + 1)
                in (
                    "a",
                    "an",
                    "the",
                    "chief",
                    "director",
                    "head",
                    "president",
                    "spokesman",
                    "spokeswoman",
                    "chairman",
                    "professor",
                )
            ):
                stop += 1
                continue
            if form in ("-", "’", "'", "&") or (form == "." and len(page.form(stop - 1)) <= 3):
                stop += 1
                continue
            break
        if (
            stop > end
            and form in ("on", "during", "after", "when", "while", "as", "monday", "in")
            and (form not in ("in",) or is_capital(page, stop - 1))
        ):
            break
        if form in ("that", "it", "to") and stop == end:
            return None
        stop += 1
    start, stop = page.trim(end, stop)
    if start >= stop or not (
        is_capital(page, start)
        or page.form(start) in ("the", "a", "an", "one")
        or page.form(start) in PRONOUNS
    ):
        return None
    return start, stop

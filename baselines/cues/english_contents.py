"""English contents, ahead of the verb and behind it."""

from __future__ import annotations

from .english_sources import TIMES, is_capital
from .found import Found, Range
from .lexicon import Reporting, english
from .page import QUOTES, Page


def _quote_ahead(page: Page, at: int) -> int | None:
    for here in range(at, min(at + 3, page.ends[at - 1])):
        if page.quote_opened(here):
            return here
        if page.form(here) not in (",", ":"):
            return None
    return None


def quote_later(page: Page, at: int) -> int | None:
    """A quotation that goes on after its cue, in the same sentence, behind a comma."""
    for here in range(at, page.ends[at - 1]):
        if page.quote_opened(here):
            return here if page.form(here - 1) in (",", ":", "—") else None
    return None


def content_ahead(page: Page, end: int, word: Reporting) -> int | None:
    """Where the content after a verb starts."""
    limit = page.ends[end - 1]
    quote = _quote_ahead(page, end)
    if quote is not None:
        return quote
    near = min(limit, end + (16 if word.whole else 7))
    for here in range(end, near):
        form = page.form(here)
        if form == "that" and "that" in word.takes:
            if here > end + 1 and (page.form(end) == "to" or "np" in word.takes) and not word.whole:
                break
            return here
        if form in (".", ";") or (english().forms.get(form) is not None and here > end + 1):
            break
        introduced = word.whole or page.form(here - 1) in (",", ":")
        if page.quote_opened(here) and introduced:
            opened = page.quote_opened(here)
            if (
                opened
                and len(page.text[opened.start : opened.end].split()) >= 4
                and "np" not in word.takes
            ):
                return here
    if end >= limit or not page.tokens[end].is_word:
        if page.form(end) == ":":
            return end + 1 if end + 1 < len(page.tokens) else None
        return end if end < limit and page.quote_opened(end) else None
    form = page.form(end)
    if form in ("said", "about") and form not in word.takes:
        return None
    if word.whole:
        return _past_addressee(page, end, limit)
    if "clause" in word.takes:
        if form in TIMES and form not in (
            "this",
            "last",
            "when",
            "as",
            "to",
            "in",
            "at",
            "from",
            "by",
        ):
            skipped = end
            while skipped < limit and (
                page.form(skipped) in TIMES or page.tokens[skipped].form.isdigit()
            ):
                skipped += 1
            return skipped if skipped + 3 < limit and page.tokens[skipped].is_word else None
        return end if limit - end > 2 else None
    if "np" in word.takes or form in word.takes:
        return end
    return None


def _past_addressee(page: Page, end: int, limit: int) -> int | None:
    """Past the one who is told: a pronoun, a name, or up to the next pronoun or article."""
    form = page.form(end)
    if form in ("him", "her", "them", "me", "us", "reporters", "journalists", "voters", "you"):
        return end + 1 if end + 3 < limit else None
    here = end + 1
    while here < limit and (is_capital(page, here) or page.form(here) in ("of", "and")):
        here += 1
    return here if here + 3 < limit and page.tokens[here].is_word else None


def content_behind(page: Page, hit: Found, first: int, ahead: int | None) -> Range | None:
    """The content before a verb and its subject: a quotation, or the clause up to a comma."""
    edge = hit.source[0] if hit.source and hit.source[0] < first else first
    if page.starts[edge] == edge and ahead is not None:
        return None
    back = edge - 1
    low = page.line_start(first)
    while back > low and page.form(back) in (",", "."):
        back -= 1
    if back < low:
        return None
    if page.form(back) in QUOTES:
        quote = next(
            (
                q
                for q in page.quotes
                if page.at(q.end) in (back, back - 1) and q.end <= page.tokens[back].start + 1
            ),
            None,
        )
        if quote is None or edge - back > 2:
            return None
        return page.at(quote.start), back
    start = page.starts[first]
    follows = ahead is None or page.quote_opened(ahead) or (hit.source and hit.source[0] > first)
    if page.form(edge - 1) == "," and hit.source and edge - start > 4 and follows:
        return start, edge - 1
    return None

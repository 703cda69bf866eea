"""Contents: how far what is reported goes, and which attribution lies inside another."""

from __future__ import annotations

from .found import Found
from .lexicon import folded, word_list
from .nouns import listed
from .page import QUOTES, Page

_TRAILING = word_list("both", "trailing")
_RESUMING = folded("وان وانه وانها وانهم وبان وبانه وبانها and")
_RELATIVE = folded("الذي التي الذين واللذين من ما who which")
LONG_QUOTE = 5


def settle(page: Page, found: list[Found]) -> list[Found]:
    """Close every open content, attach second markers, mark what is nested, drop what is noise."""
    found = sorted(found, key=lambda item: (item.start, item.cue[0][1] if item.cue else 0))
    named = {at for item in found if item.source for at in range(*item.source)}
    found = [item for item in found if item.start not in named or _holds_source(item)]
    dropped: set[int] = set()
    for at, item in enumerate(found):
        if at in dropped:
            continue
        if not item.content or item.content[0][0] != item.content[0][1]:
            continue
        start = item.content[0][0]
        end = limit = _limit(page, start, item)
        for later in range(at + 1, len(found)):
            other = found[later]
            edge = _edge(other)
            if edge >= limit:
                if _is_own(other) and page.tokens[edge].sentence == page.tokens[start].sentence:
                    item.cue += other.cue
                    dropped.add(later)
                break
            if later in dropped or edge < start:
                continue
            if item.nested_in is not None and other.nested_in == item.nested_in:
                end = edge
                break
            if _is_own(other):
                item.cue += other.cue
                dropped.add(later)
                end = min(end, other.start)
                break
            verdict = _relation(page, item, other, start)
            if verdict == "drop":
                dropped.add(later)
                continue
            if verdict == "nested":
                if other.nested_in is None:
                    other.nested_in = at
                continue
            end = edge
            break
        if item.nested_in is not None and found[item.nested_in].content:
            end = min(end, _raw_end(page, found, item.nested_in))
        end = _trimmed(page, start, end)
        item.content = [(start, end)] if end > start else []
    dropped |= {at for at, item in enumerate(found) if _is_own(item)}
    return _renumbered(found, dropped)


def _is_own(item: Found) -> bool:
    """Whether a hit is a second marker such as `على حد قوله`, which belongs to another."""
    return item.impersonal and not item.content


def _raw_end(page: Page, found: list[Found], outer: int) -> int:
    end = found[outer].content[0][1]
    return end if end > found[outer].content[0][0] else len(page.tokens)


def _holds_source(item: Found) -> bool:
    """Whether a hit starts with its own source: else what starts in a source reports nothing."""
    return item.source is not None and item.source[0] <= item.start < item.source[1]


def _edge(item: Found) -> int:
    """Where the clause of an attribution starts: its cue, or the source right before that."""
    if not item.cue:
        return item.source[0] if item.source else item.start
    starts = [item.cue[0][0]]
    if item.source and item.source[0] < starts[0]:
        starts.append(item.source[0])
    closed = [begin for begin, end in item.content if begin < end]
    if closed and not item.content[0][0] > starts[0]:
        starts.append(closed[0])
    return min(starts)


def _relation(page: Page, item: Found, other: Found, start: int) -> str:
    """How a later cue stands to a content that it would fall into."""
    edge = _edge(other)
    quote = page.quote_at(other.start)
    before = page.form(edge - 1)
    if quote is not None and quote.end - quote.start > 12 and quote.closed:
        covers = page.tokens[start].start <= quote.start + 1 or page.quote_at(start) == quote
        if covers:
            return "nested" if other.source and not other.pronoun and other.content else "drop"
    if not item.cue or not other.cue:
        return "ends"
    if edge == start or before in listed("that") or before in _RELATIVE or before == "that":
        return "nested"
    form = page.form(other.cue[0][0])
    if other.source and other.source[1] <= other.cue[0][0] and page.tokens[edge - 1].is_word:
        return (
            "nested" if before not in listed("connectives") and before not in _TRAILING else "ends"
        )
    if (
        page.tokens[edge - 1].is_word
        and form[:1] not in ("و", "ف")
        and before not in listed("connectives")
        and not form.endswith("ا")
        and not other.follows
        and form.isascii() is False
        and before not in _TRAILING
    ):
        return "nested" if other.source else "drop"
    return "ends"


def _limit(page: Page, start: int, item: Found) -> int:
    """Where a content ends if nothing stops it: its sentence, or the quotation it opens."""
    if start >= len(page.tokens):
        return start
    end = page.ends[start]
    for here in range(start, min(start + 3, end)):
        quote = page.quote_opened(here) or (page.quote_at(here) if here == start else None)
        if quote is None:
            continue
        close = page.at(quote.end)
        size = len(page.text[quote.start : quote.end].split())
        opens_it = here == start or not page.tokens[start].is_word
        if opens_it and size >= 3:
            return min(close, page.line_end(start))
        if size > LONG_QUOTE and close >= end:
            return min(close, page.line_end(start))
        if size > LONG_QUOTE and page.form(close + 1) in ("،", ",", ".", "؛"):
            return close
        break
    last = page.line_end(start)
    for quote in page.quotes:
        if page.tokens[start].start <= quote.start < page.tokens[end - 1].end < quote.end:
            end = min(page.at(quote.end), last)
    while end < last and page.form(end) in _RESUMING and page.form(end) != "and":
        end = page.ends[end]
    by_colon = item.cue and page.form(start - 1) == ":"
    if by_colon and page.form(start) not in QUOTES:
        end = last
    return end


def _trimmed(page: Page, start: int, end: int) -> int:
    """The end without marks and connectives that belong to the next clause."""
    while end > start + 1:
        token = page.tokens[end - 1]
        if token.is_word and not (token.form in _TRAILING and end - start > 2):
            break
        end -= 1
    return end


def _renumbered(found: list[Found], dropped: set[int]) -> list[Found]:
    kept = [item for at, item in enumerate(found) if at not in dropped]
    place = {id(item): at for at, item in enumerate(kept)}
    for item in kept:
        if item.nested_in is not None:
            item.nested_in = place.get(id(found[item.nested_in]))
    return kept

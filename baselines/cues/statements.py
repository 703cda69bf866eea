"""Statements without an open content: prepositional markers and quotations that go on."""

from __future__ import annotations

from .found import Found
from .page import Page


def complete(page: Page, found: list[Found]) -> list[Found]:
    """Give prepositional cues their clause; drop second markers that found nothing to mark."""
    kept: list[Found] = []
    for item in found:
        if item.act != "state" or item.content or not item.cue or item.follows:
            kept.append(item)
            continue
        if item.source is None or item.source[0] < item.cue[0][0]:
            continue
        if _place(page, item, found):
            kept.append(item)
    return kept


def _place(page: Page, item: Found, found: list[Found]) -> bool:
    """Find the clause that a marker such as `وفقا لـ` qualifies; whether there is one."""
    assert item.source is not None
    first = page.starts[item.start]
    after = item.source[1]
    end = page.ends[item.start]
    holder = next(
        (
            other
            for other in reversed(found)
            if other is not item and any(a <= item.start < b for a, b in other.content)
        ),
        None,
    )
    heads = item.start - first <= 1 or (
        page.form(item.start - 1) in ("،", ",", ".", "؛") and (item.start - first <= 5)
    )
    if heads:
        begin = after
        while begin < end and not page.tokens[begin].is_word and not page.quote_opened(begin):
            begin += 1
        item.content = [(begin, begin)]
        return begin < end
    if holder is not None or any(
        other is not item and first <= other.start < item.start for other in found
    ):
        return False
    start, end = page.trim(first, item.start)
    item.content = [(start, end)]
    return start < end


def continued(page: Page, found: list[Found]) -> list[Found]:
    """Quotations that open a sentence after a quoted statement in their paragraph, with no cue."""
    added: list[Found] = []
    taken = {at for item in found for part in (*item.content, *item.cue) for at in range(*part)}
    told = [item for item in found if item.content]
    first = min((item.start for item in told), default=len(page.tokens))
    lines = {page.tokens[item.start].line: item.start for item in reversed(told)}
    for quote in page.quotes:
        if len(page.text[quote.start : quote.end].split()) < 3:
            continue
        start, end = page.at(quote.start), page.at(quote.end)
        if start >= len(page.tokens) or page.starts[start] < start - 1:
            continue
        if not taken.isdisjoint(range(start, end)):
            continue
        line = page.tokens[start].line
        alone = page.line_start(start) >= start - 1 or end - start > 7
        before = lines.get(line, len(page.tokens)) < start
        if (before or (alone and first < start)) and line:
            follow = page.form(end + 1)
            if follow and page.tokens[end + 1].is_word and page.ends[start] > end + 3:
                continue
            added.append(Found([], "state", content=[(start, end)], follows=False))
    return sorted([*found, *added], key=lambda item: item.start)

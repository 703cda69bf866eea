"""Style: whether a content is quoted whole, in part or not at all."""

from __future__ import annotations

from musnad.dataset import Span, Style

from .lexicon import folded
from .page import Page

_OPENERS = folded("أن أنه أنها أنهم بأن بأنه بأنها إلى عن على من that")


def style(page: Page, content: Span) -> Style:
    """The style of a content, by how many of its words stand in quotation marks."""
    quoted = plain = 0
    for fragment in content:
        at = page.at(fragment.start)
        while at < len(page.tokens) and page.tokens[at].start < fragment.end:
            token = page.tokens[at]
            if token.is_word:
                quote = page.quote_at(at)
                if quote is not None and _is_wording(page, quote.start, quote.end):
                    quoted += 1
                elif plain or quoted or token.form not in _OPENERS:
                    plain += 1
            at += 1
    if not quoted:
        return "indirect"
    return "mixed" if plain else "direct"


def _is_wording(page: Page, start: int, end: int) -> bool:
    """Whether a quotation holds somebody's words and no mere name or title."""
    return len(page.text[start:end].split()) >= 3

"""Style: whether a content is quoted whole, in part or not at all."""

from __future__ import annotations

from musnad.dataset import Span, Style

from .lexicon import folded, word_list
from .nouns import HEADS
from .page import Page

_OPENERS = folded("أن أنه أنها أنهم بأن بأنه بأنها إلى عن على من that")
_NAMED = word_list("arabic", "named")
LONGEST_NAME = 6  # words


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
    """Whether a quotation holds somebody's words and no mere name, title or term."""
    size = len(page.text[start:end].split())
    first = page.at(start)
    if size > LONGEST_NAME or (size > 2 and not _follows_its_noun(page, first)):
        return True
    form = page.form(first)
    is_definite = form.startswith(("ال", "وال", "لل", "بال"))
    is_capital = page.text[page.tokens[first].start].isupper()
    return size == 2 and not (is_definite or is_capital or _follows_its_noun(page, first))


def _follows_its_noun(page: Page, first: int) -> bool:
    """Whether the word before a quotation is a noun that takes a name: `صحيفة`, `بعنوان`."""
    before = next((at for at in range(first - 1, -1, -1) if page.tokens[at].is_word), None)
    if before is None:
        return True
    form = page.form(before)
    return any(noun in _NAMED or noun in HEADS for noun in (form, form[1:]))

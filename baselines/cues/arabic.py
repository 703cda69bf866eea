"""Arabic cues: which words report in their place, with whose voice, and where the content opens."""

from __future__ import annotations

from .found import Found
from .markers import according, called_by, formula, grounds, light_verb, own_words, silence
from .page import Page
from .verbs import reporting_verb


def find(page: Page) -> list[Found]:
    """All attributions with an Arabic cue, in text order, contents open-ended."""
    found: list[Found] = []
    taken: set[int] = set()
    for here, token in enumerate(page.tokens):
        if not token.is_word or here in taken:
            continue
        hit = _at(page, here)
        if hit is not None and hit.cue:
            found.append(hit)
            for start, end in hit.cue:
                taken.update(range(start, end))
    return found


def _at(page: Page, here: int) -> Found | None:
    for finder in (
        formula,
        silence,
        own_words,
        according,
        grounds,
        called_by,
        light_verb,
        reporting_verb,
    ):
        hit = finder(page, here)
        if hit is not None:
            return hit
    return None

"""Sayings: attributions in words of the page, as far as finding their sources needs them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from musnad.dataset import Attribution

from ..cues.lexicon import arabic, english, folded
from .acts import NOUNS
from .features import stem
from .page import Page, Range

PRONOUNS = folded("هو هي هم وهو وهي وهم هن هما he she they it i we you who whoever")
_PLURAL_PRONOUNS = folded("هم وهم هن they we")
_FEMININE_PRONOUNS = folded("هي وهي she")
_MASCULINE_PRONOUNS = folded("هو وهو he")


@dataclass(frozen=True)
class Saying:
    """An attribution in words of the page, as far as finding its source needs it."""

    start: int
    cue: tuple[Range, ...]
    source: Range | None
    content: tuple[Range, ...]
    parent: int | None
    kind: str
    feminine: bool | None
    plural: bool | None

    @classmethod
    def all_of(cls, page: Page, attributions: Sequence[Attribution]) -> list[Saying]:
        """The attributions of a page in words; a pronoun is no source."""
        place = {item.id: at for at, item in enumerate(attributions)}
        return [_saying(page, item, place.get(item.parent or "")) for item in attributions]


def _saying(page: Page, item: Attribution, parent: int | None) -> Saying:
    cue, source = page.ranges(item.cue), page.ranges(item.source)
    content = page.ranges(item.content)
    whole = (source[0][0], source[-1][1]) if source else None
    pronoun = ""
    if whole is not None and whole[1] - whole[0] == 1 and page.forms[whole[0]] in PRONOUNS:
        pronoun, whole = page.forms[whole[0]], None
    kind, feminine, plural = _verb(page, cue)
    feminine = (
        True
        if pronoun in _FEMININE_PRONOUNS
        else False
        if pronoun in _MASCULINE_PRONOUNS
        else feminine
    )
    plural = True if pronoun in _PLURAL_PRONOUNS else plural
    start = min((a for a, _ in (*cue, *content)), default=0)
    return Saying(
        start,
        tuple(cue),
        whole,
        tuple(content),
        parent,
        "pronoun" if pronoun else kind,
        feminine,
        plural,
    )


def _verb(page: Page, cue: Sequence[Range]) -> tuple[str, bool | None, bool | None]:
    """What the reporting word is, and whether it is feminine and plural."""
    for start, end in cue:
        for at in range(start, end):
            form = page.forms[at]
            word = arabic()[form] or english().forms.get(form)
            if word is not None:
                return word.kind, word.feminine, word.plural
    if not cue:
        return "none", None, None
    forms = [page.forms[at] for start, end in cue for at in range(start, end)]
    is_bare = len(forms) == 1 and any(stem(forms[0]) in nouns for nouns in NOUNS.values())
    is_bare = is_bare and forms[0].startswith(("ال", stem(forms[0]))) and forms[0][-1] != "ا"
    return ("bare noun" if is_bare else "noun"), None, None

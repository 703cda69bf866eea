"""Phrases: a source phrase by its words, those that name first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from musnad.dataset.text import recipes

from ..cues.lexicon import folded
from ..cues.nouns import listed
from .page import Page, Range

_BINDERS = folded("عبد ابو بن ابن ام ال al abu bin ibn")
_EMPTY = folded(
    "the a an of and in for from at by with to this that في من باسم و ان s mr mrs ms dr هذا هذه "
    "ذلك تلك"
)
BODIES = folded(
    "حزب جماعه وزاره مجلس هيئه حركه جبهه ائتلاف تحالف منظمه نقابه لجنه محكمه نيابه مديريه جهاز "
    "شركه محافظه بلديه جمعيه اتحاد مرصد قوات جامعه مؤسسه موسسه رابطه صحيفه وكاله جريده قناه "
    "مركز نادي حمله تيار جيش شرطه حكومه سفاره داخليه خارجيه رئاسه بنك اداره امانه سلطه party "
    "government ministry council board committee company group police court union agency "
    "service department commission office association bank"
)
_REST = folded(
    "باسم في من داخل لدي حول عن التي الذي الذين of in for at by with from who which that seen "
    "and or"
)


@dataclass(frozen=True)
class Phrase:
    """A phrase by its words: all of them folded, those of its core, and those of what follows.

    The core is what names: the words before a comma, a preposition or the office of somebody who
    was named already, without titles, articles and clitics.
    """

    forms: tuple[str, ...]
    core: tuple[str, ...]
    rest: tuple[str, ...]

    @cached_property
    def sounds(self) -> frozenset[str]:
        """The consonants of all words, by which related phrases are found."""
        words = (*self.core, *self.rest, *map(bare, self.forms))
        return frozenset(recipes["skeleton"].write(word) or word for word in words)

    @classmethod
    def of(cls, page: Page, place: Range) -> Phrase:
        """The phrase in a range of words."""
        core: list[str] = []
        rest: list[str] = []
        forms: list[str] = []
        held, is_over = "", False
        for at in range(*place):
            form = page.forms[at]
            if not page.words[at].is_word:
                is_over = is_over or (form in (",", "،") and bool(core))
                continue
            if not forms and form[:1] in ("و", "ل") and _opens_phrase(form[1:]):
                form = form[1:]
            forms.append(form)
            is_over = is_over or (bool(core) and (form in _REST or _is_office(form, core)))
            if form in _BINDERS and at + 1 < place[1]:
                held += form
            elif held or (form not in listed("titles") and form not in _EMPTY):
                (rest if is_over else core).append(held + form if held else bare(form))
                held = ""
        return cls(tuple(forms), tuple(core) or tuple(map(bare, forms)), tuple(rest))


def _opens_phrase(form: str) -> bool:
    return form in BODIES or form in listed("roles") or form in listed("titles")


def _is_office(form: str, core: Sequence[str]) -> bool:
    """Whether a word goes on with the office of a person whom some words named."""
    roles = listed("roles")
    if core[0] in roles or core[0] in BODIES or "ال" + core[0] in roles:
        return False
    return len(core) > 1 and form.removeprefix("و") in roles


@lru_cache(maxsize=1 << 16)
def bare(form: str) -> str:
    """A folded word without conjunction, preposition and article."""
    for clitic in ("وال", "بال", "فال", "كال", "لل", "ال"):
        if form.startswith(clitic) and len(form) > len(clitic) + 2:
            return form[len(clitic) :]
    return form


def is_body(word: str) -> bool:
    """Whether a bare word is a kind of body, such as a party or a ministry."""
    return word in BODIES or word.removeprefix("ل") in BODIES

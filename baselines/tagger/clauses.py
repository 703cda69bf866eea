"""Clauses: what a word says about whether a proposition begins or ends there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from musnad.dataset import Attribution

from ..cues.lexicon import arabic, folded
from .features import shape, stem
from .page import OUTSIDE, Page

THAT = folded("ان انه انها انهم انهما انني اننا بان بانه بانها بانهم الي عن علي من that to")
PARTICLES = folded(
    "لكن ولكن كما حيث بينما فيما ثم قد وقد لقد فقد اذ غير اما بعد بعدما قبل قبيل حين عندما بل "
    "لا_سيما حتي يذكر اثر عقب خلال but and while after before as when although though because "
    "where whereas then however if since"
)
_REASONS = folded("لان لانه لانها مما بسبب اذ because so thus")
_RELATIVES = folded("الذي التي الذين اللذين اللتين اللواتي ما من who which that whose where")
_PRESENT = re.compile("^[وف]?س?[يتن]\\w{2,}")
_PAST = re.compile("\\w{2,}((?<!ا)ت|وا|نا|(?<!ا)تا|تهم|ته|تها)$")
_ENGLISH_VERB = re.compile("[a-z]{2,}(ed|s|ing)$")
_ENGLISH_VERBS = folded(
    "is are was were be been has have had will would can could may might must should did does "
    "do said went came made took gave found left began held kept lost won"
)


@dataclass(frozen=True)
class Setting:
    """Of each word the attribution round it: its role there, and the innermost one's number."""

    role: list[str]
    inside: list[int]

    @classmethod
    def of(cls, page: Page, attributions: Sequence[Attribution]) -> Setting:
        """The roles that the words of a page have in some attributions."""
        role, inside = ["O"] * len(page), [-1] * len(page)
        size = [len(page) + 1] * len(page)
        for number, item in enumerate(attributions):
            content = page.ranges(item.content)
            length = sum(end - start for start, end in content)
            for start, end in content:
                for at in range(start, end):
                    if length < size[at]:
                        role[at], inside[at], size[at] = "content", number, length
        for item in attributions:
            for name, span in (("source", item.source), ("cue", item.cue)):
                for start, end in page.ranges(span):
                    role[start:end] = [name] * (end - start)
        return cls(role, inside)


@lru_cache(maxsize=1 << 16)
def verb_like(form: str) -> str:
    """What the shape of a folded word says about its being a verb."""
    if form[:1].isascii():
        if form in _ENGLISH_VERBS:
            return "aux"
        return "verb?" if _ENGLISH_VERB.fullmatch(form) else "-"
    if arabic()[form] is not None:
        return "reports"
    if _PRESENT.match(form) and not form.endswith(("ه", "ات")):
        return "present?"
    if form.startswith(("ال", "لل", "وال")):
        return "definite"
    return "past?" if _PAST.fullmatch(form) else "-"


def clause_rows(
    page: Page, attributions: Sequence[Attribution], setting: Setting
) -> list[list[str]]:
    """The features of each word for finding claims.

    Args:
        page: The article.
        attributions: Its attributions, found or labelled.
        setting: The roles of the words in them.
    """
    own = [_own(page, at) for at in range(len(page))]
    rows: list[list[str]] = []
    for at in range(len(page)):
        row = [f"0:{item}" for item in own[at]]
        for offset in (-2, -1, 1, 2):
            near = at + offset
            if 0 <= near < len(page) and page.paragraph[near] == page.paragraph[at]:
                row += [f"{offset:+d}:{item}" for item in own[near][: 6 - abs(offset)]]
            else:
                row.append(f"{offset:+d}:#")
        row += _standing(page, attributions, setting, own, at)
        rows.append(row)
    return rows


def _own(page: Page, at: int) -> list[str]:
    form = page.forms[at]
    if not page.words[at].is_word:
        return [f"m{form}", "mark"]
    kind = (
        "that"
        if form in THAT
        else "particle"
        if form in PARTICLES
        else "reason"
        if form in _REASONS
        else "relative"
        if form in _RELATIVES
        else "word"
    )
    joined = form[:1] in ("و", "ف") and len(form) > 2
    plain = form[1:] if joined else form
    verb = verb_like(plain)
    if joined and kind == "word" and plain in THAT | PARTICLES | _RELATIVES:
        kind = "and that" if plain in THAT else "and particle"
    return [
        f"k{kind}",
        f"v{verb}{'+' if joined else ''}",
        f"j{joined}",
        f"s{shape(page.raw[at])}",
        f"w{form}",
        f"b{stem(form)}",
        f"p{form[:2]}",
        f"e{form[-2:]}",
    ]


_VERBS = ("past?", "present?", "reports", "aux", "verb?")


def _cuts(page: Page, at: int) -> list[str]:
    """Why a new proposition may begin at a word."""
    form, before = page.forms[at], page.forms[at - 1]
    after = page.forms[at + 1] if at + 1 < len(page) else ""
    found = []
    if form[:1] in ("و", "ف") and len(form) > 3:
        if verb_like(form[1:]) in _VERBS:
            found.append("and a verb")
        elif form[1:] in THAT or before[1:] in THAT:
            found.append("and that")
    if before[:1] in ("و", "ف") and before[1:] in THAT:
        found.append("after and that")
    if form in _RELATIVES and verb_like(after) in _VERBS:
        found.append("relative")
    if before in PARTICLES or (before in THAT and page.forms[at - 2] in PARTICLES):
        found.append("verb" if verb_like(form) in _VERBS else "after particle")
    if (
        not form[:1].isascii()
        and verb_like(form) == "past?"
        and form.endswith(("تهم", "ته", "تها"))
    ):
        found.append("bare relative")
    if form.endswith("ing") and form[0].isascii() and before == ",":
        found.append("participle")
    return found


def _standing(
    page: Page,
    attributions: Sequence[Attribution],
    setting: Setting,
    own: Sequence[Sequence[str]],
    at: int,
) -> list[str]:
    role, number = setting.role[at], setting.inside[at]
    before = at and page.sentence[at - 1] == page.sentence[at]
    row = [f"r{role}"]
    row.append(f"r{setting.role[at - 1] if before else '#'}>{role}")
    ahead = at + 1 < len(page) and page.sentence[at + 1] == page.sentence[at]
    row.append(f"r{role}>{setting.role[at + 1] if ahead else '#'}")
    opens = number >= 0 and (not before or setting.inside[at - 1] != number)
    if number >= 0:
        row.append(f"act:{attributions[number].act}")
        if opens:
            row += ["opens", f"opens:{page.forms[at] in THAT}:{attributions[number].act}"]
    if not before:
        row.append("first")
    elif setting.inside[at - 1] >= 0 and page.forms[at - 1] in THAT and number >= 0:
        row.append("after that")
    row += [f"cut:{cut}" for cut in _cuts(page, at)] if before else []
    if not before and page.is_headline(at):
        row.append("headline")
    kind = own[at]
    previous = own[at - 1][0] if before else "#"
    row += [
        f"r{role}|{kind[0]}|{kind[1]}",
        f"{previous}|{kind[0]}|{kind[1]}",
        f"{role}|{previous}|{kind[min(2, len(kind) - 1)]}",
    ]
    if page.quote[at] != OUTSIDE:
        row.append("quoted")
        if at and page.quote[at - 1] != page.quote[at]:
            row.append("quote opens")
    return row

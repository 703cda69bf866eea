"""Arabic nouns by what they do: name a body or an office, say what is reported, carry a ب."""

from __future__ import annotations

import re

from .lexicon import folded, word_list
from .page import QUOTES, Page

_VERBAL_NOUN = re.compile(
    r"(است\w+|ا\wا\wه\w?|ا\w{2,3}ا\w|ت\w{2}ي\w|م\w{3,4}ه|ا\w{2}ا\w|ت\w{2}ي\wه\w?|ا\w{2,3}ا\wه\w?)"
)
_NOT_PLURAL = word_list("arabic", "not_plural")
_MEASURES = folded("عدد كلفة تكلفة خسائر قيمة حجم نسبة أعداد")
HEADS = word_list("arabic", "bodies")
_PLACES = word_list("arabic", "places")
_NOT_B = word_list("arabic", "not_b")
_MEN = folded("اسامه احمد اكرام انعام استاذ استاذه ابتسام")


def listed(name: str) -> frozenset[str]:
    """A list of Arabic words from `words.toml`."""
    return word_list("arabic", name)


def is_occasion(page: Page, at: int) -> bool:
    """Whether the noun says on what occasion or through what channel one speaks."""
    form = page.form(at)
    bare = form[2:] if form.startswith("ال") else form
    return form in listed("occasions") or bare in listed("occasions")


def split(page: Page, start: int, end: int) -> int:
    """Where in a run of nouns the subject ends and what is said of it or to it begins."""
    in_brackets = False
    for here in range(start + 1, end):
        if page.form(here) in ("(", ")"):
            in_brackets = page.form(here) == "("
        quote = page.quote_at(here)
        is_name = quote is not None and page.at(quote.start) > start
        if (
            in_brackets
            or is_name
            or not page.tokens[here].is_word
            or not _is_closed(page, here - 1, start)
        ):
            continue
        form = page.form(here)
        follows_name = page.form(here - 1) in QUOTES and here - 2 > start
        if not (page.tokens[here - 1].is_word or follows_name):
            continue
        if form in listed("roles") and not _is_body(page, start):
            continue
        if form in listed("humans") or form in listed("nouns") or form in _MEASURES:
            return here
        if (
            form.startswith("ال")
            and form.endswith("ين")
            and form not in _NOT_PLURAL
            and (page.form(here - 1) != "الاخوان")
        ):
            return here
        if not form.startswith(("ال", "و", "ل", "ب")) and (
            _VERBAL_NOUN.fullmatch(form) and form not in listed("roles")
        ):
            return here
        if form.startswith("ب") and _opens_with_b(page, here):
            return here
    return end


def _is_body(page: Page, at: int) -> bool:
    """Whether a phrase opens with a body rather than with a person's title or name."""
    form = page.form(at)
    if form in listed("titles") and form not in ("الرئيس", "الوزير"):
        return False
    return form in HEADS or form.startswith("ال") or form in listed("humans")


def _is_closed(page: Page, at: int, start: int) -> bool:
    """Whether the phrase may end after this token: it is definite or a name, and no office."""
    form = page.form(at)
    bare = form[1:] if form[:1] in ("ل", "ب", "و") else form
    if bare in HEADS or (bare in listed("roles") and form[:1] == "و"):
        return False
    if form in listed("titles") and at + 1 - start < 2 and form not in ("الرئيس", "الوزير"):
        return False
    if form.startswith(("ال", "لل")) and len(form) > 4:
        return form not in ("المتحدث", "المتحدثه", "الناطق")
    if form in listed("roles") or form in HEADS or form in ("باسم", "في", "من", "ابو", "عبد"):
        return False
    return at > start or form.endswith(("ون", "ات")) or not form.endswith("ه")


def _opens_with_b(page: Page, at: int) -> bool:
    """Whether a word carries the preposition ب, and not to say where an office is."""
    form = page.form(at)
    if len(form) < 4 or form in _NOT_B:
        return False
    rest = form[1:]
    if rest.startswith("ال") and (rest in _PLACES or rest[2:] in HEADS):
        return False
    return rest not in HEADS


def is_said(page: Page, at: int, *, clitic: bool = False) -> bool:
    """Whether a word is a verbal noun that says what is reported rather than who reports.

    Args:
        page: the text.
        at: the word.
        clitic: whether the word carries a preposition of one letter.
    """
    form = page.form(at)[clitic:]
    if form in listed("nouns"):
        return True
    if form.startswith(("ال", "و", "ل", "ب")) or form in listed("roles") or form in HEADS:
        return False
    return form not in _MEN and _VERBAL_NOUN.fullmatch(form) is not None


def opens_with(page: Page, at: int, takes: frozenset[str]) -> bool:
    """Whether the word is, or carries, a preposition that may open the content."""
    form = page.form(at)
    if form in takes and form not in ("that", "np", "ب", "ل"):
        return True
    if "ب" in takes and form.startswith("ب") and _opens_with_b(page, at):
        return True
    return "ل" in takes and form.startswith("لل") and len(form) > 4

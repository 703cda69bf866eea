"""Performatives: the act that a speaker does with the first words after a bare say-verb."""

from __future__ import annotations

from musnad.dataset import Act

from .found import Found
from .lexicon import Reporting, arabic, english, word_list
from .page import Page

_LONGEST = 4  # tokens of a phrase that performs
_SHORTEST = 4  # letters of a verb in the first person: below, too many nouns look like one


def performed(page: Page, item: Found) -> Act:
    """The act of an attribution: its cue's, or the performative's that a bare say-verb leads in."""
    if item.act != "state" or not item.content or not _is_bare(page, item):
        return item.act
    at, end = item.content[0]
    is_quoted = page.quote_opened(at) is not None or page.quote_at(at) is not None
    others, ours = _listed("others"), _listed("ours")
    speaks_third = speaks_first = False
    while at < end:
        form = page.form(at)
        speaks_third = speaks_third or (form in others and not is_quoted)
        speaks_first = speaks_first or form in ours
        if page.tokens[at].is_word and form not in others | ours | _listed("plain"):
            break
        at += 1
    forms = tuple(token.form for token in page.tokens[at : min(end, at + _LONGEST)])
    is_english = bool(forms) and forms[0].isascii()
    speaks = speaks_third or speaks_first
    known = english().performatives if is_english else arabic().performatives
    for size in range(len(forms) if speaks or not is_english else 0, 0, -1):
        if forms[:size] in known:
            return known[forms[:size]]
    if not forms or forms[0] in _listed("deeds"):
        return item.act
    if is_english:
        word = english().forms.get(forms[0]) if speaks else None
    else:
        word = _third(forms[0]) if speaks else None
        if word is None and (speaks or is_quoted):
            word = _first(forms[0])
    return word.act if word is not None and word.kind != "participle" else item.act


def _listed(name: str) -> frozenset[str]:
    return word_list("performatives", name)


def _is_bare(page: Page, item: Found) -> bool:
    """Whether a word of the cue is a bare say-verb."""
    forms = [page.form(at) for part in item.cue for at in range(*part)]
    words = (arabic()[form] or english().forms.get(form) for form in forms)
    return any(word is not None and word.bare for word in words)


def _third(form: str) -> Reporting | None:
    """The reporting verb that a form is in the present: `يتوقع`."""
    word = arabic().forms.get(form)
    return word if word is not None and word.kind == "present" else None


def _first(form: str) -> Reporting | None:
    """The reporting verb that a form is in the first person: `نتوقع`."""
    if form in arabic().forms or form[:1] not in ("ا", "ن") or len(form) < _SHORTEST:
        return None
    return _third("ي" + form[1:])

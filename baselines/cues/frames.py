"""Frames: where the content after an Arabic cue opens, and by what."""

from __future__ import annotations

from dataclasses import dataclass

from .found import Range
from .lexicon import arabic, folded, word_list
from .nouns import is_occasion, is_said, listed, opens_with, split
from .page import DASHES, QUOTES, Page
from .phrases import grow

FARTHEST = 60  # tokens between a cue and the opening of its content
_NOT_THAT_AFTER = word_list("arabic", "not_that_after")
CARRIERS = folded("الي عن علي من")
SAYING = folded("قايلا قايله قايلين قايلات بقوله بقولها بقولهم بالقول")
TIMES = word_list("arabic", "times")


@dataclass(frozen=True, slots=True)
class Frame:
    """How a content opens: where it starts, where the source must have ended, and by what."""

    start: int
    zone: int
    by: str
    saying: Range | None = None


def opening(
    page: Page, at: int, takes: frozenset[str], whole: bool, *, near: bool = False
) -> Frame | None:
    """Where the content of a cue that ends before a token opens, if anything opens one."""
    limit = min(page.ends[at - 1], at + FARTHEST)
    strong = _strong(page, at, limit)
    weak = _weak(page, at, strong.zone if strong else limit, takes, whole, bool(strong))
    if strong is not None and weak is not None and strong.by == "that" and not whole:
        carried = page.form(strong.start) in CARRIERS and page.form(strong.start) in takes
        told = weak.by == "np" and is_said(page, weak.start)
        if not told and (carried or weak.by != "prep" or weak.start >= strong.start - 1):
            weak = None
    if weak is not None and (strong is None or strong.start > weak.start):
        # The preposition wins where the clause hangs on a noun inside: «إلى أن» is strong already.
        if near and weak.start > at + 1 and weak.by != "np":
            return None
        return weak
    if strong is not None and near and strong.start > at + 12:
        return None
    return strong


def _strong(page: Page, at: int, limit: int) -> Frame | None:
    here = at
    while here < limit:
        token = page.tokens[here]
        form = token.form
        if form in listed("that") and page.form(here - 1) not in _NOT_THAT_AFTER:
            start = here - 1 if here > at and page.form(here - 1) in CARRIERS else here
            if page.form(start - 1) in QUOTES and page.quote_opened(start - 1):
                start -= 1
            return Frame(start, start, "that")
        if form == ":":
            start = here + 1
            if start >= page.line_end(at - 1):
                nxt = start < len(page.tokens)
                return Frame(start, here, "colon") if nxt else None
            return Frame(start, here, "colon")
        quote = page.quote_opened(here)
        if quote is not None:
            size = len(page.text[quote.start : quote.end].split())
            if size >= 6 or (size >= 3 and here > at and page.form(here - 1) in ("،", ",")):
                is_apart = _past_interruption(page, grow(page, at, here), here) < here - 1
                return None if here > at and is_apart else Frame(here, here, "quote")
            here = page.past(quote) or here + 1  # the name of a paper, a party, a page
            continue
        if form in SAYING:
            inner = _strong(page, here + 1, limit)
            if inner is not None and inner.start <= here + 8:
                return Frame(inner.start, here, inner.by, (here, here + 1))
            return None
        word = arabic()[form] if token.is_word and here > at else None
        if word is not None and (word.kind != "participle" or _hangs(page, here)):
            joined = form[:1] in ("و", "ف") and form not in arabic().forms
            if joined or word.kind == "participle" or page.form(here - 1) in ("،", ","):
                return None
        is_initial = form == "." and len(page.form(here - 1)) <= 2
        if form in (".", "؛", "؟", "!") and not is_initial:
            return None
        here += 1
    return None


def _hangs(page: Page, at: int) -> bool:
    """Whether a participle opens a content of its own: `موضحا أن`, `لافتين إلى`."""
    after = page.form(at + 1)
    return page.form(at).endswith("ا") or after in CARRIERS or after in listed("that")


def _weak(
    page: Page, at: int, limit: int, takes: frozenset[str], whole: bool, bounded: bool
) -> Frame | None:
    """The opening by a preposition, or by the noun phrase after the source."""
    clause = next((k for k in range(at, limit) if page.form(k) in (".", "؛", ":")), limit)
    prepositions = takes - {"that", "np"}
    if at < clause and opens_with(page, at, prepositions):
        return Frame(at, at, "prep")
    if "np" in takes and at < clause and is_said(page, at):
        return Frame(at, at, "np")
    stop = grow(page, at, clause)
    phrase_end = stop
    if stop > at and not (takes.isdisjoint({"np", "ب"}) and not whole):
        stop = split(page, at, stop)
    if whole or "np" in takes:
        if stop < phrase_end:
            return Frame(stop, stop, "np")
        after = _past_interruption(page, stop, clause)
        for here in range(after, min(clause, after + 2)):
            if opens_with(page, here, prepositions - {"من"}):
                return Frame(here, stop, "prep")
        if after >= clause:
            if bounded:
                return None
            return Frame(at, at, "np") if "np" in takes and stop > at else None
        if not page.tokens[after].is_word and not page.quote_opened(after):
            return Frame(at, at, "np") if stop > at else None
        if _opens_other(page, after):
            return None
        return Frame(after, stop, "np")
    for here in range(at, clause):
        if here < stop and here < phrase_end and stop == phrase_end and "ب" not in prepositions:
            continue
        if here < stop:
            continue
        if opens_with(page, here, prepositions):
            if (
                page.form(here) in ("عن", "علي", "من", "الي")
                and is_occasion(page, here + 1)
                and here > at + 1
            ):
                continue
            return Frame(here, stop, "prep")
    return None


def _opens_other(page: Page, at: int) -> bool:
    word = arabic()[page.form(at)]
    return word is not None and page.form(at)[:1] in ("و", "ف")


def _verbal_noun(page: Page, start: int, end: int) -> int | None:
    """Where a verbal noun opens what is said: `في عريضة سلموها أمس بإعادة الدوام`."""
    for at in range(start, end):
        form, before = page.form(at), page.form(at - 1)
        is_over = before in QUOTES or before in TIMES or before.endswith(("ي", "يه"))
        if page.quote_at(at) is None and (
            (form[:1] == "ب" and is_said(page, at, clitic=True)) or (is_over and is_said(page, at))
        ):
            return at
    return None


def _past_interruption(page: Page, at: int, limit: int) -> int:
    """The first token after an aside of time, place or occasion that follows the source."""
    here = at
    while page.form(here) in QUOTES and page.quote_opened(here) is None:
        here += 1
    for _ in range(3):
        aside = page.form(here) in ("،", ",", "(") or page.form(here) in DASHES
        first = here + 1 if aside else here
        form = page.form(first)
        if form in TIMES or form.isdigit():
            while first < limit and (page.form(first) in TIMES or page.form(first).isdigit()):
                first += 1
            here = (
                first + 1 if page.form(first) in ("،", ",") or page.form(first) in DASHES else first
            )
            continue
        is_aside = form in listed("adverbials") or (form == "في" and is_occasion(page, first + 1))
        is_aside = is_aside or (
            form.startswith(("لل", "ل")) and form[1:] in ("صحيفه", "قناه", "وكاله", "برنامج")
        )
        if is_aside and form not in ("من", "علي", "الي", "عن", "ما"):
            close = next(
                (
                    k
                    for k in range(first, min(limit, first + 22))
                    if page.form(k) in ("،", ",", ")") or page.form(k) in DASHES
                ),
                None,
            )
            if close is None and not aside:
                return _verbal_noun(page, first + 2, min(limit, first + 14)) or first
            if close is None:
                return limit
            here = close + 1
            continue
        return first
    return here

"""Voices: whose an Arabic cue is, by the subject after it, before it, or inside its auxiliary."""

from __future__ import annotations

from .found import Found
from .frames import Frame
from .lexicon import Reporting, arabic, folded
from .nouns import listed
from .page import QUOTES, Page
from .phrases import grow
from .subjects import subject_before

SUFFIXED = folded("لكنه لكنها لكنهم ولكنه ولكنها ولكنهم انه انها انهم لانه لانها")
_OF = folded("من ممن")
RELATIVE = folded("الذي التي الذين والذي والتي من ممن")
_THERE = folded("هناك وهناك فهناك ثمة وثمة فثمة")  # there are those who


def give_voice(
    page: Page, hit: Found, here: int, end: int, frame: Frame, word: Reporting | None
) -> None:
    """Give a hit its source: the phrase before the verb, the one after it, or a dropped subject."""
    hit.feminine = word.feminine if word else None
    hit.plural = word.plural if word else None
    form = page.form(here)
    joined = form[:1] in ("و", "ف") and arabic().forms.get(form) is None
    before = None if joined else subject_before(page, here)
    if page.form(here - 1) == "من" and page.form(here - 2) in _THERE:
        hit.impersonal = True
        return
    if page.form(here - 1) in SUFFIXED or page.form(here - 1) in RELATIVE:
        return
    if page.form(end) in listed("pronouns"):
        hit.source, hit.pronoun = (end, end + 1), True
        return
    if before is not None:
        hit.source = before
        hit.pronoun = page.form(before[0]) in listed("pronouns")
        return
    if hit.plural:
        return
    if frame.zone > end:
        stop = grow(page, end, frame.zone)
        if stop > end:
            hit.source = (end, _with_relative_clause(page, stop, frame))


_LONGEST_CLAUSE = 12


def _with_relative_clause(page: Page, stop: int, frame: Frame) -> int:
    """Where a source ends that a clause narrows: `التقرير الذي نشرته المجلة إن`."""
    clause = range(stop + 1, frame.zone)
    if page.form(stop) not in RELATIVE - _OF or frame.by != "that" or len(clause) > _LONGEST_CLAUSE:
        return stop
    is_plain = all(page.tokens[at].is_word or page.form(at) in QUOTES for at in clause)
    speaks = any(arabic()[page.form(at)] is not None for at in clause)
    return frame.zone if is_plain and len(clause) and not speaks else stop


def take_auxiliary(page: Page, hit: Found, here: int) -> None:
    """Take كان and قد into the cue, and the subject between them as its source."""
    has_qad = page.form(here - 1) in ("قد", "وقد", "لقد", "ولقد", "فقد")
    low = page.starts[here]
    for start in range(here - 1, max(low - 1, here - (45 if has_qad else 16)), -1):
        form = page.form(start)
        if form in ("كان", "وكان", "كانت", "وكانت", "كانوا", "وكانوا", "فكان"):
            first = start + 1
            last = here - 1 if has_qad else here
            stop = grow(page, first, last)
            if not has_qad and start != low:
                return
            if not has_qad and stop < last and len(page.words(stop, last)) > 3:
                return
            hit.cue = [(start, start + 1), (last, here + 1), *hit.cue[1:]]
            if stop > first:
                hit.source, hit.pronoun = (first, stop), False
            elif first >= last - has_qad and (before := subject_before(page, start)) is not None:
                hit.source, hit.pronoun = before, page.form(before[0]) in listed("pronouns")
            elif first < last:
                hit.source = page.trim(first, last)
            elif hit.source and hit.source[1] > start:
                hit.source = None
            return
        if form in (".", ":", "؛"):
            return


def after_content(page: Page, here: int, word: Reporting) -> Found | None:
    """A say-verb that follows what it reports: «…»، قال فلان."""
    if "that" not in word.takes or word.act not in ("state", "predict"):
        return None
    stop_at = next(
        (
            k
            for k in range(here + 1, page.ends[here])
            if page.form(k) in (".", "،", ",", "؛") or page.quote_opened(k)
        ),
        page.ends[here],
    )
    previous = subject_before(page, here)
    edge = previous[0] if previous else here
    quote_end = edge - 1
    while quote_end > page.line_start(here) and page.form(quote_end) in ("،", ",", "."):
        quote_end -= 1
    if page.form(quote_end) in QUOTES:
        quote = next((q for q in page.quotes if page.at(q.end) == quote_end), None)
        if quote is None or len(page.text[quote.start : quote.end].split()) < 3:
            return None
        content = (page.at(quote.start), quote_end)
    elif edge > page.starts[here] and page.form(edge - 1) in ("،", ",") and previous:
        content = (page.starts[here], edge - 1)
    else:
        return None
    source = previous
    if source is None:
        stop = grow(page, here + 1, stop_at)
        source = (here + 1, stop) if stop > here + 1 else None
    return Found(
        [(here, here + 1)],
        word.act,
        source=source,
        content=[content],
        pronoun=bool(source) and page.form(source[0]) in listed("pronouns") if source else False,
        feminine=word.feminine,
        plural=word.plural,
    )

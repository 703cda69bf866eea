"""Arabic cues that are no plain verb: phrases, prepositions, silence, light verbs, formulae."""

from __future__ import annotations

from musnad.dataset import Act

from .found import Found
from .frames import CARRIERS, Frame, opening
from .lexicon import arabic, folded, word_list
from .nouns import listed, opens_with
from .page import Page
from .phrases import grow
from .subjects import subject_before
from .voices import SUFFIXED, give_voice

_REQUESTS = word_list("arabic", "requests")
_THEN = folded("فإن فإنه فإنها فإنهم")
_CALLED = word_list("arabic", "called")


def _phrase(page: Page, here: int, name: str) -> int:
    """How many tokens the longest phrase of a list that starts at a token has; 0 for none."""
    known = arabic().phrases[name]
    form = page.form(here)
    if not {form, form[1:]} & arabic().openers[name]:
        return 0
    for size in range(5, 0, -1):
        words = tuple(page.form(here + step) for step in range(size))
        for first in (words[0], words[0][1:] if words[0][:1] in ("و", "ف") else ""):
            if first and (first, *words[1:]) in known:
                return size
            if (
                first
                and size > 1
                and words[-1][:1] in ("ب", "ل")
                and ((first, *words[1:-1], words[-1][0]) in known)
            ):
                return size - 1
    return 0


def formula(page: Page, here: int) -> Found | None:
    """The outlet's formulae: an empty hit, so that nothing else is tried on the word."""
    if page.starts[here] == here and _phrase(page, here, "formulae"):
        return Found([], "state")
    return None


def silence(page: Page, here: int) -> Found | None:
    """A refusal to speak: `لم يرد على الاستفسارات`."""
    size = _phrase(page, here, "decline")
    if not size:
        return None
    end = here + size
    if page.form(end) in listed("that") or page.form(here - 1) in SUFFIXED:
        return None
    if page.form(end - 1).endswith(("يرد", "ترد", "يردوا")) and not any(
        page.form(at) in _REQUESTS for at in range(end, min(end + 16, page.ends[here]))
    ):
        return None
    source = subject_before(page, here) if page.form(here)[:1] not in ("و", "ف") else None
    if source is None:
        stop = grow(page, end, page.ends[here])
        source = (
            (end, stop) if stop > end and page.form(end)[:2] not in ("با", "بت", "لا") else None
        )
    return Found([(here, end)], "decline", source=source)


def own_words(page: Page, here: int) -> Found | None:
    """A second marker of the same source: `على حد قوله`."""
    size = _phrase(page, here, "own")
    return Found([(here, here + size)], "state", follows=True, impersonal=True) if size else None


def according(page: Page, here: int) -> Found | None:
    """A preposition whose object is the source: `وفقا للوزارة`."""
    size = _phrase(page, here, "according")
    if not size:
        return None
    end = here + size
    first = page.form(end)
    if page.form(end - 1) in ("وفقا", "طبقا", "ووفقا", "وطبقا") and not first.startswith("ل"):
        return None
    if first.startswith("لما") and len(first) < 4:
        return None
    clause = next(
        (k for k in range(end, page.ends[here]) if page.form(k) in _THEN), page.ends[here]
    )
    stop = grow(page, end, clause, clitic=True)
    if stop == end:
        return None
    if page.form(end).lstrip("ل") in listed("laws"):
        return None
    if stop == end + 1 and first in listed("texts") and here > page.starts[here] + 4:
        return Found([(here, stop)], "state", follows=True, impersonal=True)
    return Found([(here, end)], "state", source=(end, stop))


def grounds(page: Page, here: int) -> Found | None:
    """A ground or a protest whose source is the subject of the sentence: `بحجة أن`."""
    for name in ("grounds", "protests"):
        size = _phrase(page, here, name)
        if not size:
            continue
        act: Act = "state" if name == "grounds" else "judge"
        if page.form(here).startswith("للمطالبه"):
            act = "urge"
        end = here + size
        if name == "grounds" and page.form(end) not in listed("that"):
            return None
        start = end - 1 if page.form(end - 1) in CARRIERS else end
        hit = Found([(here, start)], act, content=[(start, start)], follows=True)
        if name == "grounds" and (stop := _resumed(page, start)) is not None:
            hit.content = [(start, stop)]
        return hit
    return None


def _resumed(page: Page, start: int) -> int | None:
    """Where the sentence goes on after a ground it gave: «بحجة أن الطريق مغلق، وعادوا»."""
    return next(
        (
            at
            for at in range(start, page.ends[start])
            if page.form(at) in ("،", ",")
            and page.form(at + 1)[:1] == "و"
            and page.form(at + 1)[1:] not in listed("that")
            and page.quote_at(at) is None
        ),
        None,
    )


def called_by(page: Page, here: int) -> Found | None:
    """A name that the source gives in passing: «ما وصفه بالانقلاب»."""
    if page.form(here) not in _CALLED or page.form(here - 1) not in (
        "ما",
        "بما",
        "لما",
        "مما",
        "عما",
    ):
        return None
    start = here + 1
    end = next(
        (at for at in range(start, page.ends[here]) if page.form(at) in ("،", ",", ".", "؛")),
        page.ends[here],
    )
    if start >= end:
        return None
    return Found([(here, start)], "judge", content=[(start, end)], follows=True)


def light_verb(page: Page, here: int) -> Found | None:
    """A light verb with its noun, the subject before, between or dropped: وجه الحزب دعوة."""
    form = page.form(here)
    for light in arabic().light:
        joined = form not in light.verbs
        if joined and not (form[:1] in ("و", "ف") and form[1:] in light.verbs):
            continue
        for noun in range(here + 1, min(page.ends[here], here + 18)):
            if page.form(noun) not in light.nouns:
                continue
            near = range(noun + 1, min(page.ends[here], noun + 5))
            opener = next((at for at in near if opens_with(page, at, light.word.takes)), None)
            frame = (
                Frame(opener, noun, "prep")
                if opener is not None
                else opening(page, noun + 1, light.word.takes, False)
            )
            if frame is None or frame.start > noun + 12:
                return None
            hit = Found([(here, here + 1), (noun, noun + 1)], light.word.act)
            hit.content = [(frame.start, frame.start)]
            give_voice(page, hit, here, here + 1, Frame(noun, noun, "noun"), light.word)
            return hit
    return None

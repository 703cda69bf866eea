"""English cues: which words report in their place, and what belongs to them."""

from __future__ import annotations

from .english_contents import content_ahead, content_behind, quote_later
from .english_sources import ADVERBS, AUXILIARIES, PRONOUNS, source_after, source_before
from .found import Found, Range
from .lexicon import Reporting, english
from .page import QUOTES, Page


def find(page: Page) -> list[Found]:
    """All attributions with an English cue, in text order, contents ahead left open."""
    found: list[Found] = []
    here = 0
    while here < len(page.tokens):
        hit = _at(page, here)
        if hit is not None:
            found.append(hit)
            here = max(here, hit.cue[-1][1] - 1)
        here += 1
    return found


def _at(page: Page, here: int) -> Found | None:
    if not page.tokens[here].is_word:
        return None
    for finder in (_decline, _according, _impersonal, _verb):
        hit = finder(page, here)
        if hit is not None:
            return hit
    return None


def _phrase(page: Page, here: int, name: str) -> int:
    known = english().phrases[name]
    return next(
        (
            size
            for size in range(5, 0, -1)
            if tuple(page.form(here + step) for step in range(size)) in known
        ),
        0,
    )


def _decline(page: Page, here: int) -> Found | None:
    size = _phrase(page, here, "decline")
    if not size:
        return None
    hit = Found([(here, here + size)], "decline")
    source_before(page, hit, here)
    return hit


def _according(page: Page, here: int) -> Found | None:
    size = _phrase(page, here, "according")
    if not size:
        return None
    start = here + size
    end = start
    while end < page.ends[here] and (page.tokens[end].is_word or page.form(end) in "'’-–&"):
        if end > start and page.form(end) in ("which", "who", "that", "and") and end - start > 5:
            break
        end += 1
    return Found([(here, start)], "state", source=(start, end)) if end > start else None


def _impersonal(page: Page, here: int) -> Found | None:
    if not _phrase(page, here, "impersonal"):
        return None
    first = here
    while first > page.starts[here] and page.form(first - 1) not in (",", ";", "."):
        first -= 1
    last = here
    while last < page.ends[here] and page.form(last) not in (",", ";", "."):
        last += 1
    content = [part for part in ((first, here), (here + 1, last)) if part[0] < part[1]]
    return Found([(here, here + 1)], "state", content=content, impersonal=True)


def _verb(page: Page, here: int) -> Found | None:
    word, size = None, 0
    for length in (2, 1):
        word = english().forms.get(" ".join(page.form(here + step) for step in range(length)))
        if word is not None:
            size = length
            break
    if word is None:
        return None
    end = here + size
    first = _with_auxiliaries(page, here)
    before = page.form(first - 1) if first > page.starts[here] else ""
    if page.form(first) == "to" or before in (
        "to",
        "the",
        "a",
        "an",
        "his",
        "her",
        "their",
        "of",
        "its",
        "this",
    ):
        return None
    if (
        word.kind == "present"
        and word.plural
        and first == here
        and not (
            before in ("they", "we", "i", "you", "who")
            or (before.endswith("s") and before not in ("his",))
        )
    ):
        return None
    is_title = page.text[page.tokens[here].start].isupper() and here > page.line_start(here)
    if is_title and page.starts[here] < here and page.tokens[here].line:
        return None
    passive = {"was", "were", "been", "is", "are", "be", "being"}
    if word.kind == "past" and passive & {page.form(at) for at in range(first, here)}:
        return None
    hit = Found(_cue(page, first, here, end), word.act)
    if word.kind == "participle" and first == here:
        if before not in ("", "and", ",", "while") and before not in QUOTES:
            return None
        hit.follows = True
    return _complete(page, hit, word, first, end)


def _with_auxiliaries(page: Page, here: int) -> int:
    first = here
    while first > page.starts[here]:
        form = page.form(first - 1)
        if form in AUXILIARIES:
            first -= 1
        elif (form in ADVERBS or form.endswith("ly")) and first - 1 > page.starts[here]:
            if form.endswith("ly") and form not in ADVERBS and len(form) < 5:
                break
            first -= 1
        else:
            break
    return first


def _cue(page: Page, first: int, here: int, end: int) -> list[Range]:
    """The verb with its auxiliaries, without adverbs."""
    parts = [(at, at + 1) for at in range(first, here) if page.form(at) in AUXILIARIES]
    return [*parts, (here, end)]


def _complete(page: Page, hit: Found, word: Reporting, first: int, end: int) -> Found | None:
    """Find the source and the content of a verb; None where it reports nothing."""
    if not hit.follows:
        source_before(page, hit, first)
    inverted = None
    ahead = content_ahead(page, end, word)
    if hit.source is None and not hit.follows:
        inverted = source_after(page, first, end, word)
        if inverted is not None:
            hit.source = inverted
            hit.pronoun = page.form(inverted[0]) in PRONOUNS
            ahead = quote_later(page, inverted[1])
    behind = content_behind(page, hit, first, ahead)
    if hit.source is None and not hit.follows:
        joined = page.form(first - 1) in ("and", "but", ",") and page.starts[first] < first - 1
        if not joined:
            return None
        hit.follows = True
    if behind is not None:
        hit.content.append(behind)
        quoted = page.form(behind[1]) in QUOTES
        if inverted is not None or ahead is None or page.quote_opened(ahead) or quoted:
            if ahead is not None and page.quote_opened(ahead):
                quote = page.quote_opened(ahead)
                if quote is not None:
                    hit.content.append((ahead, page.at(quote.end)))
            return hit
        hit.content.pop()
    if ahead is None:
        return None
    hit.content = [(ahead, ahead)]
    return hit

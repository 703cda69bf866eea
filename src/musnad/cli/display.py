"""Display: who said what in an article, for a terminal.

Each Arabic stretch stands on a line of its own or in an isolate (U+2068 … U+2069), so that a
terminal that knows right-to-left text does not reorder it with what stands beside it.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from musnad.dataset import Article, Attribution, Prediction, Source, Span

PAIRS = {"«": "»", "“": "”", "(": ")", "[": "]"}
OPENING = {closer: opener for opener, closer in PAIRS.items()}
PERCENT = "%٪"
ISOLATE, RELEASE = "\u2068", "\u2069"
# Embeddings, overrides and isolates could reach out of their line; joiners and marks may stay.
OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def who_said_what(text: str, record: Article | Prediction) -> str:
    """The attributions of a record, one paragraph each: source, cue with labels, content."""
    attributions = record.attributions or ()
    sources = {source.id: source for source in record.sources or ()}
    title = text.partition("\n")[0]
    lines = [f"{escaped(record.id)}: {isolated(title)}"]
    for number, item in enumerate(attributions, 1):
        source = sources.get(item.source_id or "")
        cue = isolated(words_of(item.cue, text)) if item.cue else "no cue"
        labels = ", ".join(label for label in (item.act, item.style) if label)
        nested = f", inside {escaped(item.parent)}" if item.parent else ""
        lines += [
            "",
            f"{number:>3}. {_source_line(text, item, source)}",
            f"     {cue} ({labels}{nested})",
        ]
        if item.content:
            lines.append(f"     {isolated(words_of(item.content, text))}")
    if not attributions:
        lines += ["", "     nobody is quoted or cited."]
    return "\n".join(lines)


def _source_line(text: str, item: Attribution, source: Source | None) -> str:
    spans = (item.source, *(source.mentions if source else ()))
    name = source.name if source and source.name else item.source.cut(text)
    # A name that is the words of a span is shown as these are.
    name = next((words_of(span, text) for span in spans if span.cut(text) == name), name)
    facts: list[str] = []
    if source and source.type:
        facts.append(source.type)
    if source and source.named is not None:
        facts.append("named" if source.named else "not named")
    if not item.source:
        facts.append("not written here" if name else "nobody named")
    suffix = f" [{', '.join(facts)}]" if facts else ""
    return f"{isolated(name) if name else '?'}{suffix}"


def words_of(span: Span, text: str) -> str:
    """The words of a span, with what its edges have cut off from marks inside it.

    Outer marks do not belong to a span, so one whose partner stands inside may stand just beside
    it; so does the sign of a percentage.
    """
    words = span.cut(text)
    if not span:
        return words
    before, after = text[: span.start][-1:], span.end
    if words[-1:].isdecimal() and text[after : after + 1] and text[after] in PERCENT:
        words += text[after]
        after += 1
    opened, closed = _partners(words)
    if before and (before in closed or (before == '"' and _is_cut(words, before, text[after:]))):
        words = before + words
    while (mark := text[after : after + 1]) and (
        (mark == '"' and words.count(mark) % 2) or (opened and PAIRS[opened[-1]] == mark)
    ):
        words, after = words + mark, after + 1
        opened = opened[:-1] if mark != '"' else opened
    return words


def _partners(words: str) -> tuple[str, str]:
    """The marks that open inside and never close, and the openers of those that only close."""
    opened, closed = "", ""
    for char in words:
        if char in PAIRS:
            opened += char
        elif char in OPENING:
            if opened.endswith(OPENING[char]):
                opened = opened[:-1]
            else:
                closed += OPENING[char]
    return opened, closed


def _is_cut(words: str, mark: str, rest: str) -> bool:
    """Whether a straight mark before the words opens what the first one inside closes.

    An odd number that is not made even behind the words, or an even one between two marks.
    """
    count = words.count(mark)
    return count > 0 and (count % 2 == 1) != rest.startswith(mark)


def escaped(text: str) -> str:
    """A text as its lines stand, with control characters escaped that a terminal would obey."""
    return "".join(
        f"\\u{ord(char):04x}" if unicodedata.category(char) == "Cc" and char not in "\n\t" else char
        for char in text.replace("\r\n", "\n")
    )


def isolated(text: str) -> str:
    """A text on one line in a bidi isolate of its own direction, unsafe controls escaped."""
    safe = "".join(
        f"\\u{ord(char):04x}" if char in OVERRIDES else char
        for char in escaped(" ".join(text.split()))
    )
    return f"{ISOLATE}{safe}{RELEASE}"

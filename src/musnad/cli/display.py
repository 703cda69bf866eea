"""Display: who said what in an article, for a terminal.

Each Arabic stretch stands on a line of its own or in an isolate (U+2068 … U+2069), so that a
terminal that knows right-to-left text does not reorder it with what stands beside it.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from musnad.dataset import Article, Attribution, Prediction, Source, Span

CLOSING = {"»": "«", "”": "“", ")": "("}
ISOLATE, RELEASE = "\u2068", "\u2069"
# Embeddings, overrides and isolates could reach out of their line; joiners and marks may stay.
OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def who_said_what(text: str, record: Article | Prediction) -> str:
    """The attributions of a record, one paragraph each: source, cue with labels, content."""
    attributions = record.attributions or ()
    sources = {source.id: source for source in record.sources or ()}
    title = text.partition("\n")[0]
    lines = [f"{record.id}: {isolated(title)}"]
    for number, item in enumerate(attributions, 1):
        source = sources.get(item.source_id or "")
        cue = isolated(words_of(item.cue, text)) if item.cue else "no cue"
        labels = ", ".join(label for label in (item.act, item.style) if label)
        nested = f", inside {item.parent}" if item.parent else ""
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
    name = source.name if source and source.name else item.source.cut(text)
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
    """The words of a span, with the closing mark that its edge has cut off.

    Outer marks do not belong to a span, so one that opens inside may close just behind it.
    """
    words = span.cut(text)
    mark = text[span.end : span.end + 1]
    opener = CLOSING.get(mark, "")
    return words + mark if opener and words.count(opener) > words.count(mark) else words


def isolated(text: str) -> str:
    """A text on one line in a bidi isolate of its own direction, unsafe controls escaped."""
    safe = "".join(
        f"\\u{ord(char):04x}" if char in OVERRIDES or unicodedata.category(char) == "Cc" else char
        for char in " ".join(text.split())
    )
    return f"{ISOLATE}{safe}{RELEASE}"

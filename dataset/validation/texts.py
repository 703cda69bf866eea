"""Rules about the article as a whole: ids, text, title, date, sentences."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator

from ..decode import shown
from ..records import Article
from .subject import Finding, Subject

MAX_ID = 128


def ids_are_short_and_unique(subject: Subject) -> Iterator[Finding]:
    """Ids are opaque strings of 1 to 128 code points, each used once in its list."""
    if not 0 < len(subject.record.id) <= MAX_ID:
        yield Finding("E-ID", ("id",), f"must have 1 to {MAX_ID} characters")
    for room in ("sources", "attributions", "claims"):
        seen: set[str] = set()
        for at, item in enumerate(getattr(subject.record, room) or ()):
            if not 0 < len(item.id) <= MAX_ID:
                yield Finding("E-ID", (room, at, "id"), f"must have 1 to {MAX_ID} characters")
            if item.id in seen:
                message = f"{shown(item.id)} stands twice; give each of the {room} its own id"
                yield Finding("E-DUP-ID", (room, at, "id"), message)
            seen.add(item.id)


def text_has_its_hash(subject: Subject) -> Iterator[Finding]:
    """The text hashes to `text_sha256`, so that no offset can refer to another version of it."""
    claimed = subject.record.text_sha256
    if subject.text is not None and claimed is not None:
        found = sha256(subject.text)
        if found != claimed:
            message = (
                f"is {shown(claimed, 16)} but the text hashes to {shown(found, 16)}; "
                "the text was changed (line ends? normalisation?): take the released one"
            )
            yield Finding("E-TEXT", ("text_sha256",), message)


def text_is_the_released_one(subject: Subject) -> Iterator[Finding]:
    """The text that a record gives is the one that its offsets are checked against."""
    given, text = subject.record.text, subject.text
    if given is not None and text is not None and given != text:
        pairs = enumerate(zip(given, text, strict=False))
        shorter = min(len(given), len(text))
        at = next((at for at, (one, other) in pairs if one != other), shorter)
        message = f"differs from the released text at offset {at}: {shown(given[at : at + 12])} "
        message += f"for {shown(text[at : at + 12])}; take the released one"
        yield Finding("E-TEXT", ("text",), message)


def prediction_names_its_text(subject: Subject) -> Iterator[Finding]:
    """A prediction gives `text_sha256` or `text`, so that its offsets can be trusted."""
    record = subject.record
    if subject.side == "predicted" and record.text is None and record.text_sha256 is None:
        yield Finding("E-TEXT", ("text_sha256",), "is missing; give text_sha256 or text")


def title_is_first_line(subject: Subject) -> Iterator[Finding]:
    """The title, where there is one, is the first line of the text."""
    record = subject.record
    if isinstance(record, Article) and record.title is not None:
        first = record.text.partition("\n")[0]
        if first != record.title:
            message = f"is {shown(record.title)} but the text's first line is {shown(first)}"
            yield Finding("E-TITLE", ("title",), message)


def date_is_iso(subject: Subject) -> Iterator[Finding]:
    """A date is written YYYY-MM-DD."""
    date = subject.record.date if isinstance(subject.record, Article) else None
    if date is not None:
        try:
            valid = datetime.date.fromisoformat(date).isoformat() == date
        except ValueError:
            valid = False
        if not valid:
            yield Finding("E-DATE", ("date",), f"is {shown(date)}; expected YYYY-MM-DD")


def sentences_are_in_order(subject: Subject) -> Iterator[Finding]:
    """Sentences lie inside the text, in order, without overlap."""
    if not isinstance(subject.record, Article):
        return
    last, length = 0, len(subject.record.text)
    for at, sentence in enumerate(subject.record.sentences):
        start, end = sentence.start, sentence.end
        if not last <= start < end <= length:
            message = f"{start}:{end} is out of order or range; the text has {length} code points"
            yield Finding("E-SENTENCE", ("sentences", at), message)
            return
        last = end


def sha256(text: str) -> str:
    """The SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()

"""Stand-off annotation: brat's `.ann` lines as plain records, checked against the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import AnyStr, TypeAlias

from musnad.errors import DataError

from ..decode import shown

ID = re.compile(r"[TERAMN#][0-9]\S*|\*")
OFFSETS = re.compile(r"[0-9]+ [0-9]+(?:;[0-9]+ [0-9]+)*")
LINE_BREAK = re.compile(r"\r\n?|\n")

Bounds: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class TextBound:
    """A labelled stretch of the text: the bounds of its fragments as given, and its words."""

    id: str
    line: int
    label: str
    bounds: tuple[Bounds, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Argument:
    """What plays a role in an event or relation."""

    role: str
    target: str


@dataclass(frozen=True, slots=True)
class Event:
    """A trigger with its arguments."""

    id: str
    line: int
    label: str
    trigger: str
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """A labelled link between its arguments."""

    id: str
    line: int
    label: str
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class Attribute:
    """A property of another record; without a value it is a flag."""

    id: str
    line: int
    label: str
    target: str
    value: str | None


@dataclass(frozen=True, slots=True)
class Note:
    """An annotator's remark on another record."""

    id: str
    line: int
    label: str
    target: str
    words: str


Record: TypeAlias = TextBound | Event | Relation | Attribute | Note


@dataclass(frozen=True, slots=True)
class Standoff:
    """The records of one `.ann` file, in its order."""

    file: str
    text_bounds: Mapping[str, TextBound]
    events: Mapping[str, Event]
    relations: tuple[Relation, ...]
    attributes: tuple[Attribute, ...]
    notes: tuple[Note, ...]


def decoded(data: bytes, file: str) -> str:
    """The characters of a UTF-8 file, none of them changed.

    Raises:
        DataError: the bytes are not UTF-8.
    """
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise DataError(f"{file}: is not UTF-8 at byte {error.start}; convert it first") from None


def parse(annotation: str, text: str, *, file: str, quirk: Callable[[str], None]) -> Standoff:
    """Read the lines of an `.ann` file that belongs to `text`.

    The words that a text-bound repeats must be the text's slice, fragments joined by one space.
    One difference can be read safely and is a quirk: a line break of the slice that stands as a
    space (brat writes it so) or that broke the line (the rest then follows without a tab). Any
    other means that offsets and text do not belong together: nothing in the file can be trusted.

    Args:
        annotation: what the `.ann` file holds.
        text: what the `.txt` file holds, line ends as they are.
        file: the name of the `.ann` file, for messages.
        quirk: called with the name of each oddity met.

    Raises:
        DataError: a line cannot be read, an id stands twice or points nowhere, or words differ.
    """
    records: dict[str, Record] = {}
    for line, content in _lines(annotation.removeprefix("\ufeff"), file, quirk):
        try:
            record = _record(line, content)
            if record is None:
                quirk("normalisation or equivalence: left out")
                continue
            if record.id in records:
                raise ValueError(f"{record.id} was already used on line {records[record.id].line}")
            if isinstance(record, TextBound):
                _check_words(record, text, quirk)
        except ValueError as error:
            raise DataError(f"{file}:{line}: {error}") from None
        records[record.id] = record
    _check_targets(records, file)
    every = records.values()
    return Standoff(
        file=file,
        text_bounds={item.id: item for item in every if isinstance(item, TextBound)},
        events={item.id: item for item in every if isinstance(item, Event)},
        relations=tuple(item for item in every if isinstance(item, Relation)),
        attributes=tuple(item for item in every if isinstance(item, Attribute)),
        notes=tuple(item for item in every if isinstance(item, Note)),
    )


def _lines(annotation: str, file: str, quirk: Callable[[str], None]) -> Iterator[tuple[int, str]]:
    """Each record with the number of its first line, broken records joined again."""
    first, parts, blank = 0, list[str](), 0
    for number, line in enumerate(annotation.split("\n"), 1):
        line = line.removesuffix("\r")
        if not line.strip():
            blank += 1
            continue
        name, tab, _ = line.partition("\t")
        if tab and ID.fullmatch(name):
            if parts:
                yield first, "\n".join(parts)
            for _ in range(blank):
                quirk("blank line between records: left out")
            first, parts = number, [line]
        elif not tab and parts and parts[0][0] in "T#":
            quirk("line without a tab: continues the record before it")
            parts += [""] * blank + [line]
        else:
            expected = "expected an id such as T1, E1, R1, A1 or #1, then a tab"
            raise DataError(f"{file}:{number}: found {shown(line)}; {expected}")
        blank = 0
    if parts:
        yield first, "\n".join(parts)


def _record(line: int, content: str) -> Record | None:
    """The record of one line; `None` for kinds that no task of Musnad uses."""
    name, _, rest = content.partition("\t")
    body, tab, words = rest.partition("\t")
    label, _, details = body.partition(" ")
    match name[0]:
        case "T":
            if not tab or not OFFSETS.fullmatch(details):
                expected = "expected a label, offsets such as '12 20;31 40', a tab and the words"
                raise ValueError(f"{name} reads {shown(rest)}; {expected}")
            pairs = (pair.split(" ") for pair in details.split(";"))
            bounds = tuple((int(start), int(end)) for start, end in pairs)
            return TextBound(name, line, label, bounds, words)
        case "E":
            arguments = _arguments(name, body)
            if not arguments:
                raise ValueError(f"{name} is empty; expected 'Label:T1', then arguments")
            head = arguments[0]
            return Event(name, line, head.role, head.target, arguments[1:])
        case "R":
            return Relation(name, line, label, _arguments(name, details))
        case "A" | "M" | "#":
            target, _, value = details.strip().partition(" ")
            if not target:
                raise ValueError(f"{name} reads {shown(rest)}; expected a label and what it is on")
            if name[0] == "#":
                return Note(name, line, label, target, words)
            return Attribute(name, line, label, target, value or None)
        case _:
            return None


def _arguments(name: str, body: str) -> tuple[Argument, ...]:
    pairs = [part.rpartition(":") for part in body.split()]
    for role, _, target in pairs:
        if not role or not target:
            raise ValueError(f"{name} has the argument {shown(role + target)}; expected 'Role:T1'")
    return tuple(Argument(role, target) for role, _, target in pairs)


def _check_words(record: TextBound, text: str, quirk: Callable[[str], None]) -> None:
    for start, end in record.bounds:
        if start >= end:
            raise ValueError(
                f"{record.id} {start}:{end} is empty or reversed; expected start < end"
            )
    where = f"{record.id} {';'.join(f'{start}:{end}' for start, end in record.bounds)}"
    if any(end > len(text) for _, end in record.bounds):
        message = f"{where} ends after the text, which has {len(text)} code points"
        raise ValueError(message + _advice(record, text))
    found = " ".join(text[start:end] for start, end in record.bounds)
    if found == record.words:
        return
    if LINE_BREAK.sub(" ", found) != LINE_BREAK.sub(" ", record.words):
        message = f"{where} is {shown(found)} in the text but {shown(record.words)} here"
        raise ValueError(message + _advice(record, text))
    quirk("line break inside a span: written as a space")


def _advice(record: TextBound, text: str) -> str:
    """What the offsets would fit, in words; never a repair."""
    for name, encoding, width in (("UTF-8 bytes", "utf-8", 1), ("UTF-16 units", "utf-16-le", 2)):
        bounds = [(start * width, end * width) for start, end in record.bounds]
        words, space = record.words.encode(encoding), " ".encode(encoding)
        if _fits(text.encode(encoding), bounds, words, space):
            return f"; these look like {name}, offsets count code points"
    for name, other in (("LF", text.replace("\r\n", "\n")), ("CRLF", text.replace("\n", "\r\n"))):
        if _fits(other, record.bounds, record.words, " "):
            return f"; they fit the text with {name} line ends, so restore the original .txt file"
    return "; offsets count code points, end-exclusive"


def _fits(data: AnyStr, bounds: Sequence[Bounds], words: AnyStr, space: AnyStr) -> bool:
    inside = all(end <= len(data) for _, end in bounds)
    return inside and space.join(data[start:end] for start, end in bounds) == words


def _check_targets(records: Mapping[str, Record], file: str) -> None:
    """Every id that an event, relation or attribute points to exists."""
    for record in records.values():
        targets: Iterable[str] = ()
        if isinstance(record, Event):
            if not isinstance(records.get(record.trigger), TextBound):
                message = f"{record.id} has the trigger {record.trigger!r}; expected a text-bound"
                raise DataError(f"{file}:{record.line}: {message}")
            targets = (argument.target for argument in record.arguments)
        elif isinstance(record, Relation):
            targets = (argument.target for argument in record.arguments)
        elif isinstance(record, Attribute):
            targets = (record.target,)
        for target in targets:
            if target not in records:
                message = f"{record.id} points to {target!r}, but there is no such record"
                raise DataError(f"{file}:{record.line}: {message}")

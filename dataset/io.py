"""Reading and writing JSON Lines: strict, streaming, with a line number for every complaint."""

from __future__ import annotations

import contextlib
import gzip
import io
import itertools
import json
import os
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

import jsonlines

from musnad.errors import DataError

from .problem import Problem
from .records import Fragment, Side, Span
from .strict import Outline, loads_like

BOM = b"\xef\xbb\xbf"
# jsonlines drops one of these at the start of any line; only a file may open with a mark.
DROPPED = (BOM, b"\x1e")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much an untrusted file may hold, in bytes after decompression."""

    line: int = 4 * 2**20
    file: int = 256 * 2**20


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file: its number from 1, and its value or what is wrong with it.

    `start` is where it starts in the (unpacked) file, in bytes. `plain` is the line itself,
    without its end, where it has the outline that it was read with.
    """

    number: int
    value: Any
    problem: Problem | None = None
    start: int = 0
    plain: bytes | None = None


def read_lines(
    path: str | Path, limits: Limits | None = None, outline: Outline | None = None
) -> Iterator[Line]:
    """The lines of a JSON Lines file, split on line feeds only; `-` is standard input.

    Args:
        path: a `.jsonl` file, or `.jsonl.gz`.
        limits: for files from strangers; none for one's own.
        outline: what most lines look like, from `accepting.outline`.

    Yields:
        A `Line` for each line, with a problem instead of a value where it cannot be read.

    Raises:
        DataError: the file does not exist, is not readable or exceeds the limits.
    """
    name = "<stdin>" if str(path) == "-" else str(path)
    with _opened(path, name) as handle:
        raw = _RawLines(handle, name, limits)
        reader = jsonlines.Reader(raw, loads=lambda line: loads_like(line, outline))
        for number in itertools.count(1):
            try:
                value, is_plain = cast(tuple[Any, bool], reader.read())
                plain = raw.line.removeprefix(BOM).rstrip(b"\r\n") if is_plain else None
                yield Line(number, value, None, raw.start, plain)
            except EOFError:
                return
            except jsonlines.InvalidLineError as error:
                hint = "; write one JSON object a line" if _is_cut(error.line) else ""
                message = f"is not strict JSON: {error.__cause__}{hint}"
                problem = Problem("E-JSON", name, number, None, "", message)
                yield Line(number, None, problem, raw.start)


def _is_cut(line: str | bytes) -> bool:
    """Whether a line ends inside an object or array, as in JSON printed over many lines."""
    text = line.encode() if isinstance(line, str) else line
    return text.rstrip().endswith((b"{", b"[", b","))


def row_line(number: int, row: Any, name: str, outline: Outline | None = None) -> Line:
    """A row from memory as a line, held to the same strict JSON as a line of a file."""
    try:
        value = dict(row) if isinstance(row, Mapping) else row
        data = dumps(value).encode()
        parsed, is_plain = loads_like(data, outline)
        return Line(number, parsed, plain=data if is_plain else None)
    except (ValueError, TypeError, RecursionError) as error:
        message = f"is not strict JSON: {error}"
        return Line(number, None, Problem("E-JSON", name, number, None, "", message))


@contextlib.contextmanager
def _opened(path: str | Path, name: str) -> Iterator[BinaryIO]:
    if str(path) == "-":
        yield sys.stdin.buffer
        return
    opener = gzip.open if name.endswith(".gz") else open
    try:
        handle = cast(BinaryIO, opener(path, "rb"))
    except OSError as error:
        raise _unreadable(name, error) from None
    with handle:
        yield handle


def _unreadable(name: str, error: Exception) -> DataError:
    return DataError(f"{name}: cannot be read: {getattr(error, 'strerror', None) or error}")


class _RawLines:
    """The lines of a file as bytes; `line` is the last one that was given, `start` its place."""

    def __init__(self, handle: BinaryIO, name: str, limits: Limits | None) -> None:
        self._handle, self._name, self._limits = handle, name, limits
        self.start, self.line = 0, b""

    def __iter__(self) -> Iterator[bytes]:
        total, limits, name = 0, self._limits, self._name
        for number in itertools.count(1):
            try:
                line = self._handle.readline(limits.line + 1 if limits else -1)
            except (OSError, EOFError, zlib.error) as error:
                raise _unreadable(name, error) from None
            if not line:
                return
            self.start, self.line = total, line
            total += len(line)
            if limits and len(line) > limits.line:
                message = f"line is longer than {limits.line} bytes [E-LIMIT]"
                raise DataError(f"{name}:{number}: {message}")
            if limits and total > limits.file:
                raise DataError(f"{name}: holds more than {limits.file} bytes [E-LIMIT]")
            opens_file = number == 1 and line.startswith(BOM)
            yield b" " + line if line.startswith(DROPPED) and not opens_file else line


def write_lines(path: str | Path, rows: Iterable[dict[str, Any]]) -> int:
    """Write rows as JSON Lines, to a temporary name first, renamed when whole; `-` is stdout.

    Returns:
        The number of rows written.
    """
    count = 0
    with replacing(path) as handle, jsonlines.Writer(handle, dumps=dumps) as writer:
        for row in rows:
            writer.write(row)
            count += 1
    return count


def dumps(value: Any) -> str:
    """One line of JSON: Arabic as it is, no NaN, keys in their given order."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


@contextlib.contextmanager
def replacing(path: str | Path) -> Iterator[IO[str]]:
    """A text handle whose file takes its place under `path` only when the block ends well.

    `-` is standard output; a name that ends in `.gz` is compressed.

    Raises:
        DataError: the file cannot be written.
    """
    if str(path) == "-":
        yield sys.stdout
        sys.stdout.flush()
        return
    with drafted(Path(path)) as draft, contextlib.ExitStack() as stack:
        handle: IO[bytes] = stack.enter_context(open(draft, "wb"))
        if str(path).endswith(".gz"):
            # Neither name nor time goes into the header: equal rows give equal bytes.
            packed = stack.enter_context(gzip.GzipFile("", "wb", fileobj=handle, mtime=0))
            handle = cast(IO[bytes], packed)
        yield stack.enter_context(io.TextIOWrapper(handle, encoding="utf-8", newline="\n"))


@contextlib.contextmanager
def drafted(target: Path) -> Iterator[Path]:
    """A path for a file that takes its place under `target` only when the block ends well.

    What is not a regular file, such as `/dev/null`, is written to as it stands.

    Raises:
        DataError: the file cannot be written.
    """
    draft = target
    try:
        if target.is_file() or not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
            os.close(descriptor)
            draft = Path(name)
        yield draft
        if draft != target:
            os.chmod(draft, 0o644)
            os.replace(draft, target)
    except OSError as error:
        raise DataError(f"{target}: cannot be written: {error.strerror or error}") from None
    finally:
        if draft != target:
            draft.unlink(missing_ok=True)


def to_json(record: Any, side: Side = "gold") -> dict[str, Any]:
    """A record as a JSON object, keys in the order of the type's fields.

    Fields of the other side are left out; on the predicted side so are layers not answered
    and optional values that are null.
    """
    kind: type = type(record)
    return cast(dict[str, Any], _encoder(kind, side)(record))


@cache
def _encoder(record: type, side: Side) -> Callable[[Any], Any]:
    names = [item.name for item in fields(record) if item.metadata.get("only") in (None, side)]

    def encode(value: Any) -> Any:
        parts = ((name, _plain(getattr(value, name), side)) for name in names)
        return {name: part for name, part in parts if part is not None or side == "gold"}

    return encode


def _plain(value: Any, side: Side) -> Any:
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, (Span, tuple, list)):
        return [_plain(item, side) for item in value]
    if type(value) is Fragment:
        return {"start": value.start, "end": value.end, "text": value.text}
    kind: type = type(value)
    return _encoder(kind, side)(value)

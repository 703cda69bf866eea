"""Strict JSON: one value a line, and nothing that Python's parser lets through by mistake."""

from __future__ import annotations

import json
import math
import re
from typing import Any, NamedTuple, NoReturn

MAX_DEPTH = 16
# A string, or all that follows a quotation mark that is never closed: one pass over any input.
STRINGS = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL)
NUL = re.compile(r"(?<!\\)(?:\\\\)*+\\u0000")
SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


class Outline(NamedTuple):
    """What nearly every line of a table looks like.

    The pattern matches no line in which there is a lone surrogate, U+0000, NaN, infinity, an
    integer of many digits or deep nesting; if `is_ordered`, no key stands twice either.
    """

    pattern: re.Pattern[str]
    is_ordered: bool


def loads(line: str | bytes) -> Any:
    """Parse one JSON value and refuse what Python's parser lets through.

    Raises:
        ValueError: not JSON, a duplicate key, NaN or infinity (also as `1e999`), an integer of
            thousands of digits, nesting deeper than 16, a lone surrogate, U+0000.
    """
    line = (line.decode() if isinstance(line, bytes) else line).rstrip("\r\n")
    start = line.lstrip()
    if not start:
        raise ValueError("the line is empty; write one JSON object a line")
    if start.startswith("\ufeff"):
        raise ValueError("a byte-order mark (U+FEFF) may only open a file")
    try:
        value = PLAIN.decode(line)
    except (ValueError, RecursionError):
        return _examined(line)
    return value if _is_plainly_right(line, value) else _examined(line)


def loads_like(line: str | bytes, outline: Outline | None) -> tuple[Any, bool]:
    """Parse one JSON value, faster where its line looks as it should.

    Args:
        line: as for `loads`.
        outline: what it should look like.

    Returns:
        The value, and whether the line without its end has the outline.

    Raises:
        ValueError: as `loads`.
    """
    text = (line.decode() if isinstance(line, bytes) else line).rstrip("\r\n")
    if outline is not None and outline.pattern.fullmatch(text):
        try:
            value = OUTLINED.decode(text)
        except ValueError:
            return _examined(text), False
        # Every key is followed by these characters, and nearly nothing else is.
        if outline.is_ordered or keys(value, MAX_DEPTH) == text.count('": '):
            return value, True
    return loads(line), False


def _is_plainly_right(line: str, value: Any) -> bool:
    """Whether a line needs no further look, as nearly every line.

    A key has a colon, so there are no more keys in the line than colons; if the value has as
    many keys as the line has colons, none was lost as a duplicate.
    """
    if "\\" in line and "\\u" in line:
        return False
    return keys(value, MAX_DEPTH) == line.count(":")


def keys(value: Any, depth: int) -> float:
    """How many keys a JSON value has in all; infinity where it nests deeper than `depth`."""
    kind = type(value)
    if kind is not dict and kind is not list:
        return 0
    if not depth:
        return math.inf
    total: float = len(value) if kind is dict else 0
    for member in value.values() if kind is dict else value:
        kind = type(member)
        if kind is dict or kind is list:
            total += keys(member, depth - 1)
    return total


def _examined(line: str) -> Any:
    """The value of a line, or what is wrong with it, at the price of a Python call per object."""
    if line.count("[") + line.count("{") > MAX_DEPTH:
        _refuse_depth(line)
    value = _parsed(line)
    if NUL.search(line) or (SURROGATE.search(line) and not _encodable(value)):
        raise ValueError("a string holds U+0000 or a lone surrogate; neither is text")
    return value


def _parsed(line: str) -> Any:
    try:
        return CAREFUL.decode(line)
    except json.JSONDecodeError as error:
        place = f"column {error.colno}"
        if error.lineno > 1:
            place = f"line {error.lineno}, {place}"
        raise ValueError(f"{error.msg.removesuffix(' at')} at {place}") from None
    except RecursionError:
        raise ValueError(f"nesting is deeper than {MAX_DEPTH}") from None
    except ValueError as error:
        if "int_max_str_digits" in str(error):
            raise ValueError("an integer has thousands of digits") from None
        raise


def _refuse_depth(line: str) -> None:
    depth = 0
    for char in re.sub(r"[^][{}]+", "", STRINGS.sub("", line)):
        depth += 1 if char in "[{" else -1
        if depth > MAX_DEPTH:
            raise ValueError(f"nesting is deeper than {MAX_DEPTH}")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise ValueError(f"key {key!r} stands twice in one object")
            seen.add(key)
    return table


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON number")


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError(f"{digits} is out of range")
    return number


def _encodable(value: Any) -> bool:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


PLAIN = json.JSONDecoder(parse_constant=_refuse_constant, parse_float=_finite)
OUTLINED = json.JSONDecoder()
CAREFUL = json.JSONDecoder(
    object_pairs_hook=_unique, parse_constant=_refuse_constant, parse_float=_finite
)

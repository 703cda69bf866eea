"""Decoding: plain JSON values into records, strictly, with the path of whatever does not fit."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from typing import Any, TypeAlias

from musnad.errors import DataError

from .records import Article, Prediction, Side
from .schema import Shape, shape_of

Path: TypeAlias = tuple[Any, ...]
Report: TypeAlias = Callable[[str, Path, str], None]
Reader: TypeAlias = Callable[[Any, Path, Report], Any]


class _Invalid:
    """Stands for a value that was reported and could not be read."""


INVALID = _Invalid()
NAMES = {
    str: "a string",
    bool: "a boolean",
    int: "an integer",
    float: "a number",
    list: "an array",
    dict: "an object",
    type(None): "null",
}
WANTED = {
    "string": "a string",
    "integer": "an integer",
    "number": "a number",
    "boolean": "true or false",
    "array": "an array",
    "object": "an object",
}


@cache
def reader(record: type, side: Side) -> Reader:
    """A function that turns a JSON object into a `record`, or reports what is wrong.

    It is called with the value, its path and a `report(code, path, message)`; where `report`
    does not raise, the result is `INVALID`. On the gold side every key must be present; on the
    predicted side a missing key means the default, and keys of an article that no system
    answers are ignored, so that a gold file is a valid prediction.
    """
    ignored = {item.name for item in shape_of(Article).fields} if record is Prediction else set()
    return _object(shape_of(record), side, frozenset(ignored))


def path_text(path: Path) -> str:
    """A path such as `attributions[2].cue[0].start`; the root is the empty string."""
    out = ""
    for step in path:
        out += f"[{step}]" if isinstance(step, int) else f".{step}" if out else str(step)
    return out


def shown(value: Any, limit: int = 40) -> str:
    """A value quoted for a message, cut at `limit` characters, control characters escaped."""
    text = repr(value)
    if len(text) <= limit:
        return text
    close = text[-1] if text[-1] in "'\"]}" else ""
    return f"{text[: limit - 1 - len(close)]}…{close}"


def _reader(shape: Shape, side: Side) -> Reader:
    if shape.kind == "object":
        inner = _object(shape, side, frozenset())
    elif shape.kind == "array":
        inner = _array(shape, side)
    else:
        inner = _scalar(shape)
    if not shape.nullable:
        return inner
    return lambda value, path, report: None if value is None else inner(value, path, report)


def _wrong_type(value: Any, shape: Shape, path: Path, report: Report) -> _Invalid:
    wanted = WANTED[shape.kind] + (" or null" if shape.nullable else "")
    found = NAMES.get(type(value), type(value).__name__)
    hint = "; write one JSON object a line" if type(value) is list and value and not path else ""
    report("E-TYPE", path, f"is {found} ({shown(value)}); expected {wanted}{hint}")
    return INVALID


def _scalar(shape: Shape) -> Reader:
    # `type(x) is int` and not isinstance: in Python True is an int, in this format it is not.
    kinds = {"string": (str,), "integer": (int,), "number": (float, int), "boolean": (bool,)}
    accepted = kinds[shape.kind]
    values, bounds = frozenset(shape.values), shape.bounds
    low, high = bounds or (-math.inf, math.inf)

    def read(value: Any, path: Path, report: Report) -> Any:
        if type(value) not in accepted:
            return _wrong_type(value, shape, path, report)
        if values and value not in values:
            report("E-VALUE", path, f"is {shown(value)}; expected one of {', '.join(shape.values)}")
            return INVALID
        if bounds and not low <= value <= high:
            report("E-RANGE", path, f"is {shown(value)}; expected a value from {low} to {high}")
            return INVALID
        return value

    return read


def _array(shape: Shape, side: Side) -> Reader:
    assert shape.items is not None and shape.build is not None
    item, build = _reader(shape.items, side), shape.build

    def read(value: Any, path: Path, report: Report) -> Any:
        if type(value) is not list:
            return _wrong_type(value, shape, path, report)
        items = [item(member, (*path, at), report) for at, member in enumerate(value)]
        return INVALID if INVALID in items else build(items)

    return read


def _object(shape: Shape, side: Side, ignored: frozenset[str]) -> Reader:
    assert shape.build is not None
    build = shape.build
    fields = [item for item in shape.fields if item.only in (None, side)]
    readers = {item.name: _reader(item.shape, side) for item in fields}
    required = [item.name for item in fields if side == "gold" or item.required]
    known = readers.keys() | ignored

    def read(value: Any, path: Path, report: Report) -> Any:
        if type(value) is not dict:
            return _wrong_type(value, shape, path, report)
        valid = True
        for name in required:
            if name not in value:
                report("E-KEY", (*path, name), "is missing; every key must be present")
                valid = False
        parts = {}
        for name, member in value.items():
            inner = readers.get(name)
            if inner is None:
                if name not in known:
                    expected = ", ".join(readers)
                    report("E-KEY", (*path, name), f"is not a known key; expected {expected}")
                    valid = False
                continue
            part = inner(member, (*path, name), report)
            parts[name] = part
            valid = valid and part is not INVALID
        if not valid:
            return INVALID
        try:
            return build(**parts)
        except DataError as error:
            report("E-OFFSET", path, str(error))
            return INVALID

    return read

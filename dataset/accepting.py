"""Accepting: rows in which nothing is wrong, decoded by functions written for their type.

`decode.reader` has words for whatever is wrong, and pays for them on every value. Nearly all rows
are right, so they come here first: an acceptor gives the record that the reader would give, or
refuses without a word, and then the reader is asked.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import cache
from typing import Any, TypeAlias

from musnad.errors import DataError

from .records import Article, Prediction, Side
from .schema import Shape, shape_of

# What the code of an acceptor refers to.
Names: TypeAlias = dict[str, Any]
Lines: TypeAlias = list[str]

TYPES = {
    "string": "type({0}) is not str",
    "boolean": "type({0}) is not bool",
    # `type(x) is int` and not isinstance: in Python True is an int, in this format it is not.
    "integer": "type({0}) is not int",
    "number": "type({0}) is not float and type({0}) is not int",
    "array": "type({0}) is not list",
}


class _Unfit(Exception):  # noqa: N818 - not an error: the reader decides what is one
    """A value may be wrong."""


def accept(record: type, side: Side, value: Any) -> Any:
    """The record of a JSON object, or None where `decode.reader` must look at it."""
    try:
        return _acceptor(record, side)(value)
    except (_Unfit, KeyError, TypeError, DataError):
        return None


@cache
def _acceptor(record: type, side: Side) -> Callable[[Any], Any]:
    ignored = {item.name for item in shape_of(Article).fields} if record is Prediction else set()
    return _object(shape_of(record), side, ignored)


def _object(shape: Shape, side: Side, ignored: set[str]) -> Callable[[Any], Any]:
    """A function for one type of object: checks its fields in order, then makes the record.

    The record is filled slot by slot as its own `__init__` does, without a call for each slot.
    """
    build: Any = shape.build
    defaults = {item.name: item.default for item in dataclasses.fields(build)}
    fields = {item.name: item for item in shape.fields if item.only in (None, side)}
    names: Names = {"Unfit": _Unfit, "new": object.__new__, "build": build}
    names["known"] = fields.keys() | ignored
    lines: Lines = []
    for key, item in fields.items():
        local = f"{key}_"
        read = [f"{local} = value[{key!r}]", *_checks(item.shape, local, side, names)]
        if side == "predicted" and not item.required:
            names[f"{local}default"] = defaults[key]
            read = [f"if {key!r} in value:", *_indented(read)]
            read += ["else:", f"    {local} = {local}default"]
        lines += read
    every = side == "gold" and not ignored
    unknown = f"len(value) != {len(fields)}" if every else "not value.keys() <= known"
    lines += [f"if {unknown}: raise Unfit", "record = new(build)"]
    for item in shape.fields:
        filled = f"{item.name}_" if item.name in fields else "None"
        names[f"set_{item.name}"] = getattr(build, item.name).__set__
        lines.append(f"set_{item.name}(record, {filled})")
    if hasattr(build, "__post_init__"):
        lines.append("record.__post_init__()")
    return _compiled(["def accept(value):", *_indented([*lines, "return record"])], names)


def _checks(shape: Shape, name: str, side: Side, names: Names) -> Lines:
    """Lines that refuse what is not of a shape, and make of an array what it stands for."""
    if shape.values:
        names[f"{name}values"] = {*shape.values, *([None] if shape.nullable else [])}
        return [f"if {name} not in {name}values: raise Unfit"]
    if shape.kind == "object":
        names[f"{name}object"] = _object(shape, side, set())
        lines = [f"{name} = {name}object({name})"]
    else:
        lines = [f"if {TYPES[shape.kind].format(name)}: raise Unfit"]
    if shape.bounds:
        low, high = shape.bounds
        lines.append(f"if not {low} <= {name} <= {high}: raise Unfit")
    if shape.items:
        member = f"{name}member"
        names[f"{name}build"], names[member] = shape.build, _member(shape.items, side)
        lines.append(f"{name} = {name}build([{member}(item) for item in {name}])")
    if shape.nullable:
        return [f"if {name} is not None:", *_indented(lines)]
    return lines


def _member(shape: Shape, side: Side) -> Callable[[Any], Any]:
    if shape.kind == "object":
        return _object(shape, side, set())
    names: Names = {"Unfit": _Unfit}
    lines = [*_checks(shape, "value", side, names), "return value"]
    return _compiled(["def accept(value):", *_indented(lines)], names)


def _indented(lines: Lines) -> Lines:
    return [f"    {line}" for line in lines]


def _compiled(lines: Lines, names: Names) -> Callable[[Any], Any]:
    exec("\n".join(lines), names)
    accept: Callable[[Any], Any] = names["accept"]
    return accept

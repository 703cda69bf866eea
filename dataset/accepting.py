"""Accepting: lines in which every type is right, known by one pattern for their table.

`decode.reader` has words for whatever is wrong, and pays for them on every value. Nearly all lines
are written as Musnad writes them and hold what they should, so a regular expression looks at them
first: keys, types, vocabularies and spaces, in gold also the order of the keys. Lines that match
only wait to be made into records, many at a time and field by field; all others go to
the reader.
"""

from __future__ import annotations

import dataclasses
import re
from collections import deque
from collections.abc import Callable, Iterable
from functools import cache
from itertools import chain, islice, repeat
from operator import itemgetter
from typing import Any, TypeAlias

from musnad.errors import DataError

from .records import Article, Prediction, Side
from .schema import FieldShape, Shape, shape_of
from .strict import Outline

# A value for each of many objects in, a value for each of them out.
Column: TypeAlias = Callable[[Iterable[Any]], Iterable[Any]]

# No part of a pattern gives back what it took, so that no line takes long. What is no JSON either,
# such as a line feed in a string, is left to the parser.
FORMS = {
    "string": r'"[^"\\]*+(?:\\["\\bfnrt][^"\\]*+)*+"',
    "integer": r"(?:0|[1-9][0-9]{0,8}+)",
    "boolean": r"(?:true|false)",
}
UNIT = r"(?:0\.[0-9]{1,20}+|[1-9](?:\.[0-9]{1,20}+)?+e-(?:0[1-9]|[1-9][0-9])|1\.0|[01])"
NOTHING = r"(?!)"
exhaust = deque[Any](maxlen=0).extend


@cache
def outline(record: type, side: Side) -> Outline:
    """What a line of JSON, without its end, looks like if it can be made into a record."""
    shape = shape_of(record)
    ignored = shape_of(Article).fields if record is Prediction else ()
    form = _open_form(shape, ignored) if side == "predicted" else _form(shape, side)
    return Outline(re.compile(form), is_ordered=side == "gold")


def accept(record: type, side: Side, values: list[Any]) -> list[Any]:
    """The records of JSON values whose lines match `outline`, None where one is no record.

    What is None has words from `decode.reader`.
    """
    make = _maker(record, side)
    try:
        return make(values)
    except (DataError, KeyError):
        return [None] if len(values) == 1 else [accept(record, side, [one])[0] for one in values]


def _form(shape: Shape, side: Side) -> str:
    """The regular expression of a value."""
    if shape.kind == "object":
        form = _whole_form(shape) if side == "gold" else _open_form(shape)
    elif shape.items:
        item = _form(shape.items, side)
        form = rf"\[(?:{item}(?:, {item})*+)?+\]"
    elif shape.values:
        form = f'"(?:{"|".join(map(re.escape, shape.values))})"'
    elif shape.kind == "number":
        form = UNIT if shape.bounds == (0.0, 1.0) else NOTHING
    else:
        form = FORMS[shape.kind]
    return f"(?>null|{form})" if shape.nullable else form


def _whole_form(shape: Shape) -> str:
    """An object of which every key is given, in order."""
    members = [f'"{item.name}": {_form(item.shape, "gold")}' for item in _fields(shape, "gold")]
    return rf"(?>\{{{', '.join(members)}\}})"


def _open_form(shape: Shape, ignored: Iterable[FieldShape] = ()) -> str:
    """An object of which some keys are given, in any order."""
    members = {item.name: _form(item.shape, "gold") for item in ignored}
    members |= {item.name: _form(item.shape, "predicted") for item in _fields(shape, "predicted")}
    member = "|".join(f'"{name}": {form}' for name, form in members.items())
    return rf"(?>\{{(?:(?:{member})(?:, )?+)*+\}})"


def _fields(shape: Shape, side: Side) -> list[FieldShape]:
    return [item for item in shape.fields if item.only in (None, side)]


def _is_given(item: FieldShape, side: Side) -> bool:
    return side == "gold" or item.required


@cache
def _maker(record: type, side: Side) -> Callable[[list[Any]], list[Any]]:
    return _objects(shape_of(record), side)


def _objects(shape: Shape, side: Side) -> Callable[[list[Any]], list[Any]]:
    """A function that makes many records of one type from JSON objects, field by field.

    Slots are filled as the type's own `__init__` does, without a call for each record.
    """
    build: Any = shape.build
    defaults = {item.name: item.default for item in dataclasses.fields(build)}
    given = {item.name: item for item in _fields(shape, side)}
    fills = []
    for name in defaults:
        get = _getter(given[name], side, defaults[name]) if name in given else _no_values
        fills.append((getattr(build, name).__set__, get))
    finish = getattr(build, "__post_init__", None)

    def make(values: list[Any]) -> list[Any]:
        records = [*map(object.__new__, repeat(build, len(values)))]
        for fill, get in fills:
            exhaust(map(fill, records, get(values)))
        if finish:
            exhaust(map(finish, records))
        return records

    return make


def _getter(item: FieldShape, side: Side, default: Any) -> Column:
    """A function that gives a field of many JSON objects as it stands in their records."""
    name, column = item.name, _column(item.shape, side)
    if _is_given(item, side):
        get = itemgetter(name)
        return _each(get) if column is None else lambda values: column(map(get, values))
    missing = [] if default == () else default

    def found(values: Iterable[Any]) -> Iterable[Any]:
        parts = [value.get(name, missing) for value in values]
        return parts if column is None else column(parts)

    return found


def _each(get: Callable[[Any], Any]) -> Column:
    """A function that applies another to many values."""
    return lambda values: map(get, values)


def _no_values(_: Iterable[Any]) -> Iterable[None]:
    return repeat(None)


def _column(shape: Shape, side: Side) -> Column | None:
    """What makes of JSON values what stands in records, None where they stay as they are."""
    if shape.kind == "object":
        column: Column = _single(_objects(shape, side))
    elif shape.items:
        column = _arrays(shape, side)
    else:
        return None
    return _nullable(column) if shape.nullable else column


def _single(make: Callable[[list[Any]], list[Any]]) -> Column:
    return lambda values: make([*values])


def _arrays(shape: Shape, side: Side) -> Column:
    assert shape.items and shape.build
    build, item, empty = shape.build, _column(shape.items, side), shape.build()
    if item is None:
        return _each(build)

    def make(values: Iterable[Any]) -> list[Any]:
        arrays = [*values]
        items = iter(item(chain.from_iterable(arrays)))
        return [build(islice(items, len(array))) if array else empty for array in arrays]

    return make


def _nullable(column: Column) -> Column:
    def make(values: Iterable[Any]) -> list[Any]:
        values = [*values]
        present = iter(column([value for value in values if value is not None]))
        return [None if value is None else next(present) for value in values]

    return make

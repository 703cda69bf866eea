"""Shapes: the records as a tree of kinds, from which decoder, JSON Schema and features follow."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable
from functools import cache
from typing import Any, Literal, Union

from musnad.registry import Registry

from .records import (
    Article,
    Assertion,
    Fragment,
    Pair,
    PairPrediction,
    Prediction,
    Rating,
    Reliability,
    Side,
    Span,
)

Kind = Literal["string", "integer", "number", "boolean", "array", "object"]

MAX_INTEGER = 2**31 - 1
DIALECT = "https://json-schema.org/draft/2020-12/schema"

TABLES: Registry[type] = Registry("table")
for _name, _record in (
    ("articles", Article),
    ("pairs", Pair),
    ("assertions", Assertion),
    ("ratings", Rating),
    ("predictions", Prediction),
    ("predicted-pairs", PairPrediction),
    ("reliability", Reliability),
):
    TABLES.register(_name)(_record)
# What systems answer; in the other tables every key must be present.
PREDICTED = frozenset(("predictions", "predicted-pairs", "reliability"))


def side_of(table: str) -> Side:
    """Whether the rows of a table are gold or predicted."""
    return "predicted" if table in PREDICTED else "gold"


@dataclasses.dataclass(frozen=True, slots=True)
class Shape:
    """What one JSON value must be.

    `values` is a closed vocabulary, `bounds` an inclusive range, `items` the shape of an array's
    members, `fields` those of an object; `build` makes the Python value from the decoded parts.
    """

    kind: Kind
    nullable: bool = False
    values: tuple[str, ...] = ()
    bounds: tuple[float, float] | None = None
    items: Shape | None = None
    fields: tuple[FieldShape, ...] = ()
    build: Callable[..., Any] | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class FieldShape:
    """One key of an object: its shape, if predictions must give it, on which side it exists."""

    name: str
    shape: Shape
    required: bool
    only: Side | None


@cache
def shape_of(record: type) -> Shape:
    """The shape of a record type, read off its annotations."""
    hints = typing.get_type_hints(record, include_extras=True)
    fields = tuple(
        FieldShape(
            name=item.name,
            shape=_shape(hints[item.name]),
            required=item.default is dataclasses.MISSING,
            only=item.metadata.get("only"),
        )
        for item in dataclasses.fields(record)
    )
    return Shape("object", fields=fields, build=record)


def _shape(hint: Any) -> Shape:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if hint is Span:
        return Shape("array", items=shape_of(Fragment), build=Span)
    if origin in (Union, types.UnionType):
        (inner,) = [argument for argument in arguments if argument is not type(None)]
        return dataclasses.replace(_shape(inner), nullable=True)
    if origin is typing.Annotated:
        return dataclasses.replace(_shape(arguments[0]), bounds=arguments[1])
    if origin is Literal:
        return Shape("string", values=arguments)
    if origin is tuple:
        return Shape("array", items=_shape(arguments[0]), build=tuple)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return shape_of(hint)
    kinds: dict[Any, Kind] = {str: "string", int: "integer", float: "number", bool: "boolean"}
    return Shape(kinds[hint], bounds=(-MAX_INTEGER - 1, MAX_INTEGER) if hint is int else None)


def json_schema(table: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a row of a table.

    Args:
        table: `articles`, `pairs`, `assertions`, `ratings`, or what a system may answer:
            `predictions` for articles, `predicted-pairs`, `reliability` for sources.

    Raises:
        UsageError: there is no such table.
    """
    record, side = TABLES[table], side_of(table)
    schema = _json_schema(shape_of(record), side)
    if record is Prediction:
        # A gold file is a valid prediction: the other keys of an article may stand there.
        for item in shape_of(Article).fields:
            schema["properties"].setdefault(item.name, {})
    return {"$schema": DIALECT, "title": table, **schema}


def _json_schema(shape: Shape, side: Side) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": [shape.kind, "null"] if shape.nullable else shape.kind}
    if shape.values:
        schema["enum"] = [*shape.values, *([None] if shape.nullable else [])]
    if shape.bounds:
        low, high = shape.bounds
        schema |= {"minimum": low, "maximum": high}
    if shape.items:
        schema["items"] = _json_schema(shape.items, side)
    if shape.kind == "object":
        fields = [item for item in shape.fields if item.only in (None, side)]
        schema |= {
            "properties": {item.name: _json_schema(item.shape, side) for item in fields},
            "required": [item.name for item in fields if side == "gold" or item.required],
            "additionalProperties": False,
        }
    return schema

"""Encoding: records as one line of JSON, by functions written for their type.

`encoded` gives what `io.dumps(io.to_json(record))` gives, in a fraction of the time: the digest of
a corpus is over the line of every article.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from json.encoder import encode_basestring
from typing import Any

from .io import dumps
from .schema import Shape, shape_of

PLAIN = {True: "true", False: "false", None: "null"}
FORMS = {
    "string": "string({0})",
    "boolean": "plain[{0}]",
    "integer": "{0}",
    "number": "number({0})",
}


def encoded(record: Any) -> str:
    """A gold record as a line of JSON without its end, keys in the order of the type's fields."""
    kind: type = type(record)
    return _encoder_of(kind)(record)


@cache
def _encoder_of(record: type) -> Callable[[Any], str]:
    return _encoder(shape_of(record))


def _encoder(shape: Shape) -> Callable[[Any], str]:
    names: dict[str, Any] = {"string": encode_basestring, "plain": PLAIN, "number": dumps}
    fields = [item for item in shape.fields if item.only in (None, "gold")]
    parts = [
        f'"{item.name}": {{{_form(item.shape, f"record.{item.name}", names)}}}' for item in fields
    ]
    lines = ["def encode(record):", f"    return f'''{{{{{', '.join(parts)}}}}}'''"]
    exec("\n".join(lines), names)
    encode: Callable[[Any], str] = names["encode"]
    return encode


def _form(shape: Shape, value: str, names: dict[str, Any]) -> str:
    """An expression for the JSON of a value."""
    if shape.kind == "object":
        name = f"object_{len(names)}"
        names[name] = _encoder(shape)
        form = f"{name}({value})"
    elif shape.items is not None:
        name = f"array_{len(names)}"
        names[name] = _array(shape.items)
        form = f"{name}({value})"
    else:
        form = FORMS[shape.kind].format(value)
    if shape.nullable and shape.kind != "boolean":
        return f"plain[None] if {value} is None else {form}"
    return form


def _array(items: Shape) -> Callable[[Any], str]:
    names: dict[str, Any] = {"string": encode_basestring, "plain": PLAIN, "number": dumps}
    form = _form(items, "item", names)
    exec(f"def encode(value): return '[' + ', '.join([{form} for item in value]) + ']'", names)
    encode: Callable[[Any], str] = names["encode"]
    return encode

"""Encoding: records as one line of JSON, by functions put together for their type.

`encoded` gives what `io.dumps(io.to_json(record))` gives, in less time: the digest of a corpus is
over the line of every article.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from json.encoder import encode_basestring
from operator import attrgetter
from typing import Any

from .io import dumps
from .schema import Shape, shape_of

Encode = Callable[[Any], str]

PLAIN = {True: "true", False: "false", None: "null"}
FORMS: dict[str, Encode] = {
    "string": encode_basestring,
    "boolean": PLAIN.__getitem__,
    "integer": str,
    "number": dumps,
}


def encoded(record: Any) -> str:
    """A gold record as a line of JSON without its end, keys in the order of the type's fields."""
    kind: type = type(record)
    return _encoder_of(kind)(record)


@cache
def _encoder_of(record: type) -> Encode:
    return _object(shape_of(record))


def _encoder(shape: Shape) -> Encode:
    if shape.kind == "object":
        encode = _object(shape)
    elif shape.items is not None:
        encode = _array(_encoder(shape.items))
    else:
        encode = FORMS[shape.kind]
    if shape.nullable:
        return lambda value: "null" if value is None else encode(value)
    return encode


def _object(shape: Shape) -> Encode:
    fields = [item for item in shape.fields if item.only in (None, "gold")]
    parts = ", ".join(f'"{item.name}": %s' for item in fields)
    encoders = [_encoder(item.shape) for item in fields]
    values = attrgetter(*(item.name for item in fields))

    def encode(record: Any) -> str:
        texts = [part(value) for part, value in zip(encoders, values(record), strict=True)]
        return f"{{{parts % tuple(texts)}}}"

    return encode


def _array(item: Encode) -> Encode:
    return lambda value: f"[{', '.join(map(item, value))}]"

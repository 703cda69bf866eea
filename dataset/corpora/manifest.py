"""The manifest of a corpus: what it labels, how large it is, where it comes from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Literal, get_args

from musnad.errors import DataError, in_words

from ..io import replacing
from ..strict import loads

Layer = Literal[
    "sentences",
    "claims",
    "checkable",
    "attributions",
    "style",
    "act",
    "nesting",
    "refers",
    "sources",
    "type",
    "named",
    "entities",
    "facts",
    "verdicts",
]
LAYERS: tuple[Layer, ...] = get_args(Layer)
SPLITS = ("train", "validation", "test")
FILE = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """Facts about one corpus, the same for all its splits.

    `layers` is the one place that says what the corpus labels; `splits` maps a split to its
    counts (`articles`, `attributions`, …) and its `digest`; `quirks` counts what an importer met
    and how it was read.

    Raises:
        DataError: a field is of the wrong type, or a layer unknown.
    """

    name: str
    version: str
    languages: tuple[str, ...]
    licence: str
    layers: tuple[Layer, ...]
    citation: str = ""
    origin: str = ""
    tables: tuple[str, ...] = ("articles",)
    splits: Mapping[str, Mapping[str, int | str]] = field(default_factory=dict)
    quirks: Mapping[str, int] = field(default_factory=dict)
    annotators: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in ("name", "version", "licence", "citation", "origin"):
            if not isinstance(getattr(self, name), str):
                raise DataError(f"{name} is {getattr(self, name)!r}; expected a string")
        for name in ("languages", "layers", "tables", "annotators"):
            value = getattr(self, name)
            if not isinstance(value, tuple) or not all(isinstance(item, str) for item in value):
                raise DataError(f"{name} is {value!r}; expected a list of strings")
        unknown = sorted(set(self.layers) - set(LAYERS))
        if unknown:
            raise DataError(f"unknown layers {', '.join(unknown)}; known: {', '.join(LAYERS)}")
        if not isinstance(self.splits, Mapping) or not all(
            isinstance(counts, Mapping)
            and any(type(counts.get(name)) is int for name in self.tables)
            for counts in self.splits.values()
        ):
            raise DataError(f"splits is {self.splits!r}; expected counts of rows by split")

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Manifest:
        """The manifest in a table of JSON or TOML, where lists stand for tuples.

        Raises:
            DataError: a key is missing, unknown or of the wrong type.
        """
        known = {item.name: item for item in fields(cls)}
        for key in table:
            if key not in known:
                raise DataError(f"has the unknown key {key!r}; expected {', '.join(known)}")
        for key, item in known.items():
            if item.default is MISSING and item.default_factory is MISSING and key not in table:
                raise DataError(f"has no {key!r}")
        lists = {key: tuple(value) for key, value in table.items() if isinstance(value, list)}
        return cls(**{**table, **lists})


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write `manifest.json` into a corpus folder."""
    with replacing(folder / FILE) as handle:
        handle.write(json.dumps(asdict(manifest), ensure_ascii=False, indent=1) + "\n")


def read_manifest(folder: Path) -> Manifest:
    """Read `manifest.json` from a corpus folder.

    Raises:
        DataError: the file is missing or does not hold a manifest.
    """
    path = folder / FILE
    try:
        table = loads(path.read_bytes())
        if not isinstance(table, dict):
            raise DataError("expected an object")
        return Manifest.of(table)
    except (OSError, ValueError) as error:
        message = f"is not a corpus manifest: {in_words(error)}; import it again"
        raise DataError(f"{path}: {message}") from None

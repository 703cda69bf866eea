"""The manifest of a corpus: what it labels, how large it is, where it comes from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

from musnad.errors import DataError

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
        table: dict[str, Any] = loads(path.read_text(encoding="utf-8"))
        for name in ("languages", "layers", "tables", "annotators"):
            table[name] = tuple(table[name])
        manifest = Manifest(**table)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise DataError(f"{path}: is not a corpus manifest: {error!r}; import it again") from None
    unknown = set(manifest.layers) - set(LAYERS)
    if unknown:
        raise DataError(f"{path}: unknown layers {sorted(unknown)}; known: {', '.join(LAYERS)}")
    return manifest

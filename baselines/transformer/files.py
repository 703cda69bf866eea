"""Files: a transformer in a folder, nothing in it but safetensors and JSON, each with its hash."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict, fields
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from musnad.dataset import replacing
from musnad.dataset.strict import loads
from musnad.errors import DataError

from ..baseline import read_model, write_model
from .encoder import Encoder
from .joining import Parts
from .settings import Settings

NAME = "transformer"
ENCODER = "encoder"
PARTS = "parts.json"

_SUFFIXES = (".json", ".safetensors")
_PACKAGES = ("torch", "transformers", "tokenizers", "safetensors", "scikit-learn", "numpy")


def write_folder(
    folder: Path, encoder: Encoder, parts: Parts, settings: Settings, about: Mapping[str, Any]
) -> None:
    """Write a trained transformer; a transformer that the folder holds is replaced.

    Args:
        folder: Where to; `model.json` is written last.
        encoder: Its weights and tokenizer go into a folder of their own.
        parts: Go into one JSON file.
        settings: How it was trained.
        about: What else the manifest says, such as the digest of the training data.

    Raises:
        DataError: the folder cannot be written, or its encoder is that of something else.
    """
    try:
        if (folder / ENCODER).exists():
            read_model(folder, NAME)
            shutil.rmtree(folder / ENCODER)
        (folder / ENCODER).mkdir(parents=True)
        encoder.save(folder / ENCODER)
        for path in (folder / ENCODER).iterdir():
            # What slow tokenizers and chats would need is left out.
            if path.suffix not in _SUFFIXES:
                path.unlink()
    except OSError as error:
        raise DataError(f"{folder}: cannot be written: {error.strerror or error}") from None
    with replacing(folder / PARTS) as handle:
        handle.write(json.dumps(parts.to_json(), ensure_ascii=False, sort_keys=True) + "\n")
    names = [PARTS, *(f"{ENCODER}/{path.name}" for path in (folder / ENCODER).iterdir())]
    manifest = {
        **about,
        "settings": asdict(settings),
        "versions": {name: _version(name) for name in _PACKAGES},
        "files": {name: _hash(folder / name) for name in sorted(names)},
    }
    write_model(folder, NAME, manifest)


def read_manifest(folder: Path) -> dict[str, Any]:
    """What `model.json` says, after every file was compared with its hash.

    Raises:
        DataError: the folder holds no transformer, a damaged one, or files that are not its own.
    """
    manifest = read_model(folder, NAME)
    listed = manifest.get("files")
    present = {f"{ENCODER}/{path.name}" for path in (folder / ENCODER).glob("*")}
    if not isinstance(listed, dict) or set(listed) != {PARTS, *present}:
        found = sorted(listed) if isinstance(listed, dict) else listed
        raise DataError(
            f"{folder}: holds {sorted(present)} beside {PARTS!r}, but model.json lists {found}; "
            "train and save it again"
        )
    for name, expected in listed.items():
        path = folder / name
        if path.suffix not in _SUFFIXES or not path.is_file():
            raise DataError(f"{path}: is no file of a transformer; train and save it again")
        if _hash(path) != expected:
            raise DataError(
                f"{path}: does not have the SHA-256 that model.json gives; train and save it again"
            )
    return manifest


def read_settings(folder: Path, manifest: Mapping[str, Any]) -> Settings:
    """The settings in a manifest.

    Raises:
        DataError: they are missing or not numbers.
    """
    found = manifest.get("settings")
    kinds = {field.name: type(field.default) for field in fields(Settings)}
    if not isinstance(found, dict) or set(found) != set(kinds):
        raise DataError(f"{folder}: model.json has settings {found!r}, expected {sorted(kinds)}")
    for name, kind in kinds.items():
        if type(found[name]) is not kind:
            raise DataError(f"{folder}: {name!r} is {found[name]!r}, expected {kind.__name__}")
    return Settings(**found)


def read_parts(folder: Path, encoder: Encoder) -> Parts:
    """The parts that go with an encoder.

    Raises:
        DataError: the file is damaged.
    """
    path = folder / PARTS
    try:
        value = loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise DataError(f"{path}: is not the file that was saved ({error})") from None
    return Parts.from_json(value, encoder.marginals)


def _hash(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None

"""A saved model: a folder of plain files under `model.json`, which has the hash of each.

Nothing in it is ever executed: words and weights are strict JSON, large tables are raw numbers.
A file that is missing, damaged, too large or not listed there is an error, not a warning.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from musnad.dataset.io import drafted
from musnad.dataset.strict import loads
from musnad.errors import DataError

from ..baseline import MODEL_FILE, read_model, write_model

FORMAT = 1
_LARGEST = 256 * 2**20


def write_folder(
    folder: str | Path, baseline: str, files: Mapping[str, bytes], about: Mapping[str, Any]
) -> None:
    """Write files, then the manifest that vouches for them.

    Args:
        folder: Where to; made if it is missing.
        baseline: Name of the baseline whose model this is.
        files: Content by file name.
        about: What else the manifest says, such as the seed and the digests of the data.
    """
    for name, content in files.items():
        _write(Path(folder) / name, content)
    hashes = {name: _hash(content) for name, content in sorted(files.items())}
    write_model(folder, baseline, {"format": FORMAT, "files": hashes, "about": dict(about)})


def read_folder(
    folder: str | Path, baseline: str, names: tuple[str, ...]
) -> tuple[dict[str, bytes], dict[str, Any]]:
    """The files that `write_folder` wrote, and what else its manifest says.

    Args:
        folder: Where from.
        baseline: Name of the baseline whose model it should be.
        names: The files that it should hold.

    Raises:
        DataError: it holds no such model, or a damaged one.
    """
    path = Path(folder) / MODEL_FILE
    manifest = read_model(folder, baseline)
    form, hashes, about = (manifest.get(key) for key in ("format", "files", "about"))
    if form != FORMAT:
        raise DataError(f"{path}: is in format {form!r}, expected {FORMAT}; train the model again")
    if not isinstance(hashes, dict) or not isinstance(about, dict):
        raise DataError(f"{path}: is not a model file (it lists no files); train it again")
    if set(hashes) != set(names):
        listed = ", ".join(sorted(map(str, hashes))) or "nothing"
        raise DataError(f"{path}: lists {listed}; expected {', '.join(sorted(names))}")
    files = {}
    for name in names:
        content = _read(Path(folder) / name)
        if _hash(content) != hashes[name]:
            raise DataError(
                f"{Path(folder) / name}: its SHA-256 is not that in the list; "
                "the file is damaged, copy or train the model again"
            )
        files[name] = content
    return files, about


def packed(value: Any) -> bytes:
    """A value as compact JSON in UTF-8, the same bytes for the same value."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode()


def unpacked(content: bytes, name: str) -> Any:
    """The value that `packed` wrote.

    Raises:
        DataError: the bytes are not strict JSON.
    """
    try:
        return loads(content)
    except (ValueError, RecursionError) as error:
        raise DataError(f"{name}: is not strict JSON ({error}); train the model again") from None


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _write(path: Path, content: bytes) -> None:
    with drafted(path) as draft:
        draft.write_bytes(content)


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST:
            raise DataError(f"{path}: is larger than {_LARGEST} bytes; it is no model of ours")
        return path.read_bytes()
    except OSError as error:
        raise DataError(f"{path}: cannot be read: {error.strerror or error}") from None

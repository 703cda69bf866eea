"""Members: the files of a corpus by name, in a folder or in a tar.gz archive."""

from __future__ import annotations

import contextlib
import gzip
import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TypeAlias

from musnad.errors import DataError

Members: TypeAlias = Mapping[str, Callable[[], bytes]]


def folder_members(folder: Path, patterns: Sequence[str]) -> Members:
    """The files of a folder that match a pattern, each read when it is called for."""
    files = (file for pattern in patterns for file in folder.glob(pattern) if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes for file in files}


@contextlib.contextmanager
def opened(
    path: Path, archive: str, patterns: Sequence[str], *, root: str = "data"
) -> Iterator[Members]:
    """The files of a corpus that comes packed, beside its archive or already extracted.

    Args:
        path: the archive under any name, the folder that holds it, or the extracted folder.
        archive: the archive's usual name.
        patterns: which files of an extracted folder count, below `root`.
        root: the folder in which the archive holds everything; names of members are relative to
            it, and it may be missing in front of extracted files.

    Raises:
        DataError: the archive is damaged.
    """
    packed = path / archive if path.is_dir() else path
    if packed.is_file():
        with archive_members(packed) as members:
            yield {name.removeprefix(f"{root}/"): read for name, read in members.items()}
    else:
        yield folder_members(path / root if (path / root).is_dir() else path, patterns)


@contextlib.contextmanager
def archive_members(path: Path) -> Iterator[Members]:
    """The regular files of a tar.gz archive, each read when it is called for.

    The archive is unpacked once, into one nameless temporary file: members can then be read in
    any order, and none of their names ever becomes a path on this machine.

    Raises:
        DataError: the file is not a tar.gz archive, or is damaged.
    """
    with tempfile.TemporaryFile() as plain, contextlib.ExitStack() as stack:
        try:
            with gzip.open(path) as packed:
                shutil.copyfileobj(packed, plain)
            plain.seek(0)
            archive = stack.enter_context(tarfile.open(fileobj=plain, mode="r:"))
            files = [member for member in archive.getmembers() if member.isfile()]
        except (OSError, EOFError, zlib.error, tarfile.TarError) as error:
            raise DataError(f"{path}: is not a whole tar.gz archive: {error}") from None
        yield {member.name: partial(_read, archive, member) for member in files}


def _read(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    handle = archive.extractfile(member)
    assert handle is not None, "only regular files are listed"
    return handle.read()

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

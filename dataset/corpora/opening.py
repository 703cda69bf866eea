"""Opening: the files of a corpus, in a folder, gzipped one by one, or in tar.gz or zip archives."""

from __future__ import annotations

import contextlib
import gzip
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from musnad.errors import DataError

from .assembling import Quirk
from .members import Members, archive_members, folder_members

# What macOS leaves in archives: copies of file attributes under the names of the files.
RESOURCE = re.compile(r"(?:.*/)?(?:__MACOSX/.*|\._[^/]*|\.DS_Store)")


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a corpus by name, with `.gz` and a leading `data/` left out of the names."""

    path: Path
    members: Members

    def __contains__(self, name: str) -> bool:
        return name in self.members

    def place(self, name: str) -> str:
        """A file's name for messages."""
        return str(self.path / name)

    def read(self, name: str) -> bytes:
        """The bytes of a file, unpacked.

        Raises:
            DataError: it is not there, or is damaged.
        """
        if name not in self.members:
            raise DataError(f"{self.place(name)}: does not exist; copy the corpus anew")
        try:
            return self.members[name]()
        except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
            raise DataError(f"{self.place(name)}: cannot be unpacked: {error}") from None

    def like(self, pattern: str) -> dict[str, re.Match[str]]:
        """The files whose whole name matches a pattern, sorted by name.

        Raises:
            DataError: there is none.
        """
        matches = {name: re.fullmatch(pattern, name) for name in sorted(self.members)}
        found = {name: match for name, match in matches.items() if match}
        if not found:
            raise DataError(f"{self.path}: holds no file like {pattern}; give the whole corpus")
        return found


@contextlib.contextmanager
def corpus_files(
    path: Path, quirk: Quirk, *, archives: Sequence[str] = (), patterns: Sequence[str] = ()
) -> Iterator[Files]:
    """The files of a corpus that was given as an archive or a folder.

    Args:
        path: an archive; a folder that holds one of `archives`; or a folder of plain files.
        quirk: is told of files that macOS left in an archive; they are left out.
        archives: names of the corpus's archives, `.tar.gz` or `.zip`.
        patterns: the plain files that matter, as for `Path.glob`; each may be gzipped as well.

    Raises:
        DataError: nothing of this is there, or an archive is damaged.
    """
    packed = [path / name for name in archives if (path / name).is_file()]
    folder = path / "data" if (path / "data").is_dir() else path
    with contextlib.ExitStack() as stack:
        members: dict[str, Members] = {}
        if path.is_file() or packed:
            for archive in packed or [path]:
                opener = _zipped if archive.suffix == ".zip" else archive_members
                members[archive.name] = stack.enter_context(opener(archive))
        else:
            wanted = [*patterns, *(f"{pattern}.gz" for pattern in patterns)]
            members[""] = _unpacked(folder_members(folder, wanted))
        found = {
            name.removeprefix("data/"): read
            for part in members.values()
            for name, read in part.items()
        }
        for name in [name for name in found if RESOURCE.fullmatch(name)]:
            quirk("file of macOS in an archive: left out")
            del found[name]
        if not found:
            wanted = [*archives, *patterns]
            raise DataError(f"{path}: holds no {' or '.join(wanted)}; give the corpus's folder")
        yield Files(path, found)


def _unpacked(members: Members) -> Members:
    """The same files with gzipped ones unpacked when they are read."""
    return {
        name.removesuffix(".gz"): partial(_gunzipped, read) if name.endswith(".gz") else read
        for name, read in members.items()
    }


def _gunzipped(read: Callable[[], bytes]) -> bytes:
    return gzip.decompress(read())


@contextlib.contextmanager
def _zipped(path: Path) -> Iterator[Members]:
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile) as error:
        raise DataError(f"{path}: is not a whole zip archive: {error}") from None
    with archive:
        names = [item.filename for item in archive.infolist() if not item.is_dir()]
        yield {name: partial(archive.read, name) for name in names}

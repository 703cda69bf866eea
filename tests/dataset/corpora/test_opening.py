from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from musnad.dataset.corpora.opening import corpus_files
from musnad.errors import DataError

FILES = {"train/قمة.tsv": "قال", "test/سوق.tsv": "ثم"}


def plain(folder: Path) -> Path:
    for name, text in FILES.items():
        path = folder / "data" / name
        path.parent.mkdir(parents=True)
        path.write_bytes(text.encode())
    return folder


def bare(folder: Path) -> Path:
    return plain(folder) / "data"


def gzipped(folder: Path) -> Path:
    for name, text in FILES.items():
        path = folder / f"{name}.gz"
        path.parent.mkdir(parents=True)
        path.write_bytes(gzip.compress(text.encode()))
    return folder


def tarred(folder: Path) -> Path:
    with tarfile.open(folder / "all.tar.gz", "w:gz") as archive:
        for name, text in FILES.items():
            member = tarfile.TarInfo(f"data/{name}")
            member.size = len(text.encode())
            archive.addfile(member, io.BytesIO(text.encode()))
    return folder


def tar_by_name(folder: Path) -> Path:
    return tarred(folder) / "all.tar.gz"


def zipped_apart(folder: Path) -> Path:
    for part, (name, text) in zip(("one.zip", "two.zip"), FILES.items(), strict=True):
        with zipfile.ZipFile(folder / part, "w") as archive:
            archive.mkdir(name.partition("/")[0])
            archive.writestr(name, text)
    return folder


FORMS = [plain, bare, gzipped, tarred, tar_by_name, zipped_apart]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_a_corpus_has_the_same_files(
    form: Callable[[Path], Path], tmp_path: Path, quirks: Counter[str]
) -> None:
    archives = ["all.tar.gz", "one.zip", "two.zip"]
    with corpus_files(
        form(tmp_path), lambda name: quirks.update([name]), archives=archives, patterns=["*/*.tsv"]
    ) as files:
        assert {name: files.read(name).decode() for name in FILES} == FILES
        assert list(files.like(r"(?:train|test)/(.+)\.tsv")) == sorted(FILES)
        assert "train/سوق.tsv" not in files
    assert not quirks


def test_files_of_macos_are_left_out(tmp_path: Path, quirks: Counter[str]) -> None:
    with zipfile.ZipFile(tmp_path / "one.zip", "w") as archive:
        for name in ("a.tsv", "__MACOSX/b/._a.tsv", "b/._a.tsv", ".DS_Store"):
            archive.writestr(name, "x")
    path = tmp_path / "one.zip"
    with corpus_files(path, lambda name: quirks.update([name])) as files:
        assert list(files.members) == ["a.tsv"]
    assert quirks == {"file of macOS in an archive: left out": 3}


def no_quirk(name: str) -> None:
    raise AssertionError(name)


def test_a_folder_of_something_else_is_named(tmp_path: Path) -> None:
    with (
        pytest.raises(DataError) as error,
        corpus_files(tmp_path, no_quirk, archives=["one.zip"], patterns=["*.tsv"]),
    ):
        pass
    assert str(error.value) == f"{tmp_path}: holds no one.zip or *.tsv; give the corpus's folder"


def test_what_is_missing_in_a_corpus_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("x")
    with corpus_files(tmp_path, no_quirk, patterns=["*.tsv"]) as files:
        with pytest.raises(DataError) as error:
            files.read("b.tsv")
        assert str(error.value) == f"{tmp_path}/b.tsv: does not exist; copy the corpus anew"
        with pytest.raises(DataError) as error:
            files.like(r"b/.+")
        assert str(error.value) == (f"{tmp_path}: holds no file like b/.+; give the whole corpus")


def test_a_damaged_gzip_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.tsv.gz").write_bytes(gzip.compress(b"x" * 99)[:-9])
    with corpus_files(tmp_path, no_quirk, patterns=["*.tsv"]) as files:
        with pytest.raises(DataError) as error:
            files.read("a.tsv")
        assert str(error.value).startswith(f"{tmp_path}/a.tsv: cannot be unpacked: ")


def test_a_damaged_zip_archive_is_named(tmp_path: Path) -> None:
    path = tmp_path / "one.zip"
    path.write_bytes(b"PK")
    with pytest.raises(DataError) as error, corpus_files(path, no_quirk):
        pass
    assert str(error.value).startswith(f"{path}: is not a whole zip archive: ")

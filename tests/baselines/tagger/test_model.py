from pathlib import Path

import pytest

from musnad.baselines.tagger.model import packed, read_folder, unpacked, write_folder
from musnad.errors import DataError

FILES = {"words.json": packed({"قال": 1}), "numbers.f32": b"\x00\x01\x02\x03"}
NAMES = tuple(FILES)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_folder(tmp_path, "tagger", FILES, {"seed": 1})
    return tmp_path


def test_what_was_written_is_read(folder: Path) -> None:
    assert read_folder(folder, "tagger", NAMES) == (FILES, {"seed": 1})


def test_the_same_model_is_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    write_folder(tmp_path / "again", "tagger", FILES, {"seed": 1})
    for name in (*NAMES, "model.json"):
        assert (folder / name).read_bytes() == (tmp_path / "again" / name).read_bytes()


def test_a_changed_file_is_refused(folder: Path) -> None:
    (folder / "words.json").write_bytes(packed({"قال": 2}))
    with pytest.raises(DataError, match=r"words\.json: its SHA-256 is not that in the list"):
        read_folder(folder, "tagger", NAMES)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "numbers.f32").unlink()
    with pytest.raises(DataError, match=r"numbers\.f32: cannot be read"):
        read_folder(folder, "tagger", NAMES)


def test_a_list_of_other_files_is_refused(folder: Path) -> None:
    with pytest.raises(DataError, match=r"lists numbers\.f32, words\.json; expected words\.json"):
        read_folder(folder, "tagger", ("words.json",))


def test_another_format_is_refused(folder: Path) -> None:
    path = folder / "model.json"
    path.write_text(path.read_text("utf-8").replace('"format": 1', '"format": 99'), "utf-8")
    with pytest.raises(DataError, match="is in format 99, expected 1"):
        read_folder(folder, "tagger", NAMES)


@pytest.mark.parametrize("content", [b"{", b"\xff", b'{"a": NaN}', b'{"a": 1, "a": 2}', b"[" * 99])
def test_what_is_not_strict_json_is_refused(content: bytes) -> None:
    with pytest.raises(DataError, match="is not strict JSON"):
        unpacked(content, "words.json")

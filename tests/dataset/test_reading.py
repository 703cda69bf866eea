"""Reading JSON Lines: lines, marks at the start, compression, limits."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from musnad.dataset import Limits, read_lines
from musnad.errors import DataError

BOM = b"\xef\xbb\xbf"
GOOD = '{"id": "قال"}'.encode()
GOOD_VALUE = {"id": "قال"}
EMPTY = "dev.jsonl:{}: is not strict JSON: the line is empty; write one JSON object a line [E-JSON]"

# The bytes of a file, and for each line its value or the message.
FILES = [
    ("two lines", GOOD + b"\n" + GOOD + b"\n", [GOOD_VALUE, GOOD_VALUE]),
    ("no line end at the end", GOOD + b"\n" + GOOD, [GOOD_VALUE, GOOD_VALUE]),
    ("nothing", b"", []),
    ("CRLF line ends", GOOD + b"\r\n" + GOOD + b"\r\n", [GOOD_VALUE, GOOD_VALUE]),
    ("a byte-order mark at the start of the file", BOM + GOOD, [GOOD_VALUE]),
    ("a byte-order mark on a later line", GOOD + b"\n" + BOM + GOOD,
     [GOOD_VALUE, "dev.jsonl:2: is not strict JSON: a byte-order mark (U+FEFF) may only open a "
      "file [E-JSON]"]),
    ("two byte-order marks", BOM + BOM + GOOD,
     ["dev.jsonl:1: is not strict JSON: a byte-order mark (U+FEFF) may only open a file [E-JSON]"]),
    ("a record separator", b"\x1e" + GOOD,
     ["dev.jsonl:1: is not strict JSON: Expecting value at column 2 [E-JSON]"]),
    ("an empty line", GOOD + b"\n\n" + GOOD, [GOOD_VALUE, EMPTY.format(2), GOOD_VALUE]),
    ("an empty line at the end", GOOD + b"\n\n", [GOOD_VALUE, EMPTY.format(2)]),
    ("U+2028 and U+0085 inside a string", '"ا\u2028ب\u0085ج"\n1'.encode(),
     ["ا\u2028ب\u0085ج", 1]),
    ("invalid UTF-8", GOOD + b'\n{"id": "\xff"}\n' + GOOD,
     [GOOD_VALUE, "dev.jsonl:2: is not strict JSON: 'utf-8' codec can't decode byte 0xff in "
      "position 8: invalid start byte [E-JSON]", GOOD_VALUE]),
    ("a surrogate in UTF-8", b'"\xed\xa0\x80"',
     ["dev.jsonl:1: is not strict JSON: 'utf-8' codec can't decode byte 0xed in position 1: "
      "invalid continuation byte [E-JSON]"]),
    ("UTF-16", GOOD.decode().encode("utf-16-le"),
     ["dev.jsonl:1: is not strict JSON: Expecting property name enclosed in double quotes at "
      "column 2 [E-JSON]"]),
    ("null", b"null", [None]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "expected"), [row[1:] for row in FILES], ids=[r[0] for r in FILES]
)
def test_lines_are_read(data: bytes, expected: list[object], written: Callable[..., str]) -> None:
    found = [
        str(line.problem) if line.problem else line.value for line in read_lines(written(data))
    ]
    assert found == expected


def test_every_line_has_its_number(written: Callable[..., str]) -> None:
    assert [line.number for line in read_lines(written(GOOD, b"", GOOD))] == [1, 2, 3]


def test_a_compressed_file_is_read(written: Callable[..., str]) -> None:
    path = written(gzip.compress(GOOD + b"\n"), name="dev.jsonl.gz")
    assert [line.value for line in read_lines(path)] == [GOOD_VALUE]


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(GOOD + b"\nx"))
    monkeypatch.setattr("sys.stdin", stdin)
    good, bad = read_lines("-")
    assert good.value == GOOD_VALUE
    assert str(bad.problem) == (
        "<stdin>:2: is not strict JSON: Expecting value at column 1 [E-JSON]"
    )


PACKED = gzip.compress(GOOD * 1000, mtime=0)
UNREADABLE = [
    ("a missing file", "nowhere.jsonl", None, "nowhere.jsonl: cannot be read: "
     "No such file or directory"),
    ("a folder", ".", None, ".: cannot be read: Is a directory"),
    ("not compressed in spite of its name", "a.jsonl.gz", GOOD,
     "a.jsonl.gz: cannot be read: Not a gzipped file (b'{\"')"),
    ("half a compressed file", "a.jsonl.gz", PACKED[: len(PACKED) // 2],
     "a.jsonl.gz: cannot be read: Compressed file ended before the end-of-stream marker was "
     "reached"),
    ("a damaged compressed file", "a.jsonl.gz", PACKED[:10] + b"\xff" * 8,
     "a.jsonl.gz: cannot be read: Error -3 while decompressing data: invalid block type"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data", "message"), [row[1:] for row in UNREADABLE], ids=[r[0] for r in UNREADABLE]
)
def test_a_file_that_cannot_be_read_is_an_error_and_not_an_end(
    name: str, data: bytes | None, message: str, written: Callable[..., str]
) -> None:
    written(*([data] if data else []), name=name if data else "other")
    with pytest.raises(DataError) as error:
        list(read_lines(name))
    assert str(error.value) == message


LONG = b'"' + b"a" * 98 + b'"'


@pytest.mark.parametrize("name", ["dev.jsonl", "dev.jsonl.gz"])
@pytest.mark.parametrize(
    ("lines", "limits", "message"),
    [
        (1, Limits(line=99), "{}:1: line is longer than 99 bytes [E-LIMIT]"),
        (1, Limits(line=100), None),
        (3, Limits(file=301), "{}: holds more than 301 bytes [E-LIMIT]"),
        (3, Limits(file=302), None),
        (3, None, None),
    ],
)
def test_limits_hold_for_untrusted_files_only(
    name: str,
    lines: int,
    limits: Limits | None,
    message: str | None,
    written: Callable[..., str],
    tmp_path: Path,
) -> None:
    data = b"\n".join([LONG] * lines)
    path = written(gzip.compress(data) if name.endswith("gz") else data, name=name)
    if message is None:
        assert len(list(read_lines(path, limits))) == lines
    else:
        with pytest.raises(DataError) as error:
            list(read_lines(path, limits))
        assert str(error.value) == message.format(name)


def test_the_limits_are_four_and_256_mebibytes() -> None:
    assert Limits() == Limits(line=4 * 1024 * 1024, file=256 * 1024 * 1024)

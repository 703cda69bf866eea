from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from musnad.dataset.corpora.tables import Row, count_unused, read_csv, read_tabs
from musnad.errors import DataError

COLUMNS = ("النص", "الوسم")


def csv(data: str | bytes, quirks: Counter[str], **options: Any) -> list[tuple[int, list[str]]]:
    raw = data.encode() if isinstance(data, str) else data
    rows = read_csv(raw, "f.csv", COLUMNS, lambda name: quirks.update([name]), **options)
    return [(row.line, [*row.cells.values()]) for row in rows]


def tabs(data: str | bytes, quirks: Counter[str]) -> list[tuple[int, list[str]]]:
    raw = data.encode() if isinstance(data, str) else data
    rows = read_tabs(raw, "f.tsv", COLUMNS, lambda name: quirks.update([name]))
    return [(row.line, [*row.cells.values()]) for row in rows]


HEAD = "النص,الوسم\n"
CSV = {
    "cells are as they are": (HEAD + " قال ,1\n", [(2, [" قال ", "1"])]),
    "the last line needs no end": (HEAD + "قال,1", [(2, ["قال", "1"])]),
    "quoted delimiters and doubled quotation marks": (
        HEAD + '"قال ""نعم"", ثم سكت",1\n',
        [(2, ['قال "نعم", ثم سكت', "1"])],
    ),
    "a quoted line break, and the line where the next starts": (
        HEAD + '"قال\nنعم",1\nلا,0\n',
        [(2, ["قال\nنعم", "1"]), (4, ["لا", "0"])],
    ),
    "U+2028 ends no line": (
        HEAD + "قال\u2028نعم,1\nلا,0\n",
        [(2, ["قال\u2028نعم", "1"]), (3, ["لا", "0"])],
    ),
    "no rows": (HEAD, []),
}


@pytest.mark.parametrize(("text", "expected"), CSV.values(), ids=CSV.keys())
def test_a_csv_table_is_read_cell_by_cell(
    text: str, expected: list[tuple[int, list[str]]], quirks: Counter[str]
) -> None:
    assert csv(text, quirks) == expected
    assert not quirks


def test_marks_line_ends_and_empty_lines_are_counted(quirks: Counter[str]) -> None:
    assert csv("\ufeffالنص,الوسم\r\nقال,1\r\n\r\n", quirks) == [(2, ["قال", "1"])]
    assert tabs("\ufeffقال\t1\r\n\r\nلا\t0\r\n", quirks) == [(1, ["قال", "1"]), (3, ["لا", "0"])]
    assert quirks == {
        "byte-order mark at the start of a file: dropped": 2,
        "file with CRLF line ends: read as line feeds": 2,
        "empty line of a table: left out": 2,
    }


def test_a_table_may_have_no_head(quirks: Counter[str]) -> None:
    assert csv("قال,1\n", quirks, head=False) == [(1, ["قال", "1"])]


def test_last_columns_may_be_optional(quirks: Counter[str]) -> None:
    assert csv(HEAD + "قال\n", quirks, optional=["الوسم"]) == [(2, ["قال", ""])]


def test_a_column_without_head_may_have_any_name(quirks: Counter[str]) -> None:
    assert csv("النص,\nقال,1\n", quirks) == [(2, ["قال", "1"])]


def test_a_file_cut_in_its_last_cell_is_read_if_that_is_known(quirks: Counter[str]) -> None:
    assert csv(HEAD + 'قال,1\nثم,"سكت\nو', quirks, unfinished=True) == [
        (2, ["قال", "1"]),
        (3, ["ثم", "سكت\nو"]),
    ]
    assert quirks == {"file that ends inside a record: the last cell is cut": 1}


def test_a_whole_file_is_not_taken_for_a_cut_one(quirks: Counter[str]) -> None:
    assert csv(HEAD + 'قال,"1"\n', quirks, unfinished=True) == [(2, ["قال", "1"])]
    assert not quirks


def test_quotation_marks_between_tabs_are_text(quirks: Counter[str]) -> None:
    assert tabs('"قال\t"1\nثم"\t0\n', quirks) == [(1, ['"قال', '"1']), (2, ['ثم"', "0"])]


CSV_ERRORS: dict[str, tuple[str | bytes, str]] = {
    "another head": (
        "نص,وسم\n",
        "f.csv:1: found the columns نص, وسم; expected النص, الوسم; "
        "give the corpus as it was published",
    ),
    "a head too short": (
        "النص\n",
        "f.csv:1: found the columns النص; expected النص, الوسم; "
        "give the corpus as it was published",
    ),
    "a row too long": (
        HEAD + '"قال\nنعم",1\nلا,0,2\n',
        "f.csv:4: found 3 cells; expected 2 (النص, الوسم); "
        "look for a stray tab, comma or quotation mark",
    ),
    "a row too short": (
        HEAD + "لا\n",
        "f.csv:2: found 1 cells; expected 2 (النص, الوسم); "
        "look for a stray tab, comma or quotation mark",
    ),
    "text after a quoted cell": (
        HEAD + '"قال" نعم,1\n',
        "f.csv:2: found broken quoting (',' expected after '\"'); expected quotation marks "
        "doubled inside quoted cells; copy the file anew",
    ),
    "a file that is cut": (
        HEAD + 'لا,0\nلا,"0\n',
        "f.csv:3: found broken quoting (unexpected end of data); expected quotation marks "
        "doubled inside quoted cells; copy the file anew",
    ),
    "another encoding": (
        HEAD.encode() + "قال".encode("cp1256"),
        "f.csv:2: found the byte 0xde; expected UTF-8; convert the file first",
    ),
}


@pytest.mark.parametrize(("data", "message"), CSV_ERRORS.values(), ids=CSV_ERRORS.keys())
def test_a_broken_csv_table_is_named_by_line(
    data: str | bytes, message: str, quirks: Counter[str]
) -> None:
    with pytest.raises(DataError) as error:
        csv(data, quirks)
    assert str(error.value) == message


def test_a_line_of_tabs_with_other_cells_is_named(quirks: Counter[str]) -> None:
    with pytest.raises(DataError) as error:
        tabs("لا\t0\nلا\n", quirks)
    assert str(error.value) == (
        "f.tsv:2: found 1 cells; expected 2 (النص, الوسم); "
        "look for a stray tab, comma or quotation mark"
    )


ROW = Row("f.tsv", 7, {"label": "نعم", "notes": " ", "job": "وزير"})


def test_a_cell_with_a_closed_vocabulary_is_checked() -> None:
    assert ROW.one_of("label", ("نعم", "لا")) == "نعم"
    with pytest.raises(DataError) as error:
        ROW.one_of("label", ("1", "0"))
    assert str(error.value) == (
        "f.tsv:7: found 'نعم' as label; expected 1, 0; "
        "look for a shifted column or another release of the corpus"
    )


def test_filled_cells_without_a_place_are_counted(quirks: Counter[str]) -> None:
    count_unused(ROW, ["job", "notes"], lambda name: quirks.update([name]))
    assert quirks == {"job: not kept": 1}

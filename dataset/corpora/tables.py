"""Tables of other people: CSV and TSV read strictly, every complaint with file and line.

Two dialects cover them: `read_csv` knows quotation marks, in cells that may hold line breaks;
`read_tabs` takes every character but tab and line feed as it is. Cells are never trimmed.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from musnad.errors import DataError

from ..decode import shown
from .assembling import Quirk

BOM = "\ufeff"
# The standard library refuses longer cells; whole articles stand in some.
LONGEST_CELL = 2**24


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a table: its cells by column, and where it starts."""

    file: str
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    @property
    def place(self) -> str:
        """File and line, for messages."""
        return f"{self.file}:{self.line}"

    def one_of(self, column: str, known: Collection[str]) -> str:
        """The cell of a column that knows only certain values.

        Raises:
            DataError: it holds another one.
        """
        value = self.cells[column]
        if value not in known:
            raise DataError(
                f"{self.place}: found {shown(value)} as {column}; expected {', '.join(known)}; "
                "look for a shifted column or another release of the corpus"
            )
        return value


def read_csv(
    data: bytes,
    file: str,
    columns: Sequence[str],
    quirk: Quirk,
    *,
    delimiter: str = ",",
    head: bool = True,
    optional: Collection[str] = (),
    unfinished: bool = False,
) -> Iterator[Row]:
    """The records of a table in which cells may be quoted.

    Args:
        data: the file, in UTF-8.
        file: its name for messages.
        columns: the columns in the file's order; the head must say the same, and where it is
            blank a column may have any name.
        quirk: is told of a byte-order mark and CRLF line ends (once), and of a cut file.
        delimiter: what stands between cells.
        head: whether the first record names the columns.
        optional: columns at the end that a record may lack; they are then empty.
        unfinished: whether the file may end inside a quoted cell.

    Raises:
        DataError: the file is not UTF-8, its quoting is broken, or head or record do not fit.
    """
    text = _text(data, file, quirk)
    if unfinished and _is_cut(text, delimiter):
        quirk("file that ends inside a record: the last cell is cut")
        text += '"'
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = 1
    try:
        for cells in reader:
            if head:
                _check_head(cells, columns, file)
                head = False
            elif not cells:
                quirk("empty line of a table: left out")
            else:
                yield _row(file, start, cells, columns, optional)
            start = reader.line_num + 1
    except csv.Error as error:
        raise DataError(
            f"{file}:{start}: found broken quoting ({error}); expected quotation marks doubled "
            "inside quoted cells; copy the file anew"
        ) from None


def read_tabs(data: bytes, file: str, columns: Sequence[str], quirk: Quirk) -> Iterator[Row]:
    """The lines of a table without head whose cells stand between tabs, quotation marks as text.

    Raises:
        DataError: the file is not UTF-8, or a line has another number of cells.
    """
    lines = _text(data, file, quirk).removesuffix("\n").split("\n")
    for number, line in enumerate(lines, 1):
        line = line.removesuffix("\r")
        if line:
            yield _row(file, number, line.split("\t"), columns)
        else:
            quirk("empty line of a table: left out")


def count_unused(row: Row, columns: Iterable[str], quirk: Quirk) -> None:
    """Count each filled cell of columns for which records have no place."""
    for column in columns:
        if row.cells[column].strip():
            quirk(f"{column}: not kept")


def _text(data: bytes, file: str, quirk: Quirk) -> str:
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DataError(
            f"{file}:{line}: found the byte 0x{data[error.start]:02x}; expected UTF-8; "
            "convert the file first"
        ) from None
    if text.startswith(BOM):
        quirk("byte-order mark at the start of a file: dropped")
        text = text.removeprefix(BOM)
    if "\r\n" in text:
        quirk("file with CRLF line ends: read as line feeds")
    return text


def _is_cut(text: str, delimiter: str) -> bool:
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        return str(error) == "unexpected end of data"
    return False


def _check_head(cells: Sequence[str], columns: Sequence[str], file: str) -> None:
    same = (cell in (column, "") for cell, column in zip(cells, columns, strict=False))
    if len(cells) != len(columns) or not all(same):
        raise DataError(
            f"{file}:1: found the columns {', '.join(cells)}; expected {', '.join(columns)}; "
            "give the corpus as it was published"
        )


def _row(
    file: str,
    line: int,
    cells: Sequence[str],
    columns: Sequence[str],
    optional: Collection[str] = (),
) -> Row:
    lacking = columns[len(cells) :]
    if len(cells) > len(columns) or not set(lacking) <= set(optional):
        raise DataError(
            f"{file}:{line}: found {len(cells)} cells; expected {len(columns)} "
            f"({', '.join(columns)}); look for a stray tab, comma or quotation mark"
        )
    padded = [*cells, *("" for _ in lacking)]
    return Row(file, line, dict(zip(columns, padded, strict=True)))

"""Parquet: the published copy of a reviewed JSON Lines file, and the comparison of the two.

`datasets` reads a date in JSON Lines as a timestamp and casts it back to `2031-03-02 00:00:00`,
even where the declared feature is a string; in Parquet every type is written down.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..io import drafted, to_json
from .features import features


def write_parquet(path: Path, table: str, records: Sequence[Any]) -> None:
    """Write the records of a table with its declared features, to a temporary name first."""
    import pyarrow
    from pyarrow import parquet

    rows = [to_json(record) for record in records]
    made = pyarrow.Table.from_pylist(rows, schema=features(table).arrow_schema)
    with drafted(path) as draft:
        parquet.write_table(made, draft, write_page_index=True)


def read_parquet(path: Path) -> list[dict[str, Any]]:
    """The rows of a Parquet file as JSON objects."""
    from pyarrow import parquet

    rows: list[dict[str, Any]] = parquet.read_table(path).to_pylist()
    return rows


def same_rows(one: Path, other: Path) -> bool:
    """Whether two Parquet files hold the same rows; their bytes depend on who wrote them."""
    from pyarrow import parquet

    return bool(parquet.read_table(one).equals(parquet.read_table(other)))

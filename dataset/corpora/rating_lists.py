"""The importers of lists of rated outlets: one reader, and a mapping in TOML for each list.

A mapping (`ratings/NAME.toml`) has a table `manifest` as in `corpus.toml`, and for each file:

- `name`, and `delimiter` if it is no comma; `columns`, as in its head;
- `subject`, `text`: columns for these keys; `rater`, `date`: what they are for the whole file;
- `scales`: for each, its name `scale`, the columns `labels` that give one label each or the column
  `score` that gives a number, and `values`, other words for labels: a value that differs from its
  word in letter case and space alone is counted as a slip, any other is a code.

`unread` names files that are left out, with the reason.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from musnad.errors import DataError

from ..decode import shown
from ..records import Rating
from .assembling import Quirk
from .importing import IMPORTERS, Imported
from .manifest import Manifest
from .opening import corpus_files
from .tables import Row, count_unused, read_csv

MAPPINGS = Path(__file__).with_name("ratings")


class RatingList:
    """Outlets as one or several raters see them; the rater, scale and date of each rating stay.

    PATH is the folder that holds the list's files, gzipped or not.
    """

    def __init__(self, name: str) -> None:
        self._map = tomllib.loads((MAPPINGS / f"{name}.toml").read_text(encoding="utf-8"))
        facts = {"name": name, "layers": [], "tables": ["ratings"], **self._map["manifest"]}
        self.manifest = Manifest.of(facts)

    def read(self, path: Path, *, annotator: str | None, quirk: Quirk) -> Iterator[Imported]:
        """Yield the ratings in order of files, rows and scales."""
        given = _Given(quirk)
        unread = self._map.get("unread", {})
        names = [table["name"] for table in self._map["files"]]
        with corpus_files(path, quirk, patterns=[*names, *unread]) as files:
            for table in self._map["files"]:
                name = table["name"]
                delimiter = table.get("delimiter", ",")
                for row in read_csv(
                    files.read(name),
                    files.place(name),
                    table["columns"],
                    quirk,
                    delimiter=delimiter,
                ):
                    for rating in _ratings(row, table, quirk):
                        given.count(rating, row)
                        yield Imported("all", rating)
            for name, reason in unread.items():
                if name in files:
                    quirk(f"file {name}: left out, {reason}")
        given.count_changes()


def _ratings(row: Row, table: Mapping[str, Any], quirk: Quirk) -> Iterator[Rating]:
    subject = row[table["subject"]]
    if not subject.strip():
        quirk("row without subject: left out")
        return
    text = row[table["text"]] if "text" in table else None
    used = {table["subject"], table.get("text")}
    for scale in table["scales"]:
        rated = partial(Rating, subject, "outlet", scale=scale["scale"], rater=table["rater"])
        rated = partial(rated, date=table.get("date"), text=text)
        for column in scale.get("labels", ()):
            label = _label(row[column], scale, quirk)
            if label is not None:
                yield rated(label=label, score=None)
        if "score" in scale:
            score = _score(row, scale["score"])
            if score is not None:
                yield rated(label=None, score=score)
        used |= {*scale.get("labels", ()), scale.get("score")}
    count_unused(row, [column for column in table["columns"] if column not in used], quirk)


def _label(value: str, scale: Mapping[str, Any], quirk: Quirk) -> str | None:
    if not value.strip():
        return None
    label: str = scale.get("values", {}).get(value, value)
    if label != value and label.split() == value.casefold().split():
        quirk(f"{scale['scale']} {value!r}: read as {label!r}")
    return label


def _score(row: Row, column: str) -> float | None:
    try:
        return float(row[column]) if row[column].strip() else None
    except ValueError:
        raise DataError(
            f"{row.place}: found {shown(row[column])} as {column}; expected a number; look for a "
            "shifted column"
        ) from None


class _Given:
    """What was said of each subject on each scale, to count repeats and changes."""

    def __init__(self, quirk: Quirk) -> None:
        self._quirk = quirk
        self._labels: dict[tuple[str, str], dict[str, set[str | None]]] = defaultdict(dict)
        self._rows: dict[tuple[str, str, str], int] = {}

    def count(self, rating: Rating, row: Row) -> None:
        """Count a rating; several of one row, as where an outlet is of two types, are no repeat."""
        date = str(rating.date)
        labels = self._labels[rating.subject, rating.scale].setdefault(date, set())
        first = self._rows.setdefault((rating.subject, rating.scale, date), row.line)
        if first != row.line:
            new = rating.label is not None and rating.label not in labels
            how = "with another label" if new else "with the same label"
            self._quirk(f"{rating.scale} of a subject met before, {how}: kept")
        labels.add(rating.label)

    def count_changes(self) -> None:
        """Count the subjects that two lists rate, and those that they rate differently."""
        for (_, scale), dated in self._labels.items():
            if len(dated) > 1:
                self._quirk(f"{scale} of a subject on {len(dated)} dates")
                if len({frozenset(labels) for labels in dated.values()}) > 1:
                    self._quirk(f"{scale} of a subject that changed between dates: both kept")


# A mapping is read when its importer is asked for; here only its name counts.
for _file in sorted(MAPPINGS.glob("*.toml")):
    IMPORTERS.register(_file.stem)(partial(RatingList, _file.stem))

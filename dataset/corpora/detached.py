"""Detached labels: offsets without the text they are about, and how both come together again.

For articles that may be labelled but not given away. A row is an article's record without a word
of its text: no title, no surface of a span, no name of a source; beside the labels it holds the
SHA-256 of the text and the path of the file that has it in the public repository.
"""

from __future__ import annotations

import contextlib
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from musnad.errors import DataError, in_words

from ..io import Line, read_lines, to_json
from ..records import Article
from ..validation import check_line, sha256
from .corpus import embedded_folder
from .importing import IMPORTERS, Imported
from .manifest import SPLITS, Manifest
from .members import Members, archive_members, folder_members
from .standoff import decoded

ABOUT, LABELS = "corpus.toml", "labels.jsonl"
ROLES = ("cue", "source", "content")


def detach(article: Article, path: str, split: str) -> dict[str, Any]:
    """The row of an article: its labels, where its text is, and the hash that the text has.

    Args:
        article: with its text.
        path: of the file in the public repository.
        split: that the article belongs to.
    """
    row = {key: value for key, value in to_json(article).items() if key not in ("text", "title")}
    for source in row["sources"]:
        del source["name"]
    for span in _spans(row):
        span[:] = [[fragment["start"], fragment["end"]] for fragment in span]
    return {"id": row.pop("id"), "path": path, "split": split, **row}


def attach(row: Mapping[str, Any], text: str, place: str, line: int) -> Article:
    """The article of a row and its text; a source is named by its longest first mention.

    Args:
        row: from `detach`.
        text: the content of the file at the row's path.
        place: the file of labels, for messages.
        line: the row's line in it.

    Raises:
        DataError: the text is another, or row and text make no valid article.
    """
    if sha256(text) != row.get("text_sha256"):
        raise DataError(
            f"{place}:{line}: article {row.get('id')!r}, the text at {row.get('path')} has the "
            f"SHA-256 {sha256(text)}; expected {row.get('text_sha256')}; get the version that was "
            "labelled"
        )
    try:
        whole = _whole(row, text)
    except (KeyError, TypeError, ValueError) as error:
        message = f"is no row of detached labels: {in_words(error)}"
        raise DataError(f"{place}:{line}: {message}") from None
    checked = check_line(Line(line, whole), Article, "gold", place, {}, {})
    if checked.problems:
        raise DataError(str(checked.problems[0]))
    assert isinstance(checked.record, Article)
    return checked.record


def _whole(row: Mapping[str, Any], text: str) -> dict[str, Any]:
    whole = {key: value for key, value in row.items() if key not in ("path", "split")}
    whole = {**whole, "title": text.strip("\n").partition("\n")[0], "text": text}
    whole["sources"] = [{**source} for source in whole["sources"]]
    whole["claims"] = [{**claim} for claim in whole["claims"]]
    whole["attributions"] = [{**item} for item in whole["attributions"]]
    for owner, key in _places(whole):
        owner[key] = [{"start": a, "end": b, "text": text[a:b]} for a, b in owner[key]]
    for source in whole["sources"]:
        source["mentions"] = [
            [{"start": a, "end": b, "text": text[a:b]} for a, b in span]
            for span in source["mentions"]
        ]
        source["name"] = _name(source["mentions"])
    return whole


def _name(mentions: list[list[dict[str, Any]]]) -> str:
    if not mentions:
        return ""
    first = min(mentions, key=lambda span: (span[0]["start"], -span[-1]["end"]))
    return " ".join(" ".join(fragment["text"] for fragment in first).split())


def _places(row: Mapping[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    for item in row["attributions"]:
        for role in ROLES:
            yield item, role
    for claim in row["claims"]:
        yield claim, "span"


def _spans(row: Mapping[str, Any]) -> Iterator[list[Any]]:
    for owner, key in _places(row):
        yield owner[key]
    for source in row["sources"]:
        yield from source["mentions"]


class Detached:
    """An importer of detached labels: PATH is the public archive, its folder, or a folder of it.

    The archive's name and the licence of the texts stand in `corpus.toml` beside the labels.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            table = tomllib.loads((folder / ABOUT).read_text(encoding="utf-8"))
            self._archive = str(table.pop("archive"))
            self._manifest = Manifest.of(table)
        except (OSError, KeyError, ValueError) as error:
            raise DataError(f"{folder / ABOUT}: is no description: {in_words(error)}") from None

    @property
    def manifest(self) -> Manifest:
        """The facts about the corpus."""
        return self._manifest

    def read(
        self, path: Path, *, annotator: str | None, quirk: Callable[[str], None]
    ) -> Iterator[Imported]:
        """Yield each labelled article in the order of the labels' file."""
        if annotator is not None:
            raise DataError(f"{self._manifest.name} has one reading; leave the annotator out")
        place = str(self._folder / LABELS)
        with self._opened(path) as members:
            for line in read_lines(self._folder / LABELS):
                row = line.value
                if line.problem or not isinstance(row, dict) or row.get("split") not in SPLITS:
                    raise DataError(f"{place}:{line.number}: is no row of detached labels")
                member = str(row.get("path"))
                if member not in members:
                    raise DataError(
                        f"{path}: has no file {member}; give {self._archive} of "
                        f"{self._manifest.origin}, or the folder that it unpacks to"
                    )
                text = decoded(members[member](), f"{path}: {member}")
                yield Imported(row["split"], attach(row, text, place, line.number))

    @contextlib.contextmanager
    def _opened(self, path: Path) -> Iterator[Members]:
        archive = path / self._archive if path.is_dir() else path
        if archive.is_file():
            with archive_members(archive) as members:
                yield members
        else:
            yield folder_members(path, ["**/*.txt"])


@IMPORTERS.register("musnad-real-ar")
def real_ar() -> Detached:
    """Labels of twenty real Arabic articles; PATH is `mce_txt.tar.gz` or its folder."""
    return Detached(embedded_folder() / "detached" / "real-ar")

"""The importer `polnear`: attributions in political news (Newell, Margolin and Ruths, 2018)."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from musnad.errors import DataError, unknown_name

from ..decode import shown
from ..raw import article_of
from ..records import Article
from .assembling import Quirk, assemble
from .importing import IMPORTERS, Imported
from .manifest import Manifest
from .members import Members, archive_members, folder_members
from .roles import Group, count_unused, groups
from .standoff import Standoff, decoded, parse

ARCHIVE = "polnear.tar.gz"
METADATA = "metadata.tsv"
PATTERNS = ("*/text/*.txt", "*/attributions/*.ann", METADATA)
MEMBER = re.compile(r"([^/]+)/(?:text/([^/]+)\.txt|attributions/([^/]+)_([^/_]+)\.ann)")
SPLITS = {"train": "train", "dev": "validation", "test": "test"}
EVERYBODY = "all"

Place: TypeAlias = tuple[str, str]
"""Folder and file name, without annotator and suffix, of an article."""


@IMPORTERS.register("polnear")
class PolNeAR:
    """Political news with the source, cue and content of every attribution.

    PATH is `polnear.tar.gz`, the folder that holds it, or the extracted folder. Some articles have
    several annotators; the first of their ids in sorted order is the corpus's reading, `annotator`
    asks for one annotator's articles instead, and `all` adds everybody's labels as layers.
    `roles.groups` says what counts as an attribution. Who a source is was not annotated, so there
    is one entry per distinct source span.
    """

    manifest = Manifest(
        name="polnear",
        version="1.0.0",
        languages=("en",),
        licence="none stated; published for research, article text belongs to seven publishers",
        layers=("sentences", "attributions"),
        citation="Newell, Margolin and Ruths: An Attribution Relations Corpus for Political News, "
        "LREC 2018",
        origin="https://github.com/networkdynamics/PolNeAR",
    )

    def read(self, path: Path, *, annotator: str | None, quirk: Quirk) -> Iterator[Imported]:
        """Yield the articles in order of split and name, each before its annotators' layers."""
        with _opened(path) as members:
            entries = _entries(members, path, quirk)
            known = {EVERYBODY} | {who for entry in entries for who in entry.annotations}
            if annotator is not None and annotator not in known:
                raise unknown_name("annotator", annotator, known)
            rows = _metadata(members, path, entries, quirk)
            for entry in entries:
                order = sorted(entry.annotations)
                if len(order) > 1:
                    quirk("article with several annotators")
                wanted = order if annotator == EVERYBODY else [annotator or order[0]]
                if not set(wanted) <= set(order):
                    quirk("article without labels of the annotator asked for: left out")
                    continue
                plain = _unlabelled(members, path, entry, rows, quirk)
                readings = [
                    (who, _labelled(plain, members, path, entry.annotations[who], quirk))
                    for who in wanted
                ]
                yield Imported(SPLITS[entry.folder], readings[0][1])
                for who, reading in readings if annotator == EVERYBODY else ():
                    yield Imported(SPLITS[entry.folder], reading, annotator=who)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One article's files: the name of its text, and of its labels by annotator."""

    folder: str
    name: str
    text: str
    annotations: Mapping[str, str]


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[Members]:
    archive = path / ARCHIVE if path.is_dir() else path
    if archive.is_file():
        with archive_members(archive) as members:
            yield {name.removeprefix("data/"): read for name, read in members.items()}
    else:
        folder = path / "data" if (path / "data").is_dir() else path
        yield folder_members(folder, PATTERNS)


def _entries(members: Members, path: Path, quirk: Quirk) -> list[_Entry]:
    """The articles in order of split and name; those that trained the annotators are left out."""
    texts = dict[Place, str]()
    annotations = dict[Place, dict[str, str]]()
    for name in members:
        match = MEMBER.fullmatch(name)
        if match is None:
            continue
        folder, text, annotated, annotator = match.groups()
        if folder not in SPLITS:
            if text:
                quirk(f"article in {folder}: left out")
        elif text:
            texts[folder, text] = name
        else:
            annotations.setdefault((folder, annotated), {})[annotator] = name
    for place in sorted(texts.keys() ^ annotations.keys()):
        lacking = "no text" if place in annotations else "no labels"
        raise DataError(f"{path}: article {place[1]!r} of {place[0]} has {lacking}; copy it anew")
    if not texts:
        raise DataError(f"{path}: holds neither {ARCHIVE} nor its folders train, dev and test")
    order = list(SPLITS)
    places = sorted(texts, key=lambda place: (order.index(place[0]), place[1]))
    return [_Entry(*place, texts[place], annotations[place]) for place in places]


def _metadata(
    members: Members, path: Path, entries: Sequence[_Entry], quirk: Quirk
) -> dict[Place, dict[str, str]]:
    """The rows of `metadata.tsv` by article; the file has neither quoting nor empty lines."""
    if METADATA not in members:
        return {}
    file = str(path / METADATA)
    head, *lines = decoded(members[METADATA](), file).removesuffix("\n").split("\n")
    columns = head.split("\t")
    if not {"compartment", "filename"} <= set(columns):
        raise DataError(f"{file}:1: found {shown(head)}; expected columns compartment, filename, …")
    here = {(entry.folder, entry.name) for entry in entries}
    rows = dict[Place, dict[str, str]]()
    for number, line in enumerate(lines, 2):
        cells = line.split("\t")
        if len(cells) != len(columns):
            message = f"has {len(cells)} columns; expected {len(columns)}"
            raise DataError(f"{file}:{number}: {message}")
        row = dict(zip(columns, cells, strict=True))
        rows[row["compartment"], row["filename"]] = row
        if (row["compartment"], row["filename"]) not in here:
            quirk(f"metadata of an article in {row['compartment']}: left out")
    return rows


def _unlabelled(
    members: Members, path: Path, entry: _Entry, rows: Mapping[Place, dict[str, str]], quirk: Quirk
) -> Article:
    text = decoded(members[entry.text](), str(path / entry.text))
    row = rows.get((entry.folder, entry.name))
    if row is None:
        quirk("article without metadata: no outlet, date or title")
        row = {}
    return replace(
        article_of(text, id=entry.name, language="en"),
        outlet=row.get("publisher") or None,
        date=row.get("publication_date") or None,
        title=_title(text, row.get("title"), quirk),
    )


def _labelled(article: Article, members: Members, path: Path, member: str, quirk: Quirk) -> Article:
    file = str(path / member)
    standoff = parse(decoded(members[member](), file), article.text, file=file, quirk=quirk)
    found = groups(standoff, quirk)
    _count_sources(standoff, found, quirk)
    count_unused(standoff, {name for group in found for name in group.ids}, quirk)
    labels = assemble(article.text, (group.parts for group in found), quirk)
    return replace(
        article,
        sources=labels.sources,
        attributions=labels.attributions,
        provenance=f"PolNeAR, {member}",
    )


def _count_sources(standoff: Standoff, found: list[Group], quirk: Quirk) -> None:
    """Report absent sources by role, which decides, and by the event's name, which may differ."""
    for group in found:
        if not group.source:
            quirk("attribution without source argument")
        if standoff.events[group.id].label == "Attribution-no-source":
            quirk("attribution named Attribution-no-source")


def _title(text: str, title: str | None, quirk: Quirk) -> str | None:
    """The first line, if it is the title on record; the texts mostly put a full stop after it."""
    first = text.partition("\n")[0]
    if title is not None and first in (title, f"{title}."):
        return first
    if title is not None:
        quirk("title that is not the first line: left out")
    return None

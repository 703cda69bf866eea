"""The importer `brat`: a folder of `.txt` and `.ann` files with attributions and claims."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar, get_args

from musnad.errors import DataError, UsageError

from ..decode import shown
from ..raw import article_of
from ..records import Act, Article, Claim, Span, Style
from ..weights import ranks, runs
from .assembling import Labels, Parts, Quirk, assemble, tidy
from .importing import IMPORTERS, Imported
from .manifest import LAYERS, Layer, Manifest
from .roles import Group, count_unused, groups
from .standoff import Attribute, Standoff, decoded, parse

FOLDERS = {"train": "train", "dev": "validation", "validation": "validation", "test": "test"}
FLAG = re.compile(rb"^[AM][0-9]\S*\tcheckable +\S+[ \t\r]*$", re.MULTILINE | re.IGNORECASE)
CLAIM = "claim"
CHECKABLE = {"true": True, "yes": True, "false": False, "no": False}


@IMPORTERS.register("brat")
class Brat:
    """Attributions and claims from brat stand-off files.

    PATH holds `NAME.txt` with `NAME.ann`, or folders `train`, `dev` (or `validation`) and `test`
    of such pairs; without these everything is `train`. `roles.groups` says what is an attribution.
    A `Claim` text-bound is a claim, under the attribution with the smallest content that holds
    all of it. The attributes `style` and `act` (on an attribution's event, cue or content) and
    `checkable` (on a claim; a flag means true, and its absence false) are layers where any file
    has them, as are attributions and claims; a folder with neither is refused. The language is
    `ar` where most letters are Arabic, else `en`; there is no title.
    """

    def __init__(self) -> None:
        self._found: set[Layer] = set()
        self._labels: set[str] = set()

    @property
    def manifest(self) -> Manifest:
        """What is known of the corpus, with the optional layers that were met so far."""
        found = (layer for layer in LAYERS if layer in self._found)
        return Manifest(
            name="brat",
            version="0",
            languages=(),
            licence="not stated",
            layers=("sentences", *found),
        )

    def read(self, path: Path, *, annotator: str | None, quirk: Quirk) -> Iterator[Imported]:
        """Yield an article for each `.txt` file that has an `.ann` file, in order of names."""
        if annotator is not None:
            raise UsageError(f"a brat folder holds one set of labels; drop annotator {annotator!r}")
        pairs = list(_pairs(path, quirk))
        flagged = any(FLAG.search(pair.annotation.read_bytes()) for pair in pairs)
        for pair in pairs:
            place = pair.annotation.relative_to(path).as_posix()
            standoff, made = _article(pair, place, flagged, quirk)
            self._labels.update(item.label for item in standoff.text_bounds.values())
            self._found |= _layers(made)
            yield Imported(pair.split, made)
        if pairs and not self._found:
            found = ", ".join(sorted(self._labels)) or "no text-bound"
            raise DataError(
                f"{path}: no attribution and no claim could be read; expected text-bounds Cue, "
                f"Source and Content, joined by events or relations, or Claim; found {found}"
            )


@dataclass(frozen=True, slots=True)
class _Pair:
    split: str
    text: Path
    annotation: Path


def _pairs(path: Path, quirk: Quirk) -> Iterator[_Pair]:
    """The files that belong together, split by split."""
    if not path.is_dir():
        raise DataError(f"{path}: is not a folder; give the one that holds the .txt and .ann files")
    folders = {path / name: split for name, split in FOLDERS.items() if (path / name).is_dir()}
    loose = next(path.glob("*.ann"), None)
    if folders and loose:
        raise DataError(f"{loose}: stands beside folders of splits; move it into one of them")
    for folder in sorted(path.iterdir()):
        if folder.is_dir() and folder not in folders:
            quirk("folder that is no split: left out")
    for folder, split in (folders or {path: "train"}).items():
        annotations = {file.stem: file for file in sorted(folder.glob("*.ann"))}
        for file in sorted(folder.glob("*.txt")):
            annotation = annotations.pop(file.stem, None)
            if annotation is None:
                quirk("text without .ann file: left out")
            else:
                yield _Pair(split, file, annotation)
        for annotation in annotations.values():
            raise DataError(f"{annotation}: has no text; expected {annotation.stem}.txt beside it")


def _article(pair: _Pair, place: str, flagged: bool, quirk: Quirk) -> tuple[Standoff, Article]:
    """The records of a pair of files, and the article made of them."""
    file = str(pair.annotation)
    text = decoded(pair.text.read_bytes(), str(pair.text))
    standoff = parse(decoded(pair.annotation.read_bytes(), file), text, file=file, quirk=quirk)
    found = groups(standoff, quirk)
    attributes = _Attributes(standoff)
    labels = assemble(text, [_parts(group, attributes) for group in found], quirk)
    claims = _claims(standoff, text, labels, attributes, flagged, quirk)
    used = attributes.used.union(*(group.ids for group in found))
    used |= {item.id for item in standoff.text_bounds.values() if item.label.lower() == CLAIM}
    count_unused(standoff, used, quirk)
    return standoff, replace(
        article_of(text, id=pair.text.stem),
        title=None,
        sources=labels.sources,
        attributions=labels.attributions,
        claims=claims,
        provenance=f"brat, {place}",
    )


def _layers(made: Article) -> set[Layer]:
    """The optional layers of which an article has at least one label."""
    found: dict[Layer, bool] = {
        "attributions": bool(made.attributions),
        "claims": bool(made.claims),
        "checkable": any(claim.checkable is not None for claim in made.claims),
        "style": any(item.style for item in made.attributions),
        "act": any(item.act for item in made.attributions),
    }
    return {layer for layer, present in found.items() if present}


Value = TypeVar("Value")


class _Attributes:
    """The attributes of a file by what they are on; remembers which were used."""

    def __init__(self, standoff: Standoff) -> None:
        self.file = standoff.file
        self.used: set[str] = set()
        self._by_place = {(item.label.lower(), item.target): item for item in standoff.attributes}

    def find(self, label: str, targets: Sequence[str]) -> Attribute | None:
        """The attribute of this label on the first of the targets that has it."""
        places = ((label, target) for target in targets)
        found = next((self._by_place[place] for place in places if place in self._by_place), None)
        if found:
            self.used.add(found.id)
        return found

    def wrong(self, item: Attribute, expected: Sequence[str]) -> DataError:
        """The error for a value that is not in a closed vocabulary."""
        found = "has no value" if item.value is None else f"is {shown(item.value)}"
        message = f"{item.label} of {item.target} {found}; expected one of {', '.join(expected)}"
        return DataError(f"{self.file}:{item.line}: {message}")

    def choice(self, label: str, targets: Sequence[str], values: tuple[Value, ...]) -> Value | None:
        """The value of an attribute with a closed vocabulary."""
        item = self.find(label, targets)
        if item is None:
            return None
        for value in values:
            if item.value is not None and value == item.value.lower():
                return value
        raise self.wrong(item, [str(value) for value in values])


def _parts(group: Group, attributes: _Attributes) -> Parts:
    targets = group.ids
    style: Style | None = attributes.choice("style", targets, get_args(Style))
    act: Act | None = attributes.choice("act", targets, get_args(Act))
    return replace(group.parts, style=style, act=act)


def _claims(
    standoff: Standoff,
    text: str,
    labels: Labels,
    attributes: _Attributes,
    flagged: bool,
    quirk: Quirk,
) -> tuple[Claim, ...]:
    totals, claims = ranks(text), list[Claim]()
    contents = {item.id: _letters(item.content, totals) for item in labels.attributions}
    for item in standoff.text_bounds.values():
        if item.label.lower() != CLAIM:
            continue
        attribute = attributes.find("checkable", [item.id])
        checkable = False if flagged else None
        if attribute is not None:
            word = "true" if attribute.value is None else attribute.value.lower()
            if word not in CHECKABLE:
                raise attributes.wrong(attribute, list(CHECKABLE))
            checkable = CHECKABLE[word]
        span = tidy(text, item.bounds, CLAIM, quirk)
        if not span:
            quirk("claim that marks nothing: left out")
            continue
        inside = _letters(span, totals)
        holders = [name for name, content in contents.items() if inside <= content]
        attribution = min(holders, key=lambda name: len(contents[name]), default=None)
        claims.append(Claim(item.id, span, checkable, attribution))
    return tuple(claims)


def _letters(span: Span, totals: list[int]) -> set[int]:
    """The letters and digits of a span, by rank."""
    return {rank for start, end in runs(span, totals) for rank in range(start, end)}

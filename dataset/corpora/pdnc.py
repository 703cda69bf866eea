"""The importer `pdnc`: quotations in novels (Vishnubhotla, Hammond and Hirst, 2022)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from musnad.errors import DataError, UsageError

from ..decode import shown
from ..raw import article_of
from ..records import Article, Attribution, Source, Span
from ..weights import running, runs
from .assembling import Bounds, Quirk, tidy
from .importing import IMPORTERS, Imported
from .manifest import Manifest
from .opening import Files, corpus_files
from .standoff import decoded
from .tables import Row, read_csv

ARCHIVE = "pdnc.tar.gz"
TEXT, QUOTATIONS, CHARACTERS = "novel_text.txt", "quotation_info.csv", "character_info.csv"
QUOTATION_COLUMNS = (
    "quoteID",
    "quoteText",
    "subQuotationList",
    "quoteByteSpans",
    "speaker",
    "addressees",
    "quoteType",
    "referringExpression",
    "mentionTextsList",
    "mentionSpansList",
    "mentionEntitiesList",
)
CHARACTER_COLUMNS = ("Character ID", "Main Name", "Aliases", "Gender", "Category")
UNKNOWN = ("", "nan")
SPACE = re.compile(r"[\s_]+")
# Personal pronouns and possessives, as novels spell them; a mention that is one is none of ours.
PRONOUNS = re.compile(
    r"i|me|my|mine|myself|we|us|our|ours|ourselves|'s|you|your|yours|yourself|yourselves|ye|yer|"
    r"thou|thee|thy|thine|thyself|he|him|his|himself|she|her|hers|herself|it|its|itself|"
    r"they|them|their|theirs|themselves"
)


@IMPORTERS.register("pdnc")
class PDNC:
    """Novels with every quotation, its speaker, and the characters who are named inside it.

    PATH is `pdnc.tar.gz`, the folder that holds it, or the extracted folder. An article is a whole
    novel and a quotation is the content of an attribution, of style `direct`; cue and source span
    have no offsets in the data, so both are empty. Every character who speaks is an entry of
    `sources` with the entity `NOVEL/MAIN NAME`; aliases tell which character a name stands for.
    Mentions were marked inside quotations only, and those that are a pronoun, or of several
    characters, are not mentions by our rules. An entry that is left without mentions has no name,
    by the rules of the format. Addressees and the type of quotation have no place here. Lines are
    broken at a width, so sentences are not known.
    """

    manifest = Manifest(
        name="pdnc",
        version="1.0.0",
        languages=("en",),
        licence="none stated; the novels are in the public domain",
        layers=("attributions", "style", "sources", "entities"),
        citation="Vishnubhotla, Hammond and Hirst: The Project Dialogism Novel Corpus, LREC 2022",
        origin="https://github.com/Priya22/project-dialogism-novel-corpus",
    )

    def read(self, path: Path, *, annotator: str | None, quirk: Quirk) -> Iterator[Imported]:
        """Yield the novels in order of name, all in the split `all`."""
        if annotator is not None:
            raise UsageError(f"the corpus holds one set of labels; drop annotator {annotator!r}")
        patterns = [f"*/{name}" for name in (TEXT, QUOTATIONS, CHARACTERS)]
        with corpus_files(path, quirk, archives=[ARCHIVE], patterns=patterns) as files:
            for match in files.like(f"([^/]+)/{re.escape(TEXT)}").values():
                yield Imported("all", _novel(match[1], files, quirk))


def _novel(name: str, files: Files, quirk: Quirk) -> Article:
    def rows(file: str, columns: Sequence[str]) -> Iterator[Row]:
        member = f"{name}/{file}"
        return read_csv(files.read(member), files.place(member), columns, quirk)

    member = f"{name}/{TEXT}"
    text = decoded(files.read(member), files.place(member))
    cast = _Cast(name, rows(CHARACTERS, CHARACTER_COLUMNS))
    quotations = [_quotation(row, text, quirk) for row in rows(QUOTATIONS, QUOTATION_COLUMNS)]
    speakers = [cast.speaker(item, quirk) for item in quotations]
    attributions = []
    for item, speaker in zip(quotations, speakers, strict=True):
        span = tidy(text, item.bounds, "content", quirk)
        if span:
            made = Attribution(item.id, content=span, source_id=speaker.id, style="direct")
            attributions.append(made)
        else:
            quirk("attribution with neither cue nor content: left out")
    speaking = {item.source_id for item in attributions}
    for _ in cast.characters.keys() - {character.name for character in speakers}:
        quirk("character who does not speak: left out")
    mentions = _mentions(quotations, cast, speaking, text, quirk)
    return replace(
        article_of(text, id=name, language="en", cuts=()),
        title=None,
        sources=tuple(
            _source(name, character, mentions.get(character.id, ()), quirk)
            for character in cast.characters.values()
            if character.id in speaking
        ),
        attributions=tuple(attributions),
        provenance=f"PDNC, data/{name}",
    )


@dataclass(frozen=True, slots=True)
class _Mention:
    """Words inside a quotation, and the characters that they stand for."""

    bounds: Bounds
    characters: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Quotation:
    """One row of a novel's quotations."""

    id: str
    bounds: Sequence[Bounds]
    speaker: str
    mentions: Sequence[_Mention]
    place: str


@dataclass(frozen=True, slots=True)
class _Character:
    id: str
    name: str


class _Cast:
    """The characters of a novel, by main name and by every name that stands for them."""

    def __init__(self, novel: str, rows: Iterator[Row]) -> None:
        self.characters: dict[str, _Character] = {}
        self._by_name: dict[str, _Character] = {}
        for row in rows:
            character = _Character(f"S{row['Character ID']}", row["Main Name"])
            self.characters[character.name] = character
            for name in (character.name, *_literal(row, "Aliases", (set, list))):
                if self._by_name.setdefault(name, character) != character:
                    raise _wrong(
                        row, f"found {shown(name)} again; expected a name of one character"
                    )

    def find(self, name: str, quirk: Quirk) -> _Character | None:
        """The character that a name stands for."""
        if name not in self._by_name and name.strip() in self._by_name:
            quirk("character's name with outer white space: read without")
            name = name.strip()
        return self._by_name.get(name)

    def speaker(self, item: _Quotation, quirk: Quirk) -> _Character:
        """Who says a quotation."""
        found = self.find(item.speaker, quirk)
        if found is None:
            message = f"found the speaker {shown(item.speaker)}; expected a character's name"
            raise DataError(f"{item.place}: {message}")
        if found.name != item.speaker.strip():
            quirk("speaker given by an alias")
        return found


def _wrong(row: Row, message: str) -> DataError:
    return DataError(f"{row.place}: {message}; copy the file anew")


def _literal(row: Row, column: str, kinds: tuple[type, ...] = (list,)) -> Any:
    """The Python literal in a cell."""
    try:
        value = ast.literal_eval(row[column])
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        value = None
    if not isinstance(value, kinds):
        kind = " or ".join(item.__name__ for item in kinds)
        raise _wrong(row, f"found {shown(row[column])} as {column}; expected a Python {kind}")
    return value


def _quotation(row: Row, text: str, quirk: Quirk) -> _Quotation:
    words, spans = _literal(row, "subQuotationList"), _literal(row, "quoteByteSpans")
    if len(words) != len(spans):
        raise _wrong(row, f"found {len(spans)} spans for {len(words)} parts; expected as many")
    bounds = [_bounds(row, given, text) for given in spans]
    differs = False
    for (start, end), said in zip(bounds, words, strict=True):
        if text[start:end] != said:
            if SPACE.sub("", text[start:end]) != SPACE.sub("", str(said)):
                found = f"{start}:{end} is {shown(text[start:end])} in the text"
                raise _wrong(row, f"{found} but {shown(said)} here; expected the same words")
            differs = True
    if differs:
        quirk("quotation that differs from the text in white space or underscores: the text counts")
    if _literal(row, "addressees"):
        quirk("addressees: not kept")
    quirk("quotation without type" if row["quoteType"] in UNKNOWN else "quotation type: not kept")
    if row["referringExpression"] not in UNKNOWN:
        quirk("referring expression, which has no offsets: not kept")
    mentions = _marked(row, text, quirk)
    return _Quotation(row["quoteID"], bounds, row["speaker"], mentions, row.place)


def _bounds(row: Row, given: Any, text: str) -> Bounds:
    match given:
        case [int(start), int(end)] if 0 <= start < end <= len(text):
            return start, end
    raise _wrong(row, f"found the span {shown(given)}; expected [start, end] inside the text")


def _marked(row: Row, text: str, quirk: Quirk) -> list[_Mention]:
    """The mentions that were marked in a quotation, part by part."""
    found = list[_Mention]()
    names = ("mentionTextsList", "mentionSpansList", "mentionEntitiesList")
    lists = [_literal(row, name) for name in names]
    for words, spans, characters in zip(*lists, strict=False):
        if len(spans) != len(characters):
            quirk("part of a quotation with other numbers of mentions and entities")
            for _ in spans:
                quirk("mention that has no entity for certain: left out")
            continue
        for said, given, who in zip(words, spans, characters, strict=True):
            start, end = _bounds(row, given, text)
            if text[start:end] != said:
                where = f"{start}:{end} is {shown(text[start:end])} in the text"
                raise _wrong(row, f"{where} but {shown(said)} here; expected the same words")
            found.append(_Mention((start, end), who))
    return found


def _mentions(
    quotations: Sequence[_Quotation],
    cast: _Cast,
    speaking: set[str | None],
    text: str,
    quirk: Quirk,
) -> Mapping[str, Sequence[Span]]:
    """By speaking character, the mentions that are such by our rules, in text order."""
    found = dict[str, dict[tuple[Bounds, ...], Span]]()
    for mention in (mention for item in quotations for mention in item.mentions):
        start, end = mention.bounds
        if PRONOUNS.fullmatch(text[start:end].strip().lower().replace("’", "'")):
            quirk("mention that is a pronoun: left out")
            continue
        if len(mention.characters) != 1:
            quirk("mention of several characters: left out")
            continue
        character = cast.find(mention.characters[0], quirk)
        if character is None:
            quirk("mention of somebody who is no character: left out")
        elif character.id not in speaking:
            quirk("mention of a character who does not speak: left out")
        else:
            span = tidy(text, [mention.bounds], "mention", quirk)
            theirs, key = found.setdefault(character.id, {}), runs(span, running(text))
            if key in theirs:
                quirk("mention that covers the letters of another: taken once")
            theirs.setdefault(key, span)
    return {
        who: sorted(spans.values(), key=lambda span: span.start) for who, spans in found.items()
    }


def _source(novel: str, character: _Character, mentions: Sequence[Span], quirk: Quirk) -> Source:
    if not mentions:
        quirk("speaker who is not mentioned in any quotation: no name")
    return Source(
        character.id,
        name=character.name if mentions else "",
        entity=f"{novel}/{character.name}",
        mentions=tuple(mentions),
    )

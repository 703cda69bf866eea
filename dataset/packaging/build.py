"""Build: marked articles of an authored corpus become data files, manifest and card."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeAlias

from musnad.errors import DataError, in_words

from ..corpora.corpus import OWN
from ..corpora.importing import drafted_folder, split_counts
from ..corpora.manifest import SPLITS, Manifest, write_manifest
from ..io import Line, to_json, write_lines
from ..problem import Problem
from ..records import Article
from ..text import sentences
from ..validation import check_line, sha256
from .card import AGREEMENT, AUDIT
from .marks import ROLES, Marked, parse
from .parquet import write_parquet

CORPUS_FILE = "corpus.toml"
ABOUT = ("name", "version", "languages", "licence", "layers", "citation", "origin")
Bounds: TypeAlias = Sequence[tuple[int, int]]

# What a head need not say.
ARTICLE: dict[str, Any] = {
    "event": None,
    "outlet": None,
    "date": None,
    "notes": [],
    "provenance": None,
}
SOURCE: dict[str, Any] = {"entity": None, "members": []}
ATTRIBUTION: dict[str, Any] = {"parent": None, "refers": []}
CLAIM: dict[str, Any] = {"attribution": None, "fact": None, "value": None, "verdict": None}

# What a head may say: in a row of a table, and outside the tables.
ROWS: dict[str, tuple[str, ...]] = {
    "sources": ("name", "type", "named", *SOURCE),
    "attributions": ("source", "style", "act", *ATTRIBUTION),
    "claims": ("checkable", *CLAIM),
}
HEAD = ("id", "language", "split", *ARTICLE, *ROWS)
NAMED = re.compile(r"(?:source|attribution|claim) '(?P<row>[^']*)'|(?P<key>\w+)")


@dataclass(frozen=True, slots=True)
class Compiled:
    """An authored corpus as records, before anything of it is written.

    `tables` are those beside the articles: rows by table and split.
    """

    manifest: Manifest
    splits: Mapping[str, Sequence[Article]]
    tables: Mapping[str, Mapping[str, Sequence[Any]]] = field(default_factory=dict)


def build(authored: Path, out: Path) -> Manifest:
    """Compile the marked files of a folder into records: JSON Lines, Parquet and manifest.

    Args:
        authored: a folder with `corpus.toml` and one `.txt` an article.
        out: the corpus's folder under `dataset/data/`; what else it holds is removed.

    Raises:
        DataError: a mark, a head or a label does not fit; the message names file and record.
    """
    compiled = compile_corpus(authored)
    write_corpus(compiled, out)
    return compiled.manifest


def compile_corpus(authored: Path) -> Compiled:
    """The manifest and the articles of a folder of marked files.

    Raises:
        DataError: a mark, a head or a label does not fit; the message names file and record.
    """
    manifest, of_world = _description(authored)
    splits: dict[str, list[Article]] = {}
    seen: dict[str, Path] = {}
    for path in sorted(authored.iterdir()):
        if path.name in (CORPUS_FILE, AUDIT, AGREEMENT) or path.name.startswith("."):
            continue
        if path.suffix != ".txt":
            raise DataError(f"{path}: is no marked article; expected a file in .txt, so rename it")
        split, article = compile_file(path)
        if article.id in seen:
            raise DataError(f"{path}: id {article.id!r} is also used in {seen[article.id]}")
        if of_world:
            article = _joined(article, path)
        seen[article.id] = path
        splits.setdefault(split, []).append(article)
    if not splits:
        raise DataError(f"{authored}: holds no marked article; expected files in .txt")
    ordered = {split: splits[split] for split in SPLITS if split in splits}
    tables = _tables(ordered) if of_world else {}
    counts = {
        split: {
            **split_counts(articles),
            **{table: len(rows[split]) for table, rows in tables.items() if split in rows},
        }
        for split, articles in ordered.items()
    }
    made = replace(manifest, splits=counts, tables=("articles", *tables))
    return Compiled(made, ordered, tables)


def _joined(article: Article, path: Path) -> Article:
    from ..world.joining import joined

    try:
        return joined(article)
    except DataError as error:
        raise DataError(f"{path}: {error}") from None


def _tables(splits: Mapping[str, Sequence[Article]]) -> Mapping[str, Mapping[str, Sequence[Any]]]:
    from ..world.joining import tables

    return tables(splits)


def write_corpus(compiled: Compiled, out: Path) -> None:
    """Write a corpus's folder, to a temporary name first; it takes the place of an earlier one."""
    with drafted_folder(out) as draft:
        for split, articles in compiled.splits.items():
            write_lines(draft / "articles" / f"{split}.jsonl", map(to_json, articles))
            write_parquet(draft / "articles" / f"{split}.parquet", "articles", articles)
        for table, parts in compiled.tables.items():
            for split, rows in parts.items():
                write_lines(draft / table / f"{split}.jsonl", map(to_json, rows))
                write_parquet(draft / table / f"{split}.parquet", table, rows)
        write_manifest(draft, compiled.manifest)


def _description(authored: Path) -> tuple[Manifest, bool]:
    """The manifest, and whether the articles report on the world that has a ledger."""
    path = authored / CORPUS_FILE
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        of_world = table.pop("world", False)
        if type(of_world) is not bool:
            raise DataError(f"world is {of_world!r}; expected true or false")
        for key in table:
            if key not in ABOUT:
                raise DataError(f"has the unknown key {key!r}; expected {', '.join(ABOUT)}, world")
        manifest = Manifest.of(table)
    except (OSError, ValueError) as error:
        raise DataError(f"{path}: is not a corpus description: {in_words(error)}") from None
    if manifest.name != OWN + authored.name:
        message = f"name is {manifest.name!r}; expected {OWN + authored.name!r}, after the folder"
        raise DataError(f"{path}: {message}")
    return manifest, of_world


def compile_file(path: Path) -> tuple[str, Article]:
    """The split and the article of one marked file.

    Raises:
        DataError: the first problem of the file.
    """
    try:
        # Not read_text, which would turn carriage returns into line feeds.
        content = path.read_bytes().decode()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: {in_words(error)}") from None
    return compile_text(content, str(path))


def compile_text(content: str, place: str) -> tuple[str, Article]:
    """The split and the article of one marked text; `place` is its name, for messages.

    Raises:
        DataError: the first problem of the text.
    """
    for problem in _text_problems(content):
        raise DataError(f"{place}: {problem}")
    marked = parse(content, place)
    for name, message in _head_problems(marked):
        raise DataError(f"{place}:{marked.line(name)}: {message}")
    raw = _raw(marked, place)
    row = check_line(Line(0, raw), Article, "gold", place, {}, {})
    if row.problems:
        raise DataError(str(_authored(row.problems[0], marked)))
    return marked.head["split"], row.record


def _authored(problem: Problem, marked: Marked) -> Problem:
    """A problem of the record in the words of its author, with the line of the head."""
    match = NAMED.match(problem.path)
    line = marked.line(*(name for name in (match["row"], match["key"]) if name)) if match else 1
    return replace(problem, line=line, path=problem.path.replace("source_id", "source"))


def _text_problems(text: str) -> Iterator[str]:
    if unicodedata.normalize("NFC", text) != text:
        yield "the text is not NFC; normalise the file"
    if "\r" in text:
        yield "the text has carriage returns; lines end in a line feed alone"


def _head_problems(marked: Marked) -> Iterator[tuple[str, str]]:
    """What the author of a head cannot mean: the name it is about, and a sentence."""
    for key in marked.head:
        if key not in HEAD:
            yield key, f"{key} is not a known key of the head; expected {', '.join(HEAD)}"
    split = marked.head.get("split")
    if split not in SPLITS:
        yield "split", f"split is {split!r}; expected one of {', '.join(SPLITS)}"
    for room, keys in ROWS.items():
        table = marked.head.get(room, {})
        if not isinstance(table, dict) or not all(isinstance(row, dict) for row in table.values()):
            yield room, f"[{room}] gives each id its labels, such as a1 = {{…}}"
            return
        for name, row in table.items():
            for key in row:
                if key not in keys:
                    message = f"{key} is not a known key; expected {', '.join(keys)}"
                    yield name, f"{room.removesuffix('s')} {name!r}, {message}"


def _raw(marked: Marked, place: str) -> dict[str, Any]:
    """The article as a JSON object, so that it meets the same checks as any file."""
    text = marked.text
    head = {key: value for key, value in marked.head.items() if key not in ("split", *ROWS)}
    tables = {room: marked.head.get(room, {}) for room in ROWS}
    _same_ids(marked, tables, place)

    def span(bounds: Bounds) -> list[dict[str, Any]]:
        return [{"start": a, "end": b, "text": text[a:b]} for a, b in bounds]

    def source(key: str, row: dict[str, Any]) -> dict[str, Any]:
        mentions = [span(bounds) for bounds in marked.mentions.get(key, [])]
        return {"id": key, **SOURCE, **row, "mentions": mentions}

    def attribution(key: str, row: dict[str, Any]) -> dict[str, Any]:
        given = {"source_id" if name == "source" else name: row[name] for name in row}
        roles = {role: span(marked.marks.get(f"{key}.{role}", [])) for role in ROLES}
        return {"id": key, **roles, **ATTRIBUTION, **given}

    def claim(key: str, row: dict[str, Any]) -> dict[str, Any]:
        return {"id": key, "span": span(marked.marks[key]), **CLAIM, **row}

    return {
        **ARTICLE,
        **head,
        "title": text.partition("\n")[0],
        "text": text,
        "text_sha256": sha256(text),
        "sentences": [{"start": start, "end": end} for start, end in sentences(text)],
        "sources": [source(*item) for item in tables["sources"].items()],
        "attributions": [attribution(*item) for item in tables["attributions"].items()],
        "claims": [claim(*item) for item in tables["claims"].items()],
    }


def _same_ids(marked: Marked, tables: Mapping[str, Mapping[str, Any]], place: str) -> None:
    """Every mark has its line in the head, and every claim of the head its mark."""
    listed = {key for table in tables.values() for key in table}
    used = {key.partition(".")[0] for key in (*marked.marks, *marked.mentions)}
    for key in sorted(used - listed):
        line = min(at for name, at in marked.lines.items() if name.partition(".")[0] == key)
        raise DataError(f"{place}:{line}: mark {key!r} has no line in the head; add it there")
    for key in sorted(set(tables["claims"]) - used):
        raise DataError(
            f"{place}:{marked.line(key)}: claim {key!r} of the head is marked nowhere in the text"
        )

"""Build: marked articles of an authored corpus become data files, manifest and card."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

from musnad.errors import DataError

from ..corpora.importing import split_counts
from ..corpora.manifest import SPLITS, Manifest, write_manifest
from ..io import Line, to_json, write_lines
from ..records import Article
from ..text import sentences
from ..validation import check_line, sha256
from .marks import ROLES, Marked, parse
from .parquet import write_parquet

CORPUS_FILE = "corpus.toml"
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


def build(authored: Path, out: Path) -> Manifest:
    """Compile the marked files of a folder into records: JSON Lines, Parquet and manifest.

    Args:
        authored: a folder with `corpus.toml` and one `.txt` an article.
        out: the corpus's folder under `dataset/data/`.

    Raises:
        DataError: a mark, a head or a label does not fit; the message names file and record.
    """
    try:
        about = tomllib.loads((authored / CORPUS_FILE).read_text(encoding="utf-8"))
        lists = {key: tuple(about[key]) for key in ("languages", "layers")}
        manifest = Manifest(**{**about, **lists})
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise DataError(f"{authored / CORPUS_FILE}: is not a corpus description: {error}") from None
    splits: dict[str, list[Article]] = {}
    seen: dict[str, Path] = {}
    for path in sorted(authored.glob("*.txt")):
        split, article = compile_file(path)
        if article.id in seen:
            raise DataError(f"{path}: id {article.id!r} is also used in {seen[article.id]}")
        seen[article.id] = path
        splits.setdefault(split, []).append(article)
    if not splits:
        raise DataError(f"{authored}: holds no marked article; expected files in .txt")
    order = [split for split in SPLITS if split in splits]
    for split in order:
        folder = out / "articles"
        write_lines(folder / f"{split}.jsonl", map(to_json, splits[split]))
        write_parquet(folder / f"{split}.parquet", splits[split])
    built = replace(manifest, splits={split: split_counts(splits[split]) for split in order})
    write_manifest(out, built)
    return built


def compile_file(path: Path) -> tuple[str, Article]:
    """The split and the article of one marked file.

    Raises:
        DataError: the first problem of the file.
    """
    try:
        # Not read_text, which would turn carriage returns into line feeds.
        content = path.read_bytes().decode()
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: is not UTF-8: {error}") from None
    for problem in _text_problems(content):
        raise DataError(f"{path}: {problem}")
    marked = parse(content, str(path))
    head = dict(marked.head)
    split = head.pop("split", None)
    if split not in SPLITS:
        raise DataError(f"{path}: split is {split!r}; expected one of {', '.join(SPLITS)}")
    row = check_line(Line(0, _raw(head, marked, str(path))), Article, "gold", str(path), {}, {})
    if row.problems:
        raise DataError(str(row.problems[0]))
    return split, row.record


def _text_problems(text: str) -> Iterator[str]:
    if unicodedata.normalize("NFC", text) != text:
        yield "the text is not NFC; normalise the file"
    if "\r" in text:
        yield "the text has carriage returns; lines end in a line feed alone"


def _raw(head: dict[str, Any], marked: Marked, place: str) -> dict[str, Any]:
    """The article as a JSON object, so that it meets the same checks as any file."""
    text = marked.text
    tables = {room: head.pop(room, {}) for room in ("sources", "attributions", "claims")}
    for room, table in tables.items():
        if not isinstance(table, dict) or not all(isinstance(row, dict) for row in table.values()):
            raise DataError(f"{place}: [{room}] gives each id its labels, such as a1 = {{…}}")
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
        raise DataError(f"{place}: mark {key!r} has no line in the head; add it there")
    for key in sorted(set(tables["claims"]) - used):
        raise DataError(f"{place}: claim {key!r} of the head is marked nowhere in the text")

"""Release: everything under the dataset folder that a command writes, made or compared at once."""

from __future__ import annotations

import filecmp
import tempfile
from collections.abc import Iterator
from pathlib import Path

from musnad.errors import DataError, UsageError

from ..corpora.manifest import Manifest
from .build import CORPUS_FILE, compile_corpus, write_corpus
from .card import CARD, PROSE, write_card
from .parquet import same_rows

NOT_MADE = "has no folder under authored/; delete it, or bring its marked files back"


def build_dataset(dataset: Path, out: Path | None = None) -> list[Manifest]:
    """Compile every authored corpus of a dataset folder and write the card.

    Args:
        dataset: the folder that holds `authored/`.
        out: where `data/` and `README.md` go; by default the same folder.

    Nothing is written before everything has compiled.

    Raises:
        UsageError: the folder has no authored corpus.
        DataError: a marked article does not compile, or `data/` holds a corpus that is authored
            no longer.
    """
    target = out or dataset
    authored = sorted(path.parent for path in (dataset / "authored").glob(f"*/{CORPUS_FILE}"))
    if not authored:
        raise UsageError(f"{dataset}/authored holds no corpus; run this in a checkout")
    names = {folder.name for folder in authored}
    for path in sorted((target / "data").glob("[!.]*/")):
        if path.name not in names:
            raise DataError(f"{path}: {NOT_MADE}")
    prose = dataset / "authored" / PROSE
    if not prose.is_file():
        raise DataError(f"{prose}: does not exist; it holds the prose of the card")
    compiled = {folder.name: compile_corpus(folder) for folder in authored}
    for name, corpus in compiled.items():
        write_corpus(corpus, target / "data" / name)
    write_card(dataset / "authored", target)
    return [corpus.manifest for corpus in compiled.values()]


def stale_files(dataset: Path) -> Iterator[Path]:
    """Committed files that differ from what `build_dataset` makes, and those that are missing."""
    with tempfile.TemporaryDirectory() as name:
        fresh = Path(name)
        build_dataset(dataset, fresh)
        made = {path.relative_to(fresh) for path in fresh.rglob("*") if path.is_file()}
        kept = {path.relative_to(dataset) for path in (dataset / "data").rglob("*.*")}
        for path in sorted(made | kept | {Path(CARD)}):
            ours, theirs = dataset / path, fresh / path
            both = ours.is_file() and theirs.is_file()
            if not both or not _same(ours, theirs):
                yield ours


def _same(ours: Path, theirs: Path) -> bool:
    if ours.suffix == ".parquet":
        return same_rows(ours, theirs)
    return filecmp.cmp(ours, theirs, shallow=False)

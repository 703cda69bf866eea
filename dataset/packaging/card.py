"""The dataset card: YAML that `datasets` loads by, generated from data and schema, and prose."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..corpora.corpus import Corpus, read_articles
from ..corpora.manifest import FILE, Manifest, read_manifest
from ..corpora.stats import corpus_stats
from ..io import replacing
from .features import features

CARD = "README.md"
PROSE = "CARD.md"
# Tables that commands write beside the marked files of a corpus, and where they go in the card.
AUDIT, AGREEMENT = "AUDIT.md", "AGREEMENT.md"
COUNTS_MARK = "<!-- counts -->"
MARKS = {AUDIT: "<!-- audit -->", AGREEMENT: "<!-- agreement -->"}


def write_card(authored: Path, dataset: Path) -> None:
    """Write `README.md` of a dataset folder: configs with versions and features, then the prose.

    Args:
        authored: holds the prose, `CARD.md`, with a mark where the table of counts goes.
        dataset: holds `data/`, as built.
    """
    folders = sorted(path.parent for path in (dataset / "data").glob(f"*/{FILE}"))
    corpora = {folder: read_manifest(folder) for folder in folders}
    prose = (authored / PROSE).read_text(encoding="utf-8")
    counts = "\n\n".join(_counts(folder, manifest) for folder, manifest in corpora.items())
    prose = prose.replace(COUNTS_MARK, counts)
    for file, mark in MARKS.items():
        tables = [path.read_text(encoding="utf-8") for path in sorted(authored.glob(f"*/{file}"))]
        prose = prose.replace(mark, "\n".join(tables).strip() or "not measured yet")
    with replacing(dataset / CARD) as handle:
        handle.write(f"---\n{_yaml(dataset, corpora)}---\n{prose}")


def config_name(manifest: Manifest, table: str) -> str:
    """The Hugging Face config of a corpus's table: `musnad-starter` → `starter-articles`."""
    return f"{manifest.name.removeprefix('musnad-')}-{table}"


def _yaml(dataset: Path, corpora: Mapping[Path, Manifest]) -> str:
    import yaml

    configs, infos = [], []
    for folder, manifest in corpora.items():
        for table in manifest.tables:
            name = config_name(manifest, table)
            paths = {
                split: path
                for split in manifest.splits
                if (path := folder / table / f"{split}.jsonl").is_file()
            }
            configs.append(
                {
                    "config_name": name,
                    # Part of the cache path of `datasets`: without it, edits are never seen.
                    "version": manifest.version,
                    "data_files": [
                        {"split": split, "path": _published(path).relative_to(dataset).as_posix()}
                        for split, path in paths.items()
                    ],
                }
            )
            infos.append(
                {
                    "config_name": name,
                    "features": _feature_list(features(table)),
                    "splits": [
                        {
                            "name": split,
                            # Of the JSON Lines: the size of Parquet depends on who wrote it.
                            "num_bytes": path.stat().st_size,
                            "num_examples": manifest.splits[split][table],
                        }
                        for split, path in paths.items()
                    ],
                }
            )
    head = {
        "pretty_name": "Musnad",
        "language": sorted({tag for manifest in corpora.values() for tag in manifest.languages}),
        "license": "cc-by-4.0",
        "task_categories": ["token-classification", "text-classification"],
        "tags": ["attribution", "quotation", "claims", "source-reliability", "news"],
        "configs": configs,
        "dataset_info": infos,
    }
    text: str = yaml.safe_dump(head, allow_unicode=True, sort_keys=False, width=100)
    return text


def _published(path: Path) -> Path:
    """The Parquet copy of a JSON Lines file."""
    return path.with_suffix(".parquet")


def _feature_list(declared: Any) -> Any:
    """The features in the shape that `datasets` reads from YAML."""
    from datasets import DatasetInfo

    # A private name, but the only writer of the shape that the loader reads; a test loads it back.
    return DatasetInfo(features=declared)._to_yaml_dict()["features"]


def _counts(folder: Path, manifest: Manifest) -> str:
    stats = {
        split: corpus_stats(
            Corpus(manifest, split, read_articles(folder / "articles" / f"{split}.jsonl"))
        )
        for split in manifest.splits
    }
    lines = [f"| {manifest.name} {manifest.version} | {' | '.join(stats)} |"]
    lines.append(f"| --- |{' ---: |' * len(stats)}")
    for key in next(iter(stats.values())):
        cells = " | ".join(_cell(stats[split][key]) for split in stats)
        lines.append(f"| {key} | {cells} |")
    return "\n".join(lines)


def _cell(value: int | float | None) -> str:
    if value is None:
        return "n/a"
    return f"{100 * value:.1f} %" if isinstance(value, float) else f"{value:,}"

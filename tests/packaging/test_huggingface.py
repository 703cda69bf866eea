"""Hugging Face: the dataset folder loads by its card, and rows come back as the same corpus."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import musnad
from musnad.dataset import Corpus, embedded_folder, load, read_lines, to_json
from musnad.dataset.corpora import read_manifest
from musnad.dataset.packaging.card import CARD, config_name, write_card
from musnad.dataset.packaging.features import features, from_hf
from musnad.dataset.packaging.parquet import read_parquet
from musnad.errors import DataError, UsageError

FOLDER = embedded_folder()
CHECKOUT = FOLDER.parent
CONFIG = "starter-articles"
SPLITS = ["train", "test"]

Row = dict[str, Any]


@pytest.fixture(scope="module")
def offline(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A fresh cache folder, in a process in which every connection is refused."""

    def refuse(*arguments: Any) -> None:
        raise OSError(f"a test asked for the network: {arguments[1:]}")

    cache = tmp_path_factory.mktemp("hf")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HF_HUB_OFFLINE", "1")
        patch.setenv("HF_HOME", str(cache))
        patch.setattr("socket.socket.connect", refuse)
        yield cache


@pytest.fixture(scope="module")
def split_of(offline: Path) -> Callable[..., Any]:
    """Loads a split of the dataset folder through its card."""

    def split_of(split: str, folder: str = str(FOLDER), **options: Any) -> Any:
        from datasets import load_dataset

        return load_dataset(folder, CONFIG, split=split, cache_dir=str(offline), **options)

    return split_of


def jsonl_rows(split: str) -> list[Row]:
    """The rows of the reviewed file."""
    path = FOLDER / "data" / "starter" / "articles" / f"{split}.jsonl"
    return [line.value for line in read_lines(path)]


def card_head() -> Row:
    """The YAML of the card."""
    head: Row = yaml.safe_load((FOLDER / CARD).read_text(encoding="utf-8").split("---\n")[1])
    return head


@pytest.mark.parametrize("split", SPLITS)
@pytest.mark.parametrize("streaming", [False, True], ids=["eager", "streaming"])
def test_a_split_loads_with_the_declared_features_and_the_rows_of_the_file(
    split: str, streaming: bool, split_of: Callable[..., Any]
) -> None:
    rows = split_of(split, streaming=streaming)
    assert rows.features == features("articles")
    assert list(rows) == jsonl_rows(split)


def test_dates_stay_strings(split_of: Callable[..., Any]) -> None:
    row = next(row for row in split_of("train") if row["id"] == "ar-01")
    assert (row["date"], row["language"]) == ("2031-03-04", "ar")


def test_the_folder_loads_from_a_checkout_by_its_bare_name(offline: Path) -> None:
    # What the card says: load_dataset("dataset", …) in the root of a checkout, in a new process.
    code = (
        "from datasets import load_dataset\n"
        f"rows = load_dataset('dataset', '{CONFIG}', split='test')\n"
        "print(len(rows), rows[0]['date'][:2], rows.version)\n"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        cwd=CHECKOUT,
        env={**os.environ, "HF_DATASETS_CACHE": str(offline / "checkout")},
        capture_output=True,
        text=True,
        check=True,
    )
    version = load("musnad-starter/test").manifest.version
    assert done.stdout == f"8 20 {version}\n"


def test_the_front_door_names_the_folder() -> None:
    assert musnad.dataset_path() == str(FOLDER)


@pytest.mark.parametrize("split", SPLITS)
def test_to_hf_gives_what_load_dataset_gives(split: str, split_of: Callable[..., Any]) -> None:
    made, loaded = load(f"musnad-starter/{split}").to_hf(), split_of(split)
    assert made.features == loaded.features
    assert made.split == loaded.split == split
    assert list(made) == list(loaded)


def known_rows(split_of: Callable[..., Any]) -> dict[str, Any]:
    """The same split in every shape in which `from_hf` may get it."""
    return {
        "eager": split_of("train"),
        "streaming": split_of("train", streaming=True),
        "in memory": load("musnad-starter/train").to_hf(),
        "list of dicts": jsonl_rows("train"),
        "in another order": jsonl_rows("train")[::-1],
        "selected in full": split_of("train").select(range(8)),
    }


def test_the_rows_of_a_known_split_are_recognised(split_of: Callable[..., Any]) -> None:
    gold = load("musnad-starter/train")
    for shape, rows in known_rows(split_of).items():
        corpus = from_hf(rows)
        assert (corpus.name, corpus.manifest, corpus.digest) == (
            "musnad-starter/train",
            gold.manifest,
            gold.digest,
        ), shape


def test_a_given_name_does_not_hide_a_known_split() -> None:
    assert from_hf(jsonl_rows("train"), name="x/y").name == "musnad-starter/train"


MUTATED: list[tuple[str, Callable[[list[Row]], Any]]] = [
    ("a label", lambda rows: rows[0]["attributions"][0].update(act="deny")),
    ("a row less", lambda rows: rows.pop()),
    ("another outlet", lambda rows: rows[0].update(outlet="o99")),
    ("a sentence less", lambda rows: rows[0]["sentences"].pop()),
]


@pytest.mark.parametrize("change", [row[1] for row in MUTATED], ids=[row[0] for row in MUTATED])
def test_changed_rows_are_not_taken_for_the_known_split(
    change: Callable[[list[Row]], Any],
) -> None:
    rows = jsonl_rows("train")
    change(rows)
    corpus = from_hf(rows)
    assert (corpus.name, corpus.manifest.version) == ("unnamed/rows", "0")
    assert from_hf(rows, name="mine/validation").name == "mine/validation"


def test_the_layers_of_unknown_rows_are_those_with_a_label() -> None:
    rows = jsonl_rows("train")[:2]
    for row in rows:
        row["claims"] = []
        for attribution in row["attributions"]:
            attribution.update(act=None, refers=[])
    layers = from_hf(rows).layers
    assert layers == ("sentences", "attributions", "style", "nesting", "sources", "type", "named")
    assert from_hf(rows, layers=["claims"]).layers == ("claims",)


REFUSED: list[tuple[str, Callable[[list[Any]], Any], str]] = [
    ("a missing key", lambda rows: rows[1].pop("event"),
     "<rows>:2: article '{1}', event is missing; every key must be present [E-KEY]"),
    ("an id twice", lambda rows: rows[1].update(id=rows[0]["id"]),
     "<rows>:2: article '{0}', id was already used on line 1 [E-DUP-DOC]"),
    ("a shifted text", lambda rows: rows[0].update(text="ا" + rows[0]["text"], title=None),
     "<rows>:1: article '{0}', text_sha256 is "),
    ("a row that is no row", lambda rows: rows.insert(0, "ar-01"),
     "<rows>:1: is a string ('ar-01'); expected an object [E-TYPE]"),
    ("a lone surrogate", lambda rows: rows[0].update(provenance="\ud800"),
     "<rows>:1: is not strict JSON: 'utf-8' codec can't encode character '\\ud800'"),
    ("a date object", lambda rows: rows[0].update(date=Path()),
     "<rows>:1: is not strict JSON: Object of type PosixPath is not JSON serializable"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "message"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_broken_rows_are_refused(change: Callable[[list[Any]], Any], message: str) -> None:
    rows = jsonl_rows("train")
    ids = [row["id"] for row in rows]
    change(rows)
    with pytest.raises(DataError) as error:
        from_hf(rows)
    assert str(error.value).startswith(message.replace("{0}", ids[0]).replace("{1}", ids[1]))


def test_a_dictionary_of_splits_is_refused(offline: Path) -> None:
    from datasets import load_dataset

    both = load_dataset(str(FOLDER), CONFIG, cache_dir=str(offline))
    with pytest.raises(UsageError) as error:
        from_hf(both)
    assert str(error.value) == (
        "expected one split, found a mapping; pass one of ['test', 'train']"
    )


def test_a_report_does_not_depend_on_how_the_rows_came(split_of: Callable[..., Any]) -> None:
    gold: Corpus = load("musnad-starter/train")
    predictions = musnad.baseline("cues").predict(gold)
    expected = musnad.evaluate(gold, predictions, resamples=50).to_json()
    assert expected["scores"]["wsw_f1"]["value"] > 0
    for shape, rows in known_rows(split_of).items():
        assert musnad.evaluate(rows, predictions, resamples=50).to_json() == expected, shape


def test_rows_may_be_predictions_too(split_of: Callable[..., Any]) -> None:
    report = musnad.evaluate(split_of("train"), split_of("train"), resamples=0)
    assert report["wsw_f1"].value == 1.0


def test_the_folder_has_no_loading_script() -> None:
    # `datasets` takes a file named like its folder for a script and refuses the whole folder.
    assert not (FOLDER / "dataset.py").exists()


def test_every_config_has_a_version_and_files_that_exist() -> None:
    configs = {config["config_name"]: config for config in card_head()["configs"]}
    manifests = [read_manifest(path.parent) for path in FOLDER.glob("data/*/manifest.json")]
    tables = [(manifest, table) for manifest in manifests for table in manifest.tables]
    assert configs.keys() == {config_name(manifest, table) for manifest, table in tables}
    for manifest, table in tables:
        config = configs[config_name(manifest, table)]
        assert config["version"] == manifest.version
        assert [entry["split"] for entry in config["data_files"]] == [
            split for split, counts in manifest.splits.items() if table in counts
        ]
        for entry in config["data_files"]:
            assert (FOLDER / entry["path"]).is_file()


def test_the_sizes_in_the_card_are_those_of_the_files() -> None:
    (info,) = (info for info in card_head()["dataset_info"] if info["config_name"] == CONFIG)
    for split in info["splits"]:
        path = FOLDER / "data" / "starter" / "articles" / f"{split['name']}.jsonl"
        assert split["num_bytes"] == path.stat().st_size
        assert split["num_examples"] == len(jsonl_rows(split["name"]))


def test_the_card_is_what_its_generator_makes(tmp_path: Path) -> None:
    (tmp_path / "data").symlink_to(FOLDER / "data")
    write_card(FOLDER / "authored", tmp_path)
    assert (tmp_path / CARD).read_text("utf-8") == (FOLDER / CARD).read_text("utf-8")


@pytest.mark.parametrize("split", SPLITS)
def test_parquet_holds_the_rows_of_the_json_lines(split: str) -> None:
    rows = read_parquet(FOLDER / "data" / "starter" / "articles" / f"{split}.parquet")
    assert rows == jsonl_rows(split)
    assert rows == [to_json(article) for article in load(f"musnad-starter/{split}")]


@pytest.mark.parametrize("table", ["articles", "pairs", "assertions", "ratings"])
def test_features_survive_the_shape_in_which_a_card_declares_them(table: str) -> None:
    from datasets import DatasetInfo, Features

    from musnad.dataset.packaging.card import _feature_list

    declared = features(table)
    listed = yaml.safe_load(yaml.safe_dump(_feature_list(declared)))
    assert Features._from_yaml_list(listed) == declared
    assert DatasetInfo(features=declared).features == declared

"""Saved models: what is in the folder, and what is refused."""

from __future__ import annotations

import hashlib
import json
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from musnad.baselines.transformer import Settings, Transformer
from musnad.dataset import Article
from musnad.errors import DataError

pytest.importorskip("torch", reason="musnad[transformers] is not installed")
pytest.importorskip("transformers", reason="musnad[transformers] is not installed")

# scikit-learn wonders about a dozen articles with nearly as many types of source.
pytestmark = pytest.mark.filterwarnings("ignore:The number of unique classes")

FILES = [
    "encoder/config.json",
    "encoder/model.safetensors",
    "encoder/tokenizer.json",
    "encoder/tokenizer_config.json",
    "parts.json",
]


@pytest.fixture(scope="module")
def system(bert: str, labelled: Callable[[int], Article]) -> Transformer:
    settings = Settings(epochs=1, rate=3e-3, window=32, stride=8, folds=1)
    articles = [labelled(number) for number in range(8)]
    return Transformer(bert, settings, device="cpu", report=lambda message: None).fit(articles)


@pytest.fixture
def folder(system: Transformer, tmp_path: Path) -> Path:
    system.save(tmp_path / "model")
    return tmp_path / "model"


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def put(folder: Path, name: str, content: bytes) -> None:
    """Replace a file and its hash, as somebody would who means harm."""
    (folder / name).write_bytes(content)
    model = read(folder / "model.json")
    model["parameters"]["files"][name] = hashlib.sha256(content).hexdigest()
    (folder / "model.json").write_text(json.dumps(model), encoding="utf-8")


def change(folder: Path, name: str, **values: Any) -> None:
    """Change a JSON file and its hash."""
    put(folder, name, json.dumps({**read(folder / name), **values}).encode())


def settle(folder: Path, **values: Any) -> None:
    """Change what the manifest says."""
    model = read(folder / "model.json")
    model["parameters"].update(values)
    (folder / "model.json").write_text(json.dumps(model), encoding="utf-8")


class Payload:
    """Writes a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return (Path.touch, (self.path,))


def test_the_manifest_lists_every_file_with_its_hash(folder: Path) -> None:
    listed = read(folder / "model.json")["parameters"]["files"]
    found = [str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()]
    assert sorted(found) == sorted([*FILES, "model.json"])
    assert sorted(listed) == FILES
    for name, expected in listed.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == expected


def test_the_manifest_says_how_it_was_made(folder: Path, bert: str) -> None:
    model = read(folder / "model.json")
    about = model["parameters"]
    assert model["baseline"] == "transformer"
    assert about["encoder"] == bert
    assert about["settings"]["seed"] == 1
    assert set(about["versions"]) >= {"torch", "transformers", "safetensors"}
    assert about["data_sha256"]


def test_a_model_takes_the_place_of_an_older_one(system: Transformer, folder: Path) -> None:
    before = read(folder / "model.json")
    Transformer.load(folder).save(folder)
    assert read(folder / "model.json") == before


def test_a_folder_of_something_else_is_not_written_over(
    system: Transformer, tmp_path: Path
) -> None:
    (tmp_path / "encoder").mkdir()
    (tmp_path / "encoder" / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(DataError, match="not a model file"):
        system.save(tmp_path)
    assert (tmp_path / "encoder" / "notes.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", FILES)
def test_a_changed_file_is_refused(folder: Path, name: str) -> None:
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / name).write_bytes(bytes(content))
    with pytest.raises(DataError, match="does not have the SHA-256"):
        Transformer.load(folder)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_refused(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(DataError, match=r"is no file of a transformer|holds \["):
        Transformer.load(folder)


@pytest.mark.parametrize("name", ["pytorch_model.bin", "adapter_config.json", "evil.py"])
def test_a_file_that_is_not_listed_is_refused(folder: Path, name: str) -> None:
    (folder / "encoder" / name).write_text("{}", encoding="utf-8")
    with pytest.raises(DataError, match=name):
        Transformer.load(folder)


@pytest.mark.parametrize("name", ["pytorch_model.bin", "evil.py"])
def test_a_listed_file_of_another_kind_is_refused(folder: Path, name: str) -> None:
    put(folder, f"encoder/{name}", b"{}")
    with pytest.raises(DataError, match="is no file of a transformer"):
        Transformer.load(folder)


def test_a_path_out_of_the_folder_is_refused(folder: Path) -> None:
    put(folder, "../other.json", b"{}")
    with pytest.raises(DataError, match=r"but model\.json lists"):
        Transformer.load(folder)


def test_a_pickle_in_place_of_the_weights_is_not_read(folder: Path, tmp_path: Path) -> None:
    put(folder, "encoder/model.safetensors", pickle.dumps(Payload(tmp_path / "ran")))
    with pytest.raises(DataError, match="holds no encoder"):
        Transformer.load(folder)
    assert not (tmp_path / "ran").exists()


def test_weights_that_are_missing_are_not_made_up(folder: Path) -> None:
    from safetensors.numpy import load_file, save

    weights = load_file(folder / "encoder" / "model.safetensors")
    del weights["classifier.weight"]
    put(folder, "encoder/model.safetensors", save(weights, {"format": "pt"}))
    with pytest.raises(DataError, match="its weights do not fit its configuration"):
        Transformer.load(folder)


def test_weights_that_are_not_numbers_are_refused(folder: Path) -> None:
    from safetensors.numpy import load_file, save

    weights = load_file(folder / "encoder" / "model.safetensors")
    weights["classifier.bias"] = weights["classifier.bias"] * float("nan")
    put(folder, "encoder/model.safetensors", save(weights, {"format": "pt"}))
    with pytest.raises(DataError, match="a weight is not finite"):
        Transformer.load(folder)


BROKEN = {
    "labels": ({"id2label": {"0": "O"}}, "holds no encoder"),
    "sizes": ({"hidden_size": 64}, "holds no encoder"),
    "kind": ({"model_type": "evil", "auto_map": {"AutoConfig": "evil.Evil"}}, "holds no encoder"),
}


@pytest.mark.parametrize(("values", "message"), BROKEN.values(), ids=BROKEN.keys())
def test_a_configuration_that_does_not_fit_is_refused(
    folder: Path, values: dict[str, Any], message: str
) -> None:
    change(folder, "encoder/config.json", **values)
    with pytest.raises(DataError, match=message):
        Transformer.load(folder)


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"words": 1}', b"\xff", b"[" * 99999])
def test_damaged_parts_are_refused(folder: Path, content: bytes) -> None:
    put(folder, "parts.json", content)
    with pytest.raises(DataError, match=r"parts|word statistics"):
        Transformer.load(folder)


SETTINGS = {
    "missing": None,
    "of another kind": {"epochs": "3"},
    "unknown": {"speed": 3},
    "a boolean for a number": {"seed": True},
}


@pytest.mark.parametrize("values", SETTINGS.values(), ids=SETTINGS.keys())
def test_settings_that_are_none_are_refused(folder: Path, values: dict[str, Any] | None) -> None:
    old = read(folder / "model.json")["parameters"]["settings"]
    settle(folder, settings=values and {**old, **values})
    with pytest.raises(DataError, match=r"model\.json has settings|expected"):
        Transformer.load(folder)


def test_a_model_of_another_baseline_is_refused(folder: Path) -> None:
    model = read(folder / "model.json")
    (folder / "model.json").write_text(json.dumps({**model, "baseline": "cues"}), encoding="utf-8")
    with pytest.raises(DataError, match="holds a model of baseline 'cues'"):
        Transformer.load(folder)

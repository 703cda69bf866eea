"""Golden counts on the real archive, which is not part of the project; no text of it is shown."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from musnad import settings
from musnad.dataset import Manifest, import_corpus, load, validate

STAGED = settings.staged_corpora()
ARCHIVE = STAGED / "polnear" / "polnear.tar.gz" if STAGED else None

pytestmark = pytest.mark.skipif(
    ARCHIVE is None or not ARCHIVE.is_file(),
    reason="needs the PolNeAR archive: set MUSNAD_CORPORA to the folder that holds polnear/",
)

# Articles and attributions, one annotator per article.
COUNTS = {"train": (840, 19868), "validation": (84, 2193), "test": (84, 2044)}

# SHA-256 over the bounds of every span, worked out once with an independent reader.
BOUNDS = {
    "train": "caf962632f234bf4898fc678c65f80c65c2ca6081d684d39bbca22a3b0352399",
    "validation": "cc0b318d74e50e83a3ff68322e8db08d30ea7e797c68896a33ba41092f516614",
    "test": "070214d9926a0db5c66faeb23acdf9ab39cea8f36ca350b94b5369249a068e10",
}

QUIRKS = {
    "argument named otherwise than what it points to: the argument decides": 3,
    "article in annotator-training: left out": 4,
    "article with several annotators": 20,
    "attribution named Attribution-no-source": 1795,
    "attribution without source argument": 1800,
    "content with fragments out of text order: sorted": 111,
    "cue argument other than the trigger: the argument decides": 10,
    "cue without letter or digit: dropped": 244,
    "event without cue argument: its trigger is the cue": 1,
    "event without roles: its trigger is the cue": 35,
    "line without a tab: continues the record before it": 3,
    "metadata of an article in annotator-training: left out": 4,
    "metadata of an article in parc3-replication: left out": 54,
    "note: left out": 3,
    "several text-bounds as content of one attribution: joined": 66,
    "text-bound Content in no attribution: left out": 9,
    "text-bound Cue in no attribution: left out": 7,
    "text-bound Discard in no attribution: left out": 384,
    "text-bound Discuss in no attribution: left out": 682,
    "text-bound Source in no attribution: left out": 7,
    "title that is not the first line: left out": 224,
}


def imported(folder: Path, annotator: str | None) -> Iterator[Manifest]:
    assert ARCHIVE is not None
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MUSNAD_HOME", str(folder))
        yield import_corpus("polnear", ARCHIVE, annotator=annotator)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("polnear")


@pytest.fixture(scope="module")
def manifest(place: Path) -> Iterator[Manifest]:
    yield from imported(place, None)


@pytest.fixture
def home(manifest: Manifest, place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MUSNAD_HOME", str(place))
    return place


def test_the_corpus_is_whole(manifest: Manifest) -> None:
    assert {
        split: (counts["articles"], counts["attributions"])
        for split, counts in manifest.splits.items()
    } == COUNTS


def test_every_oddity_is_counted(manifest: Manifest) -> None:
    assert manifest.quirks == QUIRKS


@pytest.mark.parametrize("split", COUNTS)
def test_every_article_is_valid(split: str, home: Path) -> None:
    path = home / "corpora" / "polnear" / "articles" / f"{split}.jsonl"
    assert [problem.code for problem in validate(path, "articles")] == []


@pytest.mark.parametrize("split", COUNTS)
def test_the_spans_are_those_of_the_files(split: str, home: Path) -> None:
    found = hashlib.sha256()
    for article in load(f"polnear/{split}"):
        for item in article.attributions:
            row = (article.id, item.id, item.cue.bounds, item.source.bounds, item.content.bounds)
            found.update(f"{row}\n".encode())
    assert found.hexdigest() == BOUNDS[split]


def test_every_annotator_has_a_layer(
    tmp_path_factory: pytest.TempPathFactory, manifest: Manifest, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("all")
    (everybody,) = imported(folder, "all")
    monkeypatch.setenv("MUSNAD_HOME", str(folder))
    assert everybody.splits == manifest.splits
    assert everybody.annotators == ("4b22", "4e07", "5fec", "6b86", "d473", "ef2d")
    layers = [
        load(f"polnear/{split}", annotator=annotator)
        for split in COUNTS
        for annotator in everybody.annotators
    ]
    assert sum(len(layer) for layer in layers) == 919 + 94 + 94
    assert sum(len(article.attributions) for layer in layers for article in layer) == 27052

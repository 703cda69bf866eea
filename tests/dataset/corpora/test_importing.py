from __future__ import annotations

import json
import shutil
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from musnad.dataset import Article, Attribution, Manifest, Source, Span, import_corpus, load
from musnad.dataset.corpora import (
    IMPORTERS,
    Imported,
    Importer,
    corpora,
    importing,
    manifests,
    split_counts,
)
from musnad.dataset.packaging.features import from_hf
from musnad.dataset.raw import article_of
from musnad.errors import DataError, UsageError
from musnad.registry import Registry

MANIFEST = Manifest("invented", "1.0.0", (), "none", ("attributions",))


@dataclass
class Invented:
    """An importer of articles that are given to it."""

    items: Iterable[Imported]
    manifest: Manifest = MANIFEST

    def read(
        self, path: Path, *, annotator: str | None, quirk: Callable[[str], None]
    ) -> Iterator[Imported]:
        for item in self.items:
            quirk("met")
            yield item


@pytest.fixture
def bring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Manifest]:
    """Imports the given items as the corpus `invented`."""

    def bring(*items: Imported, more: Iterable[Imported] = ()) -> Manifest:
        importer = Invented([*items] if items else more)
        registry: Registry[Callable[[], Importer]] = Registry("importer")
        registry.register("invented")(lambda: importer)
        monkeypatch.setattr(importing, "IMPORTERS", registry)
        return import_corpus("invented", tmp_path)

    return bring


def article(name: str, text: str = "قال الوزير نعم") -> Article:
    cue = Attribution("a1", cue=Span.of(text, (0, 3)), source_id="S0")
    return replace(article_of(text, id=name), sources=(Source("S0"),), attributions=(cue,))


def test_an_import_is_loaded_as_it_was_read(bring: Callable[..., Manifest]) -> None:
    given = [article("ب"), article("أ", "said Rania"), article("ج")]
    manifest = bring(*(Imported("validation", item) for item in given))
    corpus = load("invented/validation")
    assert list(corpus) == given
    assert corpus.manifest == manifest
    assert manifest == replace(
        MANIFEST,
        languages=("ar", "en"),
        splits={"validation": split_counts(given)},
        quirks={"met": 3},
    )
    assert manifest.splits["validation"] == {
        "articles": 3,
        "attributions": 3,
        "claims": 0,
        "digest": corpus.digest,
    }


def test_splits_come_in_their_usual_order(bring: Callable[..., Manifest]) -> None:
    splits = ("extra", "test", "validation", "train")
    manifest = bring(*(Imported(split, article("أ")) for split in splits))
    assert list(manifest.splits) == ["train", "validation", "test", "extra"]


def test_layers_of_annotators_are_kept_apart(bring: Callable[..., Manifest]) -> None:
    own, other = article("أ"), replace(article("أ"), attributions=())
    manifest = bring(
        Imported("train", own), Imported("train", own, "س"), Imported("train", other, "b7")
    )
    assert manifest.annotators == ("b7", "س")
    assert manifest.splits["train"]["articles"] == 1
    assert list(load("invented/train")) == [own]
    assert list(load("invented/train", annotator="b7")) == [other]


def test_a_new_import_replaces_the_earlier_one(bring: Callable[..., Manifest], home: Path) -> None:
    bring(Imported("train", article("أ")), Imported("test", article("ب")))
    bring(Imported("train", article("ج")))
    assert [item.id for item in load("invented/train")] == ["ج"]
    files = sorted(path.name for path in (home / "corpora").rglob("*") if path.is_file())
    assert files == ["manifest.json", "train.jsonl"]


def invalid(name: str) -> Article:
    return replace(article(name), date="2031-3-2")


FAILURES: dict[str, tuple[tuple[Imported, ...], str]] = {
    "broken rule": (
        (Imported("train", article("أ")), Imported("train", invalid("ب"))),
        "{path}: article 'ب', date is '2031-3-2'; expected YYYY-MM-DD [E-DATE]",
    ),
    "an id twice": (
        (Imported("train", article("أ")), Imported("train", article("أ"))),
        "{path}: two articles of one split have the id 'أ'",
    ),
    "a split that is a path": (
        (Imported("../train", article("أ")),),
        "'../train' cannot name a split or annotator; use letters, digits, _ and -",
    ),
    "an annotator that is a path": (
        (Imported("train", article("أ")), Imported("train", article("أ"), "..")),
        "'..' cannot name a split or annotator; use letters, digits, _ and -",
    ),
    "only layers": (
        (Imported("train", article("أ"), "b7"),),
        "{path}: holds no article that invented could read",
    ),
    "nothing": ((), "{path}: holds no article that invented could read"),
}


@pytest.mark.parametrize(("items", "message"), FAILURES.values(), ids=FAILURES.keys())
def test_a_failed_import_leaves_everything_as_it_was(
    items: tuple[Imported, ...],
    message: str,
    bring: Callable[..., Manifest],
    home: Path,
    tmp_path: Path,
) -> None:
    bring(Imported("train", article("قبل")))
    with pytest.raises(DataError) as error:
        bring(*items)
    assert str(error.value) == message.format(path=tmp_path)
    assert [path.name for path in (home / "corpora").iterdir()] == ["invented"]
    assert [item.id for item in load("invented/train")] == ["قبل"]


def test_an_interrupted_import_leaves_nothing(bring: Callable[..., Manifest], home: Path) -> None:
    def stopped() -> Iterator[Imported]:
        yield Imported("train", article("أ"))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring(more=stopped())
    assert list((home / "corpora").iterdir()) == []


def test_articles_are_not_held_in_memory(bring: Callable[..., Manifest]) -> None:
    def peak(count: int) -> int:
        text = "قال الوزير نعم\n" * 50
        tracemalloc.start()
        bring(more=(Imported("train", article(str(n), f"{text}{n}")) for n in range(count)))
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    # A hash and an id are kept for each; its text alone has 1,500 bytes.
    assert peak(400) - peak(100) < 300 * 500


def test_progress_counts_the_corpus_and_not_its_layers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = [Imported("train", article("أ")), Imported("train", article("أ"), "b7")]
    registry: Registry[Callable[[], Importer]] = Registry("importer")
    registry.register("invented")(lambda: Invented(items))
    monkeypatch.setattr(importing, "IMPORTERS", registry)
    seen: list[str] = []
    import_corpus("invented", tmp_path, on_article=seen.append)
    assert seen == ["train"]


def test_the_importers_are_known_by_name() -> None:
    assert {"brat", "polnear"} <= set(IMPORTERS)
    with pytest.raises(UsageError, match="unknown importer 'bart'; did you mean 'brat'"):
        import_corpus("bart", Path("."))


def test_what_does_not_exist_is_not_imported(tmp_path: Path) -> None:
    with pytest.raises(DataError) as error:
        import_corpus("brat", tmp_path / "none")
    assert str(error.value) == (
        f"{tmp_path / 'none'}: does not exist; give the folder or archive of brat"
    )


def test_an_import_can_be_given_a_name(tmp_path: Path, bring: Callable[..., Manifest]) -> None:
    bring(Imported("train", article("أ")))
    manifest = import_corpus("invented", tmp_path, name="desk")
    assert manifest.name == "desk"
    assert load("desk/train").name == "desk/train"
    assert load("invented/train").name == "invented/train"


@pytest.mark.parametrize("name", ["", "..", "a/b", "musnad-starter", ".hidden"])
def test_a_name_that_no_corpus_can_have_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot name a corpus; use letters, digits, _ and -"):
        import_corpus("brat", tmp_path, name=name)


def test_a_data_folder_that_cannot_be_written_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bring: Callable[..., Manifest]
) -> None:
    file = tmp_path / "file"
    file.touch()
    monkeypatch.setenv("MUSNAD_HOME", str(file))
    with pytest.raises(DataError) as error:
        bring(Imported("train", article("أ")))
    assert str(error.value) == f"{file}/corpora/invented: cannot be written: Not a directory"


def test_a_file_that_cannot_be_read_while_importing_is_named(
    bring: Callable[..., Manifest], home: Path, tmp_path: Path
) -> None:
    def unreadable() -> Iterator[Imported]:
        yield Imported("train", article("أ", (tmp_path / "خبر.txt").read_text(encoding="utf-8")))

    with pytest.raises(DataError) as error:
        bring(more=unreadable())
    assert str(error.value) == (
        f"{tmp_path}/خبر.txt: cannot be read or written: No such file or directory"
    )
    assert list((home / "corpora").iterdir()) == []


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        ("", "is not a corpus manifest: "),
        ("[]", "is not a corpus manifest: expected an object; import it again"),
        ("{}", "is not a corpus manifest: has no 'name'; import it again"),
        ('"layers": [["a"]]', "is not a corpus manifest: layers is (['a'],); expected a list of"),
        ('"layers": ["speakers"]', "is not a corpus manifest: unknown layers speakers; known: "),
        ('"splits": {"train": 3}', "is not a corpus manifest: splits is {'train': 3}; expected"),
    ],
)
def test_a_damaged_manifest_is_told_and_hides_no_other(
    damage: str, message: str, bring: Callable[..., Manifest], home: Path
) -> None:
    bring(Imported("train", article("أ")))
    path = home / "corpora" / "invented" / "manifest.json"
    whole = json.loads(path.read_text(encoding="utf-8"))
    changed = json.dumps({**whole, **json.loads(f"{{{damage}}}")}) if ":" in damage else damage
    path.write_text(changed, encoding="utf-8")
    with pytest.raises(DataError) as error:
        load("invented/train")
    assert str(error.value).startswith(f"{path}: {message}")
    found = manifests()
    assert str(found["invented"]) == str(error.value)
    assert isinstance(found["musnad-starter"], Manifest)
    assert from_hf(load("musnad-starter/train").to_hf()).name == "musnad-starter/train"


def test_an_import_that_was_cut_short_is_no_corpus(
    bring: Callable[..., Manifest], home: Path
) -> None:
    bring(Imported("train", article("أ")))
    shutil.copytree(home / "corpora" / "invented", home / "corpora" / ".invented.x1")
    assert set(corpora()) == {"musnad-pilot", "musnad-starter", "invented"}

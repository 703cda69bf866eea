"""Build: authored files into records, what is refused, and what is noticed later."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from musnad.dataset import embedded_folder, load, read_articles, to_json
from musnad.dataset.corpora import read_manifest
from musnad.dataset.packaging.build import build, compile_file
from musnad.dataset.packaging.parquet import read_parquet
from musnad.dataset.packaging.release import build_dataset, stale_files
from musnad.errors import DataError, UsageError

CHECKOUT = embedded_folder()

CORPUS = """
name = "musnad-tiny"
version = "2.0.1"
languages = ["ar"]
licence = "CC-BY-4.0"
layers = ["attributions", "sources"]
"""
MARKED = """+++
id = "ar-90"
date = "2031-03-02"
language = "ar"
split = "train"

[sources]
S1 = {name = "بلدية واحة رمان", type = "official", named = true}

[attributions]
a1 = {source = "S1", style = "indirect", act = "state"}

[claims]
c1 = {checkable = true, attribution = "a1"}
+++
السيول تجرف جسورا

{a1.cue قالت} {a1.source {S1 بلدية واحة رمان}} {a1.content إن {c1 السيول جرفت ثلاثة جسور}}.
"""

Files = Callable[..., Path]


@pytest.fixture
def authored(tmp_path: Path) -> Files:
    """Writes an authored corpus; `None` leaves a file out."""

    def authored(**files: str | bytes | None) -> Path:
        folder = tmp_path / "dataset" / "authored" / "tiny"
        folder.mkdir(parents=True, exist_ok=True)
        given = {"corpus_toml": CORPUS, "ar_90_txt": MARKED, **files}
        for key, content in given.items():
            if content is not None:
                stem, _, suffix = key.replace("_", "-").rpartition("-")
                data = content.encode() if isinstance(content, str) else content
                (folder / f"{stem}.{suffix}").write_bytes(data)
        (folder.parent / "CARD.md").write_text("# صغير\n\n<!-- counts -->\n", encoding="utf-8")
        return folder

    return authored


def test_a_marked_file_becomes_an_article(authored: Files) -> None:
    split, article = compile_file(authored() / "ar-90.txt")
    assert split == "train"
    attribution = {
        "id": "a1",
        "cue": [{"start": 19, "end": 23, "text": "قالت"}],
        "source": [{"start": 24, "end": 39, "text": "بلدية واحة رمان"}],
        "content": [{"start": 40, "end": 65, "text": "إن السيول جرفت ثلاثة جسور"}],
        "source_id": "S1",
        "style": "indirect",
        "act": "state",
        "parent": None,
        "refers": [],
    }
    source = {
        "id": "S1",
        "name": "بلدية واحة رمان",
        "type": "official",
        "named": True,
        "entity": None,
        "mentions": [[{"start": 24, "end": 39, "text": "بلدية واحة رمان"}]],
        "members": [],
    }
    claim = {
        "id": "c1",
        "span": [{"start": 43, "end": 65, "text": "السيول جرفت ثلاثة جسور"}],
        "checkable": True,
        "attribution": "a1",
        "fact": None,
        "value": None,
        "verdict": None,
    }
    record = to_json(article)
    assert record["text"] == "السيول تجرف جسورا\n\nقالت بلدية واحة رمان إن السيول جرفت ثلاثة جسور."
    assert record["title"] == "السيول تجرف جسورا"
    assert record["sentences"] == [{"start": 0, "end": 17}, {"start": 19, "end": 66}]
    assert (record["attributions"], record["sources"]) == ([attribution], [source])
    assert (record["claims"], record["notes"], record["event"]) == ([claim], [], None)


def test_a_built_corpus_is_jsonl_parquet_and_manifest(authored: Files, tmp_path: Path) -> None:
    out = tmp_path / "data" / "tiny"
    manifest = build(authored(ar_91_txt=MARKED.replace("ar-90", "ar-91")), out)
    files = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert files == {"articles/train.jsonl", "articles/train.parquet", "manifest.json"}
    rows = [to_json(item) for item in read_articles(out / "articles" / "train.jsonl")]
    assert [row["id"] for row in rows] == ["ar-90", "ar-91"]
    assert read_parquet(out / "articles" / "train.parquet") == rows
    assert read_manifest(out) == manifest
    counts = manifest.splits["train"]
    assert (counts["articles"], counts["attributions"], counts["claims"]) == (2, 2, 2)


REFUSED: list[tuple[str, Callable[[str], str], str]] = [
    ("a mark without line in the head", lambda file: file.replace("{c1 ", "{c2 "),
     ":18: mark 'c2' has no line in the head; add it there"),
    ("a mention without line in the head", lambda file: file.replace("{S1 ", "{S2 "),
     ":18: mark 'S2' has no line in the head; add it there"),
    ("a claim that is marked nowhere", lambda file: file.replace("\n+++\nا", "\nc2 = {}\n+++\nا"),
     ":15: claim 'c2' of the head is marked nowhere in the text"),
    ("an attribution that is marked nowhere",
     lambda file: file.replace("\n\n[claims]", '\na2 = {source = "S1", style = "direct", '
                               'act = "state"}\n\n[claims]'),
     ":12: article 'ar-90', attribution 'a2' has neither cue nor content [E-EMPTY]"),
    ("no split", lambda file: file.replace('split = "train"', ""),
     ":1: split is None; expected one of train, validation, test"),
    ("another split", lambda file: file.replace('"train"', '"dev"'),
     ":5: split is 'dev'; expected one of train, validation, test"),
    ("no language", lambda file: file.replace('language = "ar"\n', ""),
     ":1: article 'ar-90', language is missing; every key must be present [E-KEY]"),
    ("an unknown key in the head", lambda file: file.replace("date", "dated"),
     ":3: dated is not a known key of the head; expected id, language, split, event, outlet, date, "
     "notes, provenance, sources, attributions, claims"),
    ("a key of articles that is no key of heads", lambda file: file.replace("date", "title"),
     ":3: title is not a known key of the head; expected id, language, split, event, outlet, date, "
     "notes, provenance, sources, attributions, claims"),
    ("a span in the head", lambda file: file.replace('act = "state"', 'act = "state", cue = []'),
     ":11: attribution 'a1', cue is not a known key; expected source, style, act, parent, refers"),
    ("a label left out", lambda file: file.replace(', act = "state"', ""),
     ":11: article 'ar-90', attribution 'a1', act is missing; every key must be present [E-KEY]"),
    ("a source left out", lambda file: file.replace('source = "S1", ', ""),
     ":11: article 'ar-90', attribution 'a1', source is missing; every key must be present "
     "[E-KEY]"),
    ("an unknown label", lambda file: file.replace('"state"', '"say"'),
     ":11: article 'ar-90', attribution 'a1', act is 'say'; expected one of state, confirm, deny, "
     "decline, predict, commit, judge, urge, ask [E-VALUE]"),
    ("a source that is not there", lambda file: file.replace('source = "S1"', 'source = "S7"'),
     ":11: article 'ar-90', attribution 'a1', source is 'S7', but there is no such source [E-REF]"),
    ("a label of a table of its own",
     lambda file: file.replace("a1 = {", "[attributions.a1]\n").replace(', style = "indirect", '
                               'act = "state"}', '\nstyle = "indirect"\nact = "say"'),
     ":11: article 'ar-90', attribution 'a1', act is 'say'; expected one of state, confirm, deny, "
     "decline, predict, commit, judge, urge, ask [E-VALUE]"),
    ("a date that TOML reads as one", lambda file: file.replace('"2031-03-02"', "2031-03-02"),
     ":3: article 'ar-90', date is date (datetime.date(2031, 3, 2)); expected a string or null "
     "[E-TYPE]"),
    ("an id without labels",
     lambda file: file.replace("a1 = {", 'a1 = "S1"\na2 = {').replace("{a1", "{a2"),
     ":10: [attributions] gives each id its labels, such as a1 = {…}"),
    ("decomposed text", lambda file: file.replace("إن", "\u0627\u0655ن"),
     ": the text is not NFC; normalise the file"),
    ("CRLF", lambda file: file.replace("\n", "\r\n"),
     ": the text has carriage returns; lines end in a line feed alone"),
    ("a byte-order mark", lambda file: "\ufeff" + file,
     ":1: opens with a byte-order mark; save it as UTF-8 without one"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "message"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_a_file_that_does_not_compile_is_refused(
    change: Callable[[str], str], message: str, authored: Files
) -> None:
    path = authored(ar_90_txt=change(MARKED)) / "ar-90.txt"
    with pytest.raises(DataError) as error:
        compile_file(path)
    assert str(error.value) == f"{path}{message}"


def test_a_file_that_is_not_utf_8_is_refused(authored: Files) -> None:
    path = authored(ar_90_txt=MARKED.encode("cp1256")) / "ar-90.txt"
    with pytest.raises(DataError) as error:
        compile_file(path)
    assert str(error.value) == f"{path}: is not UTF-8 at byte 94; save it as UTF-8"


def test_an_id_used_twice_names_both_files(authored: Files, tmp_path: Path) -> None:
    folder = authored(ar_91_txt=MARKED)
    with pytest.raises(DataError) as error:
        build(folder, tmp_path / "data")
    assert str(error.value) == (
        f"{folder / 'ar-91.txt'}: id 'ar-90' is also used in {folder / 'ar-90.txt'}"
    )
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"corpus_toml": None}, "corpus.toml: is not a corpus description: does not exist"),
        ({"corpus_toml": "name = x"}, "corpus.toml: is not a corpus description: Invalid value"),
        ({"corpus_toml": CORPUS.replace("layers", "layer")},
         "corpus.toml: is not a corpus description: has the unknown key 'layer'; expected name, "
         "version, languages, licence, layers, citation, origin"),
        ({"corpus_toml": CORPUS.replace('version = "2.0.1"', "")},
         "corpus.toml: is not a corpus description: has no 'version'"),
        ({"corpus_toml": CORPUS.replace('"2.0.1"', "2.0")},
         "corpus.toml: is not a corpus description: version is 2.0; expected a string"),
        ({"corpus_toml": CORPUS.replace('["ar"]', '"ar"')},
         "corpus.toml: is not a corpus description: languages is 'ar'; expected a list of strings"),
        ({"corpus_toml": CORPUS.replace('"sources"', '"speakers"')},
         "corpus.toml: is not a corpus description: unknown layers speakers; known: sentences, "),
        ({"corpus_toml": CORPUS.replace("musnad-tiny", "musnad-starter")},
         "corpus.toml: name is 'musnad-starter'; expected 'musnad-tiny', after the folder"),
        ({"ar_91_md": MARKED}, "ar-91.md: is no marked article; expected a file in .txt, so "),
        ({"ar_90_txt": None}, ": holds no marked article; expected files in .txt"),
    ],
    ids=["no description", "not TOML", "unknown key", "no version", "a number as version",
         "no list of languages", "unknown layer", "another name", "another suffix", "no article"],
)  # fmt: skip
def test_a_folder_that_is_no_corpus_is_refused(
    files: dict[str, Any], message: str, authored: Files, tmp_path: Path
) -> None:
    folder = authored(**files)
    with pytest.raises(DataError) as error:
        build(folder, tmp_path / "data")
    assert str(error.value).removeprefix(str(folder)).lstrip("/").startswith(message)


def test_a_folder_without_corpora_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as error:
        build_dataset(tmp_path)
    assert str(error.value) == (f"{tmp_path}/authored holds no corpus; run this in a checkout")


def test_the_committed_files_are_what_build_makes() -> None:
    assert list(stale_files(CHECKOUT)) == []


def test_counts_and_digests_of_the_manifest_are_those_of_the_data() -> None:
    for split in ("train", "test"):
        corpus = load(f"musnad-starter/{split}")
        counts = corpus.manifest.splits[split]
        assert counts["digest"] == corpus.digest
        assert counts["articles"] == len(corpus)
        assert counts["attributions"] == sum(len(item.attributions) for item in corpus)
        assert counts["claims"] == sum(len(item.claims) for item in corpus)


@pytest.fixture
def built(authored: Files) -> Path:
    """A small dataset folder as `musnad build` makes it."""
    dataset = authored().parent.parent
    build_dataset(dataset)
    assert list(stale_files(dataset)) == []
    return dataset


def test_building_twice_changes_no_byte_but_those_of_parquet(built: Path) -> None:
    def contents() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in built.rglob("*.*") if path.suffix != ".parquet"}

    before = contents()
    build_dataset(built)
    assert contents() == before


STALE: list[tuple[str, str, Callable[[Path], Any]]] = [
    ("a label in the data", "data/tiny/articles/train.jsonl",
     lambda path: path.write_text(path.read_text("utf-8").replace("state", "deny"), "utf-8")),
    ("a line end in the data", "data/tiny/articles/train.jsonl",
     lambda path: path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))),
    ("a missing Parquet file", "data/tiny/articles/train.parquet", Path.unlink),
    ("a file too many", "data/tiny/articles/test.jsonl", lambda path: path.write_text("")),
    ("the manifest", "data/tiny/manifest.json",
     lambda path: path.write_text(path.read_text("utf-8").replace("2.0.1", "2.0.2"), "utf-8")),
    ("the card", "README.md", lambda path: path.write_text("# صغير\n", "utf-8")),
]  # fmt: skip


@pytest.mark.parametrize(("name", "change"), [row[1:] for row in STALE], ids=[r[0] for r in STALE])
def test_a_changed_file_is_noticed(name: str, change: Callable[[Path], Any], built: Path) -> None:
    change(built / name)
    assert [path.relative_to(built).as_posix() for path in stale_files(built)] == [name]


def test_a_changed_parquet_row_is_noticed(built: Path) -> None:
    from musnad.dataset.packaging.parquet import write_parquet

    folder = built / "data" / "tiny" / "articles"
    copy = folder / "copy.jsonl"
    row = json.loads((folder / "train.jsonl").read_text("utf-8"))
    copy.write_text(json.dumps({**row, "outlet": "o99"}), encoding="utf-8")
    write_parquet(folder / "train.parquet", "articles", read_articles(copy))
    copy.unlink()
    assert [path.name for path in stale_files(built)] == ["train.parquet"]


def test_a_changed_source_makes_everything_made_of_it_stale(built: Path) -> None:
    path = built / "authored" / "tiny" / "ar-90.txt"
    path.write_text(path.read_text("utf-8").replace("جرفت", "أخذت"), encoding="utf-8")
    assert {item.relative_to(built / "data" / "tiny").as_posix() for item in stale_files(built)
            if "data" in item.parts} == {
        "articles/train.jsonl", "articles/train.parquet", "manifest.json"
    }  # fmt: skip


def test_an_error_while_building_leaves_the_old_files(built: Path) -> None:
    before = {path: path.read_bytes() for path in (built / "data").rglob("*.*")}
    shutil.copy(built / "authored" / "tiny" / "ar-90.txt", built / "authored" / "tiny" / "b.txt")
    with pytest.raises(DataError, match="is also used in"):
        build_dataset(built)
    assert {path: path.read_bytes() for path in (built / "data").rglob("*.*")} == before


def test_an_error_in_one_corpus_leaves_the_files_of_all(built: Path) -> None:
    def contents() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in (built / "data").rglob("*.*")}

    before = contents()
    tiny = built / "authored" / "tiny"
    (tiny / "ar-90.txt").write_text(MARKED.replace("ثلاثة", "أربعة"), encoding="utf-8")
    later = shutil.copytree(tiny, built / "authored" / "wrong")
    (later / "corpus.toml").write_text(CORPUS.replace('"sources"', '"speakers"'), encoding="utf-8")
    with pytest.raises(DataError, match=r"wrong/corpus\.toml: .*unknown layers speakers"):
        build_dataset(built)
    assert contents() == before


def test_files_that_are_no_longer_made_go(built: Path) -> None:
    marked = built / "authored" / "tiny" / "ar-90.txt"
    marked.write_text(MARKED.replace('"train"', '"test"'), encoding="utf-8")
    build_dataset(built)
    files = {path.name for path in (built / "data" / "tiny").rglob("*") if path.is_file()}
    assert files == {"test.jsonl", "test.parquet", "manifest.json"}
    assert list(stale_files(built)) == []


def test_a_corpus_without_marked_files_is_not_published_any_longer(built: Path) -> None:
    shutil.copytree(built / "data" / "tiny", built / "data" / "former")
    with pytest.raises(DataError) as error:
        build_dataset(built)
    assert str(error.value) == (
        f"{built}/data/former: has no folder under authored/; delete it, or bring its marked files "
        "back"
    )
    assert {path.parts[-2] for path in stale_files(built)} >= {"former"}


def test_a_card_without_prose_is_refused_before_anything_is_written(authored: Files) -> None:
    dataset = authored().parent.parent
    (dataset / "authored" / "CARD.md").unlink()
    with pytest.raises(DataError, match=r"CARD\.md: does not exist"):
        build_dataset(dataset)
    assert not (dataset / "data").exists()

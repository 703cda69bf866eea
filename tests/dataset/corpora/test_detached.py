"""Detached labels: not a word of the text in them, and nothing lost when it comes back."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from musnad import settings
from musnad.dataset import Article, embedded_folder, import_corpus, load
from musnad.dataset.corpora.detached import Detached, attach, detach
from musnad.errors import DataError

ABOUT = """
archive = "نصوص.tar.gz"
name = "musnad-real-ar"
version = "1.0.0"
languages = ["ar"]
licence = "CC-BY-4.0"
layers = ["sentences", "claims", "attributions", "sources"]
origin = "https://example.org/texts"
"""


@pytest.fixture(scope="module")
def article() -> Article:
    return load("musnad-starter/train")["ar-01"]


@pytest.fixture
def labels(tmp_path: Path, article: Article) -> Path:
    """A folder of labels for one article."""
    folder = tmp_path / "labels"
    folder.mkdir()
    (folder / "corpus.toml").write_text(ABOUT, encoding="utf-8")
    row = json.dumps(detach(article, "txt/7.txt", "test"), ensure_ascii=False)
    (folder / "labels.jsonl").write_text(row + "\n", encoding="utf-8")
    return folder


def texts(folder: Path, content: str) -> Path:
    (folder / "txt").mkdir()
    (folder / "txt" / "7.txt").write_bytes(content.encode())
    return folder


def read(labels: Path, path: Path) -> list[Any]:
    return [*Detached(labels).read(path, annotator=None, quirk=lambda kind: None)]


def test_no_word_of_the_text_is_in_a_row(article: Article) -> None:
    row = json.dumps(detach(article, "txt/7.txt", "test"), ensure_ascii=False)
    assert not any("\u0600" <= letter <= "\u06ff" for letter in row)


def test_labels_and_text_make_the_article_again(
    labels: Path, tmp_path: Path, article: Article
) -> None:
    (found,) = read(labels, texts(tmp_path, article.text))
    assert found.split == "test"
    assert found.record.attributions == article.attributions
    assert found.record.claims == article.claims
    assert found.record.title == article.title
    assert [source.mentions for source in found.record.sources] == [
        source.mentions for source in article.sources
    ]
    assert found.record.sources[0].name == "وزارة الداخلية"


def test_an_archive_is_read_without_being_unpacked(
    labels: Path, tmp_path: Path, article: Article
) -> None:
    content = article.text.encode()
    with tarfile.open(tmp_path / "نصوص.tar.gz", "w:gz") as archive:
        member = tarfile.TarInfo("txt/7.txt")
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
    assert read(labels, tmp_path)[0].record.text == article.text
    assert read(labels, tmp_path / "نصوص.tar.gz")[0].record.text == article.text


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("قال", "قَال", 1),
        lambda text: text + "\n",
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
    ],
    ids=["diacritic", "line end", "carriage returns", "byte order mark"],
)
def test_another_text_is_refused(
    labels: Path, tmp_path: Path, article: Article, change: Callable[[str], str]
) -> None:
    with pytest.raises(DataError, match=r"labels\.jsonl:1: article 'ar-01', the text at txt/7"):
        read(labels, texts(tmp_path, change(article.text)))


def test_a_missing_text_is_named(labels: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(DataError, match=r"has no file txt/7\.txt; give نصوص\.tar\.gz of https"):
        read(labels, tmp_path / "empty")


def test_offsets_outside_of_the_text_are_refused(article: Article) -> None:
    row = detach(article, "txt/7.txt", "test")
    row["claims"][0]["span"] = [[0, len(article.text) + 1]]
    with pytest.raises(DataError, match=r"labels\.jsonl:3: .*claim 'c1'"):
        attach(row, article.text, "labels.jsonl", 3)


@pytest.mark.parametrize("rest", [{}, {"sources": 1}, {"attributions": [{"cue": "x"}]}])
def test_a_row_that_is_none_is_refused(article: Article, rest: dict[str, Any]) -> None:
    row = {"id": "x", "text_sha256": article.text_sha256, **rest}
    with pytest.raises(DataError, match=r"labels\.jsonl:1: is no row of detached labels"):
        attach(row, article.text, "labels.jsonl", 1)


STAGED = settings.staged_corpora()
TEXTS = STAGED / "arabic_news_credibility" if STAGED else None


@pytest.mark.skipif(
    TEXTS is None or not TEXTS.is_dir(),
    reason="needs the real corpora: set MUSNAD_CORPORA to the folder of arabic_news_credibility/",
)
def test_the_real_labels_meet_their_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUSNAD_HOME", str(tmp_path))
    assert TEXTS is not None
    manifest = import_corpus("musnad-real-ar", TEXTS)
    counts = {key: value for key, value in manifest.splits["test"].items() if key != "digest"}
    assert counts == {"articles": 20, "attributions": 106, "claims": 269}
    assert load("musnad-real-ar/test").manifest.layers == manifest.layers


def test_shipped_labels_hold_no_arabic_word() -> None:
    folder = embedded_folder() / "detached" / "real-ar"
    for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        assert not any("\u0600" <= letter <= "\u06ff" for letter in line)

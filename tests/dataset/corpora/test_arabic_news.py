from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from musnad import settings
from musnad.dataset import Rating, import_corpus, load, validate
from musnad.errors import DataError, UsageError

Write = Callable[[dict[str, str]], Path]
GRADES, SLICE = "arabic_news_credibility", "arabic_news_rss_slice"

# Invented, in the corpora's formats.
BRIDGE = "السيول تجرف جسورا في رمان\r\nكتبت: رانيا\n\nقالت البلدية إن «الجسور ثلاثة».\n"
MARKED = "\u200fسوق الواحة\n\ufeffفُتح السوقـــ أمس"
HEAD = "path\tlabel\tarticle_id\toutlet\toutlet_evidence"
INDEX = (
    f"{HEAD}\n"
    "mce/txt/trusted/7.txt\ttrusted\t7\tبريد.الواحة\tsha\n"
    "mce/txt/trusted/10.txt\ttrusted\t10\t\tnone\n"
    "mce/txt/untrusted/8.txt\tuntrusted\t8\tDaily\ttitle\n"
    "mce/txt/untrusted/9.txt\tuntrusted\t9\t\tambiguous\n"
)
GRADED = {
    "mce/txt/trusted/10.txt": BRIDGE,
    "mce/txt/trusted/7.txt": BRIDGE,
    "mce/txt/untrusted/8.txt": BRIDGE,
    "mce/txt/untrusted/9.txt": "",
    "mce/txt/untrusted/11.txt": MARKED,
    "index.tsv": INDEX,
}
ONE, TWO, THREE = (f"{digit * 8}-0000-4000-8000-{digit * 12}" for digit in "abc")
CRAWLED = {
    f"rss/txt/Wadi.News/all/33/2031-03-02 12:07:55#{TWO}.txt": BRIDGE,
    f"rss/txt/Wadi.News/accidents/5/2031-03-01 23:59:59#{ONE}.txt": BRIDGE,
    f"rss/txt/englishWadi/5/2031-03-02 00:00:00#{THREE}.txt": "\u00a0\nThe bridge fell.",
}


def test_grades_are_ratings_of_the_articles(write: Write) -> None:
    manifest = import_corpus(GRADES, write(GRADED))
    assert manifest.tables == ("articles", "ratings")
    assert manifest.layers == ("sentences",)
    assert manifest.languages == ("ar",)
    assert manifest.quirks == {
        "article whose outlet is not on record": 3,
        "article with carriage returns: kept": 3,
        "blank article: kept": 1,
        "first line that is blank: no title": 1,
        "outlet recovered by sha: a hint": 1,
        "outlet recovered by title: a hint": 1,
        "text of an earlier article, with the other label: kept": 1,
        "text of an earlier article: kept": 1,
    }
    corpus = load(f"{GRADES}/all")
    assert [item.id for item in corpus] == ["7", "10", "8", "9", "11"]
    first = corpus["7"]
    assert (first.text, first.title) == (BRIDGE, "السيول تجرف جسورا في رمان\r")
    assert (first.outlet, first.language) == ("بريد.الواحة", "ar")
    assert first.provenance == "news-credibility, mce/txt/trusted/7.txt"
    assert [item.outlet for item in corpus] == ["بريد.الواحة", None, "Daily", None, None]
    assert (corpus["9"].text, corpus["9"].title, corpus["9"].language) == ("", None, "ar")
    assert corpus["11"].text == MARKED
    assert corpus.table("ratings") == [
        Rating(subject, "article", label, None, "credibility", "MCE Watch", None, None)
        for subject, label in [
            ("7", "trusted"),
            ("10", "trusted"),
            ("8", "untrusted"),
            ("9", "untrusted"),
            ("11", "untrusted"),
        ]
    ]


def test_without_the_index_no_outlet_is_known(write: Write) -> None:
    files = {name: text for name, text in GRADED.items() if name != "index.tsv"}
    manifest = import_corpus(GRADES, write(files))
    assert manifest.quirks["index.tsv is not there: no outlets"] == 1
    assert manifest.quirks["article whose outlet is not on record"] == 5
    assert {item.outlet for item in load(f"{GRADES}/all")} == {None}


@pytest.mark.parametrize(
    ("index", "message"),
    [
        (
            INDEX.replace("outlet_evidence", "proof"),
            "1: found another head; expected path, label, article_id, outlet, outlet_evidence",
        ),
        (
            f"{HEAD}\nmce/txt/trusted/8.txt\ttrusted\t8\t\tnone\n",
            "2: found mce/txt/trusted/8.txt as trusted, which the archive does not have so; "
            "give the index that belongs to it",
        ),
        (
            f"{HEAD}\nmce/txt/untrusted/8.txt\ttrusted\t8\t\tnone\n",
            "2: found mce/txt/untrusted/8.txt as trusted, which the archive does not have so; "
            "give the index that belongs to it",
        ),
        (f"{HEAD}\nmce/txt/trusted/7.txt\ttrusted\n", "2: found 2 cells; expected 5"),
    ],
)
def test_an_index_of_something_else_is_refused(index: str, message: str, write: Write) -> None:
    folder = write({**GRADED, "index.tsv": index})
    with pytest.raises(DataError) as error:
        import_corpus(GRADES, folder)
    assert str(error.value).startswith(f"{folder}/index.tsv:{message}")


def test_the_slice_takes_outlet_and_day_from_the_path(write: Write) -> None:
    manifest = import_corpus(SLICE, write(CRAWLED))
    assert manifest.tables == ("articles",)
    assert manifest.layers == ("sentences",)
    assert manifest.languages == ("ar", "en")
    assert manifest.quirks == {
        "article with carriage returns: kept": 2,
        "first line that is blank: no title": 1,
        "text of an earlier article: kept": 1,
    }
    found = [
        (item.id, item.outlet, item.date, item.language, item.title)
        for item in load(f"{SLICE}/all")
    ]
    title = "السيول تجرف جسورا في رمان\r"
    assert found == [
        (ONE, "Wadi.News", "2031-03-01", "ar", title),
        (TWO, "Wadi.News", "2031-03-02", "ar", title),
        (THREE, "englishWadi", "2031-03-02", "en", None),
    ]


@pytest.mark.parametrize(("name", "files"), [(GRADES, GRADED), (SLICE, CRAWLED)])
def test_a_text_in_another_encoding_is_refused(
    name: str, files: dict[str, str], write: Write
) -> None:
    folder = write(files)
    file = sorted(folder.rglob("*.txt"))[0]
    file.write_bytes("سوق".encode("cp1256"))
    with pytest.raises(DataError) as error:
        import_corpus(name, folder)
    assert str(error.value) == f"{file}: is not UTF-8 at byte 0; convert it first"


@pytest.mark.parametrize(("name", "files"), [(GRADES, GRADED), (SLICE, CRAWLED)])
def test_there_are_no_annotators(name: str, files: dict[str, str], write: Write) -> None:
    with pytest.raises(UsageError, match="has no annotators; drop annotator 'b2'"):
        import_corpus(name, write(files), annotator="b2")


STAGED = settings.staged_corpora()
real = pytest.mark.skipif(
    STAGED is None or not ((STAGED / GRADES).is_dir() and (STAGED / SLICE).is_dir()),
    reason=f"needs the real corpora: set MUSNAD_CORPORA to the folder of {GRADES}/ and {SLICE}/",
)


@real
def test_the_real_grades_have_their_known_counts(home: Path) -> None:
    assert STAGED is not None
    manifest = import_corpus(GRADES, STAGED / GRADES)
    assert (manifest.splits["all"]["articles"], manifest.splits["all"]["ratings"]) == (5842, 5842)
    assert manifest.quirks == {
        "article whose outlet is not on record": 4612,
        "article with carriage returns: kept": 14,
        "blank article: kept": 22,
        "first line that is blank: no title": 29,
        "outlet recovered by body: a hint": 84,
        "outlet recovered by sha: a hint": 1035,
        "outlet recovered by title: a hint": 111,
        "text of an earlier article, with the other label: kept": 18,
        "text of an earlier article: kept": 10,
    }
    corpus = load(f"{GRADES}/all")
    ratings = corpus.table("ratings")
    assert Counter(rating.label for rating in ratings) == {"trusted": 1508, "untrusted": 4334}
    assert [rating.subject for rating in ratings] == [item.id for item in corpus]
    by_text: dict[str, set[str]] = {}
    for item, rating in zip(corpus, ratings, strict=True):
        by_text.setdefault(item.text_sha256, set()).add(rating.label)
    assert len(by_text) == 5842 - 28
    assert sum(len(labels) == 2 for labels in by_text.values()) == 2
    assert sum(len(item.text.split()) < 20 for item in corpus) == 61
    assert sum("\u200f" in item.text for item in corpus) == 116
    assert sum("\ufeff" in item.text for item in corpus) == 2
    for table in ("articles", "ratings"):
        assert list(validate(home / "corpora" / GRADES / table / "all.jsonl", table)) == []


@real
def test_the_real_slice_has_its_known_counts(home: Path) -> None:
    assert STAGED is not None
    manifest = import_corpus(SLICE, STAGED / SLICE)
    assert manifest.splits["all"]["articles"] == 6400
    assert manifest.quirks == {
        "article with carriage returns: kept": 53,
        "blank article: kept": 25,
        "first line that is blank: no title": 38,
        "text of an earlier article: kept": 6400 - 5546,
    }
    corpus = load(f"{SLICE}/all")
    outlets = Counter(item.outlet for item in corpus)
    assert len(outlets) == 15
    assert outlets["englishAhram"] + outlets["englishFjp"] == 167
    assert {item.date for item in corpus} == {"2013-02-01", "2013-02-02"}
    assert list(validate(home / "corpora" / SLICE / "articles" / "all.jsonl", "articles")) == []

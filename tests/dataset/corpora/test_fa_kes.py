from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from musnad import settings
from musnad.dataset import Rating, import_corpus, load, validate
from musnad.errors import DataError, UsageError

NAME = "fa_kes"
FILE = "FA-KES-Dataset.csv"

# Invented, in the corpus's format: Latin-1 with stray bytes, CRLF, four columns without a name.
HEAD = "unit_id,article_title,article_content,source,date,location,labels,,,,"
ROWS = (
    '71,Bridge falls,"Sun 02 Mar 2031 ""It fell"" they said. \x95_Now',
    'it is gone.",post,3/2/2031,oasis,0,,,,Fake = 0\r\n'
    "71,Bridge falls,The bridge is there,post,3/2/2031,,1,,,,True = 1\r\n"
    "72,Bridge stands,The bridge is there,day,12/31/2031,oasis,1,,,,\r\n"
    "71,Bridge stands,The bridge is there,day,12/31/2031,oasis,0,,,,\r\n",
)
TABLE = f"{HEAD}\r\n" + "\n".join(ROWS)
RATER = "FA-KES, against the Violations Documentation Center"


@pytest.fixture
def given(tmp_path: Path) -> Callable[..., Path]:
    def given(table: str = TABLE, name: str = f"{FILE}.gz") -> Path:
        data = table.encode("latin-1")
        folder = tmp_path / "given"
        folder.mkdir(exist_ok=True)
        (folder / name).write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
        return folder

    return given


@pytest.mark.parametrize("name", [FILE, f"{FILE}.gz"])
@pytest.mark.parametrize("as_file", [True, False])
def test_articles_and_ratings_are_read(
    name: str, as_file: bool, given: Callable[..., Path]
) -> None:
    folder = given(name=name)
    manifest = import_corpus(NAME, folder / name if as_file else folder)
    assert manifest.tables == ("articles", "ratings")
    assert manifest.layers == ("sentences",)
    assert (manifest.splits["all"]["articles"], manifest.splits["all"]["ratings"]) == (4, 4)
    assert manifest.quirks == {
        "article with characters that no encoding explains: kept as Latin-1": 1,
        "body of an earlier article, with the other label: kept": 1,
        "body of an earlier article: kept": 1,
        "file with CRLF line ends: read as line feeds": 1,
        "legend in the fourth unnamed column: not kept": 2,
        "location: not kept": 3,
        "unit id that stands before: numbered": 2,
    }


def test_an_article_is_read_whole_and_its_label_beside_it(given: Callable[..., Path]) -> None:
    import_corpus(NAME, given())
    corpus = load(f"{NAME}/all")
    assert [item.id for item in corpus] == ["71", "71-2", "72", "71-3"]
    first = corpus["71"]
    assert first.text == (
        'Bridge falls\n\nSun 02 Mar 2031 "It fell" they said. \x95_Now\nit is gone.'
    )
    assert (first.title, first.outlet, first.date) == ("Bridge falls", "post", "2031-03-02")
    assert (first.language, first.provenance) == ("en", f"FA-KES, {FILE}:2")
    assert corpus["72"].date == "2031-12-31"
    assert corpus["72"].provenance == f"FA-KES, {FILE}:5"
    assert corpus.table("ratings") == [
        Rating(subject, "article", label, score, "credibility", RATER, None, None)
        for subject, label, score in [
            ("71", "Fake", 0.0),
            ("71-2", "True", 1.0),
            ("72", "True", 1.0),
            ("71-3", "Fake", 0.0),
        ]
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("labels,,,,", "labels,note,,,", "1: found another head; expected unit_id, article_title"),
        ("oasis,0,", "oasis,2,", "2: found '2' as labels; expected 0, 1; look for a shifted"),
        ("3/2/2031,,", "31/3/2031,,", "4: found the date '31/3/2031'; expected month/day/year"),
        ("day,12/31/2031,oasis,1,", "12/31/2031,oasis,1,", "5: found 10 cells; expected 11"),
    ],
)
def test_a_file_of_another_form_is_refused(
    old: str, new: str, message: str, given: Callable[..., Path]
) -> None:
    folder = given(TABLE.replace(old, new, 1))
    with pytest.raises(DataError) as error:
        import_corpus(NAME, folder)
    assert str(error.value).startswith(f"{folder / FILE}:{message}")


def test_there_are_no_annotators(given: Callable[..., Path]) -> None:
    with pytest.raises(UsageError, match="has no annotators; drop annotator 'b2'"):
        import_corpus(NAME, given(), annotator="b2")


STAGED = settings.staged_corpora()
FOLDER = STAGED / NAME if STAGED else None


@pytest.mark.skipif(
    FOLDER is None or not FOLDER.is_dir(),
    reason=f"needs the real corpus: set MUSNAD_CORPORA to the folder that holds {NAME}/",
)
def test_the_real_corpus_has_its_known_counts(home: Path) -> None:
    assert FOLDER is not None
    manifest = import_corpus(NAME, FOLDER)
    assert (manifest.splits["all"]["articles"], manifest.splits["all"]["ratings"]) == (804, 804)
    assert manifest.quirks == {
        "article with characters that no encoding explains: kept as Latin-1": 53,
        "body of an earlier article, with the other label: kept": 11,
        "body of an earlier article: kept": 4,
        "file with CRLF line ends: read as line feeds": 1,
        "legend in the fourth unnamed column: not kept": 2,
        "location: not kept": 804,
        "unit id that stands before: numbered": 12,
    }
    corpus = load(f"{NAME}/all")
    ratings = corpus.table("ratings")
    assert Counter(rating.label for rating in ratings) == {"True": 426, "Fake": 378}
    assert [rating.subject for rating in ratings] == [item.id for item in corpus]
    assert len({item.outlet for item in corpus}) == 15
    for table in ("articles", "ratings"):
        assert list(validate(home / "corpora" / NAME / table / "all.jsonl", table)) == []

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from musnad.dataset import Article, Attribution, Claim, Corpus, Source, Span, import_corpus, load
from musnad.errors import DataError, UsageError

Bound = Callable[..., str]
Write = Callable[[dict[str, str]], Path]

ARABIC = (
    "السيول تجرف جسورا\n\nقالت البلدية إن السيول جرفت ثلاثة جسور، مضيفة أن «الوضع تحت السيطرة»."
)
ENGLISH = "Floods\r\n\r\n“We 😀 lost the bridge,” said Rania of Ramman, “and the road.”\r\n"


def brought(folder: Path) -> Corpus:
    import_corpus("brat", folder)
    return load("brat/train")


def span(text: str, *words: str) -> Span:
    return Span.of(text, *((text.index(word), text.index(word) + len(word)) for word in words))


@pytest.fixture
def arabic(bound: Bound) -> str:
    return (
        bound(ARABIC, "T1", "Cue", "قالت")
        + bound(ARABIC, "T2", "Source", "البلدية")
        + bound(ARABIC, "T3", "Content", "إن السيول جرفت ثلاثة جسور")
        + bound(ARABIC, "T4", "Cue", "مضيفة")
        + bound(ARABIC, "T5", "Content", "أن «الوضع تحت السيطرة»")
        + bound(ARABIC, "T6", "Claim", "السيول جرفت ثلاثة جسور")
        + bound(ARABIC, "T7", "claim", "السيول تجرف جسورا")
        + bound(ARABIC, "T8", "Discuss", "مضيفة")
        + "E1\tCue:T1 Source:T2 Content:T3\nE2\tCue:T4 Content:T5\n"
    )


def test_an_arabic_article_is_read_whole(write: Write, arabic: str) -> None:
    corpus = brought(write({"سيول.txt": ARABIC, "سيول.ann": arabic}))
    (article,) = corpus
    assert isinstance(article, Article)
    assert (article.id, article.language, article.text) == ("سيول", "ar", ARABIC)
    assert (article.title, article.outlet, article.date, article.event) == (None, None, None, None)
    assert article.provenance == "brat, سيول.ann"
    assert len(article.sentences) == 2
    assert article.sources == (
        Source("S1", name="البلدية", mentions=(span(ARABIC, "البلدية"),)),
        Source("S0"),
    )
    assert article.attributions == (
        Attribution(
            "E1",
            cue=span(ARABIC, "قالت"),
            source=span(ARABIC, "البلدية"),
            content=span(ARABIC, "إن السيول جرفت ثلاثة جسور"),
            source_id="S1",
        ),
        Attribution(
            "E2",
            cue=span(ARABIC, "مضيفة"),
            content=span(ARABIC, "أن «الوضع تحت السيطرة»"),
            source_id="S0",
        ),
    )
    assert article.claims == (
        Claim("T6", span(ARABIC, "السيول جرفت ثلاثة جسور"), attribution="E1"),
        Claim("T7", span(ARABIC, "السيول تجرف جسورا")),
    )
    assert corpus.layers == ("sentences", "claims", "attributions")
    assert corpus.manifest.quirks == {
        "event without cue argument: its trigger is the cue": 2,
        "text-bound Discuss in no attribution: left out": 1,
    }


def test_an_english_article_keeps_its_line_ends(write: Write, bound: Bound) -> None:
    annotation = (
        bound(ENGLISH, "T1", "Content", "We 😀 lost the bridge,")
        + bound(ENGLISH, "T2", "Content", "and the road.")
        + bound(ENGLISH, "T3", "Cue", "said")
        + bound(ENGLISH, "T4", "Source", "Rania", "Ramman")
        + "E1\tAttribution:T3 Cue:T3 Content:T1 Content2:T2 Source:T4\n"
    ).replace("\n", "\r\n")
    corpus = brought(write({"a.txt": ENGLISH, "a.ann": annotation}))
    (article,) = corpus
    assert (article.language, article.text) == ("en", ENGLISH)
    assert article.attributions[0].content == span(
        ENGLISH, "We 😀 lost the bridge,", "and the road."
    )
    assert article.sources[0].name == "Rania Ramman"
    assert corpus.manifest.quirks == {
        "several text-bounds as content of one attribution: joined": 1
    }


def test_attributes_become_layers(write: Write, arabic: str) -> None:
    labels = "A1\tstyle E1 Indirect\nA2\tACT T4 state\nA3\tcheckable T6\nA4\tsure E1\n"
    corpus = brought(write({"a.txt": ARABIC, "a.ann": arabic + labels}))
    (article,) = corpus
    assert [(item.style, item.act) for item in article.attributions] == [
        ("indirect", None),
        (None, "state"),
    ]
    assert [claim.checkable for claim in article.claims] == [True, False]
    assert corpus.layers == ("sentences", "claims", "checkable", "attributions", "style", "act")
    assert corpus.manifest.quirks["attribute sure: left out"] == 1


def test_a_checkable_with_a_value_says_nothing_of_other_claims(write: Write, arabic: str) -> None:
    (article,) = brought(write({"a.txt": ARABIC, "a.ann": f"{arabic}A1\tcheckable T6 no\n"}))
    assert [claim.checkable for claim in article.claims] == [False, None]


def test_a_claim_belongs_to_the_smallest_content_around_it(write: Write, bound: Bound) -> None:
    text = "قال أحمد إن سامي أكد أن الجسر انهار"
    annotation = (
        bound(text, "T1", "Cue", "قال")
        + bound(text, "T2", "Content", "إن سامي أكد أن الجسر انهار")
        + bound(text, "T3", "Cue", "أكد")
        + bound(text, "T4", "Content", "أن الجسر انهار")
        + bound(text, "T5", "Claim", "الجسر انهار")
        + "E1\tCue:T1 Content:T2\nE2\tCue:T3 Content:T4\n"
    )
    (article,) = brought(write({"a.txt": text, "a.ann": annotation}))
    assert article.claims == (Claim("T5", span(text, "الجسر انهار"), attribution="E2"),)


def test_a_claim_that_marks_nothing_is_left_out(write: Write) -> None:
    annotation = "T1\tClaim 3 4\t:\nT2\tCue 0 3\tقال\nT3\tClaim 5 8\tنعم\n"
    corpus = brought(write({"a.txt": "قال: نعم", "a.ann": annotation}))
    assert [claim.id for claim in corpus["a"].claims] == ["T3"]
    assert corpus.manifest.quirks == {
        "claim that marks nothing: left out": 1,
        "claim without letter or digit: dropped": 1,
        "text-bound Cue in no attribution: left out": 1,
    }
    assert corpus.layers == ("sentences", "claims")


def test_folders_are_splits(write: Write) -> None:
    files = {
        "train/b": "نعم",
        "train/a": "لا",
        "dev/a": "ربما",
        "test/c": "أبدا",
        "notes/d": "شكرا",
    }
    folder = write({f"{name}.txt": text for name, text in files.items()})
    write({f"{name}.ann": "" for name in files} | {"dev/a.ann": "T1\tClaim 0 4\tربما\n"})
    manifest = import_corpus("brat", folder)
    assert {split: [a.id for a in load(f"brat/{split}")] for split in manifest.splits} == {
        "train": ["a", "b"],
        "validation": ["a"],
        "test": ["c"],
    }
    assert load("brat/validation")["a"].text == "ربما"
    assert manifest.quirks == {"folder that is no split: left out": 1}


def test_a_text_that_nobody_annotated_is_left_out(write: Write) -> None:
    corpus = brought(write({"a.txt": "نعم", "a.ann": "T1\tClaim 0 3\tنعم\n", "b.txt": "لا"}))
    assert [article.id for article in corpus] == ["a"]
    assert corpus.manifest.quirks == {"text without .ann file: left out": 1}


ERRORS = {
    "broken offsets": (
        {"a.txt": "قال نعم", "a.ann": "T1\tCue 1 4\tقال\n"},
        "{0}/a.ann:1: T1 1:4 is 'ال ' in the text but 'قال' here; "
        "offsets count code points, end-exclusive",
    ),
    "no text": (
        {"a.ann": ""},
        "{0}/a.ann: has no text; expected a.txt beside it",
    ),
    "no annotation": (
        {"a.txt": "نعم"},
        "{0}: holds no article that brat could read",
    ),
    "nothing annotated": (
        {"a.txt": "نعم", "a.ann": ""},
        "{0}: no attribution and no claim could be read; expected text-bounds Cue, Source and "
        "Content, joined by events or relations, or Claim; found no text-bound",
    ),
    "labels of another scheme": (
        {
            "a.txt": "قال أحمد نعم",
            "a.ann": "T1\tVerb 0 3\tقال\nT2\tSpeaker 4 8\tأحمد\nT3\tQuote 9 12\tنعم\n"
            "E1\tVerb:T1 Who:T2 What:T3\n",
        },
        "{0}: no attribution and no claim could be read; expected text-bounds Cue, Source and "
        "Content, joined by events or relations, or Claim; found Quote, Speaker, Verb",
    ),
    "a text that no record may hold": (
        {"a.txt": "قال\0نعم", "a.ann": ""},
        "article 'a' holds U+0000 at offset 3, which is not text; remove it",
    ),
    "splits and loose files": (
        {"train/a.txt": "نعم", "b.ann": ""},
        "{0}/b.ann: stands beside folders of splits; move it into one of them",
    ),
    "two folders of one split": (
        {"dev/a.txt": "نعم", "dev/a.ann": "", "validation/a.txt": "لا", "validation/a.ann": ""},
        "{0}: two articles of one split have the id 'a'",
    ),
    "an unknown style": (
        {"a.txt": "قال نعم", "a.ann": "T1\tCue 0 3\tقال\nE1\tCue:T1\nA1\tstyle E1 loud\n"},
        "{0}/a.ann:3: style of E1 is 'loud'; expected one of direct, mixed, indirect",
    ),
    "a style without value": (
        {"a.txt": "قال نعم", "a.ann": "T1\tCue 0 3\tقال\nE1\tCue:T1\nA1\tstyle E1\n"},
        "{0}/a.ann:3: style of E1 has no value; expected one of direct, mixed, indirect",
    ),
    "an unknown checkable": (
        {"a.txt": "قال نعم", "a.ann": "T1\tClaim 0 3\tقال\nA1\tcheckable T1 maybe\n"},
        "{0}/a.ann:2: checkable of T1 is 'maybe'; expected one of true, yes, false, no",
    ),
    "too many fragments": (
        {
            "a.txt": "ق " * 65,
            "a.ann": "T1\tCue "
            + ";".join(f"{at} {at + 1}" for at in range(0, 130, 2))
            + "\t"
            + " ".join("ق" * 65)
            + "\nE1\tCue:T1\n",
        },
        "{0}: article 'a', attribution 'E1', cue has 65 fragments; at most 64 are allowed "
        "[E-FRAGMENTS]",
    ),
}


@pytest.mark.parametrize(("files", "message"), ERRORS.values(), ids=ERRORS.keys())
def test_what_cannot_be_imported_is_named(
    files: dict[str, str], message: str, write: Write
) -> None:
    folder = write(files)
    with pytest.raises(DataError) as error:
        import_corpus("brat", folder)
    assert str(error.value) == message.format(folder)


def test_a_file_is_not_a_folder(write: Write) -> None:
    file = write({"a.txt": "نعم"}) / "a.txt"
    with pytest.raises(DataError) as error:
        import_corpus("brat", file)
    assert str(error.value) == (
        f"{file}: is not a folder; give the one that holds the .txt and .ann files"
    )


def test_a_brat_folder_has_no_annotators(write: Write) -> None:
    folder = write({"a.txt": "نعم", "a.ann": ""})
    with pytest.raises(UsageError) as error:
        import_corpus("brat", folder, annotator="all")
    assert str(error.value) == "a brat folder holds one set of labels; drop annotator 'all'"


def test_the_example_of_the_manual_is_read_whole(write: Write) -> None:
    page = Path(__file__).parents[3] / "docs" / "data-format.md"
    block = page.read_text(encoding="utf-8").partition("```text\nT1\t")[2].partition("```")[0]
    text = "قالت بلدية واحة رمان إن السيول جرفت ثلاثة جسور."
    corpus = brought(write({"a.txt": text, "a.ann": f"T1\t{block}"}))
    (said,), (claim,) = corpus["a"].attributions, corpus["a"].claims
    assert (said.source.cut(text), said.act) == ("بلدية واحة رمان", "state")
    assert (claim.span.cut(text), claim.attribution) == ("السيول جرفت ثلاثة جسور", said.id)
    assert set(corpus.manifest.quirks) == {"event without cue argument: its trigger is the cue"}

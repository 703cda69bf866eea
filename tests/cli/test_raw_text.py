"""Raw text: a news text in a file or from standard input, answered with who said what."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from musnad.cli.display import escaped, isolated, who_said_what, words_of
from musnad.dataset import Article, Attribution, Prediction, Source, Span, sha256

Run = Callable[..., Any]

NEWS = "السيول تجرف جسورا في رمان\n\nقالت بلدية واحة رمان إن السيول جرفت ثلاثة جسور.\n"


def test_a_text_is_answered_in_words(run: Run, folder: Path) -> None:
    (folder / "خبر.txt").write_text(NEWS, encoding="utf-8")
    done = run("predict", "nothing", "خبر.txt")
    assert done == (
        0,
        "خبر: \u2068السيول تجرف جسورا في رمان\u2069\n\n     nobody is quoted or cited.\n",
        "",
    )


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(NEWS.encode(), id="line feeds"),
        pytest.param(NEWS.replace("\n", "\r\n").encode(), id="CRLF"),
        pytest.param(b"\xef\xbb\xbf" + NEWS.encode(), id="byte-order mark"),
        pytest.param(b"\xef\xbb\xbf" + NEWS.replace("\n", "\r\n").encode(), id="both"),
        pytest.param(NEWS.strip().encode(), id="no line end at the end"),
    ],
)
@pytest.mark.parametrize("where", ["file", "stdin"])
def test_a_system_reads_a_text_whatever_its_line_ends(
    data: bytes, where: str, run: Run, folder: Path
) -> None:
    (folder / "news.txt").write_bytes(data)
    name = "news.txt" if where == "file" else "-"
    (answer,) = run("predict", "cues", name, "--json", stdin=data).rows
    # Only the byte-order mark is no text; every other character counts.
    text = data.decode("utf-8-sig")
    assert answer["id"] == ("news" if where == "file" else "stdin")
    assert answer["text_sha256"] == sha256(text)
    (item,) = answer["attributions"]
    for part, words in (("cue", "قالت"), ("source", "بلدية واحة رمان")):
        (fragment,) = item[part]
        assert text[fragment["start"] : fragment["end"]] == fragment["text"] == words
    shown = run("predict", "cues", name, stdin=data).out
    assert "\r" not in shown
    assert "\u2068بلدية واحة رمان\u2069" in shown


def test_records_of_a_text_are_written_where_a_file_is_asked_for(run: Run, folder: Path) -> None:
    (folder / "news.txt").write_text(NEWS, encoding="utf-8")
    done = run("predict", "nothing", "news.txt", "--out", "p.jsonl")
    assert done == (0, "", "1 predictions written to p.jsonl\n")
    records = run("predict", "nothing", "news.txt", "--json")
    assert (folder / "p.jsonl").read_text(encoding="utf-8") == records.out


def test_a_text_beside_a_corpus_is_answered_in_records(run: Run, folder: Path) -> None:
    (folder / "news.txt").write_text(NEWS, encoding="utf-8")
    done = run("predict", "nothing", "news.txt", "musnad-starter/train")
    assert [row["id"] for row in done.rows][:2] == ["news", "ar-01"]


def test_several_texts_are_answered_in_order(run: Run, folder: Path) -> None:
    for name in ("ب.txt", "أ.txt"):
        (folder / name).write_text(NEWS, encoding="utf-8")
    done = run("predict", "nothing", "ب.txt", "أ.txt", "--json")
    assert [row["id"] for row in done.rows] == ["ب", "أ"]


def test_a_text_without_words_has_no_attributions(run: Run) -> None:
    (answer,) = run("predict", "cues", "-", "--json", stdin="،".encode()).rows
    assert (answer["attributions"], answer["sources"]) == ([], [])
    shown = run("predict", "cues", "-", stdin="،".encode()).out
    assert shown.endswith("nobody is quoted or cited.\n")


EMPTY = "is empty; expected a text with the headline on its first line"
JSON = "holds JSON, not raw text; name a file of articles .jsonl"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", f"<stdin>: {EMPTY}"),
        (b" \n\t\n", f"<stdin>: {EMPTY}"),
        (b"\xef\xbb\xbf", f"<stdin>: {EMPTY}"),
        ("قال\0نعم".encode(), "article 'stdin' holds U+0000 at offset 3, which is not text; remove "
         "it"),
        (b'{"id": "ar-90"}\n{"id": "ar-91"}\n', f"<stdin>: {JSON}"),
        (b'\n{\n "id": "ar-90"\n}\n', f"<stdin>: {JSON}"),
        (b'[\n {"id": "ar-90"}\n]\n', f"<stdin>: {JSON}"),
    ],
)  # fmt: skip
def test_what_is_no_text_is_refused(data: bytes, message: str, run: Run) -> None:
    assert run("predict", "cues", "-", stdin=data) == (1, "", f"error: {message}\n")


@pytest.mark.parametrize("title", ["[فيديو] السيول", "[2031] السيول", "{السيول}", "[" * 2000])
def test_a_headline_may_open_with_a_bracket(title: str, run: Run) -> None:
    (answer,) = run("predict", "nothing", "-", "--json", stdin=f"{title}\n".encode()).rows
    assert answer["id"] == "stdin"


@pytest.mark.parametrize("name", ["gold.json", "news.md", "news"])
def test_a_file_is_read_as_what_its_name_says(name: str, run: Run, folder: Path) -> None:
    (folder / name).write_text(NEWS, encoding="utf-8")
    assert run("predict", "cues", name) == (
        2,
        "",
        f"error: {name}: is neither .txt (raw text) nor .jsonl (articles); rename it as what it "
        "is\n",
    )


def test_inputs_that_give_an_id_twice_are_refused(run: Run, folder: Path) -> None:
    for name in ("أ", "ب"):
        (folder / name).mkdir()
        (folder / name / "خبر.txt").write_text(NEWS, encoding="utf-8")
    train = "musnad-starter/train"
    for one, other, id in (
        ("أ/خبر.txt", "ب/خبر.txt", "خبر"),
        ("أ/خبر.txt", "أ/خبر.txt", "خبر"),
        (train, train, "ar-01"),
    ):
        assert run("predict", "cues", one, other, "--out", "p.jsonl") == (
            2,
            "",
            f"error: {one} and {other} both give an article {id!r}; rename one, or predict them "
            "apart\n",
        )
    assert not (folder / "p.jsonl").exists()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (NEWS.encode("cp1256"), "error: news.txt: is not UTF-8 at byte 0; save it as UTF-8\n"),
        (NEWS.encode("utf-16"), "error: news.txt: is not UTF-8 at byte 0; save it as UTF-8\n"),
        (None, "error: news.txt: does not exist\n"),
    ],
    ids=["Windows-1256", "UTF-16", "missing"],
)
def test_what_is_not_utf_8_text_is_refused(
    data: bytes | None, message: str, run: Run, folder: Path
) -> None:
    if data is not None:
        (folder / "news.txt").write_bytes(data)
    assert run("predict", "cues", "news.txt") == (1, "", message)


def test_display_keeps_each_direction_on_its_own_and_escapes_what_could_reach_out() -> None:
    text = "قال\u202e الوزير: the bridge\x1b[31m is safe."
    assert isolated(text) == "\u2068قال\\u202e الوزير: the bridge\\u001b[31m is safe.\u2069"
    assert isolated("سطر\r\n\nسطر") == "\u2068سطر سطر\u2069"


def test_a_text_keeps_its_lines_and_loses_its_controls() -> None:
    text = "سطر\r\nسطر\tآخر\x1b]0;\x07\x9b2J\rسطر"
    assert escaped(text) == "سطر\nسطر\tآخر\\u001b]0;\\u0007\\u009b2J\\u000dسطر"


@pytest.mark.parametrize(
    ("text", "inside", "shown"),
    [
        ("قال «الجسر آمن».", "الجسر آمن", "الجسر آمن"),
        ("إن «الجسر آمن».", "إن «الجسر آمن", "إن «الجسر آمن»"),
        ("«الجسر» آمن", "الجسر» آمن", "«الجسر» آمن"),
        ("«الجسر» و«الطريق»", "الجسر» و«الطريق", "«الجسر» و«الطريق»"),
        ('أن التمويل "مضمون".', 'أن التمويل "مضمون', 'أن التمويل "مضمون"'),
        ('"مضمون" تماما', 'مضمون" تماما', '"مضمون" تماما'),
        ('"مضمون" و"قريب"', 'مضمون" و"قريب', '"مضمون" و"قريب"'),
        ('وصف "الجسر" بأنه آمن"', 'وصف "الجسر" بأنه آمن', 'وصف "الجسر" بأنه آمن'),
        ('قال "مضمون"', "مضمون", "مضمون"),
        ("رفع الأسعار 4.5%.", "رفع الأسعار 4.5", "رفع الأسعار 4.5%"),
        ("رفع الأسعار ٤٫٥٪", "رفع الأسعار ٤٫٥", "رفع الأسعار ٤٫٥٪"),
        ("رفعها (بنسبة 4%)", "رفعها (بنسبة 4", "رفعها (بنسبة 4%)"),
        ("إن «وزير (الطاقة)» نفى", "إن «وزير (الطاقة", "إن «وزير (الطاقة)»"),
    ],
)
def test_marks_stand_in_pairs(text: str, inside: str, shown: str) -> None:
    at = text.index(inside)
    assert words_of(Span.of(text, (at, at + len(inside))), text) == shown


def test_a_source_is_named_with_its_marks_in_pairs() -> None:
    text = "قالت شركة «سنابل الوادي» إن الجسر آمن"
    name = "شركة «سنابل الوادي"
    span = Span.of(text, (5, 5 + len(name)))
    for sources, source_id in (((), None), ((Source("S1", name, mentions=(span,)),), "S1")):
        said = Attribution("a1", Span.of(text, (0, 4)), span, source_id=source_id)
        record = Prediction("ar-90", attributions=(said,), sources=sources)
        assert "\u2068شركة «سنابل الوادي»\u2069" in who_said_what(text, record)


def test_display_names_what_is_absent() -> None:
    text = "عاجل\n\nقال وزير إن الجسر آمن ونفى ذلك"
    article = Article(
        id="ar-90",
        event=None,
        outlet=None,
        language="ar",
        date=None,
        title=None,
        text=text,
        text_sha256=sha256(text),
        sources=(Source("S1", "وزير", "official", False), Source("S0")),
        attributions=(
            Attribution("a1", Span.of(text, (6, 9)), Span.of(text, (10, 14)),
                        Span.of(text, (15, 27)), "S1", "indirect", "state"),
            Attribution("a2", Span.of(text, (28, 32)), source_id="S1", act="deny", parent="a1"),
            Attribution("a3", content=Span.of(text, (15, 17), (24, 27)), source_id="S0"),
        ),
    )  # fmt: skip
    assert who_said_what(text, article).replace("\u2068", "<").replace("\u2069", ">") == (
        "ar-90: <عاجل>\n"
        "\n"
        "  1. <وزير> [official, not named]\n"
        "     <قال> (state, indirect)\n"
        "     <إن الجسر آمن>\n"
        "\n"
        "  2. <وزير> [official, not named, not written here]\n"
        "     <ونفى> (deny, inside a1)\n"
        "\n"
        "  3. ? [nobody named]\n"
        "     no cue ()\n"
        "     <إن … آمن>"
    )

"""Writing: what is written is read back, and a file is whole or not there."""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musnad.dataset import (
    Article,
    Attribution,
    Claim,
    Fragment,
    Prediction,
    Sentence,
    Source,
    Span,
    as_prediction,
    load,
    read_lines,
    replacing,
    sha256,
    to_json,
    write_lines,
)
from musnad.dataset.decode import reader
from musnad.dataset.io import drafted, dumps, row_line
from musnad.dataset.strict import loads
from musnad.errors import DataError

# Arabic with diacritics and tatweel, an emoji of two UTF-16 units, combining marks, joiners,
# direction marks and every line end that is not a line feed.
LETTERS = 'قالَّتـْلا١٢a é́😀👩\u200d🔬\u200f\u2067\u2069\u2028\u0085\r\n\t"\\{«»،'
unhurried = settings(deadline=None)
texts = st.text(st.sampled_from(LETTERS), min_size=1, max_size=40) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=40
)


@st.composite
def spans(draw: st.DrawFn, text: str) -> Span:
    """A span of up to three fragments, possibly none."""
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    return Span.of(text, *zip(cuts[::2], cuts[1::2], strict=False))


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """An article of right types; the rules need not hold."""
    text = draw(texts)
    words = st.none() | texts
    source = Source(
        id=draw(texts),
        name=draw(texts),
        type=draw(st.sampled_from([None, "official", "unknown"])),
        named=draw(st.sampled_from([None, True, False])),
        entity=draw(words),
        mentions=tuple(draw(st.lists(spans(text), max_size=2))),
        members=tuple(draw(st.lists(texts, max_size=2))),
    )
    attribution = Attribution(
        id=draw(texts),
        cue=draw(spans(text)),
        source=draw(spans(text)),
        content=draw(spans(text)),
        source_id=draw(words),
        style=draw(st.sampled_from([None, "direct", "mixed"])),
        act=draw(st.sampled_from([None, "deny", "state"])),
        parent=draw(words),
        refers=tuple(draw(st.lists(texts, max_size=2))),
    )
    claim = Claim(
        id=draw(texts),
        span=draw(spans(text)),
        checkable=draw(st.sampled_from([None, True, False])),
        verdict=draw(st.sampled_from([None, "refuted"])),
        value=draw(words),
    )
    return Article(
        id=draw(texts),
        event=draw(words),
        outlet=draw(words),
        language=draw(texts),
        date=draw(words),
        title=draw(words),
        text=text,
        text_sha256=sha256(text),
        sentences=(Sentence(0, len(text)),),
        sources=(source,),
        attributions=(attribution,),
        claims=(claim,),
        notes=("dialect_quote",),
        provenance=draw(words),
    )


def fail(code: str, path: tuple[Any, ...], message: str) -> None:
    raise AssertionError(f"{code} {path} {message}")


@unhurried
@given(article=articles())
def test_an_article_survives_json(article: Article) -> None:
    line = dumps(to_json(article))
    assert "\n" not in line
    assert reader(Article, "gold")(loads(line), (), fail) == article


@unhurried
@given(article=articles(), p=st.floats(0, 1))
def test_a_prediction_survives_json(article: Article, p: float) -> None:
    claim = Claim("c1", article.claims[0].span, p=p)
    prediction = Prediction(article.id, text=article.text, claims=(claim,))
    line = dumps(to_json(prediction, "predicted"))
    assert reader(Prediction, "predicted")(loads(line), (), fail) == prediction
    assert loads(line).keys() == {"id", "text", "claims"}


@unhurried
@given(rows=st.lists(texts, max_size=5))
def test_lines_survive_a_file(rows: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("lines") / "rows.jsonl"
    assert write_lines(path, ({"text": row} for row in rows)) == len(rows)
    assert [line.value for line in read_lines(path)] == [{"text": row} for row in rows]


def test_a_gold_article_as_a_prediction_keeps_its_labels() -> None:
    article = load("musnad-starter/train").articles[0]
    line = dumps(to_json(as_prediction(article), "predicted"))
    prediction = reader(Prediction, "predicted")(loads(line), (), fail)
    assert prediction.attributions == article.attributions
    assert (prediction.claims, prediction.sources) == (article.claims, article.sources)


def test_keys_have_the_order_of_the_fields_and_sides_their_own() -> None:
    claim = Claim("c1", Span([Fragment(0, 3, "قال")]), p=0.5)
    span = [{"start": 0, "end": 3, "text": "قال"}]
    assert list(to_json(claim).items()) == [
        ("id", "c1"),
        ("span", span),
        ("checkable", None),
        ("attribution", None),
        ("fact", None),
        ("value", None),
        ("verdict", None),
    ]
    assert to_json(claim, "predicted") == {"id": "c1", "span": span, "p": 0.5}


def test_arabic_is_written_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "new" / "rows.jsonl"
    write_lines(path, [{"text": "قالَ «نعم»"}])
    assert path.read_bytes() == '{"text": "قالَ «نعم»"}\n'.encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_nan_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        write_lines(tmp_path / "rows.jsonl", [{"p": float("nan")}])
    assert list(tmp_path.iterdir()) == []


def interrupted() -> Iterator[dict[str, Any]]:
    yield {"id": "a"}
    raise KeyboardInterrupt


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.jsonl.gz"])
@pytest.mark.parametrize("before", [None, b"old\n"], ids=["new file", "file was there"])
def test_an_interrupted_write_leaves_everything_as_it_was(
    name: str, before: bytes | None, tmp_path: Path
) -> None:
    path = tmp_path / name
    if before is not None:
        path.write_bytes(before)
    with contextlib.suppress(KeyboardInterrupt):
        write_lines(path, interrupted())
    assert {item.name: item.read_bytes() for item in tmp_path.iterdir()} == (
        {} if before is None else {name: before}
    )


def test_the_file_is_not_there_before_it_is_whole(tmp_path: Path) -> None:
    with replacing(tmp_path / "rows.jsonl") as handle:
        handle.write("نصف")
        handle.flush()
        assert not (tmp_path / "rows.jsonl").exists()
    assert (tmp_path / "rows.jsonl").read_text(encoding="utf-8") == "نصف"


def test_a_name_in_gz_is_compressed_and_the_bytes_repeat(tmp_path: Path) -> None:
    one, two = tmp_path / "one.jsonl.gz", tmp_path / "two.jsonl.gz"
    for path in (one, two):
        write_lines(path, [{"text": "قال"}])
    assert gzip.decompress(one.read_bytes()) == '{"text": "قال"}\n'.encode()
    assert one.read_bytes() == two.read_bytes()
    assert one.read_bytes()[4:8] == bytes(4)  # where the time would stand
    assert [line.value for line in read_lines(one)] == [{"text": "قال"}]


def test_a_dash_is_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert write_lines("-", [{"text": "قال"}]) == 1
    assert capsys.readouterr().out == '{"text": "قال"}\n'


def test_what_is_not_a_regular_file_is_written_to_and_stays_what_it_is(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.jsonl"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_lines(pipe, [{"text": "قال"}])
    assert os.read(reading, 100) == '{"text": "قال"}\n'.encode()
    os.close(reading)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert [item.name for item in tmp_path.iterdir()] == ["pipe.jsonl"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [("folder", "Is a directory"), ("file/rows.jsonl", "File exists")],
)
def test_where_no_file_can_be_the_error_says_so(name: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    with pytest.raises(DataError) as error:
        write_lines(tmp_path / name, [{}])
    assert str(error.value) == f"{tmp_path / name}: cannot be written: {reason}"


def test_a_draft_for_another_writer_is_kept_or_gone(tmp_path: Path) -> None:
    with drafted(tmp_path / "a.parquet") as draft:
        draft.write_bytes(b"1")
    with contextlib.suppress(RuntimeError), drafted(tmp_path / "b.parquet") as draft:
        draft.write_bytes(b"2")
        raise RuntimeError
    assert [item.name for item in tmp_path.iterdir()] == ["a.parquet"]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"p": float("nan")}, "Out of range float values are not JSON compliant"),
        ({"text": "\ud800"}, "'utf-8' codec can't encode character '\\ud800' in position 10: "
         "surrogates not allowed"),
        ({"text": "\0"}, "a string holds U+0000 or a lone surrogate; neither is text"),
        ({"start": 10**5000}, "Exceeds the limit (4300 digits) for integer string conversion"),
        ({"start": object}, "Object of type type is not JSON serializable"),
        ({"x": json.loads("[" * 16 + "]" * 16)}, "nesting is deeper than 16"),
    ],
)  # fmt: skip
def test_rows_from_memory_are_as_strict_as_files(row: dict[str, Any], message: str) -> None:
    problem = row_line(3, row, "<rows>").problem
    assert str(problem).startswith(f"<rows>:3: is not strict JSON: {message}")

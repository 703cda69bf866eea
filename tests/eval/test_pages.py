"""The report page without a browser: what is in it, and what a stranger cannot put into it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from musnad.dataset import LAYERS, as_prediction
from musnad.eval import evaluate
from musnad.eval.pages import article_data, write_report_page
from musnad.eval.pages.articles import ATTRIBUTION, direction
from musnad.eval.pages.rendering import embedded, visible

from .newsroom import ARABIC, HOSTILE, arabic, english, hostile, newsroom, page_of


class Elements(HTMLParser):
    """The tags of a page with their attributes, and the text in its scripts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][0] == "script":
            self.scripts.append(data)


@pytest.fixture
def page(tmp_path: Path) -> str:
    page_of(tmp_path / "page.html", *newsroom())
    return (tmp_path / "page.html").read_text(encoding="utf-8")


def data_of(html: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(Elements(html).scripts[0])
    return loaded


def rows(data: dict[str, Any], side: str) -> list[dict[str, Any]]:
    return [dict(zip(ATTRIBUTION, row, strict=True)) for row in data["attributions"][side]]


def test_equal_input_gives_equal_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        page_of(tmp_path / name, *newsroom())
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_the_order_of_labels_in_a_file_changes_no_byte(tmp_path: Path) -> None:
    gold, answers = newsroom()
    page_of(tmp_path / "one", gold, answers)
    turned = [
        replace(item, attributions=item.attributions[::-1], claims=item.claims[::-1])
        for item in answers
    ]
    page_of(tmp_path / "two", gold, turned[::-1])
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_the_page_shows_scores_intervals_and_the_signature(page: str) -> None:
    gold, answers = newsroom()
    score = evaluate(gold, answers, resamples=50)["wsw_f1"]
    assert f'<td class="number">{score.shown}</td>' in page
    assert f'<td class="range">{score.shown_interval}</td>' in page
    assert f"<code>{score.signature}</code>" in page
    assert "By style" in page


def test_nothing_is_loaded_and_only_our_script_and_style_may_run(page: str) -> None:
    tags = Elements(page).tags
    assert [tag for tag, _ in tags if tag in ("img", "iframe", "object", "embed", "base")] == []
    addresses = [
        found for _, attrs in tags for name in ("src", "href") if (found := attrs.get(name))
    ]
    assert set(addresses) <= {"data:,", "#articles"}
    [policy] = [a["content"] for _, a in tags if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy and "default-src 'none'" in policy and "unsafe" not in policy
    handlers = [name for _, attrs in tags for name in attrs if name.startswith("on")]
    assert (handlers, [a for _, a in tags if "style" in a]) == ([], [])


def test_a_stranger_cannot_put_markup_into_the_page(tmp_path: Path) -> None:
    gold, answers = newsroom(hostile(), arabic())
    page_of(tmp_path / "page.html", gold, answers, system=HOSTILE)
    html = (tmp_path / "page.html").read_text(encoding="utf-8")
    parsed = Elements(html)
    assert [tag for tag, _ in parsed.tags if tag == "img"] == []
    assert [tag for tag, _ in parsed.tags].count("script") == 2
    assert not re.search(
        "[\u2028\u2029\u202a-\u202e\u2066-\u2069]", html.replace(embedded_text(html), "")
    )
    assert data_of(html)["articles"][0]["id"] == HOSTILE


def embedded_text(html: str) -> str:
    return Elements(html).scripts[0]


@pytest.mark.parametrize("char", ["<", ">", "&", "\u2028", "\u2029", "\ud800"])
def test_data_holds_no_character_that_could_end_it(char: str) -> None:
    text = embedded({char: char})
    assert char not in text
    assert json.loads(text) == {char: char}


def test_controls_that_reorder_text_are_written_out() -> None:
    assert visible("a\u202eb\u2067c\x1bd") == "a⟨U+202E⟩b⟨U+2067⟩c⟨U+001B⟩d"
    assert visible("مُسنَد\u200f\n«»") == "مُسنَد\u200f\n«»"


def test_items_stand_in_text_order_with_what_happened_to_them() -> None:
    gold, answer = arabic()
    data, _ = article_data(gold, as_prediction(answer), LAYERS)
    assert [row["kind"] for row in rows(data, "gold")] == [
        "correct", "boundary", "wrong entity", "missed", "merged", "merged",
    ]  # fmt: skip
    assert [row["kind"] for row in rows(data, "predicted")] == [
        "correct", "boundary", "wrong entity", "spurious", "merged",
    ]  # fmt: skip
    assert rows(data, "predicted")[4]["partners"] == [4, 5]
    start, end = rows(data, "gold")[2]["content"]
    assert ARABIC[start:end] == "أن الطرق مقطوعة"


def test_the_writer_returns_how_many_there_are_of_each_kind(tmp_path: Path) -> None:
    kinds = page_of(tmp_path / "page.html", *newsroom(english()))
    assert kinds["attributions"]["gold"] == {
        "correct": 1, "boundary": 0, "wrong entity": 0, "merged": 0, "split": 1, "missed": 1,
    }  # fmt: skip
    assert kinds["attributions"]["predicted"]["split"] == 2
    assert kinds["claims"]["predicted"]["spurious"] == 1


def test_equal_spans_of_other_sources_keep_their_own_findings() -> None:
    gold, _ = arabic()
    twice = replace(
        gold.attributions[2], id="x", source_id="S3", source=gold.attributions[4].source
    )
    answer = replace(gold, attributions=(*gold.attributions, twice))
    data, _ = article_data(gold, as_prediction(answer), LAYERS)
    assert {row["id"] for row in rows(data, "predicted") if row["kind"] != "correct"} == {"x"}


def test_a_layer_that_is_not_answered_is_not_shown(tmp_path: Path) -> None:
    gold, answers = newsroom()
    predictions = [replace(as_prediction(answer), claims=None) for answer in answers]
    report = evaluate(gold, predictions, resamples=0)
    kinds = write_report_page(tmp_path / "page.html", report, gold, predictions)
    assert list(kinds) == ["attributions"]
    assert data_of((tmp_path / "page.html").read_text(encoding="utf-8"))["layers"] == [
        "attributions"
    ]


def test_a_missing_prediction_is_shown_as_empty(tmp_path: Path) -> None:
    gold, answers = newsroom()
    report = evaluate(gold, answers[:1], allow_missing=True, resamples=0)
    predictions = [as_prediction(answers[0])]
    kinds = write_report_page(tmp_path / "page.html", report, gold, predictions)
    assert kinds["attributions"]["gold"]["missed"] == 4


@pytest.mark.parametrize(
    ("language", "expected"), [("ar", "rtl"), ("ar-EG", "rtl"), ("fa", "rtl"), ("en", "ltr")]
)
def test_direction_follows_the_language(language: str, expected: str) -> None:
    assert direction(language) == expected

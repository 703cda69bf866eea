"""The report page in a real browser: filters, search, keys, both directions, and no noise."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ..eval.newsroom import arabic, english, hostile, newsroom, page_of

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
BROWSER = next(filter(None, map(shutil.which, BROWSERS)), None)
if BROWSER is None:
    pytest.skip(f"none of {', '.join(BROWSERS)} is installed", allow_module_level=True)
api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with api.sync_playwright() as driver:
        # A sandbox needs rights that containers do not give; the page is our own.
        running = driver.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("page") / "report.html"
    page_of(path, *newsroom(arabic(), english(), hostile()))
    return path.as_uri()


class Noise(list[str]):
    """Console messages, uncaught errors and requests of a page, which should all be none."""

    def listen(self, page: Any, address: str) -> None:
        page.on("console", lambda message: self.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.append(f"error: {error}"))
        page.on(
            "request",
            lambda request: request.url == address or self.append(f"request: {request.url}"),
        )
        page.on("dialog", lambda dialog: self.append(f"dialog: {dialog.message}"))


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    """The page of three articles; the test fails if it makes any noise."""
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    opened = context.new_page()
    noise = Noise()
    noise.listen(opened, address)
    opened.goto(address)
    opened.wait_for_selector("html[data-ready]", state="attached")
    yield opened
    context.close()
    assert noise == []


def shown(page: Any) -> list[str]:
    """Which articles are shown, by the number that they have in the corpus."""
    ids = page.eval_on_selector_all("#list > article:not([hidden])", "all => all.map(a => a.id)")
    return [name.removeprefix("article-") for name in ids]


def reach(page: Any, article: int) -> Any:
    """An article, scrolled to and drawn."""
    found = page.locator(f"#article-{article}")
    found.evaluate("article => article.scrollIntoView()")
    page.wait_for_selector(f"#article-{article}[data-drawn]")
    return found


def kinds(page: Any, article: int) -> list[str]:
    """The kinds of the rows that are shown of an article."""
    rows = reach(page, article).locator(".row:not([hidden])")
    found: list[str] = rows.evaluate_all("rows => rows.map(row => row.dataset.kind)")
    return found


def pane(page: Any, article: int, side: str) -> Any:
    """The text of one side of an article."""
    return reach(page, article).locator(f".pane[aria-label={side}] .text")


def test_an_arabic_article_runs_from_right_to_left_and_an_english_one_does_not(page: Any) -> None:
    found = [
        (pane(page, at, "gold").get_attribute("dir"), pane(page, at, "gold").get_attribute("lang"))
        for at in (1, 2)
    ]
    assert found == [("rtl", "ar"), ("ltr", "en")]


def test_both_sides_show_the_text_as_it_stands(page: Any) -> None:
    for at, (gold, _) in enumerate((arabic(), english()), 1):
        lines = [line for line in gold.text.split("\n") if line]
        for side in ("gold", "predicted"):
            assert pane(page, at, side).locator("p").all_text_contents() == lines


def test_a_discontinuous_content_is_marked_in_pieces(page: Any) -> None:
    reach(page, 1)
    marks = pane(page, 1, "predicted").locator(".mark[data-item='1']").all_text_contents()
    assert marks == ["إن السد", "امتلأ وإن المدارس"]


def test_offsets_are_right_behind_a_character_beyond_16_bits(page: Any) -> None:
    reach(page, 2)
    marks = pane(page, 2, "gold").locator(".mark[data-item='1']").all_text_contents()
    assert marks == ["that roads are cut"]


def test_rows_name_every_kind_and_pair_what_belongs_together(page: Any) -> None:
    assert kinds(page, 1) == [
        "correct", "boundary", "wrong entity", "missed", "spurious", "merged", "merged", "merged",
    ]  # fmt: skip
    labels = page.locator("#article-1 .row").evaluate_all(
        "rows => rows.map(row => row.getAttribute('aria-label'))"
    )
    assert labels[1] == "boundary: gold 2, predicted 2"
    assert labels[3] == "missed: gold 4, nothing predicted"
    assert labels[-2] == "merged: predicted 5, merges gold 5, 6"


def test_a_kind_is_told_by_line_sign_and_word_beside_colour(page: Any) -> None:
    reach(page, 1)
    styles = {
        kind: page.locator(f"#article-1 .row[data-kind='{kind}']").first.evaluate(
            "row => { const s = getComputedStyle(row);"
            " return s.borderInlineStartStyle + row.querySelector('.sign').textContent }"
        )
        for kind in ("correct", "boundary", "wrong entity", "missed", "spurious", "merged")
    }
    assert len(set(styles.values())) == len(styles)
    assert styles["boundary"] == "dashed≈"


def test_a_filter_shows_only_the_articles_and_rows_of_its_kind(page: Any) -> None:
    assert shown(page) == ["1", "2", "3"]
    page.click("#kinds button[data-kind=split]")
    assert shown(page) == ["2"]
    assert kinds(page, 2) == ["split", "split", "split"]
    assert page.inner_text("#count") == "1 of 3 articles · 3 split"
    page.click("#kinds button[data-kind='wrong entity']")
    assert shown(page) == ["1", "2"]
    page.click("#kinds button.all")
    assert shown(page) == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("السد", ["1"]),
        ("الْسّد امتلا", ["1"]),
        ("MINISTER said", ["2"]),
        ("ar-1", ["1"]),
        ("<img src=x", ["3"]),
        ("لا شيء", []),
    ],
)
def test_search_ignores_case_and_vowel_signs(page: Any, query: str, expected: list[str]) -> None:
    page.fill("#query", query)
    begins = "wanted => document.querySelector('#count').textContent.startsWith(wanted)"
    page.wait_for_function(begins, arg=f"{len(expected)} of 3")
    assert shown(page) == expected


def test_what_is_searched_for_is_highlighted_on_both_sides(page: Any) -> None:
    page.fill("#query", "الطرق")
    page.wait_for_function("() => CSS.highlights.get('found')?.size === 2")
    texts = page.evaluate("() => [...CSS.highlights.get('found')].map(String)")
    assert texts == ["الطرق", "الطرق"]


def test_keys_walk_through_articles_and_reach_search_and_help(page: Any) -> None:
    focus = "() => document.activeElement.closest('article')?.id ?? document.activeElement.id"
    where = []
    for key in ("j", "j", "k"):
        page.keyboard.press(key)
        where.append(page.evaluate(focus))
    assert where == ["article-1", "article-2", "article-1"]
    page.keyboard.press("?")
    assert page.is_visible("#help")
    page.keyboard.press("Escape")
    assert not page.is_visible("#help")
    page.keyboard.press("/")
    page.keyboard.type("jk")
    assert page.input_value("#query") == "jk"
    page.keyboard.press("Escape")
    assert page.input_value("#query") == ""
    page.keyboard.press("7")
    assert page.get_attribute("#kinds button[data-kind=spurious]", "aria-pressed") == "true"


def test_a_focused_row_lights_up_its_words_on_both_sides(page: Any) -> None:
    reach(page, 1)
    page.locator("#article-1 .row[data-kind=boundary]").focus()
    lit = [pane(page, 1, side).locator(".mark.lit").all_text_contents()
           for side in ("gold", "predicted")]  # fmt: skip
    assert lit == [["إن السد امتلأ وإن المدارس ستغلق غدا"], ["إن السد", "امتلأ وإن المدارس"]]


def test_claims_are_a_layer_of_their_own(page: Any) -> None:
    page.click("#layers button[data-layer=claims]")
    assert kinds(page, 1) == ["correct", "missed"]
    assert kinds(page, 2) == ["spurious", "missed"]


def test_the_most_wrong_article_can_come_first(page: Any) -> None:
    page.select_option("#order", "errors")
    assert shown(page) == ["1", "2", "3"]
    page.click("#layers button[data-layer=claims]")
    assert shown(page) == ["2", "1", "3"]


def test_what_a_stranger_wrote_is_text_and_its_controls_are_written_out(page: Any) -> None:
    reach(page, 3)
    assert page.locator("img").count() == 0
    text = pane(page, 3, "gold").text_content()
    assert "</script><img src=x onerror=alert(1)>U+202Eسلام" in text
    assert "\u202e" not in page.locator("body").inner_text()


def test_texts_stand_below_each_other_on_a_telephone(page: Any) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    reach(page, 1)
    tops, bottoms = page.locator("#article-1 .text").evaluate_all(
        "all => all.map(a => a.getBoundingClientRect()).reduce("
        "(found, box) => [[...found[0], box.top], [...found[1], box.bottom]], [[], []])"
    )
    assert bottoms[0] < tops[1]
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390


def test_only_what_is_near_is_drawn(browser: Any, tmp_path: Path) -> None:
    gold, answer = arabic()
    names = [f"ar-{at}" for at in range(60)]
    pairs = [(replace(gold, id=name), replace(answer, id=name)) for name in names]
    page_of(tmp_path / "report.html", *newsroom(*pairs))
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    opened = context.new_page()
    opened.goto((tmp_path / "report.html").as_uri())
    reach(opened, 1)
    assert 0 < opened.locator("[data-drawn]").count() < 10
    reach(opened, 40)
    opened.wait_for_selector("#article-1:not([data-drawn])", state="attached")
    assert 0 < opened.locator("[data-drawn]").count() < 10
    context.close()

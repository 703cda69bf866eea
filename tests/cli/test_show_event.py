"""`musnad show --event`: the reports of one event side by side, in a terminal and on a page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

EVENT = "e01"


@pytest.fixture
def corpus(folder: Path, rows: list[Any], lines: Callable[..., bytes]) -> str:
    """Articles in which two claims speak to facts of one event."""
    row = rows[0]
    values = [("f1", "=340", "supported"), ("f2", "<b>", "refuted")]
    for claim, (fact, value, verdict) in zip(row["claims"], values, strict=False):
        claim.update(fact=fact, value=value, verdict=verdict)
    (folder / "خبر.jsonl").write_bytes(lines([row]))
    assert row["event"] == EVENT
    return "خبر.jsonl"


def test_who_says_what_about_each_fact(run: Callable[..., Any], corpus: str) -> None:
    done = run("show", corpus, "--event", EVENT)
    assert done.code == 0
    assert done.out.startswith("e01: 1 reports, 2 facts\n\nf1\n")
    assert "asserts =340 (o01)" in done.out
    assert "verdict: supported" in done.out


def test_json_has_every_voice(run: Callable[..., Any], corpus: str) -> None:
    found = run("show", corpus, "--event", EVENT, "--json").json
    assert [(item["fact"], item["disputed"]) for item in found] == [("f1", False), ("f2", False)]
    assert found[0]["voices"][0]["stance"] == "assert"


def test_the_page_escapes_what_strangers_wrote(
    run: Callable[..., Any], corpus: str, folder: Path
) -> None:
    done = run("show", corpus, "--event", EVENT, "--html", "صفحة.html")
    page = (folder / "صفحة.html").read_text(encoding="utf-8")
    assert done.err == "page written to صفحة.html\n"
    assert "&lt;b&gt;" in page
    assert "<b>" not in page
    assert "<script" not in page
    assert "script-src &#39;none&#39;" in page


def test_an_unknown_event_is_answered_with_those_there_are(
    run: Callable[..., Any], corpus: str
) -> None:
    done = run("show", corpus, "--event", "e99")
    assert (done.code, "e01" in done.err) == (2, True)


@pytest.mark.parametrize("arguments", [("ar-01", "--event", EVENT), ("--html", "x.html")])
def test_what_does_not_go_together(
    run: Callable[..., Any], corpus: str, arguments: tuple[str, ...]
) -> None:
    assert run("show", corpus, *arguments).code == 2

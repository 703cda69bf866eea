"""Reports as text, Markdown and JSON, byte for byte as in the golden files.

Refresh them with `pytest tests/eval --refresh-golden` and review the difference.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from musnad.dataset import Article
from musnad.eval import HEADLINES, METRICS, Report, evaluate
from musnad.eval.resampling import Interval
from musnad.eval.signature import Signature

from .builders import article, corpus, said, source

IsGolden = Callable[[str, str], bool]
SHORT = ("wsw_f1", "wsw_null_f1", "act_macro_f1", "claim_soft_p", "decline_f1")


def articles() -> tuple[list[Article], list[Article]]:
    """Three articles with gold labels, and predictions that are right in part."""
    entries = [
        source("S1", (40, 50), (90, 94), type="official", named=True),
        source("S2", (60, 66), type="witness", named=False),
    ]
    first = [
        said((0, 10), (40, 50), (52, 55), act="state", style="indirect"),
        said((12, 24), cue=(26, 29), act="deny", style="indirect"),
        said((30, 38), (60, 66), (68, 71), to="S2", act="state", style="direct"),
    ]
    second = [said((0, 20), (60, 66), (22, 25), to="S2", act="urge", style="mixed")]
    sentences = [(0, 56), (56, 100)]

    def three(one, two, claims) -> list[Article]:
        return [
            article(*one, sources=entries, claims=claims, event="e1", sentences=sentences),
            article(*two, sources=entries, id="ar-2", event="e2", sentences=sentences),
            article(claims=claims[:1], id="ar-3", event="e2", sentences=sentences),
        ]

    gold = three(first, second, [(0, 10), (12, 24)])
    found = three(
        [first[0], replace(first[1], act="state"), said((30, 38), (40, 50), (68, 71), act="state")],
        [said((0, 13), (60, 66), (22, 25), to="S2", act="urge", style="mixed")],
        [(0, 9), (12, 24), (12, 24)],
    )
    return gold, found


def steady(report: Report) -> Report:
    """The report without what a release changes: version, data digest, configuration."""
    return replace(
        report,
        scores={
            name: replace(
                score,
                signature=replace(
                    score.signature, data="toy/test@1.0.0#00000000", cfg="00000000", v="0.0.0"
                ),
            )
            for name, score in report.items()
        },
    )


@pytest.fixture(scope="module")
def whole() -> Report:
    gold, found = articles()
    return steady(evaluate(corpus(*gold), found, resamples=200))


@pytest.fixture(scope="module")
def short() -> Report:
    """A few metrics, one article missing, two layers neither labelled nor answered."""
    gold, found = articles()
    layers = ("sentences", "claims", "attributions", "sources")
    some = evaluate(
        corpus(*gold, layers=layers),
        found[1:],
        metrics=SHORT,
        allow_missing=True,
        resamples=200,
    )
    return steady(some)


def test_a_text_report_is_golden(whole: Report, is_golden: IsGolden) -> None:
    assert is_golden("report.txt", whole.to_text())
    assert str(whole) == whole.to_text()


def test_a_full_text_report_is_golden(whole: Report, is_golden: IsGolden) -> None:
    assert is_golden("report-full.txt", whole.to_text(full=True))


def test_a_markdown_report_is_golden(whole: Report, is_golden: IsGolden) -> None:
    assert is_golden("report.md", whole.to_markdown())


def test_an_incomplete_text_report_is_golden(short: Report, is_golden: IsGolden) -> None:
    assert is_golden("report-short.txt", short.to_text())


def test_an_incomplete_markdown_report_is_golden(short: Report, is_golden: IsGolden) -> None:
    assert is_golden("report-short.md", short.to_markdown(full=True))


def test_a_json_report_is_golden(short: Report, is_golden: IsGolden) -> None:
    text = json.dumps(short.to_json(), ensure_ascii=False, indent=1)
    assert is_golden("report-short.json.txt", text)


def test_the_headlines_come_first_in_their_own_order(whole: Report) -> None:
    assert [score.metric for score in whole.headlines()] == list(HEADLINES)
    assert set(HEADLINES) <= set(METRICS)


def test_without_a_headline_everything_that_was_asked_for_is_shown() -> None:
    gold, found = articles()
    asked = ["cue_char_p", "cue_char_r"]
    report = evaluate(corpus(*gold), found, metrics=asked, resamples=0)
    assert [score.metric for score in report.headlines()] == asked


def test_a_report_is_a_mapping_from_metrics_to_scores(whole: Report) -> None:
    assert list(whole) == list(METRICS)
    assert len(whole) == len(METRICS)
    assert whole["wsw_f1"].metric == "wsw_f1"
    assert "no_such_metric" not in whole


@pytest.mark.parametrize(
    ("value", "low", "high", "shown", "span"),
    [
        (2 / 3, 0.1234, 0.9999, "66.7", "12.3-100.0"),
        (0.0, 0.0, 0.0, "0.0", "0.0-0.0"),
        (1.0, 1.0, 1.0, "100.0", "100.0-100.0"),
        (0.0006, 0.0004, 0.00051, "0.1", "0.0-0.1"),
    ],
)
def test_values_are_shown_times_100_with_one_decimal(
    whole: Report, value: float, low: float, high: float, shown: str, span: str
) -> None:
    score = replace(whole["wsw_f1"], value=value, interval=Interval(low, high, 0, True))
    assert (score.shown, score.shown_interval) == (shown, span)


def test_json_numbers_are_rounded_to_nine_digits(whole: Report) -> None:
    signature: Signature = whole["wsw_f1"].signature
    score = replace(
        whole["wsw_f1"], value=1 / 3, interval=Interval(2 / 3, 1.0, 7, False), signature=signature
    )
    assert score.to_json() == {
        "value": 0.333333333,
        "low": 0.666666667,
        "high": 1.0,
        "interval_reliable": False,
        "resamples_dropped": 7,
        "reason": None,
        "left_out": [],
        "signature": str(signature),
    }

"""Decoding: exact types, closed vocabularies, ranges and keys, named by their path."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from musnad.dataset import Article, Attribution, Fragment, Prediction, Span
from musnad.dataset.decode import INVALID, path_text, reader
from musnad.dataset.validation import check_rows

Row = dict[str, Any]

CUE = "dev.jsonl:1: article 'ar-90', attribution 'a1', cue[0]"
CLAIM = "dev.jsonl:1: article 'ar-90', claim 'c1'"
ARTICLE_KEYS = (
    "id, event, outlet, language, date, title, text, text_sha256, sentences, sources, "
    "attributions, claims, notes, provenance"
)

# Where the value goes, the value, and the message after the place.
GOLD = [
    ("attributions.0.cue.0.start", True, f"{CUE}.start is a boolean (True); expected an integer "
     "[E-TYPE]"),
    ("attributions.0.cue.0.start", 27.0, f"{CUE}.start is a number (27.0); expected an integer "
     "[E-TYPE]"),
    ("attributions.0.cue.0.start", "27", f"{CUE}.start is a string ('27'); expected an integer "
     "[E-TYPE]"),
    ("attributions.0.cue.0.start", None, f"{CUE}.start is null (None); expected an integer "
     "[E-TYPE]"),
    ("attributions.0.cue.0.end", 2**31, f"{CUE}.end is 2147483648; expected a value from "
     "-2147483648 to 2147483647 [E-RANGE]"),
    ("attributions.0.cue.0.end", 10**4000, f"{CUE}.end is {'1' + '0' * 38}…; expected a value from "
     "-2147483648 to 2147483647 [E-RANGE]"),
    ("attributions.0.cue.0.start", -1, f"{CUE} fragment -1:31 is empty, reversed or negative; "
     "offsets are code points with 0 <= start < end [E-OFFSET]"),
    ("attributions.0.cue.0.start", 40, f"{CUE} fragment 40:31 is empty, reversed or negative; "
     "offsets are code points with 0 <= start < end [E-OFFSET]"),
    ("attributions.0.cue.0.end", 27, f"{CUE} fragment 27:27 is empty, reversed or negative; "
     "offsets are code points with 0 <= start < end [E-OFFSET]"),
    ("attributions.0.cue.0.text", 5, f"{CUE}.text is an integer (5); expected a string or null "
     "[E-TYPE]"),
    ("attributions.0.cue.0", [27, 31], f"{CUE} is an array ([27, 31]); expected an object "
     "[E-TYPE]"),
    ("attributions.0.cue", {"start": 27}, "dev.jsonl:1: article 'ar-90', attribution 'a1', cue is "
     "an object ({'start': 27}); expected an array [E-TYPE]"),
    ("attributions.0.cue", None, "dev.jsonl:1: article 'ar-90', attribution 'a1', cue is null "
     "(None); expected an array [E-TYPE]"),
    ("attributions.0.act", "claim", "dev.jsonl:1: article 'ar-90', attribution 'a1', act is "
     "'claim'; expected one of state, confirm, deny, decline, predict, commit, judge, urge, ask "
     "[E-VALUE]"),
    ("attributions.0.style", "Direct", "dev.jsonl:1: article 'ar-90', attribution 'a1', style is "
     "'Direct'; expected one of direct, mixed, indirect [E-VALUE]"),
    ("attributions.0.p", 0.5, "dev.jsonl:1: article 'ar-90', attribution 'a1', p is not a known "
     "key; expected id, cue, source, content, source_id, style, act, parent, refers [E-KEY]"),
    ("attributions.0.id", 1, "dev.jsonl:1: article 'ar-90', attributions[0].id is an integer (1); "
     "expected a string [E-TYPE]"),
    ("sources.0.named", 1, "dev.jsonl:1: article 'ar-90', source 'S1', named is an integer (1); "
     "expected true or false or null [E-TYPE]"),
    ("sources.0.mentions.0", None, "dev.jsonl:1: article 'ar-90', source 'S1', mentions[0] is null "
     "(None); expected an array [E-TYPE]"),
    ("claims.0.checkable", "true", f"{CLAIM}, checkable is a string ('true'); expected true or "
     "false or null [E-TYPE]"),
    ("claims.0.verdict", "صحيح", f"{CLAIM}, verdict is 'صحيح'; expected one of supported, refuted, "
     "unverifiable [E-VALUE]"),
    ("notes", ["خبر"], "dev.jsonl:1: article 'ar-90', notes[0] is 'خبر'; expected one of "
     "headline_overstates, machine_translated, unclosed_quote, dialect_quote, contradiction "
     "[E-VALUE]"),
    ("text", None, "dev.jsonl:1: article 'ar-90', text is null (None); expected a string [E-TYPE]"),
    ("id", 90, "dev.jsonl:1: id is an integer (90); expected a string [E-TYPE]"),
    ("headline", "عاجل", f"dev.jsonl:1: article 'ar-90', headline is not a known key; expected "
     f"{ARTICLE_KEYS} [E-KEY]"),
]  # fmt: skip

PREDICTED = [
    ("claims.0.p", -0.01, f"{CLAIM}, p is -0.01; expected a value from 0.0 to 1.0 [E-RANGE]"),
    ("claims.0.p", 1.0000001, f"{CLAIM}, p is 1.0000001; expected a value from 0.0 to 1.0 "
     "[E-RANGE]"),
    ("claims.0.p", 2, f"{CLAIM}, p is 2; expected a value from 0.0 to 1.0 [E-RANGE]"),
    ("claims.0.p", "0.9", f"{CLAIM}, p is a string ('0.9'); expected a number or null [E-TYPE]"),
    ("claims.0.p", True, f"{CLAIM}, p is a boolean (True); expected a number or null [E-TYPE]"),
    ("claims.0.verdict_p", {"supported": 0.5, "refuted": 0.5}, f"{CLAIM}, verdict_p.unverifiable "
     "is missing; every key must be present [E-KEY]"),
    ("claims.0.verdict_p", {"supported": 1, "refuted": 0, "unverifiable": 7}, f"{CLAIM}, "
     "verdict_p.unverifiable is 7; expected a value from 0.0 to 1.0 [E-RANGE]"),
    ("attributions.0.p", 1e9, "dev.jsonl:1: article 'ar-90', attribution 'a1', p is 1000000000.0; "
     "expected a value from 0.0 to 1.0 [E-RANGE]"),
    ("attributions.0.act", "كذب", "dev.jsonl:1: article 'ar-90', attribution 'a1', act is 'كذب'; "
     "expected one of state, confirm, deny, decline, predict, commit, judge, urge, ask [E-VALUE]"),
    ("score", 1, "dev.jsonl:1: article 'ar-90', score is not a known key; expected id, text, "
     "text_sha256, sources, attributions, claims [E-KEY]"),
    ("sources", {}, "dev.jsonl:1: article 'ar-90', sources is an object ({}); expected an array or "
     "null [E-TYPE]"),
]  # fmt: skip


def place(row: Row, path: str, value: object) -> Row:
    """Put a value where a path such as `claims.0.p` leads."""
    *steps, last = (int(step) if step.isdecimal() else step for step in path.split("."))
    inner: Any = row
    for step in steps:
        inner = inner[step]
    inner[last] = value
    return row


@pytest.mark.parametrize(("path", "value", "message"), GOLD)
def test_a_wrong_value_in_gold_is_named(
    path: str, value: object, message: str, article: Callable[..., Row], problems: Any
) -> None:
    assert problems(place(article(), path, value)) == [message]


@pytest.mark.parametrize(("path", "value", "message"), PREDICTED)
def test_a_wrong_value_in_a_prediction_is_named(
    path: str, value: object, message: str, prediction: Callable[..., Row], problems: Any
) -> None:
    row = place(prediction(), path, value)
    assert problems(row, table="predictions") == [message]


@pytest.mark.parametrize("p", [0, 1, 0.0, 1.0, 0.5, None])
def test_a_probability_lies_between_0_and_1(
    p: float | None, prediction: Callable[..., Row], problems: Any
) -> None:
    assert problems(place(prediction(), "claims.0.p", p), table="predictions") == []


def test_all_wrong_types_of_a_row_are_listed(article: Callable[..., Row], problems: Any) -> None:
    row = article(language=None, date=20310302)
    del row["event"]
    row["attributions"][0]["cue"][0]["start"] = "27"
    row["claims"][0]["checkable"] = 1
    assert problems(row) == [
        "dev.jsonl:1: article 'ar-90', event is missing; every key must be present [E-KEY]",
        "dev.jsonl:1: article 'ar-90', language is null (None); expected a string [E-TYPE]",
        "dev.jsonl:1: article 'ar-90', date is an integer (20310302); expected a string or null "
        "[E-TYPE]",
        f"{CUE}.start is a string ('27'); expected an integer [E-TYPE]",
        f"{CLAIM}, checkable is an integer (1); expected true or false or null [E-TYPE]",
    ]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (b"null", "dev.jsonl:1: is null (None); expected an object [E-TYPE]"),
        (b"[]", "dev.jsonl:1: is an array ([]); expected an object [E-TYPE]"),
        (b'"ar-90"', "dev.jsonl:1: is a string ('ar-90'); expected an object [E-TYPE]"),
    ],
)
def test_a_row_is_an_object(value: bytes, message: str, problems: Any) -> None:
    assert problems(value) == [message]


def test_an_article_becomes_a_record(article: Callable[..., Row], written: Any) -> None:
    (row,) = check_rows(written(article()), "articles")
    assert isinstance(row.record, Article)
    assert row.record.attributions == (
        Attribution(
            id="a1",
            cue=Span([Fragment(27, 31, "قالت")]),
            source=Span([Fragment(32, 47, "بلدية واحة رمان")]),
            content=Span([Fragment(48, 73, "إن السيول جرفت ثلاثة جسور")]),
            source_id="S1",
            style="indirect",
            act="state",
        ),
    )
    assert (row.record.date, row.record.notes) == ("2031-03-02", ())


def test_a_key_left_out_of_a_prediction_means_not_answered(written: Any) -> None:
    (row,) = check_rows(written({"id": "ar-90", "text": "قال"}), "predictions")
    assert row.record == Prediction("ar-90", text="قال")
    assert row.record.claims is None


@pytest.mark.parametrize("key", ["a\u202eb", "a\nb", "a\u2028b", "a\x1b[31m"])
def test_a_strange_key_cannot_break_a_log(key: str, problems: Any) -> None:
    messages = problems({"id": "x", "text": "", key: 1}, table="predictions")
    assert len(messages) == 1
    assert messages[0].isprintable()


def test_without_a_raising_report_the_result_is_invalid() -> None:
    codes = []
    value = reader(Fragment, "gold")(
        {"start": "0"}, (), lambda code, path, message: codes.append((code, path_text(path)))
    )
    assert value is INVALID
    assert codes == [("E-KEY", "end"), ("E-KEY", "text"), ("E-TYPE", "start")]

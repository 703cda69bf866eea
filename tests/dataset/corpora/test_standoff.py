from __future__ import annotations

from collections import Counter

import pytest

from musnad.dataset.corpora.standoff import (
    Argument,
    Attribute,
    Event,
    Note,
    Relation,
    Standoff,
    TextBound,
    decoded,
    parse,
)
from musnad.errors import DataError

# Places: قالت 0, البلدية 5, إن 13, السيول 16, 😀 23, جرفت 25, جسرا 30; 34 in all.
TEXT = "قالت البلدية إن السيول 😀 جرفت جسرا"
CONTINUES = "line without a tab: continues the record before it"
SPACED = "line break inside a span: written as a space"


def read(annotation: str, text: str = TEXT, quirks: Counter[str] | None = None) -> Standoff:
    counted = Counter[str]() if quirks is None else quirks
    return parse(annotation, text, file="a.ann", quirk=lambda name: counted.update([name]))


def test_every_kind_of_line_is_read() -> None:
    standoff = read(
        "T1\tCue 0 4\tقالت\n"
        "T2\tContent 13 22;25 29\tإن السيول جرفت\n"
        "E1\tAttribution:T1 Cue:T1 Content2:T2 \n"
        "R1\tSays Arg1:T1 Arg2:T2\t\n"
        "A1\tcheckable T2\n"
        "M2\tact E1 state\n"
        "#1\tAnnotatorNotes T2\tلماذا؟\n"
    )
    assert standoff == Standoff(
        file="a.ann",
        text_bounds={
            "T1": TextBound("T1", 1, "Cue", ((0, 4),), "قالت"),
            "T2": TextBound("T2", 2, "Content", ((13, 22), (25, 29)), "إن السيول جرفت"),
        },
        events={
            "E1": Event(
                "E1", 3, "Attribution", "T1", (Argument("Cue", "T1"), Argument("Content2", "T2"))
            )
        },
        relations=(Relation("R1", 4, "Says", (Argument("Arg1", "T1"), Argument("Arg2", "T2"))),),
        attributes=(
            Attribute("A1", 5, "checkable", "T2", None),
            Attribute("M2", 6, "act", "E1", "state"),
        ),
        notes=(Note("#1", 7, "AnnotatorNotes", "T2", "لماذا؟"),),
    )


def test_a_byte_order_mark_before_the_first_record_is_no_part_of_it() -> None:
    assert list(read("\ufeffT1\tCue 0 4\tقالت\n").text_bounds) == ["T1"]


def test_an_empty_file_holds_no_record() -> None:
    standoff = read("")
    assert not standoff.text_bounds
    assert not standoff.events


def test_an_emoji_counts_as_one(quirks: Counter[str]) -> None:
    assert read("T1\tContent 23 29\t😀 جرفت\n", quirks=quirks).text_bounds["T1"].bounds == (
        (23, 29),
    )
    assert not quirks


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_blank_line_in_a_span_breaks_the_record(end: str, quirks: Counter[str]) -> None:
    text = f"قال: نعم{end}{end}ثم لا"
    last = len(text)
    annotation = f"T1\tContent 5 {last}\tنعم{end}{end}ثم لا{end}T2\tCue 0 3\tقال{end}"
    standoff = read(annotation, text, quirks)
    assert standoff.text_bounds["T1"].bounds == ((5, last),)
    assert standoff.text_bounds["T2"].line == 4
    # A .txt with CRLF has other characters at the break than the joined lines.
    assert quirks == {CONTINUES: 1} | ({SPACED: 1} if end == "\r\n" else {})


def test_a_line_break_in_a_span_may_stand_as_a_space(quirks: Counter[str]) -> None:
    read("T1\tContent 0 7\tنعم نعم\n", "نعم\nنعم", quirks)
    assert quirks == {SPACED: 1}


def test_what_is_left_out_is_counted(quirks: Counter[str]) -> None:
    annotation = "\nN1\tReference T1 Wikipedia:1\tقالت\n\nT1\tCue 0 4\tقالت\n*\tEquiv T1 T1\n"
    assert list(read(annotation, quirks=quirks).text_bounds) == ["T1"]
    assert quirks == {
        "blank line between records: left out": 2,
        "normalisation or equivalence: left out": 2,
    }


def test_a_note_may_go_on_without_a_tab(quirks: Counter[str]) -> None:
    standoff = read("T1\tCue 0 4\tقالت\n#1\tAnnotatorNotes T1\tأولا\nثانيا\n", quirks=quirks)
    assert standoff.notes[0].words == "أولا\nثانيا"
    assert quirks == {CONTINUES: 1}


ERRORS = {
    "no id": (
        "قالت\n",
        "a.ann:1: found 'قالت'; expected an id such as T1, E1, R1, A1 or #1, then a tab",
    ),
    "unknown id": (
        "T1\tCue 0 4\tقالت\nX1\tCue 0 4\n",
        "a.ann:2: found 'X1\\tCue 0 4'; expected an id such as T1, E1, R1, A1 or #1, then a tab",
    ),
    "continued event": (
        "T1\tCue 0 4\tقالت\nE1\tCue:T1\nقالت\n",
        "a.ann:3: found 'قالت'; expected an id such as T1, E1, R1, A1 or #1, then a tab",
    ),
    "offsets that are no numbers": (
        "T1\tCue 0-4\tقالت\n",
        "a.ann:1: T1 reads 'Cue 0-4\\tقالت'; expected a label, offsets such as '12 20;31 40', "
        "a tab and the words",
    ),
    "offsets in other digits": (
        "T1\tCue ٠ ٤\tقالت\n",
        "a.ann:1: T1 reads 'Cue ٠ ٤\\tقالت'; expected a label, offsets such as '12 20;31 40', "
        "a tab and the words",
    ),
    "no words": (
        "T1\tCue 0 4\n",
        "a.ann:1: T1 reads 'Cue 0 4'; expected a label, offsets such as '12 20;31 40', "
        "a tab and the words",
    ),
    "reversed": (
        "T1\tCue 4 0\tقالت\n",
        "a.ann:1: T1 4:0 is empty or reversed; expected start < end",
    ),
    "empty fragment": (
        "T1\tCue 0 4;5 5\tقالت \n",
        "a.ann:1: T1 5:5 is empty or reversed; expected start < end",
    ),
    "other words": (
        "T1\tCue 1 5\tقالت\n",
        "a.ann:1: T1 1:5 is 'الت ' in the text but 'قالت' here; "
        "offsets count code points, end-exclusive",
    ),
    "past the end": (
        "T1\tContent 30 36\tجسرا\n",
        "a.ann:1: T1 30:36 ends after the text, which has 34 code points; "
        "offsets count code points, end-exclusive",
    ),
    "bytes": (
        "T1\tSource 9 23\tالبلدية\n",
        "a.ann:1: T1 9:23 is 'دية إن السيول ' in the text but 'البلدية' here; "
        "these look like UTF-8 bytes, offsets count code points",
    ),
    "UTF-16 units after an emoji": (
        "T1\tCue 26 30\tجرفت\n",
        "a.ann:1: T1 26:30 is 'رفت ' in the text but 'جرفت' here; "
        "these look like UTF-16 units, offsets count code points",
    ),
    "an id twice": (
        "T1\tCue 0 4\tقالت\nT1\tCue 0 4\tقالت\n",
        "a.ann:2: T1 was already used on line 1",
    ),
    "an empty event": (
        "E1\t\n",
        "a.ann:1: E1 is empty; expected 'Label:T1', then arguments",
    ),
    "an argument without colon": (
        "T1\tCue 0 4\tقالت\nE1\tCue:T1 T1\n",
        "a.ann:2: E1 has the argument 'T1'; expected 'Role:T1'",
    ),
    "a trigger that is an event": (
        "T1\tCue 0 4\tقالت\nE1\tCue:T1\nE2\tCue:E1\n",
        "a.ann:3: E2 has the trigger 'E1'; expected a text-bound",
    ),
    "an argument that is not there": (
        "T1\tCue 0 4\tقالت\nE1\tCue:T1 Source:T9\n",
        "a.ann:2: E1 points to 'T9', but there is no such record",
    ),
    "a relation to nothing": (
        "R1\tSays Arg1:T1 Arg2:T2\n",
        "a.ann:1: R1 points to 'T1', but there is no such record",
    ),
    "an attribute on nothing": (
        "A1\tact E1 state\n",
        "a.ann:1: A1 points to 'E1', but there is no such record",
    ),
    "an attribute without target": (
        "A1\tact\n",
        "a.ann:1: A1 reads 'act'; expected a label and what it is on",
    ),
}


@pytest.mark.parametrize(("annotation", "message"), ERRORS.values(), ids=ERRORS.keys())
def test_what_cannot_be_read_is_named(annotation: str, message: str) -> None:
    with pytest.raises(DataError) as error:
        read(annotation)
    assert str(error.value) == message


LINE_ENDS = {
    "LF": ("نعم\r\nقال", "T1\tCue 4 7\tقال\n"),
    "CRLF": ("نعم\nقال", "T1\tCue 5 8\tقال\n"),
}


@pytest.mark.parametrize("name", LINE_ENDS)
def test_changed_line_ends_are_recognised(name: str) -> None:
    text, annotation = LINE_ENDS[name]
    with pytest.raises(DataError) as error:
        read(annotation, text)
    assert str(error.value).endswith(
        f"; they fit the text with {name} line ends, so restore the original .txt file"
    )


def test_bytes_that_are_not_utf8_are_an_error() -> None:
    with pytest.raises(DataError) as error:
        decoded("قال".encode("cp1256"), "a.txt")
    assert str(error.value) == "a.txt: is not UTF-8 at byte 0; convert it first"


def test_text_is_decoded_without_any_change() -> None:
    text = "\ufeffقال\r\nنعم\u0640\u200f"
    assert decoded(text.encode(), "a.txt") == text

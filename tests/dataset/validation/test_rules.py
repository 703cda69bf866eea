"""Rules: at least one broken record for each, with the whole message that a user reads.

The article is the builder's (`tests/dataset/conftest.py`): 102 code points; a1 has its cue at
27:31, its source at 32:47 and its content at 48:73; c1 stands at 51:73.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from musnad.dataset import TABLES, Article, Prediction, check_rows
from musnad.dataset.records import Side
from musnad.dataset.validation import RULES, Subject, rules

Row = dict[str, Any]

A1 = "dev.jsonl:1: article 'ar-90', attribution 'a1'"
C1 = "dev.jsonl:1: article 'ar-90', claim 'c1'"
S1 = "dev.jsonl:1: article 'ar-90', source 'S1'"
HERE = "dev.jsonl:1: article 'ar-90'"


class Broken(NamedTuple):
    """A rule, what is done to a valid record, and what the user is told."""

    rule: rules.Rule
    change: Callable[[Row], Any]
    messages: list[str]
    table: str = "articles"


def first(row: Row, room: str) -> Row:
    """The first entry of a list of an article."""
    entry: Row = row[room][0]
    return entry


def cue(row: Row, *fragments: tuple[int, int, str | None]) -> None:
    """Give a1 another cue."""
    bounds = [{"start": start, "end": end, "text": text} for start, end, text in fragments]
    first(row, "attributions")["cue"] = bounds


def another(row: Row, room: str, **changes: Any) -> None:
    """Append a copy of the first entry of a list."""
    row[room].append({**first(row, room), **changes})


BROKEN = [
    Broken(
        rules.ids_are_short_and_unique,
        lambda row: first(row, "claims").update(id=""),
        [f"{HERE}, claim '', id must have 1 to 128 characters [E-ID]"],
    ),
    Broken(
        rules.ids_are_short_and_unique,
        lambda row: first(row, "claims").update(id="ق" * 129),
        [f"{HERE}, claim '{'ق' * 129}', id must have 1 to 128 characters [E-ID]"],
    ),
    Broken(
        rules.ids_are_short_and_unique,
        lambda row: row.update(id=""),
        ["dev.jsonl:1: article '', id must have 1 to 128 characters [E-ID]"],
    ),
    Broken(
        rules.ids_are_short_and_unique,
        lambda row: another(row, "claims"),
        [f"{C1}, id 'c1' stands twice; give each of the claims its own id [E-DUP-ID]"],
    ),
    Broken(
        rules.ids_are_short_and_unique,
        lambda row: another(row, "attributions"),
        [f"{A1}, id 'a1' stands twice; give each of the attributions its own id [E-DUP-ID]"],
    ),
    Broken(
        rules.text_has_its_hash,
        lambda row: row.update(text_sha256="0" * 64),
        [
            f"{HERE}, text_sha256 is '0000000000000…' but the text hashes to 'd07041513d6f8…'; "
            "the text was changed (line ends? normalisation?): take the released one [E-TEXT]"
        ],
    ),
    Broken(
        rules.text_is_the_released_one,
        lambda row: row.update(text=row["text"].replace("\n", "\r\n"), text_sha256=None),
        [
            f"{HERE}, text differs from the released text at offset 25: '\\r\\n\\r\\nقالت بلد' for "
            "'\\n\\nقالت بلدية'; take the released one [E-TEXT]"
        ],
        "predictions",
    ),
    Broken(
        rules.prediction_names_its_text,
        lambda row: row.pop("text_sha256"),
        [f"{HERE}, text_sha256 is missing; give text_sha256 or text [E-TEXT]"],
        "predictions",
    ),
    Broken(
        rules.title_is_first_line,
        lambda row: row.update(title="السيول تجرف جسورا"),
        [
            f"{HERE}, title is 'السيول تجرف جسورا' but the text's first line is "
            "'السيول تجرف جسورا في رمان' [E-TITLE]"
        ],
    ),
    Broken(
        rules.date_is_iso,
        lambda row: row.update(date="2031-02-30"),
        [f"{HERE}, date is '2031-02-30'; expected YYYY-MM-DD [E-DATE]"],
    ),
    Broken(
        rules.date_is_iso,
        lambda row: row.update(date="20310302"),
        [f"{HERE}, date is '20310302'; expected YYYY-MM-DD [E-DATE]"],
    ),
    Broken(
        rules.date_is_iso,
        lambda row: row.update(date="٢٠٣١-٠٣-٠٢"),
        [f"{HERE}, date is '٢٠٣١-٠٣-٠٢'; expected YYYY-MM-DD [E-DATE]"],
    ),
    Broken(
        rules.sentences_are_in_order,
        lambda row: row.update(sentences=[{"start": 0, "end": 25}, {"start": 24, "end": 102}]),
        [
            f"{HERE}, sentences[1] 24:102 is out of order or range; the text has 102 code points "
            "[E-SENTENCE]"
        ],
    ),
    Broken(
        rules.sentences_are_in_order,
        lambda row: row.update(sentences=[{"start": 0, "end": 105}]),
        [
            f"{HERE}, sentences[0] 0:105 is out of order or range; the text has 102 code points "
            "[E-SENTENCE]"
        ],
    ),
    Broken(
        rules.fragments_are_in_order,
        lambda row: cue(row, (32, 37, "بلدية"), (27, 31, "قالت")),
        [f"{A1}, cue[1] starts at 27, before the previous one ends at 37 [E-FRAGMENTS]"],
    ),
    Broken(
        rules.fragments_are_in_order,
        lambda row: cue(row, *((at, at + 1, row["text"][at]) for at in range(27, 92))),
        [f"{A1}, cue has 65 fragments; at most 64 are allowed [E-FRAGMENTS]"],
    ),
    Broken(
        rules.offsets_are_in_range,
        lambda row: cue(row, (100, 105, "قالت")),
        [
            f"{A1}, cue[0] 100:105 ends after the text, which has 102 code points; offsets count "
            "code points, end-exclusive [E-OFFSET]"
        ],
    ),
    Broken(
        rules.offsets_are_in_range,
        lambda row: cue(row, (1000, 1001, "ق"), (27, 31, "قالت")),
        [
            f"{A1}, cue[1] starts at 27, before the previous one ends at 1001 [E-FRAGMENTS]",
            f"{A1}, cue[0] 1000:1001 ends after the text, which has 102 code points; offsets "
            "count code points, end-exclusive [E-OFFSET]",
        ],
    ),
    Broken(
        rules.fragment_texts_are_slices,
        lambda row: cue(row, (27, 32, "قالت")),
        [
            f"{A1}, cue[0] 27:32 reads 'قالت ' but the record says 'قالت'; offsets count code "
            "points, end-exclusive [E-SLICE]"
        ],
    ),
    Broken(
        rules.fragment_texts_are_slices,
        lambda row: cue(row, (27, 31, "قَالَت")),
        [
            f"{A1}, cue[0] 27:31 reads 'قالت' but the record says 'قَالَت'; offsets count code "
            "points, end-exclusive [E-SLICE]"
        ],
    ),
    Broken(
        rules.fragment_texts_are_slices,
        lambda row: cue(row, (27, 31, None)),
        [f"{A1}, cue[0].text is null; gold fragments carry the text they cover [E-SLICE]"],
    ),
    Broken(
        rules.spans_have_weight,
        lambda row: cue(row, (73, 75, "، ")),
        [f"{A1}, cue covers no letter or digit, so it marks nothing [E-WEIGHT]"],
    ),
    Broken(
        rules.spans_have_weight,
        lambda row: first(row, "claims").update(span=[]),
        [f"{C1}, span has no fragment; leave the entry out instead [E-EMPTY]"],
    ),
    Broken(
        rules.spans_have_weight,
        lambda row: first(row, "sources")["mentions"].append([]),
        [f"{S1}, mentions[1] has no fragment; leave the entry out instead [E-EMPTY]"],
    ),
    Broken(
        rules.attributions_have_a_cue_or_content,
        lambda row: first(row, "attributions").update(cue=[], content=[]),
        [f"{A1} has neither cue nor content [E-EMPTY]"],
    ),
    Broken(
        rules.references_resolve,
        lambda row: first(row, "attributions").update(source_id="S9"),
        [f"{A1}, source_id is 'S9', but there is no such source [E-REF]"],
    ),
    Broken(
        rules.references_resolve,
        lambda row: first(row, "attributions").update(source_id=None),
        [f"{A1}, source_id is null; every attribution points to an entry of sources [E-REF]"],
    ),
    Broken(
        rules.references_resolve,
        lambda row: first(row, "attributions").update(parent="a9"),
        [f"{A1}, parent is 'a9', but there is no such attribution [E-REF]"],
    ),
    Broken(
        rules.references_resolve,
        lambda row: first(row, "attributions").update(refers=["c1", "c9"]),
        [f"{A1}, refers is 'c9', but there is no such claim [E-REF]"],
    ),
    Broken(
        rules.references_resolve,
        lambda row: first(row, "claims").update(attribution="a9"),
        [f"{C1}, attribution is 'a9', but there is no such attribution [E-REF]"],
    ),
    Broken(
        rules.references_resolve,
        lambda row: first(row, "sources").update(members=["S2"]),
        [f"{S1}, members is 'S2', but there is no such source [E-REF]"],
    ),
    Broken(
        rules.nesting_has_no_cycle,
        lambda row: first(row, "attributions").update(parent="a1"),
        [f"{A1}, parent leads back to itself [E-CYCLE]"],
    ),
    Broken(
        rules.nesting_has_no_cycle,
        lambda row: row.update(
            attributions=[
                {**first(row, "attributions"), "id": name, "parent": parent}
                for name, parent in (("a1", "a2"), ("a2", "a1"), ("a3", "a1"))
            ]
        ),
        [
            f"{A1}, parent leads back to itself [E-CYCLE]",
            f"{HERE}, attribution 'a2', parent leads back to itself [E-CYCLE]",
        ],
    ),
    Broken(
        rules.mentions_belong_to_one_source,
        lambda row: another(row, "sources", id="S2"),
        [
            f"{HERE}, source 'S2', mentions[0] is also a mention of 'S1'; a mention belongs to one "
            "source [E-MENTION]"
        ],
    ),
    Broken(
        rules.named_entries_have_mentions,
        lambda row: first(row, "sources").update(mentions=[]),
        [f"{S1}, mentions is empty; mark where it stands [E-MENTION]"],
    ),
    Broken(
        rules.verdicts_add_up,
        lambda row: first(row, "claims").update(
            verdict_p={"supported": 0.5, "refuted": 0.25, "unverifiable": 0.5}
        ),
        [
            f"{C1}, verdict_p adds up to 1.25; the probabilities of the three verdicts add up to 1 "
            "[E-RANGE]"
        ],
        "predictions",
    ),
]


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.rule.__name__)
def test_a_broken_rule_is_reported_in_full(
    broken: Broken, article: Callable[..., Row], prediction: Callable[..., Row], problems: Any
) -> None:
    gold = article()
    row = gold if broken.table == "articles" else {"text": gold["text"], **prediction()}
    if broken.rule is rules.prediction_names_its_text:
        del row["text"]
    broken.change(row)
    texts = {gold["id"]: article()["text"]}
    assert problems(row, table=broken.table, texts=texts) == broken.messages


def test_every_rule_has_a_broken_record() -> None:
    assert {broken.rule for broken in BROKEN} == set(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("table", ["articles", "predictions"])
def test_a_rule_finds_nothing_in_a_valid_record(
    rule: rules.Rule, table: str, article: Callable[..., Row], written: Any
) -> None:
    (row,) = check_rows(written(article()), table)
    assert isinstance(row.record, Article | Prediction)
    assert isinstance(row.record, TABLES[table])
    side: Side = "gold" if table == "articles" else "predicted"
    assert list(rule(Subject(side, row.record, article()["text"]))) == []


# Arabic letters take two bytes; the emoji takes four bytes and two UTF-16 units.
WIDE = "عاجل 😀 قالت الوزارة إن الجسر آمن"
UNITS = {
    "UTF-8 bytes": lambda text: len(text.encode()),
    "UTF-16 units": lambda text: len(text.encode("utf-16-le")) // 2,
}


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("words", [("قالت",), ("الجسر", "آمن")], ids=["inside", "past the end"])
def test_offsets_in_other_units_are_recognised_but_not_mended(
    unit: str, words: tuple[str, ...], article: Callable[..., Row], problems: Any
) -> None:
    row = article(WIDE, cue="قالت", source="الوزارة", content="إن الجسر آمن", claim="الجسر آمن")
    ends = [
        {
            "start": UNITS[unit](WIDE[: WIDE.index(word)]),
            "end": UNITS[unit](WIDE[: WIDE.index(word) + len(word)]),
            "text": word,
        }
        for word in words
    ]
    row["attributions"][0]["cue"] = ends
    messages = problems(row)
    assert len(messages) >= 1
    for message in messages:
        assert message.startswith("dev.jsonl:1: article 'ar-90', attribution 'a1', cue[")
        assert f"; these look like {unit}, offsets count code points [E-" in message


def test_decomposed_text_has_other_offsets_and_another_hash(
    article: Callable[..., Row], problems: Any
) -> None:
    row = article("قرأ آدم", cue="قرأ", source="آدم", content="", claim="آدم")
    decomposed = unicodedata.normalize("NFD", row["text"])
    assert (len(row["text"]), len(decomposed)) == (7, 9)
    messages = problems({**row, "text": decomposed, "title": decomposed})
    assert messages[0].startswith(f"{HERE}, text_sha256 is ")
    assert messages[0].endswith(
        "the text was changed (line ends? normalisation?): take the released one [E-TEXT]"
    )


def test_crlf_text_has_another_hash(article: Callable[..., Row], problems: Any) -> None:
    row = article()
    messages = problems({**row, "text": row["text"].replace("\n", "\r\n"), "title": None})
    assert messages[0].endswith("take the released one [E-TEXT]")


@pytest.mark.parametrize(
    ("change", "table"),
    [
        ({"sources": [], "attributions": [], "claims": [], "sentences": []}, "articles"),
        ({"event": None, "outlet": None, "date": None, "title": None}, "articles"),
        ({"sources": None, "claims": None, "attributions": None}, "predictions"),
    ],
    ids=["nothing labelled", "nothing known", "nothing answered"],
)
def test_absent_labels_are_valid(
    change: Row, table: str, article: Callable[..., Row], prediction: Any, problems: Any
) -> None:
    row = article() if table == "articles" else prediction()
    assert problems({**row, **change}, table=table) == []


def test_absent_parts_are_valid(
    article: Callable[..., Row], attribution: Callable[..., Row], problems: Any
) -> None:
    row = article()
    text = row["text"]
    row["sources"].append({**row["sources"][0], "id": "S0", "name": "", "mentions": []})
    row["attributions"] += [
        attribution(text, "a2", cue="مضيفة", content="أن الوضع تحت السيطرة"),
        attribution(text, "a3", content=("إن السيول", "ثلاثة جسور"), parent="a2", style=None),
        attribution(text, "a4", cue="قالت", source_id="S0", act="decline"),
    ]
    row["attributions"][1]["refers"] = ["c1"]
    assert problems(row) == []


def test_predictions_may_leave_texts_of_fragments_and_sources_out(
    prediction: Callable[..., Row], article: Callable[..., Row], problems: Any
) -> None:
    row = prediction()
    row["attributions"][0] = {"id": "a1", "content": [{"start": 48, "end": 73}]}
    texts = {"ar-90": article()["text"]}
    assert problems(row, table="predictions", texts=texts) == []


def test_without_the_text_only_what_needs_none_is_checked(
    prediction: Callable[..., Row], problems: Any
) -> None:
    row = prediction()
    row["attributions"][0]["cue"] = [{"start": 900, "end": 901}]
    row["attributions"][0]["parent"] = "a9"
    assert problems(row, table="predictions") == [
        f"{A1}, parent is 'a9', but there is no such attribution [E-REF]"
    ]


def test_rows_do_not_depend_on_one_another(article: Callable[..., Row], problems: Any) -> None:
    good, bad = article(), article(id="ar-91", date="أمس")
    assert problems(good, bad, article(id="ar-92")) == [
        "dev.jsonl:2: article 'ar-91', date is 'أمس'; expected YYYY-MM-DD [E-DATE]"
    ]

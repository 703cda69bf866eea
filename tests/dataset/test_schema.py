"""JSON Schemas: what they accept is what the decoder accepts."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from musnad import baseline
from musnad.dataset import TABLES, json_schema, load, to_json
from musnad.dataset.decode import reader
from musnad.dataset.schema import side_of
from musnad.errors import UsageError

Row = dict[str, Any]

ROWS: dict[str, Row] = {
    "pairs": {"id": "p1", "a": "c1", "b": "c2", "label": "contradict", "a_text": "الجسور ثلاثة",
              "b_text": "الجسور خمسة", "event": "e90"},
    "assertions": {"id": "x1", "source": "s042", "fact": "f2", "value": "=3", "stance": "assert",
                   "claim": "c1", "date": "2031-03-02", "event": "e90", "verdict": "supported"},
    "ratings": {"subject": "o04", "kind": "outlet", "label": "high", "score": 0.8,
                "scale": "credibility", "rater": None, "date": None, "text": "صحيفة"},
    "predicted-pairs": {"id": "p1", "label": "contradict", "p": 0.75},
    "reliability": {"entity": "s042", "p": 0.75},
}  # fmt: skip

# A change that both refuse: where the value goes, and the value (KeyError: the key is removed).
REFUSED: list[tuple[str, str, object]] = [
    ("articles", "id", 1),
    ("articles", "id", None),
    ("articles", "id", KeyError),
    ("articles", "provenance", KeyError),
    ("articles", "note", "خبر"),
    ("articles", "notes", ["خبر"]),
    ("articles", "notes", None),
    ("articles", "sentences.0.start", "0"),
    ("articles", "sentences.0.start", True),
    ("articles", "sentences.0.start", 0.5),
    ("articles", "sentences.0.end", 2**31),
    ("articles", "sources.0.type", "وزارة"),
    ("articles", "sources.0.named", 1),
    ("articles", "sources.0.mentions", None),
    ("articles", "sources.0.mentions.0.0.end", KeyError),
    ("articles", "attributions.0.p", 0.5),
    ("articles", "attributions.0.cue", None),
    ("articles", "attributions.0.cue.0.word", "قالت"),
    ("articles", "attributions.0.refers", [1]),
    ("articles", "claims.0.verdict", "true"),
    ("articles", "claims.0.verdict_p", None),
    ("predictions", "id", KeyError),
    ("predictions", "score", 1),
    ("predictions", "claims.0.p", 1.5),
    ("predictions", "claims.0.p", "1"),
    ("predictions", "claims.0.verdict_p", {"supported": 1, "refuted": 0}),
    ("predictions", "claims.0.id", KeyError),
    ("predictions", "claims.0.span", KeyError),
    ("predictions", "attributions.0.act", "lie"),
    ("predictions", "attributions", {}),
    ("pairs", "label", 1),
    ("pairs", "event", KeyError),
    ("assertions", "stance", None),
    ("assertions", "stance", "agree"),
    ("ratings", "kind", "person"),
    ("ratings", "score", "0.8"),
    ("predicted-pairs", "label", "refute"),
    ("predicted-pairs", "label", None),
    ("predicted-pairs", "id", KeyError),
    ("predicted-pairs", "p", 1.5),
    ("predicted-pairs", "a", "c1"),
    ("reliability", "entity", KeyError),
    ("reliability", "p", KeyError),
    ("reliability", "p", None),
    ("reliability", "p", -0.1),
    ("reliability", "p", True),
    ("reliability", "name", "بلدية"),
]

ACCEPTED: list[tuple[str, str, object]] = [
    ("articles", "event", None),
    ("articles", "attributions", []),
    ("articles", "attributions.0.style", None),
    ("articles", "attributions.0.cue.0.text", None),
    ("articles", "sources.0.type", None),
    ("predictions", "text_sha256", KeyError),
    ("predictions", "claims", KeyError),
    ("predictions", "sources", None),
    ("predictions", "date", "2031-03-02"),
    ("predictions", "notes", "ما يشاء"),
    ("predictions", "claims.0.p", 1),
    ("predictions", "claims.0.verdict_p", {"supported": 1, "refuted": 0, "unverifiable": 0.0}),
    ("predictions", "attributions.0.cue.0.text", KeyError),
    ("predictions", "attributions.0.source_id", KeyError),
    ("pairs", "label", None),
    ("assertions", "verdict", None),
    ("ratings", "score", 1),
    ("predicted-pairs", "p", KeyError),
    ("predicted-pairs", "p", None),
    ("reliability", "p", 1),
]


@pytest.fixture
def row_of(article: Callable[..., Row], prediction: Callable[..., Row]) -> Callable[[str], Row]:
    """A valid row of each table."""

    def row_of(table: str) -> Row:
        made = {"articles": article, "predictions": prediction}
        return made[table]() if table in made else dict(ROWS[table])

    return row_of


def changed(row: Row, path: str, value: object) -> Row:
    """The row with a value put, or a key removed, where a path leads."""
    *steps, last = (int(step) if step.isdecimal() else step for step in path.split("."))
    inner: Any = row
    for step in steps:
        inner = inner[step]
    if value is KeyError:
        del inner[last]
    else:
        inner[last] = value
    return row


def decodes(table: str, row: Row) -> bool:
    """Whether the decoder finds nothing wrong with a row that was written as JSON."""
    wrong: list[str] = []
    reader(TABLES[table], side_of(table))(
        json.loads(json.dumps(row)), (), lambda code, path, message: wrong.append(message)
    )
    return not wrong


@pytest.mark.parametrize("table", TABLES)
def test_a_schema_is_a_valid_schema_and_accepts_a_row(
    table: str, row_of: Callable[[str], Row]
) -> None:
    schema = json_schema(table)
    Draft202012Validator.check_schema(schema)
    assert (schema["$schema"], schema["title"]) == (
        "https://json-schema.org/draft/2020-12/schema",
        table,
    )
    assert list(Draft202012Validator(schema).iter_errors(row_of(table))) == []
    assert decodes(table, row_of(table))


@pytest.mark.parametrize(("table", "path", "value"), REFUSED)
def test_decoder_and_schema_refuse_the_same_rows(
    table: str, path: str, value: object, row_of: Callable[[str], Row]
) -> None:
    row = changed(row_of(table), path, value)
    schema_accepts = Draft202012Validator(json_schema(table)).is_valid(row)
    assert (schema_accepts, decodes(table, row)) == (False, False)


@pytest.mark.parametrize(("table", "path", "value"), ACCEPTED)
def test_decoder_and_schema_accept_the_same_rows(
    table: str, path: str, value: object, row_of: Callable[[str], Row]
) -> None:
    row = changed(row_of(table), path, value)
    schema_accepts = Draft202012Validator(json_schema(table)).is_valid(row)
    assert (schema_accepts, decodes(table, row)) == (True, True)


def test_only_the_decoder_can_tell_3_from_3_0(row_of: Callable[[str], Row]) -> None:
    # JSON Schema calls every number without a fraction an integer, however it is written.
    row = changed(row_of("articles"), "sentences.0.start", 0.0)
    assert Draft202012Validator(json_schema("articles")).is_valid(row)
    assert not decodes("articles", row)


@pytest.mark.parametrize("split", ["train", "test"])
def test_the_schemas_accept_the_embedded_gold_and_predictions_for_it(split: str) -> None:
    corpus = load(f"musnad-starter/{split}")
    articles = Draft202012Validator(json_schema("articles"))
    predictions = Draft202012Validator(json_schema("predictions"))
    for article, answer in zip(corpus, baseline("cues").predict(corpus), strict=True):
        gold = to_json(article)
        assert list(articles.iter_errors(gold)) == []
        assert list(predictions.iter_errors(gold)) == []
        assert list(predictions.iter_errors(to_json(answer, "predicted"))) == []


def test_an_unknown_table_has_no_schema() -> None:
    with pytest.raises(UsageError) as error:
        json_schema("claims")
    assert str(error.value) == (
        "unknown table 'claims'; did you mean 'pairs'? "
        "known: articles, assertions, pairs, predicted-pairs, predictions, ratings, reliability"
    )

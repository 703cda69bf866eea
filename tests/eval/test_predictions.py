"""Predictions beside their articles: complete and checked, or refused in exact words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from musnad.dataset import Article, Prediction, as_prediction, sha256, to_json, write_lines
from musnad.errors import DataError
from musnad.eval import evaluate, match, same_scale

from .builders import LETTERS, article, corpus, said

IDS = ["ar-0001", "ar-0002", "ar-0003", "ar-0101", "ar-0102", "ar-0103", "en-0001"]
GOLD = corpus(*[article(said((0, 5), (7, 9)), claims=[(0, 5)], id=name) for name in IDS])


def row(name: str, **parts: Any) -> dict[str, Any]:
    """A prediction as a plain dict, empty but for `parts`."""
    whole = {"id": name, "text_sha256": sha256(LETTERS), "attributions": [], "claims": []}
    return {**whole, **parts}


def rows(*names: str) -> list[dict[str, Any]]:
    return [row(name) for name in names]


def refusal(predictions: Any, **options: Any) -> str:
    """The words in which predictions are refused."""
    with pytest.raises(DataError) as error:
        match(GOLD, predictions, **options)
    return str(error.value)


def test_predictions_stand_in_the_order_of_the_corpus() -> None:
    found = match(GOLD, rows(*reversed(IDS)))
    assert [prediction.id for prediction in found.predictions] == IDS
    assert found.missing == ()


def test_files_records_articles_and_dicts_are_the_same_predictions(tmp_path: Path) -> None:
    file = tmp_path / "predictions.jsonl"
    write_lines(file, (to_json(item) for item in GOLD))
    ways: list[Any] = [
        file,
        str(file),
        list(GOLD),
        [as_prediction(item) for item in GOLD],
        (to_json(item) for item in GOLD),
        [to_json(as_prediction(item), "predicted") for item in GOLD],
    ]
    found = {json.dumps(evaluate(GOLD, way, resamples=10).to_json()) for way in ways}
    assert len(found) == 1


def test_a_missing_article_is_refused() -> None:
    assert refusal(rows(*IDS[1:])) == (
        "1 of 7 articles of toy/test have no prediction: 'ar-0001'; an article in which nothing "
        "is found is listed with empty lists; --allow-missing scores the others as empty "
        "[E-MISSING]"
    )


def test_at_most_five_missing_articles_are_named() -> None:
    assert refusal([]).startswith(
        "7 of 7 articles of toy/test have no prediction: 'ar-0001', 'ar-0002', 'ar-0003', "
        "'ar-0101', 'ar-0102' …; an article"
    )


def test_an_extra_article_is_refused_with_the_five_nearest_ids() -> None:
    assert refusal(rows(*IDS, "ar-0011")) == (
        "article 'ar-0011' is predicted but not in toy/test; nearest: 'ar-0101', 'ar-0001', "
        "'ar-0103', 'ar-0102', 'ar-0003'; leave it out, or name the corpus that it belongs to "
        "[E-EXTRA]"
    )


def test_an_extra_article_like_no_other_is_refused_without_advice() -> None:
    assert refusal(rows(*IDS, "خبر")) == (
        "article 'خبر' is predicted but not in toy/test; leave it out, or name the corpus that "
        "it belongs to [E-EXTRA]"
    )


def test_an_extra_article_is_refused_even_where_others_may_be_missing() -> None:
    assert "[E-EXTRA]" in refusal(rows("ar-0011"), allow_missing=True)


def test_a_duplicate_article_is_refused() -> None:
    assert refusal(rows(*IDS, "ar-0002")) == (
        "<predictions>:8: article 'ar-0002', id was already used on line 2 [E-DUP-DOC]"
    )


def test_a_duplicate_article_in_a_file_is_refused_with_its_lines(tmp_path: Path) -> None:
    file = tmp_path / "p.jsonl"
    write_lines(file, rows("ar-0001", "ar-0001"))
    assert (
        refusal(file) == f"{file}:2: article 'ar-0001', id was already used on line 1 [E-DUP-DOC]"
    )


def test_a_layer_that_only_some_predictions_answer_is_refused() -> None:
    some = rows(*IDS)
    del some[2]["claims"], some[4]["claims"]
    assert refusal(some) == (
        "article 'ar-0003' has no key 'claims', though other predictions answer it (2 of 7 lack "
        "it); write an empty list where nothing is found [E-LAYER]"
    )


def test_another_text_is_refused_by_its_hash() -> None:
    wrong, right = sha256(LETTERS + "\n"), sha256(LETTERS)
    assert refusal([row("ar-0001", text_sha256=wrong), *rows(*IDS[1:])]) == (
        f"<predictions>:1: article 'ar-0001', text_sha256 is '{wrong[:13]}…' but the text hashes "
        f"to '{right[:13]}…'; the text was changed (line ends? normalisation?): take the released "
        "one [E-TEXT]"
    )


def test_another_text_is_refused_without_a_hash() -> None:
    changed = {"id": "ar-0001", "text": LETTERS + "ا", "attributions": [], "claims": []}
    assert "article 'ar-0001', text differs from the released text" in refusal(
        [changed, *rows(*IDS[1:])]
    )


def test_a_prediction_without_text_or_hash_is_refused() -> None:
    bare = {"id": "ar-0001", "attributions": [], "claims": []}
    assert refusal([bare, *rows(*IDS[1:])]) == (
        "<predictions>:1: article 'ar-0001', text_sha256 is missing; give text_sha256 or text "
        "[E-TEXT]"
    )


def test_a_broken_span_is_refused_with_its_place() -> None:
    broken = row("ar-0001", claims=[{"id": "c1", "span": [{"start": 3, "end": 200}]}])
    assert refusal([broken]) == (
        "<predictions>:1: article 'ar-0001', claim 'c1', span[0] 3:200 ends after the text, which "
        "has 140 code points; offsets count code points, end-exclusive [E-OFFSET]"
    )


@pytest.mark.parametrize("thing", ["ar-0001", None, 7, ["ar-0001"]])
def test_what_is_no_record_is_refused(thing: Any) -> None:
    message = refusal([thing])
    assert message.startswith("<predictions>:1: is ")
    assert message.endswith("; expected an object [E-TYPE]")


def test_missing_articles_are_empty_stamped_and_not_comparable() -> None:
    found = match(GOLD, rows(*IDS[:5]), allow_missing=True)
    assert found.missing == ("ar-0103", "en-0001")
    assert found.predictions[5] == Prediction(
        "ar-0103", text=LETTERS, attributions=(), claims=(), sources=None
    )
    some = evaluate(GOLD, rows(*IDS[:5]), allow_missing=True, resamples=0)
    whole = evaluate(GOLD, rows(*IDS), allow_missing=True, resamples=0)
    assert some["wsw_f1"].value == whole["wsw_f1"].value == 0
    assert "|miss:2|" in str(some["wsw_f1"].signature)
    assert "|miss:0|" in str(whole["wsw_f1"].signature)
    assert not same_scale([some["wsw_f1"], whole["wsw_f1"]])
    assert some.notes()[0] == (
        "articles without prediction, scored as empty: 2; not comparable with complete predictions."
    )


def test_predictions_of_nothing_answer_nothing() -> None:
    found = evaluate(GOLD, [], allow_missing=True, resamples=0)["wsw_f1"]
    assert (found.value, found.reason) == (None, "the predictions do not answer attributions")


@pytest.mark.parametrize(
    ("parts", "answered"),
    [
        ({}, {"attributions", "claims"}),
        ({"sources": []}, {"attributions", "claims", "sources"}),
        (
            {"sources": [{"id": "S1", "type": "official"}]},
            {"attributions", "claims", "sources", "type"},
        ),
        (
            {"sources": [{"id": "S1", "named": False}]},
            {"attributions", "claims", "sources", "named"},
        ),
        (
            {"attributions": [{"id": "a1", "cue": [{"start": 0, "end": 3}], "act": "ask"}]},
            {"attributions", "claims", "act"},
        ),
    ],
)
def test_what_was_answered_is_read_off_the_keys(parts: dict[str, Any], answered: set[str]) -> None:
    one: Article = article(id="ar-0001")
    assert match(corpus(one), [row("ar-0001", **parts)]).answered == answered

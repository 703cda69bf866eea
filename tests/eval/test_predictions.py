"""Predictions beside their articles: complete and checked, or refused in exact words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from musnad.dataset import Article, Prediction, as_prediction, sha256, to_json, write_lines
from musnad.errors import DataError, UsageError
from musnad.eval import evaluate, match, same_scale

from .builders import LETTERS, article, corpus, said, source

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
        "<predictions>: 1 of 7 articles of toy/test have no prediction: 'ar-0001'; an article in "
        "which nothing is found is listed with empty lists; evaluate --allow-missing scores the "
        "others as empty [E-MISSING]"
    )


def test_at_most_five_missing_articles_are_named() -> None:
    assert refusal([]).startswith(
        "<predictions>: 7 of 7 articles of toy/test have no prediction: 'ar-0001', 'ar-0002', "
        "'ar-0003', 'ar-0101', 'ar-0102' …; an article"
    )


def test_an_extra_article_is_refused_with_the_five_nearest_ids() -> None:
    assert refusal(rows(*IDS, "ar-0011")) == (
        "<predictions>:8: article 'ar-0011' is predicted but not in toy/test; nearest: 'ar-0101', "
        "'ar-0001', 'ar-0103', 'ar-0102', 'ar-0003'; leave it out, or name the corpus that it "
        "belongs to [E-EXTRA]"
    )


def test_an_extra_article_like_no_other_is_refused_without_advice() -> None:
    assert refusal(rows(*IDS, "خبر")) == (
        "<predictions>:8: article 'خبر' is predicted but not in toy/test; leave it out, or name "
        "the corpus that it belongs to [E-EXTRA]"
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
        "<predictions>:3: article 'ar-0003', claims is missing, though other predictions answer "
        "it (2 of 7 lack it); write an empty list where nothing is found [E-LAYER]"
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
        "has 140 code points; these may be UTF-8 bytes, offsets count code points; give each "
        "fragment its text [E-OFFSET]"
    )


@pytest.mark.parametrize("thing", ["ar-0001", None, 7, ["ar-0001"]])
def test_what_is_no_record_is_refused(thing: Any) -> None:
    message = refusal([thing])
    assert message.startswith("<predictions>:1: is ")
    assert "; expected an object" in message


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
        ({}, {"act", "style"}),
        ({"sources": []}, {"act", "style", "sources", "type", "named", "entity"}),
        (
            {"sources": [{"id": "S1", "type": "official"}]},
            {"act", "style", "sources", "type"},
        ),
        (
            {"sources": [{"id": "S1", "named": False, "entity": "s042"}]},
            {"act", "style", "sources", "named", "entity"},
        ),
        (
            {"attributions": [{"id": "a1", "cue": [{"start": 0, "end": 3}], "act": "ask"}]},
            {"act"},
        ),
        ({"attributions": [{"id": "a1", "cue": [{"start": 0, "end": 3}]}]}, set()),
    ],
)
def test_what_was_answered_is_read_off_the_keys(parts: dict[str, Any], answered: set[str]) -> None:
    # a label is answered unless there are items to give it on and none has it
    one: Article = article(id="ar-0001")
    found = match(corpus(one), [row("ar-0001", **parts)])
    of_claims = {"checkable", "verdict", "verdict_p"}
    assert found.answered == {"attributions", "claims"} | of_claims | answered


@pytest.mark.parametrize(
    ("labels", "answered"),
    [
        ({}, set()),
        ({"checkable": False}, {"checkable"}),
        ({"verdict": "refuted"}, {"verdict"}),
        ({"verdict_p": {"supported": 0, "refuted": 1, "unverifiable": 0}}, {"verdict_p"}),
        ({"p": 0.5}, set()),
    ],
)
def test_labels_of_claims_are_answered_like_others(
    labels: dict[str, Any], answered: set[str]
) -> None:
    claims = [{"id": "c1", "span": [{"start": 0, "end": 3}], **labels}]
    found = match(corpus(article(id="ar-0001")), [row("ar-0001", claims=claims)])
    assert found.answered == {"attributions", "claims", "act", "style"} | answered


def test_a_layer_has_its_place_in_a_file_and_so_has_what_is_missing(tmp_path: Path) -> None:
    file = tmp_path / "p.jsonl"
    write_lines(file, rows(*IDS[:6], "ar-9999"))
    assert refusal(file).startswith(f"{file}:7: article 'ar-9999' is predicted but not in toy/test")
    write_lines(file, rows(*IDS[1:]))
    assert refusal(file).startswith(f"{file}: 1 of 7 articles of toy/test have no prediction: ")


@pytest.mark.parametrize(
    ("name", "lacking"),
    [
        ("tuple_strict_act_f1", "act"),
        ("tuple_strict_style_f1", "style"),
        ("wsw_stance_f1", "act"),
        ("act_macro_f1", "act"),
        ("named_accuracy", "named"),
        ("type_macro_f1", "type"),
    ],
)
def test_a_label_that_no_item_has_is_not_scored(name: str, lacking: str) -> None:
    gold = article(
        said((0, 5), (7, 9), act="deny", style="direct"),
        sources=[source("S1", (7, 9), type="official", named=True)],
    )
    answer = article(said((0, 5), (7, 9)), sources=[source("S1", (7, 9))])
    found = evaluate(corpus(gold), [answer], resamples=0)
    assert (found[name].value, found[name].reason) == (
        None,
        f"the predictions do not answer {lacking}",
    )
    assert found["wsw_f1"].value == found["tuple_strict_f1"].value == 1


@pytest.mark.parametrize("name", ["null_f1", "wsw_null_f1"])
def test_without_sources_dropped_subjects_are_not_scored(name: str) -> None:
    gold = article(said((0, 5)), sources=[source("S1", (7, 9), type="official")], id="ar-0001")
    answer = row("ar-0001", attributions=[{"id": "a1", "content": [{"start": 0, "end": 5}]}])
    found = evaluate(corpus(gold), [answer], resamples=0)[name]
    assert (found.value, found.reason) == (None, "the predictions do not answer sources")


def test_a_label_on_some_items_only_is_noted() -> None:
    gold = article(said((0, 5), act="deny"), said((7, 9), act="state"))
    answer = article(said((0, 5), act="deny"), said((7, 9)))
    found = evaluate(corpus(gold), [answer], resamples=0)
    assert "act is given on 1 of 2 predicted attributions." in found.notes()
    assert found.to_json()["partial"] == {
        "act": {"given": 1, "items": 2, "layer": "attributions"},
    }
    assert evaluate(corpus(gold), [gold], resamples=0).partial == {}
    assert evaluate(corpus(gold), [answer], metrics=["wsw_f1"], resamples=0).partial == {}


def test_a_name_is_not_a_corpus_and_not_a_list_of_metrics() -> None:
    with pytest.raises(UsageError) as error:
        evaluate("musnad-starter/test", rows(*IDS))  # type: ignore[arg-type]  # a user's mistake
    assert str(error.value) == (
        "corpus is 'musnad-starter/test', a name; give what it names: "
        "musnad.load('musnad-starter/test')"
    )
    with pytest.raises(UsageError) as error:
        evaluate(GOLD, rows(*IDS), metrics="wsw_f1")
    assert str(error.value) == "metrics is 'wsw_f1'; give a list of names, such as ['wsw_f1']"

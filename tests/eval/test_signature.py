"""Signatures: one line for every choice that could change a digit (metrics.md 7)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, replace
from importlib.metadata import version
from typing import Any

import pytest

from musnad.dataset import LAYERS, Corpus
from musnad.dataset.validation.spans import MAX_FRAGMENTS
from musnad.eval import evaluate, same_scale
from musnad.eval.pairing import RIGHT_SOURCE_BONUS
from musnad.eval.signature import FIXED_OPTIONS, Signature, configuration, scorer_version

from .builders import article, corpus, said

LINE = Signature(
    metric="wsw_f1",
    data="musnad-news/test@1.0.0#9f2c41aa",
    lang="ar",
    n=160,
    unit="event",
    ci="pct2000",
    rs=12345,
    miss=0,
    cfg="5d1e07ab",
    v="0.1.0",
)
GOLD = corpus(article(said((0, 5), (7, 9))), article(said((0, 5)), id="ar-2"))


def test_a_signature_is_one_line_in_a_fixed_order() -> None:
    assert str(LINE) == (
        "wsw_f1|data:musnad-news/test@1.0.0#9f2c41aa|lang:ar|n:160|unit:event|ci:pct2000|"
        "rs:12345|miss:0|cfg:5d1e07ab|v:0.1.0"
    )


@pytest.mark.parametrize("name", [item.name for item in fields(Signature)])
def test_every_part_of_a_signature_shows(name: str) -> None:
    other = replace(LINE, **{name: "another"})
    assert str(other) != str(LINE)


@pytest.mark.parametrize("name", ["ci", "rs"])
def test_scores_compare_whatever_their_resampling(name: str) -> None:
    assert replace(LINE, **{name: 1}).comparable() == LINE.comparable()


@pytest.mark.parametrize("name", ["data", "lang", "n", "unit", "miss", "cfg", "v"])
def test_scores_do_not_compare_across_other_choices(name: str) -> None:
    assert replace(LINE, **{name: "another"}).comparable() != LINE.comparable()


def test_an_evaluation_signs_every_score() -> None:
    found = evaluate(GOLD, list(GOLD))
    for name, score in found.items():
        assert str(score.signature) == (
            f"{name}|data:toy/test@1.0.0#{GOLD.digest[:8]}|lang:ar|n:2|unit:article|ci:pct2000|"
            f"rs:12345|miss:0|cfg:{score.signature.cfg}|v:{version('musnad')}"
        )
        assert str(score) == f"{score.shown} {score.signature}"
        assert score.to_json()["signature"] == str(score.signature)


def signed(gold: Corpus = GOLD, predictions: Any = None, **options: Any) -> str:
    """The signature of `wsw_f1`."""
    answers = list(gold) if predictions is None else predictions
    return str(evaluate(gold, answers, metrics=["wsw_f1"], **options)["wsw_f1"].signature)


@pytest.mark.parametrize(
    "other",
    [
        signed(resamples=100),
        signed(resamples=0),
        signed(seed=1),
        signed(replace(GOLD, split="train")),
        signed(replace(GOLD, manifest=replace(GOLD.manifest, version="1.0.1"))),
        signed(replace(GOLD, manifest=replace(GOLD.manifest, name="other"))),
        signed(corpus(*GOLD, layers=[name for name in LAYERS if name != "sources"])),
        signed(corpus(*GOLD.articles[:1])),
        signed(corpus(article(said((0, 5), (7, 10))), GOLD.articles[1])),
        signed(replace(GOLD, articles=[replace(item, language="en") for item in GOLD])),
        signed(replace(GOLD, articles=[replace(item, event="e1") for item in GOLD])),
        signed(predictions=[GOLD.articles[0]], allow_missing=True),
    ],
)
def test_any_choice_changes_the_signature(other: str) -> None:
    assert other != signed()


@pytest.mark.parametrize(
    ("events", "unit", "size"),
    [
        ((None, None), "article", "2 articles"),
        (("e1", None), "event", "2 articles, 2 events"),
        (("e1", "e1"), "event", "2 articles, 1 events"),
    ],
)
def test_the_unit_is_the_event_where_articles_have_one(
    events: tuple[str | None, str | None], unit: str, size: str
) -> None:
    pairs = zip(GOLD, events, strict=True)
    gold = replace(GOLD, articles=[replace(item, event=event) for item, event in pairs])
    report = evaluate(gold, list(gold), resamples=10)
    assert report["wsw_f1"].signature.unit == unit
    assert report.to_text().splitlines()[0] == f"toy/test: {size}"
    assert report.to_markdown().splitlines()[0] == f"**toy/test**, {size}"
    assert any(f"fewer than 30 {unit}s" in note for note in report.notes())


def test_what_is_no_choice_does_not_change_the_signature() -> None:
    assert signed(predictions=[article(), article(id="ar-2")]) == signed()
    assert signed(replace(GOLD, articles=GOLD.articles[::-1])) == signed()
    assert signed(allow_missing=True) == signed()


def test_the_configuration_covers_fixed_options() -> None:
    text = json.dumps(
        {**FIXED_OPTIONS, "layers": ["claims"]}, sort_keys=True, separators=(",", ":")
    )
    expected = hashlib.sha256(text.encode()).hexdigest()[:8]
    assert configuration({"layers": ["claims"]}) == expected
    assert configuration({"layers": []}) != expected
    assert configuration({"layers": ["claims"], "weights": "tokens"}) != expected


def test_the_fixed_options_are_those_of_the_specification() -> None:
    # Whoever changes what the scorer does changes a value here, and with it every signature.
    assert FIXED_OPTIONS == {
        "specification": "metrics-1",
        "weights": "letters-and-digits",
        "iou": "more-than-half",
        "right_source_bonus": "2^-20",
        "max_fragments": 64,
    }
    assert FIXED_OPTIONS["max_fragments"] == MAX_FRAGMENTS
    assert RIGHT_SOURCE_BONUS == 2**-20


def test_the_version_is_that_of_the_package() -> None:
    assert scorer_version() == version("musnad")


def test_scores_stand_in_one_table_iff_their_choices_agree() -> None:
    whole = evaluate(GOLD, list(GOLD), resamples=10)
    other = evaluate(GOLD, [article(), article(id="ar-2")], resamples=20, seed=5)
    assert same_scale([whole["wsw_f1"], other["wsw_f1"]])
    assert same_scale([whole["wsw_f1"], whole["cue_exact_f1"]])
    assert same_scale([])
    english = evaluate(corpus(article(said((0, 4)))), [article(said((0, 4)))], resamples=10)
    assert not same_scale([whole["wsw_f1"], english["wsw_f1"]])

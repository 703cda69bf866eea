"""Breakdowns: parts of a corpus by properties of articles and of attributions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from musnad.dataset import Article
from musnad.errors import UsageError
from musnad.eval.breakdown import PROPERTIES, Breakdown, break_down
from musnad.eval.evaluate import evaluate

from .builders import article, corpus, report, said, source

DIRECT, INDIRECT = (
    said((0, 9), (10, 14), style="direct", act="state"),
    said((20, 29), (), style="indirect", act="deny"),
)
GOLD = article(
    DIRECT,
    INDIRECT,
    sources=[source("S1", (10, 14), type="official")],
    sentences=[(0, 15), (15, 40)],
    event="e1",
)


def broken(gold: Article | list[Article], predicted: Any, by: str, **options: Any) -> Breakdown:
    golds = [gold] if isinstance(gold, Article) else gold
    answers = [predicted] if isinstance(predicted, Article) else predicted
    return break_down(corpus(*golds), answers, by, **{"resamples": 0, **options})


def values(found: Breakdown, metric: str) -> dict[str, float | None]:
    return {part.value: part.report[metric].value for part in found.parts}


def test_recall_takes_gold_of_the_part_and_precision_predictions_of_the_part() -> None:
    # the direct one is found but called indirect, the indirect one is missed
    predicted = replace(GOLD, attributions=(replace(DIRECT, id="a1", style="indirect"),))
    found = broken(GOLD, predicted, "style")
    assert [(part.value, part.items) for part in found.parts] == [("direct", 1), ("indirect", 1)]
    assert values(found, "wsw_r") == {"direct": 1, "indirect": 0}
    assert values(found, "wsw_p") == {"direct": None, "indirect": 1}


@pytest.mark.parametrize("slot", ["span", "null"])
def test_slots_are_what_wsw_overt_and_wsw_null_measure(slot: str) -> None:
    predicted = replace(
        GOLD, attributions=(GOLD.attributions[0], replace(GOLD.attributions[1], source_id=None))
    )
    whole = report(GOLD, predicted)[{"span": "wsw_overt_f1", "null": "wsw_null_f1"}[slot]]
    assert values(broken(GOLD, predicted, "slot"), "wsw_f1")[slot] == whole.value


@pytest.mark.parametrize(
    ("by", "parts"),
    [
        ("style", {"direct": 1, "indirect": 1}),
        ("act", {"deny": 1, "state": 1}),
        ("type", {"official": 2}),
        ("slot", {"null": 1, "span": 1}),
        ("distance", {"far": 1, "near": 1}),
        ("nesting", {"outer": 2}),
        ("continuity", {"continuous": 2}),
        ("language", {"ar": 1}),
        ("event", {"e1": 1}),
        ("outlet", {}),
        ("notes", {"none": 1}),
    ],
)
def test_every_property_has_its_parts(by: str, parts: dict[str, int]) -> None:
    found = broken(GOLD, GOLD, by)
    assert {part.value: part.items for part in found.parts} == parts
    assert all(value in (1, None) for value in values(found, "wsw_f1").values())


def test_no_property_is_forgotten_here() -> None:
    marks = test_every_property_has_its_parts.pytestmark  # type: ignore[attr-defined]
    assert {case[0] for case in marks[0].args[1]} == set(PROPERTIES)


def test_nested_and_discontinuous_attributions() -> None:
    gold = article(
        said((0, 30), (31, 34)),
        replace(said(((5, 9), (15, 19)), (10, 14)), id="a2", parent="a1"),
    )
    for by, part in (("nesting", "nested"), ("continuity", "discontinuous")):
        found = broken(gold, replace(gold, attributions=gold.attributions[:1]), by)
        assert values(found, "wsw_r")[part] == 0
        assert {item.items for item in found.parts} == {1}


def test_parts_by_article_are_scored_as_corpora_of_their_own() -> None:
    golds = [replace(GOLD, id=f"خبر-{n}", event=f"e{n}", outlet=f"o{n % 2}") for n in range(4)]
    answers = [golds[0], replace(golds[1], attributions=()), golds[2], golds[3]]
    found = broken(golds, answers, "outlet", metrics=["wsw_f1", "source_lea_f1"])
    assert values(found, "wsw_f1") == {"o0": 1, "o1": 2 / 3}
    alone = evaluate(corpus(*golds[1::2]), answers[1::2], metrics=["wsw_f1"], resamples=0)
    assert alone["wsw_f1"].value == values(found, "wsw_f1")["o1"]
    assert [part.report["wsw_f1"].signature.n for part in found.parts] == [2, 2]


def test_an_article_with_several_notes_stands_in_several_parts() -> None:
    gold = replace(GOLD, notes=("unclosed_quote", "dialect_quote"))
    assert [part.value for part in broken(gold, gold, "notes").parts] == [
        "dialect_quote",
        "unclosed_quote",
    ]


def test_the_signature_tells_parts_apart() -> None:
    signatures = {str(part.report["wsw_f1"].signature) for part in broken(GOLD, GOLD, "act").parts}
    assert len(signatures | {str(report(GOLD, GOLD)["wsw_f1"].signature)}) == 3


def test_intervals_are_over_all_events() -> None:
    golds = [replace(GOLD, id=f"خبر-{n}", event=f"e{n}") for n in range(4)]
    found = broken(golds, golds, "style", resamples=50)
    interval = found.parts[0].report["wsw_f1"].interval
    assert interval is not None
    assert (interval.low, interval.high) == (1, 1)


@pytest.mark.parametrize(
    ("by", "options", "message"),
    [
        ("genre", {}, "unknown property 'genre'"),
        ("style", {"metrics": ["claim_exact_f1"]}, "claim_exact_f1 has no parts by style"),
        ("style", {"metrics": ["source_lea_f1"]}, "source_lea_f1 has no parts by style"),
    ],
)
def test_what_is_refused(by: str, options: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        broken(GOLD, GOLD, by, **options)


def test_a_property_that_is_not_labelled() -> None:
    with pytest.raises(UsageError, match="does not label style"):
        break_down(corpus(GOLD, layers=["attributions"]), [GOLD], "style")

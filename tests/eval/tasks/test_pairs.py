"""Agreement of pairs of assertions, worked by hand and against scikit-learn (metrics.md 5)."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import numpy
import pytest
from sklearn.metrics import average_precision_score, f1_score

from musnad.dataset import Pair, PairPrediction
from musnad.errors import DataError, UsageError
from musnad.eval.tasks import measure_pairs

from .rows import pair, pairs, values, written

A, C, U = "agree", "contradict", "unrelated"
CLASSES: tuple[Any, ...] = (A, C, U)


def labels(*given: Any) -> list[PairPrediction]:
    """Answers to p1, p2, …; None is none."""
    return [PairPrediction(f"p{at}", name) for at, name in enumerate(given, 1) if name]


# Macro-F1, then F1 of agree, contradict, unrelated.
@pytest.mark.parametrize(
    ("gold", "answers", "expected"),
    [
        ((A, C, U), (A, C, U), (1, 1, 1, 1)),
        # agree: 1 of 2 found and 1 wanted; contradict: missed; unrelated: found
        ((A, C, U), (A, A, U), ((2 / 3 + 0 + 1) / 3, 2 / 3, 0, 1)),
        # no answer is a miss of the class, and found nowhere
        ((A, C, U), (A, None, U), (2 / 3, 1, 0, 1)),
        ((A, A), (A, None), (2 / 3, 2 / 3, None, None)),
        # a class that only the answers have counts in the mean
        ((A, A), (A, U), ((2 / 3 + 0) / 2, 2 / 3, None, 0)),
        # what has no gold label is not asked
        ((A, None), (A, C), (1, 1, None, None)),
    ],
)
def test_pairs_are_scored_by_class(gold, answers, expected) -> None:
    found = values(measure_pairs(pairs(*gold), labels(*answers)))
    names = ["agreement_macro_f1", *(f"agreement_{name}_f1" for name in CLASSES)]
    assert {name: found[name] for name in names} == pytest.approx(
        dict(zip(names, expected, strict=True))
    )


# Gold labels, then labels with probabilities: rankings worked by hand.
@pytest.mark.parametrize(
    ("gold", "answers", "expected"),
    [
        # without p: 1 for contradict, else 0. Two at 1, one of them right; then all three
        ((C, A, C), [(C, None), (C, None), (A, None)], (1 / 2) * (1 / 2) + (1 / 2) * (2 / 3)),
        # p decides, whatever the label says
        ((C, A, C), [(A, 0.9), (C, 0.1), (U, 0.8)], 1),
        # a tie is one place in the ranking
        ((C, A), [(C, 0.5), (C, 0.5)], 1 / 2),
        # no answer ranks last: 1/2 of the positives at 1/1, the rest at 2/3
        ((C, C, A), [(C, 0.9), (None, None), (A, 0.0)], 1 / 2 + (1 / 2) * (2 / 3)),
        ((A, U), [(A, 0.4), (U, 0.2)], None),
    ],
)
def test_contradictions_are_ranked_by_probability(gold, answers, expected) -> None:
    rows = [PairPrediction(f"p{at}", label, p) for at, (label, p) in enumerate(answers, 1) if label]
    found = values(measure_pairs(pairs(*gold), rows))
    assert found["agreement_contradict_ap"] == (
        None if expected is None else pytest.approx(expected)
    )


@pytest.mark.parametrize("seed", range(10))
def test_the_scores_are_scikit_learns(seed: int) -> None:
    rng = Random(f"أزواج {seed}")
    gold = [rng.choice(CLASSES) for _ in range(40)]
    given = [rng.choice(CLASSES) if rng.random() < 0.5 else label for label in gold]
    chances = [rng.choice([0.0, 0.5, rng.random()]) for _ in gold]
    rows = [
        {"id": f"p{at}", "label": label, "p": p}
        for at, (label, p) in enumerate(zip(given, chances, strict=True), 1)
    ]
    found = values(measure_pairs(pairs(*gold), rng.sample(rows, len(rows))))
    each = f1_score(gold, given, labels=CLASSES, average=None)
    expected = {
        "agreement_macro_f1": f1_score(gold, given, labels=CLASSES, average="macro"),
        **{f"agreement_{name}_f1": one for name, one in zip(CLASSES, each, strict=True)},
        "agreement_contradict_ap": average_precision_score([x == C for x in gold], chances),
    }
    assert found == pytest.approx(expected, abs=1e-12)


def test_events_are_drawn_together_and_other_pairs_alone() -> None:
    gold = [
        replace(row, event=event)
        for row, event in zip(pairs(C, A, C, A), ("e1", "e1", None, "e2"), strict=True)
    ]
    measured = measure_pairs(gold, labels(C, C, None, A))
    assert measured.clusters == ("event e1", "event e2", "pair p3")
    assert (measured.unit, measured.items, measured.answered) == ("event", 4, 3)
    # event e1 three times: contradict 3 of 6 found, 3 wanted; agree 0 of 0, 3
    assert values(measured, [3, 0, 0])["agreement_macro_f1"] == pytest.approx((2 / 3 + 0) / 2)


def test_weights_of_clusters_are_repetitions() -> None:
    rng = Random(4)
    gold = [
        replace(row, event=f"e{rng.randrange(6)}") for row in pairs(*rng.choices(CLASSES, k=30))
    ]
    rows = [PairPrediction(row.id, rng.choice(CLASSES), rng.random()) for row in gold]
    measured = measure_pairs(gold, rows)
    for _ in range(10):
        weights = [rng.randrange(4) for _ in measured.clusters]
        times = dict(zip(measured.clusters, weights, strict=True))
        copies = [
            (row, answer, copy)
            for row, answer in zip(gold, rows, strict=True)
            for copy in range(times[f"event {row.event}"])
        ]
        if copies:
            again = measure_pairs(
                [
                    replace(row, id=f"{row.id} {copy}", a=f"{row.a} {copy}")
                    for row, _, copy in copies
                ],
                [replace(answer, id=f"{answer.id} {copy}") for _, answer, copy in copies],
            )
            assert values(measured, weights) == pytest.approx(values(again), abs=1e-12)


@pytest.mark.parametrize(
    ("gold", "message"),
    [
        (
            [pair(A, id="p1", a="ج1", b="ج1")],
            "gold pair 'p1' puts 'ج1' beside itself [E-PAIR]",
        ),
        (
            [pair(A, id="p1", a="ج1", b="ج2"), pair(C, id="p2", a="ج2", b="ج1")],
            "gold pairs 'p1' and 'p2' are of the same two, 'ج2' and 'ج1', but labelled 'agree' and "
            "'contradict'; keep one of them [E-PAIR]",
        ),
    ],
)
def test_confused_gold_pairs_are_refused(gold: list[Pair], message: str) -> None:
    for order in (gold, gold[::-1]):
        with pytest.raises(DataError) as error:
            measure_pairs(order, [])
        assert str(error.value) == message


def test_the_same_pair_with_the_same_label_is_no_confusion() -> None:
    gold = [pair(A, id="p1", a="ج1", b="ج2"), pair(A, id="p2", a="ج2", b="ج1")]
    assert values(measure_pairs(gold, labels(A, A)))["agreement_macro_f1"] == 1


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            [{"id": "p9", "label": A}],
            "<predicted-pairs>:1: pair 'p9' is answered but not in the gold pairs; nearest: "
            "'p2', 'p1'; leave it out [E-EXTRA]",
        ),
        (
            [{"id": "p1", "label": A}, {"id": "p1", "label": A}],
            "<predicted-pairs>:2: pair 'p1', id was already used on line 1 [E-DUP-DOC]",
        ),
        (
            [{"id": "p1", "label": "refute"}],
            "<predicted-pairs>:1: pair 'p1', label is 'refute'; expected one of agree, contradict, "
            "unrelated [E-VALUE]",
        ),
        (
            [{"id": "p1", "label": A, "p": 1.5}],
            "<predicted-pairs>:1: pair 'p1', p is 1.5; expected a value from 0.0 to 1.0 [E-RANGE]",
        ),
        (
            [{"id": "p1"}],
            "<predicted-pairs>:1: pair 'p1', label is missing; every key must be present [E-KEY]",
        ),
    ],
)
def test_answers_that_do_not_fit_are_refused(rows: list[dict[str, Any]], message: str) -> None:
    with pytest.raises(DataError) as error:
        measure_pairs(pairs(A, C), rows)
    assert str(error.value) == message


@pytest.mark.parametrize("p", [float("nan"), float("inf")])
def test_numbers_that_are_none_are_refused(p: float) -> None:
    with pytest.raises(DataError, match="<predicted-pairs>:1: is not strict JSON"):
        measure_pairs(pairs(A), [{"id": "p1", "label": A, "p": p}])


@pytest.mark.parametrize("text", ['{"id": "p1", "label": "agree", "p": NaN}', '{"p": 1e999}'])
def test_numbers_that_are_none_are_refused_in_files(tmp_path: Path, text: str) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_text(f"{text}\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"pairs\.jsonl:1: is not strict JSON"):
        measure_pairs(pairs(A), path)


def test_other_relations_are_no_agreement() -> None:
    measured = measure_pairs(pairs(A, "discuss"), labels(A))
    assert set(values(measured).values()) == {None}
    assert measured.reasons["agreement_macro_f1"] == (
        "the pairs are labelled discuss, not agree, contradict, unrelated"
    )


def test_withheld_labels_give_a_reason() -> None:
    measured = measure_pairs(pairs(None, None), labels(A, C))
    assert set(measured.reasons.values()) == {"no pair has a label"}
    assert measured.clusters == ()


def test_missing_answers_are_noted() -> None:
    measured = measure_pairs(pairs(A, C, U), labels(A))
    assert measured.notes == ("pairs without an answer, each a miss of its class: 2 of 3.",)
    assert measure_pairs(pairs(A), labels(A)).notes == ()


def test_a_corpus_brings_its_table_and_answers_may_be_a_file(tmp_path: Path) -> None:
    corpus = written(tmp_path, pairs=pairs(A, C, U))
    path = tmp_path / "answers.jsonl"
    rows = [{"id": "p3", "label": U}, {"id": "p1", "label": A}, {"id": "p2", "label": C, "p": 0.7}]
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    measured = measure_pairs(corpus, path)
    assert set(values(measured).values()) == {1}
    assert measured.digest == measure_pairs(pairs(A, C, U)[::-1], path).digest
    assert measured.digest != measure_pairs(pairs(A, C, A), path).digest


def test_a_corpus_without_pairs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as error:
        measure_pairs(written(tmp_path), [])
    assert str(error.value) == "toy/test has no table 'pairs'"


def test_the_order_of_rows_is_irrelevant() -> None:
    rng = Random(1)
    gold = [
        replace(row, event=f"e{rng.randrange(4)}") for row in pairs(*rng.choices(CLASSES, k=12))
    ]
    rows = [PairPrediction(row.id, rng.choice(CLASSES), rng.random()) for row in gold]
    one = measure_pairs(gold, rows)
    other = measure_pairs(gold[::-1], rows[::-1])
    assert values(one) == values(other)
    assert (one.clusters, one.digest) == (other.clusters, other.digest)
    for family, sums in one.sums.items():
        assert numpy.array_equal(sums.total(), other.sums[family].total())

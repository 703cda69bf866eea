"""Reliability of sources, worked by hand and against SciPy and scikit-learn (metrics.md 5)."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from scipy import stats
from sklearn.metrics import brier_score_loss, roc_auc_score

from musnad.dataset import Assertion, Rating, Reliability
from musnad.errors import DataError, UsageError
from musnad.eval import METRICS
from musnad.eval.tasks import measure_reliability
from musnad.eval.tasks.reliability import Record, base_rate, latent_of, records_of

from .rows import assertions, latent, trust, values, written

# Three sources with 5 distinct assertions: 4, 3 and 1 of them right.
GOLD = [*assertions("s1", "rrrrw"), *assertions("s2", "rrrww"), *assertions("s3", "rwwww")]
TRAIN = assertions("s1", "rrw-u") + assertions("s9", "r")


def test_right_is_what_is_asserted_and_true_or_denied_and_false() -> None:
    # even ones are assertions, odd ones denials, see rows.assertions
    rows = assertions("s1", "rrww")
    assert [(row.stance, row.verdict) for row in rows] == [
        ("assert", "supported"),
        ("deny", "refuted"),
        ("assert", "refuted"),
        ("deny", "supported"),
    ]
    assert records_of(rows) == {"s1": Record(2, 4)}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # what cannot be verified and what is withheld is left out, with its source if that is all
        (assertions("s1", "ru-w") + assertions("s2", "u-"), {"s1": Record(1, 2)}),
        # an assertion that many articles carry is one; another value or stance is another
        (assertions("s1", "r") * 3, {"s1": Record(1, 1)}),
        ([*assertions("s1", "r"), replace(assertions("s1", "r")[0], id="x", value="=4")],
         {"s1": Record(2, 2)}),
        ([*assertions("s1", "r"), replace(assertions("s1", "r")[0], id="x", stance="deny")],
         {"s1": Record(1, 2)}),
        # the verdict may stand on one copy only
        ([*assertions("s1", "r"), replace(assertions("s1", "r")[0], id="x", verdict=None)],
         {"s1": Record(1, 1)}),
        ([], {}),
    ],
)  # fmt: skip
def test_distinct_assertions_with_a_verdict_are_counted(rows, expected) -> None:
    assert records_of(rows) == expected
    assert records_of(rows[::-1]) == expected


def test_one_assertion_with_two_verdicts_is_refused() -> None:
    one = assertions("s1", "r")[0]
    with pytest.raises(DataError) as error:
        records_of([one, replace(one, id="س٢", verdict="refuted")])
    assert str(error.value) == (
        "gold assertion 'س٢' of 's1' is refuted, but the same was supported before [E-VERDICT]"
    )


def test_all_metrics_worked_by_hand() -> None:
    measured = measure_reliability(GOLD, trust(s1=0.9, s2=0.5, s3=0.4), train=TRAIN)
    # Brier: (4·.01 + .81 + 5·.25 + .36 + 4·.16) / 15; train: 3 of 4 are right
    own, blind = 0.04 + 0.81 + 1.25 + 0.36 + 0.64, 8 / 16 + 7 * 9 / 16
    # AUROC: right at .9 .5 .4: 4 3 1, wrong 1 2 4: 4·(2+4) + 4·1/2 + 3·4 + 3·2/2 + 1·4/2
    assert values(measured) == pytest.approx(
        {
            "reliability_tau_b": 1,
            "reliability_spearman": 1,
            "reliability_auroc": (24 + 2 + 12 + 3 + 2) / 56,
            "reliability_brier": own / 15,
            "reliability_skill": 1 - own / blind,
            # bins .4 .5 .9: |.4·5 - 1| + |.5·5 - 3| + |.9·5 - 4|
            "reliability_ece": (1 + 0.5 + 0.5) / 15,
        }
    )
    assert measured.clusters == ("source s1", "source s2", "source s3")
    assert (measured.unit, measured.items, measured.answered) == ("source", 15, 3)


def test_latent_reliability_is_the_truth_where_it_is_known() -> None:
    # the ledger knows better than five assertions: s2 is the most reliable
    known = [latent("s1", 0.7), latent("s2", 0.8), latent("s3", 0.3)]
    measured = measure_reliability(GOLD, trust(s1=0.9, s2=0.5, s3=0.4), ratings=known)
    found = values(measured)
    assert found["reliability_tau_b"] == pytest.approx((2 - 1) / 3)
    assert found["reliability_spearman"] == pytest.approx(1 - 6 * 2 / (3 * 8))
    assert measured.options["truth"] == "latent"
    assert "against their latent reliability" in measured.notes[0]


def test_the_two_kinds_of_truth_are_not_mixed() -> None:
    # one ranked source has no latent reliability, so all are ranked by their shares
    known = [latent("s1", 0.1), latent("s2", 0.8)]
    measured = measure_reliability(GOLD, trust(s1=0.9, s2=0.5, s3=0.4), ratings=known)
    assert values(measured)["reliability_tau_b"] == 1
    assert measured.options["truth"] == "share"
    # a source that is not ranked needs none
    more = [*GOLD, *assertions("s4", "rrrw")]
    all_known = [*known, latent("s3", 0.2)]
    measured = measure_reliability(more, trust(s1=0.9), ratings=all_known)
    assert measured.options["truth"] == "latent"


@pytest.mark.parametrize(("least", "ranked"), [(5, 3), (4, 4), (6, 0), (1, 5)])
def test_only_sources_with_enough_distinct_assertions_are_ranked(least: int, ranked: int) -> None:
    gold = [*GOLD, *assertions("s4", "rwwwuu"), *assertions("s5", "r")]
    measured = measure_reliability(gold, [], least=least)
    assert measured.options["least_assertions"] == least
    assert measured.notes[0] == (
        f"reliability is ranked over {ranked} sources with at least {least} distinct assertions, "
        "against the share of them that is right."
    )
    assert measured.sums[METRICS["reliability_tau_b"].family].total()[..., 1].sum() == ranked


def test_a_source_without_an_answer_has_one_half() -> None:
    silent = measure_reliability(GOLD, trust(s1=0.9, s3=0.4), train=TRAIN)
    half = measure_reliability(GOLD, trust(s1=0.9, s2=0.5, s3=0.4), train=TRAIN)
    assert values(silent) == values(half)
    assert silent.facts["reliability_coverage"] == pytest.approx(2 / 3)
    assert half.facts["reliability_coverage"] == 1
    assert "sources without an answer, taken as 0.5: 1 of 3." in silent.notes
    assert not any("without an answer" in note for note in half.notes)


def test_the_same_probability_for_all_ranks_nothing() -> None:
    measured = measure_reliability(GOLD, trust(s1=0.5, s2=0.5, s3=0.5), train=TRAIN)
    found = values(measured)
    assert found["reliability_tau_b"] is None
    assert found["reliability_spearman"] is None
    assert found["reliability_auroc"] == 0.5
    assert found["reliability_brier"] == 0.25
    assert METRICS["reliability_tau_b"].undefined == (
        "fewer than two sources are ranked, or all have the same probability or truth"
    )


def test_the_base_rate_of_train_has_no_skill() -> None:
    base = 3 / 4
    assert base_rate(TRAIN) == base
    measured = measure_reliability(GOLD, trust(s1=base, s2=base, s3=base), train=TRAIN)
    assert values(measured)["reliability_skill"] == pytest.approx(0, abs=1e-15)
    # worse than the base rate is below 0, without an end
    worse = measure_reliability(GOLD, trust(s1=0.0, s2=0.0, s3=1.0), train=TRAIN)
    skill = values(worse)["reliability_skill"]
    assert skill is not None
    assert skill < 0
    assert METRICS["reliability_skill"].least == float("-inf")


@pytest.mark.parametrize("train", [None, [], assertions("s1", "u-")])
def test_without_verdicts_in_train_there_is_no_skill(train) -> None:
    measured = measure_reliability(GOLD, trust(s1=0.9), train=train)
    assert measured.reasons == {"reliability_skill": "train has no assertions with verdicts"}


def test_withheld_verdicts_give_a_reason() -> None:
    measured = measure_reliability(assertions("s1", "--u"), trust(s1=0.9), train=TRAIN)
    assert set(measured.reasons.values()) == {"no assertion has a verdict"}
    assert set(values(measured).values()) == {None}
    assert measured.facts == {"reliability_coverage": 1}


def test_the_ceiling_is_the_latent_reliability_and_the_ranking_that_can_be_seen() -> None:
    known = [latent("s1", 0.7), latent("s2", 0.8), latent("s3", 0.3)]
    measured = measure_reliability(GOLD, [], train=TRAIN, ratings=known)
    best = values(replace(measured, sums=measured.ceiling))
    told = values(
        measure_reliability(GOLD, trust(s1=0.7, s2=0.8, s3=0.3), train=TRAIN, ratings=known)
    )
    seen = values(
        measure_reliability(GOLD, trust(s1=0.8, s2=0.6, s3=0.2), train=TRAIN, ratings=known)
    )
    ranks = ("reliability_tau_b", "reliability_spearman")
    assert best == {name: (seen if name in ranks else told)[name] for name in best}
    # who has seen every verdict ranks s1 before s2; who knows the truth errs on assertions
    assert best["reliability_tau_b"] == pytest.approx(1 / 3)
    assert best["reliability_auroc"] is not None
    assert best["reliability_auroc"] < 1


def test_where_shares_are_the_truth_the_latent_reliability_is_the_ceiling() -> None:
    # s3 is known to nobody, so that its share stands for it
    known = [latent("s1", 0.5), latent("s2", 0.8)]
    measured = measure_reliability(GOLD, [], train=TRAIN, ratings=known)
    told = measure_reliability(GOLD, trust(s1=0.5, s2=0.8, s3=0.2), train=TRAIN, ratings=known)
    assert values(replace(measured, sums=measured.ceiling)) == values(told)


def random_rows(rng: Random) -> tuple[list[Assertion], list[Reliability]]:
    """Assertions of some sources, and answers for most of them."""
    gold: list[Assertion] = []
    answers = []
    for at in range(rng.randint(3, 12)):
        name = f"م{at:02}"
        letters = "".join(rng.choice("rrwu-") for _ in range(rng.randint(1, 12)))
        gold += assertions(name, letters)
        if rng.random() < 0.8:
            answers.append(Reliability(name, rng.choice([0.0, 0.25, 0.5, 1.0, rng.random()])))
    return gold, answers


@pytest.mark.parametrize("seed", range(30))
def test_the_scores_are_those_of_scipy_and_scikit_learn(seed: int) -> None:
    rng = Random(f"ثقة {seed}")
    gold, answers = random_rows(rng)
    given = {row.entity: row.p for row in answers}
    found = values(measure_reliability(gold, answers, train=TRAIN))
    records = records_of(gold)
    each = [
        (given.get(name, 0.5), one)
        for name, record in records.items()
        for one in [True] * record.right + [False] * (record.items - record.right)
    ]
    chances, right = [p for p, _ in each], [one for _, one in each]
    ranked = [
        (given.get(name, 0.5), record.share)
        for name, record in records.items()
        if record.items >= 5
    ]
    if len({p for p, _ in ranked}) > 1 and len({share for _, share in ranked}) > 1:
        columns = list(zip(*ranked, strict=True))
        assert found["reliability_tau_b"] == pytest.approx(stats.kendalltau(*columns).statistic)
        assert found["reliability_spearman"] == pytest.approx(stats.spearmanr(*columns).statistic)
    else:
        assert found["reliability_tau_b"] is found["reliability_spearman"] is None
    if len(set(right)) == 2:
        assert found["reliability_auroc"] == pytest.approx(roc_auc_score(right, chances))
        brier = brier_score_loss(right, chances)
        blind = brier_score_loss(right, [0.75] * len(right))
        assert found["reliability_brier"] == pytest.approx(brier)
        assert found["reliability_skill"] == pytest.approx(1 - brier / blind)


@pytest.mark.parametrize("seed", range(5))
def test_weights_of_sources_are_repetitions(seed: int) -> None:
    rng = Random(f"وزن {seed}")
    gold, answers = random_rows(rng)
    measured = measure_reliability(gold, answers, train=TRAIN, least=3)
    for _ in range(5):
        weights = [rng.randrange(4) for _ in measured.clusters]
        times = dict(zip(measured.clusters, weights, strict=True))

        def repeated(rows: list[Any], key: str, times: dict[str, int] = times) -> list[Any]:
            return [
                replace(row, **{key: f"{getattr(row, key)} {copy}"})
                for row in rows
                for copy in range(times.get(f"source {getattr(row, key)}", 0))
            ]

        copies = repeated(gold, "source")
        copies = [replace(row, id=f"{row.id} {row.source}") for row in copies]
        if copies:
            again = measure_reliability(copies, repeated(answers, "entity"), train=TRAIN, least=3)
            assert values(measured, weights) == pytest.approx(values(again), abs=1e-12)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([{"entity": "s9", "p": 0.5}], "<reliability>:1: source 's9' is answered but not in the "
         "gold assertions; nearest: 's3', 's2', 's1'; leave it out [E-EXTRA]"),
        ([{"entity": "s1", "p": 0.5}] * 2, "<reliability>:2: source 's1', entity was already used "
         "on line 1 [E-DUP-DOC]"),
        ([{"entity": "s1", "p": -0.5}], "<reliability>:1: source 's1', p is -0.5; expected a value "
         "from 0.0 to 1.0 [E-RANGE]"),
        ([{"entity": "s1", "p": None}], "<reliability>:1: source 's1', p is null (None); expected "
         "a number [E-TYPE]"),
        ([{"entity": "s1"}], "<reliability>:1: source 's1', p is missing; every key must be "
         "present [E-KEY]"),
    ],
)  # fmt: skip
def test_answers_that_do_not_fit_are_refused(rows: list[dict[str, Any]], message: str) -> None:
    with pytest.raises(DataError) as error:
        measure_reliability(GOLD, rows)
    assert str(error.value) == message


@pytest.mark.parametrize("scores", [(0.5, 0.6), (None,), (1.5,), (-0.1,)])
def test_a_latent_reliability_that_is_none_is_refused(scores: tuple[float | None, ...]) -> None:
    with pytest.raises(DataError) as error:
        latent_of([latent("s1", score) for score in scores])
    assert str(error.value) == (
        f"gold source 's1' has the latent reliability {scores[-1]}; expected one probability from "
        "0 to 1 [E-RATING]"
    )


def test_a_corpus_brings_its_tables(tmp_path: Path) -> None:
    known = [latent("s1", 0.7), latent("s2", 0.8), latent("s3", 0.3)]
    other = Rating("o1", "outlet", "high", 0.9, "credibility", None, None, None)
    corpus = written(tmp_path, assertions=GOLD, train_assertions=TRAIN, ratings=[*known, other])
    path = tmp_path / "reliability.jsonl"
    path.write_text(json.dumps({"entity": "s2", "p": 0.9}), encoding="utf-8")
    loaded = measure_reliability(corpus, path)
    given = measure_reliability(GOLD, trust(s2=0.9), train=TRAIN, ratings=known)
    assert values(loaded) == values(given)
    assert (loaded.digest, loaded.options) == (given.digest, given.options)


def test_a_corpus_without_assertions_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as error:
        measure_reliability(written(tmp_path), [])
    assert str(error.value) == "toy/test has no table 'assertions'"


def test_the_order_of_rows_is_irrelevant() -> None:
    gold, answers = random_rows(Random(1))
    one = measure_reliability(gold, answers, train=TRAIN)
    other = measure_reliability(gold[::-1], answers[::-1], train=TRAIN[::-1])
    assert values(one) == values(other)
    assert (one.digest, one.facts, one.notes) == (other.digest, other.facts, other.notes)

"""Verdicts on gold claims, taken from their partners: worked by hand (metrics.md 5)."""

from __future__ import annotations

from itertools import permutations
from random import Random

import pytest
from sklearn.metrics import brier_score_loss

from musnad.dataset import LAYERS
from musnad.errors import DataError
from musnad.eval import METRICS
from musnad.eval.block import Block
from musnad.eval.canonical import Runs, canonical, dice, mostly
from musnad.eval.metrics.verdicts import partners
from musnad.eval.pairing import Comparison

from .builders import article, claim, report, values

NAMES = ("verdict_macro_f1", "verdict_accuracy")
TRUE, FALSE, OPEN = "supported", "refuted", "unverifiable"


def judged(*claims):
    """An article with claims `(bounds, verdict)` or `(bounds, verdict, probabilities)`."""
    return article(
        claims=[
            claim(bounds, True, verdict, verdict_p=shares[0] if shares else None)
            for bounds, verdict, *shares in claims
        ]
    )


ONE, TWO, THREE = (0, 10), (20, 30), (40, 50)


@pytest.mark.parametrize(
    ("gold", "predicted", "macro", "accuracy"),
    [
        ([(ONE, TRUE), (TWO, FALSE)], [(ONE, TRUE), (TWO, FALSE)], 1, 1),
        ([(ONE, TRUE)], [(ONE, FALSE)], 0, 0),
        # supported: 1 of 2 found and 1 wanted; refuted: 0 of 0 and 1. (2/3 + 0) / 2
        ([(ONE, TRUE), (TWO, FALSE)], [(ONE, TRUE), (TWO, TRUE)], 1 / 3, 1 / 2),
        # no partner, or one without verdict: missed
        ([(ONE, TRUE), (TWO, FALSE)], [(ONE, TRUE)], 1 / 2, 1 / 2),
        ([(ONE, TRUE), (TWO, FALSE)], [(ONE, TRUE), (TWO, None)], 1 / 2, 1 / 2),
        # IoU 1/2 is no partner, 6/10 is one
        ([(ONE, TRUE), (TWO, FALSE)], [((0, 5), TRUE), ((20, 26), FALSE)], 1 / 2, 1 / 2),
        # predicted claims without a partner are ignored, as are gold ones without verdict
        ([(ONE, TRUE), (TWO, None)], [(ONE, TRUE), (TWO, FALSE), (THREE, OPEN)], 1, 1),
        # the larger Dice, 18/19 against 16/18, whatever it says
        ([(ONE, TRUE)], [((0, 8), TRUE), ((0, 9), FALSE)], 0, 0),
        # equal Dice: the earlier start
        ([((10, 20), TRUE)], [((11, 21), FALSE), ((9, 19), TRUE)], 1, 1),
        # two partners rather than the one that is nearest: (0, 10) could have both
        ([((0, 10), TRUE), ((2, 12), FALSE)], [((0, 10), FALSE), ((0, 8), TRUE)], 1, 1),
        # to give every verdict is to give the first of them
        ([(ONE, TRUE)], [(ONE, FALSE), (ONE, OPEN), (ONE, TRUE)], 0, 0),
        # one stretch of text may hold two claims
        ([(ONE, TRUE), (ONE, FALSE)], [(ONE, TRUE), (ONE, FALSE)], 1, 1),
        ([(ONE, TRUE), (ONE, FALSE)], [(ONE, FALSE)], 1 / 2, 1 / 2),
        ([(ONE, None)], [(ONE, TRUE)], None, None),
    ],
)
def test_verdicts_are_those_of_partners(gold, predicted, macro, accuracy) -> None:
    expected = pytest.approx(dict(zip(NAMES, (macro, accuracy), strict=True)))
    for order in permutations(predicted):
        assert values(judged(*gold), judged(*order), *NAMES) == expected


@pytest.mark.parametrize(
    ("gold", "predicted", "brier"),
    [
        ([(ONE, TRUE)], [(ONE, TRUE, (1, 0, 0))], 0),
        ([(ONE, TRUE)], [(ONE, TRUE, (0, 1, 0))], 1),
        # (1/4 + 1/4 + 0) / 2 and (1/16 + 9/16 + 1/4) / 2
        ([(ONE, TRUE)], [(ONE, TRUE, (0.5, 0.5, 0))], 1 / 4),
        ([(ONE, FALSE)], [(ONE, TRUE, (0.25, 0.25, 0.5))], 7 / 16),
        # the mean over claims whose partner has probabilities
        ([(ONE, TRUE), (TWO, FALSE), (THREE, OPEN)],
         [(ONE, TRUE, (1, 0, 0)), (TWO, TRUE, (1, 0, 0)), (THREE, OPEN)], 1 / 2),
        ([(ONE, TRUE), (TWO, TRUE)], [(ONE, None, (1, 0, 0))], 0),
        # only beside a gold claim without verdict: nothing to compare with
        ([(ONE, None), (TWO, TRUE)], [(ONE, TRUE, (1, 0, 0))], None),
    ],
)  # fmt: skip
def test_the_brier_score_is_half_the_squared_distance(gold, predicted, brier) -> None:
    found = values(judged(*gold), judged(*predicted), "verdict_brier")
    assert found == pytest.approx({"verdict_brier": brier})


def test_the_best_brier_score_is_0() -> None:
    assert METRICS["verdict_brier"].best == 0
    assert METRICS["verdict_accuracy"].best == 1


def test_half_the_squared_distance_is_scikit_learns() -> None:
    truth = [TRUE, FALSE, OPEN, TRUE]
    shares = [(0.7, 0.2, 0.1), (0.1, 0.6, 0.3), (0.25, 0.25, 0.5), (0.0, 0.5, 0.5)]
    places = [(20 * at, 20 * at + 10) for at in range(4)]
    gold = judged(*zip(places, truth, strict=True))
    found = judged(*zip(places, truth, shares, strict=True))
    labels = [TRUE, FALSE, OPEN]
    order = sorted(range(3), key=lambda at: labels[at])
    expected = brier_score_loss(
        truth,
        [[row[at] for at in order] for row in shares],
        labels=sorted(labels),
        scale_by_half=True,
    )
    assert values(gold, found, "verdict_brier")["verdict_brier"] == pytest.approx(expected)


@pytest.mark.parametrize("shares", [(0.5, 0.5, 0.5), (0, 0, 0), (1, 1, 1), (0.3, 0.3, 0.3)])
def test_probabilities_of_verdicts_that_are_none_together_are_refused(shares) -> None:
    gold = judged((ONE, TRUE))
    answer = {
        "id": "ar-1",
        "text_sha256": gold.text_sha256,
        "claims": [
            {
                "id": "c1",
                "span": [{"start": 0, "end": 10}],
                "verdict_p": dict(zip((TRUE, FALSE, OPEN), shares, strict=True)),
            }
        ],
    }
    with pytest.raises(DataError) as error:
        report(gold, [answer])
    assert str(error.value) == (
        "<predictions>:1: article 'ar-1', claim 'c1', verdict_p adds up to "
        f"{sum(shares):g}; the probabilities of the three verdicts add up to 1 [E-RANGE]"
    )


def test_unlabelled_and_unanswered_verdicts_have_no_score() -> None:
    gold, silent = judged((ONE, TRUE)), judged((ONE, None))
    without = [layer for layer in LAYERS if layer != "verdicts"]
    assert report(gold, gold, layers=without)["verdict_accuracy"].reason == (
        "toy does not label verdicts"
    )
    found = report(gold, silent)
    assert found["verdict_accuracy"].reason == "the predictions do not answer verdict"
    assert found["verdict_brier"].reason == "the predictions do not answer verdict_p"


def test_classes_of_no_claim_are_left_out() -> None:
    found = report(judged((ONE, TRUE)), judged((ONE, TRUE), (TWO, FALSE)))
    assert found["verdict_macro_f1"].value == 1
    assert found["verdict_macro_f1"].left_out == (FALSE, OPEN)


def best_partners(golds: list[Runs], answers: list[Runs]) -> list[tuple[int, float]]:
    """Number of pairs and total Dice of every best matching, by trying them all."""
    found = []
    places = [*range(len(answers)), *[None] * len(golds)]
    for choice in set(permutations(places, len(golds))):
        pairs = [(golds[at], answers[to]) for at, to in enumerate(choice) if to is not None]
        if all(mostly(one, other) for one, other in pairs):
            found.append((len(pairs), sum(dice(one, other) for one, other in pairs)))
    return found


@pytest.mark.parametrize("seed", range(60))
def test_the_partners_are_a_largest_matching_with_the_greatest_dice(seed: int) -> None:
    rng = Random(f"شركاء {seed}")

    def places(most: int) -> list[tuple[int, int]]:
        starts = [rng.randrange(12) for _ in range(rng.randint(1, most))]
        return [(start, start + rng.randint(4, 9)) for start in starts]

    gold = judged(*[(place, TRUE) for place in dict.fromkeys(places(4))])
    found = judged(*[(place, FALSE) for place in dict.fromkeys(places(4))])
    comparison = Comparison(canonical(gold, gold, LAYERS), canonical(found, gold, LAYERS))
    answers = comparison.predicted.claims
    positions = partners(Block.of([comparison])).tolist()
    pairs = zip(comparison.gold.claims, positions, strict=True)
    chosen = [(one.span, answers[at].span) for one, at in pairs if at >= 0]
    sides = (comparison.gold, comparison.predicted)
    spans = [[claim.span for claim in side.claims] for side in sides]
    size, total = max(best_partners(*spans))
    assert len(chosen) == size
    assert sum(dice(one, other) for one, other in chosen) == pytest.approx(total)
    assert all(mostly(one, other) for one, other in chosen)
    assert len({one for one, _ in chosen}) == len({other for _, other in chosen}) == size

"""Checkable sentences: F1, average precision and AUROC, worked by hand (metrics.md 5)."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from sklearn.metrics import average_precision_score, f1_score, roc_auc_score

from musnad.dataset import LAYERS
from musnad.eval import evaluate
from musnad.eval.measuring import measure
from musnad.eval.resampling import resample_counts, resampled

from .builders import article, claim, corpus, report, values

SENTENCES = [(0, 20), (20, 40), (40, 60), (60, 80)]
NAMES = ("checkable_sentence_f1", "checkable_sentence_ap", "checkable_sentence_auroc")


def written(*claims, sentences=SENTENCES, **options):
    """An article of four sentences with claims `(bounds, checkable, p)`."""
    return article(
        claims=[claim(bounds, checkable, p=p) for bounds, checkable, p in claims],
        sentences=sentences,
        **options,
    )


FIRST, SECOND, THIRD = ((at, at + 10) for at in (2, 22, 42))


@pytest.mark.parametrize(
    ("gold", "predicted", "expected"),
    [
        # both sentences found, nothing else
        ([(FIRST, True, None), (SECOND, True, None)], [(FIRST, True, None), (SECOND, True, None)],
         (1, 1, 1)),
        # one found, one invented; scores 1 0 1 0 over positives 1 1 0 0:
        # precision 1/2 at score 1 with half the positives, 2/4 at score 0
        ([(FIRST, True, None), (SECOND, True, None)], [(FIRST, True, None), (THIRD, True, None)],
         (1 / 2, 1 / 2, 1 / 2)),
        # the invented one ranks between: .9 0 .6 0, precision 1 then 2/4; of 4 pairs 2 and a tie
        ([(FIRST, True, None), (SECOND, True, None)], [(FIRST, True, 0.9), (THIRD, True, 0.6)],
         (1 / 2, (1 + 1 / 2) / 2, 2.5 / 4)),
        # the largest p of a sentence counts, and only of claims that are checkable
        ([(FIRST, True, None)],
         [(FIRST, True, 0.2), ((5, 9), True, 0.8), (SECOND, True, 0.7), ((25, 30), False, 1.0)],
         (2 / 3, 1, 1)),
        # a checkable claim without p has 1
        ([(FIRST, True, None)], [(FIRST, True, None), (SECOND, True, 0.99)], (2 / 3, 1, 1)),
        # a claim with p 0 is a claim all the same, and ranks with the sentences that have none
        ([(FIRST, True, None)], [(FIRST, True, 0.0)], (1, 1 / 4, 1 / 2)),
        # where it begins decides, not where it ends; fragments in text order
        ([(FIRST, True, None)], [(((2, 4), (25, 39)), True, None)], (1, 1, 1)),
        ([(FIRST, True, None)], [((19, 39), True, None)], (1, 1, 1)),
        ([(FIRST, True, None)], [((20, 39), True, None)], (0, 1 / 4, 1 / 3)),
        # what is not checkable is nothing
        ([(FIRST, True, None), (SECOND, False, None)], [(FIRST, True, None)], (1, 1, 1)),
        ([(FIRST, True, None)], [], (0, 1 / 4, 1 / 2)),
        ([], [(FIRST, True, None)], (0, None, None)),
        ([(FIRST, False, None)], [(FIRST, False, None)], (None, None, None)),
    ],
)  # fmt: skip
def test_sentences_are_scored_by_where_checkable_claims_begin(gold, predicted, expected) -> None:
    found = values(written(*gold), written(*predicted), *NAMES)
    assert found == pytest.approx(dict(zip(NAMES, expected, strict=True)))


def test_the_first_letter_decides_not_a_mark_before_it() -> None:
    text = "امتلأ السد. «عاد الماء» إلى النهر."
    first, second = (0, text.index(".") + 1), (text.index("."), len(text))
    sentences = [first, (first[1], len(text))]
    gold = article(text=text, claims=[claim((text.index("عاد"), 20), True)], sentences=sentences)
    # the full stop that begins the span belongs to the sentence before, and has no weight
    found = article(text=text, claims=[claim(second, True)], sentences=sentences)
    assert values(gold, found, *NAMES) == dict.fromkeys(NAMES, 1)


def test_only_the_gold_sentences_are_used() -> None:
    gold = written((FIRST, True, None))
    found = written((FIRST, True, None), sentences=[(0, 80)])
    assert values(gold, found, *NAMES) == dict.fromkeys(NAMES, 1)


def test_a_claim_outside_every_sentence_is_in_none() -> None:
    gold = written((FIRST, True, None), ((85, 89), True, None))
    found = written((FIRST, True, None), ((82, 84), True, None))
    assert values(gold, found, *NAMES) == dict.fromkeys(NAMES, 1)


def test_undefined_values_have_their_reason() -> None:
    silent = written((FIRST, False, None))
    everywhere = written(*[((start, end), True, None) for start, end in SENTENCES])
    reasons = {
        name: [report(item, item)[name].reason for item in (silent, everywhere)] for name in NAMES
    }
    assert reasons == {
        "checkable_sentence_f1": ["nothing to find and nothing found", None],
        "checkable_sentence_ap": ["no sentence holds a checkable claim", None],
        "checkable_sentence_auroc": ["all sentences are checkable, or none is"] * 2,
    }


def test_sentences_must_be_labelled() -> None:
    gold = written((FIRST, True, None))
    without = [layer for layer in LAYERS if layer != "sentences"]
    for name in NAMES:
        assert report(gold, gold, layers=without)[name].reason == "toy does not label sentences"


@pytest.mark.parametrize("seed", range(20))
def test_the_pooled_scores_are_scikit_learns(seed: int) -> None:
    rng = Random(f"جمل {seed}")
    gold, found, labels, scores = [], [], [], []
    for at in range(rng.randint(2, 12)):
        truth = [rng.random() < 0.4 for _ in SENTENCES]
        given = [rng.choice([None, 0.25, 0.5, 0.5, rng.random()]) for _ in SENTENCES]
        sides = []
        for side in (truth, [item is not None for item in given]):
            places = [(start + 1, start + 9) for start, _ in SENTENCES]
            chances = given if side is not truth else [None] * len(SENTENCES)
            rows = zip(places, side, chances, strict=True)
            sides.append([(place, True, p) for place, is_there, p in rows if is_there])
        options = {"id": f"ar-{at:02}", "event": f"e{at % 3}"}
        gold.append(written(*sides[0], ((15, 18), False, None), **options))
        found.append(written(*sides[1], ((15, 18), False, 0.9), **options))
        labels += truth
        scores += [0.0 if item is None else item for item in given]
    if len(set(labels)) < 2:
        pytest.skip("one class")
    scored = evaluate(corpus(*gold), found, metrics=NAMES, resamples=30)
    given = [score > 0 for score in scores]
    expected = {
        "checkable_sentence_f1": f1_score(labels, given),
        "checkable_sentence_ap": average_precision_score(labels, scores),
        "checkable_sentence_auroc": roc_auc_score(labels, scores),
    }
    assert {name: scored[name].value for name in NAMES} == pytest.approx(expected, abs=1e-12)


def test_the_interval_is_that_of_articles_written_out_again() -> None:
    rng = Random(3)
    golds = [
        written((FIRST, True, None), *([(SECOND, True, None)] * (at % 2)), id=f"ar-{at}")
        for at in range(3)
    ]
    founds = [
        written((FIRST, True, rng.random()), (THIRD, True, rng.random()), id=f"ar-{at}")
        for at in range(3)
    ]
    measured = measure(corpus(*golds), founds, metrics=NAMES)
    drawn = resampled(measured.scored, measured.sums, 20, 7)
    for draw, counts in enumerate(resample_counts(3, 20, 7).astype(int).tolist()):
        again = [
            ([golds[at]] * times, [founds[at]] * times) for at, times in enumerate(counts) if times
        ]
        sides = zip(*again, strict=True)
        gold, found = ([item for part in side for item in part] for side in sides)
        numbered = [
            [replace(item, id=f"ar-{at}") for at, item in enumerate(side)] for side in (gold, found)
        ]
        expected = values(*numbered, *NAMES)
        for name in NAMES:
            assert drawn[name][draw] == pytest.approx(expected[name], abs=1e-12)

"""Musnad beside other scorers, on input that all of them accept (metrics.md 2).

Flat, sorted, duplicate-free spans over tokens that each hold a letter: exact must be nervaluate
1.2.1 `strict` and seqeval in both modes. Any spans: soft must be CEAF-e with spans as clusters
and letters as mentions.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy
import pytest
from nervaluate import Evaluator
from scipy.optimize import linear_sum_assignment
from seqeval.metrics import f1_score, precision_score, recall_score
from seqeval.scheme import IOB2

from musnad.dataset import LAYERS, Article, Claim, Span
from musnad.eval import METRICS, Counts
from musnad.eval.canonical import canonical
from musnad.eval.pairing import Comparison
from musnad.eval.statistics import f1, precision, recall

from . import bruteforce
from .builders import article, report
from .generators import random_answer, random_article

CASES = 500
TOKENS = ["قال", "الوزير،", "«إن", "السيول»", "جرفت", "3", "جُسُور", "و", "أضـــاف", "ab"]
Flat = list[tuple[int, int]]


def flat_spans(rng: Random, tokens: int, at: int = 0) -> Flat:
    """Spans `[first, last + 1)` in tokens, in order and without overlap; neighbours may touch."""
    spans: Flat = []
    while (first := at + rng.choice([0, 1, 2, 5])) < tokens:
        at = min(tokens, first + rng.randint(1, 4))
        spans.append((first, at))
    return spans


@pytest.fixture(scope="module")
def cases() -> list[tuple[list[str], Flat, Flat]]:
    """Texts as tokens with gold and predicted spans, many of them taken from gold."""
    rng = Random(4)
    out = []
    for _ in range(CASES):
        tokens = [rng.choice(TOKENS) for _ in range(rng.randint(5, 30))]
        gold, found = flat_spans(rng, len(tokens)), flat_spans(rng, len(tokens))
        if rng.random() < 0.8:
            kept = [pair for pair in gold if rng.random() < 0.6]
            found = kept + flat_spans(rng, len(tokens), kept[-1][1] if kept else 0)
        out.append((tokens, gold, found))
    return out


def with_claims(tokens: list[str], spans: Flat) -> Article:
    """The tokens as a line of text with claims over some of them."""
    starts = [len(" ".join(tokens[:at])) + (at > 0) for at in range(len(tokens))]
    ends = [start + len(token) for start, token in zip(starts, tokens, strict=True)]
    return article(
        claims=[(starts[first], ends[last - 1]) for first, last in spans], text=" ".join(tokens)
    )


def tags(spans: Flat, tokens: int) -> list[str]:
    """The spans in IOB2."""
    out = ["O"] * tokens
    for first, last in spans:
        out[first:last] = ["B-claim"] + ["I-claim"] * (last - first - 1)
    return out


def test_exact_is_nervaluate_strict(cases) -> None:
    hits = 0
    for tokens, gold, found in cases:
        sides = [
            [{"label": "claim", "start": a, "end": b - 1} for a, b in spans]
            for spans in (gold, found)
        ]
        strict = Evaluator([sides[0]], [sides[1]], tags=["claim"], loader="dict").evaluate()[
            "overall"
        ]["strict"]
        counts = exact(tokens, gold, found)
        assert counts.row == [strict.correct, strict.actual, strict.correct, strict.possible]
        hits += strict.correct
    assert hits > CASES / 2


def exact(tokens: list[str], gold: Flat, found: Flat) -> Counts:
    """What the exact metric counts."""
    return counted(with_claims(tokens, gold), with_claims(tokens, found), "exact")


def counted(gold: Article, found: Article, kind: str) -> Counts:
    """What a span metric counts among the claims of one article."""
    family = METRICS[f"claim_{kind}_f1"].family
    labels = [canonical(side, gold, LAYERS) for side in (gold, found)]
    return family.tally(Comparison(*labels))[family.keys.index(kind)]


def quotients(counts: Counts) -> list[float | None]:
    """Precision, recall and F1, None where undefined."""
    row = numpy.array([counts.row], dtype=float)
    found = [float(formula(row)[0]) for formula in (precision, recall, f1)]
    return [None if numpy.isnan(value) else value for value in found]


@pytest.mark.parametrize("mode", [{}, {"mode": "strict", "scheme": IOB2}], ids=["default", "IOB2"])
def test_exact_is_seqeval(cases, mode) -> None:
    for tokens, gold, found in cases:
        if not gold or not found:
            continue
        truth, answer = [tags(gold, len(tokens))], [tags(found, len(tokens))]
        counts = exact(tokens, gold, found)
        theirs = [
            score(truth, answer, zero_division=0, **mode)
            for score in (precision_score, recall_score)
        ]
        found_precision, found_recall, found_f1 = quotients(counts)
        assert [found_precision, found_recall] == theirs
        assert found_f1 == pytest.approx(f1_score(truth, answer, zero_division=0, **mode))


def test_exact_over_all_articles_is_seqeval_over_all_sentences(cases) -> None:
    golds, answers = [], []
    for at, (tokens, gold, found) in enumerate(cases[:100]):
        golds.append(_named(with_claims(tokens, gold), at))
        answers.append(_named(with_claims(tokens, found), at))
    truth = [tags(gold, len(tokens)) for tokens, gold, _ in cases[:100]]
    answer = [tags(found, len(tokens)) for tokens, _, found in cases[:100]]
    ours = report(golds, answers)
    assert ours["claim_exact_p"].value == precision_score(truth, answer)
    assert ours["claim_exact_r"].value == recall_score(truth, answer)
    assert ours["claim_exact_f1"].value == pytest.approx(f1_score(truth, answer))


def _named(item: Article, at: int) -> Article:
    return replace(item, id=f"ar-{at:03}")


def test_soft_is_ceaf_e_of_spans_over_letters() -> None:
    rng, partial = Random(5), 0
    for _ in range(CASES):
        gold = random_article(rng, most=12)
        found = random_answer(rng, gold, most=12)
        ours = counted(gold, found, "soft")
        expected = ceaf_e(*(_clusters(side.text, side.claims) for side in (gold, found)))
        for value, theirs in zip(quotients(ours), expected, strict=True):
            assert value == (None if theirs is None else pytest.approx(theirs, abs=1e-12))
        partial += 0 < ours.found_hits < min(ours.found, ours.wanted)
    assert partial > CASES / 2


def _clusters(text: str, claims: tuple[Claim, ...]) -> list[frozenset[int]]:
    spans: set[Span] = {claim.span for claim in claims}
    return list({bruteforce.positions(text, span) for span in spans})


def ceaf_e(
    key: list[frozenset[int]], response: list[frozenset[int]]
) -> tuple[float | None, float | None, float | None]:
    """CEAF with the entity-based similarity phi4 (Luo 2005): precision, recall, F1."""
    if not key and not response:
        return None, None, None
    if not key or not response:
        return (0.0 if response else None), (0.0 if key else None), 0.0
    similarity = numpy.array([[2 * len(k & r) / (len(k) + len(r)) for r in response] for k in key])
    rows, columns = linear_sum_assignment(-similarity)
    total = similarity[rows, columns].sum()
    precision, recall = total / len(response), total / len(key)
    f1 = 2 * precision * recall / (precision + recall) if total else 0.0
    return precision, recall, f1

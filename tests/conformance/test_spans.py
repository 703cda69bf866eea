"""Span metrics beside the scorers that must agree with them, each inside its domain (metrics.md 2).

Flat, sorted, duplicate-free spans over tokens that each hold a letter: exact is nervaluate 1.2.1
`strict` and `exact`, seqeval in both modes and conlleval; coverage is the mean of pairwise shares;
char is pairwise shared characters. Any spans: soft is CEAF-e over letters.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from musnad.dataset import Article

from ..eval.builders import report
from . import bruteforce, peers
from .bruteforce import Positions
from .generators import FlatCase, case, flat_case
from .scoring import compare, counted, quotients, tallied


def exact(flat: FlatCase) -> list[float]:
    """What the exact metric counts."""
    return counted(compare(*flat.articles), "claim_exact_f1").row


@pytest.mark.parametrize("mode", ["strict", "exact"])
def test_exact_is_nervaluate(numbers: range, mode: str) -> None:
    hits = 0
    for number in numbers:
        flat = flat_case(number)
        sides = [[(*item[:2], "claim") for item in side] for side in (flat.gold, flat.found)]
        theirs = peers.nervaluate(*sides, mode)
        expected = [theirs.correct, theirs.actual, theirs.correct, theirs.possible]
        assert exact(flat) == expected, number
        hits += theirs.correct
    assert hits > len(numbers) / 2


def test_typed_exact_is_nervaluate_strict(numbers: range) -> None:
    hits = fewer = 0
    for number in numbers:
        flat = flat_case(number)
        theirs = peers.nervaluate(flat.gold, flat.found, "strict")
        rows = [counts.row for counts in tallied(compare(*flat.articles), "claim_typed_exact_f1")]
        expected = [theirs.correct, theirs.actual, theirs.correct, theirs.possible]
        assert [sum(column) for column in zip(*rows, strict=True)] == expected, number
        hits += theirs.correct
        fewer += theirs.correct < exact(flat)[0]
    assert hits > len(numbers) / 2
    assert fewer


@pytest.mark.parametrize("strict", [False, True], ids=["default", "IOB2"])
def test_exact_is_seqeval(numbers: range, strict: bool) -> None:
    compared = 0
    for number in numbers:
        flat = flat_case(number)
        if not flat.gold or not flat.found:
            continue
        sides = [[flat.tags(side, typed=False)] for side in (flat.gold, flat.found)]
        expected = peers.seqeval(*sides, strict=strict)
        ours = quotients(counted(compare(*flat.articles), "claim_exact_f1"))
        assert ours[:2] == expected[:2], number
        assert ours[2] == pytest.approx(expected[2], abs=1e-12), number
        compared += 1
    assert compared > len(numbers) / 2


def test_exact_over_a_corpus_is_seqeval_over_its_sentences(numbers: range) -> None:
    flats = [flat_case(number) for number in numbers[:100]]
    golds, answers = (
        [replace(flat.articles[at], id=f"ar-{n:05}") for n, flat in enumerate(flats)]
        for at in (0, 1)
    )
    sides = [
        [flat.tags(getattr(flat, side), typed=False) for flat in flats]
        for side in ("gold", "found")
    ]
    expected = peers.seqeval(*sides, strict=True)
    names = [f"claim_exact_{part}" for part in ("p", "r", "f1")]
    ours = report(golds, answers, metrics=names)
    assert [ours[name].value for name in names] == pytest.approx(list(expected), abs=1e-12)


@pytest.mark.parametrize("typed", [False, True], ids=["untyped", "typed"])
def test_exact_is_conlleval(numbers: range, typed: bool) -> None:
    metric = "claim_typed_exact_f1" if typed else "claim_exact_f1"
    for number in numbers:
        flat = flat_case(number)
        chunks = peers.conlleval(
            *(flat.tags(side, typed=typed) for side in (flat.gold, flat.found))
        )
        rows = [counts.row for counts in tallied(compare(*flat.articles), metric)]
        expected = [chunks["correct"], chunks["pred"], chunks["correct"], chunks["gold"]]
        assert [sum(column) for column in zip(*rows, strict=True)] == expected, number


def letters(flat: FlatCase) -> tuple[list[Positions], list[Positions]]:
    """Gold and predicted spans as sets of letters."""
    gold, found = (
        [bruteforce.positions(side.text, claim.span) for claim in side.claims]
        for side in flat.articles
    )
    return gold, found


def test_coverage_is_the_mean_share_of_pairs_on_flat_input(numbers: range) -> None:
    # Johansson and Moschitti; the scorer of SemEval-2020 task 11
    for number in numbers:
        flat = flat_case(number)
        gold, found = letters(flat)
        ours = counted(compare(*flat.articles), "claim_coverage_f1").row
        precise = sum(len(g & p) / len(p) for g in gold for p in found)
        recalled = sum(len(g & p) / len(g) for g in gold for p in found)
        expected = [precise, len(found), recalled, len(gold)]
        assert ours == pytest.approx(expected, abs=1e-12), number


def test_char_is_what_pairs_share_on_flat_input(numbers: range) -> None:
    # Citron's overlap score on input without duplicates
    for number in numbers:
        flat = flat_case(number)
        gold, found = letters(flat)
        shared = sum(len(g & p) for g in gold for p in found)
        expected = [shared, sum(map(len, found)), shared, sum(map(len, gold))]
        assert counted(compare(*flat.articles), "claim_char_f1").row == expected, number


# -- soft is CEAF-e --------------------------------------------------------------------------------


def clusters(item: Article) -> list[frozenset[int]]:
    """The claims of an article as clusters of letters, equal ones once."""
    found = {bruteforce.positions(item.text, claim.span) for claim in item.claims}
    return sorted(found, key=sorted)


def soft(gold: Article, answer: Article) -> tuple[float, float, float]:
    """Recall, precision and F1 of the soft metric, 0/0 as 0."""
    precision, recall, f1 = quotients(counted(compare(gold, answer), "claim_soft_f1"))
    return recall or 0.0, precision or 0.0, f1 or 0.0


def test_soft_is_ceaf_e_of_spans_over_letters_by_enumeration(shape: str, numbers: range) -> None:
    partial = 0
    for number in numbers:
        gold, answer = case(shape, number)
        key, response = clusters(gold), clusters(answer)
        hits = bruteforce.ceafe(key, response)
        found = counted(compare(gold, answer), "claim_soft_f1").row
        expected = [float(hits), len(response), float(hits), len(key)]
        assert found == pytest.approx(expected, abs=1e-12), (shape, number)
        partial += 0 < hits < min(len(key), len(response))
    assert partial > len(numbers) / 20


def test_soft_is_ceaf_e_by_scorch(shape: str, numbers: range) -> None:
    compared = 0
    for number in numbers:
        gold, answer = case(shape, number)
        key, response = clusters(gold), clusters(answer)
        if not any(one & other for one in key for other in response):
            continue  # scorch stops at a score of zero
        expected = peers.scorch(key, response)["ceafe"]
        assert soft(gold, answer) == pytest.approx(expected, abs=1e-12), (shape, number)
        compared += 1
    assert compared > len(numbers) / 20


def test_soft_is_ceaf_e_by_coval(shape: str, numbers: range, coval_checkout: Path | None) -> None:
    for number in numbers:
        gold, answer = case(shape, number)
        expected = peers.coval(clusters(gold), clusters(answer), coval_checkout)["ceafe"]
        assert soft(gold, answer) == pytest.approx(expected, abs=1e-12), (shape, number)

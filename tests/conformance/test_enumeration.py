"""Every metric that matches against slow enumeration, on random articles of every shape."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import pytest

from musnad.dataset import LAYERS, Article, Claim, Span
from musnad.eval import METRICS
from musnad.eval.pairing import Comparison

from ..eval.builders import WITHOUT_IDENTITY
from . import bruteforce
from .bruteforce import Said
from .generators import case
from .scoring import compare, counted, tallied

Case = tuple[Article, Article, Comparison]
IDENTITY = pytest.mark.parametrize("identity", [True, False], ids=["sources", "no-sources"])
Pairs = list[tuple[Said, Said]]
LABELS = ("act", "style", "type", "named")


def cases(shape: str, numbers: range, *, identity: bool = True) -> Iterator[Case]:
    """Gold articles with predictions, compared."""
    for number in numbers:
        gold, answer = case(shape, number)
        yield gold, answer, compare(gold, answer, LAYERS if identity else WITHOUT_IDENTITY)


def same(row: list[float], expected: bruteforce.Counted) -> bool:
    """Whether counts are those of the enumeration: to 1e-12, which tells whole numbers apart."""
    return row == pytest.approx([float(number) for number in expected], abs=1e-12)


def said(gold: Article, answer: Article, *, identity: bool) -> list[list[Said]]:
    """The attributions of both sides."""
    return [bruteforce.attributions(side, identity=identity) for side in (gold, answer)]


@pytest.mark.parametrize("layer", ["claim", "source", "cue", "content"])
def test_span_metrics_equal_enumeration(shape: str, numbers: range, layer: str) -> None:
    hits = 0
    for gold, answer, comparison in cases(shape, numbers):
        sides = []
        for record in (gold, answer):
            items = (
                [claim.span for claim in record.claims]
                if layer == "claim"
                else [getattr(item, layer) for item in record.attributions]
            )
            sides.append({bruteforce.positions(gold.text, span) for span in items} - {frozenset()})
        for kind, expected in bruteforce.span_counts(*sides).items():
            found = counted(comparison, f"{layer}_{kind}_f1").row
            assert same(found, expected), (gold, answer, kind, found, expected)
            hits += expected[0] > 0
    assert hits


@IDENTITY
def test_who_said_what_tuples_and_linked_equal_enumeration(
    shape: str, numbers: range, identity: bool
) -> None:
    hits = 0
    for gold, answer, comparison in cases(shape, numbers, identity=identity):
        counts = bruteforce.said_counts(*said(gold, answer, identity=identity))
        if not identity:
            del counts["wsw_corpus"]
        for name, expected in counts.items():
            found = counted(comparison, f"{name}_f1").row
            assert same(found, expected), (gold, answer, name, found, expected)
            hits += expected[0] > 0
    assert hits


@IDENTITY
def test_near_and_far_equal_enumeration(shape: str, numbers: range, identity: bool) -> None:
    seen = 0
    for gold, answer, comparison in cases(shape, numbers, identity=identity):
        golds, found = (
            [item for item in side if item.content]
            for side in said(gold, answer, identity=identity)
        )
        for name, wanted in (("near", True), ("far", False)):
            chosen = [item for item in golds if bruteforce.is_near(gold, item) is wanted]
            edges = [
                (g, p)
                for g, one in enumerate(chosen)
                for p, other in enumerate(found)
                if bruteforce.mostly(one.content, other.content) and bruteforce.right(one, other)
            ]
            counts = counted(comparison, f"wsw_{name}_r")
            expected = [bruteforce.largest(edges), len(chosen)]
            assert [counts.wanted_hits, counts.wanted] == expected, (gold, answer, name)
            seen += len(edges)
    assert seen


@pytest.mark.parametrize("layer", ["claim", "cue", "content"])
def test_typed_span_metrics_equal_enumeration(shape: str, numbers: range, layer: str) -> None:
    for gold, answer, comparison in cases(shape, numbers):
        sides = [
            [
                (str(claim.checkable), bruteforce.positions(gold.text, claim.span))
                for claim in side.claims
            ]
            if layer == "claim"
            else [
                (str(item.act), bruteforce.positions(gold.text, getattr(item, layer)))
                for item in side.attributions
            ]
            for side in (gold, answer)
        ]
        for kind, expected in bruteforce.typed_counts(sides).items():
            found = counted(comparison, f"{layer}_typed_{kind}_f1").row
            assert same(found, expected), (gold, answer, kind, found, expected)


def test_checkable_sentences_equal_enumeration(shape: str, numbers: range) -> None:
    for gold, answer, comparison in cases(shape, numbers):
        wanted, found = (bruteforce.checkable_sentences(gold, side) for side in (gold, answer))
        hits = Fraction(len(wanted.keys() & found.keys()))
        row = counted(comparison, "checkable_sentence_f1").row
        assert same(row, (hits, len(found), hits, len(wanted))), (gold, answer)
        pool = METRICS["checkable_sentence_ap"].family.tally(comparison)
        assert isinstance(pool, dict)
        scores: dict[float, list[int]] = {}
        for at, sentence in enumerate(gold.sentences):
            if bruteforce.positions(gold.text, Span.of(gold.text, (sentence.start, sentence.end))):
                items = scores.setdefault(found.get(at, 0.0), [0, 0])
                items[0] += 1
                items[1] += at in wanted
        expected = {score: [n, size, n, n] for score, (size, n) in scores.items()}
        assert {score: counts.row for score, counts in pool.items()} == expected, (gold, answer)


def test_verdicts_are_those_of_a_best_matching(shape: str, numbers: range) -> None:
    classes = METRICS["verdict_macro_f1"].keys
    for gold, answer, comparison in cases(shape, numbers):
        found = [counts.row for counts in tallied(comparison, "verdict_macro_f1")]
        brier = counted(comparison, "verdict_brier").row
        allowed = [
            (_verdict_rows(pairs, classes), _brier_row(pairs, classes))
            for pairs in bruteforce.verdict_pairs(gold, answer)
        ]
        assert any(found == rows and same(brier, row) for rows, row in allowed), (gold, answer)


def _verdict_rows(
    pairs: list[tuple[str, Claim | None]], classes: tuple[str, ...]
) -> list[list[float]]:
    given = [(gold, partner.verdict if partner else None) for gold, partner in pairs]
    rows = []
    for name in classes:
        hits = float(given.count((name, name)))
        found = float(sum(predicted == name for _, predicted in given))
        rows.append([hits, found, hits, float(sum(gold == name for gold, _ in given))])
    return rows


def _brier_row(
    pairs: list[tuple[str, Claim | None]], classes: tuple[str, ...]
) -> bruteforce.Counted:
    total, items = Fraction(0), 0
    for gold, partner in pairs:
        if partner and partner.verdict_p:
            shares = (getattr(partner.verdict_p, name) for name in classes)
            total += sum(
                (Fraction(share) - (name == gold)) ** 2
                for name, share in zip(classes, shares, strict=True)
            ) / Fraction(2)
            items += 1
    return total, items, total, items


@IDENTITY
def test_the_pairing_is_one_of_the_optimal_ones(shape: str, numbers: range, identity: bool) -> None:
    for gold, answer, comparison in cases(shape, numbers, identity=identity):
        sides = said(gold, answer, identity=identity)
        found = {
            name: counted(comparison, f"{name}_f1").row
            for name in ("cue_role", "source_role", "null")
        }
        assert any(
            all(same(found[name], row) for name, row in _role_rows(pairs, *sides).items())
            for pairs in bruteforce.pairings(*sides)
        ), (gold, answer, found)


def _role_rows(
    pairs: Pairs, gold: list[Said], predicted: list[Said]
) -> dict[str, bruteforce.Counted]:
    rows = {}
    for role in ("cue", "source"):
        hits = Fraction(0)
        for one, other in pairs:
            if getattr(one, role) and getattr(other, role):
                hits += bruteforce.dice(getattr(one, role), getattr(other, role))
        found, wanted = (sum(bool(getattr(s, role)) for s in side) for side in (predicted, gold))
        rows[f"{role}_role"] = (hits, found, hits, wanted)
    both = Fraction(sum(one.slot == other.slot == "null" for one, other in pairs))
    found, wanted = (sum(s.slot == "null" for s in side) for side in (predicted, gold))
    rows["null"] = (both, found, both, wanted)
    return rows


@IDENTITY
def test_label_counts_are_those_of_an_optimal_pairing(
    shape: str, numbers: range, identity: bool
) -> None:
    classes = {label: METRICS[f"{label}_macro_f1"].keys for label in LABELS}
    for gold, answer, comparison in cases(shape, numbers, identity=identity):
        sides = [bruteforce.distinct(side) for side in said(gold, answer, identity=identity)]
        allowed = bruteforce.pairings(*sides)
        for label in LABELS:
            found = [counts.row for counts in tallied(comparison, f"{label}_macro_f1")]
            assert any(found == _label_rows(pairs, label, classes[label]) for pairs in allowed), (
                gold,
                answer,
                label,
                found,
            )


def _label_rows(pairs: Pairs, label: str, classes: tuple[str, ...]) -> list[list[float]]:
    firm = [
        (_label(one, label), _label(other, label))
        for one, other in pairs
        if bruteforce.mostly(one.content or one.cue, other.content or other.cue)
    ]
    rows = []
    for name in classes:
        hits = firm.count((name, name))
        found = sum(predicted == name for _, predicted in firm)
        rows.append([float(n) for n in (hits, found, hits, sum(gold == name for gold, _ in firm))])
    return rows


def _label(item: Said, label: str) -> str:
    value = getattr(item.item, label) if label in ("act", "style") else getattr(item, label)
    return str(value).lower()


@IDENTITY
def test_declines_are_those_of_an_optimal_pairing(
    shape: str, numbers: range, identity: bool
) -> None:
    for gold, answer, comparison in cases(shape, numbers, identity=identity):
        sides = [
            [item for item in side if not item.content]
            for side in said(gold, answer, identity=identity)
        ]
        allowed = {
            sum(bruteforce.mostly(a.cue, b.cue) and bruteforce.right(a, b) for a, b in pairs)
            for pairs in bruteforce.pairings(*sides)
        }
        found = counted(comparison, "decline_f1")
        assert found.found_hits == found.wanted_hits
        assert found.found_hits in allowed, (gold, answer, found)
        assert [found.found, found.wanted] == [len(sides[1]), len(sides[0])]


def test_source_clusters_equal_enumeration(shape: str, numbers: range) -> None:
    """Dropped subjects are the same mention where an optimal pairing puts them together."""
    anchored = 0
    for gold, answer, comparison in cases(shape, numbers):
        sides = said(gold, answer, identity=True)
        found = {
            name: counted(comparison, f"source_{name}_f1").row
            for name in ("lea", "b3", "muc", "ceafe")
        }
        possible = []
        for pairs in bruteforce.pairings(*sides):
            nulls = [pair for pair in pairs if pair[0].slot == pair[1].slot == "null"]
            key, response = (
                bruteforce.source_clusters(
                    record, items, {id(pair[at]): n for n, pair in enumerate(nulls)}, side
                )
                for at, (record, items, side) in enumerate(
                    zip((gold, answer), sides, ("gold", "found"), strict=True)
                )
            )
            possible.append(bruteforce.cluster_counts(key, response))
            anchored += len(nulls)
        assert any(
            all(same(found[name], row) for name, row in counts.items()) for counts in possible
        ), (gold, answer, found, possible)
    assert anchored

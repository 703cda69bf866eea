"""Every matching metric against slow enumeration, on random articles."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from musnad.dataset import LAYERS, Article
from musnad.eval import METRICS
from musnad.eval.canonical import canonical
from musnad.eval.pairing import Comparison
from musnad.eval.statistics import Counts

from . import bruteforce
from .builders import WITHOUT_IDENTITY
from .generators import random_answer, random_article

CASES = 500


def counted(comparison: Comparison, metric: str) -> Counts:
    """What a metric over one key counts in one article."""
    found = METRICS[metric]
    (key,) = found.keys
    return found.family.tally(comparison)[found.family.keys.index(key)]


def same(counts: Counts, expected: bruteforce.Counted) -> bool:
    """Whether counts are those of the enumeration; totals exactly, sums of Dice to 1e-12."""
    return counts.row == pytest.approx([float(number) for number in expected], abs=1e-12)


@pytest.fixture(scope="module", params=[LAYERS, WITHOUT_IDENTITY], ids=["sources", "no-sources"])
def cases(request: pytest.FixtureRequest) -> list[tuple[Article, Article, Comparison, bool]]:
    """Random gold articles with predictions, compared."""
    rng = Random(20310302)
    out = []
    for _ in range(CASES):
        gold = random_article(rng, most=6)
        answer = random_answer(rng, gold, most=6)
        comparison = Comparison(
            canonical(gold, gold, request.param), canonical(answer, gold, request.param)
        )
        out.append((gold, answer, comparison, request.param == LAYERS))
    return out


Cases = list[tuple[Article, Article, Comparison, bool]]


@pytest.mark.parametrize("layer", ["claim", "source", "cue", "content"])
def test_span_metrics_equal_enumeration(cases: Cases, layer: str) -> None:
    for gold, answer, comparison, _ in cases:
        sides = []
        for record in (gold, answer):
            items = (
                [claim.span for claim in record.claims]
                if layer == "claim"
                else [getattr(item, layer) for item in record.attributions]
            )
            sides.append({bruteforce.positions(gold.text, span) for span in items} - {frozenset()})
        for kind, expected in bruteforce.span_counts(*sides).items():
            found = counted(comparison, f"{layer}_{kind}_f1")
            assert same(found, expected), (gold, answer, kind, found, expected)


def test_who_said_what_tuples_and_linked_equal_enumeration(cases: Cases) -> None:
    for gold, answer, comparison, identity in cases:
        expected = bruteforce.said_counts(
            bruteforce.attributions(gold, identity=identity),
            bruteforce.attributions(answer, identity=identity),
        )
        for name, numbers in expected.items():
            found = counted(comparison, f"{name}_f1")
            assert same(found, numbers), (gold, answer, name, found, numbers)


def test_the_pairing_is_one_of_the_optimal_ones(cases: Cases) -> None:
    for gold, answer, comparison, identity in cases:
        sides = [bruteforce.attributions(side, identity=identity) for side in (gold, answer)]
        allowed = bruteforce.pairings(*sides)
        found = {
            "cue": counted(comparison, "cue_role_f1").row,
            "source": counted(comparison, "source_role_f1").row,
            "null": counted(comparison, "null_f1").row,
        }
        assert any(
            all(found[name] == pytest.approx(row, abs=1e-12) for name, row in rows.items())
            for rows in (_role_rows(pairs, *sides) for pairs in allowed)
        ), (gold, answer, found)


def _role_rows(
    pairs: list[tuple[bruteforce.Said, bruteforce.Said]],
    gold: list[bruteforce.Said],
    predicted: list[bruteforce.Said],
) -> dict[str, list[float]]:
    rows = {}
    for role in ("cue", "source"):
        hits = Fraction(0)
        for one, other in pairs:
            if getattr(one, role) and getattr(other, role):
                hits += bruteforce.dice(getattr(one, role), getattr(other, role))
        totals = [sum(bool(getattr(s, role)) for s in side) for side in (predicted, gold)]
        rows[role] = [float(hits), totals[0], float(hits), totals[1]]
    both = sum(one.slot == other.slot == "null" for one, other in pairs)
    totals = [sum(s.slot == "null" for s in side) for side in (predicted, gold)]
    rows["null"] = [both, totals[0], both, totals[1]]
    return rows


@pytest.mark.parametrize("label", ["act", "style", "type", "named"])
def test_label_counts_are_those_of_an_optimal_pairing(cases: Cases, label: str) -> None:
    family = METRICS[f"{label}_macro_f1"].family
    for gold, answer, comparison, identity in cases:
        sides = [
            bruteforce.distinct(bruteforce.attributions(side, identity=identity))
            for side in (gold, answer)
        ]
        found = [counts.row for counts in family.tally(comparison)]
        assert found in [
            _label_rows(pairs, label, family.keys) for pairs in bruteforce.pairings(*sides)
        ], (gold, answer, found)


def _label_rows(
    pairs: list[tuple[bruteforce.Said, bruteforce.Said]], label: str, classes: tuple[str, ...]
) -> list[list[float]]:
    firm = [
        (_label(one, label), _label(other, label))
        for one, other in pairs
        if bruteforce.mostly(one.content or one.cue, other.content or other.cue)
    ]
    rows = []
    for name in classes:
        hits = firm.count((name, name))
        found = sum(predicted == name for _, predicted in firm)
        rows.append([hits, found, hits, sum(gold == name for gold, _ in firm)])
    return rows


def _label(said: bruteforce.Said, label: str) -> str:
    value = getattr(said.item, label) if label in ("act", "style") else getattr(said, label)
    return str(value).lower()


def test_declines_are_those_of_an_optimal_pairing(cases: Cases) -> None:
    for gold, answer, comparison, identity in cases:
        sides = [
            [s for s in bruteforce.attributions(side, identity=identity) if not s.content]
            for side in (gold, answer)
        ]
        allowed = {
            sum(bruteforce.mostly(a.cue, b.cue) and bruteforce.right(a, b) for a, b in pairs)
            for pairs in bruteforce.pairings(*sides)
        }
        found = counted(comparison, "decline_f1")
        assert found.found_hits == found.wanted_hits
        assert found.found_hits in allowed, (gold, answer, found)
        assert [found.found, found.wanted] == [len(sides[1]), len(sides[0])]

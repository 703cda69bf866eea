"""Spans of many articles as arrays, against the same spans one by one."""

from __future__ import annotations

from random import Random

import numpy
import pytest

from musnad.dataset import Fragment, Span, ranks, runs
from musnad.eval.canonical import Runs, overlap, weight
from musnad.eval.line import (
    Spans,
    Texts,
    combined,
    firsts,
    identities,
    numbers,
    on_one_line,
    summed,
)
from musnad.eval.matching import Edge, Edges, assign, assigned, matched, overlapping, overlaps
from musnad.eval.metrics.spans import union

from ..conformance import bruteforce

TEXTS = ["قـــالَ الوزيرُ: «إنَّ السدّ امتلأ 100%»", "", "a\ud800b 😀 𝔘ni ؟", "كلمة"]
SEEDS = pytest.mark.parametrize("seed", range(40))


def random_runs(rng: Random, *, absent: bool = True) -> Runs:
    """One to three runs of few places, so that spans are often equal or nested."""
    bounds = sorted(rng.sample(range(14), 2 * rng.randint(0 if absent else 1, 3)))
    return tuple(zip(bounds[::2], bounds[1::2], strict=True))


def side(rng: Random, articles: int = 3) -> tuple[list[Runs], numpy.ndarray]:
    """Random spans of some articles, with the numbers of the articles."""
    places = sorted(rng.randrange(articles) for _ in range(rng.randint(0, 12)))
    return [random_runs(rng) for _ in places], numbers(places)


def sides(seed: int) -> list[tuple[list[Runs], numpy.ndarray]]:
    rng = Random(f"خط {seed}")
    return [side(rng), side(rng)]


def on_line(both: list[tuple[list[Runs], numpy.ndarray]]) -> list[Spans]:
    return on_one_line([Spans.of(spans, articles) for spans, articles in both], 3)


@SEEDS
def test_spans_as_annotated_are_placed_in_canonical_form(seed: int) -> None:
    rng = Random(f"نص {seed}")
    spans, articles = [], sorted(rng.choice([0, 2, 3]) for _ in range(10))
    for article in articles:
        offsets = range(len(TEXTS[article]) + 1)
        pieces = [sorted(rng.sample(offsets, 2)) for _ in range(rng.randint(0, 4))]
        spans.append(Span(Fragment(start, end) for start, end in sorted(pieces)))
    placed = Texts(TEXTS).place(spans, numbers(articles))
    before = [len(ranks("".join(TEXTS[:at]))) and ranks("".join(TEXTS[:at]))[-1] for at in range(4)]
    expected = [
        tuple((a + before[at], b + before[at]) for a, b in runs(span, ranks(TEXTS[at])))
        for span, at in zip(spans, articles, strict=True)
    ]
    assert as_runs(placed) == expected
    assert placed.weights.tolist() == [*map(weight, expected)]
    assert placed.present.tolist() == [*map(bool, expected)]


def as_runs(spans: Spans) -> list[Runs]:
    found: list[list[tuple[int, int]]] = [[] for _ in range(len(spans))]
    triples = (spans.starts.tolist(), spans.ends.tolist(), spans.owners.tolist())
    for start, end, owner in zip(*triples, strict=True):
        found[owner].append((start, end))
    return [*map(tuple, found)]


@SEEDS
def test_equal_spans_have_equal_numbers_in_canonical_order(seed: int) -> None:
    both = sides(seed)
    found = identities(*on_line(both))
    named = [
        (article, span, number)
        for (spans, articles), column in zip(both, found, strict=True)
        for span, article, number in zip(spans, articles.tolist(), column.tolist(), strict=True)
    ]
    assert all((number < 0) == (not span) for _, span, number in named)
    present = sorted({item[:2] for item in named if item[1]})
    by_span = {(article, span): number for article, span, number in named if span}
    assert all(by_span[article, span] == number for article, span, number in named if span)
    ordered = [by_span[item] for item in present]
    assert ordered == sorted(set(ordered))
    kept = firsts(found[0]).tolist()
    spans, articles = both[0]
    assert [(articles[at], spans[at]) for at in kept] == sorted(
        {(article, span) for span, article in zip(spans, articles.tolist(), strict=True) if span}
    )


@SEEDS
def test_taken_spans_and_unions_are_those_of_the_articles(seed: int) -> None:
    rng = Random(f"أخذ {seed}")
    ((spans, articles), _), (line, _) = sides(seed), on_line(sides(seed))
    places = [rng.randrange(len(spans)) for _ in range(5)] if spans else []
    whole = as_runs(line)
    assert as_runs(line.take(numbers(places))) == [whole[at] for at in places]
    assert as_runs(line.union(3)) == [
        union(span for span, article in zip(whole, articles.tolist(), strict=True) if article == at)
        for at in range(3)
    ]


@SEEDS
def test_overlaps_are_those_of_all_pairs(seed: int) -> None:
    (golds, ones), (answers, others) = both = sides(seed)
    expected = [
        Edge(at, to, shared, weight(gold) + weight(answer))
        for at, (gold, one) in enumerate(zip(golds, ones.tolist(), strict=True))
        for to, (answer, other) in enumerate(zip(answers, others.tolist(), strict=True))
        if one == other and (shared := overlap(gold, answer))
    ]
    assert [*overlapping(*on_line(both))] == expected


def test_many_overlaps_are_added_up_part_by_part(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = Random("أجزاء")
    golds, answers = ([random_runs(rng) for _ in range(30)] for _ in range(2))
    whole = overlaps(golds, answers)
    monkeypatch.setattr("musnad.eval.matching.MOST", 7)
    assert overlaps(golds, answers) == whole


def edges_of(seed: int) -> Edges:
    rng = Random(f"وصل {seed}")
    golds, answers = ([random_runs(rng) for _ in range(rng.randint(0, 6))] for _ in range(2))
    return Edges.of(overlaps(golds, answers))


@SEEDS
def test_a_matching_is_as_large_as_can_be(seed: int) -> None:
    edges = edges_of(seed)
    found = matched(edges).tolist()
    assert len(set(found)) == len(found)
    assert len(found) == bruteforce.largest([(edge.gold, edge.predicted) for edge in edges])


@SEEDS
def test_an_assignment_is_worth_as_much_as_can_be(seed: int) -> None:
    edges = edges_of(seed)
    chosen = edges.only(assigned(edges, edges.dice))
    assert len({*chosen.gold.tolist()}) == len({*chosen.predicted.tolist()}) == len(chosen)
    assert sum(edge.dice for edge in chosen) == pytest.approx(best([*edges]), abs=1e-12)
    assert assign([*edges]) == [*chosen]


def best(edges: list[Edge]) -> float:
    """The greatest total Dice, by trying every choice."""
    if not edges:
        return 0.0
    first, *rest = edges
    with_first = [e for e in rest if e.gold != first.gold and e.predicted != first.predicted]
    return max(best(rest), first.dice + best(with_first))


def test_of_edges_of_equal_worth_the_first_is_chosen() -> None:
    star = [Edge(0, at, 3, 10) for at in range(3)]
    assert assign(star) == star[:1]
    assert assign([Edge(at, 2, 3, 10) for at in range(3)]) == [Edge(0, 2, 3, 10)]


def test_rows_are_numbered_alike_on_both_sides() -> None:
    one, other = combined(
        [numbers([3, 3, 5]), numbers([5, 3])], [numbers([1, 2, 1]), numbers([1, 1])]
    )
    assert (one.tolist(), other.tolist()) == ([0, 1, 2], [2, 0])


def test_sums_by_article_do_not_depend_on_the_order() -> None:
    values, articles = [0.1, 1e16, 0.3, -1e16, 0.2], [2, 0, 2, 0, 2]
    turned = summed(numpy.array(values[::-1]), numbers(articles[::-1]), 4)
    assert turned.tolist() == summed(numpy.array(values), numbers(articles), 4).tolist()
    assert turned.tolist() == [0, 0, 0.6, 0]

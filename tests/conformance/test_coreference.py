"""Source clusters beside coreference scorers: published cases, enumeration, scorch, coval.

The cases are those of the test suite of the CoNLL reference scorer, one letter a mention, with
the fractions that their definitions give. Left out are A7 and A9 (A4 and A8 in another notation),
I1 (F1 again), A8, whose crossing brackets the two scorers read differently, and A12 and A13,
which name a mention twice: an error here. What has no link to find is 0/0.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from musnad.dataset import Article

from ..eval.builders import article, report, source
from . import bruteforce, peers
from .generators import Clusters, clusters_case
from .scoring import compare, counted, quotients

METRICS = ("muc", "b3", "ceafe", "lea")
# Key, response, then recall and precision of each of METRICS.
CASES = {
    "A1": ("ab c def", "c ab def", "1 1  1 1  1 1  1 1"),
    "A2": ("ab c def", "c de", "1/3 1  7/18 1  3/5 9/10  1/3 1"),
    "A3": ("ab c def", "c abz defy x", "1 3/5  1 55/108  31/35 93/140  1 4/9"),
    "A4": ("ab c def", "c abz dx y", "1/3 1/3  5/9 17/42  11/15 11/20  1/2 2/7"),
    "A5": ("ab c def", "c abwz dx y", "1/3 1/4  5/9 5/16  31/45 31/60  1/2 5/24"),
    "A6": ("ab c def", "c wy abz dx", "1/3 1/4  5/9 17/48  11/15 11/20  1/2 1/4"),
    "A10": ("ab c def", "c b a d e f", "0 0/0  1/2 1  13/18 13/36  1/6 1/6"),
    "A11": ("ab c def", "abcdef", "1 3/5  1 7/18  2/9 2/3  5/6 4/15"),
    "B1": ("ab cde", "bcz de", "1/3 1/3  13/30 8/15  3/5 3/5  1/5 2/5"),
    "C1": ("ab cde fg", "bcz de fg", "1/2 1/2  25/42 2/3  11/15 11/15  3/7 4/7"),
    "D1": ("abcde fg hijkl", "abcde fghijkl", "1 9/10  1 16/21  11/18 11/12  1 13/18"),
    "E1": ("abcde fg hijkl", "abcdehijkl fg", "1 9/10  1 7/12  5/9 5/6  1 29/54"),
    "F1": ("abcd", "ab cd", "2/3 1  1/2 1  2/3 1/3  1/3 1"),
    "G1": ("ab cd", "abcd", "1 2/3  1 1/2  1/3 2/3  1 1/3"),
    "H1": ("abcd", "abcd", "1 1  1 1  1 1  1 1"),
    "J1": ("abc", "ac", "1/2 1  4/9 1  4/5 4/5  1/3 1"),
    "K1": ("abcdefg", "abz cdy efx", "1/2 1/2  12/49 4/9  2/5 2/15  1/7 1/3"),
    "L1": ("abc defg", "ab cd fgz", "2/5 1/2  5/12 13/21  24/35 16/35  5/21 3/7"),
    "M1": ("abcdef", "abcdef", "1 1  1 1  1 1  1 1"),
    "M2": ("abcdef", "b d a c e f", "0 0/0  1/6 1  2/7 1/21  0 0"),
    "M3": ("abcdef", "bd ace f", "3/5 1  7/18 1  2/3 2/9  4/15 5/6"),
    "M4": ("abcdef", "abdxyz", "2/5 2/5  1/4 1/4  1/2 1/2  1/5 1/5"),
    "M5": ("abcdef", "b d a z y x", "0 0/0  1/12 1/2  2/7 1/21  0 0"),
    "M6": ("abcdef", "bd ayz x", "1/5 1/3  5/36 7/18  1/2 1/6  1/15 1/3"),
    "N1": ("a b c d e f", "b d a c e f", "0/0 0/0  1 1  1 1  1 1"),
    "N2": ("a b c d e f", "abcdef", "0/0 0  1 1/6  1/21 2/7  0 0"),
    "N3": ("a b c d e f", "bd ace f", "0/0 0  1 1/2  13/36 13/18  1/6 1/6"),
    "N4": ("a b c d e f", "b d a z y x", "0/0 0/0  1/2 1/2  1/2 1/2  1/2 1/2"),
    "N5": ("a b c d e f", "abdxyz", "0/0 0  1/2 1/12  1/21 2/7  0 0"),
    "N6": ("a b c d e f", "bd ayz x", "0/0 0  1/2 2/9  7/36 7/18  0 0"),
}
PUBLISHED = pytest.mark.parametrize("name", CASES)
Both = tuple[float | None, float | None]


def lettered(clusters: str) -> Clusters:
    """Clusters of numbers from clusters of letters."""
    return [frozenset(map(ord, cluster)) for cluster in clusters.split()]


def expected(name: str) -> dict[str, Both]:
    """Recall and precision of a published case."""
    numbers = [None if text == "0/0" else float(Fraction(text)) for text in CASES[name][2].split()]
    return dict(zip(METRICS, list(pairwise(numbers))[::2], strict=True))


def as_article(clusters: Clusters) -> Article:
    """An article in which each cluster is a source and each mention a letter."""
    entries = [
        source(f"S{at}", *((mention, mention + 1) for mention in sorted(cluster)))
        for at, cluster in enumerate(clusters)
    ]
    return article(sources=entries)


def ours(key: Clusters, response: Clusters, *, aligned: bool = False) -> dict[str, Both]:
    """Recall and precision of each metric."""
    comparison = compare(as_article(key), as_article(response))
    prefix = "source_aligned" if aligned else "source"
    found = {name: quotients(counted(comparison, f"{prefix}_{name}_f1")) for name in METRICS}
    return {name: (recall, precision) for name, (precision, recall, _) in found.items()}


def close(one: Both, other: tuple[float | None, ...]) -> bool:
    """Whether two pairs are equal to 1e-12."""
    return one == tuple(
        None if value is None else pytest.approx(value, abs=1e-12) for value in other
    )


@PUBLISHED
@pytest.mark.parametrize("aligned", [False, True], ids=["exact", "aligned"])
def test_published_cases_have_their_fractions(name: str, aligned: bool) -> None:
    found = ours(*map(lettered, CASES[name][:2]), aligned=aligned)
    for metric, pair in expected(name).items():
        assert close(found[metric], pair), (metric, found[metric], pair)


@PUBLISHED
def test_published_cases_are_what_scorch_says(name: str) -> None:
    theirs = peers.scorch(*map(lettered, CASES[name][:2]))
    for metric in ("muc", "b3", "ceafe"):
        assert theirs[metric][:2] == pytest.approx(_zeroed(expected(name)[metric]), abs=1e-12)


@PUBLISHED
def test_published_cases_are_what_coval_says(name: str, coval_checkout: Path | None) -> None:
    theirs = peers.coval(*map(lettered, CASES[name][:2]), coval_checkout)
    for metric in METRICS:
        assert theirs[metric][:2] == pytest.approx(_zeroed(expected(name)[metric]), abs=1e-12)


def _zeroed(pair: Both) -> list[float]:
    return [value or 0.0 for value in pair]


def test_the_mean_is_of_three() -> None:
    names = [f"source_{name}_f1" for name in ("muc", "b3", "ceafe", "conll")]
    found = report(*(as_article(lettered(side)) for side in CASES["A4"][:2]), metrics=names)
    *three, mean = (found[name].value for name in names)
    # 1/3; 2·(5/9)(17/42) / (5/9 + 17/42) = 170/363; 22/35
    assert three == pytest.approx([1 / 3, 170 / 363, 22 / 35], abs=1e-12)
    assert mean == pytest.approx((1 / 3 + 170 / 363 + 22 / 35) / 3, abs=1e-12)


def test_random_clusters_equal_enumeration(numbers: range) -> None:
    hits = 0
    for number in numbers:
        key, response = clusters_case(number)
        comparison = compare(as_article(key), as_article(response))
        for name, counts in bruteforce.cluster_counts(key, response).items():
            found = counted(comparison, f"source_{name}_f1").row
            assert found == pytest.approx([float(one) for one in counts], abs=1e-12), number
            hits += counts[0] > 0
    assert hits > len(numbers)


def test_random_clusters_are_what_scorch_says(numbers: range) -> None:
    compared = 0
    for number in numbers:
        key, response = clusters_case(number)
        if all(one.isdisjoint(other) for one in key for other in response):
            continue  # scorch stops at a score of zero
        theirs, found = peers.scorch(key, response), ours(key, response)
        linked = all(any(len(cluster) > 1 for cluster in side) for side in (key, response))
        for metric in ("muc", "b3", "ceafe") if linked else ("b3", "ceafe"):
            assert close(found[metric], theirs[metric][:2]), (number, metric)
        compared += 1
    assert compared > len(numbers) / 2


def test_random_clusters_are_what_coval_says(numbers: range, coval_checkout: Path | None) -> None:
    for number in numbers:
        key, response = clusters_case(number)
        theirs, found = peers.coval(key, response, coval_checkout), ours(key, response)
        for metric in METRICS:
            pair = tuple(_zeroed(found[metric]))
            assert close(pair, theirs[metric][:2]), (number, metric)

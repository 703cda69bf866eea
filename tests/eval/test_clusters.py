"""Source clustering against fractions worked by hand, and dropped subjects anchored by M."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy
import pytest

import musnad
from musnad.dataset import Corpus
from musnad.eval import evaluate
from musnad.eval.metrics.clusters import Clustering, ceaf, shares


def named(*clusters: str) -> Clustering:
    """Clusters of one-letter mentions in one article: `named("ab", "c")`."""
    members = [(ord(letter), at) for at, cluster in enumerate(clusters) for letter in cluster]
    numbers, owners = numpy.array(members, dtype=numpy.int64).reshape(-1, 2).T
    return Clustering(numbers, owners, numpy.zeros(len(clusters), dtype=numpy.int64))


# (key, response): recall of LEA, B3, MUC as fractions, CEAF-e as its total similarity.
CASES: list[tuple[tuple[str, ...], tuple[str, ...], tuple[int | str, ...]]] = [
    (("ab", "c"), ("ab", "c"), (1, 1, 1, 2)),
    (("a", "b"), ("a", "b"), (1, 1, "0/0", 2)),
    (("abc",), ("ab", "c"), ("1/3", "5/9", "1/2", "4/5")),
    (("ab", "c"), ("abc",), ("2/3", 1, 1, "4/5")),
    (("ab", "c"), ("ab", "d"), ("2/3", "2/3", 1, 1)),
    (("ab",), (), (0, 0, 0, 0)),
    (("abcd", "ef"), ("ab", "cdef"), ("5/9", "2/3", "3/4", "4/3")),
]


@pytest.mark.parametrize(("key", "response", "expected"), CASES)
def test_recalls_are_the_fractions_worked_by_hand(
    key: tuple[str, ...], response: tuple[str, ...], expected: tuple[int | str, ...]
) -> None:
    found = shares(named(*key), named(*response), 1)
    for name, value in zip(("lea", "b3", "muc"), expected, strict=False):
        hits, wanted = (float(column[0]) for column in found[name])
        if value == "0/0":
            assert (hits, wanted) == (0, 0)
        else:
            assert hits / wanted == pytest.approx(float(Fraction(value)), abs=1e-12)
    total = float(Fraction(expected[3]))
    assert ceaf(named(*key), named(*response), 1)[0] == pytest.approx(total, abs=1e-12)


def test_a_perfect_prediction_has_perfect_clusters() -> None:
    test = musnad.load("musnad-starter/test")
    report = evaluate(test, test, resamples=0)
    names = [name for name in report if name.startswith("source_") and "lea" in name]
    assert names
    assert all(report[name].value == 1 for name in names)
    assert report["source_conll_f1"].value == 1


def predicted(corpus: Corpus) -> list[dict[str, Any]]:
    from musnad.dataset import as_prediction, to_json

    return [to_json(as_prediction(article), "predicted") for article in corpus]


def test_a_dropped_subject_given_to_another_source_costs_lea() -> None:
    test = musnad.load("musnad-starter/test")
    rows = predicted(test)
    row = next(row for row in rows if len(row["sources"]) > 1)
    dropped = next(item for item in row["attributions"] if not item["source"])
    others = [source["id"] for source in row["sources"] if source["id"] != dropped["source_id"]]
    dropped["source_id"] = others[0]
    score = evaluate(test, rows, metrics=["source_lea_f1"], resamples=0)["source_lea_f1"].value
    assert score is not None
    assert score < 1


def test_one_cluster_with_all_names_is_punished() -> None:
    test = musnad.load("musnad-starter/test")
    rows = predicted(test)
    for row in rows:
        if row["sources"]:
            row["sources"][0]["mentions"] = [
                mention for source in row["sources"] for mention in source["mentions"]
            ]
            del row["sources"][1:]
            row["sources"][0]["members"] = []
            for item in row["attributions"]:
                item["source_id"] = row["sources"][0]["id"]
    score = evaluate(test, rows, metrics=["source_lea_f1"], resamples=0)["source_lea_f1"].value
    assert score is not None
    assert score < 0.5

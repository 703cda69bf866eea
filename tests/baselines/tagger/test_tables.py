import numpy

from musnad.baselines.tagger.run_scores import overlapping
from musnad.baselines.tagger.tables import Weights

WEIGHTS = Weights.of({"b<قال|علي": 1.0, "b<|||": 2.0, "bقال": 4.0}, {"b<قال|علي": 0.5, "c": 3.0})
PLACE = {"قال": 0, "علي": 1, "|": 2}


def test_names_have_a_weight_in_each_column_and_unknown_ones_weigh_nothing() -> None:
    assert WEIGHTS.rows(["b<قال|علي", "c", "؟"]).tolist() == [[1.0, 0.5], [0.0, 3.0], [0.0, 0.0]]


def test_rows_of_names_are_added_up() -> None:
    assert WEIGHTS.sums([["c", "c"], ["bقال"]]).tolist() == [[0.0, 6.0], [4.0, 0.0]]


def test_forms_are_found_by_number() -> None:
    assert WEIGHTS.by_form("b", PLACE).tolist() == [[4.0, 0.0], [0.0, 0.0], [0.0, 0.0]]


def test_pairs_of_forms_are_found_by_number_a_bar_among_them() -> None:
    table = WEIGHTS.by_pair(["b<"], PLACE)
    keys = numpy.array([0 * 3 + 1, 2 * 3 + 2, 1 * 3 + 0])
    assert table.at(keys)[:, 0].tolist() == [[1.0, 0.5], [2.0, 0.0], [0.0, 0.0]]


def test_ranges_that_share_a_word_are_found_both_ways() -> None:
    one, two = overlapping(numpy.array([4, 0, 2, 0]), numpy.array([5, 3, 4, 1]))
    assert sorted(zip(one.tolist(), two.tolist(), strict=True)) == [(1, 2), (1, 3), (2, 1), (3, 1)]

"""Spans as sets of letters and digits, and what of an article the metrics read."""

from __future__ import annotations

from itertools import permutations

import pytest

from musnad.dataset import LAYERS, Article, Attribution, Span
from musnad.eval.canonical import Labels, canonical, dice, mostly, overlap, weight

from .builders import WITHOUT_IDENTITY, article, said, source, words

TEXT = "ونفى «نـــاشط»، أَنَّ (السيول) جرفت 3 جسور."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("«نـــاشط»، ", "نـــاشط"),
        ("نـــاشط", " «نـــاشط»"),
        ("(السيول) ", "السيول"),
        ("السيول) جرفت", "السيول) جرفت "),
        ("3 جسور.", "3 جسور"),
        ("أَنَّ", "أَن"),
        ("أَنَّ ", "أَنَّ"),
        ("، أَنَّ (", "أَنَّ"),
    ],
)
def test_spans_that_differ_in_marks_and_blanks_are_equal(one: str, other: str) -> None:
    assert labels(words(TEXT, one)) == labels(words(TEXT, other))


@pytest.mark.parametrize(
    ("one", "other"),
    [("3 جسور", "جسور"), ("السيول", "السيو"), ("ونفى", "نفى"), ("أَنَّ", "نَّ")],
)
def test_spans_that_differ_in_a_letter_or_digit_are_not_equal(one: str, other: str) -> None:
    assert labels(words(TEXT, one)) != labels(words(TEXT, other))


def labels(content: Span) -> Labels:
    return of(article(Attribution("", content=content, source_id="S1"), text=TEXT))


def of(record: Article, layers=LAYERS) -> Labels:
    return canonical(record, record, layers)


@pytest.mark.parametrize(
    ("text", "other"),
    [("الناشط", "النـــــاشط"), ("محمد", "مُحَمَّد"), ("قال", "«قال»")],
)
def test_tatweel_vowel_signs_and_quotation_marks_weigh_nothing(text: str, other: str) -> None:
    whole = [
        of(article(said((0, len(written))), text=written)).attributions[0].content
        for written in (text, other)
    ]
    assert whole[0] == whole[1] == ((0, len(text)),)


@pytest.mark.parametrize("text", ["اب", "٣7", "ab", "é", "中", "ⅳ½"])
def test_letters_and_digits_of_any_script_weigh_one(text: str) -> None:
    assert weight(of(article(said((0, len(text))), text=text)).attributions[0].content) == len(text)


@pytest.mark.parametrize(
    "mark", [" ", "،", "؛", "؟", "«", "”", "-", "_", "ـ", "َ", "ّ", "٪", "\u200f"]
)
def test_marks_weigh_nothing(mark: str) -> None:
    text = f"ا{mark}ب"
    assert of(article(said((0, 3)), text=text)).attributions[0].content == ((0, 2),)


def test_however_a_span_is_cut_it_is_the_same() -> None:
    whole = labels(words(TEXT, "السيول) جرفت 3 جسور"))
    assert whole == labels(words(TEXT, "السيول", "جرفت", "3", "جسور"))
    assert whole == labels(words(TEXT, "السي", "ول) جر", "فت 3", " جسور."))


def test_the_order_of_fragments_is_irrelevant() -> None:
    cut = words(TEXT, "ونفى", "السيول", "جسور")
    assert len({str(labels(Span(order))) for order in permutations(cut)}) == 1


def test_offsets_count_code_points_beyond_the_basic_plane() -> None:
    text = "🌊🌊 سيول"
    assert of(article(said((3, 7)), text=text)).attributions[0].content == ((0, 4),)


@pytest.mark.parametrize(
    ("one", "other", "shared", "similarity", "over_half"),
    [
        (((0, 10),), ((0, 10),), 10, 1.0, True),
        (((0, 10),), ((5, 15),), 5, 1 / 2, False),
        (((0, 10),), ((10, 20),), 0, 0.0, False),
        (((0, 4),), ((0, 2),), 2, 2 / 3, False),
        (((0, 3),), ((0, 2),), 2, 4 / 5, True),
        (((0, 3), (6, 9)), ((2, 7),), 2, 4 / 11, False),
        (((0, 2), (4, 6), (8, 10)), ((1, 5), (9, 12)), 3, 6 / 13, False),
        (((0, 1), (2, 3), (4, 5)), ((0, 1), (2, 3), (6, 7)), 2, 4 / 6, False),
        (((0, 5),), ((1, 2), (3, 4)), 2, 4 / 7, False),
    ],
)
def test_overlap_of_two_spans(one, other, shared, similarity, over_half) -> None:
    for a, b in ((one, other), (other, one)):
        assert overlap(a, b) == shared
        assert dice(a, b) == similarity
        assert mostly(a, b) is over_half


@pytest.mark.parametrize(
    ("attribution", "layers", "slot"),
    [
        (said((0, 5), source=(7, 9)), LAYERS, "span"),
        (said((0, 5)), LAYERS, "null"),
        (said((0, 5), to="S2"), LAYERS, "unknown"),
        (said((0, 5), to=None), LAYERS, "unknown"),
        (said((0, 5), source=(7, 9), to=None), LAYERS, "span"),
        (said((0, 5), source=(7, 9), to="S2"), LAYERS, "span"),
        (said((0, 5), source=(7, 9)), WITHOUT_IDENTITY, "span"),
        (said((0, 5)), WITHOUT_IDENTITY, "unknown"),
        (said((0, 5), to="S2"), WITHOUT_IDENTITY, "unknown"),
    ],
)
def test_a_source_is_a_span_a_null_or_unknown(attribution, layers, slot: str) -> None:
    entries = [source("S1", (10, 14)), source("S2")]
    (roles,) = of(article(attribution, sources=entries), layers).attributions
    assert roles.slot == slot


def test_a_dropped_subject_is_represented_by_its_first_and_longest_mention() -> None:
    entries = [source("S1", (40, 44), (10, 12), (10, 14), (30, 39))]
    (roles,) = of(article(said((0, 5)), sources=entries)).attributions
    assert roles.face == ((10, 14),)


def test_first_means_the_first_letter_not_the_first_mark() -> None:
    text = "«الوزير» قال الوزير الجديد"
    entries = [source("S1", (0, 8), (1, 7), (13, 26))]
    (roles,) = of(article(said((9, 12)), sources=entries, text=text)).attributions
    assert roles.face == ((0, 6),)
    assert roles.names == (((0, 6),), ((9, 21),))


def test_items_are_sorted_so_that_equal_ones_are_neighbours() -> None:
    items = [said((5, 9), act="deny"), said((0, 4)), said((5, 9), act="ask"), said((5, 9), to="S2")]
    orders = {
        str(of(article(*order, sources=[source("S1", (10, 14)), source("S2")])))
        for order in permutations(items)
    }
    assert len(orders) == 1


def test_attributions_that_differ_only_in_the_entry_behind_one_source_span_are_sorted() -> None:
    entries = [source("S1", (10, 14)), source("S2", (20, 24))]
    items = [said((0, 5), source=(30, 33), to=name) for name in ("S1", "S2")]
    assert of(article(*items, sources=entries)) == of(article(*items[::-1], sources=entries))


@pytest.mark.parametrize(
    ("attribution", "distance"),
    [
        (said((0, 5), source=(7, 9)), "near"),
        (said((0, 5), source=(10, 12)), "far"),
        (said((0, 10), source=(10, 12)), "far"),
        (said((10, 12), source=(9, 10)), "far"),
        (said((5, 12), source=(15, 18)), "near"),
        (said(((0, 2), (22, 24)), source=(25, 27)), "near"),
        (said((0, 5), source=(8, 12)), "near"),
        (said((0, 5)), "near"),
        (said((12, 15)), "far"),
        (said((0, 5), to="S2"), ""),
        (said(cue=(0, 5), source=(7, 9)), ""),
        (said((30, 35), source=(31, 32)), "far"),
    ],
)
def test_near_and_far_go_by_shared_sentences(attribution, distance: str) -> None:
    record = article(
        attribution,
        sources=[source("S1", (6, 8), (22, 24)), source("S2")],
        sentences=[(0, 10), (10, 20), (20, 28)],
    )
    assert of(record).attributions[0].distance == distance


def test_without_sentences_nothing_is_near_or_far() -> None:
    assert of(article(said((0, 5), source=(7, 9)))).attributions[0].distance == ""

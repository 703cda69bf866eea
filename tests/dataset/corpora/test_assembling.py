from __future__ import annotations

from collections import Counter

import pytest

from musnad.dataset import Source, Span
from musnad.dataset.corpora.assembling import Parts, assemble, tidy

# Places:   0   4      11  15      23    29
TEXT = "قال الوزير: نعم، وأضاف الوزير لا"
SORTED = "content with fragments out of text order: sorted"
MERGED = "content with fragments that overlap: merged"
BLANK = "content with a fragment of white space: fragment dropped"
WEIGHTLESS = "content without letter or digit: dropped"

CASES = {
    "as annotated, outer comma included": ([(12, 16)], [(12, 16)], {}),
    "fragments that touch stay apart": ([(0, 3), (3, 10)], [(0, 3), (3, 10)], {}),
    "out of order": ([(12, 15), (0, 3)], [(0, 3), (12, 15)], {SORTED: 1}),
    "overlap": ([(0, 6), (4, 10)], [(0, 10)], {MERGED: 1}),
    "one inside the other": ([(0, 10), (4, 6)], [(0, 10)], {MERGED: 1}),
    "a fragment of white space": ([(0, 3), (3, 4)], [(0, 3)], {BLANK: 1}),
    "a fragment of punctuation stays": ([(0, 3), (10, 11)], [(0, 3), (10, 11)], {}),
    "only white space": ([(3, 4)], [], {BLANK: 1}),
    "only a colon": ([(10, 11)], [], {WEIGHTLESS: 1}),
    "nothing": ([], [], {}),
}


@pytest.mark.parametrize(("given", "expected", "met"), CASES.values(), ids=CASES.keys())
def test_a_span_is_made_valid_and_nothing_more(
    given: list[tuple[int, int]],
    expected: list[tuple[int, int]],
    met: dict[str, int],
    quirks: Counter[str],
) -> None:
    span = tidy(TEXT, given, "content", lambda name: quirks.update([name]))
    assert span == Span.of(TEXT, *expected)
    assert quirks == met


def sources(*parts: Parts) -> tuple[list[Source], list[str | None]]:
    labels = assemble(TEXT, parts, lambda name: None)
    return list(labels.sources), [item.source_id for item in labels.attributions]


def test_one_source_serves_several_attributions() -> None:
    found, pointers = sources(
        Parts("a", cue=[(0, 3)], source=[(4, 10)]),
        Parts("b", cue=[(17, 22)], source=[(23, 29)]),
        Parts("c", content=[(12, 15)], source=[(4, 10)]),
    )
    assert found == [
        Source("S1", name="الوزير", mentions=(Span.of(TEXT, (4, 10)),)),
        Source("S2", name="الوزير", mentions=(Span.of(TEXT, (23, 29)),)),
    ]
    assert pointers == ["S1", "S2", "S1"]


def test_sources_that_differ_by_punctuation_only_are_one() -> None:
    found, pointers = sources(
        Parts("a", cue=[(0, 3)], source=[(4, 10)]),
        Parts("b", cue=[(0, 3)], source=[(3, 7), (7, 11)]),
    )
    assert pointers == ["S1", "S1"]
    assert found == [Source("S1", name="الوزير", mentions=(Span.of(TEXT, (4, 10)),))]


def test_attributions_without_source_share_one_entry_that_nobody_owns() -> None:
    found, pointers = sources(
        Parts("a", cue=[(0, 3)], source=[(4, 10)]),
        Parts("b", cue=[(0, 3)]),
        Parts("c", cue=[(17, 22)], source=[(10, 11)]),
        Parts("d", cue=[(17, 22)], source=[(23, 29)]),
    )
    assert [(source.id, source.name, len(source.mentions)) for source in found] == [
        ("S1", "الوزير", 1),
        ("S0", "", 0),
        ("S2", "الوزير", 1),
    ]
    assert pointers == ["S1", "S0", "S0", "S2"]


def test_the_name_of_a_source_is_its_words_with_single_spaces() -> None:
    text = "قال نائب\n الوزير أمس  سامي"
    labels = assemble(text, [Parts("a", [(0, 3)], [(4, 16), (20, 26)])], print)
    assert labels.sources[0].name == "نائب الوزير سامي"


def test_an_attribution_that_says_nothing_is_left_out(quirks: Counter[str]) -> None:
    parts = [Parts("a", cue=[(10, 11)], source=[(4, 10)]), Parts("b", cue=[(0, 3)])]
    labels = assemble(TEXT, parts, lambda name: quirks.update([name]))
    assert [item.id for item in labels.attributions] == ["b"]
    assert [source.id for source in labels.sources] == ["S0"]
    assert quirks == {
        "cue without letter or digit: dropped": 1,
        "attribution with neither cue nor content: left out": 1,
    }

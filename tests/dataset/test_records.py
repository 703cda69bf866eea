"""Records: spans, fragments, weights, hashes and raw text."""

from __future__ import annotations

import pytest

from musnad.dataset import (
    Fragment,
    Source,
    Span,
    article_of,
    is_weighted,
    load,
    printable,
    ranks,
    runs,
    sha256,
    unlabelled,
)
from musnad.errors import DataError


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (4, 3)])
def test_a_fragment_refuses_to_end_before_it_starts(start: int, end: int) -> None:
    with pytest.raises(DataError) as error:
        Fragment(start, end)
    assert str(error.value) == (
        f"fragment {start}:{end} is empty, reversed or negative; "
        "offsets are code points with 0 <= start < end"
    )


def test_a_span_knows_its_ends_bounds_and_words() -> None:
    text = "قال الوزير أمس إن الجسر آمن"
    span = Span.of(text, (15, 27), (0, 3))
    assert (span.start, span.end, span.bounds) == (0, 27, ((0, 3), (15, 27)))
    assert [fragment.text for fragment in span] == ["قال", "إن الجسر آمن"]
    assert span.cut(text) == "قال … إن الجسر آمن"
    assert not Span()


WEIGHTS = [
    ("ق", True), ("a", True), ("٣", True), ("½", True), ("字", True), ("ﷺ", True),
    ("َ", False), ("ّ", False), ("ـ", False), ("\u200d", False), ("\u200f", False), (" ", False),
    ("،", False), ("«", False), ("%", False), ("😀", False),
]  # fmt: skip


@pytest.mark.parametrize(("char", "weighted"), WEIGHTS)
def test_letters_and_digits_have_weight(char: str, weighted: bool) -> None:
    assert is_weighted(char) is weighted


def test_ranks_count_the_letters_before_each_offset() -> None:
    assert ranks("قَا، ل") == [0, 1, 1, 2, 2, 2, 3]
    assert ranks("") == [0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([(0, 3)], [(0, 1), (1, 3)]),
        ([(0, 8)], [(0, 3), (4, 8)]),
        ([(0, 9)], [(0, 8)]),
        ([(4, 8), (0, 3)], [(0, 8)]),
        ([(3, 4)], []),
    ],
    ids=["cut in two", "cut at a space", "with the full stop", "in any order", "only a space"],
)
def test_spans_are_equal_if_they_cover_the_same_letters(
    one: list[tuple[int, int]], other: list[tuple[int, int]]
) -> None:
    text = "قال نعمة."
    totals = ranks(text)
    assert runs(Span.of(text, *one), totals) == runs(Span.of(text, *other), totals)


def test_runs_of_different_letters_differ() -> None:
    text = "قال نعمة"
    totals = ranks(text)
    assert runs(Span.of(text, (0, 3)), totals) == ((0, 3),)
    assert runs(Span.of(text, (0, 2), (5, 8)), totals) == ((0, 2), (4, 7))


def test_the_hash_is_over_the_text_as_it_is() -> None:
    # As sha256sum prints it for these six bytes.
    assert sha256("قال") == "9802426735d3127ccd571700e4c04770639bc7e9b1659bd4210e87a0b2bc0dc3"
    assert len({sha256(text) for text in ("قال", "قال\n", "قال\r\n", "\ufeffقال")}) == 4


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("قالت البلدية\n\nإن الجسر آمن.", "ar"),
        ("The bridge is safe.", "en"),
        ("وكالة Reuters قالت", "ar"),
        ("", "en"),
        ("٣ 😀 ،", "en"),
    ],
)
def test_raw_text_becomes_an_article_without_labels(text: str, language: str) -> None:
    article = article_of(text, id="stdin")
    assert (article.language, article.text, article.text_sha256) == (language, text, sha256(text))
    assert article.title == text.partition("\n")[0]
    assert (article.sources, article.attributions, article.claims) == ((), (), ())


def test_unlabelled_leaves_only_what_a_system_may_see() -> None:
    article = load("musnad-starter/train").articles[0]
    bare = unlabelled(article)
    assert (bare.sources, bare.attributions, bare.claims, bare.notes) == ((), (), (), ())
    assert (bare.text, bare.sentences, bare.id) == (article.text, article.sentences, article.id)


def test_the_source_of_an_attribution_is_its_entry() -> None:
    article = load("musnad-starter/train").articles[0]
    assert all(
        isinstance(source := article.source_of(item), Source) and source.id == item.source_id
        for item in article.attributions
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("قال: «نعم»", "قال: «نعم»"),
        ("قالَ", "قالَ"),
        ("a\nb\x1b[0m", "a\\u000ab\\u001b[0m"),
        ("\u202eقال", "\\u202eقال"),
        ("قال\u2028نعم\u2029", "قال\\u2028نعم\\u2029"),
        ("\ud800", "\\ud800"),
        ("نـص\u200cنص", "نـص\\u200cنص"),
    ],
)
def test_text_for_a_terminal_has_no_control_characters(text: str, shown: str) -> None:
    assert printable(text) == shown

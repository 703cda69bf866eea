import pytest

from musnad.baselines.tagger.page import OUTSIDE, Page
from musnad.dataset import Span

TEXT = "عنوان الخبر\n\nقالَ الوزيـر: «سنعود غدا. لا تقلقوا»، ثم انصرف."


def test_words_know_their_line_and_sentence() -> None:
    page = Page.of("عنوان\n\nذهب علي. وعاد.\nانتهى")
    assert page.raw == ["عنوان", "ذهب", "علي", ".", "وعاد", ".", "انتهى"]
    assert page.paragraph == [0, 1, 1, 1, 1, 1, 2]
    assert page.sentence == [0, 1, 1, 1, 2, 2, 3]


def test_words_know_the_quotation_they_stand_in() -> None:
    page = Page.of(TEXT)
    inside = [page.raw[at] for at in range(len(page)) if page.quote[at] != OUTSIDE]
    assert inside == ["سنعود", "غدا", ".", "لا", "تقلقوا"]


def test_forms_are_folded_and_raw_words_are_not() -> None:
    page = Page.of("قالَ الوزيـر")
    assert page.raw == ["قالَ", "الوزيـر"]
    assert page.forms == ["قال", "الوزير"]


@pytest.mark.parametrize(
    ("text", "heads"), [("عنوان\nنص", 1), ("سطر واحد", 0), ("\nعنوان\n\nنص", 1)]
)
def test_the_first_of_several_lines_is_the_headline(text: str, heads: int) -> None:
    page = Page.of(text)
    assert sum(page.is_headline(at) for at in range(len(page))) == heads


def test_an_offset_is_in_the_first_word_that_ends_after_it() -> None:
    page = Page.of(" قال علي.")
    assert [page.at(offset) for offset in range(10)] == [0, 0, 0, 0, 1, 1, 1, 1, 2, 3]


def test_a_span_becomes_ranges_of_words_and_back() -> None:
    page = Page.of(TEXT)
    ranges = [(2, 4), (6, 8)]
    span = page.span(ranges)
    assert span.cut(TEXT) == "قالَ الوزيـر … سنعود غدا"
    assert page.ranges(span) == ranges


def test_neighbouring_fragments_are_one_range() -> None:
    text = "قال الوزير إن"
    assert Page.of(text).ranges(Span.of(text, (0, 3), (4, 10))) == [(0, 2)]


def test_a_span_inside_a_word_takes_the_whole_word() -> None:
    text = "قال الوزير إن"
    assert Page.of(text).ranges(Span.of(text, (6, 8))) == [(1, 2)]


def test_trimming_leaves_no_marks_at_the_edges() -> None:
    page = Page.of("«، قال: »")
    assert page.trim(0, len(page)) == (2, 3)


def test_a_blank_text_has_an_empty_page() -> None:
    assert len(Page.of(" \n\t")) == 0

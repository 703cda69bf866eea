from musnad.baselines.tagger.linker import Found
from musnad.baselines.tagger.nesting import content_ranges, parents_of
from musnad.baselines.tagger.page import Page
from musnad.baselines.tagger.runs import Run

# قال 0 علي 1 إن 2 زيدا 3 أكد 4 أن 5 الجسر 6 سليم 7 . 8
PAGE = Page.of("قال علي إن زيدا أكد أن الجسر سليم.")
OUTER = Found(Run("cue", 0, 1), Run("source", 1, 2), [Run("content", 2, 3)])
INNER = Found(Run("cue", 4, 5), Run("source", 3, 4), [Run("content", 5, 8)])


def test_what_opens_where_a_content_ends_is_inside_it() -> None:
    assert parents_of(PAGE, [OUTER, INNER]) == {1: 0}


def test_the_outer_content_holds_the_inner_attribution() -> None:
    found = [OUTER, INNER]
    assert PAGE.span(content_ranges(found, {1: 0}, 0)).cut(PAGE.text) == "إن زيدا أكد أن الجسر سليم"
    assert PAGE.span(content_ranges(found, {1: 0}, 1)).cut(PAGE.text) == "أن الجسر سليم"


def test_a_mark_between_them_keeps_them_apart() -> None:
    page = Page.of("قال علي نعم، أكد زيد أن الجسر سليم.")
    outer = Found(Run("cue", 0, 1), Run("source", 1, 2), [Run("content", 2, 3)])
    inner = Found(Run("cue", 4, 5), Run("source", 5, 6), [Run("content", 6, 9)])
    assert parents_of(page, [outer, inner]) == {}


def test_no_attribution_is_inside_itself() -> None:
    own = Found(Run("cue", 2, 3), None, [Run("content", 0, 2)])
    assert parents_of(PAGE, [own]) == {}
    one = Found(Run("cue", 2, 3), None, [Run("content", 3, 4)])
    two = Found(Run("cue", 4, 5), None, [Run("content", 0, 2)])
    found = parents_of(PAGE, [one, two])
    assert not (found.get(0) == 1 and found.get(1) == 0)

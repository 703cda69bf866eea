import pytest

from musnad.baselines.tagger.lexicon import Lexicon
from musnad.baselines.tagger.linker import Found, Linker, decode
from musnad.baselines.tagger.page import Page
from musnad.baselines.tagger.pairs import Pair, Scene, pairs_of, rivalry
from musnad.baselines.tagger.runs import Run
from musnad.dataset import Attribution

from .building import span

CUE, SOURCE, CONTENT = Run("cue", 0, 1), Run("source", 1, 2), Run("content", 2, 4)
SECOND, LATER = Run("cue", 5, 6), Run("content", 6, 9)
RUNS = [CUE, SOURCE, CONTENT, SECOND, LATER]


def test_each_source_and_content_is_paired_with_the_cues_round_it() -> None:
    page = Page.of("قال علي إن نعم . وأضاف أن لا شيء")
    assert pairs_of(page, RUNS) == [
        Pair(0, 1),
        Pair(3, 1),
        Pair(0, 2),
        Pair(3, 2),
        Pair(0, 4),
        Pair(3, 4),
    ]


def test_a_content_goes_to_its_likeliest_cue_only() -> None:
    pairs = [Pair(0, 4), Pair(3, 4)]
    found, left = decode(RUNS, pairs, [0.6, 0.8], 0.3)
    assert found == [Found(CUE), Found(SECOND, content=[LATER])]
    assert left == [SOURCE, CONTENT]


def test_a_cue_has_one_source_and_a_source_may_serve_two_cues() -> None:
    other = Run("source", 4, 5)
    runs = [CUE, SOURCE, other, SECOND]
    pairs = [Pair(0, 1), Pair(0, 2), Pair(3, 1)]
    found, left = decode(runs, pairs, [0.9, 0.8, 0.7], 0.3)
    assert [item.source for item in found] == [SOURCE, SOURCE]
    assert left == [other]


def test_doubtful_pairs_are_not_joined() -> None:
    found, left = decode([CUE, CONTENT], [Pair(0, 1)], [0.2], 0.3)
    assert (found, left) == ([Found(CUE)], [CONTENT])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("قالت الوزيرة نعم", ">sAgff"), ("قال الوزير نعم", ">sAgm-"), ("said Jones yes", None)],
)
def test_arabic_verbs_and_sources_show_their_agreement(text: str, wanted: str | None) -> None:
    row = Scene(Page.of(text), [CUE, SOURCE], Lexicon()).features(Pair(0, 1))
    assert [item for item in row if item.startswith(">sAg")] == ([wanted] if wanted else [])


def test_rivals_of_a_pair_are_seen() -> None:
    rows = rivalry(RUNS, [Pair(0, 4), Pair(3, 4)], [0.5, 0.99])
    assert ">cr13" in rows[0]
    assert ">cr7" in rows[1]


def test_it_learns_which_side_a_source_stands_on() -> None:
    text = "علي قال زيد وأضاف"
    runs = [Run("source", 0, 1), Run("cue", 1, 2), Run("source", 2, 3), Run("cue", 3, 4)]
    gold = [
        Attribution("a1", span(text, "قال"), span(text, "علي")),
        Attribution("a2", span(text, "وأضاف"), span(text, "زيد")),
    ]
    page = Page.of(text)
    linker = Linker.fitted(Lexicon(), [page] * 12, [runs] * 12, [gold] * 12)
    pairs = pairs_of(page, runs)
    found, _ = decode(runs, pairs, linker.p(page, runs, pairs), 0.5)
    assert [item.source for item in found] == [runs[0], runs[2]]

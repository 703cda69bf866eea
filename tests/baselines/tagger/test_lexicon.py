import pytest

from musnad.baselines.tagger.codes import EDGE, UNKNOWN
from musnad.baselines.tagger.lexicon import Lexicon
from musnad.baselines.tagger.page import Page
from musnad.errors import DataError


def test_words_are_coded_by_what_is_known_of_their_form() -> None:
    lexicon = Lexicon(
        cue={"قال": 8}, source={"علي": 2}, coarse={"قال": 5}, known=frozenset(["قال", "#", "?"])
    )
    codes = lexicon.coder.of(Page.of("قالَ علي # ?"))
    place = lexicon.coder.place
    assert codes.shown.tolist() == [place["قال"], UNKNOWN, EDGE, place["?"]]
    assert codes.cue.tolist() == [8, 0, 0, 0]
    assert codes.source.tolist() == [0, 2, 0, 0]
    assert codes.coarse.tolist() == [5, -1, -1, -1]
    assert codes.is_word.tolist() == [True, True, False, False]


def test_each_page_has_its_own_codes() -> None:
    coder = Lexicon(cue={"قال": 8}).coder
    one, two = Page.of("قال علي"), Page.of("علي")
    assert [len(coder.of(page).cue) for page in (one, two, one)] == [2, 1, 2]


@pytest.mark.parametrize("row", [[9, 0, 1, 1], [0, -1, 1, 1], [0, 0, 64, 1], [0, 0, 1, 320]])
def test_statistics_out_of_range_are_refused(row: list[int]) -> None:
    assert Lexicon.from_json({"forms": [["قال", 8, 8, 63, 319]]}).cue == {"قال": 8}
    with pytest.raises(DataError, match="a number is not between"):
        Lexicon.from_json({"forms": [["قال", *row]]})

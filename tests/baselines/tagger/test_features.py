import pytest

from musnad.baselines.tagger.features import Features, shape, stem
from musnad.baselines.tagger.lexicon import Lexicon
from musnad.baselines.tagger.page import Page


@pytest.mark.parametrize(
    ("form", "bare"),
    [
        ("وبالوزاره", "وزاره"),
        ("للوزير", "وزير"),
        ("والوزير", "وزير"),
        ("الوزير", "وزير"),
        ("قال", "قال"),
        ("ال", "ال"),
        ("Minister", "Minister"),
        ("،", "،"),
    ],
)
def test_a_stem_has_no_clitics_before_it(form: str, bare: str) -> None:
    assert stem(form) == bare


@pytest.mark.parametrize(
    ("raw", "kinds"),
    [("Obama", "Xx"), ("NATO", "X"), ("15،000", "0،0"), ("الوزير", "ا"), ("«", "«")],
)
def test_a_shape_is_the_kinds_of_characters(raw: str, kinds: str) -> None:
    assert shape(raw) == kinds


def test_a_word_speaks_to_the_words_three_places_round_it() -> None:
    features = Features(Lexicon(known=frozenset({"قال", "الوزير"})))
    rows = features.of(Page.of("قال الوزير"))
    assert "+0:wقال" in rows[0]
    assert "-1:wقال" in rows[1]
    assert "+1:wالوزير" in rows[0]
    assert "-1:#" in rows[0]
    assert "+1:#" in rows[1]


def test_stems_are_features_of_arabic_words() -> None:
    rows = Features(Lexicon()).of(Page.of("وبالوزارة"))
    assert {"+0:mوزاره", "+0:gوزا", "+0:gاره"} <= set(rows[0])


def test_the_last_likely_cue_is_a_feature_of_the_rest_of_its_sentence() -> None:
    features = Features(Lexicon(cue={"قال": 8}, known=frozenset({"قال"})))
    rows = features.of(Page.of("قال الوزير نعم. انصرف"))
    assert ["cbقال" in row for row in rows] == [False, True, True, True, False]


def test_hints_of_rules_are_features_where_there_are_some() -> None:
    page = Page.of("قال الوزير")
    plain = Features(Lexicon()).context(page)
    hinted = Features(Lexicon()).context(Page(**{**vars(page), "hints": ("B-cue", "B-source")}))
    assert set(hinted[0]) - set(plain[0]) == {"h0B-cue", "h-#|B-cue", "h+B-cue|B-source"}


def test_a_page_has_the_same_features_whatever_was_met_before() -> None:
    page = Page.of("قال الوزير: «نعم».")
    features = Features(Lexicon())
    features.of(Page.of("الوزير قال شيئا"))
    assert features.of(page) == Features(Lexicon()).of(page)

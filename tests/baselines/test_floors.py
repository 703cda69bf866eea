from pathlib import Path

import pytest

from musnad.baselines.floors import OneClaimASentence
from musnad.dataset import Article, Claim, Span
from musnad.errors import DataError

TEXT = "السيول تجرف جسورا\n\nجرفت السيول ثلاثة جسور. …\n«عاد الهدوء»."


def _article(*labels: bool) -> Article:
    claims = [Claim(f"c{n}", Span.of(TEXT, (0, 6)), label) for n, label in enumerate(labels)]
    return Article("t", None, None, "ar", None, None, TEXT, "", claims=tuple(claims))


def test_each_sentence_with_a_word_is_one_claim() -> None:
    [prediction] = OneClaimASentence().predict([_article()])
    assert prediction.claims is not None
    assert [claim.span.cut(TEXT) for claim in prediction.claims] == [
        "السيول تجرف جسورا",
        "جرفت السيول ثلاثة جسور. …",
        "«عاد الهدوء».",
    ]


def test_it_answers_claims_only() -> None:
    [prediction] = OneClaimASentence().predict([_article()])
    assert prediction.attributions is None
    assert prediction.sources is None


@pytest.mark.parametrize(
    ("labels", "majority"),
    [((), True), ((True, False), True), ((True, False, False), False), ((True,), True)],
)
def test_all_claims_have_the_majority_label(labels: tuple[bool, ...], majority: bool) -> None:
    [prediction] = OneClaimASentence().fit([_article(*labels)]).predict([_article()])
    assert prediction.claims is not None
    assert {claim.checkable for claim in prediction.claims} == {majority}


def test_saved_and_loaded_it_answers_the_same(tmp_path: Path) -> None:
    learned = OneClaimASentence().fit([_article(False)])
    learned.save(tmp_path)
    again = OneClaimASentence.load(tmp_path)
    assert again.predict([_article()]) == learned.predict([_article()])


def test_damaged_model_is_refused(tmp_path: Path) -> None:
    learned = OneClaimASentence()
    learned.checkable = "نعم"  # type: ignore[assignment]  # what a damaged file would hold
    learned.save(tmp_path)
    with pytest.raises(DataError, match="expected true or false"):
        OneClaimASentence.load(tmp_path)

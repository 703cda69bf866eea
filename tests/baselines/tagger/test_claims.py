import json

import pytest

from musnad.baselines.tagger.claims import Claims
from musnad.baselines.tagger.clauses import Setting
from musnad.baselines.tagger.page import Page
from musnad.dataset import Article, Attribution, Claim
from musnad.errors import DataError

from .building import article, span

TEXTS = (
    ("قالت البلدية إن السيول جرفت ثلاثة جسور", "السيول جرفت ثلاثة جسور", "state", True),
    ("قالت الوزارة إن العمال أصلحوا أربعة طرق", "العمال أصلحوا أربعة طرق", "state", True),
    ("دعت النقابة إلى فتح المدارس غدا", "فتح المدارس غدا", "urge", False),
    ("دعت اللجنة إلى غلق الطرق مساء", "غلق الطرق مساء", "urge", False),
)


def _labelled(text: str, claim: str, act: str, is_checkable: bool) -> Article:
    cue, source, opener = text.split()[:3]
    item = Attribution(
        "a1",
        cue=span(text, cue),
        source=span(text, source),
        content=span(text, f"{opener} {claim}"),
        act=act,
    )
    return article(text, (item,), claims=(Claim("c1", span(text, claim), is_checkable, "a1"),))


def _corpus() -> tuple[list[Page], list[Article]]:
    articles = [_labelled(*row) for row in TEXTS]
    return [Page.of(one.text) for one in articles], articles


def _fitted() -> Claims:
    pages, articles = _corpus()
    found = Claims.fitted(pages, articles, [one.attributions for one in articles])
    assert found is not None
    return found


def test_claims_leave_out_cue_source_and_complementizer() -> None:
    new = _labelled(
        "قالت الهيئة إن الرياح قلعت خمسة أعمدة", "الرياح قلعت خمسة أعمدة", "state", True
    )
    [claim] = _fitted().of(Page.of(new.text), new.attributions)
    assert claim.span.cut(new.text) == "الرياح قلعت خمسة أعمدة"
    assert (claim.checkable, claim.attribution) == (True, "a1")


def test_what_somebody_urges_is_not_checkable() -> None:
    new = _labelled("دعت البلدية إلى إخلاء الوادي", "إخلاء الوادي", "urge", False)
    [claim] = _fitted().of(Page.of(new.text), new.attributions)
    assert claim.checkable is False
    assert claim.p is not None
    assert claim.p < 0.5


def test_words_belong_to_the_innermost_content_that_holds_them() -> None:
    text = "قال الوزير إن البنك قدر الخسائر بمليون"
    items = (
        Attribution("a1", cue=span(text, "قال"), content=span(text, "إن البنك قدر الخسائر بمليون")),
        Attribution("a2", cue=span(text, "قدر"), content=span(text, "الخسائر بمليون")),
    )
    setting = Setting.of(Page.of(text), items)
    assert setting.inside == [-1, -1, 0, 0, 0, 1, 1]
    assert setting.role == ["cue", "O", "content", "content", "cue", "content", "content"]


def test_corpora_without_claims_teach_nothing() -> None:
    text = "قال الوزير إن الطريق مغلق"
    assert Claims.fitted([Page.of(text)], [article(text)], [()]) is None


def test_articles_without_claims_do_not_unteach() -> None:
    pages, articles = _corpus()
    bare = article("قال الوزير إن الطريق مغلق")
    found = [*(one.attributions for one in articles), ()]
    learned = Claims.fitted([*pages, Page.of(bare.text)], [*articles, bare], found)
    assert learned is not None
    assert learned.to_json() == _fitted().to_json()


def test_empty_text_has_no_claims() -> None:
    assert _fitted().of(Page.of(""), ()) == []


def test_marks_alone_are_no_claim() -> None:
    assert _fitted().of(Page.of("… «» !؟"), ()) == []


def test_claims_written_and_read_answer_the_same() -> None:
    learned = _fitted()
    again = Claims.from_json(json.loads(json.dumps(learned.to_json())))
    pages, articles = _corpus()
    for page, one in zip(pages, articles, strict=True):
        assert again.of(page, one.attributions) == learned.of(page, one.attributions)


@pytest.mark.parametrize("damaged", [None, {}, {"chain": {}, "checkable": {}}])
def test_damaged_claims_are_refused(damaged: object) -> None:
    with pytest.raises(DataError, match="damaged"):
        Claims.from_json(damaged)

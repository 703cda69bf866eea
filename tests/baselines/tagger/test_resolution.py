import json

import pytest

from musnad.baselines.tagger.mentions import all_mentions
from musnad.baselines.tagger.naming import Naming, clustered
from musnad.baselines.tagger.page import Page
from musnad.baselines.tagger.phrases import Phrase
from musnad.baselines.tagger.resolution import Resolver
from musnad.dataset import Article, Attribution, Prediction, Source, Span
from musnad.errors import DataError

from .building import article, silent, span


def _phrase(text: str) -> Phrase:
    page = Page.of(text)
    return Phrase.of(page, (0, len(page)))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("محافظ الواحة المهندس رافع المرهوني", "المرهوني"),
        ("محافظ الواحة المهندس رافع المرهوني", "المحافظ"),
        ("حسين عبد الغني", "حسين عبدالغنى، المتحدث باسم الجبهة"),
        ("المبعوث ماكغورك", "مكجورك"),
        ("حزب النخيل والعدالة", "النخيل والعدالة"),
        ("نقابة المعلمين", "النقابة"),
        ("محمود نفادي المتحدث باسم التحالف", "نفادي"),
        ("council leader Idris Tammour", "Tammour"),
        ("Nuran City Council", "the council"),
    ],
)
def test_naming_by_rule_joins_short_forms_and_spellings(one: str, two: str) -> None:
    assert Naming().p(_phrase(one), _phrase(two)) > 0.5
    assert Naming().p(_phrase(two), _phrase(one)) > 0.5


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("وزارة النقل", "وزارة الصحة"),
        ("رغداء السروي، المتحدثة باسم الوزارة", "الوزارة"),
        ("مصادر داخل حزب النخيل", "حزب النخيل"),
        ("نقابة المعلمين", "نقيب المعلمين معتز عبد الصبور"),
        ("رافع المرهوني", "رافع الهدباني"),
        ("council leader Idris Tammour", "the council"),
    ],
)
def test_naming_by_rule_keeps_others_apart(one: str, two: str) -> None:
    assert Naming().p(_phrase(one), _phrase(two)) < 0.5


def test_clusters_are_numbered_by_their_first_phrase() -> None:
    phrases = [_phrase(p) for p in ("وزارة النقل", "رافع المرهوني", "الوزارة", "المرهوني")]
    assert clustered(phrases, Naming()) == [0, 1, 0, 1]


def test_phrases_without_a_common_word_are_never_one_cluster() -> None:
    class Everyone(Naming):
        def p(self, one: Phrase, two: Phrase) -> float:
            return 0.9

    phrases = [_phrase(p) for p in ("وزارة النقل", "رافع المرهوني", "المهندس رافع")]
    assert clustered(phrases, Everyone()) == [0, 1, 1]


def test_mentions_are_found_in_full_and_in_short() -> None:
    text = (
        "اجتماع نقابة المعلمين\nقالت نقابة المعلمين إن الإضراب مستمر. وردت النقابة. "
        "وحضر نقيب المعلمين."
    )
    page = Page.of(text)
    given = page.ranges(span(text, "نقابة المعلمين إن"))[0]
    [found] = all_mentions(page, [[(given[0], given[1] - 1)]])
    words = [page.span([place]).cut(text) for place in found]
    assert words == ["نقابة المعلمين", "نقابة المعلمين", "النقابة"]


def test_a_short_form_of_two_sources_is_a_mention_of_neither() -> None:
    text = "وزارة النقل ووزارة الصحة اتفقتا. وقالت الوزارة إن الطريق مغلق."
    page = Page.of(text)
    found = all_mentions(page, [[(0, 2)], [(2, 4)]])
    assert [len(places) for places in found] == [1, 1]


def _attribution(text: str, number: int, cue: str, source: str, content: str) -> Attribution:
    return Attribution(
        f"a{number}",
        cue=span(text, cue),
        source=Span(span(text, cue, source)[1:]) if source else Span(),
        content=span(text, content),
    )


STORY = (
    "قالت بلدية واحة رمان إن السيول جرفت ثلاثة جسور، مضيفة أن الوضع تحت السيطرة.\n"
    "ونفى المهندس رافع المرهوني ذلك، وأوضح أن جسرا واحدا سقط. وتابع المرهوني أن الطريق مفتوح."
)


def _story() -> list[Attribution]:
    rows = [
        ("قالت", "بلدية واحة رمان", "إن السيول جرفت ثلاثة جسور"),
        ("مضيفة", "", "أن الوضع تحت السيطرة"),
        ("ونفى", "المهندس رافع المرهوني", "ذلك"),
        ("وأوضح", "", "أن جسرا واحدا سقط"),
        ("وتابع", "المرهوني", "أن الطريق مفتوح"),
    ]
    return [_attribution(STORY, number, *row) for number, row in enumerate(rows, 1)]


def test_dropped_subjects_point_to_the_source_that_spoke_before() -> None:
    found = Resolver().resolve(Page.of(STORY), _story(), silent())
    assert found.source_ids == ("S1", "S1", "S2", "S2", "S2")
    assert [source.name for source in found.sources] == ["بلدية واحة رمان", "المهندس رافع المرهوني"]
    mentions = [[m.cut(STORY) for m in source.mentions] for source in found.sources]
    assert mentions == [["بلدية واحة رمان"], ["المهندس رافع المرهوني", "المرهوني"]]


def test_pronouns_are_no_mentions() -> None:
    text = "Idris Tammour denied it. He said the road was open."
    items = [
        Attribution("a1", span(text, "denied"), span(text, "Idris Tammour"), span(text, "it")),
        Attribution("a2", span(text, "said"), span(text, "He"), span(text, "the road was open")),
    ]
    found = Resolver().resolve(Page.of(text), items, silent())
    assert found.source_ids == ("S1", "S1")
    assert [m.cut(text) for m in found.sources[0].mentions] == ["Idris Tammour"]


def test_impersonal_reports_point_to_an_entry_without_mentions() -> None:
    text = "ذُكر أن الطريق مغلق"
    item = _attribution(text, 1, "ذُكر", "", "أن الطريق مغلق")
    hint = Prediction(
        id="ar-1",
        sources=(Source("S1", type="unknown", named=False),),
        attributions=(Attribution("a1", cue=item.cue, content=item.content, source_id="S1"),),
    )
    [source] = Resolver().resolve(Page.of(text), [item], hint).sources
    assert (source.name, source.mentions) == ("", ())


def test_nothing_found_has_no_sources() -> None:
    found = Resolver().resolve(Page.of("لا خبر"), [], silent())
    assert (found.sources, found.source_ids) == ((), ())


def _labelled(kind: str | None) -> Article:
    sources = (
        Source("S1", type=kind, mentions=(span(STORY, "بلدية واحة رمان"),)),
        Source("S2", type=kind, mentions=(span(STORY, "المهندس رافع المرهوني"),)),
    )
    ids = ("S1", "S1", "S2", "S2", "S2")
    items = tuple(
        Attribution(a.id, a.cue, a.source, a.content, source_id=i)
        for a, i in zip(_story(), ids, strict=True)
    )
    return article(STORY, items, sources)


def test_corpora_without_source_identity_teach_nothing() -> None:
    learned = Resolver.fitted([Page.of(STORY)], [_labelled(None)], [silent()])
    assert learned.to_json() == Resolver.fitted([], [], []).to_json()
    other = Resolver.fitted([Page.of(STORY)], [_labelled("official")], [silent()])
    assert other.to_json() != learned.to_json()


def test_resolver_written_and_read_answers_the_same() -> None:
    page = Page.of(STORY)
    learned = Resolver.fitted([page], [_labelled("official")], [silent()])
    again = Resolver.from_json(json.loads(json.dumps(learned.to_json())))
    assert again.to_json() == learned.to_json()
    assert again.resolve(page, _story(), silent()) == learned.resolve(page, _story(), silent())


@pytest.mark.parametrize("damaged", [None, {}, {"naming": {}, "antecedents": {}}])
def test_damaged_resolver_is_refused(damaged: object) -> None:
    with pytest.raises(DataError, match="damaged"):
        Resolver.from_json(damaged)

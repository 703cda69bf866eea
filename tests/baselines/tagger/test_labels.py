import json

import pytest

from musnad.baselines.tagger.acts import Acts
from musnad.baselines.tagger.kinds import Kinds
from musnad.baselines.tagger.labels import Labels
from musnad.baselines.tagger.page import Page
from musnad.baselines.tagger.wording import Wording
from musnad.dataset import Article, Attribution, Prediction, Source, Span
from musnad.errors import DataError

from .building import article, silent, span


@pytest.mark.parametrize(
    ("cue", "act"),
    [
        ("وقالت", "state"),
        ("ونفى", "deny"),
        ("متوقعا", "predict"),
        ("داعيا", "urge"),
        ("النداءات", "urge"),
        ("للاعتراض", "judge"),
        ("وصفوه", "judge"),
        ("denied", "deny"),
        ("كذا", "state"),
    ],
)
def test_act_by_rule_is_that_of_the_cue(cue: str, act: str) -> None:
    text = f"الأهالي {cue} أن الطريق مغلق"
    item = Attribution("a1", cue=span(text, cue), content=span(text, "أن الطريق مغلق"))
    assert Acts().of(Page.of(text), [item], ()) == [act]


def test_act_by_rule_prefers_what_the_rules_found_for_the_same_cue() -> None:
    text = "قال إنه يطالب بفتح الطريق"
    item = Attribution("a1", cue=span(text, "قال"), content=span(text, "إنه يطالب بفتح الطريق"))
    hint = Attribution("a7", cue=span(text, "قال"), act="urge")
    assert Acts().of(Page.of(text), [item], [hint]) == ["urge"]


def _said(cue: str, act: str, style: str, content: str) -> Article:
    text = f"{cue} الوزير {content}"
    item = Attribution("a1", cue=span(text, cue), content=span(text, content), act=act, style=style)
    return article(text, (item,))


def test_trained_acts_follow_the_examples_and_keep_the_rules() -> None:
    articles = [_said("هلل", "judge", "indirect", f"لفتح الطريق {n}") for n in range(6)]
    pages = [Page.of(one.text) for one in articles]
    acts = Acts.fitted(pages, articles, [()] * len(articles))
    assert acts.of(pages[0], articles[0].attributions, ()) == ["judge"]
    denial = _said("نفى", "deny", "indirect", "فتح الطريق")
    assert acts.of(Page.of(denial.text), denial.attributions, ()) == ["deny"]


@pytest.mark.parametrize(
    ("content", "style"),
    [
        ("أن الطريق مغلق منذ أمس", "indirect"),
        ("«الطريق مغلق منذ أمس»", "direct"),
        ("أن «الطريق مغلق منذ أمس»", "direct"),
        ("أن الطريق «مغلق منذ أول أمس» تماما", "mixed"),
        ("أن فريق «واحة رمان» فاز", "indirect"),
        ("المشاركة تحت عنوان «لا للعنف ونعم للبناء» غدا", "indirect"),
    ],
)
def test_style_by_rule_reads_the_marks(content: str, style: str) -> None:
    text = f"قال الوزير {content}."
    page = Page.of(text)
    assert Wording().of(page, [span(text, content)]) == [style]


def test_empty_content_is_indirect() -> None:
    assert Wording().of(Page.of("لم يرد «المكتب»"), [Span()]) == ["indirect"]


def test_trained_wording_takes_short_quotations_after_a_known_word() -> None:
    articles = [_said("قال", "state", "mixed", f"إنهم بدوا «كاذبين» مرة {n}") for n in range(20)]
    pages = [Page.of(one.text) for one in articles]
    wording = Wording.fitted(pages, articles)
    text = "أضاف أنهم بدوا «واثقين» أمس"
    assert wording.of(Page.of(text), [span(text, "أنهم بدوا «واثقين» أمس")]) == ["mixed"]


@pytest.mark.parametrize(
    ("name", "kind", "named"),
    [
        ("وزارة النقل", "official", True),
        ("حزب النخيل", "political", True),
        ("شهود عيان", "witness", False),
        ("اللواء سالم المرواني الخبير الإستراتيجي", "expert", True),
        ("تقرير وزارة الصحة", "official", True),
        ("مصادر في حزب النخيل", "political", False),
        ("Idris Tammour, a trader", "witness", True),
        ("زيد", "unknown", True),
    ],
)
def test_kind_by_rule_is_that_of_the_words(name: str, kind: str, named: bool) -> None:
    page = Page.of(f"{name}: الطريق مغلق")
    source = Source("S1", name, mentions=(span(page.text, name),))
    assert Kinds().of(page, [source]) == [(kind, named)]


def test_source_without_mentions_is_unknown() -> None:
    assert Kinds().of(Page.of("ذُكر أن الطريق مغلق"), [Source("S1")]) == [("unknown", False)]


def _corpus() -> tuple[list[Page], list[Article], list[Prediction]]:
    text = "قالت المقصورة إن «الطريق مغلق منذ أمس». ونفى الوزير ذلك."
    source = Source("S1", "المقصورة", "media", True, mentions=(span(text, "المقصورة"),))
    items = (
        Attribution(
            "a1",
            cue=span(text, "قالت"),
            source=span(text, "المقصورة"),
            content=span(text, "إن «الطريق مغلق منذ أمس"),
            source_id="S1",
            act="state",
            style="direct",
        ),
    )
    one = article(text, items, (source,))
    return [Page.of(text)], [one], [silent()]


def test_labels_learn_what_a_corpus_labels() -> None:
    pages, articles, hints = _corpus()
    labels = Labels.fitted(pages, articles, hints)
    [item] = labels.of_attributions(pages[0], articles[0].attributions, hints[0])
    [source] = labels.of_sources(pages[0], articles[0].sources)
    assert (item.act, item.style) == ("state", "direct")
    assert (source.type, source.named) == ("media", True)


def test_labels_without_training_labels_go_by_the_rules() -> None:
    text = "نفت وزارة النقل ذلك"
    bare = article(text, (Attribution("a1", cue=span(text, "نفت"), content=span(text, "ذلك")),))
    page = Page.of(text)
    labels = Labels.fitted([page], [bare], [silent()])
    assert set(labels.to_json().values()) == {None}
    [item] = labels.of_attributions(page, bare.attributions, silent())
    assert (item.act, item.style) == ("deny", "indirect")


def test_labels_written_and_read_answer_the_same() -> None:
    pages, articles, hints = _corpus()
    labels = Labels.fitted(pages, articles, hints)
    again = Labels.from_json(json.loads(json.dumps(labels.to_json())))
    assert again.to_json() == labels.to_json()


@pytest.mark.parametrize("damaged", [None, {}, {"act": 1, "wording": 1, "type": 1, "named": 1}])
def test_damaged_labels_are_refused(damaged: object) -> None:
    with pytest.raises(DataError, match="damaged"):
        Labels.from_json(damaged)

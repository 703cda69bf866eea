"""What holds for every registered baseline, whatever it does."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from musnad.baselines import BASELINES, Baseline
from musnad.dataset import Article, Attribution, Claim, Prediction, Sentence, Source, Span, sha256
from musnad.dataset.io import Line, to_json
from musnad.dataset.text import sentences
from musnad.dataset.validation import check_line
from musnad.errors import DataError

SENTENCE = "قالت {} إن السيول جرفت {} جسور"
BODIES = ("بلدية واحة رمان", "وزارة النقل", "نقابة المعلمين", "هيئة الأرصاد")
COUNTS = ("ثلاثة", "أربعة", "خمسة", "ستة")

TEXTS = {
    "a word": "خبر",
    "punctuation": "… «» !؟ ،؛ \n\n ():- \"'",
    "white space": " \n\t\u00a0\n",
    "unclosed quotation": "عنوان\n\nقال الوزير: «الطريق مغلق. وأضاف أن الجسر سليم",
    "stray closing marks": "عنوان\n\nقال الوزير»: إن الطريق مغلق» ثم».",
    "diacritics and tatweel": "عُنْوان\n\nوَقـــالَ الوَزيرُ إنَّ الطَّريقَ مُغلَق.",
    "direction marks": "عنوان\n\n\u200fقال\u200f الوزير\u200f ،\u200f إن الطريق مغلق.",
    "English": "Headline\n\n“We left,” said Idris Tammour. He added that “it rained”.",
    "two languages": "عنوان Title\n\nقال Idris Tammour إن the road مغلق.",
    "neither language": "标题\n\n市长说：“道路已经关闭。” Мэр сказал, что дорога закрыта.",
    "a cue alone": "قال",
    "cues without end": "قال قالت وأضاف مؤكدا إن أن وفقا بحسب قال: said says that " * 20,
    "digits": "123 456\n789",
    "nested quotations": "عنوان\n\nقال: «قال لي: \"سنعود 'غدا' حتما\"».",
    "emoji and joiners": "عنوان 👩‍🚒\n\nقالت المديرة 👩‍🚒 إن الطريق مغلق.",
}


def _article(text: str, *, name: str = "t", **labels: object) -> Article:
    return Article(
        id=name,
        event=name,
        outlet=None,
        language="ar",
        date=None,
        title=None,
        text=text,
        text_sha256=sha256(text),
        sentences=tuple(Sentence(start, end) for start, end in sentences(text)),
        **labels,  # type: ignore[arg-type]  # the labels differ from article to article
    )


def _labelled(number: int) -> Article:
    """A two-line article whose second line is one attribution that holds one claim."""
    body, count = BODIES[number % 4], COUNTS[number // 4 % 4]
    text = "السيول تجرف جسورا\n\n" + SENTENCE.format(body, count) + "."
    source = (text.index(body), text.index(body) + len(body))
    claim = (text.index("السيول جرفت"), len(text) - 1)
    cue = text.index("قالت")
    attribution = Attribution(
        id="a1",
        cue=Span.of(text, (cue, cue + 4)),
        source=Span.of(text, source),
        content=Span.of(text, (claim[0] - 3, claim[1])),
        source_id="S1",
        style="indirect",
        act="state",
    )
    entry = Source("S1", body, "official", True, mentions=(Span.of(text, source),))
    said = Claim("c1", Span.of(text, claim), checkable=True, attribution="a1")
    return _article(
        text, name=f"t{number}", sources=(entry,), attributions=(attribution,), claims=(said,)
    )


@cache
def trained(name: str) -> Baseline:
    return BASELINES[name]().fit([_labelled(number) for number in range(16)])


# `transformer` needs an encoder and an extra; it has tests of its own.
@pytest.fixture(params=sorted(set(BASELINES) - {"transformer"}))
def baseline(request: pytest.FixtureRequest) -> Baseline:
    return trained(request.param)


def test_it_is_called_as_it_is_registered(baseline: Baseline) -> None:
    assert baseline.name in BASELINES


def test_every_article_is_answered_once_in_order(baseline: Baseline) -> None:
    articles = [_labelled(number) for number in (3, 1, 2)]
    assert [item.id for item in baseline.predict(articles)] == ["t3", "t1", "t2"]


def test_no_article_needs_no_answer(baseline: Baseline) -> None:
    assert baseline.predict([]) == []


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_a_prediction_is_valid(baseline: Baseline, text: str) -> None:
    [prediction] = baseline.predict([_article(text)])
    line = Line(1, to_json(prediction, "predicted"))
    row = check_line(line, Prediction, "predicted", "predictions", {}, {"t": text})
    assert [str(problem) for problem in row.problems] == []


def test_the_labels_of_an_article_are_not_looked_at(baseline: Baseline) -> None:
    labelled = _labelled(0)
    bare = _article(labelled.text, name=labelled.id)
    assert baseline.predict([labelled]) == baseline.predict([bare])


def test_the_neighbours_of_an_article_change_nothing(baseline: Baseline) -> None:
    articles = [_article(text, name=name) for name, text in TEXTS.items()]
    together = {item.id: item for item in baseline.predict(articles)}
    alone = {article.id: baseline.predict([article])[0] for article in reversed(articles)}
    assert together == alone


def test_a_saved_model_answers_as_before(baseline: Baseline, tmp_path: Path) -> None:
    articles = [_article(text, name=name) for name, text in TEXTS.items()]
    baseline.save(tmp_path)
    assert type(baseline).load(tmp_path).predict(articles) == baseline.predict(articles)


def test_an_empty_folder_holds_no_model(baseline: Baseline, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="not a model file"):
        type(baseline).load(tmp_path)


def test_a_model_of_another_baseline_is_refused(baseline: Baseline, tmp_path: Path) -> None:
    baseline.save(tmp_path)
    path = tmp_path / "model.json"
    path.write_text(path.read_text(encoding="utf-8").replace(baseline.name, "another"), "utf-8")
    with pytest.raises(DataError, match="holds a model of baseline 'another'"):
        type(baseline).load(tmp_path)

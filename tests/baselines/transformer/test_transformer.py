"""The whole baseline on tiny encoders: train, predict, save, load."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import musnad
from musnad.baselines.tagger.page import Page
from musnad.baselines.transformer import Settings, Transformer
from musnad.dataset import Article, Prediction
from musnad.dataset.io import Line, to_json
from musnad.dataset.validation import check_line

pytest.importorskip("torch", reason="musnad[transformers] is not installed")
pytest.importorskip("transformers", reason="musnad[transformers] is not installed")

# scikit-learn wonders about a dozen articles with nearly as many types of source.
pytestmark = pytest.mark.filterwarnings("ignore:The number of unique classes")

QUICK = Settings(epochs=20, rate=3e-3, batch=4, window=40, stride=8)
SENTENCE = "وقالت وزارة النقل إن السيول جرفت ثلاثة جسور. "

TEXTS = {
    "empty": "",
    "a word": "خبر",
    "punctuation": "… «» !؟ ،؛ \n\n ():- \"'",
    "white space": " \n\t\u00a0\n",
    "unseen by word pieces": "\u200f\u200e\u200f",
    "unclosed quotation": "عنوان\n\nقالت الوزارة: «الطريق مغلق. وأضاف أن الجسر سليم",
    "diacritics and tatweel": "عُنْوان\n\nقـــالَت بلدية واحة رمان إنَّ الطَّريقَ مُغلَق.",
    "mixed direction": "عنوان Title\n\n\u200fقالت Idris Tammour\u200f إن the road مغلق.",
    "neither language": "标题\n\n市长说：“道路已经关闭。” Мэр сказал, что дорога закрыта.",
    "emoji and joiners": "عنوان 👩‍🚒\n\nقالت هيئة الأرصاد 👩‍🚒 إن الطريق مغلق.",
    "5,000 words": "عنوان\n\n" + SENTENCE * 570,
}

LOADED = """
import json, sys
from musnad.baselines.transformer import Transformer
from musnad.dataset.io import to_json
sys.path.insert(0, sys.argv[2])
from conftest import unlabelled
texts = json.loads(sys.stdin.read())
system = Transformer.load(sys.argv[1])
rows = [to_json(p, "predicted") for p in system.predict([unlabelled(t) for t in texts])]
print(json.dumps(rows, sort_keys=True))
"""


@pytest.fixture(scope="module")
def trained(bert: str, labelled: Callable[[int], Article]) -> Transformer:
    articles = [labelled(number) for number in range(12)]
    return Transformer(bert, QUICK, device="cpu", report=lambda message: None).fit(articles)


def problems(prediction: Prediction, text: str) -> list[str]:
    line = Line(1, to_json(prediction, "predicted"))
    row = check_line(line, Prediction, "predicted", "predictions", {}, {"t": text})
    return [str(problem) for problem in row.problems]


def test_what_it_learned_it_finds_in_sentences_it_has_not_seen(
    trained: Transformer, labelled: Callable[[int], Article]
) -> None:
    article = labelled(13)
    [prediction] = trained.predict([article])
    assert prediction.attributions is not None and prediction.claims is not None
    found = [
        (item.cue.cut(article.text), item.source.cut(article.text), item.content.cut(article.text))
        for item in prediction.attributions
    ]
    assert found == [("وأضافت", "وزارة النقل", "إن السيول جرفت ستة جسور")]
    assert prediction.sources is not None
    assert [source.name for source in prediction.sources] == ["وزارة النقل"]
    assert [item.source_id for item in prediction.attributions] == [prediction.sources[0].id]
    claims = [claim.span.cut(article.text) for claim in prediction.claims]
    assert claims == ["السيول جرفت ستة جسور"]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_a_prediction_is_valid(
    trained: Transformer, unlabelled: Callable[[str], Article], text: str
) -> None:
    [prediction] = trained.predict([unlabelled(text)])
    assert problems(prediction, text) == []


def test_a_long_article_is_read_to_its_end(
    trained: Transformer, unlabelled: Callable[[str], Article]
) -> None:
    text = TEXTS["5,000 words"]
    assert len(Page.of(text)) > 5000
    [prediction] = trained.predict([unlabelled(text)])
    assert prediction.attributions is not None
    starts = {start for item in prediction.attributions for start, _ in item.content.bounds}
    assert len(starts) > 500
    assert max(starts) > len(text) - len(SENTENCE)


def test_the_labels_and_neighbours_of_an_article_change_nothing(
    trained: Transformer, labelled: Callable[[int], Article], unlabelled: Callable[..., Article]
) -> None:
    article = labelled(5)
    bare = unlabelled(article.text, article.id)
    [alone] = trained.predict([bare])
    assert trained.predict([labelled(1), article, labelled(2)])[1] == alone


def test_a_saved_model_answers_the_same_in_a_new_process(
    trained: Transformer, unlabelled: Callable[[str], Article], tmp_path: Path
) -> None:
    texts = [text for name, text in TEXTS.items() if name != "5,000 words"]
    texts += [SENTENCE * 9]
    trained.save(tmp_path)
    run = subprocess.run(
        [sys.executable, "-c", LOADED, str(tmp_path), str(Path(__file__).parent)],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "OMP_NUM_THREADS": "1", "HF_HUB_OFFLINE": "1"},
    )
    here = trained.predict([unlabelled(text) for text in texts])
    rows = [to_json(prediction, "predicted") for prediction in here]
    assert run.stdout == json.dumps(rows, sort_keys=True) + "\n"


def test_the_same_seed_trains_the_same_model(
    bert: str, labelled: Callable[[int], Article], tmp_path: Path
) -> None:
    settings = replace(QUICK, epochs=2)
    hashes = []
    for name in ("one", "two"):
        system = Transformer(bert, settings, device="cpu", report=lambda message: None)
        system.fit([labelled(number) for number in range(4)]).save(tmp_path / name)
        model = json.loads((tmp_path / name / "model.json").read_text(encoding="utf-8"))
        hashes.append(model["parameters"]["files"])
    assert hashes[0] == hashes[1]


def test_one_article_is_enough_to_train(bert: str, labelled: Callable[[int], Article]) -> None:
    said: list[str] = []
    settings = replace(QUICK, epochs=1)
    system = Transformer(bert, settings, device="cpu", report=said.append).fit([labelled(0)])
    assert [item.id for item in system.predict([labelled(1)])] == ["t1"]
    assert said[0] == "all 1 articles"


def test_articles_without_words_or_labels_do_no_harm(
    bert: str, labelled: Callable[[int], Article], unlabelled: Callable[[str], Article]
) -> None:
    settings = replace(QUICK, epochs=1)
    system = Transformer(bert, settings, device="cpu", report=lambda message: None)
    taught = replace(labelled(0), claims=())
    system.fit([unlabelled(""), unlabelled("…"), taught, unlabelled("خبر عاجل من واحة رمان")])
    [prediction] = system.predict([unlabelled(SENTENCE)])
    assert problems(prediction, SENTENCE) == []
    assert prediction.claims is None


def test_a_few_steps_on_the_embedded_articles_give_valid_predictions(roberta: str) -> None:
    articles = list(musnad.load("musnad-starter/train"))[:4]
    settings = Settings(epochs=1, rate=1e-3, batch=16, folds=1)
    said: list[str] = []
    system = Transformer(roberta, settings, device="cpu", report=said.append).fit(articles)
    for article, prediction in zip(articles, system.predict(articles), strict=True):
        assert problems(replace(prediction, id="t"), article.text) == []
    assert said[0] == "all 4 articles"

import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

import musnad
from musnad.baselines.tagger.settings import Settings
from musnad.baselines.tagger.tagger import EMBEDDED, Tagger
from musnad.dataset import Article, Prediction
from musnad.errors import DataError, UsageError

from .building import article


@cache
def taught() -> tuple[Article, ...]:
    return tuple(musnad.load("musnad-starter/train"))[:6]


@cache
def tagger() -> Tagger:
    return Tagger(Settings(iterations=15)).fit(taught())


def test_it_finds_again_most_of_what_it_was_taught() -> None:
    found = tagger().predict(taught())
    cues = {(a.id, c.cue.bounds) for a in taught() for c in a.attributions if c.cue}
    again = {(p.id, c.cue.bounds) for p in found for c in p.attributions or () if c.cue}
    assert len(cues & again) > 0.6 * len(cues)


def test_every_attribution_has_a_source_entry() -> None:
    for prediction in tagger().predict(taught()):
        entries = {source.id for source in prediction.sources or ()}
        assert {item.source_id for item in prediction.attributions or ()} <= entries


def test_labels_of_articles_are_not_read() -> None:
    first = taught()[0]
    bare = replace(first, attributions=(), sources=(), claims=())
    assert tagger().predict([bare]) == tagger().predict([first])


@pytest.mark.parametrize(
    "text", ["", " \n", "…،«»!", "Der Minister sagte, es sei gut.", "قال John إن OK ‏\u200e."]
)
def test_strange_texts_are_answered(text: str) -> None:
    [found] = tagger().predict([article(text)])
    assert isinstance(found, Prediction)


def test_a_loaded_model_answers_the_same_in_a_new_process(tmp_path: Path) -> None:
    tagger().save(tmp_path)
    assert Tagger.load(tmp_path).predict(taught()[:2]) == tagger().predict(taught()[:2])
    code = (
        "import sys, musnad; from musnad.baselines.tagger.tagger import Tagger\n"
        "articles = list(musnad.load('musnad-starter/train'))[:2]\n"
        "sys.stdout.buffer.write(repr(Tagger.load(sys.argv[1]).predict(articles)).encode())"
    )
    command = [sys.executable, "-X", "utf8", "-c", code, str(tmp_path)]
    answer = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    assert answer == repr(tagger().predict(taught()[:2]))


def test_a_model_is_the_same_however_often_it_is_trained(tmp_path: Path) -> None:
    settings = Settings(iterations=5)
    for name in ("one", "two"):
        Tagger(settings).fit(taught()[:3]).save(tmp_path / name)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_damaged_settings_are_refused(tmp_path: Path) -> None:
    tagger().save(tmp_path)
    path = tmp_path / "model.json"
    path.write_text(path.read_text("utf-8").replace('"pair": 0', '"pear": 0'), "utf-8")
    with pytest.raises(DataError, match="settings of the model are damaged"):
        Tagger.load(tmp_path)


def test_articles_without_attributions_teach_nothing() -> None:
    with pytest.raises(UsageError, match="nothing to learn from"):
        Tagger().fit([article("قال الوزير")])


@pytest.mark.skipif(EMBEDDED.is_dir(), reason="a model is embedded")
def test_an_untrained_tagger_says_so() -> None:
    with pytest.raises(UsageError, match="is not trained"):
        Tagger().predict([])

"""Shorthand for the tests of the rules: predict a text, show attributions as words."""

from __future__ import annotations

from musnad.baselines import Cues
from musnad.dataset import Article, Prediction, sha256


def article(text: str, language: str = "ar") -> Article:
    return Article(
        id="t",
        event=None,
        outlet=None,
        language=language,
        date=None,
        title=None,
        text=text,
        text_sha256=sha256(text),
    )


def predict(text: str, language: str = "ar") -> Prediction:
    [prediction] = Cues().predict([article(text, language)])
    return prediction


def rows(text: str, language: str = "ar") -> list[tuple[str, str, str]]:
    """The cue, source and content of each attribution of a text, fragments joined by ` … `."""
    return [
        (item.cue.cut(text), item.source.cut(text), item.content.cut(text))
        for item in predict(text, language).attributions or ()
    ]


def speaker(text: str, at: int) -> str:
    """The first mention of the entry that the attribution at a position points to."""
    prediction = predict(text)
    assert prediction.attributions and prediction.sources is not None
    wanted = prediction.attributions[at].source_id
    [source] = [entry for entry in prediction.sources if entry.id == wanted]
    return source.mentions[0].cut(text) if source.mentions else ""

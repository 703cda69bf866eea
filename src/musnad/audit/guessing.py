"""Guessing: can a simple model tell what it must not know from words alone?

Every model is trained on all events but one and guesses that one, in turn, so that nothing it has
read of an event helps it. Figures and the names of sources are masked where they would.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from musnad.dataset import Article, Pair
from musnad.dataset.asserting import Said, said

FIGURE = re.compile(r"[0-9٠-٩۰-۹]+(?:[.,٫٬][0-9٠-٩۰-۹]+)*")
RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Example:
    """One thing to guess: its words, the right answer, the event it belongs to."""

    words: str
    answer: str
    event: str


def verdicts(articles: Sequence[Article]) -> list[Example]:
    """Claims that are supported or refuted, with cue and source words but no name of a source."""
    return [
        Example(_without_names(item), str(item.claim.verdict), str(item.article.event))
        for article in articles
        for item in said(article)
        if item.claim.verdict in ("supported", "refuted")
    ]


def _without_names(item: Said) -> str:
    text = item.article.text
    parts = [item.claim.span.cut(text)]
    if item.attribution is not None:
        parts += [item.attribution.cue.cut(text), item.attribution.source.cut(text)]
    words = " ".join(parts)
    for source in item.article.sources:
        for name in sorted({span.cut(text) for span in source.mentions}, key=len, reverse=True):
            words = words.replace(name, f" {source.type} ")
    return words


def agreements(pairs: Sequence[Pair]) -> list[Example]:
    """Pairs that agree or contradict, their figures masked."""
    return [
        Example(FIGURE.sub("#", f"{pair.a_text} || {pair.b_text}"), pair.label, str(pair.event))
        for pair in pairs
        if pair.label in ("agree", "contradict")
    ]


def guessed(examples: Sequence[Example]) -> list[tuple[Example, str, float]]:
    """Each example with the answer and the score that a model of the other events gives it.

    The score is the model's probability of the first answer in order; TF-IDF of words and pairs
    of words, logistic regression with balanced classes.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    found = []
    for event in sorted({example.event for example in examples}):
        known = [example for example in examples if example.event != event]
        held = [example for example in examples if example.event == event]
        if len({example.answer for example in known}) < 2:
            continue
        model = make_pipeline(
            TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
            LogisticRegression(class_weight="balanced", max_iter=1000),
        )
        model.fit([example.words for example in known], [example.answer for example in known])
        scores = model.predict_proba([example.words for example in held])[:, 0]
        answers = model.predict([example.words for example in held])
        found += list(zip(held, map(str, answers), map(float, scores), strict=True))
    return found


def auroc(found: Sequence[tuple[Example, str, float]], seed: int) -> tuple[float, float, float]:
    """The AUROC of the scores with a 95 % interval over events; NaN where one answer occurs."""
    import numpy
    from sklearn.metrics import roc_auc_score

    from musnad.eval.resampling import resample_counts

    first = min(example.answer for example, _, _ in found)
    events = sorted({example.event for example, _, _ in found})
    truth = numpy.array([example.answer == first for example, _, _ in found])
    scores = numpy.array([score for _, _, score in found])
    places = numpy.array([events.index(example.event) for example, _, _ in found])

    def value(weights: numpy.ndarray) -> float:
        if not (weights[truth].sum() and weights[~truth].sum()):
            return float("nan")
        return float(roc_auc_score(truth, scores, sample_weight=weights))

    draws = resample_counts(len(events), RESAMPLES, seed)
    values = numpy.array([value(draw[places]) for draw in draws])
    low, high = numpy.nanpercentile(values, [2.5, 97.5])
    return value(numpy.ones(len(found))), float(low), float(high)


def told_apart(ours: Sequence[str], theirs: Sequence[str], seed: int) -> float:
    """The accuracy with which a model tells two sets of texts apart (five folds, equal numbers)."""
    import numpy
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedKFold, cross_val_score
    from sklearn.pipeline import make_pipeline

    texts = [*ours, *theirs]
    labels = numpy.array([0] * len(ours) + [1] * len(theirs))
    model = make_pipeline(
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True),
        LogisticRegression(class_weight="balanced", max_iter=1000),
    )
    folds = StratifiedKFold(5, shuffle=True, random_state=seed)
    scores = cross_val_score(model, texts, labels, cv=folds, scoring="balanced_accuracy")
    return float(scores.mean())

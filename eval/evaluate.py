"""Evaluation: from a corpus and predictions to a report, on the one path there is.

articles → canonical labels → comparison → counts per article → sums per cluster → scores
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

import numpy

from musnad.dataset import Article, Corpus, Layer, Prediction
from musnad.dataset.packaging.features import from_hf
from musnad.errors import UsageError

from .canonical import Labels, canonical
from .pairing import Comparison
from .predictions import Predictions, match
from .report import Report, Score
from .resampling import interval, resample_all
from .signature import Signature, configuration, scorer_version
from .statistics import METRICS, Family, Metric, Table, exact_sum

Gold: TypeAlias = Corpus | Iterable[Mapping[str, Any]]

RESAMPLES = 2000
SEED = 12345
MOST_RESAMPLES = 100_000


def evaluate(
    corpus: Gold,
    predictions: Predictions,
    *,
    metrics: Sequence[str] | None = None,
    allow_missing: bool = False,
    resamples: int = RESAMPLES,
    seed: int = SEED,
    on_article: Callable[[], None] = lambda: None,
) -> Report:
    """Score predictions against the gold labels of a corpus.

    Args:
        corpus: gold articles: a corpus, a `datasets` split, or rows of the articles table.
        predictions: a file, or records in any order.
        metrics: names from the registry; all of them by default.
        allow_missing: score articles without prediction as empty and stamp the signature.
        resamples: bootstrap resamples of event clusters, at most 100,000; 0 for no intervals.
        seed: of the resampling.
        on_article: called after each article, for progress.

    Returns:
        A report with a score for every metric; `None` values come with a reason.

    Raises:
        DataError: the predictions do not fit the corpus.
        UsageError: an unknown metric, a corpus without articles, or an argument that is none.
    """
    _refuse_what_is_no_choice(corpus, metrics, resamples, seed)
    corpus = corpus if isinstance(corpus, Corpus) else from_hf(corpus)
    if not len(corpus):
        raise UsageError(f"{corpus.name} has no articles; there is nothing to score")
    chosen = [METRICS[name] for name in metrics or METRICS]
    matched = match(corpus, predictions, allow_missing=allow_missing)
    reasons = {
        metric.name: reason
        for metric in chosen
        if (reason := _reason(metric, corpus, matched.answered))
    }
    families = {metric.family for metric in chosen if metric.name not in reasons}
    tallies = _Tallies(families, corpus.layers)
    # Which resample draws which event depends on their order; ids give one no file can change.
    pairs = sorted(zip(corpus, matched.predictions, strict=True), key=lambda pair: pair[0].id)
    for article, prediction in pairs:
        tallies.add(article, prediction)
        on_article()
    sums = tallies.sums()
    resampled = resample_all(sums, tallies.clusters, resamples, seed) if resamples else {}
    base = _signature(corpus, resamples=resamples, seed=seed, missing=len(matched.missing))
    used = {name for metric in chosen if metric.name not in reasons for name in metric.answers}
    scores = {}
    for metric in chosen:
        signature = replace(base, metric=metric.name)
        if metric.name in reasons:
            score = Score(metric.name, None, None, reasons[metric.name], signature)
        else:
            score = _score(metric, sums[metric.family], resampled.get(metric.family), signature)
        scores[metric.name] = score
    return Report(
        corpus=corpus.name,
        articles=len(corpus),
        clusters=tallies.clusters,
        unit=base.unit,
        resamples=resamples,
        scores=scores,
        missing=matched.missing,
        collapsed=tallies.collapsed,
        partial={
            label: share
            for label, share in matched.shares.items()
            if label in used and share.is_partial
        },
    )


def _refuse_what_is_no_choice(
    corpus: object, metrics: object, resamples: object, seed: object
) -> None:
    """What the types forbid but Python lets through: names for things, other kinds of numbers."""
    if isinstance(corpus, (str, Path)):
        raise UsageError(
            f"corpus is {str(corpus)!r}, a name; give what it names: musnad.load({str(corpus)!r})"
        )
    if isinstance(metrics, str):
        raise UsageError(f"metrics is {metrics!r}; give a list of names, such as [{metrics!r}]")
    for name, value in (("resamples", resamples), ("seed", seed)):
        if type(value) is not int or value < 0:
            raise UsageError(f"{name} is {value!r}; expected a whole number from 0")
    assert type(resamples) is int
    if resamples > MOST_RESAMPLES:
        raise UsageError(f"resamples is {resamples}; at most {MOST_RESAMPLES} are drawn")


class _Tallies:
    """Sufficient statistics of every family, article by article, kept by event."""

    def __init__(self, families: Collection[Family], layers: Collection[Layer]) -> None:
        self._families = families
        self._layers = layers
        self._events: dict[str, list[dict[Family, Table]]] = {}
        self.collapsed = {"gold": 0, "predicted": 0}

    @property
    def clusters(self) -> int:
        return len(self._events)

    def add(self, article: Article, prediction: Prediction) -> None:
        """Count one article into its event (an article without event is its own)."""
        gold = canonical(article, article, self._layers)
        predicted = canonical(prediction, article, self._layers)
        self.collapsed["gold"] += duplicates(gold)
        self.collapsed["predicted"] += duplicates(predicted)
        comparison = Comparison(gold, predicted)
        key = f"event {article.event}" if article.event is not None else f"article {article.id}"
        self._events.setdefault(key, []).append(
            {
                family: numpy.array([counts.row for counts in family.tally(comparison)])
                for family in self._families
            }
        )

    def sums(self) -> dict[Family, Table]:
        """By family: an array `(event, key, COLUMNS)`."""
        return {
            family: numpy.stack(
                [
                    exact_sum(numpy.stack([tables[family] for tables in articles]))
                    for articles in self._events.values()
                ]
            )
            for family in self._families
        }


def duplicates(labels: Labels) -> int:
    """How many spans of one article repeat an equal span of the same layer."""
    layers = [[*labels.claims]]
    for role in ("cue", "source", "content"):
        layers.append([span for item in labels.attributions if (span := getattr(item, role))])
    return sum(len(spans) - len(set(spans)) for spans in layers)


def _reason(metric: Metric, corpus: Corpus, answered: frozenset[str]) -> str | None:
    """Why a metric cannot be scored, if so."""
    unlabelled = [layer for layer in metric.needs if layer not in corpus.layers]
    if unlabelled:
        return f"{corpus.manifest.name} does not label {', '.join(unlabelled)}"
    unanswered = [layer for layer in metric.answers if layer not in answered]
    if unanswered:
        return f"the predictions do not answer {', '.join(unanswered)}"
    return None


def _signature(corpus: Corpus, *, resamples: int, seed: int, missing: int) -> Signature:
    """What the scores of one evaluation share."""
    return Signature(
        metric="",
        data=f"{corpus.name}@{corpus.manifest.version}#{corpus.digest[:8]}",
        lang="+".join(corpus.languages),
        n=len(corpus),
        unit="article" if all(article.event is None for article in corpus) else "event",
        ci=f"pct{resamples}" if resamples else "none",
        rs=seed,
        miss=missing,
        cfg=configuration({"layers": sorted(corpus.layers)}),
        v=scorer_version(),
    )


def _score(metric: Metric, sums: Table, resampled: Table | None, signature: Signature) -> Score:
    total = exact_sum(sums)
    value = float(metric.value(total[numpy.newaxis])[0])
    if numpy.isnan(value):
        return Score(metric.name, None, None, metric.undefined, signature)
    found = interval(metric.value(resampled), len(sums)) if resampled is not None else None
    return Score(metric.name, value, found, None, signature, metric.left_out(total))

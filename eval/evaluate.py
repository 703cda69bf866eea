"""Evaluation: from a corpus and predictions to a report, on the one path there is.

articles → canonical labels → comparison → counts per article → sums per cluster → scores
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import astuple, replace

import numpy
from musnad.dataset import Article, Corpus, Prediction

from musnad.errors import UsageError

from .canonical import Labels, canonical
from .pairing import Comparison
from .predictions import Predictions, match
from .report import Report, Score
from .resampling import interval, resample_counts
from .signature import Signature, configuration, scorer_version
from .statistics import METRICS, Family, Metric, Table

RESAMPLES = 2000
SEED = 12345


def evaluate(
    corpus: Corpus,
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
        corpus: gold articles.
        predictions: a file, or records in any order.
        metrics: names from the registry; all of them by default.
        allow_missing: score articles without prediction as empty and stamp the signature.
        resamples: bootstrap resamples of event clusters; 0 for no intervals.
        seed: of the resampling.
        on_article: called after each article, for progress.

    Returns:
        A report with a score for every metric; `None` values come with a reason.

    Raises:
        DataError: the predictions do not fit the corpus.
        UsageError: an unknown metric, or a corpus without articles.
    """
    if not len(corpus):
        raise UsageError(f"{corpus.name} has no articles; there is nothing to score")
    chosen = [METRICS[name] for name in metrics or METRICS]
    matched = match(corpus, predictions, allow_missing=allow_missing)
    reasons = {
        metric.name: reason
        for metric in chosen
        if (reason := _reason(metric.family, corpus, matched.answered))
    }
    # Sums of floats depend on their order in the last digit; ids give one no file can change.
    pairs = sorted(zip(corpus, matched.predictions, strict=True), key=lambda pair: pair[0].id)
    families = tuple({id(m.family): m.family for m in chosen if m.name not in reasons}.values())
    tallies = _Tallies(families, corpus)
    for article, prediction in pairs:
        tallies.add(article, prediction)
        on_article()
    sums = tallies.sums()
    counts = resample_counts(tallies.clusters, resamples, seed) if resamples else None
    base = Signature(
        metric="",
        data=f"{corpus.name}@{corpus.manifest.version}#{corpus.digest[:8]}",
        lang="+".join(corpus.languages),
        n=len(corpus),
        unit="event",
        ci=f"pct{resamples}" if resamples else "none",
        rs=seed,
        miss=len(matched.missing),
        cfg=configuration({"layers": sorted(corpus.layers)}),
        v=scorer_version(),
    )
    scores = {}
    for metric in chosen:
        signature = replace(base, metric=metric.name)
        if metric.name in reasons:
            scores[metric.name] = Score(metric.name, None, None, reasons[metric.name], signature)
        else:
            scores[metric.name] = _score(metric, sums[id(metric.family)], counts, signature)
    return Report(
        corpus=corpus.name,
        articles=len(corpus),
        clusters=tallies.clusters,
        scores=scores,
        missing=matched.missing,
        collapsed=tallies.collapsed,
    )


class _Tallies:
    """Sufficient statistics of every family: one row an event, filled article by article."""

    def __init__(self, families: Sequence[Family], corpus: Corpus) -> None:
        self._families = families
        self._layers = corpus.layers
        self._rows: dict[int, list[Table]] = {id(family): [] for family in families}
        self._cluster_of: dict[str, int] = {}
        self.collapsed = {"gold": 0, "predicted": 0}

    @property
    def clusters(self) -> int:
        return len(self._cluster_of)

    def add(self, article: Article, prediction: Prediction) -> None:
        """Count one article into its event (an article without event is its own)."""
        key = f"event {article.event}" if article.event is not None else f"article {article.id}"
        row = self._cluster_of.setdefault(key, len(self._cluster_of))
        gold = canonical(article, article, self._layers)
        predicted = canonical(prediction, article, self._layers)
        self.collapsed["gold"] += duplicates(gold)
        self.collapsed["predicted"] += duplicates(predicted)
        comparison = Comparison(gold, predicted)
        for family in self._families:
            counts = numpy.array([astuple(item) for item in family.tally(comparison)], dtype=float)
            rows = self._rows[id(family)]
            if row == len(rows):
                rows.append(counts)
            else:
                rows[row] = rows[row] + counts

    def sums(self) -> dict[int, Table]:
        """By family: an array `(cluster, key, COLUMNS)`."""
        return {key: numpy.stack(rows) for key, rows in self._rows.items()}


def duplicates(labels: Labels) -> int:
    """How many spans of one article repeat an equal span of the same layer."""
    layers = [[claim.span for claim in labels.claims]]
    for role in ("cue", "source", "content"):
        layers.append([span for item in labels.attributions if (span := getattr(item, role))])
    return sum(len(spans) - len(set(spans)) for spans in layers)


def _reason(family: Family, corpus: Corpus, answered: frozenset[str]) -> str | None:
    """Why a family cannot be scored, if so."""
    unlabelled = [layer for layer in family.needs if layer not in corpus.layers]
    if unlabelled:
        return f"{corpus.manifest.name} does not label {', '.join(unlabelled)}"
    unanswered = [layer for layer in family.answers if layer not in answered]
    if unanswered:
        return f"the predictions do not answer {', '.join(unanswered)}"
    return None


def _score(metric: Metric, sums: Table, counts: Table | None, signature: Signature) -> Score:
    value = float(metric.value(sums.sum(axis=0)[numpy.newaxis])[0])
    if numpy.isnan(value):
        reason = "nothing to find and nothing found"
        return Score(metric.name, None, None, reason, signature)
    found = interval(metric, sums, counts) if counts is not None else None
    return Score(metric.name, value, found, None, signature)

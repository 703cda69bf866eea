"""Evaluation: from a corpus and predictions to a report, on the one path there is.

articles → canonical labels → comparison → counts per article → sums per cluster → scores
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy

from musnad.errors import UsageError

from .measuring import Gold, Measurement
from .predictions import Predictions
from .report import Report, Score
from .resampling import interval, resampled
from .signature import Signature
from .statistics import Metric, Table
from .sums import Sums
from .tasks.answers import Rows
from .tasks.submission import measure_submission

RESAMPLES = 2000
SEED = 12345
MOST_RESAMPLES = 100_000


def evaluate(
    corpus: Gold,
    predictions: Predictions | None = None,
    *,
    pairs: Rows | None = None,
    reliability: Rows | None = None,
    ratings: Rows | None = None,
    metrics: Sequence[str] | None = None,
    allow_missing: bool = False,
    resamples: int = RESAMPLES,
    seed: int = SEED,
    on_article: Callable[[], None] = lambda: None,
) -> Report:
    """Score predictions against the gold labels of a corpus.

    Args:
        corpus: gold articles: a corpus, a `datasets` split, or rows of the articles table; tasks
            beside articles need a corpus that was loaded with its tables.
        predictions: of articles, a file, or records in any order.
        pairs: likewise, rows `{id, label, p}`.
        reliability: likewise, rows `{entity, p}`.
        ratings: likewise, rows of the ratings table.
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
    refuse_what_is_no_choice(corpus, metrics, resamples, seed)
    measured = measure_submission(
        corpus,
        predictions,
        pairs=pairs,
        reliability=reliability,
        ratings=ratings,
        metrics=metrics,
        allow_missing=allow_missing,
        on_article=on_article,
    )
    return report_on(measured, resamples=resamples, seed=seed)


def report_on(measured: Measurement, *, resamples: int, seed: int) -> Report:
    """The scores of a measurement, with intervals from so many resamples (0: none)."""
    ci = f"pct{resamples}" if resamples else "none"
    scored = measured.scored
    draws = resampled(scored, measured.sums, resamples, seed) if resamples else {}
    known = [metric for metric in scored if metric.family in measured.ceiling]
    best = resampled(known, measured.ceiling, resamples, seed) if resamples and known else {}
    scores, ceiling = {}, {}
    for metric in measured.metrics:
        signature = replace(measured.signature_of(metric), ci=ci, rs=seed, metric=metric.name)
        if metric in known:
            sums, drawn = measured.ceiling[metric.family], best.get(metric.name)
            ceiling[metric.name] = _score(metric, sums, drawn, signature)
        reason = measured.reasons.get(metric.name)
        if reason is not None:
            scores[metric.name] = Score(metric.name, None, None, reason, signature)
        else:
            sums, drawn = measured.sums[metric.family], draws.get(metric.name)
            scores[metric.name] = _score(metric, sums, drawn, signature)
    return Report(
        corpus=measured.corpus.name,
        articles=len(measured.corpus),
        clusters=len(measured.clusters),
        unit=measured.signature.unit,
        resamples=resamples,
        scores=scores,
        missing=measured.missing,
        collapsed=measured.collapsed,
        partial=measured.partial,
        ceiling=ceiling,
        facts=measured.facts,
        remarks=measured.notes,
    )


def _score(metric: Metric, sums: Sums, drawn: Table | None, signature: Signature) -> Score:
    total = sums.total()
    value = float(metric.value(total[numpy.newaxis], sums.keys)[0])
    if numpy.isnan(value):
        return Score(metric.name, None, None, metric.undefined, signature)
    found = interval(drawn, len(sums)) if drawn is not None else None
    return Score(metric.name, value, found, None, signature, metric.left_out(total))


def refuse_what_is_no_choice(
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

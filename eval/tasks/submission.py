"""Everything one system answers about a corpus, measured: articles and the tasks beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from musnad.dataset import Corpus
from musnad.dataset.packaging.features import from_hf
from musnad.errors import UsageError

from ..measuring import Gold, Measurement, measure, nothing_measured
from ..predictions import Predictions
from ..signature import configuration
from .answers import Rows
from .measured import Measured
from .pairs import measure_pairs
from .ratings import measure_ratings
from .reliability import measure_reliability


def measure_submission(
    corpus: Gold,
    predictions: Predictions | None = None,
    *,
    pairs: Rows | None = None,
    reliability: Rows | None = None,
    ratings: Rows | None = None,
    metrics: Sequence[str] | None = None,
    allow_missing: bool = False,
    on_article: Callable[[], None] = lambda: None,
) -> Measurement:
    """Count what a system got right in all tasks that it answers.

    Args:
        corpus: gold articles, as for `measure`; the other tasks need a corpus that was loaded
            with its tables.
        predictions: of articles, a file or records.
        pairs: rows `{id, label, p}`, a file or records.
        reliability: rows `{entity, p}`, a file or records.
        ratings: rows of the ratings table, a file or records.
        metrics: names from the registry; all of them by default.
        allow_missing: score articles without prediction as empty and stamp the signature.
        on_article: called after each article, for progress.

    Raises:
        DataError: answers that do not fit the corpus.
        UsageError: an unknown metric, a task whose table the corpus does not have, or no answers.
    """
    given = {"pairs": pairs, "reliability": reliability, "ratings": ratings}
    if predictions is None and all(rows is None for rows in given.values()):
        raise UsageError(f"nothing to score; give predictions, {', '.join(given)}")
    corpus = corpus if isinstance(corpus, Corpus) else from_hf(corpus)
    measured = (
        nothing_measured(corpus, metrics)
        if predictions is None
        else measure(
            corpus,
            predictions,
            metrics=metrics,
            allow_missing=allow_missing,
            on_article=on_article,
        )
    )
    if pairs is not None:
        measured = with_task(measured, measure_pairs(corpus, pairs))
    if reliability is not None:
        measured = with_task(measured, measure_reliability(corpus, reliability))
    if ratings is not None:
        measured = with_task(measured, measure_ratings(corpus, ratings))
    return measured


def with_task(measured: Measurement, task: Measured) -> Measurement:
    """A measurement with the counts of one task more."""
    own = [metric for metric in measured.metrics if metric.family.task == task.task]
    names = {metric.name for metric in own}
    families = {metric.family for metric in own if metric.name not in task.reasons}
    kept = {name: reason for name, reason in measured.reasons.items() if name not in names}
    reasons = {name: reason for name, reason in task.reasons.items() if name in names}
    manifest = measured.corpus.manifest
    signature = replace(
        measured.signature,
        data=f"{measured.corpus.name}@{manifest.version}#{task.digest[:8]}",
        n=task.items,
        unit=task.unit,
        miss=0,
        cfg=configuration({"task": task.task, **task.options}),
    )
    return replace(
        measured,
        reasons=kept | reasons,
        sums={**measured.sums, **{key: task.sums[key] for key in task.sums if key in families}},
        signatures={**measured.signatures, task.task: signature},
        ceiling={
            **measured.ceiling,
            **{key: task.ceiling[key] for key in task.ceiling if key in families},
        },
        facts={**measured.facts, **(task.facts if own else {})},
        notes=(*measured.notes, *(task.notes if own else ())),
    )

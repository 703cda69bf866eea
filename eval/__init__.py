"""How Musnad measures: canonical labels, matching, metrics, intervals, signatures, reports."""

from . import metrics, tasks
from .evaluate import RESAMPLES, SEED, evaluate
from .predictions import Matched, Predictions, match
from .report import HEADLINES, Report, Score, same_scale
from .statistics import METRICS, Counts, Metric

__all__ = [
    "HEADLINES",
    "METRICS",
    "RESAMPLES",
    "SEED",
    "Counts",
    "Matched",
    "Metric",
    "Predictions",
    "Report",
    "Score",
    "evaluate",
    "match",
    "metrics",
    "same_scale",
    "tasks",
]

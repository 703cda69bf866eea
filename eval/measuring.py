"""Measuring: what a system got right, as counts of every event, before any quotient.

Evaluation, comparison of systems and breakdowns all start from a `Measurement`.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import numpy

from musnad.dataset import Article, Corpus, Layer, Prediction
from musnad.dataset.corpora.filed import FileCorpus
from musnad.dataset.packaging.features import from_hf
from musnad.errors import UsageError

from .canonical import Coordinates, Labels
from .pairing import Comparison
from .predictions import Matched, Predictions, Share, is_file, match
from .side_by_side import SideBySide
from .signature import Signature, configuration, scorer_version
from .statistics import COLUMNS, METRICS, NOT_GIVEN, Family, Metric, Pool, Task
from .sums import Sums, added, exact_sum

Gold: TypeAlias = Corpus | Iterable[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Measurement:
    """The counts of one system on one corpus.

    `metrics` are those asked for, `reasons` say why some of them cannot be scored; `sums` hold the
    counts of the others by family, one row for each of `clusters`; `signature` is that of every
    score, without metric and interval. Tasks beside articles have clusters of their own and
    `signatures`; `ceiling` are the counts of who knows as much as can be known, `facts` numbers
    beside the metrics, `notes` what a reader must know of these tasks.
    """

    corpus: Corpus
    metrics: tuple[Metric, ...]
    reasons: Mapping[str, str]
    sums: Mapping[Family | Pool, Sums]
    clusters: tuple[str, ...]
    signature: Signature
    missing: tuple[str, ...]
    collapsed: Mapping[str, int]
    partial: Mapping[str, Share]
    signatures: Mapping[Task, Signature] = field(default_factory=dict)
    ceiling: Mapping[Family | Pool, Sums] = field(default_factory=dict)
    facts: Mapping[str, float] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def scored(self) -> list[Metric]:
        """The metrics that the corpus labels and the predictions answer."""
        return [metric for metric in self.metrics if metric.name not in self.reasons]

    def signature_of(self, metric: Metric) -> Signature:
        """The signature of a metric's score, without its name and interval."""
        return self.signatures.get(metric.family.task, self.signature)


def measure(
    corpus: Gold,
    predictions: Predictions,
    *,
    metrics: Sequence[str] | None = None,
    allow_missing: bool = False,
    on_article: Callable[[], None] = lambda: None,
) -> Measurement:
    """Count what predictions got right, event by event.

    Args:
        corpus: gold articles: a corpus, a `datasets` split, or rows of the articles table.
        predictions: a file, or records in any order.
        metrics: names from the registry; all of them by default.
        allow_missing: score articles without prediction as empty and stamp the signature.
        on_article: called after each article, for progress.

    Raises:
        DataError: the predictions do not fit the corpus.
        UsageError: an unknown metric, or a corpus without articles.
    """
    if isinstance(corpus, FileCorpus) and is_file(predictions):
        beside = SideBySide(corpus, Path(predictions), allow_missing=allow_missing)
        return _measure_beside(corpus, beside, metrics, on_article)
    prepared = prepare(corpus, predictions, metrics, allow_missing=allow_missing)
    tallies = prepared.tallies()
    for article, prediction in prepared.in_order():
        tallies.add(article, prediction)
        on_article()
    return prepared.measured(tallies)


def _measure_beside(
    corpus: FileCorpus,
    beside: SideBySide,
    metrics: Sequence[str] | None,
    on_article: Callable[[], None],
) -> Measurement:
    """Count articles as they come by; what the predictions answer is known after the last one."""
    _refuse_empty(corpus)
    chosen = tuple(METRICS[name] for name in metrics or METRICS)
    everything = frozenset(layer for metric in chosen for layer in metric.answers)
    labelled = _reasons(chosen, corpus, everything)
    tallies = Prepared(corpus, Matched((), (), everything, {}), chosen, labelled).tallies()
    first: dict[str, str] = {}
    for article, prediction in beside:
        tallies.add(article, prediction)
        cluster = cluster_of(article)
        first[cluster] = min(first.get(cluster, article.id), article.id)
        on_article()
    tallies.arrange(sorted(first, key=first.__getitem__))
    matched = beside.matched()
    reasons = _reasons(chosen, corpus, matched.answered)
    return Prepared(corpus, matched, chosen, reasons).measured(tallies)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A corpus with predictions that fit it, and the metrics that can be scored on both."""

    corpus: Corpus
    matched: Matched
    metrics: tuple[Metric, ...]
    reasons: Mapping[str, str]

    @property
    def scored(self) -> list[Metric]:
        """The metrics that the corpus labels and the predictions answer."""
        return [metric for metric in self.metrics if metric.name not in self.reasons]

    def in_order(self) -> list[tuple[Article, Prediction]]:
        """Articles with their predictions, in order of article ids.

        Which resample draws which event depends on their order; ids give one no file can change.
        """
        pairs = zip(self.corpus, self.matched.predictions, strict=True)
        return sorted(pairs, key=lambda pair: pair[0].id)

    def tallies(self) -> Tallies:
        """Empty counts of all families that are needed."""
        return Tallies(
            [*dict.fromkeys(metric.family for metric in self.scored)], self.corpus.layers
        )

    def measured(self, tallies: Tallies) -> Measurement:
        """The measurement that counts of all articles make."""
        used = {name for metric in self.scored for name in metric.answers}
        families = {metric.family for metric in self.scored}
        sums = tallies.sums()
        return Measurement(
            corpus=self.corpus,
            metrics=self.metrics,
            reasons=self.reasons,
            sums={family: table for family, table in sums.items() if family in families},
            clusters=tuple(tallies.clusters),
            signature=_signature(self.corpus, missing=len(self.matched.missing)),
            missing=self.matched.missing,
            collapsed=tallies.collapsed,
            partial={
                label: share
                for label, share in self.matched.shares.items()
                if label in used and share.is_partial
            },
        )


def prepare(
    corpus: Gold,
    predictions: Predictions,
    metrics: Sequence[str] | None = None,
    *,
    allow_missing: bool = False,
) -> Prepared:
    """Read predictions beside their corpus and say what can be scored; arguments of `measure`."""
    corpus = corpus if isinstance(corpus, Corpus) else from_hf(corpus)
    _refuse_empty(corpus)
    chosen = tuple(METRICS[name] for name in metrics or METRICS)
    matched = match(corpus, predictions, allow_missing=allow_missing)
    return Prepared(corpus, matched, chosen, _reasons(chosen, corpus, matched.answered))


def _refuse_empty(corpus: Corpus) -> None:
    if not len(corpus):
        raise UsageError(f"{corpus.name} has no articles; there is nothing to score")


def _reasons(metrics: Sequence[Metric], corpus: Corpus, answered: frozenset[str]) -> dict[str, str]:
    """Why some metrics cannot be scored, by name."""
    found = ((metric.name, _reason(metric, corpus, answered)) for metric in metrics)
    return {name: reason for name, reason in found if reason}


def nothing_measured(corpus: Corpus, metrics: Sequence[str] | None = None) -> Measurement:
    """The measurement of a system that answers no article, to which tasks can be added."""
    chosen = tuple(METRICS[name] for name in metrics or METRICS)
    return Measurement(
        corpus=corpus,
        metrics=chosen,
        reasons={metric.name: NOT_GIVEN[metric.family.task] for metric in chosen},
        sums={},
        clusters=(),
        signature=_signature(corpus, missing=0),
        missing=(),
        collapsed={"gold": 0, "predicted": 0},
        partial={},
    )


def cluster_of(article: Article) -> str:
    """The event that an article reports; an article without event is its own."""
    return f"event {article.event}" if article.event is not None else f"article {article.id}"


def compared(article: Article, prediction: Prediction, layers: Collection[Layer]) -> Comparison:
    """Gold and predicted labels of one article beside each other."""
    coordinates = Coordinates(article)
    return Comparison(coordinates.labels(article, layers), coordinates.labels(prediction, layers))


class Tallies:
    """Counts of every family, article by article, kept by cluster.

    The fixed families of an article lie side by side in one row of numbers.
    """

    def __init__(self, families: Collection[Family | Pool], layers: Collection[Layer]) -> None:
        self._fixed = [family for family in families if isinstance(family, Family)]
        self._pools = [family for family in families if isinstance(family, Pool)]
        self._layers = layers
        self._rows: dict[str, list[array[float]]] = {}
        self._pooled: dict[str, list[Sequence[Mapping[Any, Any]]]] = {}
        self.collapsed = {"gold": 0, "predicted": 0}

    @property
    def clusters(self) -> list[str]:
        """The clusters met so far, in order."""
        return [*self._rows]

    def add(self, article: Article, prediction: Prediction) -> None:
        """Count one article into its cluster."""
        comparison = compared(article, prediction, self._layers)
        self.collapsed["gold"] += duplicates(comparison.gold)
        self.collapsed["predicted"] += duplicates(comparison.predicted)
        self.count(cluster_of(article), comparison)

    def count(self, cluster: str, comparison: Comparison) -> None:
        """Count one comparison into a cluster."""
        self.put(cluster, self.row(comparison), [pool.tally(comparison) for pool in self._pools])

    def row(self, comparison: Comparison) -> list[float]:
        """The counts of all fixed families, one after the other."""
        return [
            number
            for family in self._fixed
            for counts in family.tally(comparison)
            for number in counts
        ]

    def put(
        self, cluster: str, row: Sequence[float], pooled: Sequence[Mapping[Any, Any]] = ()
    ) -> None:
        """Add numbers that were counted elsewhere: all fixed families in turn, then the pools."""
        self._rows.setdefault(cluster, []).append(array("d", row))
        self._pooled.setdefault(cluster, []).append(pooled)

    def arrange(self, clusters: Sequence[str]) -> None:
        """Put the clusters in an order."""
        self._rows = {cluster: self._rows[cluster] for cluster in clusters}
        self._pooled = {cluster: self._pooled[cluster] for cluster in clusters}

    def sums(self) -> dict[Family | Pool, Sums]:
        """The counts by family, one row a cluster."""
        table = numpy.stack(
            [
                numpy.array(rows[0]) if len(rows) == 1 else exact_sum(numpy.array(rows))
                for rows in self._rows.values()
            ]
        )
        found: dict[Family | Pool, Sums] = {}
        start = 0
        for family in self._fixed:
            end = start + len(family.keys) * len(COLUMNS)
            found[family] = Sums(family.keys, table[:, start:end])
            start = end
        for at, pool in enumerate(self._pools):
            found[pool] = Sums.pooled(
                [added([mappings[at] for mappings in part]) for part in self._pooled.values()]
            )
        return found


def duplicates(labels: Labels) -> int:
    """How many spans of one article repeat an equal span of the same layer."""
    layers = [[claim.span for claim in labels.claims]]
    for role in ("cue", "source", "content"):
        layers.append([span for item in labels.attributions if (span := getattr(item, role))])
    return sum(len(spans) - len(set(spans)) for spans in layers)


def _reason(metric: Metric, corpus: Corpus, answered: frozenset[str]) -> str | None:
    """Why a metric cannot be scored, if so."""
    if metric.family.task != "articles":
        return NOT_GIVEN[metric.family.task]
    unlabelled = [layer for layer in metric.needs if layer not in corpus.layers]
    if unlabelled:
        return f"{corpus.manifest.name} does not label {', '.join(unlabelled)}"
    unanswered = [layer for layer in metric.answers if layer not in answered]
    if unanswered:
        return f"the predictions do not answer {', '.join(unanswered)}"
    return None


def _signature(corpus: Corpus, *, missing: int) -> Signature:
    """What the scores of one measurement share."""
    return Signature(
        metric="",
        data=f"{corpus.name}@{corpus.manifest.version}#{corpus.digest[:8]}",
        lang="+".join(corpus.languages),
        n=len(corpus),
        unit="article" if all(article.event is None for article in corpus) else "event",
        ci="none",
        rs=0,
        miss=missing,
        cfg=configuration({"layers": sorted(corpus.layers)}),
        v=scorer_version(),
    )

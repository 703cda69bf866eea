"""Measuring: what a system got right, as counts of every event, before any quotient.

Evaluation, comparison of systems and breakdowns all start from a `Measurement`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import numpy

from musnad.dataset import Article, Corpus, Layer, Prediction
from musnad.dataset.corpora.filed import FileCorpus
from musnad.dataset.packaging.features import from_hf
from musnad.dataset.pausing import collector_paused
from musnad.errors import UsageError

from .block import Block
from .predictions import Matched, Predictions, Share, is_file, match
from .side_by_side import SideBySide
from .signature import Signature, configuration, scorer_version
from .statistics import COLUMNS, METRICS, NOT_GIVEN, Family, Metric, Pool, Table, Task
from .sums import Sums, added, exact_sums

# How much a block of articles holds, as `_load` counts it.
FULL = 1 << 22

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
    with collector_paused():
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
    with collector_paused():
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


class Tallies:
    """Counts of every family, article by article, kept by cluster.

    Articles wait until there are enough of them for a block. The fixed families of an article lie
    side by side in one row of numbers.
    """

    def __init__(self, families: Collection[Family | Pool], layers: Collection[Layer]) -> None:
        self._fixed = [family for family in families if isinstance(family, Family)]
        self._pools = [family for family in families if isinstance(family, Pool)]
        self._layers = layers
        self._waiting: list[tuple[Article, Prediction]] = []
        self._load = 0
        self._order: dict[str, int] = {}
        self._places: list[int] = []
        self._tables: list[Table] = []
        self._pooled: list[Sequence[Mapping[Any, Any]]] = []
        self._collapsed = {"gold": 0, "predicted": 0}

    @property
    def clusters(self) -> list[str]:
        """The clusters met so far, in order."""
        return [*self._order]

    @property
    def collapsed(self) -> dict[str, int]:
        """How many spans of either side repeat an equal span of the same article and layer."""
        self._flush()
        return self._collapsed

    def add(self, article: Article, prediction: Prediction) -> None:
        """Count one article into its cluster."""
        self._meet(cluster_of(article))
        self._waiting.append((article, prediction))
        self._load += _load(article, prediction)
        if self._load > FULL:
            self._flush()

    def count(self, clusters: Sequence[str], block: Block | Sequence[Any]) -> None:
        """Count a block of comparisons, each into its cluster."""
        self.put(clusters, self.table(block), self.pooled(block))

    def table(self, block: Block | Sequence[Any]) -> Table:
        """The counts of all fixed families, a row for each comparison."""
        tables = [family.count(block).reshape(len(block), -1) for family in self._fixed]
        return numpy.concatenate(tables, axis=1) if tables else numpy.zeros((len(block), 0))

    def pooled(self, block: Block | Sequence[Any]) -> list[Sequence[Mapping[Any, Any]]]:
        """The counts of all pools, for each comparison."""
        if not self._pools:
            return [()] * len(block)
        return [[pool.tally(one) for pool in self._pools] for one in block]

    def put(
        self,
        clusters: Sequence[str],
        table: Table,
        pooled: Sequence[Sequence[Mapping[Any, Any]]],
    ) -> None:
        """Add counts of comparisons, each to its cluster."""
        self._flush()
        for cluster in clusters:
            self._meet(cluster)
        self._keep(table, pooled)

    def arrange(self, clusters: Sequence[str]) -> None:
        """Put the clusters in an order."""
        self._flush()
        met = self.clusters
        self._order = {cluster: at for at, cluster in enumerate(clusters)}
        self._places = [self._order[met[place]] for place in self._places]

    def sums(self) -> dict[Family | Pool, Sums]:
        """The counts by family, one row a cluster."""
        self._flush()
        order = numpy.argsort(self._places, kind="stable")
        ordered = numpy.array(self._places)[order]
        starts = numpy.flatnonzero(numpy.append(True, ordered[1:] > ordered[:-1])).tolist()
        found: dict[Family | Pool, Sums] = {}
        start = 0
        for family in self._fixed:
            end = start + len(family.keys) * len(COLUMNS)
            columns = numpy.concatenate([table[:, start:end] for table in self._tables])
            found[family] = Sums(family.keys, exact_sums(columns[order], starts))
            start = end
        parts = [[self._pooled[at] for at in part] for part in numpy.split(order, starts[1:])]
        for at, pool in enumerate(self._pools):
            found[pool] = Sums.pooled([added([one[at] for one in part]) for part in parts])
        return found

    def _meet(self, cluster: str) -> None:
        self._places.append(self._order.setdefault(cluster, len(self._order)))

    def _flush(self) -> None:
        """Count the articles that wait."""
        if self._waiting:
            block = Block.between(self._waiting, self._layers)
            self._waiting, self._load = [], 0
            self._keep(self.table(block), self.pooled(block))
            gold, predicted = block.repeated()
            self._collapsed["gold"] += gold
            self._collapsed["predicted"] += predicted

    def _keep(self, table: Table, pooled: Sequence[Sequence[Mapping[Any, Any]]]) -> None:
        self._tables.append(table)
        self._pooled += pooled


def _load(article: Article, prediction: Prediction) -> int:
    """How much of a block an article fills: by its text, its labels, and the pairs they make."""
    gold = len(article.attributions) + len(article.claims)
    predicted = len(prediction.attributions or ()) + len(prediction.claims or ())
    return len(article.text) + 64 * (gold + predicted) + 4 * gold * predicted


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

"""Breakdowns: the same metrics on parts of a corpus, by what articles or attributions are.

By a property of articles, a part is those articles. By a property of attributions, recall takes
the gold attributions of the part against all predicted ones, precision the predicted ones of the
part against all gold ones: as `wsw_null` and `wsw_overt` are defined (metrics.md 4).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy

from musnad.dataset import Article, Corpus, Layer, Prediction
from musnad.errors import UsageError
from musnad.registry import Registry

from .block import Block, compared
from .canonical import Labels, Roles
from .evaluate import RESAMPLES, SEED, refuse_what_is_no_choice, report_on
from .measuring import Gold, Measurement, Prepared, cluster_of, prepare
from .metrics.clusters import ALIGNED, EXACT
from .pairing import Comparison
from .predictions import Predictions
from .report import Report
from .signature import configuration
from .statistics import COLUMNS, Metric, Table

# How many comparisons are counted at once.
BLOCK = 256
# Clusterings are of a whole article.
WHOLE = (EXACT, ALIGNED)
METRICS_SHOWN = ("wsw_p", "wsw_r", "wsw_f1", "content_soft_f1", "cue_role_f1", "source_role_f1")


@dataclass(frozen=True, slots=True)
class Property:
    """What corpora are broken down by, of articles or of attributions; `needs` is its layer.

    Each function returns the values that a thing has, none if the property does not apply.
    """

    description: str
    of_article: Callable[[Article], Iterable[str]] | None = None
    of_attribution: Callable[[Roles], Iterable[str]] | None = None
    needs: tuple[Layer, ...] = ()


PROPERTIES: Registry[Property] = Registry("property")


def _present(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


for _name, _property in {
    "language": Property("language of the article", lambda article: (article.language,)),
    "outlet": Property("outlet of the article", lambda article: _present(article.outlet)),
    "event": Property("event that is reported", lambda article: _present(article.event)),
    "notes": Property("notes on the article", lambda article: article.notes or ("none",)),
    "style": Property("style", None, lambda item: _present(item.style), ("style",)),
    "act": Property("act", None, lambda item: _present(item.act), ("act",)),
    "type": Property("type of the source", None, lambda item: _present(item.type), ("type",)),
    "slot": Property("source slot: span, null, unknown", None, lambda item: (item.slot,)),
    "distance": Property(
        "source near (in a sentence of the content) or far",
        None,
        lambda item: _present(item.distance),
        ("sentences",),
    ),
    "nesting": Property(
        "nested in another attribution or not",
        None,
        lambda item: ("nested" if item.nested else "outer",),
        ("nesting",),
    ),
    "continuity": Property(
        "content in one piece or discontinuous",
        None,
        lambda item: (
            ("discontinuous" if len(item.content) > 1 else "continuous",) if item.content else ()
        ),
    ),
}.items():
    PROPERTIES.register(_name)(_property)


@dataclass(frozen=True, slots=True)
class Part:
    """One value of the property: how many gold items have it, and the scores on them."""

    value: str
    items: int
    report: Report


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A corpus by one property; `unit` is what `items` counts, articles or attributions."""

    by: str
    unit: str
    parts: tuple[Part, ...]

    def to_json(self) -> dict[str, Any]:
        """The breakdown as a JSON object."""
        return {
            "by": self.by,
            "unit": self.unit,
            "parts": [
                {
                    "value": part.value,
                    "items": part.items,
                    "scores": {name: score.to_json() for name, score in part.report.items()},
                }
                for part in self.parts
            ],
        }

    def to_text(self) -> str:
        """A plain table, one value a line, one metric a column."""
        names = list(self.parts[0].report) if self.parts else []
        width = max([len(self.by), *(len(part.value) for part in self.parts)])
        head = "  ".join(f"{name:>{max(len(name), 18)}}" for name in names)
        lines = [f"  {self.by:<{width}}  {self.unit:>12}  {head}"]
        for part in self.parts:
            cells = [
                f"{f'{score.shown} {score.shown_interval}':>{max(len(name), 18)}}"
                for name, score in part.report.items()
            ]
            lines.append(f"  {part.value:<{width}}  {part.items:>12}  {'  '.join(cells)}")
        return "\n".join(lines)

    def to_markdown(self) -> str:
        """The same as a Markdown table."""
        names = list(self.parts[0].report) if self.parts else []
        lines = [f"| {self.by} | {self.unit} | {' | '.join(f'`{name}`' for name in names)} |"]
        lines.append(f"| --- |{' ---: |' * (len(names) + 1)}")
        for part in self.parts:
            cells = [
                f"{score.shown} ({score.shown_interval})" if score.interval else score.shown
                for score in part.report.values()
            ]
            lines.append(f"| {part.value} | {part.items} | {' | '.join(cells)} |")
        return "\n".join(lines)


def break_down(
    corpus: Gold,
    predictions: Predictions,
    by: str,
    *,
    metrics: Sequence[str] | None = None,
    allow_missing: bool = False,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Breakdown:
    """Score predictions on each part of a corpus.

    Args:
        corpus: as for `evaluate`.
        predictions: likewise.
        by: a name in `PROPERTIES`, such as `style` or `outlet`.
        metrics: who said what and the roles by default; by a property of attributions only
            metrics over attributions.
        allow_missing: score articles without a prediction as empty.
        resamples: of the intervals; 0 for none.
        seed: of the resamples.

    Raises:
        DataError: the predictions do not fit the corpus.
        UsageError: an unknown property or metric, one that the corpus does not label, or a
            metric that has no such parts.
    """
    refuse_what_is_no_choice(corpus, metrics, resamples, seed)
    chosen = PROPERTIES[by]
    prepared = prepare(corpus, predictions, metrics or METRICS_SHOWN, allow_missing=allow_missing)
    unlabelled = [layer for layer in chosen.needs if layer not in prepared.corpus.layers]
    if unlabelled:
        raise UsageError(
            f"{prepared.corpus.name} cannot be broken down by {by}: it does not label "
            f"{', '.join(unlabelled)}"
        )
    if chosen.of_article is not None:
        parts = _by_article(prepared, chosen.of_article)
        unit = "articles"
    else:
        assert chosen.of_attribution is not None
        _refuse_metrics(prepared.metrics, by)
        parts = _by_attribution(prepared, chosen.of_attribution)
        unit = "attributions"
    return Breakdown(
        by,
        unit,
        tuple(
            Part(
                value,
                items,
                report_on(_stamped(measured, by, value), resamples=resamples, seed=seed),
            )
            for value, items, measured in parts
        ),
    )


def _by_article(
    prepared: Prepared, values: Callable[[Article], Iterable[str]]
) -> list[tuple[str, int, Measurement]]:
    pairs: dict[str, list[tuple[Article, Prediction]]] = {}
    for article, prediction in prepared.in_order():
        for value in values(article):
            pairs.setdefault(value, []).append((article, prediction))
    found = []
    for value in sorted(pairs):
        tallies = prepared.tallies()
        for article, prediction in pairs[value]:
            tallies.add(article, prediction)
        measured = prepared.measured(tallies)
        articles = [article for article, _ in pairs[value]]
        part = Corpus(prepared.corpus.manifest, prepared.corpus.split, articles)
        signature = replace(measured.signature, n=len(articles))
        found.append((value, len(articles), replace(measured, corpus=part, signature=signature)))
    return found


def _by_attribution(
    prepared: Prepared, values: Callable[[Roles], Iterable[str]]
) -> list[tuple[str, int, Measurement]]:
    pairs = prepared.in_order()
    clusters = [cluster_of(article) for article, _ in pairs]
    layers = prepared.corpus.layers
    comparisons = [compared(article, prediction, layers) for article, prediction in pairs]
    counts = Counter(
        value
        for comparison in comparisons
        for item in comparison.gold.attributions
        for value in values(item)
    )
    found = []
    for value in sorted(counts):
        tallies = prepared.tallies()
        for start in range(0, len(pairs), BLOCK):
            part = comparisons[start : start + BLOCK]
            recalled = [Comparison(_only(c.gold, values, value), c.predicted) for c in part]
            precise = [Comparison(c.gold, _only(c.predicted, values, value)) for c in part]
            table = _both(tallies.table(Block.of(recalled)), tallies.table(Block.of(precise)))
            tallies.put(clusters[start : start + BLOCK], table, [()] * len(part))
        found.append((value, counts[value], prepared.measured(tallies)))
    return found


def _only(labels: Labels, values: Callable[[Roles], Iterable[str]], value: str) -> Labels:
    kept = tuple(item for item in labels.attributions if value in values(item))
    return replace(labels, attributions=kept)


def _both(recalled: Table, precise: Table) -> Table:
    """Wanted from the restricted gold side, found from the restricted predicted side."""
    is_found = numpy.arange(recalled.shape[1]) % len(COLUMNS) < COLUMNS.index("wanted_hits")
    return numpy.where(is_found, precise, recalled)


def _refuse_metrics(metrics: Sequence[Metric], by: str) -> None:
    for metric in metrics:
        if metric.family in WHOLE or "attributions" not in metric.family.needs:
            raise UsageError(
                f"{metric.name} has no parts by {by}, which is a property of attributions; "
                f"choose among {', '.join(METRICS_SHOWN)} and other metrics over attributions"
            )


def _stamped(measured: Measurement, by: str, value: str) -> Measurement:
    options = {"layers": sorted(measured.corpus.layers), "part": f"{by}={value}"}
    signature = replace(measured.signature, cfg=configuration(options))
    return replace(measured, signature=signature)

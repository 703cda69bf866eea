"""What measuring one task beside articles gives: counts by cluster, and what to say about them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from musnad.dataset import to_json
from musnad.dataset.corpora.corpus import digest_of
from musnad.dataset.io import dumps

from ..measuring import Tallies
from ..statistics import METRICS, Family, Metric, Pool, Task
from ..sums import Sums


@dataclass(frozen=True, slots=True)
class Measured:
    """The counts of one system in one task.

    `sums` have one row for each of `clusters`, which are of the kind `unit`; `items` is how many
    things were scored, `answered` for how many of them the system gave an answer. `ceiling` are
    the counts of who knows as much as can be known, `facts` numbers beside the metrics, `digest`
    and `options` what the signature says of the gold rows and the choices made.
    """

    task: Task
    reasons: Mapping[str, str]
    sums: Mapping[Family | Pool, Sums]
    clusters: tuple[str, ...]
    unit: str
    items: int
    answered: int
    digest: str
    options: Mapping[str, Any] = field(default_factory=dict)
    ceiling: Mapping[Family | Pool, Sums] = field(default_factory=dict)
    facts: Mapping[str, float] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def metrics_of(task: Task) -> list[Metric]:
    """The registered metrics of a task."""
    return [METRICS[name] for name in METRICS if METRICS[name].family.task == task]


def families_of(task: Task) -> list[Family | Pool]:
    """What the metrics of a task count."""
    return [*dict.fromkeys(metric.family for metric in metrics_of(task))]


def counted(
    families: Collection[Family | Pool], items: Iterable[tuple[str, Any]]
) -> tuple[dict[Family | Pool, Sums], tuple[str, ...]]:
    """The counts of some families over items, each with its cluster, in order of clusters."""
    tallies = Tallies(families, ())
    ordered = sorted(items, key=lambda pair: pair[0])
    if ordered:
        tallies.count([cluster for cluster, _ in ordered], [item for _, item in ordered])
    return (tallies.sums() if tallies.clusters else {}), tuple(tallies.clusters)


def digest(records: Sequence[Any]) -> str:
    """SHA-256 over gold rows, whatever their order."""
    return digest_of(hashlib.sha256(dumps(to_json(row)).encode()).digest() for row in records)


def reasons_for(task: Task, reason: str | None) -> dict[str, str]:
    """The same reason for every metric of a task, or none."""
    return {metric.name: reason for metric in metrics_of(task)} if reason else {}

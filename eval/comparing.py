"""Comparing systems on one corpus: differences with intervals, significance, rank groups."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from musnad.errors import UsageError

from .evaluate import RESAMPLES, SEED, refuse_what_is_no_choice, report_on
from .measuring import Gold, Measurement, measure
from .predictions import Predictions
from .report import Score, same_scale
from .resampling import Interval, interval, resampled
from .significance import LEVEL, RANDOMISATIONS, PValue, holm, randomisation, rank_groups
from .statistics import METRICS, Metric, Table

HEADLINE = "wsw_f1"


@dataclass(frozen=True, slots=True)
class Difference:
    """How much higher `one` scores than `other`, with a paired 95 % interval and p-values.

    `adjusted` is the p-value after Holm's adjustment over the declared family, None for a pair
    outside of it.
    """

    one: str
    other: str
    value: float
    interval: Interval | None
    p: PValue
    adjusted: float | None

    @property
    def significant(self) -> bool:
        """Whether the adjusted p-value is below 0.05."""
        return self.adjusted is not None and self.adjusted < LEVEL

    def to_json(self) -> dict[str, Any]:
        """The difference as a JSON object, numbers rounded to 1e-9."""
        return {
            "one": self.one,
            "other": self.other,
            "difference": round(self.value, 9),
            "low": None if self.interval is None else round(self.interval.low, 9),
            "high": None if self.interval is None else round(self.interval.high, 9),
            "p": round(self.p.value, 9),
            "p_exact": self.p.exact,
            "p_reliable": self.p.reliable,
            "p_holm": None if self.adjusted is None else round(self.adjusted, 9),
        }


@dataclass(frozen=True, slots=True)
class Standing:
    """Systems side by side under one metric: best first, with first and last rank.

    `family` says in words over which differences Holm's adjustment was made.
    """

    metric: str
    scores: Mapping[str, Score]
    ranks: Mapping[str, tuple[int, int]]
    differences: tuple[Difference, ...]
    family: str
    size: str

    @property
    def p_value(self) -> float:
        """The p-value of two systems' difference.

        Raises:
            UsageError: there are more than two systems.
        """
        if len(self.differences) != 1:
            raise UsageError(
                f"{len(self.scores)} systems were compared; read .differences, one for each pair"
            )
        return self.differences[0].p.value

    def to_json(self) -> dict[str, Any]:
        """The comparison as a JSON object."""
        return {
            "metric": self.metric,
            "systems": {
                name: {**score.to_json(), "rank": list(self.ranks[name])}
                for name, score in self.scores.items()
            },
            "family": self.family,
            "differences": [item.to_json() for item in self.differences],
        }

    def to_text(self) -> str:
        """Two plain tables: systems by rank, then differences."""
        width = max(len(name) for name in self.scores)
        lines = [f"{self.metric}, {self.size}"]
        for name, score in self.scores.items():
            rank = shown_rank(self.ranks[name])
            lines.append(f"  {rank:>5}  {name:<{width}}  {score.shown:>5}  {score.shown_interval}")
        lines.append(f"  differences; p-values adjusted over {self.family} (Holm)")
        for item in self.differences:
            lines.append(f"  {item.one:<{width}} - {item.other:<{width}}  {' '.join(_cells(item))}")
        lines += [f"  {note}" for note in self.notes()]
        lines.append(f"  {next(iter(self.scores.values())).signature}")
        return "\n".join(lines)

    def to_markdown(self) -> str:
        """The same as Markdown tables."""
        lines = [f"`{self.metric}`, {self.size}", ""]
        lines += ["| rank | system | score | 95 % interval |", "| ---: | --- | ---: | --- |"]
        for name, score in self.scores.items():
            rank = shown_rank(self.ranks[name])
            lines.append(f"| {rank} | {_plain(name)} | {score.shown} | {score.shown_interval} |")
        lines += ["", "| difference | points | 95 % interval | p | p (Holm) |"]
        lines.append("| --- | ---: | --- | ---: | ---: |")
        for item in self.differences:
            pair = f"{_plain(item.one)} - {_plain(item.other)}"
            lines.append(f"| {pair} | {' | '.join(_columns(item))} |")
        lines += ["", *self.notes(), f"p-values adjusted over {self.family} (Holm).", ""]
        lines.append(f"`{next(iter(self.scores.values())).signature}`")
        return "\n".join(lines)

    def notes(self) -> list[str]:
        """What a reader must know beside the numbers."""
        notes = []
        if any(not item.p.reliable for item in self.differences):
            notes.append("fewer than 30 clusters: p-values and intervals are unreliable.")
        if any(item.p.exact for item in self.differences):
            notes.append("p-values are exact: every way to swap the clusters was tried.")
        return notes


def shown_rank(rank: tuple[int, int]) -> str:
    """A rank such as `1-3`: systems of one group cannot be told apart."""
    first, last = rank
    return str(first) if first == last else f"{first}-{last}"


def compare(
    corpus: Gold,
    *systems: Predictions,
    names: Sequence[str] | None = None,
    metric: str = HEADLINE,
    new: str | None = None,
    allow_missing: bool = False,
    force: bool = False,
    resamples: int = RESAMPLES,
    randomisations: int = RANDOMISATIONS,
    seed: int = SEED,
    on_step: Callable[[], None] = lambda: None,
) -> Standing:
    """Compare systems on one corpus.

    Args:
        corpus: as for `evaluate`.
        systems: their predictions, two or more.
        names: of the systems, in order; `A`, `B`, … by default.
        metric: what they are compared by.
        new: the system whose differences from all others are the declared family; without it,
            all pairs are.
        allow_missing: score articles without a prediction as empty.
        force: compare systems whose signatures differ.
        resamples: of the intervals.
        randomisations: swaps for the p-values.
        seed: of both.
        on_step: called after each system and each pair, for progress.

    Raises:
        DataError: predictions do not fit the corpus.
        UsageError: fewer than two systems, names that are not one each, a metric that cannot be
            scored for one of the systems, or signatures that differ.
    """
    refuse_what_is_no_choice(corpus, None, resamples, seed)
    labels = list(names) if names is not None else [chr(65 + at) for at in range(len(systems))]
    _refuse_names(labels, len(systems), new)
    measured: list[Measurement] = []
    for predictions in systems:
        measured.append(measure(corpus, predictions, metrics=[metric], allow_missing=allow_missing))
        corpus = measured[0].corpus
        on_step()
    reports = [report_on(item, resamples=resamples, seed=seed) for item in measured]
    scores = [report[metric] for report in reports]
    _refuse_scores(labels, scores, force)
    chosen = METRICS[metric]
    sums = [item.sums[chosen.family] for item in measured]
    drawn = [_drawn(chosen, item, resamples, seed) for item in measured]
    p_values: dict[tuple[int, int], PValue] = {}
    for one, other in combinations(range(len(systems)), 2):
        p_values[one, other] = randomisation(
            chosen, sums[one], sums[other], randomisations=randomisations, seed=seed
        )
        on_step()
    sign = 1 if chosen.best else -1
    values = [sign * (score.value or 0.0) for score in scores]
    ranks = rank_groups(values, lambda a, b: p_values[min(a, b), max(a, b)].value)
    order = sorted(range(len(systems)), key=lambda at: (ranks[at], -values[at], at))
    family = [pair for pair in p_values if new is None or new in (labels[pair[0]], labels[pair[1]])]
    adjusted = holm({pair: p_values[pair].value for pair in family})
    differences = []
    for one, other in combinations(order, 2):
        pair = min(one, other), max(one, other)
        first, second, gap = drawn[one], drawn[other], None
        if first is not None and second is not None:
            gap = interval(first - second, len(sums[one]))
        value = (scores[one].value or 0.0) - (scores[other].value or 0.0)
        differences.append(
            Difference(labels[one], labels[other], value, gap, p_values[pair], adjusted.get(pair))
        )
    return Standing(
        metric=metric,
        scores={labels[at]: scores[at] for at in order},
        ranks={labels[at]: ranks[at] for at in order},
        differences=tuple(differences),
        family="all pairs" if new is None else f"{new} against each other system",
        size=f"{reports[0].corpus}: {reports[0].size}",
    )


def _refuse_names(names: Sequence[str], systems: int, new: str | None) -> None:
    if systems < 2:
        raise UsageError(f"{systems} system to compare; give the predictions of two or more")
    if len(names) != systems:
        raise UsageError(f"{len(names)} names for {systems} systems; give one each")
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise UsageError(f"two systems are called {twice[0]!r}; give each its own name")
    if new is not None and new not in names:
        raise UsageError(f"the new system {new!r} is none of {', '.join(map(repr, names))}")


def _refuse_scores(names: Sequence[str], scores: Sequence[Score], force: bool) -> None:
    for name, score in zip(names, scores, strict=True):
        if score.value is None:
            raise UsageError(f"{score.metric} of {name} is n/a: {score.reason}")
    if not force and not same_scale(scores):
        raise UsageError(
            "the systems were not scored alike: "
            + "; ".join(
                f"{name} {score.signature}" for name, score in zip(names, scores, strict=True)
            )
            + "; compare complete predictions, or use --force"
        )


def _drawn(metric: Metric, measured: Measurement, resamples: int, seed: int) -> Table | None:
    return resampled([metric], measured.sums, resamples, seed)[metric.name] if resamples else None


def _columns(item: Difference) -> list[str]:
    found = item.interval
    between = f"{100 * found.low:+.1f} to {100 * found.high:+.1f}" if found else ""
    adjusted = "" if item.adjusted is None else f"{item.adjusted:.4f}"
    return [f"{100 * item.value:+.1f}", between, f"{item.p.value:.4f}", adjusted]


def _cells(item: Difference) -> list[str]:
    points, between, p, adjusted = _columns(item)
    return [f"{points:>6}", f"{between:<15}", f"p {p}", f"Holm {adjusted}" if adjusted else ""]


def _plain(name: str) -> str:
    """A name that Markdown cannot take for anything else."""
    return "".join(f"\\{letter}" if letter in r"\`*_{}[]()#+!|<>~" else letter for letter in name)

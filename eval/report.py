"""Reports: scores with interval, reason and signature, printed as text, Markdown or JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .predictions import Share
from .resampling import FEW_CLUSTERS, FEW_RESAMPLES, Interval
from .signature import Signature
from .statistics import NOT_GIVEN

# What people look at first; --all and --json have everything.
HEADLINES = (
    "wsw_f1",
    "wsw_null_f1",
    "wsw_overt_f1",
    "wsw_stance_f1",
    "content_soft_f1",
    "content_exact_f1",
    "cue_exact_f1",
    "source_exact_f1",
    "source_role_f1",
    "tuple_strict_f1",
    "linked_f1",
    "null_f1",
    "source_lea_f1",
    "decline_f1",
    "act_macro_f1",
    "style_macro_f1",
    "type_macro_f1",
    "claim_soft_f1",
)
# Of the tasks beside articles, shown where a system answers them.
TASK_HEADLINES = (
    "agreement_macro_f1",
    "agreement_contradict_ap",
    "check_worthy_f1",
    "check_worthy_ap",
    "reliability_tau_b",
    "reliability_brier",
    "reliability_skill",
    "reliability_ece",
)


@dataclass(frozen=True, slots=True)
class Score:
    """One metric's value in [0, 1], or None with a reason; its interval; its signature.

    `left_out` are the classes that a macro-F1 does not average: neither side has them.
    """

    metric: str
    value: float | None
    interval: Interval | None
    reason: str | None
    signature: Signature
    left_out: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.shown} {self.signature}"

    @property
    def is_unasked(self) -> bool:
        """Whether there is no value because the system did not answer the task."""
        return self.reason in NOT_GIVEN.values()

    @property
    def shown(self) -> str:
        """The value times 100 with one decimal, or `n/a`."""
        return "n/a" if self.value is None else f"{100 * self.value:.1f}"

    @property
    def shown_interval(self) -> str:
        """The interval such as `55.2-71.9`, or nothing."""
        if self.interval is None:
            return ""
        return f"{100 * self.interval.low:.1f}-{100 * self.interval.high:.1f}"

    def to_json(self) -> dict[str, Any]:
        """The score as a JSON object, numbers rounded to 1e-9."""
        interval = self.interval
        return {
            "value": _rounded(self.value),
            "low": _rounded(interval.low) if interval else None,
            "high": _rounded(interval.high) if interval else None,
            "interval_reliable": interval.reliable if interval else None,
            "resamples_dropped": interval.dropped if interval else None,
            "reason": self.reason,
            "left_out": list(self.left_out),
            "signature": str(self.signature),
        }


@dataclass(frozen=True, slots=True)
class Report(Mapping[str, Score]):
    """Everything about one evaluation; a mapping from metric name to `Score`.

    `unit` is what was resampled, `event` or `article`, and `clusters` how many of them there
    are; `partial` are the labels that the predictions give on some items only. `ceiling` are the
    scores of who knows the truth, `facts` and `remarks` numbers and notes of tasks beside articles.
    """

    corpus: str
    articles: int
    clusters: int
    unit: str
    resamples: int
    scores: Mapping[str, Score]
    missing: tuple[str, ...] = ()
    collapsed: Mapping[str, int] = field(default_factory=dict)
    partial: Mapping[str, Share] = field(default_factory=dict)
    ceiling: Mapping[str, Score] = field(default_factory=dict)
    facts: Mapping[str, float] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()

    def __getitem__(self, metric: str) -> Score:
        return self.scores[metric]

    def __iter__(self) -> Iterator[str]:
        return iter(self.scores)

    def __len__(self) -> int:
        return len(self.scores)

    def __str__(self) -> str:
        return self.to_text()

    def headlines(self) -> list[Score]:
        """The scores that people look at first; all of them if none of those was asked for."""
        found = [
            score
            for name in (*HEADLINES, *TASK_HEADLINES)
            if (score := self.scores.get(name)) is not None and not score.is_unasked
        ]
        return found or [*self.scores.values()]

    def notes(self) -> list[str]:
        """What a reader must know beside the numbers: one sentence each."""
        notes = []
        if self.missing:
            notes.append(
                f"articles without prediction, scored as empty: {len(self.missing)}; "
                "not comparable with complete predictions."
            )
        if any(self.collapsed.values()):
            notes.append(
                f"equal spans collapsed: {self.collapsed['predicted']} predicted, "
                f"{self.collapsed['gold']} gold."
            )
        notes += [
            f"{label} is given on {share.given} of {share.items} predicted {share.layer}."
            for label, share in self.partial.items()
        ]
        scores = self.scores.values()
        notes += [
            f"{score.metric} leaves out {', '.join(score.left_out)}: on neither side."
            for score in scores
            if score.left_out
        ]
        notes += self.remarks
        notes += [
            f"ceiling of {score.metric}: {score.shown} {score.shown_interval}".rstrip() + "."
            for score in self.ceiling.values()
        ]
        loose = {
            score.signature.unit
            for score in scores
            if score.interval and not score.interval.reliable
        }
        for unit in sorted(loose):
            size = f" ({self.clusters})" if unit == self.unit else ""
            notes.append(f"fewer than {FEW_CLUSTERS} {unit}s{size}: intervals are unreliable.")
        if 0 < self.resamples < FEW_RESAMPLES:
            notes.append(
                f"fewer than {FEW_RESAMPLES} resamples ({self.resamples}): intervals are rough."
            )
        return notes

    @property
    def size(self) -> str:
        """How many articles, and how many events where articles have one."""
        articles = f"{self.articles} articles"
        return articles if self.unit == "article" else f"{articles}, {self.clusters} events"

    def to_text(self, *, full: bool = False) -> str:
        """A plain table, one metric a line, then notes and the signature."""
        rows = [*self.scores.values()] if full else self.headlines()
        width = max(len(score.metric) for score in rows)
        lines = [f"{self.corpus}: {self.size}"]
        for score in rows:
            detail = f"  ({score.reason})" if score.reason else f"  {score.shown_interval:<11}"
            lines.append(f"  {score.metric:<{width}}  {score.shown:>5}{detail}".rstrip())
        lines += [f"  {note}" for note in self.notes()]
        lines.append(f"  {rows[0].signature}")
        return "\n".join(lines)

    def to_markdown(self, *, full: bool = False) -> str:
        """A Markdown table with the same rows as `to_text`."""
        rows = [*self.scores.values()] if full else self.headlines()
        lines = [f"**{self.corpus}**, {self.size}", ""]
        lines += ["| metric | score | 95 % interval |", "| --- | ---: | --- |"]
        for score in rows:
            detail = score.reason or score.shown_interval
            lines.append(f"| `{score.metric}` | {score.shown} | {detail} |")
        lines += ["", *self.notes(), f"`{rows[0].signature}`"]
        return "\n".join(lines)

    def to_json(self) -> dict[str, Any]:
        """The whole report as a JSON object."""
        return {
            "corpus": self.corpus,
            "articles": self.articles,
            "unit": self.unit,
            "clusters": self.clusters,
            "missing": list(self.missing),
            "collapsed": dict(self.collapsed),
            "partial": {
                label: {"given": share.given, "items": share.items, "layer": share.layer}
                for label, share in self.partial.items()
            },
            "scores": {name: score.to_json() for name, score in self.scores.items()},
            "ceiling": {name: score.to_json() for name, score in self.ceiling.items()},
            "facts": {name: _rounded(value) for name, value in self.facts.items()},
            "notes": self.notes(),
        }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 9)


def same_scale(scores: Sequence[Score]) -> bool:
    """Whether scores were made under the same choices, so that they may stand in one table."""
    return len({score.signature.comparable() for score in scores}) <= 1

"""Tables of agreement: measures over all annotators and over pairs, printed for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import fsum
from typing import Any

from .alpha import Alpha

Two = tuple[str, str]
# The columns of the table of pairs; those that are n/a everywhere are left out.
OF_PAIRS = ("roles_alpha", "claim_alpha", "content_soft_f1", "claim_soft_f1", "wsw_f1")


@dataclass(frozen=True, slots=True)
class Measure:
    """One kind of agreement: of each pair of annotators, and for an alpha of all at once.

    `reason` says why there is no value at all; `constant` counts the pairs whose alpha is 1
    because they gave only one label.
    """

    name: str
    pairs: Mapping[Two, float | None]
    alpha: Alpha | None = None
    reason: str | None = None
    constant: int = 0

    @property
    def defined(self) -> list[float]:
        """The values of the pairs that have one."""
        return [value for value in self.pairs.values() if value is not None]

    @property
    def mean(self) -> float | None:
        """The mean over the pairs that have a value, each pair counting alike."""
        values = self.defined
        return fsum(values) / len(values) if values else None

    @property
    def cells(self) -> list[str]:
        """All at once, mean, lowest and highest pair, and the number of units."""
        values = self.defined
        alpha = self.alpha
        return [
            "" if alpha is None else shown(alpha.value) + ("*" if alpha.constant else ""),
            shown(self.mean),
            shown(min(values, default=None)),
            shown(max(values, default=None)),
            "" if alpha is None else f"{alpha.units:,}",
        ]

    def to_json(self) -> dict[str, Any]:
        """The measure as a JSON object, numbers rounded to 1e-9."""
        out: dict[str, Any] = {"mean": rounded(self.mean), "reason": self.reason}
        if self.alpha is not None:
            out |= {
                "value": rounded(self.alpha.value),
                "units": self.alpha.units,
                "constant": self.alpha.constant,
                "constant_pairs": self.constant,
            }
        return out


def shown(value: float | None) -> str:
    """A value times 100 with one decimal, or `n/a`."""
    return "n/a" if value is None else f"{100 * value:.1f}"


def rounded(value: float | None) -> float | None:
    """A number for JSON."""
    return None if value is None else round(value, 9)


def measure_rows(measures: Sequence[Measure]) -> list[list[str]]:
    """The table of measures: a head, then a row for each that has a value."""
    head = ["measure", "all", "mean of pairs", "lowest", "highest", "units"]
    return [head, *([item.name, *item.cells] for item in measures if item.reason is None)]


def pair_rows(measures: Mapping[str, Measure], articles: Mapping[Two, int]) -> list[list[str]]:
    """The table of pairs: a head, then a row for each pair that shares an article."""
    columns = [measures[name] for name in OF_PAIRS if measures[name].reason is None]
    rows = [["pair", "articles", *(item.name for item in columns)]]
    for pair, count in articles.items():
        cells = (shown(item.pairs[pair]) for item in columns)
        rows.append([" / ".join(pair), str(count), *cells])
    return rows


def as_text(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as aligned lines: the first column to the left, numbers to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            chain(
                [f"  {row[0]:<{widths[0]}}"],
                (f"{cell:>{width}}" for cell, width in zip(row[1:], widths[1:], strict=True)),
            )
        ).rstrip()
        for row in rows
    ]


def as_markdown(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as a Markdown table."""
    head, *rest = rows
    rule = ["---", *("---:" for _ in head[1:])]
    safe = ([cell.replace("|", "\\|") for cell in row] for row in rest)
    return [f"| {' | '.join(row)} |" for row in (head, rule, *safe)]

"""Results of an agreement study: measures, printed as text, Markdown or JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .table import Measure, Two, as_markdown, as_text, measure_rows, pair_rows, rounded


@dataclass(frozen=True, slots=True)
class Agreement:
    """How alike several annotators labelled the articles that at least two of them have.

    `annotators` says how many articles each has, `alone` how many have one annotator only,
    `pairs` how many each two share; `measures` hold the numbers.
    """

    annotators: Mapping[str, int]
    articles: int
    alone: int
    pairs: Mapping[Two, int]
    measures: Mapping[str, Measure]
    notes: tuple[str, ...]
    signature: str

    def __getitem__(self, name: str) -> Measure:
        return self.measures[name]

    def __str__(self) -> str:
        return self.to_text()

    @property
    def title(self) -> str:
        """How many annotators, pairs and articles."""
        sizes = {
            "annotator": len(self.annotators),
            "pair": len(self.pairs),
            "article": self.articles,
        }
        return ", ".join(f"{n:,} {what}{'' if n == 1 else 's'}" for what, n in sizes.items())

    def to_text(self) -> str:
        """Plain tables: who, what, each pair; then notes and the signature."""
        who = [["annotator", "articles"], *([n, str(c)] for n, c in self.annotators.items())]
        what, two = measure_rows([*self.measures.values()]), pair_rows(self.measures, self.pairs)
        tables = [line for rows in (who, what, two) for line in ("", *as_text(rows))]
        notes = [f"  {line}" for line in (*self.all_notes(), self.signature)]
        return "\n".join([self.title, *tables, "", *notes])

    def to_markdown(self) -> str:
        """Markdown tables with the rows of `to_text`."""
        what, two = measure_rows([*self.measures.values()]), pair_rows(self.measures, self.pairs)
        tables = [line for rows in (what, two) for line in ("", *as_markdown(rows))]
        notes = [line for note in self.all_notes() for line in (note, "")]
        return "\n".join([f"**{self.title}**", *tables, "", *notes, f"`{self.signature}`"])

    def all_notes(self) -> list[str]:
        """What a reader must know beside the numbers: one sentence each."""
        notes = [*self.notes]
        if self.alone:
            notes.append(f"articles with one annotator only, left out: {self.alone}.")
        for item in self.measures.values():
            if item.alpha is not None and item.alpha.constant:
                notes.append(f"* {item.name}: {item.alpha.reason}; 1 by definition.")
            elif item.constant:
                pairs = f"{item.constant} of {len(item.defined)} pairs"
                notes.append(f"{item.name}: {pairs} gave only one label; 1 by definition.")
        reasons: dict[str, list[str]] = {}
        for item in self.measures.values():
            if item.reason is not None:
                reasons.setdefault(item.reason, []).append(item.name)
        notes += [f"n/a: {', '.join(names)} ({reason})." for reason, names in reasons.items()]
        return notes

    def to_json(self) -> dict[str, Any]:
        """All of it as a JSON object."""
        return {
            "annotators": dict(self.annotators),
            "articles": self.articles,
            "alone": self.alone,
            "measures": {name: item.to_json() for name, item in self.measures.items()},
            "pairs": [
                {
                    "annotators": [*pair],
                    "articles": count,
                    "values": {
                        name: rounded(item.pairs[pair]) for name, item in self.measures.items()
                    },
                }
                for pair, count in self.pairs.items()
            ],
            "notes": self.all_notes(),
            "signature": self.signature,
        }

"""The page of disagreements, `docs/conformance.md`, from the table that is tested."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from .answers import Value
from .disagreements import CASES, Case

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = ROOT / "docs" / "conformance.md"
MARKERS = ("<!-- disagreements: written by make conformance -->", "<!-- /disagreements -->")


def shown(value: Value) -> str:
    """A value as the page has it: `n/a` for undefined, at most five decimals."""
    if value is None:
        return "n/a"
    if isinstance(value, str):
        return value
    return f"{value:.5f}".rstrip("0").rstrip(".")


def lines(items: Iterable[tuple[str, str]]) -> str:
    """Names with values, a line each in one cell."""
    return "<br>".join(f"{name}: {value}" for name, value in items)


def row(case: Case) -> str:
    """One input as a row of the table."""
    others = lines((other.tool, f"**{shown(other.value)}** ({other.how})") for other in case.others)
    ours = lines((f"`{name}`", f"**{shown(value)}**") for name, value in case.expected.items())
    return f"| {case.name} | {case.about} | {others} | {ours} | {case.rule} |"


def table() -> str:
    """All inputs as a Markdown table."""
    head = ["| | input | other scorers | Musnad | rule |", "| --- | --- | --- | --- | --- |"]
    return "\n".join([*head, *map(row, CASES)])


def written(page: str) -> str:
    """The page with the table between its markers."""
    before, _, rest = page.partition(MARKERS[0])
    _, _, after = rest.partition(MARKERS[1])
    return f"{before}{MARKERS[0]}\n\n{table()}\n\n{MARKERS[1]}{after}"

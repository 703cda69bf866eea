"""The conflict page: one event, fact by fact, with everybody who asserts or denies a value."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from musnad.dataset import Article, replacing
from musnad.dataset.conflicts import Conflict

from .rendering import render


def write_conflict_page(
    path: str | Path,
    corpus: str,
    event: str,
    articles: Sequence[Article],
    found: Sequence[Conflict],
) -> None:
    """Write the page of one event: one file, readable without a network.

    Args:
        path: where the page goes.
        corpus: its name.
        event: whose reports are compared.
        articles: the reports.
        found: from `conflicts`.

    Raises:
        DataError: the page cannot be written.
    """
    page = render("conflicts.html", corpus=corpus, event=event, articles=articles, conflicts=found)
    with replacing(path) as handle:
        handle.write(page)

"""What several verbs share: the --json flag, corpora by name or file, progress."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from musnad.errors import UsageError

if TYPE_CHECKING:
    from musnad.dataset import Corpus

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
out_option = click.option(
    "--out", default="-", metavar="FILE", help="Where to write; - is standard output (default)."
)

resamples_option = click.option(
    "--resamples",
    type=click.IntRange(min=0),
    default=2000,
    show_default=True,
    help="Bootstrap resamples; 0: none.",
)
seed_option = click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=12345,
    show_default=True,
    help="Seed of the resampling.",
)


def print_json(value: Any) -> None:
    """Print one JSON value, Arabic as it is."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False))


def corpus_named(name: str) -> Corpus:
    """A corpus from `corpus/split`, or from a file of gold articles."""
    from musnad.dataset import corpora, load, read_articles
    from musnad.dataset.corpora.filed import read_corpus
    from musnad.dataset.packaging.features import from_articles

    if name.endswith(".jsonl"):
        return read_corpus(name)
    if name.endswith(".jsonl.gz") or name == "-":
        return from_articles(read_articles(name), name="stdin" if name == "-" else Path(name).name)
    if name.partition("/")[0] in corpora():
        return load(name)
    if Path(name).exists():
        raise UsageError(f"{name}: is neither a .jsonl file of articles nor a corpus/split")
    try:
        return load(name)
    except UsageError as error:
        raise UsageError(f"{error}; nor is there a file {name!r}") from None


@contextlib.contextmanager
def progress(label: str, total: int | None = None) -> Iterator[Callable[[], None]]:
    """A function to call after each step; a bar on stderr, only where that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total)
        yield lambda: bar.advance(task)

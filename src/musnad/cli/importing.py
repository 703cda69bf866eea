"""`musnad import`: other people's corpora into Musnad's records."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from .options import json_option, print_json, progress


@click.command("import")
@click.argument("name")
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--annotator", default=None, metavar="ID", help="Whose labels to take; `all` keeps every layer."
)
@json_option
def command(name: str, path: Path, annotator: str | None, as_json: bool) -> None:
    """Import the corpus NAME from its original file or folder PATH into the data folder.

    Example: musnad import polnear ~/downloads/polnear
    """
    from musnad.dataset import import_corpus

    with progress(f"importing {name}") as step:
        manifest = import_corpus(name, path, annotator=annotator, on_article=lambda split: step())
    if as_json:
        print_json(asdict(manifest))
        return
    for split, counts in manifest.splits.items():
        sizes = ", ".join(f"{size:,} {what}" for what, size in counts.items() if what != "digest")
        click.echo(f"{name}/{split}: {sizes}")
    for quirk, count in manifest.quirks.items():
        click.echo(f"  {count:,} x {quirk}")

"""`musnad import`: other people's corpora into Musnad's records."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from .display import escaped
from .options import json_option, print_json, progress


@click.command("import")
@click.argument("importer")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--name", default=None, help="What to call the corpus, if not IMPORTER.")
@click.option(
    "--annotator", default=None, metavar="ID", help="Whose labels to take; `all` keeps every layer."
)
@json_option
def command(
    importer: str, path: Path, name: str | None, annotator: str | None, as_json: bool
) -> None:
    """Import a corpus from its original file or folder PATH into the data folder.

    IMPORTER is polnear, or brat: stand-off files with text-bounds Cue, Source and Content joined
    by events or relations, and Claim (docs/data-format.md has an example). An earlier import of
    the same name is replaced.

    Examples: musnad import polnear ~/polnear; musnad import brat FOLDER --name desk
    """
    from musnad.dataset import import_corpus

    with progress(f"importing {path}") as step:
        manifest = import_corpus(
            importer, path, name=name, annotator=annotator, on_article=lambda split: step()
        )
    if as_json:
        print_json(asdict(manifest))
        return
    for split, counts in manifest.splits.items():
        sizes = ", ".join(f"{size:,} {what}" for what, size in counts.items() if what != "digest")
        click.echo(f"{manifest.name}/{split}: {sizes}")
    for quirk, count in manifest.quirks.items():
        click.echo(f"  {count:,} x {escaped(quirk)}")

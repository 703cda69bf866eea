"""`musnad build`: marked articles into data files, manifest and card."""

from __future__ import annotations

from pathlib import Path

import click

from .options import json_option, print_json


@click.command("build")
@click.argument("folder", type=click.Path(path_type=Path), default=Path("dataset"))
@click.option("--check", is_flag=True, help="Write nothing; fail if the committed files differ.")
@json_option
@click.pass_context
def command(context: click.Context, folder: Path, check: bool, as_json: bool) -> None:
    """Compile every authored corpus of a dataset FOLDER, and its card.

    Example: musnad build dataset --check
    """
    from musnad.dataset.packaging.release import build_dataset, stale_files

    if check:
        stale = [str(path) for path in stale_files(folder)]
        if as_json:
            print_json({"stale": stale})
        for path in [] if as_json else stale:
            click.echo(f"{path}: differs from what 'musnad build' makes; build and commit it")
        context.exit(1 if stale else 0)
    built = build_dataset(folder)
    if as_json:
        print_json({manifest.name: manifest.splits for manifest in built})
        return
    for manifest in built:
        for split, counts in manifest.splits.items():
            sizes = ", ".join(f"{size} {what}" for what, size in counts.items() if what != "digest")
            click.echo(f"{manifest.name}/{split}: {sizes}")

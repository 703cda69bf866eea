"""`musnad build`: marked articles into data files, manifest and card."""

from __future__ import annotations

from pathlib import Path

import click

from .options import json_option, print_json


@click.command("build")
@click.argument("folder", type=click.Path(path_type=Path), default=Path("dataset"))
@click.option("--check", is_flag=True, help="Write nothing; fail if the committed files differ.")
@click.option("--audit", "audited", metavar="CORPUS", help="Measure the gates of one corpus.")
@click.option("--real", default="musnad-real-ar/test", show_default=True, help="For --audit.")
@click.option("--news", default="arabic_news_rss_slice/all", show_default=True, help="Likewise.")
@json_option
@click.pass_context
def command(
    context: click.Context,
    folder: Path,
    check: bool,
    audited: str | None,
    real: str,
    news: str,
    as_json: bool,
) -> None:
    """Compile every authored corpus of a dataset FOLDER, and its card.

    With --audit, measure what would show that a corpus is worthless, beside real news that has
    been imported, and write the table beside its marked files.

    Examples: musnad build dataset --check; musnad build dataset --audit musnad-pilot
    """
    if audited is not None:
        _audit(folder, audited, real, news, as_json)
        return
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


def _audit(folder: Path, name: str, real: str, news: str, as_json: bool) -> None:
    from dataclasses import asdict

    from musnad.audit import audit, to_markdown
    from musnad.dataset import replacing
    from musnad.dataset.packaging.card import AUDIT

    gates = audit(name, real=real, news=news)
    with replacing(folder / "authored" / name.removeprefix("musnad-") / AUDIT) as handle:
        handle.write(to_markdown(gates))
    if as_json:
        print_json([asdict(gate) for gate in gates])
    else:
        click.echo(to_markdown(gates), nl=False)

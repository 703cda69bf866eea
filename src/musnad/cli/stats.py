"""`musnad stats`: how much of what a corpus holds."""

from __future__ import annotations

import click

from .options import corpus_named, json_option, print_json


@click.command("stats")
@click.argument("corpora", nargs=-1, required=True, metavar="CORPUS...")
@json_option
def command(corpora: tuple[str, ...], as_json: bool) -> None:
    """Count articles, words, attributions and their kinds in each CORPUS split.

    Example: musnad stats musnad-starter/train musnad-starter/test
    """
    from musnad.dataset import corpus_stats

    tables = {name: corpus_stats(corpus_named(name)) for name in corpora}
    if as_json:
        print_json(tables)
        return
    width = max(len(key) for table in tables.values() for key in table)
    click.echo(" " * width + "".join(f"  {name:>24}" for name in corpora))
    for key in next(iter(tables.values())):
        cells = "".join(f"  {_cell(tables[name][key]):>24}" for name in corpora)
        click.echo(f"{key:<{width}}{cells}")


def _cell(value: int | float | None) -> str:
    if value is None:
        return "n/a"
    return f"{100 * value:.1f} %" if isinstance(value, float) else f"{value:,}"

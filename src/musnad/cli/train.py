"""`musnad train`: fit a baseline on corpora and save it."""

from __future__ import annotations

import click

from .options import corpus_named, json_option, print_json


@click.command("train")
@click.argument("name")
@click.argument("corpora", nargs=-1, required=True, metavar="CORPUS...")
@click.option("--out", required=True, metavar="MODEL", help="The folder to write the model to.")
@json_option
def command(name: str, corpora: tuple[str, ...], out: str, as_json: bool) -> None:
    """Fit the baseline NAME on CORPUS... and save it.

    Example: musnad train cues musnad-starter/train --out models/cues
    """
    from musnad import baseline

    articles = [article for corpus in corpora for article in corpus_named(corpus)]
    baseline(name).fit(articles).save(out)
    if as_json:
        print_json({"baseline": name, "articles": len(articles), "model": out})
    else:
        click.echo(f"{name}: fitted on {len(articles)} articles, saved to {out}")

"""`musnad train`: fit a baseline on corpora and save it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click

from musnad.errors import UsageError

from .options import corpus_named, json_option, print_json

if TYPE_CHECKING:
    from musnad.baselines import Baseline


@click.command("train")
@click.argument("name")
@click.argument("corpora", nargs=-1, required=True, metavar="CORPUS...")
@click.option("--out", required=True, metavar="MODEL", help="The folder to write the model to.")
@click.option(
    "--weight",
    "weights",
    multiple=True,
    metavar="CORPUS=N",
    help="Count the articles of CORPUS N times (default 1).",
)
@click.option("--seed", default=1, show_default=True, help="Seed of everything that is drawn.")
@click.option(
    "--processes", default=None, type=int, help="Stages trained at a time (default: the cores)."
)
@click.option("--model", default=None, metavar="PATH", help="The encoder, for `transformer`.")
@click.option("--epochs", default=3, show_default=True, help="Epochs, for `transformer`.")
@json_option
def command(
    name: str,
    corpora: tuple[str, ...],
    out: str,
    weights: tuple[str, ...],
    seed: int,
    processes: int | None,
    model: str | None,
    epochs: int,
    as_json: bool,
) -> None:
    """Fit the baseline NAME on CORPUS... and save it to MODEL.

    An interrupted training is taken up by the same command: what was finished is kept under
    MODEL.partial until the model is written.

    Example: musnad train tagger musnad-starter/train polnear/train --weight musnad-starter/train=4
    --out models/tagger
    """
    counts = _weights(weights, corpora)
    articles = [
        article
        for corpus in corpora
        for article in list(corpus_named(corpus)) * counts.get(corpus, 1)
    ]
    partial = Path(f"{out}.partial")
    system = _system(name, seed, processes or os.cpu_count() or 1, partial, model, epochs)
    click.echo(f"{name}: fitting on {len(articles)} articles", err=True)
    system.fit(articles).save(out)
    shutil.rmtree(partial, ignore_errors=True)
    if as_json:
        print_json({"baseline": name, "articles": len(articles), "model": out, "seed": seed})
    else:
        click.echo(f"{name}: fitted on {len(articles)} articles, saved to {out}")


def _weights(weights: tuple[str, ...], corpora: tuple[str, ...]) -> dict[str, int]:
    counts = {}
    for item in weights:
        corpus, _, count = item.rpartition("=")
        if corpus not in corpora or not count.isdecimal() or not int(count):
            raise UsageError(
                f"weight {item!r} is not CORPUS=N with a positive N; corpora: {', '.join(corpora)}"
            )
        counts[corpus] = int(count)
    return counts


def _system(
    name: str, seed: int, processes: int, partial: Path, model: str | None, epochs: int
) -> Baseline:
    """The baseline with the options that it understands."""

    def report(message: str) -> None:
        click.echo(f"{name}: {message}", err=True)

    if name == "tagger":
        from musnad.baselines.tagger import Settings, Tagger, Workshop

        return Tagger(Settings(seed=seed), Workshop(partial, processes, report))
    if name == "transformer":
        from musnad.baselines.transformer import Settings as EncoderSettings
        from musnad.baselines.transformer import Transformer

        return Transformer(model, EncoderSettings(seed=seed, epochs=epochs), report=report)
    if model is not None:
        raise UsageError(f"--model is for `transformer`; {name!r} starts from no encoder")
    from musnad import baseline

    return baseline(name)

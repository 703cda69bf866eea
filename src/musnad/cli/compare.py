"""`musnad compare`: systems side by side, with significance."""

from __future__ import annotations

from pathlib import Path

import click

from musnad.errors import UsageError

from .options import corpus_named, json_option, print_json, progress, resamples_option, seed_option


@click.command("compare")
@click.argument("corpus")
@click.argument("predictions", nargs=-1, required=True)
@click.option("--metric", default="wsw_f1", show_default=True, metavar="NAME")
@click.option(
    "--new",
    metavar="NAME",
    help="Only this system's differences are the family that p-values are adjusted over.",
)
@click.option("--allow-missing", is_flag=True, help="Score articles without prediction as empty.")
@click.option("--force", is_flag=True, help="Compare systems that were not scored alike.")
@resamples_option
@click.option(
    "--randomisations",
    type=click.IntRange(1, 1_000_000),
    default=10_000,
    show_default=True,
    help="Swaps of events for the p-values.",
)
@seed_option
@click.option("--markdown", is_flag=True, help="Print Markdown tables.")
@json_option
def command(
    corpus: str,
    predictions: tuple[str, ...],
    metric: str,
    new: str | None,
    allow_missing: bool,
    force: bool,
    resamples: int,
    randomisations: int,
    seed: int,
    markdown: bool,
    as_json: bool,
) -> None:
    """Compare PREDICTIONS of two or more systems (JSON Lines) on CORPUS (a split or a file).

    A system is called by its file name, or by what stands before an equals sign.

    Example: musnad compare musnad-starter/test cues.jsonl mine=answers.jsonl
    """
    from musnad.eval.comparing import compare

    if markdown and as_json:
        raise UsageError("--markdown and --json are two ways to print; choose one")
    named = [_named(item) for item in predictions]
    gold = corpus_named(corpus)
    pairs = len(named) * (len(named) - 1) // 2
    with progress("comparing", len(named) + pairs) as step:
        standing = compare(
            gold,
            *(path for _, path in named),
            names=[name for name, _ in named],
            metric=metric,
            new=new,
            allow_missing=allow_missing,
            force=force,
            resamples=resamples,
            randomisations=randomisations,
            seed=seed,
            on_step=step,
        )
    if as_json:
        print_json(standing.to_json())
    elif markdown:
        click.echo(standing.to_markdown())
    else:
        click.echo(standing.to_text())


def _named(item: str) -> tuple[str, str]:
    """The name of a system and the file of its predictions."""
    name, equals, path = item.partition("=")
    if equals and not Path(item).exists():
        return name, path
    return Path(item).name.removesuffix(".gz").removesuffix(".jsonl"), item

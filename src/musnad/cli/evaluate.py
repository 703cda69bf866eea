"""`musnad evaluate`: score predictions against gold."""

from __future__ import annotations

import click

from musnad.errors import UsageError

from .options import corpus_named, json_option, print_json, progress


@click.command("evaluate")
@click.argument("corpus")
@click.argument("predictions")
@click.option("--metric", "metrics", multiple=True, metavar="NAME", help="Only these metrics.")
@click.option("--all", "full", is_flag=True, help="Print every metric, not only the headlines.")
@click.option("--allow-missing", is_flag=True, help="Score articles without prediction as empty.")
@click.option(
    "--resamples",
    type=click.IntRange(min=0),
    default=2000,
    show_default=True,
    help="Bootstrap resamples; 0: none.",
)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=12345,
    show_default=True,
    help="Seed of the resampling.",
)
@click.option("--markdown", is_flag=True, help="Print a Markdown table.")
@json_option
def command(
    corpus: str,
    predictions: str,
    metrics: tuple[str, ...],
    full: bool,
    allow_missing: bool,
    resamples: int,
    seed: int,
    markdown: bool,
    as_json: bool,
) -> None:
    """Score PREDICTIONS (JSON Lines, - for standard input) against CORPUS (a split or a file).

    Example: musnad evaluate musnad-starter/test predictions.jsonl --metric wsw_f1
    """
    from musnad.eval import evaluate

    if markdown and as_json:
        raise UsageError("--markdown and --json are two ways to print; choose one")
    gold = corpus_named(corpus)
    with progress("scoring", len(gold)) as step:
        report = evaluate(
            gold,
            predictions,
            metrics=metrics or None,
            allow_missing=allow_missing,
            resamples=resamples,
            seed=seed,
            on_article=step,
        )
    if as_json:
        print_json(report.to_json())
    elif markdown:
        click.echo(report.to_markdown(full=full))
    else:
        click.echo(report.to_text(full=full))

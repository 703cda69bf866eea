"""`musnad evaluate`: score predictions against gold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from musnad.errors import UsageError

from .options import corpus_named, json_option, print_json, progress, resamples_option, seed_option


@click.command("evaluate")
@click.argument("corpus")
@click.argument("predictions", required=False)
@click.option("--pairs", metavar="FILE", help="Answers for the corpus's pairs, scored too.")
@click.option("--reliability", metavar="FILE", help="Reliabilities of its sources, scored too.")
@click.option("--ratings", metavar="FILE", help="Ratings of its statements, scored too.")
@click.option("--metric", "metrics", multiple=True, metavar="NAME", help="Only these metrics.")
@click.option("--all", "full", is_flag=True, help="Print every metric, not only the headlines.")
@click.option("--allow-missing", is_flag=True, help="Score articles without prediction as empty.")
@click.option(
    "--by",
    "properties",
    multiple=True,
    metavar="PROPERTY",
    help="Break scores down by style, act, type, slot, distance, nesting, continuity, language, "
    "outlet, event or notes.",
)
@click.option(
    "--report",
    "page",
    metavar="FILE.html",
    help="Write a page with all scores and every article beside its errors.",
)
@resamples_option
@seed_option
@click.option("--markdown", is_flag=True, help="Print a Markdown table.")
@json_option
def command(
    corpus: str,
    predictions: str | None,
    pairs: str | None,
    reliability: str | None,
    ratings: str | None,
    metrics: tuple[str, ...],
    full: bool,
    allow_missing: bool,
    properties: tuple[str, ...],
    page: str | None,
    resamples: int,
    seed: int,
    markdown: bool,
    as_json: bool,
) -> None:
    """Score PREDICTIONS (JSON Lines, - for standard input) against CORPUS (a split or a file).

    Example: musnad evaluate musnad-starter/test predictions.jsonl --report errors.html
    """
    from musnad.eval.breakdown import break_down
    from musnad.eval.evaluate import evaluate
    from musnad.eval.predictions import match

    if markdown and as_json:
        raise UsageError("--markdown and --json are two ways to print; choose one")
    gold = corpus_named(corpus)
    answers: Any = predictions
    if (properties or page) and predictions is None:
        raise UsageError("--by and --report are about articles; give predictions of them")
    if properties or page:
        assert predictions is not None
        # Read once, also where it is standard input.
        matched = match(gold, predictions, allow_missing=allow_missing)
        answers = [item for item in matched.predictions if item.id not in matched.missing]
    options: Any = {
        "metrics": metrics or None,
        "allow_missing": allow_missing,
        "resamples": resamples,
        "seed": seed,
    }
    tasks: Any = {"pairs": pairs, "reliability": reliability, "ratings": ratings}
    with progress("scoring", len(gold)) as step:
        report = evaluate(gold, answers, on_article=step, **tasks, **options)
    parts = [break_down(gold, answers, by, **options) for by in properties]
    if page:
        from musnad.eval.pages import write_report_page

        name = "" if predictions in (None, "-") else Path(str(predictions)).name
        write_report_page(page, report, gold, answers, parts, system=name)
        click.echo(f"page written to {page}", err=True)
    if as_json:
        found = report.to_json()
        print_json({**found, "breakdowns": [part.to_json() for part in parts]} if parts else found)
    elif markdown:
        click.echo("\n\n".join([report.to_markdown(full=full), *(p.to_markdown() for p in parts)]))
    else:
        click.echo("\n\n".join([report.to_text(full=full), *(part.to_text() for part in parts)]))

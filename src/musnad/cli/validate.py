"""`musnad validate`: every problem of a file, in one pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .options import corpus_named, json_option, print_json

if TYPE_CHECKING:
    from musnad.dataset import Problem

SHOWN = 20


@click.command("validate")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--table",
    default="articles",
    metavar="TABLE",
    help="articles (default), predictions, pairs, assertions or ratings.",
)
@click.option(
    "--corpus",
    default=None,
    metavar="CORPUS",
    help="The gold articles of predictions, so that their offsets can be checked too.",
)
@click.option("--all", "every", is_flag=True, help=f"Print all problems, not the first {SHOWN}.")
@json_option
@click.pass_context
def command(
    context: click.Context,
    files: tuple[str, ...],
    table: str,
    corpus: str | None,
    every: bool,
    as_json: bool,
) -> None:
    """List every problem of FILEs: file, line, record, what was found, what was expected.

    Example: musnad validate predictions.jsonl --table predictions --corpus musnad-starter/test
    """
    from musnad.dataset import check_rows

    texts = {article.id: article.text for article in corpus_named(corpus)} if corpus else None
    problems: list[Problem] = []
    rows = 0
    for file in files:
        for row in check_rows(file, table, texts=texts):
            rows += 1
            for problem in row.problems:
                problems.append(problem)
                if not as_json and (every or len(problems) <= SHOWN):
                    click.echo(str(problem))
    if as_json:
        print_json({"rows": rows, "problems": [problem.to_json() for problem in problems]})
    else:
        hidden = len(problems) - SHOWN
        if hidden > 0 and not every:
            click.echo(f"… and {hidden} more; --all prints them")
        click.echo(f"{rows} rows, {len(problems)} problems", err=True)
    context.exit(1 if problems else 0)

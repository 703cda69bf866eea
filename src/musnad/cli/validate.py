"""`musnad validate`: every problem of a file, in one pass."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from musnad.errors import UsageError

from .options import corpus_named, json_option, print_json

if TYPE_CHECKING:
    from musnad.dataset import Corpus, Problem
    from musnad.dataset.validation import Row

SHOWN = 20
PREDICTIONS = "predictions"


@click.command("validate")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--table",
    default=None,
    metavar="TABLE",
    help="articles (default), predictions (default with --corpus), pairs, assertions or ratings.",
)
@click.option(
    "--corpus",
    default=None,
    metavar="CORPUS",
    help="The gold articles of predictions: checks offsets, and that no article is missing.",
)
@click.option("--all", "every", is_flag=True, help=f"Print all problems, not the first {SHOWN}.")
@json_option
@click.pass_context
def command(
    context: click.Context,
    files: tuple[str, ...],
    table: str | None,
    corpus: str | None,
    every: bool,
    as_json: bool,
) -> None:
    """List every problem of FILEs: file, line, record, what was found, what was expected.

    Example: musnad validate predictions.jsonl --table predictions --corpus musnad-starter/test
    """
    table = table or (PREDICTIONS if corpus else "articles")
    if corpus and table != PREDICTIONS:
        raise UsageError(f"--corpus goes with --table predictions, not with --table {table}")
    gold = corpus_named(corpus) if corpus else None
    problems: list[Problem] = []
    rows = 0
    for file in files:
        for row in _checked(file, table, gold):
            rows += bool(row.line)
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


def _checked(file: str, table: str, gold: Corpus | None) -> Iterator[Row]:
    """The rows of a file with their problems, and the file's where a corpus is given."""
    from musnad.dataset import check_rows
    from musnad.dataset.validation import beside

    if gold is None:
        return check_rows(file, table)
    texts = {article.id: article.text for article in gold}
    rows = check_rows(file, table, texts=texts)
    name = "<stdin>" if file == "-" else file
    return beside(rows, gold.name, texts, name, entities=gold.entities)

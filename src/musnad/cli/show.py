"""`musnad show`: an article with its labels, or with a system's predictions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from musnad.errors import DataError

from .options import corpus_named, json_option, print_json

if TYPE_CHECKING:
    from musnad.dataset import Article, Prediction


@click.command("show")
@click.argument("corpus")
@click.argument("article", required=False)
@click.option("--predictions", default=None, metavar="FILE", help="Show these instead of the gold.")
@json_option
def command(corpus: str, article: str | None, predictions: str | None, as_json: bool) -> None:
    """Show who says what in ARTICLE of CORPUS; without ARTICLE, list the articles.

    Example: musnad show musnad-starter/train ar-01
    """
    from musnad.dataset import to_json
    from musnad.eval import match

    from .display import escaped, isolated, who_said_what

    if predictions is not None and article is None:
        raise click.UsageError("--predictions shows the answer for one article; name ARTICLE too.")
    gold = corpus_named(corpus)
    if article is None:
        titles = {item.id: item.title or item.text.partition("\n")[0] for item in gold}
        if as_json:
            print_json(titles)
        for name, title in {} if as_json else titles.items():
            click.echo(f"{escaped(name)}  {isolated(title)}")
        return
    found = gold[article]
    record: Article | Prediction = found
    if predictions is not None:
        answers = match(gold, predictions, allow_missing=True)
        if found.id in answers.missing:
            raise DataError(f"{predictions}: has no prediction for article {found.id!r}")
        record = next(item for item in answers.predictions if item.id == found.id)
    if as_json:
        print_json(to_json(record, "gold" if predictions is None else "predicted"))
        return
    click.echo(f"{escaped(found.text)}\n\n---")
    click.echo(who_said_what(found.text, record))

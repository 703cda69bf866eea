"""`musnad show`: an article with its labels, or with a system's predictions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from musnad.errors import DataError

from .options import corpus_named, json_option, print_json

if TYPE_CHECKING:
    from musnad.dataset import Article, Corpus, Prediction


@click.command("show")
@click.argument("corpus")
@click.argument("article", required=False)
@click.option("--predictions", default=None, metavar="FILE", help="Show these instead of the gold.")
@click.option("--event", default=None, metavar="ID", help="Show who says what about its facts.")
@click.option("--html", default=None, metavar="FILE", help="Write that as a page.")
@json_option
def command(
    corpus: str,
    article: str | None,
    predictions: str | None,
    event: str | None,
    html: str | None,
    as_json: bool,
) -> None:
    """Show who says what in ARTICLE of CORPUS; without ARTICLE, list the articles.

    With --event, show the reports of one event side by side: who asserts or denies which value of
    each fact, in which outlet, with the verdict.

    Examples: musnad show musnad-starter/train ar-01; musnad show CORPUS --event e03 --html e03.html
    """
    from musnad.dataset import to_json
    from musnad.eval import match

    from .display import escaped, isolated, who_said_what

    if predictions is not None and article is None:
        raise click.UsageError("--predictions shows the answer for one article; name ARTICLE too.")
    gold = corpus_named(corpus)
    if event is not None or html is not None:
        if event is None or article is not None or predictions is not None:
            raise click.UsageError("--event compares reports and --html writes it; name the event.")
        _show_event(gold, event, html, as_json)
        return
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


def _show_event(corpus: Corpus, event: str, html: str | None, as_json: bool) -> None:
    from dataclasses import asdict

    from musnad.dataset.conflicts import conflicts
    from musnad.errors import unknown_name

    from .display import escaped, isolated

    reports = [item for item in corpus if item.event == event]
    if not reports:
        raise unknown_name("event", event, {item.event for item in corpus if item.event})
    found = conflicts(reports, event)
    if html is not None:
        from musnad.eval.pages import write_conflict_page

        write_conflict_page(html, corpus.name, event, reports, found)
        click.echo(f"page written to {html}", err=True)
    if as_json:
        print_json([{**asdict(item), "disputed": item.is_disputed} for item in found])
        return
    click.echo(f"{escaped(event)}: {len(reports)} reports, {len(found)} facts")
    for item in found:
        click.echo(f"\n{escaped(item.fact)}{', disputed' if item.is_disputed else ''}")
        for voice in item.voices:
            verb = "denies" if voice.stance == "deny" else "asserts"
            where = ", ".join(map(escaped, voice.outlets))
            click.echo(f"  {isolated(voice.name)} {verb} {escaped(voice.value)} ({where})")
            for words in voice.words:
                click.echo(f"      {isolated(words)}")
            click.echo(f"      verdict: {voice.verdict or 'none'}")

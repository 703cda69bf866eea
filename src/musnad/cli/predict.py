"""`musnad predict`: run a baseline on a corpus, or on a raw text file."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from musnad.errors import DataError, UsageError, in_words

from .options import corpus_named, json_option, out_option, progress

if TYPE_CHECKING:
    from musnad.baselines import Baseline
    from musnad.dataset import Article


@click.command("predict")
@click.argument("name")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--model", default=None, metavar="FOLDER", help="A model saved by `musnad train`.")
@out_option
@json_option
def command(name: str, inputs: tuple[str, ...], model: str | None, out: str, as_json: bool) -> None:
    """Run the baseline NAME on INPUT: a corpus split, a .jsonl of articles, or raw .txt files.

    Raw text (UTF-8, headline on the first line; - reads standard input) is answered with who
    said what, or with prediction records where --json or --out ask for them.

    Examples: musnad predict cues news.txt; musnad predict cues musnad-starter/test --out p.jsonl
    """
    from musnad.dataset import to_json, write_lines

    from .display import who_said_what

    system = _system(name, model)
    raw = [item for item in inputs if is_text(item)]
    articles = _articles(inputs)
    with progress(f"predicting with {name}", len(articles)) as step:
        predictions = []
        for article in articles:
            predictions.extend(system.predict([article]))
            step()
    if raw and len(raw) == len(inputs) and out == "-" and not as_json:
        for article, prediction in zip(articles, predictions, strict=True):
            click.echo(who_said_what(article.text, prediction))
        return
    written = write_lines(out, (to_json(item, "predicted") for item in predictions))
    if out != "-":
        click.echo(f"{written} predictions written to {out}", err=True)


def _system(name: str, model: str | None) -> Baseline:
    from musnad import baseline

    system = baseline(name)
    return type(system).load(model) if model else system


def _articles(inputs: Sequence[str]) -> list[Article]:
    """The articles of all inputs, in order; ids must differ, or the answers could not be told."""
    articles: list[Article] = []
    seen: dict[str, str] = {}
    for item in inputs:
        for article in [read_text(item)] if is_text(item) else corpus_named(item):
            if article.id in seen:
                raise UsageError(
                    f"{seen[article.id]} and {item} both give an article {article.id!r}; "
                    "rename one, or predict them apart"
                )
            seen[article.id] = item
            articles.append(article)
    return articles


def is_text(name: str) -> bool:
    """Whether an input is raw text: `-` or a name in `.txt`.

    Raises:
        UsageError: a file that is neither text nor JSON Lines by its name.
    """
    if name == "-" or name.endswith(".txt"):
        return True
    if Path(name).is_file() and not name.endswith((".jsonl", ".jsonl.gz")):
        raise UsageError(
            f"{name}: is neither .txt (raw text) nor .jsonl (articles); rename it as what it is"
        )
    return False


def read_text(name: str) -> Article:
    """A raw text as an article without labels.

    Raises:
        DataError: the file cannot be read, is not UTF-8, holds no text or holds JSON.
    """
    from musnad.dataset import article_of

    place = "<stdin>" if name == "-" else name
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        text = data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{place}: {in_words(error)}") from None
    if not text.strip():
        raise DataError(f"{place}: is empty; expected a text with the headline on its first line")
    if _is_json(text):
        raise DataError(f"{place}: holds JSON, not raw text; name a file of articles .jsonl")
    return article_of(text, id="stdin" if name == "-" else Path(name).stem)


def _is_json(text: str) -> bool:
    """Whether a text opens with a JSON object, or a list of them; a bracket alone is text."""
    try:
        value, _ = json.JSONDecoder().raw_decode(text.lstrip())
    except (ValueError, RecursionError):
        return False
    return isinstance(value[0] if isinstance(value, list) and value else value, dict)

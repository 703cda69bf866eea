"""`musnad agree`: how alike several annotators labelled the same articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from musnad.errors import UsageError

from .options import corpus_named, json_option, print_json, progress

if TYPE_CHECKING:
    from musnad.dataset import Corpus


@click.command("agree")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "--annotators",
    "split",
    is_flag=True,
    help="INPUTs are splits of one corpus: compare the annotators whose labels it keeps.",
)
@click.option("--markdown", is_flag=True, help="Print Markdown tables.")
@json_option
def command(inputs: tuple[str, ...], split: bool, markdown: bool, as_json: bool) -> None:
    """Krippendorff's alpha and pairwise F1 between annotators.

    Each INPUT is what one annotator labelled: a .jsonl file of articles or predictions (- for
    standard input), or a corpus split. An article that a file lacks was not labelled by its
    annotator.

    Examples: musnad agree amal.jsonl badr.jsonl; musnad agree polnear/test --annotators
    """
    from musnad.dataset import load_annotators
    from musnad.eval.agreement import agree

    if markdown and as_json:
        raise UsageError("--markdown and --json are two ways to print; choose one")
    twice = [name for name, count in Counter(inputs).items() if count > 1]
    if twice:
        raise UsageError(f"{twice[0]} is given twice; name different annotators")
    annotators: Mapping[str, Corpus | str]
    if split:
        annotators = load_annotators(inputs)
    else:
        annotators = {name: name if _is_file(name) else corpus_named(name) for name in inputs}
    with progress("comparing") as step:
        found = agree(annotators, on_article=step)
    if as_json:
        print_json(found.to_json())
    else:
        click.echo(found.to_markdown() if markdown else found.to_text())


def _is_file(name: str) -> bool:
    return name == "-" or name.endswith((".jsonl", ".jsonl.gz"))

"""`musnad schema`: the JSON Schema of a table."""

from __future__ import annotations

import click

from .options import json_option, print_json


@click.command("schema")
@click.argument("table")
@json_option
def command(table: str, as_json: bool) -> None:
    """Print the JSON Schema of TABLE (articles, predictions, pairs, assertions, ratings).

    Example: musnad schema articles
    """
    from musnad.dataset import json_schema

    print_json(json_schema(table))

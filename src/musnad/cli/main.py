"""The command group: verbs, exit codes, and how errors reach the user."""

from __future__ import annotations

import io
import os
import sys
from typing import Any

import click

from musnad.errors import MusnadError, UsageError

from . import (
    agree,
    build,
    compare,
    evaluate,
    importing,
    listing,
    predict,
    schema,
    show,
    stats,
    train,
    validate,
)
from .display import escaped

FINE, PROBLEMS, WRONG_COMMAND, INTERRUPTED = 0, 1, 2, 130


class Verbs(click.Group):
    """The group; a reader that has gone (head, less) ends a command as if it had finished."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the verb."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # What Python would flush at exit has nowhere to go.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(FINE)


@click.group(
    cls=Verbs,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="musnad")
def group() -> None:
    """Who said what in the news: data, baselines and scores, Arabic first.

    Example: musnad predict cues musnad-starter/test --out p.jsonl
    && musnad evaluate musnad-starter/test p.jsonl
    """


for _module in (
    listing,
    show,
    validate,
    stats,
    schema,
    importing,
    build,
    compare,
    train,
    predict,
    evaluate,
    compare,
    agree,
):
    group.add_command(_module.command)


def main() -> None:
    """Run the command; exit 0 fine, 1 problems in the data, 2 wrong command, 130 interrupted."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Records are UTF-8 whatever the locale says, also where they are piped.
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        # The code of a verb that exits, or None of one that returns.
        sys.exit(group.main(prog_name="musnad", standalone_mode=False))
    except click.ClickException as error:
        error.show()
        sys.exit(WRONG_COMMAND)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        sys.exit(INTERRUPTED)
    except MusnadError as error:
        click.echo(f"error: {escaped(str(error))}", err=True)
        sys.exit(WRONG_COMMAND if isinstance(error, UsageError) else PROBLEMS)

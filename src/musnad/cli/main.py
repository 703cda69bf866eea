"""The command group: verbs, exit codes, and how errors reach the user."""

from __future__ import annotations

import os
import sys

import click

from musnad.errors import MusnadError, UsageError

from . import build, evaluate, importing, listing, predict, schema, show, stats, train, validate

FINE, PROBLEMS, WRONG_COMMAND, INTERRUPTED = 0, 1, 2, 130


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
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
    train,
    predict,
    evaluate,
):
    group.add_command(_module.command)


def main() -> None:
    """Run the command; exit 0 fine, 1 problems in the data, 2 wrong command, 130 interrupted."""
    try:
        group.main(standalone_mode=False)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(WRONG_COMMAND)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # The reader (head, less) has gone; what Python would flush at exit has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(FINE)
    except MusnadError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(WRONG_COMMAND if isinstance(error, UsageError) else PROBLEMS)

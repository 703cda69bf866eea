"""`musnad evaluate`: its options and what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from musnad.cli.evaluate import command
from musnad.eval import RESAMPLES, SEED

TRAIN = "musnad-starter/train"


def test_the_defaults_are_those_of_the_function() -> None:
    # The command repeats them so that --help need not import the scorer.
    defaults = {item.name: item.default for item in command.params}
    assert (defaults["resamples"], defaults["seed"]) == (RESAMPLES, SEED)


def test_two_ways_to_print_are_one_too_many(run: Callable[..., Any]) -> None:
    done = run("evaluate", TRAIN, "p.jsonl", "--markdown", "--json")
    assert (done.code, done.out, done.err) == (
        2,
        "",
        "error: --markdown and --json are two ways to print; choose one\n",
    )


def test_more_resamples_than_memory_holds_are_refused(
    run: Callable[..., Any], rows: list[Any], lines: Callable[..., bytes]
) -> None:
    done = run("evaluate", TRAIN, "-", "--resamples", "1000000000", stdin=lines(rows))
    assert (done.code, done.err) == (
        2,
        "error: resamples is 1000000000; at most 100000 are drawn\n",
    )

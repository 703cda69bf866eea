"""`musnad compare`, and `musnad evaluate --by`: systems and parts side by side."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from musnad.cli.compare import command
from musnad.eval import RESAMPLES, SEED
from musnad.eval.significance import RANDOMISATIONS

TRAIN = "musnad-starter/train"
QUICK = ("--resamples", "20", "--randomisations", "20")


@pytest.fixture
def systems(folder: Path, rows: list[Any], lines: Callable[..., bytes]) -> tuple[str, str]:
    """Files of a perfect system and of one that finds nothing."""
    layers = ("sources", "attributions", "claims")
    perfect = [{key: row[key] for key in ("id", "text", *layers)} for row in rows]
    (folder / "كامل.jsonl").write_bytes(lines(perfect))
    nothing = [{**row, **{layer: [] for layer in layers}} for row in perfect]
    (folder / "nothing.jsonl").write_bytes(lines(nothing))
    return "كامل.jsonl", "nothing.jsonl"


def test_the_defaults_are_those_of_the_function() -> None:
    defaults = {item.name: item.default for item in command.params}
    assert (defaults["resamples"], defaults["randomisations"]) == (RESAMPLES, RANDOMISATIONS)
    assert defaults["seed"] == SEED


def test_files_give_systems_their_names(run: Callable[..., Any], systems: tuple[str, str]) -> None:
    done = run("compare", TRAIN, systems[1], systems[0], *QUICK, "--json")
    assert done.code == 0
    assert {name: row["rank"] for name, row in done.json["systems"].items()} == {
        "كامل": [1, 1],
        "nothing": [2, 2],
    }
    (gap,) = done.json["differences"]
    # 8 articles of 7 events: 2 of 2^7 swaps are as large
    assert (gap["one"], gap["difference"], gap["p"], gap["p_exact"]) == ("كامل", 1, 2 / 2**7, True)


def test_a_name_before_an_equals_sign(run: Callable[..., Any], systems: tuple[str, str]) -> None:
    done = run("compare", TRAIN, f"mine={systems[0]}", systems[1], *QUICK)
    assert "    1  mine     100.0" in done.out
    assert done.err == ""


def test_an_unknown_file_is_named(run: Callable[..., Any], systems: tuple[str, str]) -> None:
    done = run("compare", TRAIN, systems[0], "absent.jsonl", *QUICK)
    assert done.code == 1
    assert "absent.jsonl" in done.err


def test_one_system_is_no_comparison(run: Callable[..., Any], systems: tuple[str, str]) -> None:
    done = run("compare", TRAIN, systems[0], *QUICK)
    assert (done.code, done.err[:28]) == (2, "error: 1 system to compare; ")


def test_parts_are_printed_after_the_scores(
    run: Callable[..., Any], systems: tuple[str, str]
) -> None:
    options = ("--metric", "wsw_f1", "--by", "slot", "--resamples", "0")
    table = run("evaluate", TRAIN, systems[0], *options)
    assert [line.split()[0] for line in table.out.split("\n\n")[1].splitlines()[:2]] == [
        "slot",
        "null",
    ]
    parts = run("evaluate", TRAIN, systems[0], *options, "--json").json["breakdowns"]
    assert [part["by"] for part in parts] == ["slot"]
    assert {part["scores"]["wsw_f1"]["value"] for part in parts[0]["parts"]} == {1}
    markdown = run("evaluate", TRAIN, systems[0], *options, "--markdown").out
    assert "| slot | attributions | `wsw_f1` |\n" in markdown


def test_standard_input_is_read_once(run: Callable[..., Any], systems: tuple[str, str]) -> None:
    options = ("--metric", "wsw_f1", "--by", "slot", "--resamples", "0", "--json")
    content = Path(systems[0]).read_bytes()
    assert run("evaluate", TRAIN, "-", *options, stdin=content).json == (
        run("evaluate", TRAIN, systems[0], *options).json
    )


def test_missing_articles_are_counted_with_parts_too(
    run: Callable[..., Any], systems: tuple[str, str]
) -> None:
    lines = Path(systems[0]).read_bytes().splitlines(keepends=True)
    options = ("--by", "slot", "--resamples", "0", "--json", "--allow-missing")
    found = run("evaluate", TRAIN, "-", *options, stdin=b"".join(lines[2:])).json
    assert len(found["missing"]) == 2
    assert "|miss:2|" in found["scores"]["wsw_f1"]["signature"]
    part = found["breakdowns"][0]["parts"][0]
    assert "|miss:2|" in part["scores"]["wsw_f1"]["signature"]


def test_a_page_is_written_beside_the_scores(
    run: Callable[..., Any], systems: tuple[str, str], folder: Path
) -> None:
    done = run("evaluate", TRAIN, systems[0], "--report", "صفحة.html", "--resamples", "0")
    assert (done.code, done.err) == (0, "page written to صفحة.html\n")
    assert "كامل.jsonl" in (folder / "صفحة.html").read_text(encoding="utf-8")

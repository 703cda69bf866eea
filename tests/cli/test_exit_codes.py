"""Exit codes: 0 fine, 1 problems in the data, 2 a wrong command, 130 interrupted."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
TRAIN = "musnad-starter/train"
PROGRAM = [sys.executable, "-c", "from musnad.cli import main; main()"]

WRONG = [
    (["stat"], "Error: No such command 'stat'."),
    (["stats"], "Error: Missing argument 'CORPUS...'."),
    (["stats", TRAIN, "--jsn"], "Error: No such option '--jsn'."),
    (["stats", "musnad-strater/train"], "error: unknown corpus 'musnad-strater'; did you mean "
     "'musnad-starter'? known: musnad-pilot, musnad-starter; others come in by 'musnad import'"),
    (["stats", "musnad-starter/dev"], "error: unknown split 'musnad-starter/dev'; did you mean "
     "'musnad-starter/test'? known: musnad-starter/test, musnad-starter/train"),
    (["stats", "musnad-starter"], "error: unknown split 'musnad-starter/'; did you mean "
     "'musnad-starter/test'? known: musnad-starter/test, musnad-starter/train"),
    (["predict", "cues", "nofile"], "error: unknown corpus 'nofile'; known: musnad-pilot, "
     "musnad-starter; others come in by 'musnad import'; nor is there a file 'nofile'"),
    (["show", TRAIN, "--predictions", "gold.jsonl"], "Error: --predictions shows the answer for "
     "one article; name ARTICLE too."),
    (["evaluate", TRAIN, "gold.jsonl", "--metric", "wsw"], "error: unknown metric 'wsw'; did you "
     "mean 'wsw_f1'? known: wsw_f1, "),
    (["import", "brat", ".", "--name", "musnad-own"], "error: 'musnad-own' cannot name a corpus; "),
    (["stats", "articles.csv"], "error: articles.csv: is neither a .jsonl file of articles nor a "
     "corpus/split"),
    (["show", TRAIN, "ar-1"], "error: unknown article 'ar-1'; did you mean 'ar-1"),
    (["predict", "cue", TRAIN], "error: unknown baseline 'cue'; did you mean 'cues'? known: "),
    (["predict", "nothing", "--out"], "Error: Option '--out' requires an argument."),
    (["train", "nothing", TRAIN], "Error: Missing option '--out'."),
    (["evaluate", TRAIN, "gold.jsonl", "--metric", "wsw_f"], "error: unknown metric 'wsw_f'; did "
     "you mean 'wsw_f1'? known: "),
    (["evaluate", TRAIN, "gold.jsonl", "--resamples", "-1"], "Error: Invalid value for "
     "'--resamples': -1 is not in the range x>=0."),
    (["evaluate", TRAIN, "gold.jsonl", "--seed", "-1"], "Error: Invalid value for '--seed': -1 is "
     "not in the range x>=0."),
    (["schema", "claims"], "error: unknown table 'claims'; did you mean 'pairs'? known: articles, "
     "assertions, pairs, predicted-pairs, predictions, ratings, reliability"),
    (["validate", "gold.jsonl", "--table", "claims"], "error: unknown table 'claims'; did you mean "
     "'pairs'? known: articles, assertions, pairs, predicted-pairs, predictions, ratings, "
     "reliability"),
    (["import", "polnaer", "."], "error: unknown importer 'polnaer'; did you mean 'polnear'? "
     "known: "),
    (["build", "."], "error: ./authored holds no corpus; run this in a checkout"),
]  # fmt: skip

PROBLEMS = [
    (["validate", "nowhere.jsonl"], "error: nowhere.jsonl: cannot be read: No such file or "
     "directory"),
    (["stats", "nowhere.jsonl"], "error: nowhere.jsonl: cannot be read: No such file or directory"),
    (["stats", "bad.jsonl"], "error: bad.jsonl:1: article 'ar-90', event is missing; every key "
     "must be present [E-KEY]"),
    (["evaluate", TRAIN, "bad.jsonl"], "error: bad.jsonl:1: article 'ar-90', text_sha256 is "
     "missing; give text_sha256 or text [E-TEXT]"),
    (["evaluate", TRAIN, "empty.jsonl"], "error: empty.jsonl: 8 of 8 articles of "
     "musnad-starter/train have no prediction: "),
    (["predict", "nothing", TRAIN, "--model", "nowhere"], "error: nowhere/model.json: is not a "
     "model file ([Errno 2] No such file or directory: 'nowhere/model.json'); train and save it "
     "again"),
    (["predict", "nothing", TRAIN, "--out", "."], "error: .: cannot be written: Is a directory"),
    (["train", "nothing", TRAIN, "--out", "gold.jsonl"], "error: gold.jsonl/model.json: cannot be "
     "written: File exists"),
    (["show", TRAIN, "ar-02", "--predictions", "one.jsonl"], "error: one.jsonl: has no prediction "
     "for article 'ar-02'"),
    (["import", "brat", "nowhere"], "error: nowhere: does not exist; give the folder or archive of "
     "brat"),
]  # fmt: skip


@pytest.fixture
def files(folder: Path, rows: list[Any], lines: Callable[..., bytes]) -> Path:
    """A gold file, its first row, a broken row, an empty file, and one of another kind."""
    (folder / "gold.jsonl").write_bytes(lines(rows))
    (folder / "one.jsonl").write_bytes(lines(rows[:1]))
    (folder / "bad.jsonl").write_bytes(b'{"id": "ar-90"}\n')
    (folder / "empty.jsonl").touch()
    (folder / "articles.csv").touch()
    return folder


@pytest.mark.parametrize(("arguments", "message"), WRONG)
def test_a_wrong_command_exits_with_2(
    arguments: list[str], message: str, run: Run, files: Path
) -> None:
    done = run(*arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines()[-1].startswith(message)


@pytest.mark.parametrize(("arguments", "message"), PROBLEMS)
def test_a_problem_in_the_data_exits_with_1(
    arguments: list[str], message: str, run: Run, files: Path
) -> None:
    done = run(*arguments)
    assert (done.code, done.out) == (1, "")
    *talk, last = done.err.splitlines()
    assert last.startswith(message)
    assert all(line.endswith(" articles") for line in talk)


def test_validate_exits_with_1_and_lists_the_problems_on_stdout(run: Run, files: Path) -> None:
    assert run("validate", "gold.jsonl") == (0, "", "8 rows, 0 problems\n")
    done = run("validate", "gold.jsonl", "bad.jsonl", "--all")
    assert (done.code, done.err) == (1, "9 rows, 13 problems\n")
    assert done.out.splitlines()[0] == (
        "bad.jsonl:1: article 'ar-90', event is missing; every key must be present [E-KEY]"
    )
    as_json = run("validate", "gold.jsonl", "bad.jsonl", "--json")
    assert (as_json.code, as_json.err) == (1, "")
    assert as_json.json["rows"] == 9
    assert as_json.json["problems"][0] == {
        "code": "E-KEY",
        "file": "bad.jsonl",
        "line": 1,
        "record": "ar-90",
        "path": "event",
        "message": "is missing; every key must be present",
    }


@pytest.mark.parametrize(
    ("count", "shown", "last"),
    [
        (20, 20, "<stdin>:20: is not strict JSON: the line is empty; write one JSON object a line "
         "[E-JSON]"),
        (21, 20, "… and 1 more; --all prints them"),
        (500, 20, "… and 480 more; --all prints them"),
    ],
)  # fmt: skip
def test_validate_prints_twenty_problems_and_counts_the_rest(
    count: int, shown: int, last: str, run: Run
) -> None:
    done = run("validate", "-", stdin=b"\n" * count)
    printed = done.out.splitlines()
    assert sum(line.startswith("<stdin>:") for line in printed) == shown
    assert printed[-1] == last
    assert done.err == f"{count} rows, {count} problems\n"
    assert len(run("validate", "-", "--all", stdin=b"\n" * count).out.splitlines()) == count


def test_problems_of_one_row_are_cut_and_counted_too(run: Run) -> None:
    done = run("validate", "-", stdin=b'{"id": "a"}\n{"id": "b"}\n')
    assert len(done.out.splitlines()) == 21
    assert done.out.splitlines()[-1] == "… and 6 more; --all prints them"


def test_the_exit_codes_reach_the_shell(files: Path) -> None:
    def code(*arguments: str) -> int:
        return subprocess.run([*PROGRAM, *arguments], capture_output=True, check=False).returncode

    assert code("validate", "gold.jsonl") == 0
    assert code("validate", "bad.jsonl") == 1
    assert code("validate") == 2


def test_an_interrupt_exits_with_130_and_without_a_traceback(folder: Path) -> None:
    process = subprocess.Popen(
        [*PROGRAM, "validate", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b"\n")
    process.stdin.flush()
    # The first problem is printed while the command waits for the next line.
    assert process.stdout.readline().startswith(b"<stdin>:1: is not strict JSON")
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert err.decode().split() == ["interrupted"]


def test_a_reader_that_leaves_is_no_error(folder: Path) -> None:
    process = subprocess.Popen(
        [*PROGRAM, "validate", "-", "--all"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.close()
    _, err = process.communicate(b"\n" * 1000, timeout=30)
    assert (process.returncode, err) == (0, b"")


def test_records_are_utf_8_in_any_locale(folder: Path) -> None:
    done = subprocess.run(
        [*PROGRAM, "predict", "cues", "-", "--json"],
        input="عاجل\n\nقالت البلدية إن الجسر آمن.".encode(),
        env={**os.environ, "PYTHONIOENCODING": "latin-1"},
        capture_output=True,
        check=True,
    )
    answer = json.loads(done.stdout.decode())
    assert answer["attributions"][0]["cue"][0]["text"] == "قالت"

"""Every verb: help, JSON, what goes to which stream, and where input comes from."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import musnad
from musnad.cli.main import group
from musnad.dataset import IMPORTERS, article_of, embedded_folder, json_schema, load, to_json
from musnad.dataset.packaging.release import build_dataset

Run = Callable[..., Any]
TRAIN = "musnad-starter/train"
VERBS = sorted(group.commands)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_can_print_json_and_shows_an_example(verb: str) -> None:
    result = CliRunner().invoke(group, [verb, "--help"])
    assert result.exit_code == 0
    assert "--json" in result.stdout
    assert "Example" in result.stdout
    assert f"musnad {verb} " in result.stdout or verb == "list"
    assert result.stderr == ""


def test_the_group_lists_every_verb_with_a_definition() -> None:
    result = CliRunner().invoke(group, ["--help"])
    commands = result.stdout.partition("Commands:\n")[2].splitlines()
    listed = {line.split()[0]: line.split(maxsplit=1)[1] for line in commands if line.strip()}
    assert sorted(listed) == VERBS
    assert all(text[0].isupper() for text in listed.values())


def test_version_is_that_of_the_package(run: Run) -> None:
    assert run("--version") == (0, f"musnad, version {musnad.__version__}\n", "")


def test_list_names_what_there_is(run: Run) -> None:
    known = run("list", "--json").json
    assert known["corpora"]["musnad-starter"]["splits"] == {"train": 8, "test": 8}
    assert {"cues", "nothing"} <= set(known["baselines"])
    assert set(known["importers"]) == set(IMPORTERS)
    assert "wsw_f1" in known["metrics"]
    text = run("list").out
    assert "musnad-starter/train 8, musnad-starter/test 8" in text
    assert all(name in text for name in known["metrics"])


@pytest.mark.parametrize("table", ["articles", "predictions", "pairs", "assertions", "ratings"])
@pytest.mark.parametrize("flag", [(), ("--json",)])
def test_schema_prints_json(table: str, flag: tuple[str, ...], run: Run) -> None:
    assert run("schema", table, *flag).json == json_schema(table)


def test_stats_of_splits_and_of_files_are_the_same(
    run: Run, folder: Path, rows: list[Any], lines: Any
) -> None:
    (folder / "mine.jsonl").write_bytes(lines(rows))
    table = run("stats", TRAIN, "mine.jsonl", "--json").json
    assert table[TRAIN] == table["mine.jsonl"]
    assert (table[TRAIN]["articles"], table[TRAIN]["attributions"]) == (8, 112)
    assert run("stats", "-", "--json", stdin=lines(rows)).json == {"-": table[TRAIN]}


def test_stats_of_an_unlabelled_layer_are_not_zero(run: Run, rows: list[Any], lines: Any) -> None:
    for row in rows:
        for item in row["attributions"]:
            item.update(style=None)
    done = run("stats", "-", stdin=lines(rows))
    assert [line.split() for line in done.out.splitlines() if line.startswith("direct")] == [
        ["direct", "n/a"]
    ]


def test_show_lists_articles_or_shows_one(run: Run) -> None:
    titles = run("show", TRAIN, "--json").json
    corpus = load(TRAIN)
    assert titles == {article.id: article.title for article in corpus}
    assert list(titles) == [line.split()[0] for line in run("show", TRAIN).out.splitlines()]
    shown = run("show", TRAIN, "ar-01").out
    assert shown.startswith(corpus["ar-01"].text)
    assert run("show", TRAIN, "ar-01", "--json").json["id"] == "ar-01"


def test_show_with_predictions_shows_these(run: Run, folder: Path) -> None:
    run("predict", "nothing", TRAIN, "--out", "p.jsonl")
    done = run("show", TRAIN, "ar-01", "--predictions", "p.jsonl")
    assert done.out.endswith("nobody is quoted or cited.\n")
    answer = run("show", TRAIN, "ar-01", "--predictions", "p.jsonl", "--json").json
    assert (answer["id"], answer["attributions"]) == ("ar-01", [])
    assert "text" not in answer


def test_results_go_to_stdout_and_talk_to_stderr(run: Run, folder: Path) -> None:
    printed = run("predict", "nothing", TRAIN)
    assert len(printed.rows) == 8
    assert printed.err == ""
    written = run("predict", "nothing", TRAIN, "--out", "deep/er/p.jsonl")
    assert (written.out, written.err) == ("", "8 predictions written to deep/er/p.jsonl\n")
    assert (folder / "deep/er/p.jsonl").read_text(encoding="utf-8") == printed.out
    checked = run("validate", "deep/er/p.jsonl", "--table", "predictions", "--corpus", TRAIN)
    assert checked == (0, "", "8 rows, 0 problems\n")


def test_predictions_go_through_a_pipe_into_a_report(run: Run, lines: Any, rows: Any) -> None:
    predictions = run("predict", "cues", TRAIN).out.encode()
    piped = run("evaluate", TRAIN, "-", "--resamples", "20", "--json", stdin=predictions)
    gold = load(TRAIN)
    expected = musnad.evaluate(gold, musnad.baseline("cues").predict(gold), resamples=20)
    assert piped.json == json.loads(json.dumps(expected.to_json()))
    assert piped.err == ""
    assert run("evaluate", TRAIN, "-", "--metric", "wsw_f1", stdin=lines(rows)).out.splitlines()[
        1
    ].split() == ["wsw_f1", "100.0", "100.0-100.0"]


def test_a_file_of_gold_is_the_corpus_that_it_copies(
    run: Run, folder: Path, rows: list[Any], lines: Any
) -> None:
    (folder / "gold.jsonl").write_bytes(lines(rows))
    report = run("evaluate", "gold.jsonl", "gold.jsonl", "--resamples", "0", "--json").json
    assert report["corpus"] == TRAIN
    assert f"|data:{TRAIN}@" in report["scores"]["wsw_f1"]["signature"]


def test_evaluate_prints_text_markdown_and_every_metric(run: Run, folder: Path) -> None:
    run("predict", "cues", TRAIN, "--out", "p.jsonl")
    base = ("evaluate", TRAIN, "p.jsonl", "--resamples", "0")
    text, markdown, full = run(*base), run(*base, "--markdown"), run(*base, "--all")
    assert text.out.startswith(f"{TRAIN}: 8 articles, 8 events\n  wsw_f1 ")
    assert "| `wsw_f1` |" in markdown.out
    report = run(*base, "--json").json
    assert len(full.out.splitlines()) > len(text.out.splitlines())
    assert all(f"  {name} " in full.out for name in report["scores"])


def test_train_saves_what_predict_loads(run: Run, folder: Path) -> None:
    done = run("train", "cues", TRAIN, "--out", "models/cues", "--json")
    assert done.json == {"baseline": "cues", "articles": 8, "model": "models/cues", "seed": 1}
    text = run("train", "cues", TRAIN, "--out", "models/cues").out
    assert text == "cues: fitted on 8 articles, saved to models/cues\n"
    loaded = run("predict", "cues", TRAIN, "--model", "models/cues")
    assert loaded.out == run("predict", "cues", TRAIN).out


def test_import_reports_counts_and_the_corpus_can_be_named(run: Run, folder: Path) -> None:
    given = folder / "given"
    given.mkdir()
    (given / "a.txt").write_text("قالت البلدية إن الجسر آمن.", encoding="utf-8")
    (given / "a.ann").write_text("T1\tClaim 13 25\tإن الجسر آمن\nT2\t\x1b[2J 0 4\tقالت\n", "utf-8")
    manifest = run("import", "brat", "given", "--json").json
    assert (manifest["name"], manifest["splits"]["train"]["articles"]) == ("brat", 1)
    done = run("import", "brat", "given", "--name", "desk")
    assert done.out == (
        "desk/train: 1 articles, 0 attributions, 1 claims\n"
        "  1 x text-bound \\u001b[2J in no attribution: left out\n"
    )
    for name in ("brat/train", "desk/train"):
        assert run("stats", name, "--json").json[name]["articles"] == 1


def test_a_damaged_corpus_is_told_and_the_others_are_listed(run: Run, folder: Path) -> None:
    path = folder / "home" / "corpora" / "خراب" / "manifest.json"
    path.parent.mkdir(parents=True)
    path.write_text("{}", encoding="utf-8")
    problem = f"{path}: is not a corpus manifest: has no 'name'; import it again"
    done = run("list")
    assert (done.code, done.err) == (1, f"error: {problem}\n")
    assert "musnad-starter/train 8, musnad-starter/test 8" in done.out
    as_json = run("list", "--json").json
    assert list(as_json["corpora"]) == ["musnad-pilot", "musnad-starter"]
    assert as_json["damaged"] == [problem]


def test_what_a_stranger_wrote_does_not_command_the_terminal(
    run: Run, folder: Path, lines: Any
) -> None:
    given = to_json(article_of("عاجل\x1b[2J\n\nقال\x9b نعم", id="ar\x1b[31m"))
    (folder / "given.jsonl").write_bytes(lines([given]))
    for arguments in ([], ["ar\x1b[31m"], ["ar-90"]):
        done = run("show", "given.jsonl", *arguments)
        assert "\\u001b[" in done.out + done.err
        assert not {"\x1b", "\x9b"} & set(done.out + done.err)


@pytest.fixture
def checkout(folder: Path) -> Path:
    """A folder `dataset` with the authored corpus, as built."""
    (folder / "dataset").mkdir()
    (folder / "dataset" / "authored").symlink_to(embedded_folder() / "authored")
    build_dataset(folder / "dataset")
    return folder / "dataset"


def test_build_makes_and_checks_the_data_files(run: Run, checkout: Path) -> None:
    assert run("build", "--check") == (0, "", "")
    assert run("build", "--check", "--json").json == {"stale": []}
    data = checkout / "data" / "starter" / "articles" / "train.jsonl"
    data.write_text("", encoding="utf-8")
    stale = run("build", "--check")
    assert (stale.code, stale.err) == (1, "")
    assert stale.out == (
        "dataset/data/starter/articles/train.jsonl: differs from what 'musnad build' makes; "
        "build and commit it\n"
    )
    stale = run("build", "--check", "--json")
    assert (stale.code, stale.json) == (1, {"stale": ["dataset/data/starter/articles/train.jsonl"]})
    built = run("build", "dataset", "--json").json
    assert built["musnad-starter"]["train"]["articles"] == 8
    assert "\nmusnad-starter/train: 8 articles, 112 attributions, " in run("build").out
    assert run("build", "--check").code == 0

"""`musnad agree`: annotators as files, as splits and as layers of one corpus."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from musnad.cli.main import group
from musnad.dataset import Manifest, load, load_annotators, to_json
from musnad.dataset.corpora import split_counts, write_manifest
from musnad.errors import UsageError

TRAIN = "musnad-starter/train"


@pytest.fixture
def files(folder: Path, rows: list[Any], lines: Callable[..., bytes]) -> tuple[str, str]:
    """The same articles twice, the second time without the last attribution of the first."""
    (folder / "amal.jsonl").write_bytes(lines(rows))
    first = {**rows[0], "attributions": rows[0]["attributions"][:-1]}
    names = {item["id"] for item in first["attributions"]}
    first["claims"] = [item for item in first["claims"] if item["attribution"] in names]
    (folder / "badr.jsonl").write_bytes(lines([first, *rows[2:]]))
    return "amal.jsonl", "badr.jsonl"


@pytest.fixture
def desk(folder: Path) -> Path:
    """An imported corpus with one split and a second one, labelled by two people and by one."""
    home = folder / "home" / "corpora" / "desk"
    articles = [*load(TRAIN)]
    apart = [replace(articles[0], id="apart")]
    for place, part in (
        ("articles/train", articles),
        ("articles/test", apart),
        ("annotators/amal/train", articles),
        ("annotators/badr/train", articles[1:]),
        ("annotators/amal/test", apart),
    ):
        path = home / f"{place}.jsonl"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = "".join(json.dumps(to_json(item), ensure_ascii=False) + "\n" for item in part)
        path.write_text(text, encoding="utf-8")
    manifest = load(TRAIN).manifest
    splits = {"train": split_counts(articles), "test": split_counts(apart)}
    own = replace(manifest, name="desk", splits=splits, annotators=("amal", "badr"))
    assert isinstance(own, Manifest)
    write_manifest(home, own)
    return home


def test_two_files_are_compared(run: Callable[..., Any], files: tuple[str, str]) -> None:
    done = run("agree", *files)
    assert (done.code, done.err) == (0, "")
    head, *rest = done.out.splitlines()
    assert head == f"2 annotators, 1 pair, {len(load(TRAIN)) - 1} articles"
    assert "  articles with one annotator only, left out: 1." in rest
    assert rest[-1].startswith("  agreement|data:#")


def test_json_holds_every_measure_of_every_pair(
    run: Callable[..., Any], files: tuple[str, str]
) -> None:
    found = run("agree", *files, "--json").json
    assert [pair["annotators"] for pair in found["pairs"]] == [["amal.jsonl", "badr.jsonl"]]
    assert found["pairs"][0]["values"].keys() == found["measures"].keys()
    assert 0.5 < found["measures"]["content_soft_f1"]["mean"] < 1


def test_one_annotator_may_come_from_standard_input(
    run: Callable[..., Any], files: tuple[str, str], rows: list[Any], lines: Callable[..., bytes]
) -> None:
    piped = run("agree", "-", "badr.jsonl", "--json", stdin=lines(rows)).json
    named = run("agree", *files, "--json").json
    assert piped["measures"] == named["measures"]


def test_predictions_are_compared_with_a_split(
    run: Callable[..., Any], folder: Path, rows: list[Any]
) -> None:
    assert run("predict", "cues", TRAIN, "--out", "p.jsonl").code == 0
    found = run("agree", TRAIN, "p.jsonl", "--json").json
    scores = run("evaluate", TRAIN, "p.jsonl", "--resamples", "0", "--json").json["scores"]
    for name in ("content_soft_f1", "cue_exact_f1", "source_iou50_f1"):
        assert found["measures"][name]["mean"] == scores[name]["value"]


def test_the_annotators_of_a_corpus_are_compared(run: Callable[..., Any], desk: Path) -> None:
    found = run("agree", "desk/train", "desk/test", "--annotators", "--json").json
    size = len(load(TRAIN))
    assert found["annotators"] == {"amal": size + 1, "badr": size - 1}


def test_annotators_of_several_splits_are_taken_together(desk: Path) -> None:
    found = load_annotators(["desk/train", "desk/test"])
    assert [(who, len(corpus), corpus.split) for who, corpus in found.items()] == [
        ("amal", len(load(TRAIN)) + 1, "train+test"),
        ("badr", len(load(TRAIN)) - 1, "train"),
    ]
    assert [*load_annotators("desk/test")] == ["amal"]


def test_splits_of_several_corpora_have_no_common_annotators(desk: Path) -> None:
    with pytest.raises(UsageError, match=r"^expected splits of one corpus, found desk, musnad-st"):
        load_annotators(["desk/train", TRAIN])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["amal.jsonl"], "agreement needs two annotators or more; found 1"),
        (["a.jsonl", "a.jsonl"], "a.jsonl is given twice; name different annotators"),
        (["a.jsonl", "b.jsonl", "--json", "--markdown"], "--markdown and --json are two ways to "
         "print; choose one"),
        (
            [TRAIN, "--annotators"],
            f"{TRAIN}: the annotators' own labels are not there; musnad import --annotator all "
            "keeps them where the original has them",
        ),
    ],
)  # fmt: skip
def test_what_the_verb_refuses(
    run: Callable[..., Any], files: tuple[str, str], arguments: list[str], message: str
) -> None:
    done = run("agree", *arguments)
    assert (done.code, done.out, done.err) == (2, "", f"error: {message}\n")


def test_texts_that_differ_are_named_by_file_and_line(
    run: Callable[..., Any], files: tuple[str, str], folder: Path, lines: Callable[..., bytes]
) -> None:
    row = {"id": load(TRAIN).articles[2].id, "text": "نص آخر", "attributions": []}
    (folder / "tim.jsonl").write_bytes(lines([row]))
    done = run("agree", "amal.jsonl", "tim.jsonl")
    assert done.code == 1
    assert done.err.startswith(
        f"error: tim.jsonl:1: article {row['id']!r} has another text than in amal.jsonl:3 from "
    )


def test_the_verb_is_registered() -> None:
    assert "agree" in group.commands

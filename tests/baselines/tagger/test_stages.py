"""Stages of a training: kept, taken up again, and the same however many run at a time."""

from __future__ import annotations

from pathlib import Path

import pytest

import musnad
from musnad.baselines.tagger import Settings, Tagger, Workshop
from musnad.dataset import Article

FILES = ("words.json", "sequence.json", "sequence.f32", "links.json", "parts.json", "model.json")


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    return list(musnad.load("musnad-starter/train"))[:4]


def saved(folder: Path, articles: list[Article], workshop: Workshop) -> dict[str, bytes]:
    Tagger(Settings(iterations=8), workshop).fit(articles).save(folder)
    return {name: (folder / name).read_bytes() for name in FILES}


def test_an_interrupted_training_is_taken_up_and_ends_with_the_same_bytes(
    tmp_path: Path, articles: list[Article]
) -> None:
    whole = saved(tmp_path / "whole", articles, Workshop(tmp_path / "kept"))
    stages = sorted((tmp_path / "kept").iterdir())
    assert len(stages) == 4
    stages[0].unlink()
    said: list[str] = []
    again = saved(tmp_path / "again", articles, Workshop(tmp_path / "kept", report=said.append))
    assert sum("read from the interrupted run" in message for message in said) == 3
    assert again == whole


def test_stages_of_other_settings_are_not_read(tmp_path: Path, articles: list[Article]) -> None:
    saved(tmp_path / "one", articles, Workshop(tmp_path / "kept"))
    said: list[str] = []
    workshop = Workshop(tmp_path / "kept", report=said.append)
    Tagger(Settings(iterations=9), workshop).fit(articles)
    assert not any("interrupted" in message for message in said)


def test_two_processes_make_the_same_model(tmp_path: Path, articles: list[Article]) -> None:
    alone = saved(tmp_path / "alone", articles, Workshop())
    assert saved(tmp_path / "pair", articles, Workshop(processes=2)) == alone

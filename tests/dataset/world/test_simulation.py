"""The tables that come out: counts, splits by event, validity, and the command."""

from __future__ import annotations

import json
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest
from click.testing import CliRunner

from musnad.dataset import validate
from musnad.dataset.world.__main__ import main
from musnad.dataset.world.entities import HERE, entities, outlets
from musnad.dataset.world.events import events
from musnad.dataset.world.latent import natures
from musnad.dataset.world.simulation import Simulation, assertions, planned, ratings, split_of


def test_a_hundred_sources_have_twenty_distinct_assertions_or_more(simulation: Simulation) -> None:
    distinct = defaultdict(set)
    for rows in assertions(simulation).values():
        for row in rows:
            distinct[row.source].add((row.event, row.fact, row.stance, row.value))
    rich = [name for name, said in distinct.items() if name in entities() and len(said) >= 20]
    assert len(rich) >= 100
    assert set(distinct) & set(entities()) == set(entities())


def test_sixty_sources_have_five_distinct_assertions_in_test(simulation: Simulation) -> None:
    distinct = defaultdict(set)
    for row in assertions(simulation)["test"]:
        distinct[row.source].add((row.event, row.fact, row.stance, row.value))
    heard = [name for name, said in distinct.items() if name in entities() and len(said) >= 5]
    assert len(heard) >= 60


def test_splits_are_by_event(simulation: Simulation) -> None:
    for split, rows in assertions(simulation).items():
        names = {row.event for row in rows}
        assert names
        assert all(split_of(simulation, name) == split for name in names if name)


def test_every_topic_meets_every_split(simulation: Simulation) -> None:
    met = defaultdict(set)
    for bulletin in simulation.bulletins:
        met[bulletin.ledger.event.topic].add(bulletin.ledger.event.split)
    assert len(met) >= 11
    for topic, splits in met.items():
        assert {"train", "test"} <= splits, topic


def test_ids_are_unique_and_rows_complete(simulation: Simulation) -> None:
    rows = [row for split in assertions(simulation).values() for row in split]
    assert len({row.id for row in rows}) == len(rows)
    assert {row.source for row in rows} <= {*entities(), *outlets()}
    assert all(row.claim is None and row.verdict and row.date for row in rows)


def test_planned_articles_are_in_the_table_and_simulated_rows_do_not_repeat_them(
    simulation: Simulation,
) -> None:
    rows = [row for split in assertions(simulation).values() for row in split]
    by_id = {row.id: row for row in rows}
    for plan in simulation.plans:
        for name, source, item in planned(plan):
            row = by_id[name]
            assert (row.source, row.fact, row.value) == (source, item.fact, item.value)
            assert (row.event, row.date) == (plan.event, plan.date)
    said = {(r.event, r.source, r.fact, r.stance, r.value) for r in rows if "-r" in r.id}
    told = {(r.event, r.source, r.fact, r.stance, r.value) for r in rows if "-t" in r.id}
    assert said
    assert not said & told


def test_outlets_are_rated_apart(simulation: Simulation) -> None:
    rows = assertions(simulation)["test"]
    rated = ratings(rows)
    assert {row.subject for row in rated} == {r.source for r in rows} & set(entities())
    assert all((row.kind, row.scale) == ("source", "latent") for row in rated)
    assert all(row.score == natures()[row.subject].right for row in rated)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("world")
    for verb in ("plan", "assertions", "facts"):
        result = CliRunner().invoke(main, [verb, "--out", str(out / verb)])
        assert result.exit_code == 0, result.output
    return out


def test_the_command_writes_a_brief_for_every_article(written: Path) -> None:
    plans = json.loads((written / "plan" / "plan.json").read_text(encoding="utf-8"))
    names = {f"{plan['id']}.md" for plan in plans}
    assert len(names) == 30
    assert {path.name for path in (written / "plan").iterdir()} == {*names, "plan.json"}
    english = [plan["id"] for plan in plans if plan["language"] == "en"]
    arabic = (written / "plan" / "e01-r1.md").read_text(encoding="utf-8")
    assert "e01-r1" not in english
    assert "## من يتكلم" in arabic


@pytest.mark.parametrize("split", ["train", "validation", "test"])
def test_assertions_are_valid_rows_of_their_table(written: Path, split: str) -> None:
    path = written / "assertions" / "assertions" / f"{split}.jsonl"
    assert list(validate(path, "assertions")) == []


def test_ratings_are_valid_and_of_the_test_split_alone(written: Path) -> None:
    folder = written / "assertions" / "ratings"
    assert [path.name for path in folder.iterdir()] == ["test.jsonl"]
    assert list(validate(folder / "test.jsonl", "ratings")) == []


def test_a_new_ledger_or_nature_is_printed_as_it_is_kept() -> None:
    ledger = CliRunner().invoke(main, ["ledger", "e01"]).output
    assert ledger == (HERE / "ledger" / "e01.toml").read_text(encoding="utf-8")
    nature = tomllib.loads(CliRunner().invoke(main, ["nature", "s999"]).output)["s999"]
    assert 0.3 <= nature["right"] <= 0.95


def test_the_sheet_of_facts_lists_values_without_the_truth(written: Path) -> None:
    for name, event in events().items():
        lines = (written / "facts" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines]
        assert [row["fact"] for row in rows] == [
            key.name for fact in event.facts for key in fact.all_keys()
        ]
        assert {key for row in rows for key in row} == {
            "fact", "type", "unit", "question", "values"
        }  # fmt: skip

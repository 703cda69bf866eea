"""A plan never shows the truth, a verdict or a reliability: not in words, keys or imports."""

from __future__ import annotations

import ast
import json
import re
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from musnad.dataset.world.briefs import brief
from musnad.dataset.world.entities import HERE, entities, outlets
from musnad.dataset.world.events import events, key_of
from musnad.dataset.world.latent import natures
from musnad.dataset.world.ledger import ledger_of
from musnad.dataset.world.planner import plan_events
from musnad.dataset.world.simulation import SEED, Simulation

HIDDEN_WORDS = (
    "truth|verdict|reliab|latent|ledger|supported|refuted|unverifiable|own_side|errs|nature"
    "|موثوقية|مصداقية|الصحيح|الحقيقي|السجل|صادق|كاذب|القيمة الصحيحة"
)
# What may be known to a writer; a new key is a decision to be taken here.
KEYS = {
    "id", "event", "outlet", "language", "time", "words", "claims", "speakers", "passages", "own",
    "background", "headline", "contradictions", "source", "first", "later", "named", "act",
    "style", "span", "cue", "inside", "discontinuous", "sayings", "theme", "about", "fact",
    "value", "stance", "ar", "en", "passage", "overstates", "saying",
}  # fmt: skip
PUBLIC = ("planner", "casting", "composing", "plans", "shares", "briefs", "statements", "spelling")


def keys(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {key for cell in value.values() for key in keys(cell)}
    if isinstance(value, list | tuple):
        return {key for cell in value for key in keys(cell)}
    return set()


def test_no_brief_and_no_plan_holds_a_hidden_word(simulation: Simulation) -> None:
    for plan in simulation.plans:
        for text in (brief(plan), json.dumps(asdict(plan), ensure_ascii=False)):
            assert re.findall(HIDDEN_WORDS, text, re.IGNORECASE) == [], plan.id


def test_plans_have_known_keys_only(simulation: Simulation) -> None:
    assert keys([asdict(plan) for plan in simulation.plans]) == KEYS


def test_no_reliability_is_printed(simulation: Simulation) -> None:
    """No share such as 0.62 of a speaker stands on the page (figures of facts put aside)."""
    facts = {
        value
        for event in events().values()
        for fact in event.facts
        for option in fact.options
        for value in option
    }
    shares = {f"{nature.right:.2f}" for nature in natures().values()} - facts
    for plan in simulation.plans:
        figures = set(re.findall(r"\d+\.\d+", brief(plan)))
        assert not figures & shares, plan.id


def test_a_brief_shows_values_that_somebody_asserts_and_no_others(simulation: Simulation) -> None:
    """A list of all values, or the true one beside a false one, would give the truth away."""
    for plan in simulation.plans:
        event = events()[plan.event]
        lines = [line for line in brief(plan).splitlines() if " ← " in line or " → " in line]
        head = [plan.headline.saying] if plan.headline.saying else []
        shown = [saying for item in plan.passages for saying in item.sayings] + list(plan.own)
        assert len(lines) == len(shown) + len(head)
        questions = {event.fact(item.fact).question[plan.language] for item in shown}
        assert all(any(question in line for question in questions) for line in lines)


@pytest.mark.parametrize("module", PUBLIC)
def test_what_makes_plans_cannot_reach_what_is_hidden(module: str) -> None:
    assert not reached(module) & {"ledger", "latent", "testimony", "simulation", "routines"}


def _modules(node: ast.ImportFrom) -> list[str]:
    """The modules that `from .x import y` or `from . import x, y` names."""
    return [node.module] if node.module else [alias.name for alias in node.names]


def reached(module: str, seen: frozenset[str] = frozenset()) -> set[str]:
    """The modules of the world that a module imports, directly or through others."""
    tree = ast.parse((HERE / f"{module}.py").read_text(encoding="utf-8"))
    inner = [n for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.level == 1]
    direct = {name for node in inner for name in _modules(node)}
    found = set(direct)
    for name in direct - seen:
        found |= reached(name, seen | direct)
    return found


def test_plans_and_briefs_are_made_without_opening_a_hidden_file(
    simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(path: Path, *args: Any, **options: Any) -> str:
        assert "ledger" not in path.parts, path
        assert path.name != "latent.toml", path
        return opened(path, *args, **options)

    opened = Path.read_text
    caches = (events, entities, outlets, ledger_of, natures)
    for cached in caches:
        cached.cache_clear()
    monkeypatch.setattr(Path, "read_text", read)
    plans = plan_events(events().values(), simulation.testimony, SEED)
    assert [brief(plan) for plan in plans] == [brief(plan) for plan in simulation.plans]


def test_a_true_and_a_false_value_are_shown_in_the_same_shape(simulation: Simulation) -> None:
    """With another value in its place, a brief differs in the lines of that question alone."""
    for plan in simulation.plans:
        event = events()[plan.event]
        for saying in {item for passage in plan.passages for item in passage.sayings}:
            fact = event.fact(saying.fact)
            values = fact.values(key_of(saying.fact))
            other = next(value for value in values if value != saying.value.lstrip("=<>~"))
            changed = replace(saying, value=other if other in (fact.words or ()) else f"={other}")
            passages = tuple(
                replace(item, sayings=tuple(changed if it == saying else it for it in item.sayings))
                for item in plan.passages
            )
            pages = (brief(plan), brief(replace(plan, passages=passages)))
            before, after = (page.splitlines() for page in pages)
            differing = [one for one, two in zip(before, after, strict=True) if one != two]
            assert differing
            assert all(fact.question[plan.language] in line for line in differing)


def test_what_everybody_may_know_says_nothing_hidden() -> None:
    for name in (
        "sources.toml",
        "outlets.toml",
        "places.toml",
        *(f"events/{e}.toml" for e in events()),
    ):
        text = (HERE / name).read_text(encoding="utf-8")
        body = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
        assert not re.search(r"\b(truth|verdict|right|errs|reliability)\s*=", body), name


def test_interests_do_not_judge() -> None:
    for entity in entities().values():
        assert not re.search("كاذب|صادق|موثوق|دقيقة? دائما", entity.interest), entity.id
    assert len(outlets()) == 20

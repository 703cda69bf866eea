"""Testimony: sources are as reliable as the ledger's hidden half says, and err on their side."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Literal

import pytest
from scipy import stats

from musnad.dataset import Assertion
from musnad.dataset.world.entities import entities
from musnad.dataset.world.events import key_of
from musnad.dataset.world.latent import Nature, natures
from musnad.dataset.world.ledger import is_right, ledger_of
from musnad.dataset.world.routines import Bulletin, bulletins
from musnad.dataset.world.simulation import Simulation, assertions, voice
from musnad.dataset.world.testimony import Voice, draw_testimony

MANY = 260
Errs = Literal["own_side", "lower", "higher", "any"]


@pytest.fixture(scope="module")
def routine() -> list[Bulletin]:
    return bulletins(MANY, 7)


def share_right(routine: list[Bulletin], nature: Nature, camps: tuple[str, ...] = ()) -> float:
    """The share of right assertions over some two thousand of one voice."""
    right: list[bool | None] = []
    for bulletin in routine:
        for item in draw_testimony(
            bulletin.ledger, [Voice("s999", camps, nature)], 11, facts=(9, 9)
        ):
            right.append(is_right(bulletin.ledger.verdict(item.fact, item.value), item.stance))
    assert len(right) == MANY * 9
    return sum(map(bool, right)) / len(right)


@pytest.mark.parametrize("errs", ["own_side", "lower", "higher", "any"])
@pytest.mark.parametrize("right", [0.3, 0.62, 0.95])
def test_the_share_of_right_assertions_converges_to_the_latent_one(
    routine: list[Bulletin], right: float, errs: Errs
) -> None:
    # Three standard errors of 2,340 draws are at most 0.031.
    found = share_right(routine, Nature(right, errs), ("residents",))
    assert found == pytest.approx(right, abs=0.031)


@pytest.mark.parametrize(("errs", "above"), [("lower", False), ("higher", True)])
def test_wrong_figures_lie_on_the_side_on_which_a_source_errs(
    routine: list[Bulletin], errs: Errs, above: bool
) -> None:
    sides: Counter[bool] = Counter()
    for bulletin in routine:
        ledger = bulletin.ledger
        for item in draw_testimony(ledger, [Voice("s999", (), Nature(0.0, errs))], 3, facts=(9, 9)):
            truth = float(ledger.truths[item.fact].values[0])
            values = [float(option[0]) for option in ledger.event.fact(item.fact).options]
            possible = max(values) > truth if above else min(values) < truth
            if item.stance == "assert" and possible:
                sides[float(item.value.lstrip("~=<>")) > truth] += 1
    assert sides[above] == sum(sides.values()) > 500


def test_a_body_that_errs_on_its_own_side_plays_down_what_harms_it() -> None:
    """In e01 small figures serve the crown and large ones its critics."""
    ledger, wrong = ledger_of("e01"), Nature(0.0, "own_side")
    for name, too_low in (("s021", True), ("s064", False)):
        sides: Counter[bool] = Counter()
        for seed in range(60):
            for item in draw_testimony(ledger, [voice(name, wrong)], seed, facts=(12, 12)):
                if item.fact in ("f5", "f8") and item.stance == "assert":
                    truth = ledger.truth(key_of(item.fact))
                    assert truth is not None
                    values = [
                        float(value)
                        for value in ledger.event.fact(item.fact).values(key_of(item.fact))
                    ]
                    if min(values) < float(truth) < max(values) or too_low == (
                        min(values) < float(truth)
                    ):
                        sides[float(item.value.lstrip("~=<>")) < float(truth)] += 1
        assert sides[too_low] == sum(sides.values()) > 20, name


def rows(simulation: Simulation) -> list[Assertion]:
    return [row for split in assertions(simulation).values() for row in split]


def test_what_sources_assert_ranks_them_nearly_as_their_nature_does(
    simulation: Simulation,
) -> None:
    right: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    wrong: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for row in rows(simulation):
        assert row.verdict is not None
        kept = {True: right, False: wrong, None: None}[is_right(row.verdict, row.stance)]
        if kept is not None and row.event:
            kept[row.source].add((row.event, row.fact, row.stance, row.value))
    heard = [name for name in entities() if len(right[name]) + len(wrong[name]) >= 20]
    assert len(heard) >= 60
    shares = [len(right[name]) / (len(right[name]) + len(wrong[name])) for name in heard]
    latent = [natures()[name].right for name in heard]
    assert stats.kendalltau(shares, latent).statistic > 0.6
    assert sum(shares) / len(shares) == pytest.approx(sum(latent) / len(latent), abs=0.02)


def test_the_form_of_a_figure_tells_nothing_about_its_truth(routine: list[Bulletin]) -> None:
    counts: dict[str, Counter[bool]] = defaultdict(Counter)
    for bulletin in routine:
        for item in draw_testimony(
            bulletin.ledger, [Voice("s999", (), Nature(0.6, "any"))], 5, facts=(9, 9)
        ):
            if item.stance == "assert":
                verdict = bulletin.ledger.verdict(item.fact, item.value)
                counts[item.value[0]][verdict == "supported"] += 1
    shares = {form: count[True] / count.total() for form, count in counts.items()}
    assert shares.keys() == {"=", "~", ">", "<"}
    assert all(share == pytest.approx(0.6, abs=0.12) for share in shares.values()), shares


def test_one_more_voice_changes_what_nobody_else_asserts() -> None:
    ledger = ledger_of("e04")
    few = draw_testimony(ledger, [voice("s013"), voice("s096")], 1, facts=(6, 9))
    more = draw_testimony(ledger, [voice("s013"), voice("s090"), voice("s096")], 1, facts=(6, 9))
    kept = [item for item in more if item.source != "s090" and item.stance == "assert"]
    assert kept == [item for item in few if item.stance == "assert"]


def test_sources_speak_only_after_there_is_something_to_say(simulation: Simulation) -> None:
    for name, said in simulation.testimony.items():
        if name.startswith("b"):
            continue
        event = ledger_of(name).event
        for item in said:
            fact = event.fact(item.fact)
            key = next(key for key in fact.all_keys() if key.name == item.fact)
            assert item.time >= fact.since(key).isoformat(timespec="minutes")
            assert fact in event.known_to(item.source)

"""The planner: the shares of real news, contradictions, dates; the same seed, the same plans."""

from __future__ import annotations

from collections import Counter

import pytest

from musnad.dataset.world.entities import entities, outlets
from musnad.dataset.world.events import events
from musnad.dataset.world.lots import Lots
from musnad.dataset.world.planner import plan_events
from musnad.dataset.world.plans import HIDDEN_SPANS, Passage, Plan
from musnad.dataset.world.shares import SPREAD, Shares
from musnad.dataset.world.simulation import SEED, Simulation, simulate
from musnad.dataset.world.statements import Statement, contradict


@pytest.fixture
def plans(simulation: Simulation) -> list[Plan]:
    return simulation.plans


@pytest.fixture
def passages(plans: list[Plan]) -> list[Passage]:
    return [passage for plan in plans for passage in plan.passages]


def test_thirty_plans_six_of_them_english(plans: list[Plan]) -> None:
    assert Counter(plan.language for plan in plans) == {"ar": 24, "en": 6}
    wanted = {name: sum((event.articles or {}).values()) for name, event in events().items()}
    assert Counter(plan.event for plan in plans) == wanted
    assert all(plan.language == outlets()[plan.outlet].language for plan in plans)


def test_the_same_seed_gives_the_same_plans(simulation: Simulation) -> None:
    again = simulate(SEED)
    assert again.plans == simulation.plans
    assert again.testimony == simulation.testimony
    assert simulate(SEED + 1).plans != simulation.plans


def test_a_further_event_changes_no_earlier_plan(simulation: Simulation) -> None:
    first = list(events().values())[:5]
    fewer = plan_events(first, simulation.testimony, SEED)
    assert fewer == simulation.plans[: len(fewer)]


def test_no_outlet_reports_an_event_twice_and_most_outlets_are_used(plans: list[Plan]) -> None:
    assert max(Counter((plan.event, plan.outlet) for plan in plans).values()) == 1
    used = Counter(plan.outlet for plan in plans)
    assert len(used) >= 17
    assert max(used.values()) <= 4


def test_local_outlets_stay_with_what_concerns_their_country(plans: list[Plan]) -> None:
    for plan in plans:
        outlet = outlets()[plan.outlet]
        assert events()[plan.event].topic in outlet.topics
        assert not outlet.local or outlet.country in events()[plan.event].concerns


def test_lengths_fit_the_house_and_the_corpus(plans: list[Plan]) -> None:
    for plan in plans:
        low, high = outlets()[plan.outlet].length
        assert 120 <= low <= plan.words <= high <= 450


def share(passages: list[Passage], **wanted: object) -> float:
    fits = [all(getattr(item, key) == value for key, value in wanted.items()) for item in passages]
    return sum(fits) / len(fits)


@pytest.mark.parametrize(
    ("wanted", "real"),
    [
        ({"act": "state"}, 0.70),
        ({"act": "urge"}, 0.12),
        ({"act": "judge"}, 0.12),
        ({"style": "indirect"}, 0.88),
        ({"style": "direct"}, 0.07),
        ({"style": "mixed"}, 0.06),
        ({"cue": False}, 0.06),
        ({"inside": None}, 0.91),
        ({"discontinuous": True}, 0.05),
    ],
)
def test_planned_shares_are_those_of_real_news(
    passages: list[Passage], wanted: dict[str, object], real: float
) -> None:
    assert share(passages, **wanted) == pytest.approx(real, abs=0.025)


def test_arabic_leaves_the_source_out_as_often_as_real_news(plans: list[Plan]) -> None:
    spans = [item.span for plan in plans if plan.language == "ar" for item in plan.passages]
    assert sum(span in HIDDEN_SPANS for span in spans) / len(spans) == pytest.approx(0.45, abs=0.03)


def test_articles_have_six_attributions_thirteen_claims_and_more_than_two_sources(
    plans: list[Plan],
) -> None:
    counts = sorted(len(plan.passages) for plan in plans)
    assert counts == sorted(SPREAD)
    assert sum(counts) / len(plans) == pytest.approx(6, abs=0.2)
    claims = [plan.claims for plan in plans]
    assert sum(claims) / len(plans) == pytest.approx(13.5, abs=1)
    assert max(claims) - min(claims) >= 12
    assert sum(len(plan.speakers) for plan in plans) / len(plans) == pytest.approx(2.3, abs=0.2)


def test_a_source_left_out_is_the_one_who_spoke_last(plans: list[Plan]) -> None:
    for plan in plans:
        for last, item in zip(plan.passages, plan.passages[1:], strict=False):
            if item.span in HIDDEN_SPANS:
                assert item.source == last.source, (plan.id, item.id)


def test_every_source_is_named_in_full_where_it_first_speaks(plans: list[Plan]) -> None:
    for plan in plans:
        first: dict[str, Passage] = {}
        for item in plan.passages:
            first.setdefault(item.source, item)
        assert {item.span for item in first.values()} <= {"full"}
        assert set(first) == {speaker.source for speaker in plan.speakers}


def test_only_houses_that_print_them_get_a_colon_headline(plans: list[Plan]) -> None:
    for plan in plans:
        if plan.passages and not plan.passages[0].cue:
            assert outlets()[plan.outlet].colon
            assert plan.headline.passage == plan.passages[0].id


def test_a_nested_attribution_follows_the_one_that_reports_it(plans: list[Plan]) -> None:
    for plan in plans:
        for last, item in zip(plan.passages, plan.passages[1:], strict=False):
            if item.inside:
                assert item.inside == last.id
                assert item.source != last.source
                assert (last.act, last.inside) == ("state", None)


def test_speech_without_a_fact_comes_from_those_whom_it_suits(plans: list[Plan]) -> None:
    for plan in plans:
        themes = events()[plan.event].themes
        for item in plan.passages:
            if item.theme:
                assert any(
                    (theme.act, theme.text[plan.language]) == (item.act, item.theme)
                    and item.source in theme.by
                    for theme in themes
                )
            assert (item.act in ("state", "confirm", "deny")) == (not item.theme and not item.about)


def test_denials_deny_and_statements_assert(passages: list[Passage]) -> None:
    for item in passages:
        stances = {saying.stance for saying in item.sayings}
        assert stances <= ({"deny"} if item.act == "deny" else {"assert"})


def test_every_saying_was_said_before_the_article_appeared(simulation: Simulation) -> None:
    for plan in simulation.plans:
        said = {
            (item.source, item.fact, item.value, item.stance)
            for item in simulation.testimony[plan.event]
            if item.time <= plan.time
        }
        for item in plan.passages:
            for saying in item.sayings:
                assert (item.source, saying.fact, saying.value, saying.stance) in said
        for saying in plan.own:
            assert (plan.outlet, saying.fact, saying.value, saying.stance) in said


def test_reports_of_an_event_appear_in_order_by_day(plans: list[Plan]) -> None:
    for name, event in events().items():
        times = [plan.time for plan in plans if plan.event == name]
        assert times == sorted(times)
        assert times[0] > event.start
        assert all("07:00" <= time[11:] < "22:00" for time in times)


def test_listed_contradictions_are_all_there_are(plans: list[Plan]) -> None:
    for plan in plans:
        event = events()[plan.event]
        said = [
            (item.id, Statement(item.source, event.id, s.fact, s.value, s.stance, ""))
            for item in plan.passages
            for s in item.sayings
        ]
        clashes = {
            (one[0], other[0])
            for at, one in enumerate(said)
            for other in said[at + 1 :]
            if contradict(event, one[1], other[1])
        }
        assert clashes == set(plan.contradictions)


def test_half_of_the_articles_let_sources_contradict_each_other(plans: list[Plan]) -> None:
    assert sum(bool(plan.contradictions) for plan in plans) >= len(plans) / 2


def test_a_ministry_and_its_spokesman_do_not_speak_in_one_article(plans: list[Plan]) -> None:
    for plan in plans:
        houses = [entities()[speaker.source].house for speaker in plan.speakers]
        assert len(set(houses)) == len(houses)


def test_some_headlines_overstate_and_their_bodies_do_not(plans: list[Plan]) -> None:
    loud = [plan for plan in plans if plan.headline.overstates]
    assert 2 <= len(loud) <= 9
    for plan in loud:
        saying = plan.headline.saying
        body = next(item for item in plan.passages if item.id == plan.headline.passage)
        assert saying is not None
        same = any(item == saying for item in body.sayings)
        assert same is (plan.headline.overstates == "settled")


def test_shares_hold_over_ten_times_as_many_articles() -> None:
    shares = Shares(Lots(1, "اختبار"))
    counts = [shares.attributions() for _ in range(300)]
    assert sum(counts) == 10 * sum(SPREAD)
    acts = Counter(shares.acts.next(("state", "urge", "judge")) for _ in range(1000))
    assert acts["urge"] == pytest.approx(acts["judge"], abs=2)

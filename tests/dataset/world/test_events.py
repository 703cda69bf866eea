"""Events and their facts: complete, dated in order, and neutral about what is true."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import pytest

from musnad.dataset.world.entities import entities, outlets, places
from musnad.dataset.world.events import Event, events, in_words, key_of, rank
from musnad.dataset.world.values import NUMBERS, holds

EVENTS = pytest.mark.parametrize("event", events().values(), ids=list(events()))


def test_eight_events_are_about_eight_topics_and_split_by_event() -> None:
    assert len(events()) == len({event.topic for event in events().values()}) == 8
    splits = Counter(event.split for event in events().values())
    assert splits == {"train": 4, "validation": 1, "test": 3}


def test_thirty_articles_are_wanted_three_to_five_an_event() -> None:
    wanted = [event.articles or {} for event in events().values()]
    assert sum(item["ar"] for item in wanted) == 24
    assert sum(item["en"] for item in wanted) == 6
    assert all(3 <= item["ar"] + item["en"] <= 5 for item in wanted)


@EVENTS
def test_an_event_has_eight_to_fourteen_facts_some_growing_some_that_nobody_may_know(
    event: Event,
) -> None:
    assert 8 <= len(event.facts) <= 14
    assert len({fact.id for fact in event.facts}) == len(event.facts)
    assert any(fact.moments for fact in event.facts)
    assert any(fact.may_be_unknown for fact in event.facts)
    assert len({fact.type for fact in event.facts}) >= 4


@EVENTS
def test_facts_have_words_or_units_in_both_languages(event: Event) -> None:
    for fact in event.facts:
        assert all(fact.question[language].endswith(mark) for language, mark in ENDS), fact.id
        if fact.type in NUMBERS:
            assert fact.unit is not None
            assert fact.unit.keys() == {"ar", "en"}
        if fact.words:
            assert list(fact.words) == [option[0] for option in fact.options]
        for key in fact.all_keys():
            assert len(fact.values(key)) >= 2
            assert all(in_words(fact, value, "en") for value in fact.values(key))


ENDS = (("ar", "؟"), ("en", "?"))


@EVENTS
def test_values_are_apart_so_that_only_one_is_true(event: Event) -> None:
    for fact in event.facts:
        for key in fact.all_keys():
            values = fact.values(key)
            shown = [f"={value}" if fact.type in NUMBERS else value for value in values]
            for truth in values:
                assert sum(holds(fact.type, value, truth) for value in shown) == 1
            assert list(values) == sorted(values, key=lambda value: rank(fact.type, value)) or (
                fact.words is not None
            ), fact.id


@EVENTS
def test_dates_are_consistent(event: Event) -> None:
    start = datetime.fromisoformat(event.start)
    for fact in event.facts:
        assert list(fact.moments) == sorted(set(fact.moments))
        for option in fact.options:
            assert len(option) == (len(fact.moments) or 1), fact.id
        assert all(fact.since(key) >= start for key in fact.all_keys()), fact.id


@EVENTS
def test_whoever_speaks_in_an_event_covers_its_topic(event: Event) -> None:
    assert {*event.principals, *(event.knows or {})} <= set(event.cast)
    assert {source for theme in event.themes for source in theme.by} <= set(event.cast)
    for source in event.cast:
        assert event.topic in entities()[source].beats, source
        assert event.known_to(source), source
    assert event.place in places()["cities"]
    assert event.country in event.concerns
    assert any(event.topic in outlet.topics for outlet in outlets().values())


@EVENTS
def test_every_kind_of_speech_without_a_fact_has_a_theme(event: Event) -> None:
    acts = {theme.act for theme in event.themes}
    assert acts == {"urge", "judge", "predict", "commit", "ask"}


@EVENTS
def test_each_side_has_something_to_gain(event: Event) -> None:
    for fact in event.facts:
        if fact.words:
            assert all(word["serves"] for word in fact.words.values()), fact.id
        else:
            assert fact.low, fact.id
            assert fact.high, fact.id
            assert not set(fact.low) & set(fact.high), fact.id


def test_a_key_names_its_moment() -> None:
    assert key_of("f3").name == "f3"
    assert key_of("f2@2031-06-11T18:00").moment == "2031-06-11T18:00"

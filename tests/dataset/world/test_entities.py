"""The cast of the world: who is in it, under which names, and that nothing gives it away."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from itertools import chain
from typing import get_args

import pytest

from musnad.dataset import SourceType
from musnad.dataset.world.entities import HERE, entities, outlets, places
from musnad.dataset.world.events import events
from musnad.dataset.world.latent import natures
from musnad.dataset.world.spelling import in_house, spellings


def test_there_are_enough_sources_of_every_type() -> None:
    counts = Counter(entity.type for entity in entities().values())
    assert len(entities()) >= 150
    assert counts.keys() == set(get_args(SourceType))
    assert min(counts.values()) >= 5


def test_fifteen_outlets_are_arabic_and_five_english() -> None:
    assert Counter(outlet.language for outlet in outlets().values()) == {"ar": 15, "en": 5}


def test_every_kind_of_arabic_outlet_is_there() -> None:
    kinds = {outlet.kind for outlet in outlets().values()}
    assert kinds >= {
        "state agency", "private daily", "radio script", "local site", "state paper", "tabloid",
        "translated wire", "wire agency", "live blog", "ngo bulletin", "party organ",
    }  # fmt: skip


@pytest.mark.parametrize("language", ["ar", "en"])
def test_no_two_sources_share_a_full_name(language: str) -> None:
    names = [entity.ar if language == "ar" else entity.en[0] for entity in entities().values()]
    names += [outlet.name[language] for outlet in outlets().values()]
    assert [name for name, count in Counter(names).items() if count > 1] == []


def test_no_two_people_share_a_surname() -> None:
    people = [entity for entity in entities().values() if entity.kind == "person"]
    shorts = Counter(entity.short for entity in people)
    assert [short for short, count in shorts.items() if count > 1] == []


def test_people_have_an_office_in_both_languages_and_two_transliterations_if_arabic() -> None:
    people = [entity for entity in entities().values() if entity.kind == "person"]
    assert [person.id for person in people if not (person.office and person.en_office)] == []
    assert sum(len(person.en) > 1 for person in people) > 0.9 * len(people)


def test_affiliations_are_sources_or_named_bodies() -> None:
    bodies = {item.affiliation for item in entities().values() if isinstance(item.affiliation, str)}
    unknown = {body for body in bodies if body not in entities()}
    assert unknown == set()


def test_every_camp_of_a_source_or_outlet_is_served_by_something_or_takes_no_side() -> None:
    facts = [fact for event in events().values() for fact in event.facts]
    served = {camp for fact in facts for camp in (*fact.low, *fact.high)}
    words = chain.from_iterable((fact.words or {}).values() for fact in facts)
    served |= {camp for word in words for camp in word["serves"]}
    camps = {camp for item in entities().values() for camp in item.camps}
    assert camps - served <= {"neutral", "clergy"}
    assert served <= camps


def test_places_belong_to_countries_with_one_capital_each() -> None:
    cities, countries = places()["cities"], places()["countries"]
    capitals = Counter(city["country"] for city in cities.values() if city.get("capital"))
    assert capitals == dict.fromkeys(countries, 1)
    assert {city["country"] for city in cities.values()} == set(countries)
    assert {outlet.place for outlet in outlets().values()} <= set(cities)
    known = {*countries, "international"}
    assert {entity.country for entity in entities().values()} <= known


def test_spellings_vary_as_the_press_varies_them() -> None:
    doctor = next(item for item in entities().values() if item.ar == "الدكتورة أريج السماقي")
    forms = spellings(doctor, "ar")
    assert forms[0] == "الدكتورة أريج السماقي"
    assert {"أريج السماقي", "السماقي", "الدكتورة اريج السماقي"} <= set(forms)
    assert {"الدكتوره أريج السماقي", "السماقى"} <= set(forms)
    assert spellings(doctor, "en") == (
        "Areej al-Sumaqi",
        "Arij Al Somaqi",
        "al-Sumaqi",
        "Al Somaqi",
    )


def test_a_house_writes_by_its_habits() -> None:
    assert in_house("معتز عبد الصبور", ("joined",)) == "معتز عبدالصبور"
    assert in_house("دار الفتيا في نوران", ("bare_alef", "dotless_ya")) == "دار الفتيا فى نوران"


def test_every_outlet_writes_by_known_habits() -> None:
    habits = {habit for outlet in outlets().values() for habit in outlet.spelling}
    assert habits == {"bare_alef", "open_ha", "dotless_ya", "joined", "foreign"}


def test_world_files_are_nfc_without_direction_marks() -> None:
    for path in sorted(HERE.rglob("*.toml")):
        text = path.read_text(encoding="utf-8")
        assert unicodedata.normalize("NFC", text) == text, path.name
        assert not {"\u200e", "\u200f", "\u202a", "\u202b", "\u202c", "\ufeff"} & set(text)


def test_everybody_has_a_hidden_nature() -> None:
    assert natures().keys() == {*entities(), *outlets()}
    assert all(0.25 <= nature.right <= 0.99 for nature in natures().values())


def test_reliability_is_not_given_away_by_type_country_or_being_named() -> None:
    for trait in ("type", "country", "kind"):
        groups = defaultdict(list)
        for entity in entities().values():
            groups[getattr(entity, trait)].append(natures()[entity.id].right)
        means = {
            name: sum(shares) / len(shares) for name, shares in groups.items() if len(shares) > 12
        }
        assert max(means.values()) - min(means.values()) < 0.15, (trait, means)


def test_no_type_of_source_is_reliable_throughout() -> None:
    for kind in get_args(SourceType):
        shares = [natures()[item.id].right for item in entities().values() if item.type == kind]
        assert min(shares) < 0.45, kind
        assert max(shares) > 0.75, kind

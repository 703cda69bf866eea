"""Who asserts what, and the reports of one event side by side."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from musnad.dataset import Article, Attribution, Claim, Source, Span
from musnad.dataset.asserting import said
from musnad.dataset.conflicts import conflicts
from musnad.dataset.raw import article_of

TEXT = "قالت البلدية إن ثلاثة جسور جرفت. ونفى نشطاء ذلك. وأغلق السوق."


def cut(words: str) -> Span:
    start = TEXT.index(words)
    return Span.of(TEXT, (start, start + len(words)))


SOURCES = (
    Source("S1", "البلدية", "official", True, "s1", (cut("البلدية"),)),
    Source("S2", "نشطاء", "civil_society", False, "s2", (cut("نشطاء"),)),
)
ATTRIBUTIONS = (
    Attribution("a1", cut("قالت"), cut("البلدية"), cut("إن ثلاثة جسور جرفت"), "S1", act="state"),
    Attribution("a2", cut("ونفى"), cut("نشطاء"), cut("ذلك"), "S2", act="deny", refers=("c1",)),
)
CLAIMS = (
    Claim("c1", cut("ثلاثة جسور جرفت"), True, "a1", "f2", "=3", "supported"),
    Claim("c2", cut("وأغلق السوق"), True, None, "f10", "yes", "refuted"),
)


def article(name: str = "r1", **changes: Any) -> Article:
    plain = replace(article_of(TEXT, id=name, language="ar"), event="e1", outlet="o1")
    whole = replace(plain, sources=SOURCES, attributions=ATTRIBUTIONS, claims=CLAIMS)
    return replace(whole, **changes)


def test_sources_assert_or_deny_and_the_outlet_speaks_for_itself() -> None:
    found = [(item.speaker, item.claim.id, item.stance) for item in said(article())]
    assert found == [("s1", "c1", "assert"), ("s2", "c1", "deny"), ("o1", "c2", "assert")]


def test_a_claim_inside_a_denial_is_denied() -> None:
    denied = replace(ATTRIBUTIONS[0], act="deny")
    found = next(said(article(attributions=(denied, *ATTRIBUTIONS[1:]))))
    assert (found.speaker, found.stance) == ("s1", "deny")


def test_a_source_with_members_speaks_for_each() -> None:
    both = Source("S3", "البلدية ونشطاء", members=("S1", "S2"))
    joint = replace(ATTRIBUTIONS[0], source_id="S3")
    found = said(article(sources=(*SOURCES, both), attributions=(joint, ATTRIBUTIONS[1])))
    assert [(item.speaker, item.stance) for item in found if item.claim.id == "c1"] == [
        ("s1", "assert"),
        ("s2", "assert"),
        ("s2", "deny"),
    ]


def test_speakers_without_entity_go_by_name_then_by_place() -> None:
    nameless = tuple(replace(source, entity=None) for source in SOURCES)
    assert next(said(article(sources=nameless))).speaker == "البلدية"
    unnamed = tuple(replace(source, entity=None, name="") for source in SOURCES)
    assert next(said(article(sources=unnamed))).speaker == "r1/S1"


def test_facts_stand_in_order_with_everybody_who_speaks_to_them() -> None:
    found = conflicts([article()], "e1")
    assert [(item.fact, item.is_disputed) for item in found] == [("f2", True), ("f10", False)]
    assert [(voice.name, voice.value, voice.stance) for voice in found[0].voices] == [
        ("البلدية", "=3", "assert"),
        ("نشطاء", "=3", "deny"),
    ]
    assert found[0].voices[0].words == ("ثلاثة جسور جرفت",)


def test_the_same_voice_in_two_outlets_is_one() -> None:
    found = conflicts([article(), article("r2", outlet="o2")], "e1")
    voice = found[0].voices[0]
    assert (voice.articles, voice.outlets) == (("r1", "r2"), ("o1", "o2"))


def test_other_events_and_claims_without_a_fact_are_left_out() -> None:
    bare = tuple(replace(claim, fact=None) for claim in CLAIMS)
    assert conflicts([article(event="e2"), article("r2", claims=bare)], "e1") == []

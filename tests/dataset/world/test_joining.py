"""Joining articles and ledger: verdicts are computed, tables follow from labels."""

from __future__ import annotations

from dataclasses import replace

import pytest

from musnad.dataset import Article, Attribution, Claim, Source, Span
from musnad.dataset.raw import article_of
from musnad.dataset.world.events import events
from musnad.dataset.world.joining import joined, pairs, tables, told
from musnad.dataset.world.ledger import ledger_of
from musnad.errors import DataError

EVENT = events()["e01"]
# A count that does not grow: its true value and another one.
FACT = next(fact for fact in EVENT.facts if fact.type == "count" and not fact.moments)
TRUTH = ledger_of("e01").truth(next(FACT.all_keys()))
TEXT = "قالت الوزارة إن العدد كبير. ونفت النقابة ذلك. وقال الحزب إن العدد صغير."


def cut(words: str) -> Span:
    start = TEXT.index(words)
    return Span.of(TEXT, (start, start + len(words)))


def article(*values: str | None, id: str = "e01-r1") -> Article:
    """The ministry asserts the first value, the union denies it, the party asserts the second."""
    names = {"S1": "الوزارة", "S2": "النقابة", "S3": "الحزب"}
    claims = ("العدد كبير", "العدد صغير")
    said = (
        ("قالت", "الوزارة", "إن العدد كبير", "S1"),
        ("ونفت", "النقابة", "ذلك", "S2"),
        ("وقال", "الحزب", "إن العدد صغير", "S3"),
    )
    return replace(
        article_of(TEXT, id=id, language="ar"),
        event="e01",
        outlet="o01",
        date="2031-06-12",
        sources=tuple(
            Source(key, name, "official", True, f"s0{at}", (cut(name),))
            for at, (key, name) in enumerate(names.items(), 21)
        ),
        attributions=tuple(
            Attribution(
                f"a{at}",
                cut(cue),
                cut(source),
                cut(content),
                key,
                "indirect",
                "deny" if cue == "ونفت" else "state",
                refers=("c1",) if cue == "ونفت" else (),
            )
            for at, (cue, source, content, key) in enumerate(said, 1)
        ),
        claims=tuple(
            Claim(f"c{at}", cut(words), True, f"a{2 * at - 1}", value and FACT.id, value)
            for at, (words, value) in enumerate(zip(claims, values, strict=True), 1)
        ),
    )


@pytest.fixture
def true_and_false() -> Article:
    assert TRUTH is not None
    return article(f"={TRUTH}", f"={int(TRUTH) + 1000}")


def test_verdicts_come_from_the_ledger(true_and_false: Article) -> None:
    assert [claim.verdict for claim in joined(true_and_false).claims] == ["supported", "refuted"]


def test_a_claim_without_a_fact_has_no_verdict() -> None:
    assert [claim.verdict for claim in joined(article(None, None)).claims] == [None, None]


def test_a_typed_verdict_is_refused(true_and_false: Article) -> None:
    typed = replace(true_and_false.claims[0], verdict="supported")
    with pytest.raises(DataError, match="claim 'c1': has a verdict; verdicts are computed"):
        joined(replace(true_and_false, claims=(typed,)))


@pytest.mark.parametrize(("fact", "value"), [("f99", "=3"), (FACT.id, "many"), (FACT.id, "")])
def test_what_is_no_fact_or_value_is_named(fact: str, value: str) -> None:
    claim = replace(article("=1", None).claims[0], fact=fact, value=value)
    with pytest.raises(DataError, match=f"claim 'c1': fact '{fact}', value '{value}'"):
        joined(replace(article("=1", None), claims=(claim,)))


def test_an_event_without_a_ledger_is_refused(true_and_false: Article) -> None:
    with pytest.raises(DataError, match="event 'e99' has no ledger"):
        joined(replace(true_and_false, event="e99"))


def test_everybody_who_speaks_to_a_fact_is_told(true_and_false: Article) -> None:
    found = [(item.statement.source, item.statement.stance) for item in told(true_and_false)]
    assert found == [("s021", "assert"), ("s022", "deny"), ("s023", "assert")]


def test_pairs_of_one_fact_agree_or_contradict(true_and_false: Article) -> None:
    found = pairs([joined(true_and_false)])
    # ministry and union share a claim; the party clashes with the ministry, not with the union
    assert [(item.a, item.b, item.label) for item in found] == [
        ("e01-r1/c1", "e01-r1/c2", "contradict"),
        ("e01-r1/c1", "e01-r1/c2", "agree"),
    ]
    assert [item.a_text for item in found] == ["قالت: العدد كبير", "ونفت: العدد كبير"]


def test_what_an_article_reports_is_not_simulated_again(true_and_false: Article) -> None:
    made = tables({"train": [joined(true_and_false)], "test": []})
    rows = made["assertions"]["train"]
    own = [row for row in rows if row.claim is not None]
    assert [(row.source, row.verdict) for row in own] == [
        ("s021", "supported"),
        ("s022", "supported"),
        ("s023", "refuted"),
    ]
    keys = [(row.event, row.source, row.fact, row.value, row.stance) for row in rows]
    assert len(keys) == len(set(keys))
    assert "train" not in made["ratings"]
    assert {row.scale for row in made["ratings"]["test"]} == {"latent"}

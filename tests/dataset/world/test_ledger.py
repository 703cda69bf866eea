"""The ledger: drawn by lot, aware of time, silent where nobody knows."""

from __future__ import annotations

import pytest

from musnad.dataset import Verdict
from musnad.dataset.world.events import Event, Fact, events
from musnad.dataset.world.ledger import Ledger, Truth, draw_ledger, is_right, ledger_of
from musnad.dataset.world.lots import Lots
from musnad.dataset.world.simulation import SEED
from musnad.errors import UsageError

NAMES = pytest.mark.parametrize("name", events())


def small() -> Ledger:
    """Dead of a fire by noon (3) and by evening (7); a cause nobody knows; a licence."""
    words = {"yes": {"ar": "نعم", "en": "yes"}, "no": {"ar": "لا", "en": "no"}}
    times = ("2031-06-11T12:00", "2031-06-11T20:00")
    question = {"ar": "كم؟", "en": "How many?"}
    facts = (
        Fact("f1", "count", question, (("3", "7"), ("5", "9")), times[0], moments=times),
        Fact("f2", "cause", question, (("spark",), ("arson",)), times[0]),
        Fact("f3", "yesno", question, (("yes",), ("no",)), times[0], words=words),
    )
    text = {"ar": "حريق", "en": "fire"}
    event = Event(
        "e99", "accident", "tiram", "sidr", times[0], "train", text, text, ("tiram",), (), (), facts
    )
    known = "2031-06-20"
    truths = {
        "f1": Truth(("3", "7"), known), "f2": Truth((), None), "f3": Truth(("no",), known)
    }  # fmt: skip
    return Ledger(event, truths)


@pytest.mark.parametrize(
    ("fact", "value", "date", "expected"),
    [
        ("f1@2031-06-11T12:00", "=3", None, "supported"),
        ("f1@2031-06-11T20:00", "=3", None, "refuted"),
        ("f1@2031-06-11T20:00", ">=5", "2031-06-11T13:00", "supported"),
        ("f1", "=3", "2031-06-11T13:00", "supported"),
        ("f1", "=3", "2031-06-11T20:00", "refuted"),
        ("f1", "=7", "2031-06-11", "supported"),
        ("f1", "=7", "2031-07-01", "supported"),
        ("f2", "arson", "2031-06-11", "unverifiable"),
        ("f3", "no", None, "supported"),
        ("f3", "yes", "2031-06-11", "refuted"),
    ],
)
def test_a_proposition_is_judged_at_its_time(
    fact: str, value: str, date: str | None, expected: Verdict
) -> None:
    assert small().verdict(fact, value, date) == expected


@pytest.mark.parametrize("date", [None, "2031-06-10", "2031-06-11T09:00"])
def test_a_growing_figure_needs_a_moment_that_has_passed(date: str | None) -> None:
    with pytest.raises(UsageError, match="'f1' grows with time"):
        small().verdict("f1", "=3", date)


@pytest.mark.parametrize(
    ("verdict", "stance", "expected"),
    [
        ("supported", "assert", True),
        ("supported", "deny", False),
        ("refuted", "assert", False),
        ("refuted", "deny", True),
        ("unverifiable", "assert", None),
        ("unverifiable", "deny", None),
    ],
)
def test_a_denial_is_right_where_the_proposition_is_refuted(
    verdict: Verdict, stance: str, expected: bool | None
) -> None:
    assert is_right(verdict, "deny" if stance == "deny" else "assert") is expected


@NAMES
def test_the_truth_on_file_is_as_the_lot_fell(name: str) -> None:
    """Nobody may mend a truth by hand: it would be easier to guess than one drawn by lot."""
    assert ledger_of(name) == draw_ledger(events()[name], Lots(SEED, "ledger", name))


@NAMES
def test_a_ledger_holds_every_fact_of_its_event_and_something_that_nobody_knows(name: str) -> None:
    ledger, event = ledger_of(name), events()[name]
    assert list(ledger.truths) == [fact.id for fact in event.facts]
    for fact in event.facts:
        truth = ledger.truths[fact.id]
        if not truth.values:
            assert fact.may_be_unknown
            continue
        assert truth.values in fact.options
        assert truth.known is not None
        assert truth.known >= fact.raised[:10]
    assert any(not truth.values for truth in ledger.truths.values())


def test_the_place_of_the_truth_among_the_values_is_no_clue() -> None:
    places = []
    for name, event in events().items():
        for fact in event.facts:
            values = ledger_of(name).truths[fact.id].values
            if values and len(fact.options) > 1:
                places.append(fact.options.index(values) / (len(fact.options) - 1))
    assert 0.35 < sum(places) / len(places) < 0.65

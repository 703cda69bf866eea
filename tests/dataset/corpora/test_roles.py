from __future__ import annotations

from collections import Counter

import pytest

from musnad.dataset.corpora.assembling import Parts
from musnad.dataset.corpora.roles import count_unused, groups
from musnad.dataset.corpora.standoff import parse
from musnad.errors import DataError

TEXT = "said Rania the road is open and safe"
WORDS = {
    "T1": "Cue 0 4\tsaid",
    "T2": "Source 5 10\tRania",
    "T3": "Content 11 27\tthe road is open",
    "T4": "Content 32 36\tsafe",
    "T5": "Attribution 0 4\tsaid",
    "T6": "Attribution-no-source 28 31\tand",
    "T7": "Discard 28 31\tand",
}
ALL = "".join(f"{name}\t{rest}\n" for name, rest in WORDS.items())
SAID, RANIA, OPEN, SAFE, AND = [(0, 4)], [(5, 10)], [(11, 27)], [(32, 36)], [(28, 31)]
NO_ROLES = "event without roles: its trigger is the cue"
NO_CUE = "event without cue argument: its trigger is the cue"
OTHER_CUE = "cue argument other than the trigger: the argument decides"
OTHER_NAME = "argument named otherwise than what it points to: the argument decides"
JOINED = "several text-bounds as {} of one attribution: joined"


Bounds = list[tuple[int, int]]


def part(
    name: str, cue: Bounds, source: Bounds | None = None, content: Bounds | None = None
) -> Parts:
    return Parts(name, tuple(cue), tuple(source or ()), tuple(content or ()))


CASES: dict[str, tuple[str, list[Parts], dict[str, int]]] = {
    "cue as trigger and as argument": (
        "E1\tAttribution:T5 Content:T3 Cue:T1 Source:T2\n",
        [part("E1", SAID, RANIA, OPEN)],
        {},
    ),
    "cue only as trigger": (
        "E1\tCue:T1 Content:T3 Source:T2\n",
        [part("E1", SAID, RANIA, OPEN)],
        {NO_CUE: 1},
    ),
    "no roles": ("E1\tAttribution:T5\n", [part("E1", SAID)], {NO_ROLES: 1}),
    "no roles, named otherwise": ("E1\tDiscard:T7\n", [], {"event Discard: left out": 1}),
    "letter case is ignored": (
        "E1\tSAYS:T5 cue:T1 SOURCE:T2 content:T3\n",
        [part("E1", SAID, RANIA, OPEN)],
        {},
    ),
    "two contents": (
        "E1\tAttribution:T5 Cue:T1 Content2:T4 Content:T3\n",
        [part("E1", SAID, [], SAFE + OPEN)],
        {JOINED.format("content"): 1},
    ),
    "a source although the name says none": (
        "E1\tAttribution-no-source:T6 Cue:T1 Source:T2\n",
        [part("E1", SAID, RANIA)],
        {OTHER_CUE: 1},
    ),
    "no source although the name says one": (
        "E1\tAttribution:T5 Cue:T1 Content:T3\n",
        [part("E1", SAID, [], OPEN)],
        {},
    ),
    "the argument decides": (
        "E1\tAttribution:T5 Cue:T1 Content:T2\n",
        [part("E1", SAID, [], RANIA)],
        {OTHER_NAME: 1},
    ),
    "an unknown argument": (
        "E1\tAttribution:T5 Cue:T1 Topic:T4\n",
        [part("E1", SAID)],
        {"argument Topic: left out": 1},
    ),
    "a source of two attributions": (
        "E1\tAttribution:T5 Cue:T1 Source:T2\nE2\tAttribution:T6 Cue:T6 Source:T2\n",
        [part("E1", SAID, RANIA), part("E2", AND, RANIA)],
        {},
    ),
    "relations from a cue, in either direction": (
        "R1\tsays Arg1:T1 Arg2:T3\nR2\tby Arg1:T2 Arg2:T1\n",
        [part("T1", SAID, RANIA, OPEN)],
        {},
    ),
    "relations add up": (
        "R1\tsays Arg1:T1 Arg2:T3\nR2\tsays Arg1:T1 Arg2:T4\n",
        [part("T1", SAID, [], OPEN + SAFE)],
        {JOINED.format("content"): 1},
    ),
    "a relation from an event": (
        "E1\tCue:T1\nR1\tby Arg1:E1 Arg2:T2\n",
        [part("E1", SAID, RANIA)],
        {NO_ROLES: 1},
    ),
    "a relation from the cue of an event": (
        "E1\tAttribution:T5 Cue:T1\nR1\tby Arg1:T1 Arg2:T2\n",
        [part("E1", SAID, RANIA)],
        {},
    ),
    "a relation without a cue": (
        "R1\tsame Arg1:T3 Arg2:T4\n",
        [],
        {"relation same: left out": 1},
    ),
    "a relation from a cue to something else": (
        "R1\tby Arg1:T1 Arg2:T7\n",
        [],
        {"relation by: left out": 1},
    ),
    "a relation of three": (
        "R1\tby Arg1:T1 Arg2:T2 Arg3:T7\n",
        [],
        {"relation by: left out": 1},
    ),
    "a cue that nothing joins": ("", [], {}),
}


@pytest.mark.parametrize(("links", "expected", "met"), CASES.values(), ids=CASES.keys())
def test_records_form_attributions(
    links: str, expected: list[Parts], met: dict[str, int], quirks: Counter[str]
) -> None:
    def report(name: str) -> None:
        quirks[name] += 1

    standoff = parse(ALL + links, TEXT, file="a.ann", quirk=report)
    assert [group.parts for group in groups(standoff, report)] == expected
    assert quirks == met


def test_a_role_is_not_played_by_an_event() -> None:
    links = "E1\tAttribution:T5 Cue:T1\nE2\tAttribution:T6 Content:E1\n"
    standoff = parse(ALL + links, TEXT, file="a.ann", quirk=print)
    with pytest.raises(DataError) as error:
        groups(standoff, print)
    assert str(error.value) == "a.ann:9: E2 has Content:E1; expected a text-bound (T…)"


def test_what_no_label_was_made_of_is_counted(quirks: Counter[str]) -> None:
    links = "E1\tAttribution:T5 Cue:T1 Content:T3\nA1\tact E1 state\nA2\tsure E1\n#1\tNote E1\tno\n"
    standoff = parse(ALL + links, TEXT, file="a.ann", quirk=print)
    used = {name for group in groups(standoff, print) for name in group.ids} | {"A1"}
    count_unused(standoff, used, lambda name: quirks.update([name]))
    assert quirks == {
        "text-bound Source in no attribution: left out": 1,
        "text-bound Content in no attribution: left out": 1,
        "text-bound Attribution-no-source in no attribution: left out": 1,
        "text-bound Discard in no attribution: left out": 1,
        "attribute sure: left out": 1,
        "note: left out": 1,
    }

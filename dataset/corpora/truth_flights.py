"""The importer `truth_flights`: times and gates of flights as many sites report them."""

from __future__ import annotations

import re
import string
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from ..records import Assertion, Verdict
from .assembling import Quirk
from .importing import IMPORTERS, Imported
from .manifest import Manifest
from .opening import Files, corpus_files
from .tables import read_csv

CLAIMS, GOLD = "flights_claim18.csv", "flights_2011-12-04-truthCSV.csv"
PROPERTIES = (
    "ExpectedDepartureTime",
    "ActualDepartureTime",
    "ExpectedArrivalTime",
    "ActualArrivalTime",
    "DepartureGate",
    "ArrivalGate",
)
LETTERS = string.ascii_uppercase
TIME = re.compile(r"(\d{1,2}):(\d\d)\s*([ap]?)", re.IGNORECASE)
# An optional terminal, the gate, an optional terminal: "Term C - C24", "C-24", "46A/T4", " 36 ".
GATE = re.compile(r"(?:[\w ]+ - )?([A-Z]?)-?(\d+)([A-Z]?)\??(?:/\w+)?")


@IMPORTERS.register("truth_flights")
class TruthFlights:
    """Sites (sources) that say when and from which gate flights left and arrived on one day.

    PATH is the folder of the two CSV files, gzipped or not. The fact is `flight/property`. Sites
    write in their own ways, so the value is `clock_time` or `gate` where it can be read so; the id
    says the line of the file. Gold values are read in the same way, and are matched by flight and
    property: only 118 of them are claimed by anybody.
    """

    manifest = Manifest(
        name="truth_flights",
        version="1.0.0",
        languages=("en",),
        licence="Apache-2.0 (on the repository); data from the original truth-discovery authors",
        layers=(),
        tables=("assertions",),
        citation="Li, Dong, Lyons, Meng and Srivastava: Truth Finding on the Deep Web: Is the "
        "Problem Solved?, VLDB 2013",
        origin="https://github.com/totucuong/spectrum",
    )

    def read(self, path: Path, *, annotator: str | None, quirk: Quirk) -> Iterator[Imported]:
        """Yield the assertions in order of the file."""
        with corpus_files(path, quirk, patterns=[CLAIMS, GOLD]) as files:
            gold = _gold(files, quirk)
            columns = ["ObjectID", "PropertyID", "PropertyValue", "SourceID", "TimeStamp"]
            claimed: set[str] = set()
            met: dict[tuple[str, str], set[str]] = defaultdict(set)
            for row in read_csv(files.read(CLAIMS), files.place(CLAIMS), columns, quirk):
                fact = f"{row['ObjectID']}/{row.one_of('PropertyID', PROPERTIES)}"
                value = _value(fact, row["PropertyValue"])
                if value is None:
                    quirk("value that is no time or gate: kept as it is, never judged")
                said = row["PropertyValue"] if value is None else value
                before = met[row["SourceID"], fact]
                if before:
                    quirk("site that repeats itself: kept" if said in before else CONTRADICTS)
                before.add(said)
                claimed.add(fact)
                yield Imported(
                    "all",
                    Assertion(
                        id=f"line-{row.line}",
                        source=row["SourceID"],
                        fact=fact,
                        value=said,
                        stance="assert",
                        claim=None,
                        date=row["TimeStamp"],
                        event=None,
                        verdict=_verdict(value, gold.get(fact), quirk),
                    ),
                )
            for _ in gold.keys() - claimed:
                quirk("gold value of a fact that nobody claims: left out")


CONTRADICTS = "site that says something else of the same fact: kept"


def clock_time(text: str) -> str | None:
    """The time of day as HH:MM, in 24 hours; day and zone are left out, as sites mix them up.

    >>> clock_time("2011-12-04 09:10AM CST"), clock_time("12/4/11 9:35 PM (-05:00)")
    ('09:10', '21:35')
    >>> clock_time("12:05aDec 5"), clock_time("Not Available")
    ('00:05', None)
    """
    match = TIME.search(text)
    if match is None:
        return None
    hour, half = int(match[1]), match[3].lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02}:{match[2]}" if hour < 24 and int(match[2]) < 60 else None


def gate(text: str) -> str | None:
    """The gate without its terminal: concourse, number and position.

    >>> gate("Term C - C24"), gate(" C-24 "), gate("46A/T4"), gate("Terminal 3")
    ('C24', 'C24', '46A', None)
    """
    match = GATE.fullmatch(text.strip())
    return "".join(match.groups()) if match else None


def _value(fact: str, text: str) -> str | None:
    return clock_time(text) if fact.endswith("Time") else gate(text)


def _verdict(value: str | None, gold: str | None, quirk: Quirk) -> Verdict | None:
    """Whether a value is the gold one; open where one of two gates lacks the concourse."""
    if value is None or gold is None:
        return None
    if value == gold:
        return "supported"
    if (value[0].isdigit() or gold[0].isdigit()) and value.lstrip(LETTERS) == gold.lstrip(LETTERS):
        quirk("gate with concourse on one side only: verdict left open")
        return None
    return "refuted"


def _gold(files: Files, quirk: Quirk) -> dict[str, str]:
    """The gold value of each fact, where the file gives exactly one."""
    found: dict[str, set[str]] = defaultdict(set)
    columns = ["ObjectID", "PropertyID", "PropertyValue"]
    for row in read_csv(files.read(GOLD), files.place(GOLD), columns, quirk):
        fact = f"{row['ObjectID']}/{row.one_of('PropertyID', PROPERTIES)}"
        value = _value(fact, row["PropertyValue"])
        if value is None:
            quirk("gold value that is no time or gate: not used")
            continue
        if fact in found:
            quirk("gold value given twice" + ("" if value in found[fact] else ", differently"))
        found[fact].add(value)
    for values in found.values():
        if len(values) > 1:
            quirk("fact with two gold values: not judged")
    return {fact: next(iter(values)) for fact, values in found.items() if len(values) == 1}

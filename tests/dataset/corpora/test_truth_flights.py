from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from musnad.dataset import Assertion, import_corpus, load
from musnad.dataset.corpora.truth_flights import clock_time, gate
from musnad.errors import DataError

Write = Callable[[dict[str, str]], Path]

# Invented, in the corpus's format.
CLAIMS, GOLD = "flights_claim18.csv", "flights_2011-12-04-truthCSV.csv"
HEAD = '"ObjectID","PropertyID","PropertyValue","SourceID","TimeStamp"\n'
ROWS = [
    ("R-1", "ExpectedDepartureTime", "9:10 AM, Dec 04", "palm"),
    ("R-1", "ExpectedDepartureTime", "Dec 04 - 9:11am", "oasis"),
    ("R-1", "ExpectedDepartureTime", "2031-12-04 9:11 AM", "oasis"),
    ("R-1", "ExpectedDepartureTime", "Not Available", "oasis"),
    ("R-1", "DepartureGate", "Term C - C24", "palm"),
    ("R-1", "DepartureGate", " 24 ", "oasis"),
    ("R-1", "DepartureGate", "D24", "date"),
    ("R-1", "DepartureGate", "4", "ruman"),
    ("R-1", "ArrivalGate", "7", "palm"),
    ("R-2", "ActualArrivalTime", "11:05pDec 4", "palm"),
]
FILES = {
    CLAIMS: HEAD
    + "".join(",".join(f'"{cell}"' for cell in (*cells, "2031-12-04")) + "\n" for cells in ROWS),
    GOLD: '"ObjectID","PropertyID","PropertyValue"\n'
    '"R-1","ExpectedDepartureTime","12/04/2031 09:10 AM"\n'
    '"R-1","DepartureGate","C24"\n'
    '"R-1","DepartureGate","C-24"\n'
    '"R-1","ArrivalGate","7"\n'
    '"R-1","ArrivalGate","8"\n'
    '"R-2","ArrivalGate","TBA"\n'
    '"R-9","ArrivalGate","9"\n',
}


def test_sites_assert_times_and_gates_that_gold_judges(write: Write) -> None:
    manifest = import_corpus("truth_flights", write(FILES))
    departure, out, arrival = "R-1/ExpectedDepartureTime", "R-1/DepartureGate", "R-1/ArrivalGate"
    assert load("truth_flights/all").table("assertions") == [
        Assertion(
            f"line-{line}", source, fact, value, "assert", None, "2031-12-04", None, verdict
        )
        for line, (source, fact, value, verdict) in enumerate(
            [
                ("palm", departure, "09:10", "supported"),
                ("oasis", departure, "09:11", "refuted"),
                ("oasis", departure, "09:11", "refuted"),
                ("oasis", departure, "Not Available", None),
                ("palm", out, "C24", "supported"),
                ("oasis", out, "24", None),
                ("date", out, "D24", "refuted"),
                ("ruman", out, "4", "refuted"),
                ("palm", arrival, "7", None),
                ("palm", "R-2/ActualArrivalTime", "23:05", None),
            ],
            2,
        )
    ]  # fmt: skip
    assert manifest.quirks == {
        "fact with two gold values: not judged": 1,
        "gate with concourse on one side only: verdict left open": 1,
        "gold value given twice": 1,
        "gold value given twice, differently": 1,
        "gold value of a fact that nobody claims: left out": 1,
        "gold value that is no time or gate: not used": 1,
        "site that repeats itself: kept": 1,
        "site that says something else of the same fact: kept": 1,
        "value that is no time or gate: kept as it is, never judged": 1,
    }


TIMES = {
    "2031-12-04 09:10 AM": "09:10",
    "9:10 PM, Dec 04": "21:10",
    "12/4/31 9:35 PM (-05:00)": "21:35",
    "9:53 AMDec 04": "09:53",
    "2031-12-04 12:30PM EST": "12:30",
    "09:35 PM  Sun 04-Dec-2031": "21:35",
    "12:10aDec 5": "00:10",
    "Dec 04 - 12:35pm*": "12:35",
    "Dec 04 - 12:00noon": "12:00",
    "Sun., Dec.04, 2031 5:34 p.m.": "17:34",
    "2031-12-04 Sun  22:30": "22:30",
    "5:15A 12-04-31": "05:15",
    "5:08 AM, Dec 05&nbsp(Estimated)": "05:08",
    "25:10": None,
    "9:75 AM": None,
    "Dec 04 - Contact Airline": None,
    "": None,
}


@pytest.mark.parametrize(("text", "time"), TIMES.items())
def test_every_way_to_write_a_time_is_read(text: str, time: str | None) -> None:
    assert clock_time(text) == time


GATES = {
    "E2": "E2",
    " C27 ": "C27",
    "C-37": "C37",
    "46A": "46A",
    "Terminal T4 - 46A": "46A",
    "Main Term - A26X": "A26X",
    "Terminal Conc D - D3": "D3",
    "H1A/T3": "H1A",
    "36/8": "36",
    "46?": "46",
    "Terminal 3": None,
    " -": None,
    "--": None,
    "TBA": None,
    "Not provided by airline": None,
}


@pytest.mark.parametrize(("text", "name"), GATES.items())
def test_every_way_to_write_a_gate_is_read(text: str, name: str | None) -> None:
    assert gate(text) == name


def test_another_property_is_refused(write: Write) -> None:
    folder = write({**FILES, CLAIMS: HEAD + '"R-1","Wifi","yes","palm","2031-12-04"\n'})
    with pytest.raises(DataError) as error:
        import_corpus("truth_flights", folder)
    assert str(error.value).startswith(
        f"{folder}/{CLAIMS}:2: found 'Wifi' as PropertyID; expected ExpectedDepartureTime, "
    )

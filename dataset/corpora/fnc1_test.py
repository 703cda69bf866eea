"""The importer `fnc1_test`: headlines and bodies of the Fake News Challenge, its test half."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from musnad.errors import DataError

from ..records import Pair
from .assembling import Quirk
from .importing import IMPORTERS, Imported
from .manifest import Manifest
from .opening import corpus_files
from .tables import read_csv

BODIES = "competition_test_bodies.csv"
STANCES = "competition_test_stances.csv"
LABELS = {
    "agree": "agree",
    "disagree": "contradict",
    "unrelated": "unrelated",
    "discuss": "discuss",
}


@IMPORTERS.register("fnc1_test")
class FakeNewsChallenge:
    """Pairs of a headline (`a`) and an article's body (`b`) with the stance of the body.

    PATH is the folder of the two CSV files, gzipped or not. `disagree` is our `contradict`, and
    `discuss` stays the corpus's own word.
    """

    manifest = Manifest(
        name="fnc1_test",
        version="1.0.0",
        languages=("en",),
        licence="none stated; open challenge data",
        layers=(),
        tables=("pairs",),
        citation="Fake News Challenge, stage 1, 2017",
        origin="https://github.com/FakeNewsChallenge/fnc-1",
    )

    def read(self, path: Path, *, annotator: str | None, quirk: Quirk) -> Iterator[Imported]:
        """Yield the pairs in order of the file."""
        with corpus_files(path, quirk, patterns=[BODIES, STANCES]) as files:
            bodies: dict[str, str] = {}
            columns = ["Body ID", "articleBody"]
            for row in read_csv(files.read(BODIES), files.place(BODIES), columns, quirk):
                if row["Body ID"] in bodies:
                    raise DataError(
                        f"{row.place}: found the body {row['Body ID']!r} twice; expected each id "
                        "once; copy the file anew"
                    )
                bodies[row["Body ID"]] = row["articleBody"]
            headlines: dict[str, str] = {}
            met: set[tuple[str, str]] = set()
            columns = ["Headline", "Body ID", "Stance"]
            rows = read_csv(files.read(STANCES), files.place(STANCES), columns, quirk)
            for number, row in enumerate(rows, 1):
                headline, body = row["Headline"], row["Body ID"]
                if body not in bodies:
                    raise DataError(
                        f"{row.place}: found the body {body!r}; expected an id of {BODIES}; take "
                        "both files from one release"
                    )
                if (headline, body) in met:
                    quirk("pair met before: kept")
                met.add((headline, body))
                yield Imported(
                    "test",
                    Pair(
                        id=f"pair-{number}",
                        a=headlines.setdefault(headline, f"headline-{len(headlines) + 1}"),
                        b=f"body-{body}",
                        label=LABELS[row.one_of("Stance", LABELS)],
                        a_text=headline,
                        b_text=bodies[body],
                        event=None,
                    ),
                )

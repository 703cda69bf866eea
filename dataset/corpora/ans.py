"""The importer `ans`: Arabic headlines that are true or fake, or agree or disagree."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..records import Pair
from .assembling import Quirk
from .debates import statement
from .importing import IMPORTERS, Imported
from .manifest import Manifest
from .opening import corpus_files
from .tables import read_csv

SPLITS = {"train": "train", "dev": "validation", "test": "test"}
FAKE = {"0": "true", "1": "fake"}
STANCES = {"agree": "agree", "disagree": "contradict", "other": "other"}


@IMPORTERS.register("ans")
class ANS:
    """Arabic headlines with verdicts (`ratings`), and pairs of them with a stance (`pairs`).

    PATH is `ans.tar.gz`, the folder that holds it, or the extracted folder. The corpus's stance
    `disagree` is our `contradict`; `other` stays its own word. The splits are published for each
    of the two tasks: across them sentences are shared, so the tasks should not be mixed.
    """

    manifest = Manifest(
        name="ans",
        version="1.0.0",
        languages=("ar",),
        licence="Apache-2.0",
        layers=(),
        tables=("pairs", "ratings"),
        citation="Khouja: Stance Prediction and Claim Verification: An Arabic Perspective, FEVER "
        "2020",
        origin="https://github.com/latynt/ans",
    )

    def read(self, path: Path, *, annotator: str | None, quirk: Quirk) -> Iterator[Imported]:
        """Yield claims with their verdicts by split, then the pairs."""
        patterns = ["claim/*.csv", "stance/*.csv"]
        with corpus_files(path, quirk, archives=["ans.tar.gz"], patterns=patterns) as files:
            for name, split in SPLITS.items():
                file = f"claim/{name}.csv"
                columns = ["claim_s", "fake_flag"]
                rows = read_csv(files.read(file), files.place(file), columns, quirk)
                for number, row in enumerate(rows, 1):
                    label = FAKE[row.one_of("fake_flag", FAKE)]
                    subject, text = f"claim-{name}-{number}", row["claim_s"]
                    rating = statement(subject, text, scale="verdict", label=label, rater="ANS")
                    yield Imported(split, rating)
            ids: dict[tuple[str, str], str] = {}
            for name, split in SPLITS.items():
                file = f"stance/{name}.csv"
                columns = ["s1", "s2", "stance"]
                rows = read_csv(files.read(file), files.place(file), columns, quirk)
                for number, row in enumerate(rows, 1):
                    first, second = row["s1"], row["s2"]
                    if first == second:
                        quirk("pair of a sentence with itself: kept")
                    yield Imported(
                        split,
                        Pair(
                            id=f"stance-{name}-{number}",
                            a=ids.setdefault(("first", first), f"first-{len(ids) + 1}"),
                            b=ids.setdefault(("second", second), f"second-{len(ids) + 1}"),
                            label=STANCES[row.one_of("stance", STANCES)],
                            a_text=first,
                            b_text=second,
                            event=None,
                        ),
                    )

"""The importer `known_lie_politifact`: debate sentences beside fact-checks of the same claim."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from musnad.errors import DataError

from ..decode import shown
from ..records import Pair, Rating
from .assembling import Quirk
from .debates import COLUMNS, sentences, statement
from .importing import IMPORTERS, Imported
from .manifest import Manifest
from .opening import Files, corpus_files
from .tables import Row, count_unused, read_csv, read_tabs

PAIR_COLUMNS = (
    "line_number",
    "speaker",
    "sentence",
    "politifact_statement",
    "verified_claim",
    "verified_claim_article_title",
    "truth_value",
    "verified_claim_url",
    "notes",
)
UNUSED = ("speaker", "politifact_statement", "verified_claim_article_title", "notes")
REMAINING = "politifact/verified-claims/20191030_remaining_politifacts.csv"
REMAINING_COLUMNS = ("page", "claim", "said", "url", "verdict", "speaker", "title", "body")
VERDICTS = ("True", "Mostly True", "Half-True", "Mostly False", "False", "Pants on Fire!")
FLIPS = ("No Flip", "Half Flip", "Full Flop")
SPELT = {"TRUE": "True", "FALSE": "False"}
DAY = re.compile(r"/statements/(\d{4})/([a-z]{3})/(\d\d)/")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# An em dash in UTF-8 that was read as Mac Roman.
MISREAD = "‚Ä"
SPLIT = "all"


@IMPORTERS.register("known_lie_politifact")
class KnownLie:
    """Transcripts, fact-checked claims with verdicts, and pairs of a sentence and such a claim.

    PATH is `known_lie_politifact.tar.gz`, the folder that holds it, or the extracted folder.
    `ratings` hold each sentence of the transcripts (scale `check_worthy`, subject `debate/line`)
    and each fact-checked claim (scale `verdict` or, for changes of position, `flip`; subject its
    address). `pairs` join the two; their label `matched` says that the claim is the same.
    """

    manifest = Manifest(
        name="known_lie_politifact",
        version="1.0.0",
        languages=("en",),
        licence="none stated; published with an ACL paper",
        layers=(),
        tables=("pairs", "ratings"),
        citation="Shaar et al.: That is a Known Lie: Detecting Previously Fact-Checked Claims, "
        "ACL 2020",
        origin="https://github.com/sshaar/That-is-a-Known-Lie",
    )

    def read(self, path: Path, *, annotator: str | None, quirk: Quirk) -> Iterator[Imported]:
        """Yield the transcripts, then pairs and claims debate by debate, then the other claims."""
        archives = ["known_lie_politifact.tar.gz"]
        patterns = [f"politifact/{part}" for part in ("*/*.csv", "*/*.tsv")]
        with corpus_files(path, quirk, archives=archives, patterns=patterns) as files:
            transcripts: dict[str, _Transcript] = defaultdict(_Transcript)
            for name, match in files.like(r"politifact/transcripts/(.+)\.tsv").items():
                rows = read_tabs(files.read(name), files.place(name), COLUMNS, quirk)
                for rating in sentences(match[1], rows, "PolitiFact", quirk):
                    transcripts[match[1]].add(rating)
                    yield Imported(SPLIT, rating)
            claims: dict[str, Rating] = {}
            for name, match in files.like(r"politifact/fact-checking/(.+)\.csv").items():
                if match[1] not in transcripts:
                    quirk("debate without transcript: its sentences have ids of their own")
                for pair, claim in _pairs(files, name, match[1], transcripts[match[1]], quirk):
                    yield Imported(SPLIT, pair)
                    if _is_new(claim, claims, quirk):
                        yield Imported(SPLIT, claim)
            for claim in _remaining(files, quirk):
                if _is_new(claim, claims, quirk):
                    yield Imported(SPLIT, claim)


class _Transcript:
    """The sentences of one debate, to find one by its words."""

    def __init__(self) -> None:
        self._text: dict[str, str] = {}
        self._subjects: dict[str, list[str]] = defaultdict(list)

    def add(self, rating: Rating) -> None:
        assert rating.text is not None
        self._text[rating.subject] = rating.text
        self._subjects[rating.text].append(rating.subject)

    def find(self, subject: str, text: str, own: str, quirk: Quirk) -> str:
        """The id of the sentence that reads so: there, on the only other line, or one anew."""
        if self._text.get(subject) == text:
            return subject
        places: Sequence[str] = self._subjects.get(text, ())
        if len(places) == 1:
            quirk("sentence on another line of its transcript than said: that line is meant")
            return places[0]
        quirk("sentence in no transcript, or on several lines: has an id of its own")
        return own


def _pairs(
    files: Files, name: str, debate: str, transcript: _Transcript, quirk: Quirk
) -> Iterator[tuple[Pair, Rating]]:
    rows = read_csv(files.read(name), files.place(name), PAIR_COLUMNS, quirk)
    for number, row in enumerate(rows, 1):
        count_unused(row, UNUSED, quirk)
        text, url = row["sentence"], row["verified_claim_url"]
        if MISREAD in text or MISREAD in row["verified_claim"]:
            quirk("text with characters that were decoded wrongly before (‚Ä…): kept")
        own = f"{debate}/pair-{number}"
        place = transcript.find(f"{debate}/{row['line_number']}", text, own, quirk)
        pair = Pair(
            id=f"{debate}-{number}",
            a=place,
            b=url,
            label="matched",
            a_text=text,
            b_text=row["verified_claim"],
            event=debate,
        )
        yield pair, _claim(row, url, row["verified_claim"], row["truth_value"], quirk)


def _remaining(files: Files, quirk: Quirk) -> Iterator[Rating]:
    if REMAINING not in files:
        return
    place = files.place(REMAINING)
    for row in read_csv(
        files.read(REMAINING), place, REMAINING_COLUMNS, quirk, head=False, unfinished=True
    ):
        count_unused(row, ("page", "said", "speaker", "title", "body"), quirk)
        yield _claim(row, row["url"], row["claim"], row["verdict"], quirk)


def _claim(row: Row, url: str, text: str, verdict: str, quirk: Quirk) -> Rating:
    label = SPELT.get(verdict, verdict)
    if label != verdict:
        quirk(f"verdict {verdict}: read as {label}")
    if label not in (*VERDICTS, *FLIPS):
        raise DataError(
            f"{row.place}: found {shown(verdict)} as verdict; expected {', '.join(VERDICTS)} or "
            f"{', '.join(FLIPS)}; look for a shifted column"
        )
    scale = "flip" if label in FLIPS else "verdict"
    rating = statement(url, text, scale=scale, label=label, rater="PolitiFact")
    return replace(rating, date=_day(url))


def _day(url: str) -> str | None:
    """The day of a fact-check, which is a part of its address."""
    match = DAY.search(url)
    if match is None or match[2] not in MONTHS:
        return None
    return f"{match[1]}-{MONTHS.index(match[2]) + 1:02}-{match[3]}"


def _is_new(claim: Rating, known: dict[str, Rating], quirk: Quirk) -> bool:
    """Whether a claim was not met before; one met in other words or with another verdict is."""
    other = known.setdefault(claim.subject, claim)
    if other is claim:
        return True
    if other == claim:
        quirk("fact-check met before: its claim is one row")
        return False
    quirk("fact-check met before with other words or verdict: kept")
    return True

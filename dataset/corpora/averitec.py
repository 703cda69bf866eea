"""The importer `averitec`: real claims with verdicts and who made them (NeurIPS 2023)."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from musnad.errors import DataError, in_words

from ..decode import shown
from ..records import Assertion, Verdict
from .assembling import Quirk
from .debates import statement
from .importing import IMPORTERS, Imported
from .manifest import Manifest
from .opening import Files, corpus_files

CLAIMS = "dev.json"
OUTLETS = "misinfo_list.txt"
VERDICTS: dict[str, Verdict | None] = {
    "Supported": "supported",
    "Refuted": "refuted",
    "Conflicting Evidence/Cherrypicking": None,
    "Not Enough Evidence": None,
}
UNUSED = (
    "required_reannotation",
    "justification",
    "original_claim_url",
    "cached_original_claim_url",
    "fact_checking_article",
    "reporting_source",
    "location_ISO_code",
    "claim_types",
    "fact_checking_strategies",
)


@IMPORTERS.register("averitec")
class AVeriTeC:
    """Claims with four verdicts (`ratings`), and those of named speakers as `assertions`.

    PATH is the folder of `dev.json`, gzipped or not, the only split that is staged. In an
    assertion the fact is the claim's number and the value its words. `Supported` and `Refuted`
    are our verdicts; the other two name states of the evidence, and leave it open.
    """

    manifest = Manifest(
        name="averitec",
        version="1.0.0",
        languages=("en",),
        licence="CC BY-NC 4.0",
        layers=(),
        tables=("assertions", "ratings"),
        citation="Schlichtkrull, Guo and Vlachos: AVeriTeC: A Dataset for Real-world Claim "
        "Verification with Evidence from the Web, NeurIPS 2023",
        origin="https://github.com/MichSchli/AVeriTeC",
    )

    def read(self, path: Path, *, annotator: str | None, quirk: Quirk) -> Iterator[Imported]:
        """Yield each claim's verdict, and after it who made the claim."""
        with corpus_files(path, quirk, patterns=[CLAIMS, OUTLETS]) as files:
            met: set[str] = set()
            for number, claim in enumerate(_claims(files), 1):
                place = f"{files.place(CLAIMS)}: claim {number}"
                _check(claim, place)
                _count(claim, quirk)
                if claim["claim"] in met:
                    quirk("claim met before: kept")
                met.add(claim["claim"])
                subject = f"dev-{number}"
                rating = statement(
                    subject, claim["claim"], scale="verdict", label=claim["label"], rater="AVeriTeC"
                )
                yield Imported("validation", rating)
                assertion = _assertion(subject, claim, place)
                if assertion.source:
                    yield Imported("validation", assertion)
                else:
                    quirk("claim without speaker: no assertion")
            if OUTLETS in files:
                for _ in files.read(OUTLETS).splitlines():
                    quirk(f"outlet in {OUTLETS}: left out")


def _claims(files: Files) -> list[Any]:
    # Nested deeper than the records of Musnad may be, so their strict reader cannot take it.
    try:
        claims = json.loads(files.read(CLAIMS))
        if not isinstance(claims, list):
            raise DataError("expected a list of claims")
    except ValueError as error:
        raise DataError(f"{files.place(CLAIMS)}: {in_words(error)}; copy the corpus anew") from None
    return claims


def _check(claim: Any, place: str) -> None:
    if not isinstance(claim, dict) or not isinstance(claim.get("claim"), str):
        raise DataError(f"{place}: found {shown(claim)}; expected an object with a claim")
    if claim.get("label") not in VERDICTS:
        raise DataError(
            f"{place}: found {shown(claim.get('label'))} as label; expected {', '.join(VERDICTS)}"
        )
    if not isinstance(claim.get("speaker"), str | None):
        raise DataError(f"{place}: found {shown(claim['speaker'])} as speaker; expected a name")


def _assertion(subject: str, claim: Mapping[str, Any], place: str) -> Assertion:
    speaker = claim.get("speaker") or ""
    return replace(
        Assertion(subject, speaker.strip(), subject, claim["claim"], "assert", *[None] * 4),
        date=_date(claim.get("claim_date"), place),
        verdict=VERDICTS[claim["label"]],
    )


def _date(value: Any, place: str) -> str | None:
    """Day-month-year with or without leading noughts, as YYYY-MM-DD."""
    if value is None:
        return None
    try:
        return datetime.datetime.strptime(value, "%d-%m-%Y").date().isoformat()
    except (TypeError, ValueError):
        raise DataError(
            f"{place}: found {shown(value)} as claim_date; expected day-month-year"
        ) from None


def _count(claim: Mapping[str, Any], quirk: Quirk) -> None:
    for key in UNUSED:
        if claim.get(key):
            quirk(f"{key}: not kept")
    speaker = claim.get("speaker") or ""
    if speaker != speaker.strip():
        quirk("speaker with space around the name: trimmed")
    for question in claim.get("questions", ()):
        quirk("question to the evidence: not kept")
        for _ in question.get("answers", ()):
            quirk("answer from the evidence: not kept")

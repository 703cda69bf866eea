"""The importer `spkatt2023`: speech events in parliament (SpkAtt-2023 shared task)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from musnad.errors import DataError, UsageError

from ..raw import article_of
from ..records import Article
from .assembling import Parts, Quirk, assemble
from .importing import IMPORTERS, Imported
from .manifest import Manifest
from .opening import corpus_files
from .tokens import Annotation, TokenArticle, token_article

ARCHIVE = "spkatt2023.tar.gz"
FOLDERS = {
    "train/task1": "train",
    "dev/task1": "validation",
    "trial/task1": "trial",
    "eval/task1_subtask2_test": "eval",
}
COPIES = (
    "train/task1_alternative_format",
    "dev/task1_alternative_format",
    "trial/task1_alternative_format",
    "eval/task1_test",
)
SPEECH = re.compile(r".*/[0-9]+_.+_(ID[0-9]+)_([0-9]{2})\.([0-9]{2})\.([0-9]{4})\.json")
ROLES = ("Message", "Source", "Cue", "PTC", "Addr", "Evidence", "Medium", "Topic")
NOT_KEPT = {"Addr": "addressee", "Evidence": "evidence", "Medium": "medium", "Topic": "topic"}


@IMPORTERS.register("spkatt2023")
class SpkAtt:
    """Speeches in the German parliament with the cue, source and message of speech events.

    PATH is `spkatt2023.tar.gz`, the folder that holds it, or the extracted folder. The text is
    rebuilt from tokens, a space between them and a line for each sentence; there is no title. The
    message is the content, and a verb's particle (`PTC`: `stimmen … zu`, also a reflexive
    pronoun) belongs to its cue. Topic, addressee, medium and evidence have no place here, and
    many events have a cue and nothing else. Who a source is was not annotated, so there is one
    entry per distinct source span. In `eval` only the cues were published: it has no source and
    no content to be scored on. The alternative format holds the same and is left out.
    """

    manifest = Manifest(
        name="spkatt2023",
        version="1.0.0",
        languages=("de",),
        licence="none stated; published for a shared task",
        layers=("sentences", "attributions"),
        citation="SpkAtt-2023: Shared Task on Speaker Attribution, KONVENS 2023",
        origin="https://github.com/umanlp/SpkAtt-2023",
    )

    def read(self, path: Path, *, annotator: str | None, quirk: Quirk) -> Iterator[Imported]:
        """Yield the speeches in order of split and file name."""
        if annotator is not None:
            raise UsageError(f"the corpus holds one set of labels; drop annotator {annotator!r}")
        seen = set[str]()
        patterns = [f"{folder}/*.json" for folder in (*FOLDERS, *COPIES)]
        with corpus_files(path, quirk, archives=[ARCHIVE], patterns=patterns) as files:
            for name in files.members:
                if name.rpartition("/")[0] in COPIES:
                    quirk(f"file in {name.rpartition('/')[0]}, which holds the same: left out")
            for folder, split in FOLDERS.items():
                for name in files.like(rf"{folder}/[^/]+\.json"):
                    article = _article(files.read(name), name, files.place(name), quirk)
                    if article.id in seen:
                        quirk("speech that is also in an earlier split: kept")
                    seen.add(article.id)
                    yield Imported(split, article)


def _article(data: bytes, name: str, file: str, quirk: Quirk) -> Article:
    match = SPEECH.fullmatch(name)
    if match is None:
        expected = "expected SESSION_ITEM_PARTY_NAME_IDnumber_DD.MM.YYYY.json"
        raise DataError(f"{file}: found such a file name; {expected}")
    given = token_article(data, file, ROLES, quirk)
    parts = [_parts(given, item, quirk) for item in given.annotations or ()]
    labels = assemble(given.text, parts, quirk)
    return replace(
        article_of(given.text, id=match[1], language="de", cuts=given.cuts),
        title=None,
        date=f"{match[4]}-{match[3]}-{match[2]}",
        sources=labels.sources,
        attributions=labels.attributions,
        provenance=f"SpkAtt-2023, {name}",
    )


def _parts(given: TokenArticle, item: Annotation, quirk: Quirk) -> Parts:
    """One speech event in our terms, with everything counted that those do not hold."""
    for role, name in NOT_KEPT.items():
        if item.roles[role]:
            quirk(f"{name}: not kept")
    if item.roles["PTC"]:
        quirk("particle of a verb: joined to the cue")
    return Parts(
        item.id,
        cue=given.bounds(sorted({*item.roles["Cue"], *item.roles["PTC"]})),
        source=given.bounds(item.roles["Source"]),
        content=given.bounds(item.roles["Message"]),
    )

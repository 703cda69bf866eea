"""The importer `spkatt2023`: speech events in parliament (SpkAtt-2023 shared task)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from musnad.errors import UsageError

from ..raw import article_of
from ..records import Article
from .assembling import Parts, Quirk, assemble
from .importing import IMPORTERS, Imported
from .manifest import Manifest
from .members import opened
from .tokens import Annotation, TokenArticle, token_article

ARCHIVE = "spkatt2023.tar.gz"
FOLDERS = {
    "train/task1": "train",
    "dev/task1": "validation",
    "trial/task1": "trial",
    "eval/task1_subtask2_test": "eval",
}
MEMBER = re.compile(
    r"([^/]+/[^/]+)/([0-9]+_.+_(ID[0-9]+)_([0-9]{2})\.([0-9]{2})\.([0-9]{4}))\.json"
)
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
        citation="Rehbein et al.: Overview of the GermEval 2023 Shared Task on Speaker "
        "Attribution in Newswire and Parliamentary Debates, KONVENS 2023",
        origin="https://github.com/umanlp/SpkAtt-2023",
    )

    def read(self, path: Path, *, annotator: str | None, quirk: Quirk) -> Iterator[Imported]:
        """Yield the speeches in order of split and file name."""
        if annotator is not None:
            raise UsageError(f"the corpus holds one set of labels; drop annotator {annotator!r}")
        seen, order = set[str](), list(FOLDERS)
        with opened(path, ARCHIVE, ["*/task1*/*.json"]) as members:
            places = [match for name in members if (match := MEMBER.fullmatch(name))]
            for match in places:
                if match[1] not in FOLDERS:
                    quirk(f"file in {match[1]}, which holds the same: left out")
            wanted = [match for match in places if match[1] in FOLDERS]
            for match in sorted(wanted, key=lambda found: (order.index(found[1]), found[2])):
                article = _article(members[match[0]](), match, str(path / match[0]), quirk)
                if article.id in seen:
                    quirk("speech that is also in an earlier split: kept")
                seen.add(article.id)
                yield Imported(FOLDERS[match[1]], article)


def _article(data: bytes, match: re.Match[str], file: str, quirk: Quirk) -> Article:
    given = token_article(data, file, ROLES, quirk)
    parts = [_parts(given, item, quirk) for item in given.annotations or ()]
    labels = assemble(given.text, parts, quirk)
    return replace(
        article_of(given.text, id=match[3], language="de"),
        title=None,
        date=f"{match[6]}-{match[5]}-{match[4]}",
        sentences=given.sentences,
        sources=labels.sources,
        attributions=labels.attributions,
        provenance=f"SpkAtt-2023, {match[0]}",
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

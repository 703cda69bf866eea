"""The importer `german_wikinews_attribution` (Petersen-Frey and Biemann, 2024)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from musnad.errors import DataError, UsageError

from ..raw import article_of
from ..records import Article, Style
from .assembling import Parts, Quirk, assemble
from .importing import IMPORTERS, Imported
from .manifest import Manifest
from .opening import corpus_files
from .tokens import Annotation, Token, TokenArticle, token_article

ARCHIVE = "wikinews_attribution.tar.gz"
FOLDERS = {
    "train/task2": "train",
    "dev/task2": "validation",
    "test_blind/task2": "test_blind",
    "trial": "trial",
}
NAME = re.compile(r"([0-9]+) - .+ \(([0-9]{4}-[0-9]{2}-[0-9]{2})\)")
ROLES = ("Message", "Source", "Cue", "Frame", "Addr")
STYLES: Mapping[str, Style | None] = {
    "Direct": "direct",
    "Indirect": "indirect",
    "FreeIndirect": "indirect",
    "IndirectFreeIndirect": "indirect",
    "Reported": None,
}


@IMPORTERS.register("german_wikinews_attribution")
class GermanWikinews:
    """German Wikinews articles with the source, cue and message of every quotation.

    PATH is `wikinews_attribution.tar.gz`, the folder that holds it, or the extracted folder. The
    articles come as tokens without their headline: the text is rebuilt, a space between tokens
    and a line for each sentence, and has no title. The message is the content; the source is kept
    as annotated, also where it stands outside the reporting clause (the antecedent of a quotation
    that goes on without a cue). The frame (the whole reporting clause), addressees and the medium
    (speech, writing, thought) have no place here. Form `Direct` is `direct`; the indirect forms
    are `indirect`, or `mixed` where a direct quotation is nested in them; `Reported` has no
    style, its message being the whole report with cue and source. A nested quotation is only
    flagged: its parent is the smallest one around it that is flagged to hold another. Who a
    source is was not annotated, so there is one entry per distinct source span. `test_blind` was
    published without labels.
    """

    manifest = Manifest(
        name="german_wikinews_attribution",
        version="1.0.0",
        languages=("de",),
        licence="CC BY-NC-SA 4.0",
        layers=("sentences", "attributions", "style", "nesting"),
        citation="Petersen-Frey and Biemann: Dataset of Quotation Attribution in German News "
        "Articles, LREC-COLING 2024",
        origin="https://github.com/uhh-lt/news-speaker-attribution-2023",
    )

    def read(self, path: Path, *, annotator: str | None, quirk: Quirk) -> Iterator[Imported]:
        """Yield the articles in order of split and file name."""
        if annotator is not None:
            raise UsageError(f"the corpus holds one set of labels; drop annotator {annotator!r}")
        seen = set[str]()
        patterns = [f"{folder}/*.json" for folder in FOLDERS]
        with corpus_files(path, quirk, archives=[ARCHIVE], patterns=patterns) as files:
            for folder, split in FOLDERS.items():
                for name, match in files.like(rf"{folder}/([^/]+)\.json").items():
                    article = _article(files.read(name), files.place(name), match[1], quirk)
                    if article.id in seen:
                        quirk("article that is also in an earlier split: kept")
                    seen.add(article.id)
                    yield Imported(split, replace(article, provenance=f"Wikinews, {name}"))


def _article(data: bytes, file: str, name: str, quirk: Quirk) -> Article:
    given = token_article(data, file, ROLES, quirk)
    match = NAME.fullmatch(name)
    if match is None or given.name != name:
        expected = "expected 'NUMBER - TITLE (DATE)', as the file is named"
        raise DataError(f"{file}: found {given.name!r} as DocumentName; {expected}")
    article = replace(
        article_of(given.text, id=match[1], language="de", cuts=given.cuts),
        title=None,
        outlet="Wikinews",
        date=match[2],
    )
    if given.annotations is None:
        quirk("article without labels: kept")
        return article
    holders = _holders(given.annotations, quirk)
    forms = {item.id: _form(item, file) for item in given.annotations}
    direct = {holder for held, holder in holders.items() if forms[held] == "direct"}
    labels = assemble(
        given.text,
        [_parts(given, item, item.id in direct, file, quirk) for item in given.annotations],
        quirk,
    )
    kept = {item.id for item in labels.attributions}
    return replace(
        article,
        sources=labels.sources,
        attributions=tuple(
            replace(item, parent=holders[item.id] if holders.get(item.id) in kept else None)
            for item in labels.attributions
        ),
    )


def _parts(
    given: TokenArticle, item: Annotation, holds_direct: bool, file: str, quirk: Quirk
) -> Parts:
    """One quotation in our terms, with everything counted that those do not hold."""
    frame, cue, style = item.roles["Frame"], item.roles["Cue"], _form(item, file)
    if frame and not cue:
        quirk("frame without cue: no cue")
    if set(item.roles["Source"]) - set(frame):
        quirk("source outside the frame: kept")
    if item.roles["Addr"]:
        quirk("addressee: not kept")
    quirk(f"medium {item.labels.get('STWR')}: not kept")
    if style is None:
        quirk("form Reported, whose content is the whole report: no style")
    return Parts(
        item.id,
        cue=given.bounds(cue),
        source=given.bounds(item.roles["Source"]),
        content=given.bounds(item.roles["Message"]),
        style="mixed" if style == "indirect" and holds_direct else style,
    )


def _form(item: Annotation, file: str) -> Style | None:
    form = item.labels.get("Form")
    if not isinstance(form, str) or form not in STYLES:
        message = (
            f"found Form {form!r} in annotation {item.id}; expected one of {', '.join(STYLES)}"
        )
        raise DataError(f"{file}: {message}")
    return STYLES[form]


def _holders(annotations: Sequence[Annotation], quirk: Quirk) -> dict[str, str]:
    """By nested quotation, the one whose message holds it."""
    found = dict[str, str]()
    for item in annotations:
        if "IsNested" not in item.labels:
            quirk("quotation without flags of nesting")
        elif item.labels["IsNested"]:
            inner = _message(item)
            around = [
                other
                for other in annotations
                if other is not item
                and other.labels.get("HasNested")
                and (inner < _message(other) or (inner == _message(other) and _is_outer(other)))
            ]
            sizes = sorted(len(_message(other)) for other in around)
            if not around or sizes[:1] == sizes[1:2]:
                quirk("nested quotation: unclear in which, no parent")
                continue
            found[item.id] = min(around, key=lambda other: len(_message(other))).id
    return found


def _message(item: Annotation) -> set[Token]:
    return set(item.roles["Message"])


def _is_outer(item: Annotation) -> bool:
    """Whether a quotation can be around one with the same message."""
    return not item.labels["IsNested"]

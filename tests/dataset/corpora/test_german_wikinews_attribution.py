from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from musnad import settings
from musnad.dataset import Attribution, Manifest, Source, Span, import_corpus, load, validate
from musnad.errors import DataError, UsageError

NAME = "german_wikinews_attribution"
Write = Callable[[dict[str, str]], Path]

# Invented, in the corpus's format.
TEXT = "Rania sagte , die Brücke sei „ am Ende “ .\nMan habe sie gewarnt .\nDer Rat bestritt das ."
BRIDGE = [line.split(" ") for line in TEXT.split("\n")]


def tokens(sentence: int, *places: int) -> list[str]:
    return [f"{sentence}:{place}" for place in places]


def quotation(form: str, **fields: Any) -> dict[str, Any]:
    roles: dict[str, list[str]] = {
        role: [] for role in ("Message", "Source", "Cue", "Frame", "Addr")
    }
    flags = {"Form": form, "STWR": "Speech", "HasNested": False, "IsNested": False}
    return {**roles, **flags, **fields}


FRAME = {"Frame": tokens(0, 0, 1), "Cue": tokens(0, 1), "Source": tokens(0, 0)}
QUOTATIONS = [
    quotation("Indirect", Message=tokens(0, *range(3, 10)), HasNested=True, **FRAME),
    quotation("Direct", Message=tokens(0, 6, 7, 8, 9), IsNested=True, **FRAME),
    quotation("IndirectFreeIndirect", Message=tokens(1, 0, 1, 2, 3), Source=tokens(0, 0)),
    quotation(
        "Reported",
        Message=tokens(2, 0, 1, 2, 3),
        Source=tokens(2, 1, 0),
        STWR="SW",
        Addr=tokens(2, 3),
    ),
    quotation("Direct", Message=tokens(1, 3), Frame=tokens(1, 0)),
]


def article(name: str, annotations: list[dict[str, Any]] | None) -> str:
    rows = [{"SentenceId": at, "Tokens": item} for at, item in enumerate(BRIDGE)]
    row: dict[str, Any] = {"DocumentName": name, "Sentences": rows}
    if annotations is not None:
        row["Annotations"] = annotations
    return json.dumps(row, ensure_ascii=False)


def unflagged(item: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in item.items() if not key.endswith("Nested")}


BRIDGE_NAME = "101 - Brücke: „Ende“ (2031-03-02)"
FILES = {
    f"train/task2/{BRIDGE_NAME}.json": article(BRIDGE_NAME, QUOTATIONS),
    "dev/task2/202 - Straße (2031-03-03).json": article("202 - Straße (2031-03-03)", []),
    "test_blind/task2/303 - Markt (2031-03-04).json": article("303 - Markt (2031-03-04)", None),
    f"trial/{BRIDGE_NAME}.json": article(BRIDGE_NAME, [unflagged(QUOTATIONS[0])]),
}


def span(*words: str) -> Span:
    return Span.of(TEXT, *((TEXT.index(word), TEXT.index(word) + len(word)) for word in words))


def as_folder(folder: Path, write: Write) -> Path:
    return write(FILES)


def as_archive(folder: Path, write: Write) -> Path:
    path = folder / "wikinews_attribution.tar.gz"
    with tarfile.open(path, "w:gz") as tar:
        for name, content in FILES.items():
            member = tarfile.TarInfo(f"data/{name}")
            member.size = len(content.encode())
            tar.addfile(member, io.BytesIO(content.encode()))
    return path


@pytest.mark.parametrize("form", [as_folder, as_archive])
def test_every_split_is_read_and_every_oddity_counted(
    form: Callable[[Path, Write], Path], tmp_path: Path, write: Write
) -> None:
    manifest = import_corpus(NAME, form(tmp_path, write))
    counts = {
        split: (counts["articles"], counts["attributions"])
        for split, counts in manifest.splits.items()
    }
    assert counts == {
        "train": (1, 5),
        "validation": (1, 0),
        "test_blind": (1, 0),
        "trial": (1, 1),
    }
    assert manifest.layers == ("sentences", "attributions", "style", "nesting")
    assert manifest.quirks == {
        "Source with tokens out of text order: sorted": 1,
        "addressee: not kept": 1,
        "article that is also in an earlier split: kept": 1,
        "article without labels: kept": 1,
        "form Reported, whose content is the whole report: no style": 1,
        "frame without cue: no cue": 1,
        "medium SW: not kept": 1,
        "medium Speech: not kept": 5,
        "quotation without flags of nesting": 1,
        "source outside the frame: kept": 2,
    }


def test_an_article_is_read_whole(write: Write) -> None:
    import_corpus(NAME, write(FILES))
    (item,) = load(f"{NAME}/train")
    assert (item.id, item.text, item.title) == ("101", TEXT, None)
    assert (item.outlet, item.date, item.language) == ("Wikinews", "2031-03-02", "de")
    assert item.provenance == f"Wikinews, train/task2/{BRIDGE_NAME}.json"
    assert [TEXT[cut.start : cut.end] for cut in item.sentences] == TEXT.split("\n")
    rania, council = span("Rania"), span("Der Rat")
    assert item.sources == (
        Source("S1", name="Rania", mentions=(rania,)),
        Source("S2", name="Der Rat", mentions=(council,)),
        Source("S0"),
    )
    spoken = {"cue": span("sagte"), "source": rania, "source_id": "S1"}
    ending = span("die Brücke sei „ am Ende “")
    assert item.attributions == (
        # A direct quotation is nested in it, so part of the content is quoted.
        Attribution("a1", content=ending, style="mixed", **spoken),
        Attribution("a2", content=span("„ am Ende “"), style="direct", parent="a1", **spoken),
        Attribution(
            "a3",
            content=span("Man habe sie gewarnt"),
            source=rania,
            source_id="S1",
            style="indirect",
        ),
        Attribution("a4", content=span("Der Rat bestritt das"), source=council, source_id="S2"),
        Attribution("a5", content=span("gewarnt"), source_id="S0", style="direct"),
    )


NESTED: dict[str, tuple[list[dict[str, Any]], list[str | None]]] = {
    "the smallest around it": (
        [
            quotation("Indirect", Message=tokens(0, 0, 1, 2, 3), HasNested=True),
            quotation("Indirect", Message=tokens(0, 0, 1, 2), HasNested=True, IsNested=True),
            quotation("Direct", Message=tokens(0, 1), IsNested=True),
        ],
        [None, "a1", "a2"],
    ),
    "the same message": (
        [
            quotation("Direct", Message=tokens(0, 0, 1), IsNested=True),
            quotation("Indirect", Message=tokens(0, 0, 1), HasNested=True),
        ],
        ["a2", None],
    ),
    "each in the other": (
        [
            quotation("Direct", Message=tokens(0, 0, 1), IsNested=True, HasNested=True),
            quotation("Direct", Message=tokens(0, 0, 1), IsNested=True, HasNested=True),
        ],
        [None, None],
    ),
    "two around it": (
        [
            quotation("Indirect", Message=tokens(0, 0, 1), HasNested=True),
            quotation("Indirect", Message=tokens(0, 1, 2), HasNested=True),
            quotation("Direct", Message=tokens(0, 1), IsNested=True),
        ],
        [None, None, None],
    ),
    "nothing that holds any": (
        [
            quotation("Indirect", Message=tokens(0, 0, 1)),
            quotation("Direct", Message=tokens(0, 1), IsNested=True),
        ],
        [None, None],
    ),
}


@pytest.mark.parametrize(("given", "parents"), NESTED.values(), ids=NESTED.keys())
def test_a_nested_quotation_is_in_the_smallest_that_may_hold_it(
    given: list[dict[str, Any]], parents: list[str | None], write: Write
) -> None:
    name = f"train/task2/{BRIDGE_NAME}.json"
    manifest = import_corpus(NAME, write({**FILES, name: article(BRIDGE_NAME, given)}))
    (item,) = load(f"{NAME}/train")
    assert [attribution.parent for attribution in item.attributions] == parents
    lost = sum(
        given["IsNested"] and not parent for given, parent in zip(given, parents, strict=True)
    )
    assert manifest.quirks.get("nested quotation: unclear in which, no parent", 0) == lost


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            article(BRIDGE_NAME, [quotation("Frei")]),
            "found Form 'Frei' in annotation a1; expected one of Direct, Indirect, FreeIndirect, "
            "IndirectFreeIndirect, Reported",
        ),
        (
            article("102", []),
            "found '102' as DocumentName; expected 'NUMBER - TITLE (DATE)', as the file is named",
        ),
    ],
)
def test_what_the_corpus_does_not_hold_is_refused(content: str, message: str, write: Write) -> None:
    name = f"train/task2/{BRIDGE_NAME}.json"
    folder = write({**FILES, name: content})
    with pytest.raises(DataError) as error:
        import_corpus(NAME, folder)
    assert str(error.value) == f"{folder / name}: {message}"


def test_there_are_no_annotators(write: Write) -> None:
    with pytest.raises(UsageError, match="holds one set of labels; drop annotator 'b2'"):
        import_corpus(NAME, write(FILES), annotator="b2")


STAGED = settings.staged_corpora()
ARCHIVE = STAGED / NAME / "wikinews_attribution.tar.gz" if STAGED else None
real = pytest.mark.skipif(
    ARCHIVE is None or not ARCHIVE.is_file(),
    reason=f"needs the real corpus: set MUSNAD_CORPORA to the folder that holds {NAME}/",
)


def originals() -> Iterator[tuple[str, dict[str, Any]]]:
    """The number of an article, and its file as plain JSON."""
    assert ARCHIVE is not None
    with tarfile.open(ARCHIVE) as tar:
        for member in tar:
            if member.isfile() and "/train/" in member.name:
                handle = tar.extractfile(member)
                assert handle is not None
                yield member.name.split("/")[-1].split(" - ")[0], json.load(handle)


@real
def test_the_real_corpus_has_its_known_counts(home: Path) -> None:
    assert ARCHIVE is not None
    manifest: Manifest = import_corpus(NAME, ARCHIVE.parent)
    assert {
        split: (counts["articles"], counts["attributions"])
        for split, counts in manifest.splits.items()
    } == {
        "train": (700, 2877),
        "validation": (150, 653),
        "test_blind": (148, 0),
        "trial": (2, 12),
    }
    assert manifest.quirks == {
        "Frame with a token twice: taken once": 5,
        "Frame with tokens out of text order: sorted": 31,
        "Source with tokens out of text order: sorted": 2,
        "addressee: not kept": 293,
        "article that is also in an earlier split: kept": 2,
        "article without labels: kept": 148,
        "form Reported, whose content is the whole report: no style": 389,
        "frame without cue: no cue": 96,
        "medium ST: not kept": 277,
        "medium SW: not kept": 1154,
        "medium Speech: not kept": 1606,
        "medium TW: not kept": 9,
        "medium Thought: not kept": 2,
        "medium Writing: not kept": 485,
        "medium none: not kept": 9,
        "nested quotation: unclear in which, no parent": 52,
        "quotation without flags of nesting": 12,
        "source outside the frame: kept": 982,
    }
    for split in manifest.splits:
        path = home / "corpora" / NAME / "articles" / f"{split}.jsonl"
        assert list(validate(path, "articles")) == []

    corpus = {item.id: item for item in load(f"{NAME}/train")}
    for number, row in originals():
        sentences = [sentence["Tokens"] for sentence in row["Sentences"]]
        given = corpus[number].attributions
        assert len(given) == len(row["Annotations"])
        for item, original in zip(given, row["Annotations"], strict=True):
            for role, part in (("Message", "content"), ("Cue", "cue"), ("Source", "source")):
                places = sorted({tuple(map(int, one.split(":"))) for one in original[role]})
                words = [word for s, t in places for word in sentences[s][t].split()]
                fragments = [fragment.text or "" for fragment in getattr(item, part)]
                assert " ".join(fragments).split() == words

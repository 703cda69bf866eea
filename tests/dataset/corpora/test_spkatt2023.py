from __future__ import annotations

import json
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from musnad import settings
from musnad.dataset import Attribution, Source, Span, import_corpus, load, validate
from musnad.errors import DataError, UsageError

NAME = "spkatt2023"
Write = Callable[[dict[str, str]], Path]

# Invented, in the corpus's format.
TEXT = "Herr Präsident !\nWir stimmen in Rom dem Antrag über Brücken zu .\n„ Nein “ , heißt es ."
SPEECH = [line.split(" ") for line in TEXT.split("\n")]
ROLES = ("Message", "Source", "Cue", "PTC", "Addr", "Evidence", "Medium", "Topic")


def event(**roles: str) -> dict[str, list[str]]:
    return {role: roles.get(role, "").split() for role in ROLES}


EVENTS = [
    event(
        Cue="1:1",
        PTC="1:8",
        Source="1:0",
        Message="1:5 1:4",
        Topic="1:6 1:7",
        Medium="1:2 1:3",
        Addr="0:1",
        Evidence="0:0",
    ),
    event(Cue="2:4", Message="2:0 2:1 2:2"),
    event(Cue="2:2"),
    event(Cue="2:4 2:5"),
]
NAMES = {
    "train": "19001_Punkt_1_ROT_Samira_Ali_ID190010001_02.03.2031",
    "dev": "19002_Punkt_2_BLAU_Noor_ID190020002_13.12.2031",
    "eval": "19003_Punkt_3_ROT_Hadi_ID190030003_01.01.2032",
}


def speech(events: list[dict[str, list[str]]]) -> str:
    rows = [{"SentenceId": at, "Tokens": item} for at, item in enumerate(SPEECH)]
    return json.dumps({"Sentences": rows, "Annotations": events}, ensure_ascii=False)


FILES = {
    f"train/task1/{NAMES['train']}.json": speech(EVENTS),
    f"train/task1_alternative_format/{NAMES['train']}.json": "another layout",
    f"dev/task1/{NAMES['dev']}.json": speech([]),
    f"trial/task1/{NAMES['train']}.json": speech(EVENTS[:1]),
    f"eval/task1_test/{NAMES['eval']}.json": speech([]),
    f"eval/task1_subtask2_test/{NAMES['eval']}.json": speech([event(Cue="2:4")]),
}


def span(*words: str) -> Span:
    return Span.of(TEXT, *((TEXT.index(word), TEXT.index(word) + len(word)) for word in words))


def test_every_split_is_read_and_every_oddity_counted(write: Write) -> None:
    manifest = import_corpus(NAME, write({f"data/{name}": text for name, text in FILES.items()}))
    assert {
        split: (counts["articles"], counts["attributions"])
        for split, counts in manifest.splits.items()
    } == {"train": (1, 3), "validation": (1, 0), "eval": (1, 1), "trial": (1, 1)}
    assert manifest.layers == ("sentences", "attributions")
    assert manifest.quirks == {
        "Message with tokens out of text order: sorted": 2,
        "addressee: not kept": 2,
        "attribution with neither cue nor content: left out": 1,
        "cue without letter or digit: dropped": 1,
        "evidence: not kept": 2,
        "file in eval/task1_test, which holds the same: left out": 1,
        "file in train/task1_alternative_format, which holds the same: left out": 1,
        "medium: not kept": 2,
        "particle of a verb: joined to the cue": 2,
        "speech that is also in an earlier split: kept": 1,
        "topic: not kept": 2,
    }


def test_a_speech_is_read_whole(write: Write) -> None:
    import_corpus(NAME, write(FILES))
    (item,) = load(f"{NAME}/train")
    assert (item.id, item.date, item.text) == ("ID190010001", "2031-03-02", TEXT)
    assert (item.language, item.outlet, item.title) == ("de", None, None)
    assert item.provenance == f"SpkAtt-2023, train/task1/{NAMES['train']}.json"
    assert [TEXT[cut.start : cut.end] for cut in item.sentences] == TEXT.split("\n")
    assert item.sources == (
        Source("S1", name="Wir", mentions=(span("Wir"),)),
        Source("S0"),
    )
    assert item.attributions == (
        Attribution(
            "a1",
            cue=span("stimmen", "zu"),
            source=span("Wir"),
            content=span("dem Antrag"),
            source_id="S1",
        ),
        Attribution("a2", cue=span("heißt"), content=span("„ Nein “"), source_id="S0"),
        Attribution("a4", cue=span("heißt es"), source_id="S0"),
    )


def test_a_file_name_without_its_parts_is_refused(write: Write) -> None:
    folder = write({**FILES, "train/task1/Rede.json": speech([])})
    with pytest.raises(DataError) as error:
        import_corpus(NAME, folder)
    assert str(error.value) == (
        f"{folder}/train/task1/Rede.json: found such a file name; expected "
        "SESSION_ITEM_PARTY_NAME_IDnumber_DD.MM.YYYY.json"
    )


def test_there_are_no_annotators(write: Write) -> None:
    with pytest.raises(UsageError, match="holds one set of labels; drop annotator 'b2'"):
        import_corpus(NAME, write(FILES), annotator="b2")


STAGED = settings.staged_corpora()
ARCHIVE = STAGED / NAME / "spkatt2023.tar.gz" if STAGED else None
real = pytest.mark.skipif(
    ARCHIVE is None or not ARCHIVE.is_file(),
    reason=f"needs the real corpus: set MUSNAD_CORPORA to the folder that holds {NAME}/",
)


def originals() -> Iterator[tuple[str, dict[str, Any]]]:
    """The id of a speech, and its file as plain JSON."""
    assert ARCHIVE is not None
    with tarfile.open(ARCHIVE) as tar:
        for member in tar:
            if member.isfile() and "/train/task1/" in member.name:
                handle = tar.extractfile(member)
                assert handle is not None
                yield member.name.split("_")[-2], json.load(handle)


@real
def test_the_real_corpus_has_its_known_counts(home: Path) -> None:
    assert ARCHIVE is not None
    manifest = import_corpus(NAME, ARCHIVE)
    # One event of train, whose cue is a quotation mark, says nothing.
    assert {
        split: (counts["articles"], counts["attributions"])
        for split, counts in manifest.splits.items()
    } == {"train": (177, 5398), "validation": (18, 515), "eval": (72, 1792), "trial": (3, 88)}
    assert manifest.quirks == {
        "Addr with tokens out of text order: sorted": 1,
        "Cue with tokens out of text order: sorted": 388,
        "Medium with tokens out of text order: sorted": 2,
        "Message with tokens out of text order: sorted": 127,
        "PTC with tokens out of text order: sorted": 4,
        "Source with tokens out of text order: sorted": 2,
        "Topic with tokens out of text order: sorted": 24,
        "addressee: not kept": 554,
        "attribution with neither cue nor content: left out": 1,
        "cue without letter or digit: dropped": 1,
        "evidence: not kept": 89,
        "file in dev/task1_alternative_format, which holds the same: left out": 18,
        "file in eval/task1_test, which holds the same: left out": 72,
        "file in train/task1_alternative_format, which holds the same: left out": 177,
        "file in trial/task1_alternative_format, which holds the same: left out": 3,
        "medium: not kept": 258,
        "particle of a verb: joined to the cue": 410,
        "speech that is also in an earlier split: kept": 3,
        "token that holds white space: kept": 1,
        "topic: not kept": 966,
    }
    for split in manifest.splits:
        path = home / "corpora" / NAME / "articles" / f"{split}.jsonl"
        assert list(validate(path, "articles")) == []

    corpus = {item.id: item for item in load(f"{NAME}/train")}
    for speech_id, row in originals():
        sentences = [sentence["Tokens"] for sentence in row["Sentences"]]
        given = {item.id: item for item in corpus[speech_id].attributions}
        for number, original in enumerate(row["Annotations"], 1):
            item = given.get(f"a{number}")
            if item is None:
                assert original["Message"] == []
                continue
            for roles, part in (
                (["Message"], "content"),
                (["Cue", "PTC"], "cue"),
                (["Source"], "source"),
            ):
                references = {one for role in roles for one in original[role]}
                places = sorted(tuple(map(int, one.split(":"))) for one in references)
                words = [word for s, t in places for word in sentences[s][t].split()]
                fragments = [fragment.text or "" for fragment in getattr(item, part)]
                assert " ".join(fragments).split() == words

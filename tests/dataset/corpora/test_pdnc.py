from __future__ import annotations

import ast
import csv
import io
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from musnad import settings
from musnad.dataset import Attribution, Source, Span, import_corpus, load, validate
from musnad.dataset.corpora.pdnc import CHARACTER_COLUMNS, QUOTATION_COLUMNS
from musnad.errors import DataError, UsageError

NAME = "pdnc"
Write = Callable[[dict[str, str]], Path]

# Invented, in the corpus's format. The emoji is one code point.
TEXT = (
    "THE BRIDGE 😀\n\n"
    '"You know, Rania," said Sami Noor,\n"the _bridge_ fell. Your sister\nsaw it." '
    '"Did she? Sami and Leila, you two!" she cried.\n'
    '"? !" said he. "Leila will speak," said the voice. "Mr. Hadi, the girls and all," cried she.\n'
)
CAST = [
    ("0", "Sami Noor", "{'Sami', 'Mr. Noor'}", "M", "major"),
    ("1", "Rania", "['Rania', 'Miss Rania']", "F", "major"),
    ("2", "Leila", "{'Leila'}", "F", "minor"),
    ("3", "The Voice", "{'The Voice'}", "U", "minor"),
    ("4", "The Owl", "{'The Owl'}", "U", "minor"),
]
Marked = tuple[str, list[str]]


def at(words: str, part: str = TEXT) -> list[int]:
    start = TEXT.index(words, TEXT.index(part))
    return [start, start + len(words)]


def quotation(
    number: int, speaker: str, parts: dict[str, list[Marked]], **cells: str
) -> tuple[str, ...]:
    """A row of quotations; each part comes with its mentions and who they are."""
    lists = [
        [(at(words, part), words, who) for words, who in marked] for part, marked in parts.items()
    ]
    row = {
        "quoteID": f"Q{number}",
        "quoteText": " ".join(parts),
        "subQuotationList": repr([*parts]),
        "quoteByteSpans": repr([at(part) for part in parts]),
        "speaker": speaker,
        "addressees": "['Rania']",
        "quoteType": "Explicit",
        "referringExpression": "said somebody",
        "mentionTextsList": repr([[words for _, words, _ in part] for part in lists]),
        "mentionSpansList": repr([[bounds for bounds, _, _ in part] for part in lists]),
        "mentionEntitiesList": repr([[who for _, _, who in part] for part in lists]),
        **cells,
    }
    return tuple(row[column] for column in QUOTATION_COLUMNS)


SECOND = "Did she? Sami and Leila, you two!"
QUOTATIONS = [
    quotation(
        0,
        "Mr. Noor",
        {
            "You know, Rania,": [("You", ["Rania"]), ("Rania", ["Miss Rania"])],
            "the _bridge_ fell. Your sister\nsaw it.": [("Your sister", ["Leila"])],
        },
        # As in the corpus, the words may lack a line break and the marks of italics.
        subQuotationList=repr(["You know, Rania,", "the bridge fell. Your sister saw it."]),
    ),
    quotation(
        1,
        "Rania ",
        {
            SECOND: [
                ("Sami", ["Sami Noor"]),
                ("Sami ", ["Sami Noor"]),
                ("Sami and Leila", ["Sami Noor", "Leila"]),
                ("Leila", ["Leila "]),
            ]
        },
        quoteType="nan",
        referringExpression="nan",
    ),
    quotation(2, "Sami Noor", {"? !": []}, addressees="[]", quoteType=""),
    quotation(3, "The Voice", {"Leila will speak,": []}, mentionEntitiesList="[[['Leila']]]"),
    quotation(
        4,
        "Rania",
        {"Mr. Hadi, the girls and all,": [("Mr. Hadi", ["Mr. Hadi"]), ("the girls", [])]},
        quoteByteSpans=repr([at("and all,"), at("Mr. Hadi")]),
        subQuotationList=repr(["and all,", "Mr. Hadi"]),
    ),
    quotation(
        5,
        "Rania",
        {SECOND: [("you", ["Sami Noor"])]},
        mentionEntitiesList="[[['Sami Noor'], ['Leila']]]",
    ),
]


def table(columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([columns, *rows])
    return out.getvalue()


def novel(
    quotations: list[tuple[str, ...]] = QUOTATIONS, cast: list[tuple[str, ...]] = CAST
) -> dict[str, str]:
    return {
        "data/TheBridge/novel_text.txt": TEXT,
        "data/TheBridge/quotation_info.csv": table(QUOTATION_COLUMNS, quotations),
        "data/TheBridge/character_info.csv": table(CHARACTER_COLUMNS, cast),
    }


def span(*words: str) -> Span:
    return Span.of(TEXT, *((at(word)[0], at(word)[1]) for word in words))


def test_every_quotation_is_read_and_every_oddity_counted(write: Write) -> None:
    manifest = import_corpus(NAME, write(novel()))
    (counts,) = manifest.splits.values()
    assert list(manifest.splits) == ["all"]
    assert (counts["articles"], counts["attributions"]) == (1, 5)
    assert manifest.layers == ("attributions", "style", "sources", "entities")
    assert manifest.quirks == {
        "addressees: not kept": 5,
        "attribution with neither cue nor content: left out": 1,
        "character who does not speak: left out": 2,
        "character's name with outer white space: read without": 2,
        "content with fragments out of text order: sorted": 1,
        "content without letter or digit: dropped": 1,
        "mention of a character who does not speak: left out": 2,
        "mention of several characters: left out": 2,
        "mention of somebody who is no character: left out": 1,
        "mention that covers the letters of another: taken once": 1,
        "mention that has no entity for certain: left out": 1,
        "mention that is a pronoun: left out": 1,
        "part of a quotation with other numbers of mentions and entities": 2,
        "quotation that differs from the text in white space or underscores: the text counts": 1,
        "quotation type: not kept": 4,
        "quotation without type": 2,
        "referring expression, which has no offsets: not kept": 5,
        "speaker given by an alias": 1,
        "speaker who is not mentioned in any quotation: no name": 1,
    }


def test_a_novel_is_read_whole(write: Write) -> None:
    import_corpus(NAME, write(novel()))
    (item,) = load(f"{NAME}/all")
    assert (item.id, item.text, item.title) == ("TheBridge", TEXT, None)
    assert (item.language, item.outlet, item.date, item.sentences) == ("en", None, None, ())
    assert item.provenance == "PDNC, data/TheBridge"
    sami, rania = (Span.of(TEXT, (start, end)) for start, end in (at("Sami", SECOND), at("Rania")))
    assert item.sources == (
        Source("S0", "Sami Noor", entity="TheBridge/Sami Noor", mentions=(sami,)),
        Source("S1", "Rania", entity="TheBridge/Rania", mentions=(rania,)),
        Source("S3", entity="TheBridge/The Voice"),
    )
    assert item.attributions == tuple(
        Attribution(f"Q{number}", content=span(*parts), source_id=source, style="direct")
        for number, source, parts in [
            (0, "S0", ["You know, Rania,", "the _bridge_ fell. Your sister\nsaw it."]),
            (1, "S1", [SECOND]),
            (3, "S3", ["Leila will speak,"]),
            (4, "S1", ["Mr. Hadi", "and all,"]),
            (5, "S1", [SECOND]),
        ]
    )


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (
            quotation(0, "Rania", {"Did she?": []}, subQuotationList="['Did he?']"),
            "{place}:2: {start}:{end} is 'Did she?' in the text but 'Did he?' here; expected the "
            "same words; copy the file anew",
        ),
        (
            quotation(0, "Rania", {"Did she?": [("she", ["Leila"])]}, mentionTextsList="[['her']]"),
            "{place}:2: {mention}:{mention_end} is 'she' in the text but 'her' here; expected the "
            "same words; copy the file anew",
        ),
        (
            quotation(0, "Rania", {"Did she?": []}, quoteByteSpans="[[5, 4000]]"),
            "{place}:2: found the span [5, 4000]; expected [start, end] inside the text; "
            "copy the file anew",
        ),
        (
            quotation(0, "Rania", {"Did she?": []}, quoteByteSpans="[[5, 9], [10, 12]]"),
            "{place}:2: found 2 spans for 1 parts; expected as many; copy the file anew",
        ),
        (
            quotation(0, "Rania", {"Did she?": []}, addressees="__import__('os')"),
            "{place}:2: found \"__import__('os')\" as addressees; expected a Python list; "
            "copy the file anew",
        ),
        (
            quotation(0, "Nobody", {"Did she?": []}),
            "{place}:2: found the speaker 'Nobody'; expected a character's name",
        ),
    ],
)
def test_a_quotation_that_does_not_fit_is_refused(
    row: tuple[str, ...], message: str, write: Write
) -> None:
    folder = write(novel([row]))
    with pytest.raises(DataError) as error:
        import_corpus(NAME, folder)
    places = dict(zip(("start", "end"), at("Did she?"), strict=True))
    places |= zip(("mention", "mention_end"), at("she", "Did she?"), strict=True)
    place = f"{folder}/TheBridge/quotation_info.csv"
    assert str(error.value) == message.format(place=place, **places)


def test_a_name_of_two_characters_is_refused(write: Write) -> None:
    cast = [*CAST, ("5", "The Owlet", "{'The Owlet', 'Rania'}", "U", "minor")]
    with pytest.raises(DataError, match=r"csv:7: found 'Rania' again; expected a name of one"):
        import_corpus(NAME, write(novel(cast=cast)))


def test_a_novel_without_its_tables_is_refused(write: Write) -> None:
    files = novel()
    del files["data/TheBridge/character_info.csv"]
    with pytest.raises(DataError, match=r"character_info\.csv: does not exist; copy the corpus"):
        import_corpus(NAME, write(files))


def test_there_are_no_annotators(write: Write) -> None:
    with pytest.raises(UsageError, match="holds one set of labels; drop annotator 'b2'"):
        import_corpus(NAME, write(novel()), annotator="b2")


STAGED = settings.staged_corpora()
ARCHIVE = STAGED / NAME / "pdnc.tar.gz" if STAGED else None


@pytest.mark.skipif(
    ARCHIVE is None or not ARCHIVE.is_file(),
    reason=f"needs the real corpus: set MUSNAD_CORPORA to the folder that holds {NAME}/",
)
def test_the_real_corpus_has_its_known_counts(home: Path) -> None:
    assert ARCHIVE is not None
    manifest = import_corpus(NAME, ARCHIVE.parent)
    # Six of the 37,131 quotations have no letter or digit.
    assert manifest.splits["all"]["articles"] == 28
    assert manifest.splits["all"]["attributions"] == 37131 - 6
    assert manifest.quirks == {
        "addressees: not kept": 36446,
        "attribution with neither cue nor content: left out": 6,
        "character who does not speak: left out": 406,
        "character's name with outer white space: read without": 45,
        "content with fragments out of text order: sorted": 5,
        "content without letter or digit: dropped": 6,
        "file with CRLF line ends: read as line feeds": 22,
        "mention of a character who does not speak: left out": 990,
        "mention of several characters: left out": 1009,
        "mention of somebody who is no character: left out": 64,
        "mention that covers the letters of another: taken once": 7,
        "mention that has no entity for certain: left out": 84,
        "mention that is a pronoun: left out": 58365,
        "part of a quotation with other numbers of mentions and entities": 21,
        "quotation that differs from the text in white space or underscores: the text counts": 813,
        "quotation type: not kept": 37103,
        "quotation without type": 28,
        "referring expression, which has no offsets: not kept": 20393,
        "speaker given by an alias": 2048,
        "speaker who is not mentioned in any quotation: no name": 199,
    }
    corpus = load(f"{NAME}/all")
    sources = [source for item in corpus for source in item.sources]
    mentions = sum(len(source.mentions) for source in sources)
    assert len(sources) + 406 == 1228
    assert mentions + 990 + 1009 + 64 + 7 + 84 + 58365 == 82999
    assert list(validate(home / "corpora" / NAME / "articles" / "all.jsonl", "articles")) == []

    attributions = {
        (item.id, attribution.id): attribution.content
        for item in corpus
        for attribution in item.attributions
    }
    with tarfile.open(ARCHIVE) as tar:
        for member in tar:
            if not member.name.endswith("/quotation_info.csv"):
                continue
            handle = tar.extractfile(member)
            assert handle is not None
            rows = csv.DictReader(io.StringIO(handle.read().decode(), newline=""))
            for row in rows:
                spans = sorted(map(tuple, ast.literal_eval(row["quoteByteSpans"])))
                content = attributions.get((member.name.split("/")[1], row["quoteID"]))
                assert content is None or list(content.bounds) == spans

from __future__ import annotations

import io
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from musnad.dataset import Attribution, Source, Span, import_corpus, load
from musnad.errors import DataError, UsageError

Bound = Callable[..., str]
Write = Callable[[dict[str, str]], Path]

# Invented, in the corpus's format. The third has Arabic and an emoji, to be counted right.
BRIDGE = (
    "Bridge falls.\n\n"
    "Rania said the bridge fell\n\nand the road too, she added. Council: no comment"
)
ROAD = "A road\n\nThe mayor said nothing"
MARKET = "سوق 😀 Market\n\nThe owner, Sami, said it is «open»"

HEAD = "compartment\tfilename\tpublisher\tpublication_date\ttitle\n"
ROWS = (
    "train\tpost_2031_bridge\tpost\t2031-03-02\tBridge falls\n"
    "dev\tpost_2031_road\tpost\t2031-03-03\tThe road\n"
    "test\tday_2031_market\tday\t2031-03-04\tسوق 😀 Market\n"
    "annotator-training\tday_2031_old\tday\t2031-01-01\tOld\n"
    "elsewhere\tday_2031_far\tday\t2031-01-01\tFar\n"
)
CONTENT = "the bridge fell\n\nand the road too"


@pytest.fixture
def files(bound: Bound) -> dict[str, str]:
    bridge = (
        bound(BRIDGE, "T1", "Source", "Rania")
        + bound(BRIDGE, "T2", "Cue", "said")
        + bound(BRIDGE, "T3", "Content", CONTENT)
        + bound(BRIDGE, "T4", "Attribution", "said")
        + "E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\n"
        + bound(BRIDGE, "T5", "Cue", "added")
        + bound(BRIDGE, "T6", "Attribution-no-source", "added")
        + "E2\tAttribution-no-source:T6 Cue:T5 Source:T1 \n"
        + bound(BRIDGE, "T7", "Cue", ":")
        + bound(BRIDGE, "T8", "Content", "no comment")
        + bound(BRIDGE, "T9", "Attribution", ":")
        + "E3\tAttribution:T9 Content:T8 Cue:T7\n"
        + bound(BRIDGE, "T10", "Discard", "Council")
        + bound(BRIDGE, "T11", "Discuss", "comment")
    )
    first = bound(ROAD, "T1", "Attribution", "said") + "E1\tAttribution:T1 \n"
    second = (
        bound(ROAD, "T1", "Source", "The mayor")
        + bound(ROAD, "T2", "Attribution", "said")
        + bound(ROAD, "T3", "Content", "nothing")
        + "E1\tAttribution:T2 Content:T3 Source:T1\n"
    )
    market = (
        bound(MARKET, "T1", "Source", "The owner", "Sami")
        + bound(MARKET, "T2", "Cue", "said")
        + bound(MARKET, "T3", "Content", "«open»")
        + bound(MARKET, "T4", "Content", "it is")
        + bound(MARKET, "T5", "Attribution", "said")
        + "E1\tAttribution:T5 Content:T3 Content2:T4 Cue:T2 Source:T1\n"
    )
    return {
        "metadata.tsv": HEAD + ROWS,
        "train/text/post_2031_bridge.txt": BRIDGE,
        "train/attributions/post_2031_bridge_b2.ann": bridge,
        "dev/text/post_2031_road.txt": ROAD,
        "dev/attributions/post_2031_road_c3.ann": second,
        "dev/attributions/post_2031_road_b2.ann": first,
        "test/text/day_2031_market.txt": MARKET,
        "test/attributions/day_2031_market_a1.ann": market,
        "annotator-training/text/day_2031_old.txt": "Old",
        "annotator-training/attributions/day_2031_old_a1.ann": "",
    }


def span(text: str, *words: str) -> Span:
    return Span.of(text, *((text.index(word), text.index(word) + len(word)) for word in words))


def archive(path: Path, files: dict[str, str]) -> Path:
    with tarfile.open(path, "w:gz") as tar:
        # Not in order, as an archive may be, with a name and a link that lead out of the folder.
        for name, content in [*sorted(files.items(), reverse=True), ("../../out.txt", "x")]:
            data = content.encode()
            member = tarfile.TarInfo(f"data/{name}")
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))
        link = tarfile.TarInfo("data/train/text/link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/hostname"
        tar.addfile(link)
    return path


def as_archive(tmp_path: Path, files: dict[str, str], write: Write) -> Path:
    return archive(tmp_path / "other.tgz", files)


def as_folder_with_archive(tmp_path: Path, files: dict[str, str], write: Write) -> Path:
    return archive(tmp_path / "polnear.tar.gz", files).parent


def as_data_folder(tmp_path: Path, files: dict[str, str], write: Write) -> Path:
    return write(files)


def as_checkout(tmp_path: Path, files: dict[str, str], write: Write) -> Path:
    return write({f"data/{name}": content for name, content in files.items()})


FORMS = [as_archive, as_folder_with_archive, as_data_folder, as_checkout]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_the_corpus_gives_the_same(
    form: Callable[..., Path], tmp_path: Path, files: dict[str, str], write: Write
) -> None:
    manifest = import_corpus("polnear", form(tmp_path, files, write))
    assert {split: counts["articles"] for split, counts in manifest.splits.items()} == {
        "train": 1,
        "validation": 1,
        "test": 1,
    }
    assert {split: counts["attributions"] for split, counts in manifest.splits.items()} == {
        "train": 3,
        "validation": 1,
        "test": 1,
    }
    assert manifest.layers == ("sentences", "attributions")
    assert manifest.languages == ("en",)
    assert manifest.annotators == ()
    assert manifest.quirks == {
        "article in annotator-training: left out": 1,
        "article with several annotators": 1,
        "attribution named Attribution-no-source": 1,
        "attribution without source argument": 2,
        "content with fragments out of text order: sorted": 1,
        "cue without letter or digit: dropped": 1,
        "event without roles: its trigger is the cue": 1,
        "line without a tab: continues the record before it": 1,
        "metadata of an article in annotator-training: left out": 1,
        "metadata of an article in elsewhere: left out": 1,
        "several text-bounds as content of one attribution: joined": 1,
        "text-bound Discard in no attribution: left out": 1,
        "text-bound Discuss in no attribution: left out": 1,
        "title that is not the first line: left out": 1,
    }
    assert not list(tmp_path.parent.glob("out.txt"))


def test_an_article_is_read_whole(files: dict[str, str], write: Write) -> None:
    import_corpus("polnear", write(files))
    article = load("polnear/train")["post_2031_bridge"]
    assert article.text == BRIDGE
    assert (article.outlet, article.date, article.title) == ("post", "2031-03-02", "Bridge falls.")
    assert (article.language, article.event) == ("en", None)
    assert article.provenance == "PolNeAR, train/attributions/post_2031_bridge_b2.ann"
    assert article.sources == (
        Source("S1", name="Rania", mentions=(span(BRIDGE, "Rania"),)),
        Source("S0"),
    )
    assert article.attributions == (
        Attribution(
            "E1",
            cue=span(BRIDGE, "said"),
            source=span(BRIDGE, "Rania"),
            content=span(BRIDGE, CONTENT),
            source_id="S1",
        ),
        Attribution("E2", cue=span(BRIDGE, "added"), source=span(BRIDGE, "Rania"), source_id="S1"),
        Attribution("E3", content=span(BRIDGE, "no comment"), source_id="S0"),
    )


def test_fragments_are_sorted_and_offsets_count_an_emoji_once(
    files: dict[str, str], write: Write
) -> None:
    import_corpus("polnear", write(files))
    (article,) = load("polnear/test")
    assert article.title == "سوق 😀 Market"
    assert article.attributions[0].content == span(MARKET, "it is", "«open»")
    assert article.sources[0].name == "The owner Sami"


ANNOTATORS = {
    "the first in sorted order": (None, [("E1", "", "S0")], ()),
    "the one asked for": ("c3", [("E1", "nothing", "S1")], ()),
    "everybody, the first as the corpus's reading": ("all", [("E1", "", "S0")], ("a1", "b2", "c3")),
}


@pytest.mark.parametrize(("who", "found", "layers"), ANNOTATORS.values(), ids=ANNOTATORS.keys())
def test_one_annotator_is_read(
    who: str | None,
    found: list[tuple[str, str, str]],
    layers: tuple[str, ...],
    files: dict[str, str],
    write: Write,
) -> None:
    manifest = import_corpus("polnear", write(files), annotator=who)
    (article,) = load("polnear/validation")
    assert [
        (item.id, item.content.cut(ROAD), item.source_id) for item in article.attributions
    ] == found
    assert manifest.annotators == layers


def test_layers_hold_each_annotators_labels(files: dict[str, str], write: Write) -> None:
    import_corpus("polnear", write(files), annotator="all")
    (own,) = load("polnear/validation")
    (first,) = load("polnear/validation", annotator="b2")
    (second,) = load("polnear/validation", annotator="c3")
    assert first == own
    assert second.attributions[0].content.cut(ROAD) == "nothing"
    assert second.provenance == "PolNeAR, dev/attributions/post_2031_road_c3.ann"


def test_articles_that_an_annotator_has_not_seen_are_left_out(
    files: dict[str, str], write: Write
) -> None:
    manifest = import_corpus("polnear", write(files), annotator="c3")
    assert list(manifest.splits) == ["validation"]
    assert manifest.quirks["article without labels of the annotator asked for: left out"] == 2


def test_an_unknown_annotator_is_an_error(files: dict[str, str], write: Write) -> None:
    folder = write(files)
    with pytest.raises(UsageError) as error:
        import_corpus("polnear", folder, annotator="c4")
    assert str(error.value) == "unknown annotator 'c4'; did you mean 'c3'? known: a1, all, b2, c3"


def test_metadata_may_be_missing(files: dict[str, str], write: Write) -> None:
    del files["metadata.tsv"]
    manifest = import_corpus("polnear", write(files))
    (article,) = load("polnear/train")
    assert (article.outlet, article.date, article.title) == (None, None, None)
    assert manifest.quirks["article without metadata: no outlet, date or title"] == 3


TRAIN = "train/attributions/post_2031_bridge_b2.ann"
ERRORS: dict[str, tuple[dict[str, str | None], str]] = {
    "broken offsets": (
        {TRAIN: "T1\tSource 14 19\tRania\n"},
        "{path}/" + TRAIN + ":1: T1 14:19 is '\\nRani' in the text but 'Rania' here; "
        "offsets count code points, end-exclusive",
    ),
    "no text": (
        {"train/text/post_2031_bridge.txt": None},
        "{path}: article 'post_2031_bridge' of train has no text; copy it anew",
    ),
    "no labels": (
        {TRAIN: None},
        "{path}: article 'post_2031_bridge' of train has no labels; copy it anew",
    ),
    "a row of metadata too short": (
        {"metadata.tsv": HEAD + "train\tpost_2031_bridge\n"},
        "{path}/metadata.tsv:2: has 2 columns; expected 5",
    ),
    "other metadata": (
        {"metadata.tsv": "name,title\n"},
        "{path}/metadata.tsv:1: found 'name,title'; expected columns compartment, filename, …",
    ),
    "a date that is none": (
        {"metadata.tsv": HEAD + "train\tpost_2031_bridge\tpost\t2 March\tBridge falls\n"},
        "{path}: article 'post_2031_bridge', date is '2 March'; expected YYYY-MM-DD [E-DATE]",
    ),
}


@pytest.mark.parametrize(("changes", "message"), ERRORS.values(), ids=ERRORS.keys())
def test_what_cannot_be_imported_is_named(
    changes: dict[str, str | None], message: str, files: dict[str, str], write: Write
) -> None:
    changed = {**files, **changes}
    folder = write({name: text for name, text in changed.items() if text is not None})
    with pytest.raises(DataError) as error:
        import_corpus("polnear", folder)
    assert str(error.value) == message.format(path=folder)


def test_another_folder_is_not_the_corpus(write: Write) -> None:
    folder = write({"read.me": "x"})
    with pytest.raises(DataError) as error:
        import_corpus("polnear", folder)
    assert str(error.value) == (
        f"{folder}: holds neither polnear.tar.gz nor its folders train, dev and test"
    )


def test_a_damaged_archive_is_an_error(tmp_path: Path, files: dict[str, str]) -> None:
    whole = archive(tmp_path / "polnear.tar.gz", files)
    whole.write_bytes(whole.read_bytes()[:-100])
    with pytest.raises(DataError) as error:
        import_corpus("polnear", whole)
    assert str(error.value).startswith(f"{whole}: is not a whole tar.gz archive: ")

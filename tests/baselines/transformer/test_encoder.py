"""Tokenizers and models: which token stands for which word, and what is read at once."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from pathlib import Path

import numpy
import pytest

from musnad.baselines.tagger.page import Page
from musnad.baselines.tagger.runs import LABELS
from musnad.baselines.transformer import Settings
from musnad.baselines.transformer.encoder import Encoder
from musnad.baselines.transformer.training import Case, train
from musnad.baselines.transformer.windows import Window
from musnad.errors import UsageError

torch = pytest.importorskip("torch", reason="musnad[transformers] is not installed")
pytest.importorskip("transformers", reason="musnad[transformers] is not installed")

SETTINGS = Settings(window=32, stride=8)
WIDE = Settings(window=512)

TEXTS = {
    "diacritics and tatweel": "وَقـــالَ الوَزيرُ إنَّ الطَّريقَ مُغلَقٌ.",
    "marks that touch words": "قال:«إنّ (مغلق)»،ثم…",
    "emoji and joiners": "قالت 👩‍🚒 إن 🚧🚧 مغلق",
    "direction marks": "\u200fقال\u200f الوزير\u200f ،\u200f U.N. مغلق",
    "numbers and Latin": "said 3.5% O'Neil 15،000",
    "letters of a special token": "قال [SEP] ثم </s> إن <s>",
    "other scripts": "市长说：“关闭。” Мэр",
}
LONG = "وقال الوزيرُ إنّ «الطريق مغلق»، ثم said Idris 👩‍🚒 3.5%.\n\n" * 12


@pytest.fixture(params=["bert", "roberta"])
def name(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue(request.param))


def tokens(encoder: Encoder, text: str) -> list[tuple[int, int, int]]:
    """Each token of a text, with where it starts and ends."""
    found = encoder.tokenizer(
        text, add_special_tokens=False, split_special_tokens=True, return_offsets_mapping=True
    )
    return [
        (token, *bounds)
        for token, bounds in zip(found["input_ids"], found["offset_mapping"], strict=True)
    ]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_a_word_is_read_from_its_first_token(name: str, text: str) -> None:
    encoder, page = Encoder.started(name, WIDE, "cpu"), Page.of(text)
    [window] = encoder.windows(page)
    known = tokens(encoder, text)
    for place, word in zip(window.places, window.words, strict=True):
        start, end, _ = page.words[word]
        touching = [at for at, (_, low, high) in enumerate(known) if low < end and start < high]
        assert place - 1 == min(touching)
        assert window.ids[place] == known[min(touching)][0]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_every_word_that_is_seen_is_read(name: str, text: str) -> None:
    page = Page.of(text)
    [window] = Encoder.started(name, WIDE, "cpu").windows(page)
    unread = {page.raw[at] for at in range(len(page))} - {page.raw[at] for at in window.words}
    # Word pieces drop characters that have no shape.
    assert unread <= {"\u200f"}
    assert len(window.words) == len(set(window.words))


def test_word_pieces_are_never_read_in_the_middle_of_a_word(bert: str) -> None:
    encoder = Encoder.started(bert, WIDE, "cpu")
    [window] = encoder.windows(Page.of("وَقـــالَ الوَزيرُ إنَّ السيولَ جرفتِ الطُّرُقَ"))
    read = encoder.tokenizer.convert_ids_to_tokens([window.ids[place] for place in window.places])
    assert len(read) == 6
    assert not [piece for piece in read if piece.startswith("##")]


def test_windows_overlap_and_leave_nothing_out(name: str) -> None:
    encoder, page = Encoder.started(name, SETTINGS, "cpu"), Page.of(LONG)
    whole = [token for token, _, _ in tokens(encoder, LONG)]
    windows = encoder.windows(page)
    step = SETTINGS.window - 2 - SETTINGS.stride
    assert len(windows) > 5
    for number, window in enumerate(windows):
        start = number * step
        assert window.ids[1:-1] == whole[start : start + SETTINGS.window - 2]
    assert windows[-1].ids[-2] == whole[-1]


def test_a_word_is_read_from_one_token_whatever_the_window(name: str) -> None:
    encoder, page = Encoder.started(name, SETTINGS, "cpu"), Page.of(LONG)
    step = SETTINGS.window - 2 - SETTINGS.stride
    read: dict[int, set[int]] = {}
    for number, window in enumerate(encoder.windows(page)):
        for place, word in zip(window.places, window.words, strict=True):
            read.setdefault(word, set()).add(number * step + place - 1)
    assert sorted(read) == list(range(len(page)))
    assert {len(places) for places in read.values()} == {1}


def test_one_window_is_read_as_the_model_reads_it(bert: str) -> None:
    encoder, page = Encoder.started(bert, WIDE, "cpu"), Page.of("قال الوزير إن الطريق مغلق")
    [window] = encoder.windows(page)
    with torch.inference_mode():
        direct = encoder.model(torch.tensor([window.ids])).logits[0].softmax(-1).numpy()
    assert encoder.marginals(page) == pytest.approx(direct[window.places], abs=1e-5)


def test_windows_that_are_padded_read_the_same(bert: str) -> None:
    page = Page.of(LONG)
    one, many = (
        Encoder.started(bert, Settings(window=32, stride=8, batch=batch), "cpu").marginals(page)
        for batch in (1, 64)
    )
    assert one == pytest.approx(many, abs=1e-5)


@pytest.mark.parametrize(("name", "room"), [("bert", 64), ("roberta", 48)], indirect=["name"])
def test_a_window_is_no_longer_than_the_encoder_has_room_for(name: str, room: int) -> None:
    encoder = Encoder.started(name, WIDE, "cpu")
    assert encoder.size == room
    assert encoder.marginals(Page.of(LONG)).shape == (len(Page.of(LONG)), len(LABELS))


def test_an_empty_article_has_no_words(name: str) -> None:
    assert Encoder.started(name, SETTINGS, "cpu").marginals(Page.of("")).shape == (0, len(LABELS))


def test_only_first_tokens_are_labelled() -> None:
    window = Window([2, 5, 6, 7, 3], places=[1, 3, 3], words=[4, 5, 6])
    line = [*"OOOO", "B-cue", "B-source", "I-source"]
    at = LABELS.index
    assert Case.of(window, line).labels == [-100, at("B-cue"), -100, at("B-source"), -100]


def taught(name: str, seed: int) -> numpy.ndarray:
    settings = Settings(window=32, stride=8, epochs=1, rate=1e-3, seed=seed)
    page = Page.of("قال الوزير إن الطريق مغلق")
    encoder = Encoder.started(name, settings, "cpu")
    line = ["B-cue", "B-source", "B-content", "I-content", "I-content"]
    train(encoder, [page], [line], settings, lambda message: None)
    return encoder.marginals(page)


def test_a_seed_decides_all_that_is_random(bert: str) -> None:
    torch.manual_seed(5)
    first = taught(bert, seed=1)
    after = torch.rand(1)
    torch.manual_seed(6)
    assert (taught(bert, seed=1) == first).all()
    assert (taught(bert, seed=2) != first).any()
    torch.manual_seed(5)
    assert torch.rand(1) == after


def test_progress_goes_to_standard_error(bert: str, capsys: pytest.CaptureFixture[str]) -> None:
    settings = Settings(window=32, stride=8, epochs=1)
    encoder = Encoder.started(bert, settings, "cpu")
    train(encoder, [Page.of("قال الوزير")], [["B-cue", "B-source"]], settings)
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("1 windows, 1 steps on cpu\nstep 1 of 1: loss ")


def test_a_folder_is_read_without_a_network(bert: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    assert Encoder.started(bert, SETTINGS, "cpu").size == 32


@pytest.mark.parametrize("name", ["./missing", "/missing", "one/two/three"])
def test_a_missing_folder_is_not_looked_for_on_the_hub(name: str) -> None:
    with pytest.raises(UsageError, match="there is no such folder"):
        Encoder.started(name, SETTINGS, "cpu")


def test_a_folder_without_an_encoder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no encoder in"):
        Encoder.started(str(tmp_path), SETTINGS, "cpu")


def test_a_slow_tokenizer_is_refused(tmp_path: Path) -> None:
    from transformers import CanineConfig, CanineModel

    config = CanineConfig(
        hidden_size=16, num_hidden_layers=1, num_attention_heads=1, intermediate_size=16
    )
    CanineModel(config).save_pretrained(tmp_path)
    (tmp_path / "tokenizer_config.json").write_text(
        json.dumps({"tokenizer_class": "CanineTokenizer"}), encoding="utf-8"
    )
    with pytest.raises(UsageError, match="CanineTokenizer is not a fast one"):
        Encoder.started(str(tmp_path), SETTINGS, "cpu")


def test_a_window_without_room_is_refused(bert: str) -> None:
    with pytest.raises(UsageError, match="no room for two tokens beside 2 special ones"):
        Encoder.started(bert, Settings(window=3), "cpu")


def test_code_beside_an_encoder_is_not_run(
    bert: str, tmp_path: Path, copied: Callable[[str, Path], Path]
) -> None:
    folder = copied(bert, tmp_path / "copy")
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    config["auto_map"] = {"AutoModelForTokenClassification": "evil.Evil"}
    config["model_type"] = "evil"
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    (folder / "evil.py").write_text("raise SystemExit('ran')", encoding="utf-8")
    with pytest.raises(UsageError, match="no encoder in"):
        Encoder.started(str(folder), SETTINGS, "cpu")

"""Tiny encoders with random weights, and articles that they can learn in seconds."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import musnad
from musnad.dataset import Article, Attribution, Claim, Sentence, Source, Span, sha256
from musnad.dataset.text import sentences

BODIES = ("بلدية واحة رمان", "وزارة النقل", "نقابة المعلمين", "هيئة الأرصاد")
COUNTS = ("ثلاثة", "أربعة", "خمسة", "ستة")
VERBS = ("قالت", "وأضافت", "وذكرت")


def unlabelled(text: str, name: str = "t") -> Article:
    return Article(
        id=name,
        event=name,
        outlet=None,
        language="ar",
        date=None,
        title=None,
        text=text,
        text_sha256=sha256(text),
        sentences=tuple(Sentence(start, end) for start, end in sentences(text)),
    )


def labelled(number: int) -> Article:
    """A two-line article whose second line is one attribution that holds one claim."""
    body, count, verb = BODIES[number % 4], COUNTS[number // 4 % 4], VERBS[number % 3]
    text = f"السيول تجرف جسورا\n\n{verb} {body} إن السيول جرفت {count} جسور."

    def span(words: str) -> Span:
        start = text.index(words)
        return Span.of(text, (start, start + len(words)))

    source = span(body)
    said = f"السيول جرفت {count} جسور"
    attribution = Attribution(
        id="a1",
        cue=span(verb),
        source=source,
        content=span(f"إن {said}"),
        source_id="S1",
        style="indirect",
        act="state",
    )
    bare = unlabelled(text, f"t{number}")
    return Article(
        **{name: getattr(bare, name) for name in ("id", "event", "outlet", "language", "date")},
        title=None,
        text=text,
        text_sha256=bare.text_sha256,
        sentences=bare.sentences,
        sources=(Source("S1", body, "official", True, mentions=(source,)),),
        attributions=(attribution,),
        claims=(Claim("c1", span(said), checkable=True, attribution="a1"),),
    )


@pytest.fixture(scope="session", name="labelled")
def _labelled() -> Callable[[int], Article]:
    return labelled


@pytest.fixture(scope="session", name="unlabelled")
def _unlabelled() -> Callable[..., Article]:
    return unlabelled


@pytest.fixture(scope="session")
def embedded() -> list[str]:
    """The texts that the tokenizers are trained on."""
    return [article.text for article in musnad.load("musnad-starter/train")]


@pytest.fixture(scope="session")
def bert(tmp_path_factory: pytest.TempPathFactory, embedded: list[str]) -> str:
    """A BERT of two layers with room for 64 tokens, and word pieces without diacritics."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors, trainers
    from transformers import BertConfig

    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    pieces = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    pieces.normalizer = normalizers.BertNormalizer(strip_accents=True)
    pieces.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    trainer = trainers.WordPieceTrainer(vocab_size=900, special_tokens=special, show_progress=False)
    pieces.train_from_iterator(embedded, trainer)
    pieces.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    config = BertConfig(
        vocab_size=pieces.get_vocab_size(),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=64,
    )
    names = {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]"}
    return _written(tmp_path_factory.mktemp("bert"), pieces, names, config)


@pytest.fixture(scope="session")
def roberta(tmp_path_factory: pytest.TempPathFactory, embedded: list[str]) -> str:
    """A RoBERTa of one layer with room for 48 tokens, and pairs of bytes."""
    from tokenizers import Tokenizer, models, pre_tokenizers, processors, trainers
    from transformers import RobertaConfig

    pairs = Tokenizer(models.BPE())
    pairs.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    trainer = trainers.BpeTrainer(
        vocab_size=900,
        special_tokens=["<s>", "<pad>", "</s>", "<unk>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    pairs.train_from_iterator(embedded, trainer)
    pairs.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0))
    config = RobertaConfig(
        vocab_size=pairs.get_vocab_size(),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=50,
        pad_token_id=1,
    )
    names = {"pad_token": "<pad>", "unk_token": "<unk>", "cls_token": "<s>"}
    return _written(tmp_path_factory.mktemp("roberta"), pairs, names, config)


def _written(folder: Path, tokenizer: Any, names: dict[str, str], config: Any) -> str:
    import torch
    from transformers import AutoModel, PreTrainedTokenizerFast

    # Threads that wait for each other are slower than one, and their sums differ in the last digit.
    torch.set_num_threads(1)
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, **names).save_pretrained(folder)
    AutoModel.from_config(config).save_pretrained(folder)
    return str(folder)


@pytest.fixture(scope="session")
def copied() -> Callable[[str, Path], Path]:
    """A folder copied to another place."""
    return lambda folder, place: Path(shutil.copytree(folder, place))

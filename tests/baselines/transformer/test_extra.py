"""What happens where `torch` and `transformers` are not installed; both may or may not be here."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from musnad.baselines import BASELINES
from musnad.baselines.transformer import Transformer
from musnad.dataset import Article
from musnad.errors import DataError, MissingExtraError, UsageError

IMPORTS = """
import sys
from musnad.baselines.transformer import Transformer
Transformer("somewhere")
print(sorted({"torch", "transformers", "tokenizers", "safetensors"} & set(sys.modules)))
"""


def test_neither_is_imported_before_it_is_needed() -> None:
    run = subprocess.run(
        [sys.executable, "-c", IMPORTS], capture_output=True, text=True, check=True
    )
    assert run.stdout == "[]\n"


@pytest.mark.parametrize("package", ["torch", "transformers"])
def test_training_without_one_says_what_to_install(
    package: str,
    labelled: Callable[[int], Article],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtraError, match=r"pip install 'musnad\[transformers\]'"):
        Transformer(str(tmp_path), device="cpu").fit([labelled(0)])


def test_it_is_registered() -> None:
    assert isinstance(BASELINES["transformer"](), Transformer)


def test_training_asks_for_an_encoder(labelled: Callable[[int], Article]) -> None:
    with pytest.raises(UsageError, match="name one with --model"):
        Transformer().fit([labelled(0)])


def test_training_asks_for_attributions(unlabelled: Callable[[str], Article]) -> None:
    for articles in ([], [unlabelled("خبر عاجل")]):
        with pytest.raises(UsageError, match="no article has attributions"):
            Transformer("somewhere").fit(articles)


def test_what_was_not_trained_predicts_nothing(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="was not trained"):
        Transformer("somewhere").predict([])
    with pytest.raises(UsageError, match="was not trained"):
        Transformer("somewhere").save(tmp_path)


def test_an_empty_folder_holds_no_model(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="not a model file"):
        Transformer.load(tmp_path)

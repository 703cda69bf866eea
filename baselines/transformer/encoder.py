"""The encoder: a pretrained transformer that says how likely each word is to be in which role."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from musnad.errors import DataError, UsageError

from ..tagger.page import Page
from ..tagger.runs import LABELS
from ..tagger.sequence import Numbers
from .extra import extra, quiet, seeded
from .settings import Settings
from .windows import Window, averaged, windows_of

_LONGEST = 1 << 20


class Encoder:
    """A model for token classification with its fast tokenizer, on one device."""

    def __init__(self, model: Any, tokenizer: Any, settings: Settings, device: str) -> None:
        if not tokenizer.is_fast:
            raise UsageError(
                f"tokenizer {type(tokenizer).__name__} is not a fast one, so its tokens cannot be "
                "found in the text; choose an encoder that has a tokenizer.json"
            )
        self.model = model.to(device).eval()
        self.tokenizer = tokenizer
        tokenizer.truncation_side = "right"
        self.device = device
        self.batch = settings.batch
        special = tokenizer.num_special_tokens_to_add(pair=False)
        self.size = min(settings.window, room(model, tokenizer))
        if self.size - special < 2:
            raise UsageError(
                f"window {self.size} has no room for two tokens beside {special} special ones; "
                "make it longer"
            )
        self.stride = min(settings.stride, (self.size - special) // 2)

    @classmethod
    def started(cls, name: str, settings: Settings, device: str) -> Encoder:
        """An encoder as it was pretrained, with a new layer for the labels.

        Args:
            name: A folder, or a name on the Hugging Face hub, from where it is then fetched.
            settings: How it will be trained; the seed decides the new layer.
            device: Where it computes.

        Raises:
            UsageError: there is no such encoder, or it cannot be read word by word.
        """
        transformers = extra("transformers")
        is_local = Path(name).exists()
        if not is_local and (name.startswith((".", "/", "~")) or name.count("/") > 1):
            raise UsageError(f"no encoder in {name!r}: there is no such folder")
        options = {"local_files_only": is_local, "trust_remote_code": False}
        try:
            with quiet(), seeded(settings.seed):
                tokenizer = transformers.AutoTokenizer.from_pretrained(name, **options)
                model = transformers.AutoModelForTokenClassification.from_pretrained(
                    name,
                    id2label=dict(enumerate(LABELS)),
                    label2id={label: at for at, label in enumerate(LABELS)},
                    ignore_mismatched_sizes=True,
                    weights_only=True,
                    dtype="float32",
                    **options,
                )
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            raise UsageError(f"no encoder in {name!r}: {_first_line(error)}") from error
        return cls(model, tokenizer, settings, device)

    @classmethod
    def loaded(cls, folder: Path, settings: Settings, device: str) -> Encoder:
        """The encoder that `save` wrote; nothing but safetensors and JSON is read.

        Raises:
            DataError: the folder holds no such encoder, or a damaged one.
        """
        transformers = extra("transformers")
        options = {"local_files_only": True, "trust_remote_code": False}
        try:
            with quiet():
                tokenizer = transformers.AutoTokenizer.from_pretrained(folder, **options)
                model, info = transformers.AutoModelForTokenClassification.from_pretrained(
                    folder,
                    use_safetensors=True,
                    output_loading_info=True,
                    dtype="float32",
                    **options,
                )
            if info["missing_keys"] or info["unexpected_keys"] or info["mismatched_keys"]:
                raise ValueError("its weights do not fit its configuration")
            if model.config.id2label != dict(enumerate(LABELS)):
                raise ValueError("its labels are other ones")
            if not all(weights.isfinite().all() for weights in model.parameters()):
                raise ValueError("a weight is not finite")
            return cls(model, tokenizer, settings, device)
        # Whatever is wrong with a file from strangers, the parsers complain in many ways.
        except Exception as error:
            raise DataError(f"{folder}: holds no encoder ({_first_line(error)})") from error

    def save(self, folder: Path) -> None:
        """Write weights as safetensors, configuration and tokenizer as JSON."""
        # A fast tokenizer keeps the windows of its last call, which are no part of it.
        self.tokenizer.backend_tokenizer.no_truncation()
        with quiet():
            self.model.save_pretrained(folder)
            self.tokenizer.save_pretrained(folder)

    def windows(self, page: Page) -> list[Window]:
        """The windows in which a page is read."""
        return windows_of(self.tokenizer, page, size=self.size, stride=self.stride)

    def marginals(self, page: Page) -> Numbers:
        """The probability of each label for each word, one row a word."""
        windows = self.windows(page)
        logits: list[Numbers] = []
        torch = extra("torch")
        with torch.inference_mode():
            for at in range(0, len(windows), self.batch):
                part = windows[at : at + self.batch]
                found = self.logits(part).float().cpu().double().numpy()
                logits += list(found)
        return averaged(len(page), windows, logits)

    def logits(self, windows: Sequence[Window]) -> Any:
        """The logits of windows of tokens, as a tensor padded to the longest of them."""
        torch = extra("torch")
        pad = self.tokenizer.pad_token_id or 0
        longest = max(len(window.ids) for window in windows)
        ids = [window.ids + [pad] * (longest - len(window.ids)) for window in windows]
        mask = [[1] * len(w.ids) + [0] * (longest - len(w.ids)) for w in windows]
        kind = torch.device(self.device).type
        with torch.autocast(kind, dtype=torch.bfloat16, enabled=has_bf16(self.device)):
            return self.model(
                input_ids=torch.tensor(ids, device=self.device),
                attention_mask=torch.tensor(mask, device=self.device),
            ).logits


def room(model: Any, tokenizer: Any) -> int:
    """How many tokens an encoder can read at once."""
    limits = [_LONGEST, tokenizer.model_max_length]
    limits.append(getattr(model.config, "max_position_embeddings", None) or _LONGEST)
    for name, module in model.named_modules():
        if name.endswith("position_embeddings") and hasattr(module, "num_embeddings"):
            # RoBERTa and its kin number positions from behind that of the padding.
            before = -1 if module.padding_idx is None else module.padding_idx
            limits.append(module.num_embeddings - before - 1)
    return int(min(limit for limit in limits if limit > 0))


def best_device() -> str:
    """A GPU where there is one."""
    return "cuda" if extra("torch").cuda.is_available() else "cpu"


def has_bf16(device: str) -> bool:
    """Whether a device is a GPU that computes in bfloat16."""
    return device.startswith("cuda") and bool(extra("torch").cuda.is_bf16_supported())


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0] or type(error).__name__

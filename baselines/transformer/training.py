"""Training: an encoder learns the labels of words from their first tokens."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..tagger.page import Page
from ..tagger.runs import LABELS
from .encoder import Encoder
from .extra import extra, seeded
from .settings import Settings
from .windows import Window

Report = Callable[[str], None]

_UNLABELLED = -100
_WARMUP = 0.1
_DECAY = 0.01
_NORM = 1.0
_REPORTS = 5


def to_stderr(message: str) -> None:
    """Tell on standard error how far a training run is."""
    sys.stderr.write(f"{message}\n")


@dataclass(frozen=True, slots=True)
class Case:
    """A window with the number of the label of each of its tokens."""

    window: Window
    labels: list[int]

    @classmethod
    def of(cls, window: Window, line: Sequence[str]) -> Case:
        """A window of a page whose words have these labels; only first tokens have one.

        Where several words share a first token, it has the label of the first.
        """
        found = [_UNLABELLED] * len(window.ids)
        for place, word in zip(reversed(window.places), reversed(window.words), strict=True):
            found[place] = LABELS.index(line[word])
        return cls(window, found)


def train(
    encoder: Encoder,
    pages: Sequence[Page],
    labels: Sequence[Sequence[str]],
    settings: Settings,
    report: Report = to_stderr,
) -> None:
    """Teach an encoder the labels of the words of some pages.

    Args:
        encoder: It is changed in place.
        pages: The pages.
        labels: The label of each of their words.
        settings: How long and how fast.
        report: Is told of the progress.
    """
    cases = [
        Case.of(window, line)
        for page, line in zip(pages, labels, strict=True)
        for window in encoder.windows(page)
        if window.words
    ]
    steps = -(-len(cases) // settings.batch) * settings.epochs
    torch = extra("torch")
    optimizer = torch.optim.AdamW(_groups(encoder.model), lr=settings.rate)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _slope(step, steps))
    report(f"{len(cases)} windows, {steps} steps on {encoder.device}")
    encoder.model.train()
    with seeded(settings.seed):
        losses = []
        for step, batch in enumerate(_batches(cases, settings), 1):
            loss = _loss(encoder, batch)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(encoder.model.parameters(), _NORM)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            losses.append(loss.item())
            if step == steps or not step % max(1, steps // (_REPORTS * settings.epochs)):
                report(f"step {step} of {steps}: loss {sum(losses) / len(losses):.4f}")
                losses.clear()
    encoder.model.eval()


def _loss(encoder: Encoder, batch: Sequence[Case]) -> Any:
    """The cross-entropy of the labels of some windows, as a tensor."""
    torch = extra("torch")
    logits = encoder.logits([case.window for case in batch]).float()
    width = logits.shape[1]
    labels = [case.labels + [_UNLABELLED] * (width - len(case.labels)) for case in batch]
    return torch.nn.functional.cross_entropy(
        logits.flatten(0, 1),
        torch.tensor(labels, device=encoder.device).flatten(),
        ignore_index=_UNLABELLED,
    )


def _batches(cases: Sequence[Case], settings: Settings) -> Iterator[Sequence[Case]]:
    """The batches of all epochs, each epoch in an order of its own."""
    shuffle = random.Random(settings.seed).shuffle
    order = list(cases)
    for _ in range(settings.epochs):
        shuffle(order)
        for at in range(0, len(order), settings.batch):
            yield order[at : at + settings.batch]


def _groups(model: Any) -> list[dict[str, Any]]:
    """The weights that decay, and those that do not: biases and those of norms."""
    free = [weights for weights in model.parameters() if weights.ndim < 2]
    other = [weights for weights in model.parameters() if weights.ndim >= 2]
    return [{"params": other, "weight_decay": _DECAY}, {"params": free, "weight_decay": 0.0}]


def _slope(step: int, steps: int) -> float:
    """The share of the full rate at a step: up in the first tenth, then down to nothing."""
    warm = max(1, round(_WARMUP * steps))
    return min((step + 1) / warm, max(0.0, (steps - step) / max(1, steps - warm)))

"""How a transformer is trained and read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """The numbers that a training run is made of; they are saved with the model.

    `window` and `stride` count tokens: how many are read at once, as far as the encoder has room,
    and how many of them two windows share. `folds` is on how many parts the linker's training
    articles are read by an encoder that did not learn from them; 1 reads them with one that did.
    """

    epochs: int = 3
    rate: float = 3e-5
    batch: int = 8
    window: int = 512
    stride: int = 128
    folds: int = 2
    seed: int = 1

"""The chain: how likely each label is for each word, given scores of words and of steps."""

from __future__ import annotations

from collections.abc import Iterator
from math import isqrt

import numpy

from .tables import Numbers

_RESCALE = 8
_LEAST = -60.0


def marginals(scores: Numbers, transitions: Numbers) -> Numbers:
    """The probability of each label for each word, by a forward and a backward pass.

    Args:
        scores: The score of each label for each word, one row a word, at least one word.
        transitions: The score of each label after another.
    """
    scores = scores - scores.max(axis=1, keepdims=True)
    local = numpy.exp(scores.clip(_LEAST))
    step = numpy.exp(transitions)
    forward, backward = _passed(numpy.stack([local, local[::-1]]), numpy.stack([step, step.T]))
    joint: Numbers = forward * backward[::-1] / local
    joint /= joint.sum(axis=1, keepdims=True)
    return joint


def _passed(local: Numbers, step: Numbers) -> Numbers:
    """Passes of the chain: each row is the one before it through `step`, times its own.

    A pass is cut into stretches that are read side by side: first for each label before them,
    and when that says what stands before each, once more. Rows are right up to a factor.
    """
    passes, count, width = local.shape
    size = isqrt(count - 1) + 1
    stretches = -(-count // size)
    padded = numpy.ones((passes, stretches * size, width))
    padded[:, :count] = local
    blocks = padded.reshape(passes, stretches, size, width)
    each = numpy.broadcast_to(numpy.eye(width), (passes, stretches, width, width))
    *_, ends = _read(each, step, blocks)
    before = numpy.ones((passes, stretches, 1, width))
    for at in range(1, stretches):
        before[:, at] = before[:, at - 1] @ ends[:, at - 1]
        before[:, at] /= before[:, at].sum(axis=-1, keepdims=True)
    rows = numpy.stack([row[:, :, 0] for row in _read(before, step, blocks)], axis=2)
    passed: Numbers = rows.reshape(passes, -1, width)[:, :count]
    return passed


def _read(before: Numbers, step: Numbers, blocks: Numbers) -> Iterator[Numbers]:
    """The state of each stretch after its first word, its second, and so on.

    Args:
        before: Rows of what stands before each stretch; nothing does before the first.
        step: The factors of each label after another, for each pass.
        blocks: The factors of the words, by pass, stretch and place.
    """
    passes, _, size, width = blocks.shape
    state = before
    for at in range(size):
        state = (state.reshape(passes, -1, width) @ step).reshape(before.shape)
        if not at:
            state[:, 0] = 1.0
        state *= blocks[:, :, at, None]
        if not at % _RESCALE:
            state /= state.sum(axis=(2, 3), keepdims=True)
        yield state

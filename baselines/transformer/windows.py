"""Windows: an article as overlapping rows of tokens, and the words that the tokens stand for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy

from ..tagger.page import Page
from ..tagger.runs import LABELS
from ..tagger.sequence import Numbers

Bounds = tuple[int, int]

UNREAD = -1


@dataclass(frozen=True, slots=True)
class Window:
    """A row of tokens with, for each word whose first token is among them, where that stands."""

    ids: list[int]
    places: list[int]
    words: list[int]


def first_tokens(words: Iterable[Sequence[int]], offsets: Sequence[Bounds]) -> list[int]:
    """For each word the first token that covers some of it, or `UNREAD` where none does.

    Args:
        words: The words, each `start, end` and perhaps more, in code points, in text order.
        offsets: The `[start, end)` of each token in code points, in text order.

    >>> first_tokens([(0, 4), (5, 6), (6, 9)], [(0, 2), (2, 4), (4, 7), (7, 9)])
    [0, 2, 2]
    """
    found, at = [], 0
    for start, end, *_ in words:
        while at < len(offsets) and offsets[at][1] <= start:
            at += 1
        found.append(at if at < len(offsets) and offsets[at][0] < end else UNREAD)
    return found


def windows_of(tokenizer: Any, page: Page, *, size: int, stride: int) -> list[Window]:
    """The windows of a page; each holds the last `stride` tokens of the one before it.

    Args:
        tokenizer: A fast tokenizer.
        page: The article.
        size: How many tokens a window holds at most, the special ones among them.
        stride: How many tokens two windows share.
    """
    encoded = tokenizer(
        page.text,
        truncation=True,
        max_length=size,
        stride=stride,
        return_overflowing_tokens=True,
        return_offsets_mapping=True,
        # An article that holds the letters of a special token must not be read as if it held one.
        split_special_tokens=True,
    )
    rows = []
    offsets: list[Bounds] = []
    start = 0
    for number, ids in enumerate(encoded["input_ids"]):
        sequence = encoded.sequence_ids(number)
        own = [at for at, part in enumerate(sequence) if part is not None]
        start = max(0, len(offsets) - stride) if number else 0
        offsets += [encoded["offset_mapping"][number][at] for at in own[len(offsets) - start :]]
        rows.append((ids, start, own))
    opens: dict[int, list[int]] = {}
    for word, token in enumerate(first_tokens(page.words, offsets)):
        opens.setdefault(token, []).append(word)
    found = []
    for ids, start, own in rows:
        pairs = [(at, word) for token, at in enumerate(own, start) for word in opens.get(token, ())]
        found.append(Window(ids, [at for at, _ in pairs], [word for _, word in pairs]))
    return found


def averaged(count: int, windows: Sequence[Window], logits: Sequence[Numbers]) -> Numbers:
    """The probability of each label for each word, from the mean of its logits in all windows.

    A word that the tokenizer does not see goes on as the word before it.

    Args:
        count: How many words there are.
        windows: The windows of the page.
        logits: The logits of each token of each window, one row a token.
    """
    total = numpy.zeros((count, len(LABELS)))
    seen = numpy.zeros(count)
    for window, rows in zip(windows, logits, strict=True):
        numpy.add.at(total, window.words, rows[window.places])
        numpy.add.at(seen, window.words, 1)
    total /= seen.clip(1)[:, None]
    total -= total.max(axis=1, keepdims=True)
    odds = numpy.exp(total)
    found: Numbers = odds / odds.sum(axis=1, keepdims=True)
    for at in (seen == 0).nonzero()[0].tolist():
        found[at] = _continued(found[at - 1]) if at else _outside()
    return found


def _outside() -> Numbers:
    found = numpy.zeros(len(LABELS))
    found[LABELS.index("O")] = 1.0
    return found


def _continued(before: Numbers) -> Numbers:
    """The probabilities of a word that goes on as the one before: what began there is inside."""
    found = before.copy()
    for at, label in enumerate(LABELS):
        if label[0] == "B":
            found[LABELS.index(f"I{label[1:]}")] += found[at]
            found[at] = 0.0
    return found

"""Tokens and words, without a transformer."""

from __future__ import annotations

import numpy
import pytest

from musnad.baselines.tagger.runs import LABELS
from musnad.baselines.transformer.windows import UNREAD, Window, averaged, first_tokens

TOKENS = {
    "a token a word": ([(0, 3), (4, 9)], [(0, 3), (4, 9)], [0, 1]),
    "several tokens a word": ([(0, 4), (5, 9)], [(0, 2), (2, 4), (5, 7), (7, 9)], [0, 2]),
    "a token with the space before it": ([(0, 3), (4, 9)], [(0, 3), (3, 9)], [0, 1]),
    "a token of two words": ([(0, 1), (1, 4)], [(0, 2), (2, 4)], [0, 0]),
    "tokens of the bytes of one letter": ([(0, 1), (1, 2)], [(0, 1), (0, 1), (1, 2)], [0, 2]),
    "an empty token": ([(0, 3), (4, 9)], [(0, 3), (4, 4), (4, 9)], [0, 2]),
    "a token behind a leading mark": ([(0, 4)], [(1, 4)], [0]),
    "a word that the tokenizer drops": ([(0, 3), (4, 5), (6, 9)], [(0, 3), (6, 9)], [0, UNREAD, 1]),
    "no tokens": ([(0, 3)], [], [UNREAD]),
    "no words": ([], [(0, 3)], []),
}


@pytest.mark.parametrize(("words", "offsets", "expected"), TOKENS.values(), ids=TOKENS.keys())
def test_a_word_is_where_its_first_token_is(
    words: list[tuple[int, int]], offsets: list[tuple[int, int]], expected: list[int]
) -> None:
    assert first_tokens(words, offsets) == expected


def _logits(**odds: float) -> numpy.ndarray:
    """Logits of one token, by label, that of the others zero."""
    row = numpy.zeros(len(LABELS))
    for name, value in odds.items():
        row[LABELS.index(name.replace("_", "-"))] = value
    return row


def test_a_word_in_two_windows_has_the_mean_of_its_logits() -> None:
    first = Window([2, 7, 8, 3], places=[1, 2], words=[0, 1])
    second = Window([2, 8, 3], places=[1], words=[1])
    nothing = _logits()
    found = averaged(
        2,
        [first, second],
        [
            numpy.array([nothing, _logits(B_cue=9.0), _logits(B_source=4.0), nothing]),
            numpy.array([nothing, _logits(B_source=-4.0, O=2.0), nothing]),
        ],
    )
    alone = numpy.exp(_logits(O=1.0))
    assert found[0].argmax() == LABELS.index("B-cue")
    assert found[1] == pytest.approx(alone / alone.sum())


def test_a_word_without_a_token_goes_on_as_the_word_before() -> None:
    window = Window([5], places=[0], words=[1])
    found = averaged(3, [window], [numpy.array([_logits(B_content=50.0)])])
    best = [LABELS[at] for at in found.argmax(axis=1)]
    assert best == ["O", "B-content", "I-content"]
    assert found.sum(axis=1) == pytest.approx([1.0, 1.0, 1.0])


def test_very_low_logits_are_probabilities_too() -> None:
    window = Window([5], places=[0], words=[0])
    found = averaged(1, [window], [numpy.full((1, len(LABELS)), -5000.0)])
    assert found[0] == pytest.approx([1 / 7] * 7)


def test_an_article_without_words_has_no_probabilities() -> None:
    assert averaged(0, [Window([2, 3], [], [])], [numpy.zeros((2, 7))]).shape == (0, 7)

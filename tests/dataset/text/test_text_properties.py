"""What holds for every text: the invariants are shared with the test over real articles."""

from __future__ import annotations

import os
import random
import tarfile
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musnad.dataset.text import quotations, recipes, sentences, view, words

ARCHIVE = "arabic_news_credibility/mce_txt.tar.gz"
NEWS = (
    list("ابتدرسعقكلمنوهيأإآةىءپکی٣٥۷15aBéـ")
    + list("ًَُِّْٰٕ\u0301\u200b\u200c\u200d\u200e\u200f\u202b\u202c\ufeff\ufe0f")
    + list(" \u00a0\n\r\t.,،؛:؟!?…-()[]«»“”„‹›‘’\"'%٪٫٬_ﻻﷲﷺ👍")
    + ["..", "''", '""', "((", "))", "\r\n", " د. ", "قال ", "U.S.", ": ", '" ', ' "', ".» "]
)
texts = st.one_of(st.lists(st.sampled_from(NEWS), max_size=40).map("".join), st.text(max_size=30))
quick = settings(max_examples=150, deadline=None, database=None, derandomize=True)


def is_content(char: str) -> bool:
    return char.isalnum() and char != "ـ"


def check_words(text: str) -> None:
    found = words(text)
    covered = [place for word in found for place in range(word.start, word.end)]
    assert covered == [place for place, char in enumerate(text) if not char.isspace()]
    for word in found:
        assert word.is_word == any(map(is_content, text[word.start : word.end]))


def check_quotations(text: str) -> None:
    found = quotations(text)
    for quote in found:
        assert 0 < quote.start < quote.end <= len(text)
        assert text.endswith(quote.opened_by, 0, quote.start)
        assert "\n" not in text[quote.start : quote.end]
        assert not quote.closed or text[quote.end] in "«»“”„‹›‘’\"')"
    for outer, inner in pairwise(found):
        assert (outer.start, -outer.end) <= (inner.start, -inner.end)
    for outer in found:
        assert not any(outer.start < q.start < outer.end < q.end for q in found)


def check_sentences(text: str) -> None:
    found = sentences(text)
    assert all(first[1] <= second[0] for first, second in pairwise(found))
    for start, end in found:
        sentence = text[start:end]
        assert sentence == sentence.strip()
        assert "\n" not in sentence
        assert any(map(is_content, sentence))
    covered = "".join(text[start:end] for start, end in found)
    assert list(filter(is_content, covered)) == list(filter(is_content, text))


def check_view(text: str, name: str, start: int, end: int) -> None:
    """That a range of the view comes back to all it was made from, and to the same range."""
    made = view(text, name)
    pieces = recipes[name].pieces(text)
    assert "".join(pieces) == made.text
    first, last = made.back(start, end)
    assert 0 <= first <= last <= len(text)
    origins = [place for place, piece in enumerate(pieces) for _ in piece][start:end]
    assert all(first <= place < last for place in origins)
    seen_first, seen_last = made.forth(first, last)
    if start < end:
        assert seen_first <= start < end <= seen_last
        assert made.back(seen_first, seen_last) == (first, last)
    if recipes[name].drop is None:
        assert view(text[first:last], name).text == made.text[seen_first:seen_last]


@quick
@given(texts)
def test_words_cover_every_character_that_is_not_white_space(text: str) -> None:
    check_words(text)


@quick
@given(texts)
def test_quotations_lie_within_their_paragraph_and_never_cross(text: str) -> None:
    check_quotations(text)


@quick
@given(texts, texts)
def test_a_paragraph_is_read_by_itself(first: str, second: str) -> None:
    shift = len(first) + 1
    moved = [q._replace(start=q.start + shift, end=q.end + shift) for q in quotations(second)]
    assert quotations(f"{first}\n{second}") == quotations(first) + moved


@quick
@given(texts)
def test_sentences_hold_every_letter_once_in_order(text: str) -> None:
    check_sentences(text)


@quick
@given(texts, st.sampled_from(sorted(recipes)), st.data())
def test_a_view_leads_back_to_what_it_came_from(text: str, name: str, data: st.DataObject) -> None:
    length = len(view(text, name).text)
    start = data.draw(st.integers(0, length))
    check_view(text, name, start, data.draw(st.integers(start, length)))


@quick
@given(texts, st.sampled_from(["bare", "folded"]))
def test_a_view_of_a_view_changes_nothing(text: str, name: str) -> None:
    once = view(text, name).text
    assert view(once, name).text == once


def test_invariants_hold_over_real_articles() -> None:
    home = os.environ.get("MUSNAD_CORPORA")
    if not home or not (Path(home) / ARCHIVE).exists():
        pytest.skip(f"MUSNAD_CORPORA names no folder that holds {ARCHIVE}")
    chance = random.Random(200)
    with tarfile.open(Path(home) / ARCHIVE) as archive:
        files = sorted((m for m in archive if m.isfile()), key=lambda member: member.name)
        for member in chance.sample(files, 200):
            stream = archive.extractfile(member)
            assert stream is not None
            text = stream.read().decode("utf-8")
            check_words(text)
            check_quotations(text)
            check_sentences(text)
            for name in recipes:
                start, end = sorted(chance.choices(range(len(view(text, name).text) + 1), k=2))
                check_view(text, name, start, end)

from __future__ import annotations

import pytest

from .reading import rows

ONE = [
    (
        "The board said that the bridge was safe.",
        ("said", "The board", "that the bridge was safe"),
    ),
    ("She said the bridge was safe.", ("said", "She", "the bridge was safe")),
    (
        "“Nobody is walking away from them,” said Idris Tammour.",
        ("said", "Idris Tammour", "Nobody is walking away from them"),
    ),
    (
        "According to the city council, nine people were hurt.",
        ("According to", "the city council", "nine people were hurt"),
    ),
    ("The board promised to open the road.", ("promised", "The board", "to open the road")),
    ("The company declined to comment.", ("declined to comment", "The company", "")),
    (
        "The road is closed, officials said on Monday.",
        ("said", "officials", "The road is closed"),
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), ONE)
def test_a_sentence_holds_this_attribution(sentence: str, expected: tuple[str, str, str]) -> None:
    assert rows(f"Headline of the story\n\n{sentence}", "en") == [expected]


def test_a_participle_shares_the_source_of_the_verb_before_it() -> None:
    text = "Headline\n\nKarmouti praised the plan, urging the city to act."
    assert rows(text, "en") == [
        ("praised", "Karmouti", "the plan"),
        ("urging", "", "the city to act"),
    ]


@pytest.mark.parametrize("sentence", ["He read a report.", "The United States won.", "It rained."])
def test_a_look_alike_is_no_cue(sentence: str) -> None:
    assert rows(f"Headline of the story\n\n{sentence}", "en") == []


def test_a_quotation_before_the_sentence_is_not_what_its_cue_reports() -> None:
    text = "Headline\n\n“Nobody is walking away,” Tammour said. “We will stay.” He said it rained."
    assert rows(text, "en") == [
        ("said", "Tammour", "Nobody is walking away"),
        ("", "", "We will stay"),
        ("said", "He", "it rained"),
    ]

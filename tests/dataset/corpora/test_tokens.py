from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from musnad.dataset.corpora.tokens import TokenArticle, token_article
from musnad.errors import DataError

# «😀» is one code point, the combining mark after e a second one.
SENTENCES = [["Die", "Brücke", "😀", "fiel"], [], ["Sie", "kame\u0301n", "zu\u00a0spät", "."]]
TEXT = "Die Brücke 😀 fiel\n\nSie kame\u0301n zu\u00a0spät ."


def given(*annotations: dict[str, Any], quirks: Counter[str], **fields: Any) -> TokenArticle:
    sentences = [{"SentenceId": at, "Tokens": item} for at, item in enumerate(SENTENCES)]
    row = {"Sentences": sentences, "Annotations": list(annotations), **fields}
    return token_article(
        json.dumps(row).encode(), "rede.json", ("Cue",), lambda kind: quirks.update([kind])
    )


def test_a_text_is_a_line_for_each_sentence_with_a_space_between_tokens(
    quirks: Counter[str],
) -> None:
    article = given(quirks=quirks)
    assert article.text == TEXT
    assert article.cuts == [(0, 17), (19, len(TEXT))]
    assert [TEXT[start:end] for start, end in article.cuts] == [
        "Die Brücke 😀 fiel",
        "Sie kame\u0301n zu\u00a0spät .",
    ]
    assert quirks == {"token that holds white space: kept": 1}


@pytest.mark.parametrize(
    ("references", "words"),
    [
        ([], []),
        (["0:1"], ["Brücke"]),
        (["0:0", "0:1", "0:3"], ["Die Brücke", "fiel"]),
        (["0:3", "2:0"], ["fiel\n\nSie"]),
        (["2:1", "2:2"], ["kame\u0301n zu\u00a0spät"]),
    ],
)
def test_tokens_that_follow_each_other_are_one_fragment(
    references: list[str], words: list[str], quirks: Counter[str]
) -> None:
    article = given({"Cue": references}, quirks=quirks)
    assert article.annotations is not None
    bounds = article.bounds(article.annotations[0].roles["Cue"])
    assert [TEXT[start:end] for start, end in bounds] == words


def test_order_and_repetition_of_references_are_reported(quirks: Counter[str]) -> None:
    article = given({"Cue": ["0:3", "0:1", "0:3"], "Form": "Direct"}, quirks=quirks)
    assert article.annotations is not None
    (item,) = article.annotations
    assert (item.id, item.roles, item.labels) == (
        "a1",
        {"Cue": [(0, 1), (0, 3)]},
        {"Form": "Direct"},
    )
    assert quirks == {
        "Cue with tokens out of text order: sorted": 1,
        "Cue with a token twice: taken once": 1,
        "token that holds white space: kept": 1,
    }


def test_an_article_without_the_key_is_not_an_article_without_annotations(
    quirks: Counter[str],
) -> None:
    blind = token_article(b'{"Sentences": []}', "rede.json", ("Cue",), quirks.__delitem__)
    assert blind.annotations is None
    assert given(quirks=quirks).annotations == []


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"[]", "found []; expected an object with Sentences"),
        (b'{"Sentences": 3}', "found 3 as Sentences; expected a list"),
        (b'{"Sentences": [3]}', "found None as Tokens; expected a list"),
        (
            b'{"Sentences": [{"SentenceId": 1, "Tokens": []}]}',
            "found 1 as SentenceId; expected 0, they count from 0",
        ),
        (
            b'{"Sentences": [{"SentenceId": 0, "Tokens": [7]}]}',
            "found 7 in sentence 0; expected a token",
        ),
        (
            b'{"Sentences": [], "Annotations": [{}]}',
            "found None as Cue; expected a list",
        ),
        (
            b'{"Sentences": [{"SentenceId": 0, "Tokens": ["ja"]}],'
            b' "Annotations": [{"Cue": ["0:1"]}]}',
            "found '0:1' as Cue of annotation 1; expected 'sentence:token', both from 0 and "
            "inside the article",
        ),
        (
            b'{"Sentences": [{"SentenceId": 0, "Tokens": ["ja"]}],'
            b' "Annotations": [{"Cue": ["0:-1"]}]}',
            "found '0:-1' as Cue of annotation 1; expected 'sentence:token', both from 0 and "
            "inside the article",
        ),
        (b"\xff", "is not UTF-8 at byte 0; save it as UTF-8"),
    ],
)
def test_what_is_not_such_a_file_is_refused(
    data: bytes, message: str, quirks: Counter[str]
) -> None:
    with pytest.raises(DataError) as error:
        token_article(data, "rede.json", ("Cue",), lambda kind: quirks.update([kind]))
    assert str(error.value) == f"rede.json: {message}; copy the file anew"

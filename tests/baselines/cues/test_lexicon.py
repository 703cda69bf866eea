from __future__ import annotations

import pytest

from musnad.baselines.cues.lexicon import arabic, english
from musnad.dataset.text import fold

FORMS = [
    ("قال", "past", False, None),
    ("وقالت", "past", True, None),
    ("وقالوا", "past", False, True),
    ("سيقول", "present", False, None),
    ("يؤكدون", "present", False, True),
    ("مؤكدا", "participle", False, False),
    ("مؤكدةً", "participle", None, None),
    ("مشيرين", "participle", None, True),
    ("ونفت", "past", True, None),
    ("يدعون", "present", False, True),
    ("دعا", "past", False, None),
]


@pytest.mark.parametrize(("form", "kind", "feminine", "plural"), FORMS)
def test_an_inflected_form_is_known(
    form: str, kind: str, feminine: bool | None, plural: bool | None
) -> None:
    word = arabic()[fold(form)]
    assert word is not None
    assert (word.kind, word.feminine, word.plural) == (kind, feminine, plural)


@pytest.mark.parametrize("form", ["وبين", "فرد", "كتاب", "وزير"])
def test_another_word_is_not(form: str) -> None:
    assert arabic()[fold(form)] is None


@pytest.mark.parametrize("form", ["said", "says", "denied", "denies", "urging", "told", "admitted"])
def test_an_english_form_is_known(form: str) -> None:
    assert form in english().forms

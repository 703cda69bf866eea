from __future__ import annotations

import pytest

from musnad.dataset.text import fold, recipes, view
from musnad.errors import UsageError

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
ZERO_WIDTH = "\u00ad\u200b\u200c\u200d\u2060\ufeff"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قالَ الوَزيرُ", "قال الوزير"),
        ("وفقاً", "وفقا"),
        ("محمّـــد", "محمد"),
        ("هٰذا", "هذا"),
        ("ٱلرَّحْمَـٰنِ", "ٱلرحمن"),
        ("قُرْءَانٌ\u06da", "قرءان"),
        ("می\u200cخواهم", "میخواهم"),
        ("\ufe70 \ufe77", " "),  # vowel signs in presentation form
        ("أحمد ةى ٢٥ Mr.", "أحمد ةى ٢٥ Mr."),
        ("ا\u0653ب", "ا\u0653ب"),  # a madda makes another letter
        ("é e\u0301", "é e\u0301"),
        ("سطر\r\nسطر", "سطر\r\nسطر"),
        ("", ""),
    ],
)
def test_bare_drops_what_plain_arabic_does_not_write(text: str, expected: str) -> None:
    assert view(text, "bare").text == expected


@pytest.mark.parametrize("char", BIDI + ZERO_WIDTH)
def test_bare_drops_invisible_characters(char: str) -> None:
    assert view(f"ال{char}وزير{char}", "bare").text == "الوزير"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أإآٱ", "اااا"),
        ("ا\u0654 ا\u0655 ا\u0653 و\u0654 ي\u0654", "ا ا ا و ي"),
        ("هدى مدرسة مؤتمر رئيس ماء", "هدي مدرسه موتمر رييس ماء"),
        ("٢٠٢٤ ۱۴۰۳", "2024 1403"),
        ("٣٫٥٪ ١٥٬٠٠٠", "3.5% 15,000"),
        ("ﻻ ﻷ ﻹ ﻵ", "لا لا لا لا"),
        ("ﻣﺼﺮ ﷲ", "مصر الله"),
        ("کتاب یک ہے", "كتاب يك هي"),
        ("STRASSE Straße École e\u0301", "strasse strasse ecole e"),
        ("ﬁn Ａb", "fin ab"),
        ("a\u00a0b\u2009c", "a b c"),
        ("«نعم»، … ½ 👍🏽", "«نعم»، … ½ 👍🏽"),
        ("أ\r\n\tب", "ا\r\n\tب"),
        ("قـالَ\u200f", "قال"),
    ],
)
def test_folded_makes_the_forms_of_a_letter_one(text: str, expected: str) -> None:
    assert view(text, "folded").text == expected
    assert fold(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("مكجورك", "مكرك"),
        ("ماكغورك", "مكرك"),
        ("McGurk", "mkrk"),
        ("أوباما", "بم"),
        ("طهران", "تهرن"),
        ("محمّد", "مهمد"),
        ("شاشة 2011...", "ششه 2011..."),
    ],
)
def test_skeleton_keeps_the_consonants(text: str, expected: str) -> None:
    assert view(text, "skeleton").text == expected


@pytest.mark.parametrize(
    "variants",
    [
        ("مكجورك", "ماكغورك", "مكغورك", "ماكگورك"),
        ("نتنياهو", "نتانياهو"),
        ("بوتفليقة", "بوتفليكه"),
        ("صاركوزي", "ساركوزى"),
        ("تهران", "طهران"),
        ("كلينتون", "كلينتن", "كلنتون"),
        ("Mohammed", "Muhammad", "Mohamed"),
        ("Gaddafi", "Qaddafi"),
    ],
)
def test_transliteration_variants_have_one_skeleton(variants: tuple[str, ...]) -> None:
    assert len({view(variant, "skeleton").text for variant in variants}) == 1


def test_different_names_keep_different_skeletons() -> None:
    names = ["مرسي", "مبارك", "شفيق", "البرادعي", "صباحي"]
    assert len({view(name, "skeleton").text for name in names}) == len(names)


@pytest.mark.parametrize(
    ("text", "name", "seen", "stored"),
    [
        ("قالَ الوَزيرُ.", "bare", "الوزير", "الوَزيرُ"),
        ("كتابٌ جديد", "bare", "كتاب", "كتابٌ"),
        ("هذا الأمـــر كله", "bare", "الأمر", "الأمـــر"),
        ("الـ 10 آلاف", "bare", "ال", "الـ"),
        ("قال\u200f: نعم", "bare", "قال", "قال"),
        ("ال\u200fوزير", "bare", "لو", "ل\u200fو"),
        ("\u064bكتاب", "bare", "كتاب", "\u064bكتاب"),
        ("ربع ـ نصف", "bare", "ربع", "ربع"),
        ("ﻻعب", "folded", "ل", "ﻻ"),
        ("ﻻعب", "folded", "اع", "ﻻع"),
        ("e\u0301t", "folded", "e", "e\u0301"),
        ("السعر ٣٫٥٪ اليوم", "folded", "3.5%", "٣٫٥٪"),
        ("قال أوباما أمس", "skeleton", "بم", "أوباما"),
        ("زار ماكغورك بغداد", "skeleton", "مكرك", "ماكغورك"),
        ("👩\u200d👧 قال", "bare", "👩👧", "👩\u200d👧"),
    ],
)
def test_back_covers_what_the_view_came_from(text: str, name: str, seen: str, stored: str) -> None:
    made = view(text, name)
    start = made.text.index(seen)
    first, last = made.back(start, start + len(seen))
    assert text[first:last] == stored


@pytest.mark.parametrize(
    ("text", "name", "stored", "seen"),
    [
        ("قالَ الوَزيرُ.", "bare", "الوَزيرُ", "الوزير"),
        ("قالَ الوَزيرُ.", "bare", "ُ", "ر"),
        ("ﻻعب", "folded", "ﻻ", "لا"),
        ("قال أوباما أمس", "skeleton", "أو", "ب"),
        ("قال\u200f: نعم", "bare", "\u200f", ""),
    ],
)
def test_forth_finds_the_view_of_stored_text(text: str, name: str, stored: str, seen: str) -> None:
    made = view(text, name)
    start = text.index(stored)
    first, last = made.forth(start, start + len(stored))
    assert made.text[first:last] == seen


def test_an_empty_range_is_sent_to_an_empty_range() -> None:
    made = view("قالَ نعم", "bare")
    assert [made.back(place, place) for place in (0, 4, 7)] == [(0, 0), (5, 5), (8, 8)]
    assert made.forth(5, 5) == (4, 4)


def test_a_view_keeps_the_stored_text() -> None:
    text = "وفقاً للمرصد"
    assert view(text, "folded").stored is text


def test_every_recipe_says_what_it_does() -> None:
    assert sorted(recipes) == ["bare", "folded", "skeleton"]
    assert all(recipes[name].about for name in recipes)


def test_unknown_view_names_the_known_ones() -> None:
    with pytest.raises(UsageError) as caught:
        view("نص", "bald")
    assert str(caught.value) == (
        "unknown view 'bald'; did you mean 'bare'? known: bare, folded, skeleton"
    )


def test_range_outside_a_view_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        view("نصّ", "bare").back(0, 3)
    assert str(caught.value) == (
        "range 0:3 does not fit view 'bare'; expected 0 <= start <= end <= 2"
    )

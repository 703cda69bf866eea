from __future__ import annotations

import pytest

from musnad.dataset.text import words

# Tokens never hold white space, so the expected ones are written with spaces between them.
ROWS = [
    ("", ""),
    (" \n\t\u00a0\r\n", ""),
    ("وقال الوزير: نعم.", "وقال الوزير : نعم ."),
    ("وفقاً لِلمَرْصَدِ", "وفقاً لِلمَرْصَدِ"),
    ("الأمـــر الـ18 الـ 18", "الأمـــر الـ18 الـ 18"),
    ("ربع ـ نصف ـــ كله", "ربع ـ نصف ـــ كله"),
    ("15،000 15,000 3.5 ٣٫٥ ١٥٬٠٠٠", "15،000 15,000 3.5 ٣٫٥ ١٥٬٠٠٠"),
    ("5,748.75 8،11% 6.8%", "5,748.75 8،11 % 6.8 %"),
    ("12:30 14/2/2013 10-15", "12:30 14/2/2013 10 - 15"),
    ("2011،2012 و3، 4", "2011 ، 2012 و3 ، 4"),
    ("عام 2013. ثم", "عام 2013 . ثم"),
    ("U.N. U.S.A P.P.P.", "U.N. U.S.A P.P.P."),
    ("أ.د. أ.د.محمد د.محمد أ.ش.أ", "أ.د. أ.د. محمد د . محمد أ.ش.أ"),
    ("O'Neil don’t Sana'a", "O'Neil don’t Sana'a"),
    ("قال'نعم' players'", "قال ' نعم ' players '"),
    ("رئيس-الوزراء COVID-19", "رئيس - الوزراء COVID - 19"),
    ("«نعم»، (لا)؟!", "« نعم » ، ( لا ) ؟ !"),
    ("نعم.. ولا…", "نعم . . ولا …"),
    ("ثورة25 400مليون egx30 2013م", "ثورة25 400مليون egx30 2013م"),
    ("می\u200cخواهم اﻻ\u200dثنين", "می\u200cخواهم اﻻ\u200dثنين"),
    ("ال\u200fوزير", "ال\u200fوزير"),
    ("\u200fقال\u200f.\u200f", "\u200f قال \u200f . \u200f"),
    ("هناك\u200f37\u200fمدينة", "هناك \u200f 37 \u200f مدينة"),
    ("1\u200f,\u200f5", "1\u200f,\u200f5"),
    ("\ufeffعنوان", "\ufeff عنوان"),
    ("e\u0301tat \u064bكتاب", "e\u0301tat \u064bكتاب"),
    ("نعم 👍 ❤\ufe0f", "نعم 👍 ❤\ufe0f"),
    ("ﻻعب ﷲ ½ ²", "ﻻعب ﷲ ½ ²"),
    ("سطر\r\nسطر", "سطر سطر"),
    ("25_يناير #ثورة @x", "25 _ يناير # ثورة @ x"),
    ("$5 5٪", "$ 5 5 ٪"),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_text_is_cut_into_words_and_marks(text: str, expected: str) -> None:
    assert [text[word.start : word.end] for word in words(text)] == expected.split()


@pytest.mark.parametrize("token", ["قال", "وفقاً", "الـ", "3.5", "U.N.", "½", "ﷲ", "中", "ـه"])
def test_what_holds_a_letter_or_digit_is_a_word(token: str) -> None:
    assert words(token) == [(0, len(token), True)]


@pytest.mark.parametrize("token", [".", "،", "«", "%", "ـ", "ـــ", "\u064bـ", "\u200f", "👍", "_"])
def test_what_holds_none_is_not(token: str) -> None:
    assert words(token) == [(0, len(token), False)]

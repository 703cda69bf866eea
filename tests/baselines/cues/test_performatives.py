from __future__ import annotations

import pytest

from .reading import predict

ARABIC = [
    ("وقال الوزير إنه يتوقع فتح الطريق غدا.", "predict"),
    ("وقال الوزير إنه يطالب البلدية بفتح الطريق.", "urge"),
    ("وقالت الوزارة إنها تنفي غلق الطريق.", "deny"),
    ("وقال الوزير إنه ليس لديه تأكيد بغلق الطريق.", "decline"),
    ("وأردف الوزير قائلا: مطلوب منكم الصبر هذا الأسبوع.", "urge"),
    ("وقال الوزير: «نطالب البلدية بفتح الطريق قبل نهاية الأسبوع».", "urge"),
    ("وقال الوزير: «إننا ننفي غلق الطريق قبل نهاية الأسبوع».", "deny"),
    # somebody else's performative, no performative, a cue that is no bare say-verb
    ("وقال الوزير: «يطالب السكان بفتح الطريق قبل نهاية الأسبوع».", "state"),
    ("وقال الوزير إنه يحمل رسالة إلى البلدية.", "state"),
    ("وقال الوزير إنه لا يتوقع فتح الطريق غدا.", "state"),
    ("وأوضح الوزير أنه يتوقع فتح الطريق غدا.", "state"),
]
ENGLISH = [
    ("The mayor said he expects the road to open.", "predict"),
    ("The mayor said that she demands an answer from the board.", "urge"),
    ("The mayor said he denied the report.", "deny"),
    ("“We demand an answer from the board,” said Idris Tammour.", "urge"),
    ("The mayor said the board expects an answer.", "state"),
    ("The mayor said he opened the road.", "state"),
    ("The mayor explained that he expects the road to open.", "state"),
]


@pytest.mark.parametrize(("sentence", "act"), ARABIC)
def test_what_an_arabic_speaker_does_first_decides_the_act(sentence: str, act: str) -> None:
    attributions = predict(f"عنوان الخبر\n\n{sentence}").attributions or ()
    assert [item.act for item in attributions][:1] == [act]


@pytest.mark.parametrize(("sentence", "act"), ENGLISH)
def test_what_an_english_speaker_does_first_decides_the_act(sentence: str, act: str) -> None:
    attributions = predict(f"Headline of the story\n\n{sentence}", "en").attributions or ()
    assert [item.act for item in attributions][:1] == [act]

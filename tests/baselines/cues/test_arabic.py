from __future__ import annotations

import pytest

from .reading import predict, rows, speaker

ONE = [
    (
        "قالت بلدية واحة رمان إن السيول جرفت ثلاثة جسور.",
        ("قالت", "بلدية واحة رمان", "إن السيول جرفت ثلاثة جسور"),
    ),
    ("وأضاف أن المياه تنحسر.", ("وأضاف", "", "أن المياه تنحسر")),
    ("وأضـــافَ أنّ المياه تنحسر.", ("وأضـــافَ", "", "أنّ المياه تنحسر")),
    (
        "وقال الوزير سامي الناجي: «راسلنا البلدية سبع مرات ولم نتلق ردا».",
        ("وقال", "الوزير سامي الناجي", "راسلنا البلدية سبع مرات ولم نتلق ردا"),
    ),
    (
        "«الوضع تحت السيطرة تماما»، قال المحافظ.",
        ("قال", "المحافظ", "الوضع تحت السيطرة تماما"),
    ),
    (
        "وكانت هيئة الأرصاد قد حذرت من جريان الأودية.",
        ("وكانت … قد حذرت", "هيئة الأرصاد", "من جريان الأودية"),
    ),
    (
        "وفقا لوزارة المالية، تبلغ الكلفة 38 مليون دينار.",
        ("وفقا", "لوزارة المالية", "تبلغ الكلفة 38 مليون دينار"),
    ),
    (
        "وطالب الأهالي، في عريضة سلموها أمس، بتعبيد الطريق.",
        ("وطالب", "الأهالي", "بتعبيد الطريق"),
    ),
    (
        "واستطرد قائلا: «لن نغلق المدرسة قبل نهاية العام».",
        ("واستطرد قائلا", "", "لن نغلق المدرسة قبل نهاية العام"),
    ),
    (
        "وشدد الوزير على ضرورة فتح الطريق.",
        ("وشدد", "الوزير", "على ضرورة فتح الطريق"),
    ),
    (
        "السفارة في نوران قالت إن المعبر مغلق.",
        ("قالت", "السفارة في نوران", "إن المعبر مغلق"),
    ),
    (
        "قال سامي الناجي، المتحدث باسم الوزارة، إن المعبر مغلق.",
        ("قال", "سامي الناجي، المتحدث باسم الوزارة", "إن المعبر مغلق"),
    ),
    ("ولم يرد مكتب الوزير على أسئلة الصحيفة.", ("ولم يرد", "مكتب الوزير", "")),
    ("وجدد الوزير تأكيده أن المعبر مغلق.", ("وجدد … تأكيده", "الوزير", "أن المعبر مغلق")),
    (
        "وأكد الوزير أن المعبر مغلق، على حد قوله.",
        ("وأكد … على حد قوله", "الوزير", "أن المعبر مغلق"),
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), ONE)
def test_a_sentence_holds_this_attribution(sentence: str, expected: tuple[str, str, str]) -> None:
    assert rows(f"عنوان الخبر\n\n{sentence}") == [expected]


NONE = [
    "يذكر أن الواحة شهدت سيولا مماثلة عام 2024.",
    "وقرر مجلس الوزراء صرف مليوني دينار.",
    "ثم تبين أن العطاء لم يطرح بعد.",
    "وجلس الرجل بين النخيل.",
    "وهرب طالب من المدرسة.",
    "قاد الفريق عبر الملعب.",
    "لم يقل شيئا.",
]


@pytest.mark.parametrize("sentence", NONE)
def test_a_look_alike_is_no_cue(sentence: str) -> None:
    assert rows(f"عنوان الخبر\n\n{sentence}") == []


def test_a_content_stops_before_the_next_cue() -> None:
    found = rows("عنوان\n\nقال الوزير إن الطريق مغلق، مضيفا أن الجسر سليم، ودعا السكان إلى الصبر.")
    assert found == [
        ("قال", "الوزير", "إن الطريق مغلق"),
        ("مضيفا", "", "أن الجسر سليم"),
        ("ودعا", "", "السكان إلى الصبر"),
    ]


def test_an_attribution_inside_another_has_it_as_parent() -> None:
    text = "عنوان\n\nوقال الوزير إن لجنة الحصر قدرت أن الخسائر بلغت 900 نخلة."
    prediction = predict(text)
    assert prediction.attributions is not None
    outer, inner = prediction.attributions
    assert (outer.parent, inner.parent) == (None, outer.id)
    assert inner.source.cut(text) == "لجنة الحصر"


def test_a_quotation_across_sentences_is_one_content() -> None:
    text = "عنوان\n\nوقال الوزير: «أغلقنا الطريق أمس. سنفتحه بعد أيام». ثم غادر."
    assert rows(text) == [("وقال", "الوزير", "أغلقنا الطريق أمس. سنفتحه بعد أيام")]


def test_a_colon_headline_lets_the_one_before_the_colon_speak() -> None:
    text = "وزير النقل: الطريق مفتوح\n\nهطل المطر."
    assert rows(text) == [("", "وزير النقل", "الطريق مفتوح")]


def test_a_byline_is_no_headline() -> None:
    assert rows("هطول المطر\nنوران: حمدي علي\n\nهطل المطر.") == []


def test_links_to_other_articles_are_left_out() -> None:
    text = "عنوان\n\nهطل المطر.\nاقرأ أيضا\nوزير النقل يطالب بفتح الطريق"
    assert rows(text) == []


ACTS = [
    ("وأكد الوزير أن الطريق مغلق.", "state"),
    ("وأقر الوزير بأن الطريق مغلق.", "confirm"),
    ("ونفى الوزير أن الطريق مغلق.", "deny"),
    ("وتوقع الوزير أن يفتح الطريق.", "predict"),
    ("وتعهد الوزير بأن يفتح الطريق.", "commit"),
    ("ورحب الوزير بالقرار.", "judge"),
    ("وطالب الوزير بفتح الطريق.", "urge"),
    ("وسأل الوزير عن الطريق.", "ask"),
    ("ورفض الوزير التعليق.", None),
    ("ورفض التعليق.", "decline"),
]


@pytest.mark.parametrize(("sentence", "act"), ACTS)
def test_the_cue_decides_the_act(sentence: str, act: str | None) -> None:
    found = predict(f"عنوان الخبر\n\n{sentence}").attributions or ()
    assert [item.act for item in found] == ([act] if act else [])


SPEAKERS = [
    ("قال الوزير سامي الناجي إن الطريق مغلق. وأضاف أن الجسر سليم.", "الوزير سامي الناجي"),
    ("قال الوزير سامي الناجي إن الطريق مغلق. وقال الناجي إن الجسر سليم.", "الوزير سامي الناجي"),
    (
        "قال رئيس البلدية سامي الناجي إن الطريق مغلق. لكنه قال إن الجسر سليم.",
        "رئيس البلدية سامي الناجي",
    ),
    ("قالت وزارة النقل إن الطريق مغلق. وذكرت الوزارة أن الجسر سليم.", "وزارة النقل"),
    ("قال جون مكجورك إن الطريق مغلق. وقال ماكغورك إن الجسر سليم.", "جون مكجورك"),
    ("قال حزب النور إن الطريق مغلق. وقال سامي الناجي إن الجسر سليم.", "سامي الناجي"),
]


@pytest.mark.parametrize(("sentences", "expected"), SPEAKERS)
def test_the_second_attribution_points_to_this_source(sentences: str, expected: str) -> None:
    assert speaker(f"عنوان الخبر\n\n{sentences}", 1) == expected


STYLES = [
    ("وقال الوزير: «الطريق مغلق منذ أمس».", "direct"),
    ("وقال الوزير إن الطريق «مغلق منذ أمس» وإن الجسر سليم.", "mixed"),
    ("وقال الوزير إن الطريق مغلق.", "indirect"),
]


@pytest.mark.parametrize(("sentence", "style"), STYLES)
def test_quotation_marks_decide_the_style(sentence: str, style: str) -> None:
    [item] = predict(f"عنوان الخبر\n\n{sentence}").attributions or ()
    assert item.style == style


def test_every_overt_mention_is_listed() -> None:
    text = "حزب النور يجتمع\n\nقال حزب النور إن الطريق مغلق. ثم غادر وفد حزب النور."
    prediction = predict(text)
    [source] = prediction.sources or ()
    assert [span.start for span in source.mentions] == [0, 21, 59]
    assert (source.type, source.named) == ("political", True)

from __future__ import annotations

import pytest

from musnad.dataset.text import quotations
from musnad.errors import UsageError

# Each row: a text, and the insides of its quotations by their start.
CLOSED = [
    ("قال: «سنعود غدا».", ["سنعود غدا"]),
    ("قال: “سنعود غدا”.", ["سنعود غدا"]),
    ('قال: "سنعود غدا".', ["سنعود غدا"]),
    ("قال: ''سنعود غدا''.", ["سنعود غدا"]),
    ("قال: ‹سنعود غدا›.", ["سنعود غدا"]),
    ("قال: „سنعود غدا“.", ["سنعود غدا"]),
    ("قال: 'سنعود غدا'.", ["سنعود غدا"]),
    ("قال: ‘سنعود غدا’.", ["سنعود غدا"]),
    ("قال: ((سنعود غدا)) ثم مضى", ["سنعود غدا"]),
    ('""سنعود""', ["سنعود"]),
    # marks of two forms
    ('قال: "سنعود غدا”.', ["سنعود غدا"]),
    ('قال: «سنعود غدا" ثم مضى', ["سنعود غدا"]),
    ('قال: "سنعود غدا» ثم مضى', ["سنعود غدا"]),
    ('«نص" وقال «آخر»', ["نص", "آخر"]),
    # marks turned round
    ("رفض ”نصا“ آخر", ["نصا"]),
    ("رفض ”نصا” آخر", ["نصا"]),
    ("رفض “نصا“ آخر", ["نصا"]),
    ("بلاغ »سلطان« ضد", ["سلطان"]),
    # nested
    ('«قال "نعم" ثم مضى»', ['قال "نعم" ثم مضى', "نعم"]),
    ("«أ «ب» ج»", ["أ «ب» ج", "ب"]),
    ('"قال «نعم» ثم"', ["قال «نعم» ثم", "نعم"]),
    ('"قال "نعم" ثم مضى"', ['قال "نعم" ثم مضى', "نعم"]),
    ('"قال "نعم""', ['قال "نعم"', "نعم"]),
    ("«أ ‹ب›»", ["أ ‹ب›", "ب"]),
    # spacing that is not to be trusted
    ('قال" نص" ثم', [" نص"]),
    ('مضيفا:" نص" ثم', [" نص"]),
    ('برنامج " نص " ثم', [" نص "]),
    ('"الوفد "و"المصري"', ["الوفد ", "المصري"]),
    ('قناة"نص"أن', ["نص"]),
    ('لـ"الأول"، و"الثاني"، بـ"الثالث"', ["الأول", "الثاني", "الثالث"]),
    ('\u200f"\u200fنص\u200f"\u200f بعد', ["\u200fنص\u200f"]),
    ('".. ونشر" ثم', [".. ونشر"]),
    ("قال «نص»وأضاف", ["نص"]),
    # figures
    ('"عام 2013" انتهى', ["عام 2013"]),
    ('"شاشة 5" جديدة" هنا', ['شاشة 5" جديدة']),
    ('مؤشر "egx30" و"100"', ["egx30", "100"]),
    # a paragraph that opens anew
    ("«أول.\n«ثان»", ["أول.", "ثان"]),
    ("he said 'we won' and left", ["we won"]),
    ("«n’t» ‘don’t’", ["n’t", "don’t"]),
]

NONE = [
    "",
    "نص بلا علامات",
    "نص» بعد",
    'نص" بعد',
    "نص” بعد",
    "نص)) بعد",
    "نص ((بعد",
    "(نص (داخل))",
    'شاشة 5" جديدة',
    'شاشة 5"',
    'لوح 5"×7" رخيص',
    'צה"ל וצה"ל',
    "rock 'n' roll",
    "don't can't O'Neil",
    "the players' union and the teachers' union",
    "the '90s and the '80s",
    'كلمة "" وكلمة « »',
    'الديون المترنح " .',
]


@pytest.mark.parametrize(("text", "insides"), CLOSED)
def test_the_inside_of_each_quotation_is_found(text: str, insides: list[str]) -> None:
    assert [text[quote.start : quote.end] for quote in quotations(text)] == insides


@pytest.mark.parametrize("text", NONE)
def test_a_mark_that_is_no_quotation_mark_opens_nothing(text: str) -> None:
    assert quotations(text) == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("قال «نعم» ثم", (5, 8, True, "«")),
        ("قال ''نعم'' ثم", (6, 9, True, "''")),
        ('قال "نعم» ثم', (5, 8, True, '"')),
        ("قال «نعم ثم\r\nسطر", (5, 11, False, "«")),
        ("قال «نعم ثم", (5, 11, False, "«")),
        ("قال «نعم ثم\nسطر» آخر", (5, 11, False, "«")),
    ],
)
def test_a_quotation_says_how_it_was_opened_and_closed(
    text: str, quote: tuple[int, int, bool, str]
) -> None:
    assert quotations(text) == [quote]


def test_an_unclosed_quotation_inside_another_ends_with_it() -> None:
    text = '«قال "نعم» ثم'
    assert [(text[q.start : q.end], q.closed) for q in quotations(text)] == [
        ('قال "نعم', True),
        ("نعم", False),
    ]


def test_a_closed_quotation_may_stand_in_an_unclosed_one() -> None:
    text = '"نص غير مغلق. وقال "نعم"'
    assert [(text[q.start : q.end], q.closed) for q in quotations(text)] == [
        ('نص غير مغلق. وقال "نعم"', False),
        ("نعم", True),
    ]


def test_stop_shortens_only_what_nothing_closed() -> None:
    asked: list[str] = []

    def stop(text: str, start: int, end: int) -> int | None:
        asked.append(text[start:end])
        return text.index("وأضاف")

    text = "قال «نعم» ثم «لا لن وأضاف غيره"
    assert [text[q.start : q.end] for q in quotations(text, stop)] == ["نعم", "لا لن"]
    assert asked == ["لا لن وأضاف غيره"]


def test_stop_may_leave_a_quotation_as_it_is() -> None:
    text = "«لا لن"
    assert quotations(text, lambda *_: None) == quotations(text)


def test_stop_outside_the_quotation_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        quotations("«لا لن", lambda *_: 9)
    assert str(caught.value) == (
        "stop placed the end of quotation 1:6 at 9; expected a place inside it, or None"
    )

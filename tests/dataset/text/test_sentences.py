from __future__ import annotations

import pytest

from musnad.dataset.text import sentences

# Each row: what it is about, a text, its sentences.
ROWS = [
    ("nothing", "", []),
    ("no letters", "-\n***\n . \n«»", []),
    ("one line", "قال الوزير. وأضاف النائب", ["قال الوزير.", "وأضاف النائب"]),
    ("a line break always ends", "قال\nالوزير", ["قال", "الوزير"]),
    ("carriage returns", "عنوان\r\n\r\nنص.\r\n", ["عنوان", "نص."]),
    ("no-break spaces", "\u00a0نص أول.\u00a0نص ثان\u00a0", ["نص أول.", "نص ثان"]),
    ("bidi marks at the edges", "\u200fنص أول\u200f.\u200f نص ثان", ["نص أول\u200f.", "نص ثان"]),
    ("byte order mark", "\ufeffعنوان\nنص", ["عنوان", "نص"]),
    # headlines
    ("a headline is one", "هل يعود؟ الوزير ينفي\nنص.", ["هل يعود؟ الوزير ينفي", "نص."]),
    ("a lead is not", "نص أول. نص ثان.\nنص.", ["نص أول.", "نص ثان.", "نص."]),
    ("two dots keep a headline", "غدا. ثم..\nنص", ["غدا. ثم..", "نص"]),
    # pauses
    ("two dots", "وصل.. ثم مضى. عاد", ["وصل.. ثم مضى.", "عاد"]),
    ("three dots", "وصل... ثم مضى… عاد", ["وصل... ثم مضى… عاد"]),
    ("dots at the line's end", "وصل..\nثم مضى…\nعاد", ["وصل..", "ثم مضى…", "عاد"]),
    ("semicolon and colon", "قال: نعم؛ ثم مضى", ["قال: نعم؛ ثم مضى"]),
    # questions
    ("question", "هل وصل؟ نعم! حقا", ["هل وصل؟", "نعم!", "حقا"]),
    ("runs", "حقا؟! نعم!! لا ؟ ! ثم", ["حقا؟!", "نعم!!", "لا ؟ !", "ثم"]),
    ("question and dots", "لماذا؟.. لا أدري", ["لماذا؟..", "لا أدري"]),
    ("question before a comma", "سأل من؟، ثم مضى", ["سأل من؟، ثم مضى"]),
    ("question with no space", "هل وصل؟نعم!حقا", ["هل وصل؟", "نعم!", "حقا"]),
    ("a letter lost in decoding", "قال ا?خوان. ثم", ["قال ا?خوان.", "ثم"]),
    ("quoted question", "سأل «لماذا؟» ثم مضى. عاد", ["سأل «لماذا؟» ثم مضى.", "عاد"]),
    ("question in brackets", "جمعة (الخلاص!) غدا", ["جمعة (الخلاص!) غدا"]),
    (
        "question in English",
        '"Why?" he asked. "No!" She left.',
        ['"Why?" he asked.', '"No!"', "She left."],
    ),
    (
        "address",
        "انظر http://a.example/w?v=1 هنا. نعم",
        ["انظر http://a.example/w?v=1 هنا.", "نعم"],
    ),
    # numbers
    ("decimals", "بلغ 3.5% و٣٫٥ و15،000. ثم", ["بلغ 3.5% و٣٫٥ و15،000.", "ثم"]),
    ("a year", "عام 2013. وأضاف", ["عام 2013.", "وأضاف"]),
    ("a year before a space", "عام 2013 . وأضاف", ["عام 2013 .", "وأضاف"]),
    ("list numbers", "عنوان\n1. الأول\n٢. الثاني. ثم", ["عنوان", "1. الأول", "٢. الثاني.", "ثم"]),
    ("list letters", "شملت بندين. أ) الأول. ب- الثاني", ["شملت بندين.", "أ) الأول.", "ب- الثاني"]),
    # abbreviations
    ("titles", "قال د. سامي وم. هدى وأ.د. علي. ثم", ["قال د. سامي وم. هدى وأ.د. علي.", "ثم"]),
    ("a title with a clitic", "لقاء ود.علي مع د . عمر. ثم", ["لقاء ود.علي مع د . عمر.", "ثم"]),
    ("eras", "عام 500 ق.م. في بابل. ثم", ["عام 500 ق.م. في بابل.", "ثم"]),
    ("an era that ends", "عام 1434 هـ. وأضاف", ["عام 1434 هـ.", "وأضاف"]),
    ("an era that does not", "عام 1434 هـ. الموافق 2013", ["عام 1434 هـ. الموافق 2013"]),
    (
        "initials",
        "ضبط م. ع. ك. عاطل ومحمد. س، وعلي.م.ع هنا",
        ["ضبط م. ع. ك. عاطل ومحمد. س، وعلي.م.ع هنا"],
    ),
    ("spelt-out letters", "قالت بي.بي.سي إن. ثم", ["قالت بي.بي.سي إن.", "ثم"]),
    (
        "English titles",
        "Mr. Smith met Gen. Lee at St. Mary. Then he left.",
        ["Mr. Smith met Gen. Lee at St. Mary.", "Then he left."],
    ),
    (
        "English figures",
        "See No. 5 of Jan. 7. He said no. Then",
        ["See No. 5 of Jan. 7.", "He said no.", "Then"],
    ),
    ("English initials", "J. K. Rowling spoke. He left", ["J. K. Rowling spoke.", "He left"]),
    (
        "dotted abbreviations",
        "The U.S. Army met at 5 p.m. Monday in the U.N. He left",
        ["The U.S. Army met at 5 p.m. Monday in the U.N.", "He left"],
    ),
    (
        "lower case",
        "Apples, pears, etc. are cheap. He left",
        ["Apples, pears, etc. are cheap.", "He left"],
    ),
    ("a possessive", "The U.N.'s staff left. He too", ["The U.N.'s staff left.", "He too"]),
    (
        "a dash",
        "In Norfolk, Va. - a port - it ended. He left",
        ["In Norfolk, Va. - a port - it ended.", "He left"],
    ),
    ("a grade", "التصنيف من B. وأضاف", ["التصنيف من B.", "وأضاف"]),
    ("host names", "على example.com اليوم. ثم", ["على example.com اليوم.", "ثم"]),
    # quotation marks
    ("stop inside", "قال: «انتهى الأمر.» وأضاف غيره", ["قال: «انتهى الأمر.»", "وأضاف غيره"]),
    ("stop outside", "قال: «انتهى الأمر». وأضاف غيره", ["قال: «انتهى الأمر».", "وأضاف غيره"]),
    ("a space before the mark", "قال: « انتهى . » وأضاف", ["قال: « انتهى . »", "وأضاف"]),
    ("straight marks", 'قال: "انتهى." وأضاف: "لا."', ['قال: "انتهى."', 'وأضاف: "لا."']),
    ("double apostrophes", "قال: ''انتهى.'' وأضاف", ["قال: ''انتهى.''", "وأضاف"]),
    ("stop on both sides", "قال: «انتهى.». وأضاف", ["قال: «انتهى.».", "وأضاف"]),
    ("stop, mark, comma", "قال: «انتهى.»، وأضاف", ["قال: «انتهى.»، وأضاف"]),
    ("a stray mark", 'انتهى الأمر." وأضاف', ['انتهى الأمر."', "وأضاف"]),
    ("the next quotation", 'انتهى. "نعم" قال', ["انتهى.", '"نعم" قال']),
    ("the next quotation, glued", 'انتهى."نعم" قال', ["انتهى.", '"نعم" قال']),
    ("two sentences quoted", "قال: «أول. ثان». ثم", ["قال: «أول.", "ثان».", "ثم"]),
    ("lower case after the mark", '"We won." he said.', ['"We won."', "he said."]),
    ("brackets", "انتهى (أبريل.) ثم [نعم.] لا", ["انتهى (أبريل.)", "ثم [نعم.]", "لا"]),
    # missing spaces
    ("no space", "انتهى الأمر.وأضاف الوزير", ["انتهى الأمر.", "وأضاف الوزير"]),
    ("no space, Latin", "He left.She stayed.", ["He left.", "She stayed."]),
    ("marks between", "نعم. - . لا", ["نعم.", "لا"]),
]


@pytest.mark.parametrize(
    ("text", "expected"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS]
)
def test_text_is_cut_into_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected

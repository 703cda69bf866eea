"""Marks: the grammar of authored files, what it yields and what it refuses."""

from __future__ import annotations

from typing import Any

import pytest

from musnad.dataset.packaging.marks import parse
from musnad.errors import DataError

HEAD = '+++\nid = "ar-90"\n+++\n'


def words(body: str) -> dict[str, list[str]]:
    """The words of every mark, fragment by fragment; mentions as `S1[0]`."""
    marked = parse(HEAD + body, "ar-90.txt")
    found = {key: [marked.text[a:b] for a, b in bounds] for key, bounds in marked.marks.items()}
    for source, mentions in marked.mentions.items():
        for number, bounds in enumerate(mentions):
            found[f"{source}[{number}]"] = [marked.text[a:b] for a, b in bounds]
    return found


MARKED: list[tuple[str, str, dict[str, list[str]]]] = [
    ("no mark", "قالت البلدية", {}),
    ("one mark", "{a1.cue قالت} البلدية", {"a1.cue": ["قالت"]}),
    ("nested marks", "{a1.content إن {c1 الجسر {S1 آمن}}}.",
     {"a1.content": ["إن الجسر آمن"], "c1": ["الجسر آمن"], "S1[0]": ["آمن"]}),
    ("two keys on the same words", "{a1.source {S1 البلدية}}",
     {"a1.source": ["البلدية"], "S1[0]": ["البلدية"]}),
    ("a discontinuous span", "«{a1.content الجسر آمن}»، {a1.cue قالت}، «{a1.content والطريق}»",
     {"a1.content": ["الجسر آمن", "والطريق"], "a1.cue": ["قالت"]}),
    ("fragments with only punctuation between them", "{a1.content الجسر}، {a1.content آمن}",
     {"a1.content": ["الجسر، آمن"]}),
    ("fragments that touch a mark between them", "{a1.content الجسر} {c1 جدا} {a1.content آمن}",
     {"a1.content": ["الجسر", "آمن"], "c1": ["جدا"]}),
    ("each mention is one", "{S1 البلدية} {S1 بلدية رمان}",
     {"S1[0]": ["البلدية"], "S1[1]": ["بلدية رمان"]}),
    ("a named mention has fragments", "{S1.m1 رئيس} قسم {S1.m1 البلدية} {S1 الرئيس}",
     {"S1[0]": ["رئيس", "البلدية"], "S1.m1": ["رئيس", "البلدية"], "S1[1]": ["الرئيس"]}),
    ("escapes", r"{a1.cue قال}: \{نعم\} \\ آمن", {"a1.cue": ["قال"]}),
    ("an escape inside a mark", r"{c1 س\{ص\}ع}", {"c1": ["س{ص}ع"]}),
    ("inner quotation marks stay", "{a1.content وصف «الجسر» بأنه «آمن»}",
     {"a1.content": ["وصف «الجسر» بأنه «آمن»"]}),
    ("an inner quotation may begin the span", "{a1.content «آمن» تماما}",
     {"a1.content": ["«آمن» تماما"]}),
    ("brackets and per cent", "{c1 (نحو) 20%}", {"c1": ["(نحو) 20%"]}),
    ("a mark over a line end", "{a1.content الجسر\nآمن}", {"a1.content": ["الجسر\nآمن"]}),
    ("diacritics at the edge", "{a1.cue قالَ} نَعَمْ", {"a1.cue": ["قالَ"]}),
]  # fmt: skip

REFUSED = [
    ("no head", "قالت", "ar-90.txt:1: expected a TOML head that opens with a line '+++'"),
    ("a byte-order mark", "\ufeff" + HEAD + "قالت",
     "ar-90.txt:1: opens with a byte-order mark; save it as UTF-8 without one"),
    ("open head", '+++\nid = "ar-90"\n', "ar-90.txt: the TOML head has no closing line '+++'"),
    ("a head that is not TOML", '+++\nid = "a"\nsplit train\n+++\n',
     "ar-90.txt: the head is not TOML: Expected '=' after a key in a key/value pair (at line 3, "
     "column 7)"),
    ("unclosed", HEAD + "قالت\n{a1.cue قال", "ar-90.txt:5: mark '{a1.cue' is never closed"),
    ("closed twice", HEAD + "قالت\n\n{a1.cue قال}}",
     "ar-90.txt:6: '}' closes nothing; write '\\}' for the letter"),
    ("no key", HEAD + "{قالت}", "ar-90.txt:4: mark '{قالت}' has no valid key; expected "
     "'{a1.cue …}', '{a1.source …}', '{a1.content …}', '{S1 …}' or '{c1 …}'"),
    ("no space after the key", HEAD + "{a1.cue}", "ar-90.txt:4: mark '{a1.cue}' has no valid key; "
     "expected '{a1.cue …}', '{a1.source …}', '{a1.content …}', '{S1 …}' or '{c1 …}'"),
    ("unknown kind", HEAD + "{b1 قال}", "ar-90.txt:4: mark '{b1 قال}' has no valid key; expected "
     "'{a1.cue …}', '{a1.source …}', '{a1.content …}', '{S1 …}' or '{c1 …}'"),
    ("unknown role", HEAD + "{a1.verb قال}",
     "ar-90.txt:4: unknown mark 'a1.verb'; roles are cue, source and content"),
    ("an attribution without role", HEAD + "{a1 قال}",
     "ar-90.txt:4: unknown mark 'a1'; roles are cue, source and content"),
    ("a claim with role", HEAD + "{c1.cue قال}",
     "ar-90.txt:4: unknown mark 'c1.cue'; roles are cue, source and content"),
    ("overlap of one key", HEAD + "{a1.cue قال {a1.cue نعم}}",
     "ar-90.txt:4: mark 'a1.cue' overlaps another mark of the same key"),
    ("start inside a word", HEAD + "و{a1.cue قالت} نعم",
     "ar-90.txt:4: mark a1.cue on 'قالت' starts inside a word; spans cover whole orthographic "
     "words"),
    ("end inside a word", HEAD + "{S1 البلدي}ة",
     "ar-90.txt:4: mark S1 on 'البلدي' ends inside a word; spans cover whole orthographic words"),
    ("end before a diacritic", HEAD + "{a1.cue قال}َ",
     "ar-90.txt:4: mark a1.cue on 'قال' ends inside a word; spans cover whole orthographic words"),
    ("end before a tatweel", HEAD + "{a1.cue قا}ـل",
     "ar-90.txt:4: mark a1.cue on 'قا' ends inside a word; spans cover whole orthographic words"),
    ("white space at the edge", HEAD + "{a1.cue قالت }",
     "ar-90.txt:4: mark a1.cue on 'قالت ' has white space at its edge"),
    ("outer quotation marks", HEAD + "{a1.content «الجسر آمن»}",
     "ar-90.txt:4: mark a1.content on '«الجسر آمن»' starts with punctuation; leave outer "
     "punctuation and quotation marks out"),
    ("punctuation at the end", HEAD + "{a1.content الجسر آمن.}",
     "ar-90.txt:4: mark a1.content on 'الجسر آمن.' ends with punctuation; leave outer punctuation "
     "and quotation marks out"),
    ("no letter", HEAD + "{a1.cue :} نعم", "ar-90.txt:4: mark a1.cue on ':' holds no letter or "
     "digit"),
    ("nothing", HEAD + "{a1.cue } نعم", "ar-90.txt:4: mark a1.cue on '' holds no letter or digit"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "found"), [row[1:] for row in MARKED], ids=[r[0] for r in MARKED])
def test_marks_are_found(body: str, found: dict[str, list[str]]) -> None:
    assert words(body) == found


@pytest.mark.parametrize(
    ("content", "message"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_a_malformed_file_is_refused_with_its_line(content: str, message: str) -> None:
    with pytest.raises(DataError) as error:
        parse(content, "ar-90.txt")
    assert str(error.value) == message


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("{a1.cue قالت} {S1 البلدية}.", "قالت البلدية."),
        (r"\{قال\} \\ \n", r"{قال} \ \n"),
        ("عنوان\n\nمتن\n\n\n", "عنوان\n\nمتن"),
    ],
)
def test_the_text_is_the_body_without_marks(body: str, text: str) -> None:
    assert parse(HEAD + body, "ar-90.txt").text == text


def test_the_head_is_a_table() -> None:
    head: dict[str, Any] = parse('+++\nid = "ar-90"\n[sources]\nS1 = {}\n+++\n', "x").head
    assert head == {"id": "ar-90", "sources": {"S1": {}}}

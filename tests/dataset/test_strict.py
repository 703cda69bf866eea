"""Strict JSON: what is read, and what is refused that Python's parser would let through."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from musnad.dataset.strict import loads

READ = [
    ("object", '{"a": [1, 2.5, true, null, "نعم"]}', {"a": [1, 2.5, True, None, "نعم"]}),
    ("depth of 16", "[" * 16 + "]" * 16, json.loads("[" * 16 + "]" * 16)),
    ("brackets in strings have no depth", '["' + "[{" * 40 + '"]', ["[{" * 40]),
    ("quotation marks in strings open nothing", r'["\"[[[[[[[[[[[[[[[[[", "\\"]',
     ['"[[[[[[[[[[[[[[[[[', "\\"]),
    ("an escaped pair of surrogates is one letter", r'"\ud83d\ude00"', "😀"),
    ("U+2028 and U+0085 are text", '"سطر\u2028سطر\u0085"', "سطر\u2028سطر\u0085"),
    ("a backslash before u0000 is text", r'"\\u0000"', r"\u0000"),
    ("Arabic escapes", r'"\u0642\u0627\u0644"', "قال"),
    ("white space and CR around", ' {"a": 1}\r', {"a": 1}),
    ("bytes", '"قال"'.encode(), "قال"),
]  # fmt: skip

REFUSED = [
    ("empty", "", "the line is empty; write one JSON object a line"),
    ("only white space", " \t\r", "the line is empty; write one JSON object a line"),
    ("byte-order mark", "\ufeff{}", "a byte-order mark (U+FEFF) may only open a file"),
    ("a cut line with its end", '{"id":\n', "Expecting value at column 7"),
    ("a line separator after the value", '{}\u2028', "Extra data at column 3"),
    ("NaN", '{"p": NaN}', "NaN is not a JSON number"),
    ("Infinity", '{"p": Infinity}', "Infinity is not a JSON number"),
    ("minus Infinity", '{"p": -Infinity}', "-Infinity is not a JSON number"),
    ("1e999, which Python reads as infinity", '{"p": 1e999}', "1e999 is out of range"),
    ("-1e999", "[-1e999]", "-1e999 is out of range"),
    ("5,000 digits", f'{{"start": {"9" * 5000}}}', "an integer has thousands of digits"),
    ("duplicate key", '{"id": "a", "id": "b"}', "key 'id' stands twice in one object"),
    ("duplicate key inside", '[{"x": {"ق": 1, "b": 2, "ق": 1}}]',
     "key 'ق' stands twice in one object"),
    ("duplicate key by escapes", r'{"a": 1, "\u0061": 1}', "key 'a' stands twice in one object"),
    ("17 levels", "[" * 17 + "]" * 17, "nesting is deeper than 16"),
    ("17 levels of objects", '{"a":' * 17 + "1" + "}" * 17, "nesting is deeper than 16"),
    ("100,000 brackets", "[" * 100_000, "nesting is deeper than 16"),
    ("100,000 brackets after an open string", '["' + "[" * 100_000,
     "Unterminated string starting at column 2"),
    ("lone surrogate", r'{"text": "\ud800"}',
     "a string holds U+0000 or a lone surrogate; neither is text"),
    ("lone surrogate as key", r'{"\uDFFF": 1}',
     "a string holds U+0000 or a lone surrogate; neither is text"),
    ("reversed surrogates", r'"\ude00\ud83d"',
     "a string holds U+0000 or a lone surrogate; neither is text"),
    ("escaped NUL", r'{"text": "\u0000"}',
     "a string holds U+0000 or a lone surrogate; neither is text"),
    ("escaped NUL after a backslash", r'"\\\u0000"',
     "a string holds U+0000 or a lone surrogate; neither is text"),
    ("raw NUL", '"\0"', "Invalid control character at column 2"),
    ("raw line feed in a string", '"a\nb"', "Invalid control character at column 3"),
    ("single quotes", "{'id': 1}", "Expecting property name enclosed in double quotes at column 2"),
    ("two values", "{} {}", "Extra data at column 4"),
    ("later line", '{\n"a": x}', "Expecting value at line 2, column 6"),
    ("half a record", '{"id": "ar-90", "tex', "Unterminated string starting at column 17"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "value"), [row[1:] for row in READ], ids=[r[0] for r in READ])
def test_json_is_read(line: str, value: object) -> None:
    assert loads(line) == value


@pytest.mark.parametrize(
    ("line", "message"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_what_is_not_strict_json_is_refused(line: str, message: str) -> None:
    with pytest.raises(ValueError, match=r"^") as error:
        loads(line)
    assert str(error.value) == message


HOSTILE = r"""
from musnad.dataset.strict import loads
for line in (
    "[" * 20 + '"' + '\\"' * 2_000_000,                                   # never closed
    "[" * 20 + '"' * 4_000_001,                                           # many strings
    "{" + "".join(f'"{n}":1,' for n in range(300_000)) + '"299999":1}',   # the last key twice
    '["' + "\\\\" * 2_000_000 + '\\u0000"]',                             # backslashes
):
    try:
        loads(line)
    except ValueError as error:
        print(str(error)[:40])
"""


def test_hostile_lines_of_four_megabytes_take_seconds_and_not_hours() -> None:
    done = subprocess.run(
        [sys.executable, "-c", HOSTILE], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.splitlines() == [
        "nesting is deeper than 16",
        "nesting is deeper than 16",
        "key '299999' stands twice in one object",
        "a string holds U+0000 or a lone surrogat",
    ]

"""Orthographic words, the unit on whose edges every span starts and ends."""

from __future__ import annotations

import re
from typing import NamedTuple

from .characters import INVISIBLE, JOINER, MARK, TATWEEL


class Word(NamedTuple):
    """A token `[start, end)` of a text: a word, or a single mark such as a comma."""

    start: int
    end: int
    is_word: bool


# What may stand between two letters or digits of one word. A bidi mark does not bridge a letter
# and a digit: newspapers write them there in place of a space.
_BRIDGE = rf"""
      [{JOINER}]+ (?=[^\W_])
    | (?<!\d) [{INVISIBLE}]+ (?=[^\W\d_])
    | (?<=\d) [{INVISIBLE}]* [.٫٬:/]? [{INVISIBLE}]* (?=\d)
    | (?<=\d) [{INVISIBLE}]* [,،] [{INVISIBLE}]* (?=\d{{1,3}}(?!\d))
    | (?<=[A-Za-zÀ-ɏ]) ['’] (?=[A-Za-zÀ-ɏ])
"""
_LETTER = rf"[^\W\d_] [{TATWEEL}{MARK}]*"
_TOKEN = re.compile(
    rf"""
      (?P<stroke> [{MARK}]* {TATWEEL} [{TATWEEL}{MARK}]*+ (?![^\W_]) )
    | (?P<word>
          {_LETTER} (?: \. {_LETTER} )+ (?![^\W_]) \.?
        | [{MARK}]* [^\W_]++ (?: [{MARK}]++ | [^\W_]++ | {_BRIDGE} )*+
      )
    | \S [{MARK}]*
    """,
    re.VERBOSE,
)


def words(text: str) -> list[Word]:
    r"""The words and single marks of a text, in order.

    A word is a run of letters and digits with the combining marks, tatweel and invisible
    characters inside it. It keeps the signs inside a number (`3.5`, `15،000`, `12:30`, `1/4`),
    the dots of initials (`U.N.`, `أ.د.`) and Latin apostrophes (`O'Neil`); a hyphen splits. Every
    other character that is not white space is a token of its own, with the combining marks on it;
    a free-standing run of tatweel, which serves as a dash, is one.

    >>> [text[w.start : w.end] for text in ["وارتفع 6.8% اليوم."] for w in words(text)]
    ['وارتفع', '6.8', '%', 'اليوم', '.']
    """
    return [Word(*match.span(), match.lastgroup == "word") for match in _TOKEN.finditer(text)]

r"""The kinds of characters that the text layer tells apart, as bodies of regex classes.

Letters and digits (categories L and N) are exactly what `[^\W_]` matches. Tatweel is a letter to
Unicode and a stroke to a reader, so it has a name of its own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

TATWEEL = "\u0640"

LINE_BREAK = "\n\u2028\u2029"

# Vowel signs, tanween, shadda, sukun, honorifics, superscript alef and Quranic annotation.
# Madda and hamza (U+0653 to U+0655, U+065F) are missing: they tell one letter from another.
DIACRITIC = (
    "\u0610-\u061a\u064b-\u0652\u0656-\u065e\u0670\u06d6-\u06ed"
    "\u0898-\u089f\u08ca-\u08e1\u08e3-\u08ff"
    "\ufc5e-\ufc63\ufcf2-\ufcf4\ufe70-\ufe7f"
)
HAMZA_OR_MADDA = "\u0653-\u0655\u065f"

BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
JOINER = "\u200c\u200d"
INVISIBLE = BIDI + JOINER + "\u00ad\u180e\u200b\u2060-\u2064\u206a-\u206f\ufe00-\ufe0f\ufeff"


def _ranges(codes: Iterable[int]) -> str:
    """The regex class body that covers the given code points, in order."""
    runs: list[list[int]] = []
    for code in codes:
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in runs)


# Combining marks of every script; planes 2 to 13 hold none, the variation selectors follow them.
MARK = _ranges(
    code
    for block in (range(0x20000), range(0xE0100, 0xE01F0))
    for code in block
    if unicodedata.category(chr(code)).startswith("M")
)

"""Abbreviations: where a full stop shortens a word or numbers an item instead of ending a sentence.

A closed list in two scripts, for the abbreviations of news text; a name's initials and the dotted
ones (`أ.ش.أ`, `U.N.`) need no entry.
"""

from __future__ import annotations

import re

from .characters import MARK, TATWEEL
from .views import fold

# Folded titles: Arabic ones with a clitic (a bare one is a letter, see `abbreviates`), and Latin.
_TITLE = re.compile(
    "[وفبلك]د|وا|وم|mr|mrs|ms|mme|dr|prof|rev|hon|st|gen|lt|col|maj|capt|cmdr|adm|sgt|cpl|pvt"
    "|sens?|reps?|del|gov|pres|amb|supt|det|messrs|vs|approx|fig|cf"
)
_BEFORE_FIGURE = re.compile("Nos?|Art|Sec|Ch|Vol|pp?|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec")
# Words that open a sentence more often than they go on after `U.S.` or `p.m.`.
_STARTER = re.compile(
    r"(?:An?|And|As|At|But|For|Her?|His|If?|In|Its?|On|She|So|Th(?:at|e|eir|ere|ese|ey|is|ose)"
    r"|We|When|While|Who|You)(?![\w.])"
)

_LETTER = rf"[^\W\d_][{MARK}{TATWEEL}]*"
_LAST_WORD = re.compile(rf"(?:(?P<figure>\d\s*)|(?P<dot>\.))?(?P<word>(?:{_LETTER})+)\s*\Z")
_ITEM = re.compile(r"\s*[(\[]?\d{1,3}\Z")
# The initial of a surname that is withheld (`شعبان. ع، 36 عاما`); a title or item has a sign.
_INITIAL = re.compile(rf"(?![a-zA-Zو]){_LETTER}(?![^\W_]|[./)-])")
_AND_WORD = re.compile(r"[وف][^\W\d_]{2}")


def abbreviates(before: str, after: str) -> bool:
    """Whether a full stop between two stretches of a sentence does not end it.

    An Arabic letter that stands alone is a title, an initial or an era; only after a figure, and
    before a word joined by و or ف, does its full stop end the sentence as well.

    Args:
        before: The sentence up to the full stop, or the last few words of that.
        after: What follows the full stop, without leading white space.

    >>> abbreviates("وقال د", "سامي إن"), abbreviates("وقال ذلك", "سامي إن")
    (True, False)
    """
    if _ITEM.match(before) or _INITIAL.match(after):
        return True
    last = _LAST_WORD.search(before)
    if last is None:
        return False
    written, word = last["word"], fold(last["word"])
    if len(word) == 1 and written.isascii():
        return _goes_on(written, after, is_dotted=bool(last["dot"]))
    if len(word) == 1:
        return not (last["figure"] and _AND_WORD.match(after))
    if _BEFORE_FIGURE.fullmatch(written) and after[:1].isdigit():
        return True
    return _TITLE.fullmatch(word) is not None


def _goes_on(letter: str, after: str, *, is_dotted: bool) -> bool:
    """Whether a name goes on after a Latin initial, or a sentence after a dotted abbreviation."""
    if not (after[:1].isascii() and after[:1].isupper()):
        return False
    return not _STARTER.match(after) if is_dotted else letter.isupper()

"""Pairs: what speaks for and against a cue and a source, or a content, belonging together."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from .lexicon import Lexicon
from .page import OUTSIDE, Page
from .runs import Run
from .selection import core_of, level

_SIZES = (0, 1, 2, 3, 4, 6, 9, 13, 19, 27, 40, 60)
BIN = [sum(edge <= gap for edge in _SIZES) - 1 for gap in range(_SIZES[-1] + 1)]
_NEAREST = 4
FAR = {"source": 40, "content": 80}
WIDE = 60  # what stands between a pair that is farther apart is not looked at
LETTER = {"cue": "k", "source": "s", "content": "c"}
PRONOUNS = frozenset(
    [
        "i",
        "you",
        "he",
        "she",
        "we",
        "they",
        "it",
        "who",
        "this",
        "that",
        "هو",
        "هي",
        "هم",
        "نحن",
        "انا",
    ]
)

QUOTES = frozenset("\"'«»“”‘’‹›")
HINGES = frozenset(
    [
        "who",
        "that",
        "which",
        "and",
        "but",
        "as",
        "while",
        "when",
        "because",
        "if",
        "or",
        "after",
        "where",
        ":",
        ";",
        "-",
        "–",
        "—",
        "(",
        ")",
        "الذي",
        "التي",
        "وقد",
        "لكن",
        "بينما",
        "فيما",
        "كما",
        "حيث",
        "ثم",
    ]
)
_FEMININE_VERB = re.compile("^[وف]?(?:ت..|..+ت$)")
_PLURAL_VERB = re.compile("وا$|ون$")
_ARABIC = re.compile("[\u0621-\u064a]")


def _bin(gap: int) -> int:
    return BIN[min(gap, _SIZES[-1])]


@dataclass(frozen=True, slots=True)
class Pair:
    """A cue and a source or content that may belong together, by their places among the runs."""

    cue: int
    other: int


def pairs_of(page: Page, runs: Sequence[Run]) -> list[Pair]:
    """The pairs worth asking about: for each source and content the cues nearest on either side."""
    cues = [at for at, run in enumerate(runs) if run.role == "cue"]
    found = []
    for at, run in enumerate(runs):
        if run.role == "cue":
            continue
        here = bisect_left(cues, at)
        for cue in cues[max(0, here - _NEAREST) : here + _NEAREST]:
            if _gap(runs[cue], run) <= FAR[run.role]:
                found.append(Pair(cue, at))
    return found


def _gap(one: Run, two: Run) -> int:
    return two.start - one.end if one.end <= two.start else one.start - two.end


class Scene:
    """The runs of a page with what each pair of them asks about: forms, marks, agreement."""

    def __init__(self, page: Page, runs: Sequence[Run], lexicon: Lexicon) -> None:
        self.page, self.runs, self.lexicon = page, runs, lexicon
        self.pattern = "".join(LETTER[run.role] for run in runs)
        self.about = [self._about(run) for run in runs]

    def _about(self, run: Run) -> list[str]:
        """What a run says by itself in every pair it is in."""
        page, known = self.page, self.lexicon.known
        forms = page.forms
        first, last = forms[run.start], forms[run.end - 1]
        before = forms[run.start - 1] if run.start else "#"
        after = forms[run.end] if run.end < len(page) else "#"
        tag = LETTER[run.role]
        return [
            f"{tag}p{level(run.p)}",
            f"{tag}t{level(run.touches)}",
            f"{tag}f={first if first in known else '?'}",
            f"{tag}l={last if last in known else '?'}",
            f"{tag}b={before if before in known else '?'}",
            f"{tag}a={after if after in known else '?'}",
            f"{tag}n{_bin(run.end - run.start)}",
            f"{tag}q{page.quote[run.start] != OUTSIDE}{page.quote[run.end - 1] != OUTSIDE}",
        ]

    def features(self, pair: Pair) -> list[str]:
        """The features of a pair."""
        page = self.page
        cue, other = self.runs[pair.cue], self.runs[pair.other]
        side = "<" if pair.other < pair.cue else ">"
        first, second = (other, cue) if side == "<" else (cue, other)
        low, high = min(pair.cue, pair.other), max(pair.cue, pair.other)
        gap = second.start - first.end
        between = page.forms[first.end : second.start] if gap <= WIDE else []
        steps = page.sentence[second.start] - page.sentence[first.end - 1]
        lines = page.paragraph[second.start] - page.paragraph[first.end - 1]
        inner = self.pattern[low + 1 : high]
        whole = self.pattern[max(0, low - 1) : high + 2]
        commas = sum(form in (",", "،") for form in between)
        quotes = sum(form in QUOTES for form in between)
        colon = ":" in between
        core = core_of(page.forms[cue.start : cue.end], self.lexicon.cue)
        one_quotation = page.quote[cue.start] == page.quote[other.start]
        found = [
            f"g{_bin(gap)}",
            f"t{min(3, steps)}|{min(2, lines)}",
            f"i{inner[:6]}",
            f"w{whole[:8]}",
            f"k{inner.count('k')}c{inner.count('c')}",
            f"v{core}",
            f"m{min(3, commas)}{min(3, quotes)}{colon}",
            f"g{_bin(gap)}t{min(2, steps)}",
            f"o{level(cue.p) // 3}{level(other.p) // 3}",
            f"Q{self._quoted(cue)}{self._quoted(other)}{one_quotation}",
        ]
        if gap <= 3:
            found.append(f"x{' '.join(between)}")
        elif between:
            found += [f"x<{between[0]}", f"x>{between[-1]}"]
            found += [f"h{form}" for form in set(between) & HINGES]
        found += [f"A{item}" for item in agreement(page.forms[cue.start], page.forms[other.start])]
        if other.role == "source" and page.forms[other.start] in PRONOUNS and gap:
            found.append(f"pro{_bin(gap)}")
        found += self.about[pair.cue]
        found += self.about[pair.other]
        tag = side + LETTER[other.role]
        return [tag + item for item in found]

    def _quoted(self, run: Run) -> str:
        page = self.page
        return "q" if page.quote[run.start] != OUTSIDE else "o"


def agreement(verb: str, noun: str) -> list[str]:
    """Gender and number that an Arabic verb and the first word of a source show by spelling."""
    if not (_ARABIC.match(verb) and _ARABIC.match(noun)):
        return []
    feminine = "f" if _FEMININE_VERB.search(verb) else "m"
    plural = "p" if _PLURAL_VERB.search(verb) else "s"
    ending = "f" if noun.endswith("ه") else "p" if noun.endswith(("ون", "ين", "ات")) else "-"
    return [f"g{feminine}{ending}", f"n{plural}{ending}"]


def rivalry(runs: Sequence[Run], pairs: Sequence[Pair], p: Sequence[float]) -> list[list[str]]:
    """What the other pairs of its cue, and of its source or content, say about each pair."""
    by_cue: defaultdict[int, list[int]] = defaultdict(list)
    by_other: defaultdict[int, list[int]] = defaultdict(list)
    for at, pair in enumerate(pairs):
        by_cue[pair.cue].append(at)
        by_other[pair.other].append(at)
    rows = []
    for at, pair in enumerate(pairs):
        role = runs[pair.other].role
        side = pair.other < pair.cue
        rival = max((p[k] for k in by_other[pair.other] if k != at), default=0.0)
        same = opposite = across = 0.0
        for k in by_cue[pair.cue]:
            if k == at:
                continue
            if runs[pairs[k].other].role != role:
                across = max(across, p[k])
            elif (pairs[k].other < pair.cue) == side:
                same = max(same, p[k])
            else:
                opposite = max(opposite, p[k])
        own = level(p[at])
        tag = ("<" if side else ">") + LETTER[role]
        rows.append(
            [
                tag + f"p{own}",
                tag + f"r{level(rival)}",
                tag + f"p{own}r{level(rival)}",
                tag + f"s{level(same)}",
                tag + f"o{level(opposite)}",
                tag + f"a{level(across)}",
                tag + f"p{own}s{level(same)}",
                tag + f"p{own}o{level(opposite)}",
                tag + f"p{own}a{level(across)}",
            ]
        )
    return rows

"""Pair scores: how likely each pair belongs together, for all pairs of a page at a time.

These are the two classifiers of `Scene.features`, and the second one's `rivalry`, their weights
found by number.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import product

import numpy

from .codes import EDGE, UNKNOWN, Codes
from .lexicon import Lexicon
from .loglinear import LogLinear, chances
from .page import OUTSIDE, Page
from .pairs import BIN, HINGES, LETTER, PRONOUNS, QUOTES, WIDE, Pair, agreement
from .runs import ROLES, Run
from .selection import LEVELS, core_of, levels
from .tables import Ints, Numbers, Weights

_LETTERS = tuple(LETTER[role] for role in ROLES)
_CONTENT = ROLES.index("content")
_TAGS = ("<s", "<c", ">s", ">c")
_STEPS = range(LEVELS)
_SIZES = range(BIN[-1] + 1)
_BINS = numpy.array(BIN)
_FLAGS = (False, True)
_TABLES = {
    "g": [f"g{at}" for at in _SIZES],
    "gt": [f"g{gap}t{steps}" for gap in _SIZES for steps in range(3)],
    "t": [f"t{steps}|{lines}" for steps in range(4) for lines in range(3)],
    "m": [f"m{commas}{quotes}{colon}" for commas, quotes, colon in product("0123", "0123", _FLAGS)],
    "o": [f"o{cue}{other}" for cue, other in product(range(5), repeat=2)],
    "Q": [f"Q{cue}{other}{one}" for cue, other, one in product("oq", "oq", _FLAGS)],
    "pro": [*(f"pro{at}" for at in _SIZES), ""],
}
_RIVALS = {
    **{tag: [f"{tag}{at}" for at in _STEPS] for tag in "prsoa"},
    **{f"p{tag}": [f"p{one}{tag}{two}" for one in _STEPS for two in _STEPS] for tag in "rsoa"},
}
_ABOUT = {
    "p": [f"p{at}" for at in _STEPS],
    "t": [f"t{at}" for at in _STEPS],
    "n": [f"n{at}" for at in _SIZES],
    "q": [f"q{first}{last}" for first, last in product(_FLAGS, repeat=2)],
}
_FORMS = "flba"
_STOPS = {",": 1, "،": 1, **dict.fromkeys(QUOTES, 2), ":": 3}


class PairScores:
    """The weights of the features of pairs, laid out in tables."""

    def __init__(self, first: LogLinear, second: LogLinear, lexicon: Lexicon) -> None:
        weights = self._weights = Weights.of(first.weights, second.weights)
        self._bias = numpy.array([first.bias, second.bias])
        self._lexicon = lexicon
        self._tables, self._rivals = (
            {
                name: numpy.array([weights.rows(tag + item for item in items) for tag in _TAGS])
                for name, items in tables.items()
            }
            for tables in (_TABLES, _RIVALS)
        )
        # By the tag of the pair and by the role of the run.
        whose = [[tag + letter for letter in _LETTERS] for tag in _TAGS]
        self._about = {
            name: numpy.array(
                [[weights.rows(tag + item for item in items) for tag in row] for row in whose]
            )
            for name, items in _ABOUT.items()
        }
        place = lexicon.coder.place
        self._shown = {
            name: numpy.array(
                [[weights.by_form(f"{tag}{name}=", place) for tag in row] for row in whose]
            )
            for name in _FORMS
        }

    def p(self, codes: Codes, runs: Sequence[Run], pairs: Sequence[Pair]) -> list[float]:
        """The probability of each pair; at least one pair."""
        cue, other = numpy.array([(pair.cue, pair.other) for pair in pairs]).T
        role = numpy.array([ROLES.index(run.role) for run in runs])
        tag = 2 * (other > cue) + (role[other] == _CONTENT)
        bounds = numpy.array([(run.start, run.end) for run in runs])
        total: Numbers = numpy.repeat(self._bias[None], len(pairs), axis=0)
        for name, numbers in _standing(codes, runs, bounds, cue, other):
            total += self._tables[name][tag, numbers]
        about = self._of_runs(codes, runs, bounds, role)
        total += about[tag, cue] + about[tag, other]
        total += self._words(codes.page, runs, pairs)
        alone = chances(total[:, 0])
        for name, numbers in rivals(alone, cue, other, tag):
            total[:, 1] += self._rivals[name][tag, numbers, 1]
        found: list[float] = chances(total[:, 1]).tolist()
        return found

    def _of_runs(self, codes: Codes, runs: Sequence[Run], bounds: Ints, role: Ints) -> Numbers:
        """What each run says by itself in a pair of each tag."""
        start, end = bounds.T
        beyond = EDGE if "#" in self._lexicon.known else UNKNOWN
        shown = numpy.pad(codes.shown, 1, constant_values=beyond)
        quoted = (codes.quote != OUTSIDE).astype(int)
        sure = numpy.array([(run.p, run.touches) for run in runs])
        at = {
            "p": levels(sure[:, 0]),
            "t": levels(sure[:, 1]),
            "n": _binned(end - start),
            "q": 2 * quoted[start] + quoted[end - 1],
        }
        forms = {"f": start + 1, "l": end, "b": start, "a": end + 1}
        total: Numbers = numpy.zeros((len(_TAGS), len(runs), 2))
        for name, numbers in at.items():
            total += self._about[name][:, role, numbers]
        for name, places in forms.items():
            total += self._shown[name][:, role, shown[places]]
        return total

    def _words(self, page: Page, runs: Sequence[Run], pairs: Sequence[Pair]) -> Numbers:
        """The cue's word, the runs and words between the two, and their agreement."""
        forms, pattern = page.forms, "".join(LETTER[run.role] for run in runs)
        hinges = [at for at, form in enumerate(forms) if form in HINGES]
        cores = [core_of(forms[run.start : run.end], self._lexicon.cue) for run in runs]
        where: list[int] = []
        names: list[str] = []
        for at, pair in enumerate(pairs):
            low, high = sorted((pair.cue, pair.other))
            inner, start, end = pattern[low + 1 : high], runs[low].end, runs[high].start
            found = [
                f"i{inner[:6]}",
                f"w{pattern[max(0, low - 1) : high + 2][:8]}",
                f"k{inner.count('k')}c{inner.count('c')}",
                f"v{cores[pair.cue]}",
            ]
            if end - start <= 3:
                found.append(f"x{' '.join(forms[start:end])}")
            elif end - start <= WIDE:
                found += (f"x<{forms[start]}", f"x>{forms[end - 1]}")
                inside = hinges[bisect_left(hinges, start) : bisect_left(hinges, end)]
                found += {f"h{forms[place]}" for place in inside}
            verb, noun = forms[runs[pair.cue].start], forms[runs[pair.other].start]
            if not noun[:1].isascii():
                found += [f"A{item}" for item in agreement(verb, noun)]
            tag = ("<" if low == pair.other else ">") + pattern[pair.other]
            names += [tag + name for name in found]
            where += [at] * len(found)
        total: Numbers = numpy.zeros((len(pairs), 2))
        numpy.add.at(total, where, self._weights.rows(names))
        return total


def _standing(
    codes: Codes, runs: Sequence[Run], bounds: Ints, cue: Ints, other: Ints
) -> Iterator[tuple[str, Ints]]:
    """How pairs lie to each other, to sentences and to quotations, and how sure their runs are."""
    forms = codes.page.forms
    start = bounds[numpy.minimum(cue, other), 1]
    end = bounds[numpy.maximum(cue, other), 0]
    gap = end - start
    steps = codes.sentence[end] - codes.sentence[start - 1]
    lines = codes.paragraph[end] - codes.paragraph[start - 1]
    yield "g", _binned(gap)
    yield "gt", _binned(gap) * 3 + steps.clip(max=2)
    yield "t", steps.clip(max=3) * 3 + lines.clip(max=2)
    kinds = numpy.array([_STOPS.get(form, 0) for form in forms])
    before = numpy.pad((kinds == [[1], [2], [3]]).cumsum(axis=1), ((0, 0), (1, 0)))
    commas, quotes, colons = numpy.where(gap <= WIDE, before[:, end] - before[:, start], 0)
    yield "m", commas.clip(max=3) * 8 + quotes.clip(max=3) * 2 + colons.clip(max=1)
    sure = levels(numpy.array([run.p for run in runs])) // 3
    yield "o", sure[cue] * 5 + sure[other]
    quote = codes.quote[bounds[:, 0]]
    quoted = (quote != OUTSIDE).astype(int)
    yield "Q", quoted[cue] * 4 + quoted[other] * 2 + (quote[cue] == quote[other])
    pronoun = numpy.array([run.role == "source" and forms[run.start] in PRONOUNS for run in runs])
    yield "pro", numpy.where(pronoun[other] & (gap != 0), _binned(gap), len(_SIZES))


def rivals(p: Numbers, cue: Ints, other: Ints, tag: Ints) -> Iterator[tuple[str, Ints]]:
    """The levels of pairs, and of the likeliest other pairs of their cues, sources and contents.

    Args:
        p: How likely each pair is by itself.
        cue: The place of its cue among the runs.
        other: The place of its source or content.
        tag: Its side and role, as a place in `_TAGS`.
    """
    family = cue * len(_TAGS) + tag
    best = numpy.zeros(family.max() + len(_TAGS))
    numpy.maximum.at(best, family, p)
    own = levels(p)
    yield "p", own
    for name, rival in (
        ("r", _best_other(p, other)),
        ("s", _best_other(p, family)),
        ("o", best[family - tag + (tag ^ 2)]),
        ("a", numpy.maximum(best[family - tag + (tag ^ 1)], best[family - tag + (tag ^ 3)])),
    ):
        yield name, levels(rival)
        yield f"p{name}", own * LEVELS + levels(rival)


def _best_other(p: Numbers, group: Ints) -> Numbers:
    """The likeliest of the others in the group of each; 0 where there is none."""
    order = numpy.argsort(p, kind="stable")
    winner = numpy.zeros(group.max() + 1, dtype=int)
    winner[group[order]] = order
    second = numpy.zeros(len(winner))
    beaten = winner[group] != numpy.arange(len(p))
    numpy.maximum.at(second, group[beaten], p[beaten])
    found: Numbers = numpy.where(beaten, p[winner[group]], second[group])
    return found


def _binned(gaps: Ints) -> Ints:
    found: Ints = _BINS[gaps.clip(max=len(BIN) - 1)]
    return found

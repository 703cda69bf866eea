"""Run scores: the two judgements on each proposed run, for all runs of a page at a time.

These are the classifiers of `run_features`, their weights found by number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import numpy

from .codes import EDGE, Codes
from .lexicon import Lexicon
from .loglinear import LogLinear, chances
from .page import OUTSIDE, Page
from .runs import ROLES, Run, runs_of
from .selection import GAPS, LEVELS, SIZES, core_of, levels
from .tables import Ints, Numbers, Weights

_TAGS = tuple(f"{role[:2]}:" for role in ROLES)
_CUE, _SOURCE = ROLES.index("cue"), ROLES.index("source")
_STEPS = range(LEVELS)
_LIES = ["".join(item) for item in product("-^", "$.-", "0123", "012")]
_MARKS = ["".join(item) for item in product("#i-[]", repeat=4)]
_TABLES = {
    **{tag: [f"{tag}{at}" for at in _STEPS] for tag in "psrimSE"},
    "ps": [f"p{one}s{two}" for one in _STEPS for two in _STEPS],
    "pr": [f"p{one}r{two}" for one in _STEPS for two in _STEPS],
    "n": [f"n{at}" for at in range(len(SIZES) + 1)],
    **{f"{tag}{role}": [f"{tag}{role}{at}" for at in _STEPS] for tag in "LR" for role in ROLES},
    "LR": [f"LR{one}|{two}" for one in range(5) for two in range(5)],
    "h": ["hFalse", "hTrue"],
    "e": [f"e{item}" for item in _LIES],
    "q": [f"q{item}" for item in _MARKS],
    "Q": ["Q" + "".join(map(str, item)) for item in product((False, True), repeat=3)],
}
_FORMS, _PAIRS = "flba", ("ba", "la", "bf")


class RunScores:
    """The weights of the features of `run_features`, laid out in tables."""

    def __init__(self, exact: LogLinear, touching: LogLinear, lexicon: Lexicon) -> None:
        weights = self._weights = Weights.of(exact.weights, touching.weights)
        self._bias = numpy.array([exact.bias, touching.bias])
        self._lexicon, place = lexicon, lexicon.coder.place
        self._tables = {
            name: numpy.array([weights.rows(tag + item for item in items) for tag in _TAGS])
            for name, items in _TABLES.items()
        }
        for name in _FORMS:
            rows = [weights.by_form(f"{tag}{name}=", place) for tag in _TAGS]
            self._tables[name] = numpy.array(rows)
        self._pairs = {
            name: [weights.by_pair([f"{tag}{name}="], place) for tag in _TAGS] for name in _PAIRS
        }
        self._lies = weights.sparse(_marked_lies(weights))

    def p(self, codes: Codes, runs: Sequence[Run]) -> Numbers:
        """How likely each run is one exactly, and touches one: a row each, at least one run."""
        role, start, end = (
            numpy.array(row)
            for row in zip(
                *((ROLES.index(run.role), run.start, run.end) for run in runs), strict=True
            )
        )
        p = numpy.array([run.p for run in runs])
        total: Numbers = numpy.repeat(self._bias[None], len(runs), axis=0)
        for name, numbers in (
            *_standing(len(codes.shown), role, start, end, p),
            *_hinted(codes.page, runs),
        ):
            total += self._tables[name][role, numbers]
        total += self._edges(codes, role, start, end)
        total += self._words(codes, runs)
        return chances(total)

    def _edges(self, codes: Codes, role: Ints, start: Ints, end: Ints) -> Numbers:
        """The words and marks at the edges of runs, and how they lie to sentences."""
        shown = numpy.pad(codes.shown, 1, constant_values=EDGE)
        at = {"b": shown[start], "f": shown[start + 1], "l": shown[end], "a": shown[end + 1]}
        marks, lies = _marks(codes)[_around(start, end)], _lies(codes, start, end)
        marks = marks @ 5 ** numpy.arange(3, -1, -1)
        one, two = codes.quote[start], codes.quote[end - 1]
        at["Q"] = 4 * (one != OUTSIDE) + 2 * (two != OUTSIDE) + (one == two)
        at["e"], at["q"] = lies, marks
        total = self._lies.at((role * len(_MARKS) + marks) * len(_LIES) + lies)[:, 0]
        for name, numbers in at.items():
            total += self._tables[name][role, numbers]
        width = self._tables["f"].shape[1]
        for number in range(len(ROLES)):
            here = numpy.flatnonzero(role == number)
            for name in _PAIRS:
                first, second = (at[letter][here] for letter in name)
                total[here] += self._pairs[name][number].at(first * width + second)[:, 0]
        return total

    def _words(self, codes: Codes, runs: Sequence[Run]) -> Numbers:
        """The words of cues and sources."""
        forms, rates = codes.page.forms, self._lexicon.cue
        marks = numpy.append(0, numpy.cumsum(~codes.is_word)).tolist()
        where: list[int] = []
        names: list[str] = []
        for at, run in enumerate(runs):
            if run.role == "cue":
                core = core_of(forms[run.start : run.end], rates)
                words = " ".join(forms[run.start : min(run.end, run.start + 4)])
                names += (f"cu:c={core}", f"cu:w={words}", f"cu:cl{rates.get(core, 0)}")
                where += (at, at, at)
            elif run.role == "source":
                words = " ".join(forms[run.start : min(run.end, run.start + 3)])
                names += (f"so:w={words}", f"so:x{min(marks[run.end] - marks[run.start], 4)}")
                where += (at, at)
        total: Numbers = numpy.zeros((len(runs), 2))
        numpy.add.at(total, where, self._weights.rows(names))
        return total


def _standing(
    count: int, role: Ints, start: Ints, end: Ints, p: Numbers
) -> Iterator[tuple[str, Ints]]:
    """The levels of runs, of their rivals and of their neighbours on a page of `count` words."""
    one, two = overlapping(start, end)
    alike = role[one] == role[two]
    same, rival, inside = numpy.zeros((3, len(p)))
    numpy.maximum.at(same, one[alike], p[two[alike]])
    numpy.maximum.at(rival, one[~alike], p[two[~alike]])
    cues = ~alike & (role[two] == _CUE)
    numpy.maximum.at(inside, one[cues], p[two[cues]])
    mass = numpy.bincount(one[alike], p[two[alike]], len(p)).clip(max=1.0)
    own = levels(p)
    found = {"s": levels(same), "r": levels(rival), "i": levels(inside), "m": levels(mass)}
    yield "p", own
    yield from found.items()
    yield "ps", own * LEVELS + found["s"]
    yield "pr", own * LEVELS + found["r"]
    yield "n", numpy.searchsorted(SIZES, end - start, side="right")
    # A row for each role, with room for what stands beyond either edge of the page.
    wide = count + 1 + 2 * GAPS
    starts, ends = (
        numpy.bincount(role * wide + at + GAPS, p, len(ROLES) * wide).clip(max=1.0)
        for at in (start, end)
    )
    yield "S", levels(starts[role * wide + start + GAPS])
    yield "E", levels(ends[role * wide + end + GAPS])
    steps = numpy.arange(GAPS)[:, None]
    for number, name in enumerate(ROLES):
        left = levels(ends[number * wide + start + GAPS - steps].max(axis=0))
        right = levels(starts[number * wide + end + GAPS + steps].max(axis=0))
        yield f"L{name}", left
        yield f"R{name}", right
        if name == "cue":
            yield "LR", left // 3 * 5 + right // 3


def overlapping(start: Ints, end: Ints) -> tuple[Ints, Ints]:
    """The places of all ranges that share a word with another, each beside that of the other."""
    order = numpy.lexsort((end, start))
    first = numpy.arange(len(order))
    last = numpy.searchsorted(start[order], end[order])
    counts = last - first - 1
    one = numpy.repeat(first, counts)
    offset = numpy.arange(len(one)) - numpy.repeat(numpy.cumsum(counts) - counts, counts)
    one, two = order[one], order[one + 1 + offset]
    return numpy.concatenate([one, two]), numpy.concatenate([two, one])


def _hinted(page: Page, runs: Sequence[Run]) -> Iterator[tuple[str, Ints]]:
    """Whether the rules found the same runs, where they were asked."""
    if page.hints:
        said = {(run.role, run.start, run.end) for run in runs_of(page.hints)}
        found = [(run.role, run.start, run.end) in said for run in runs]
        yield "h", numpy.array(found, dtype=int)


def _around(start: Ints, end: Ints) -> Ints:
    """The words before, at and after the edges of ranges, on a page with one more before it."""
    places: Ints = numpy.stack([start, start + 1, end, end + 1], axis=1)
    return places


def _marks(codes: Codes) -> Ints:
    """What each word is to the quotations, with the edges of the page, as places in `#i-[]`."""
    quoted = numpy.pad(codes.quote != OUTSIDE, 1)
    before, inside, after = quoted[:-2], quoted[1:-1], quoted[2:]
    kinds = [inside, codes.is_word, after, before]
    return numpy.pad(numpy.select(kinds, [1, 2, 3, 4], 2), 1)


def _lies(codes: Codes, start: Ints, end: Ints) -> Ints:
    """How ranges lie to sentences, as places in `_LIES`."""
    sentence = numpy.pad(codes.sentence, (1, 2), constant_values=-1)
    opens = sentence[start] != sentence[start + 1]
    closes = sentence[end + 1] != sentence[end]
    almost = sentence[end + 2] != sentence[end]
    closing = numpy.where(closes, 0, numpy.where(almost, 1, 2))
    crossed = (codes.sentence[end - 1] - codes.sentence[start]).clip(max=3)
    lines = (codes.paragraph[end - 1] - codes.paragraph[start]).clip(max=2)
    found: Ints = ((opens * 3 + closing) * 4 + crossed) * 3 + lines
    return found


def _marked_lies(weights: Weights) -> dict[int, list[str]]:
    """The names of features that are marks and a way to lie, by the number of these and a role."""
    marks, lies = ({item: at for at, item in enumerate(items)} for items in (_MARKS, _LIES))
    names = {}
    for role, tag in enumerate(_TAGS):
        for rest in weights.starting(f"{tag}q"):
            one, two = marks.get(rest[:4]), lies.get(rest[4:])
            if one is not None and two is not None:
                names[(role * len(_MARKS) + one) * len(_LIES) + two] = [f"{tag}q{rest}"]
    return names

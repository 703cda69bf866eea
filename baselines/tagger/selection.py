"""Selection: which of the proposed runs are taken, by two trained judgements on each."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy

from .lexicon import Lexicon
from .page import OUTSIDE, Page
from .runs import ROLES, Role, Run, runs_of
from .tables import Ints, Numbers

EDGES = (0.06, 0.1, 0.15, 0.2, 0.27, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.92, 0.97)
SIZES = (1, 2, 3, 4, 6, 9, 13, 19, 27, 40, 60, 100)
GAPS = 3
_BLOCK = 8
LEVELS = len(EDGES) + 1
_ANY: Mapping[Role, float] = {"cue": 0.02, "source": 0.02, "content": 0.02}


def level(p: float) -> int:
    """The step of a probability on a scale of fourteen."""
    return bisect_right(EDGES, p)


def levels(p: Numbers) -> Ints:
    """The steps of several probabilities."""
    found: Ints = numpy.searchsorted(EDGES, p, side="right")
    return found


def core_of(forms: Sequence[str], rates: Mapping[str, int]) -> str:
    """The first of some words that are cues most often."""
    return max(forms, key=lambda form: rates.get(form, 0))


def select(
    runs: Sequence[Run], thresholds: Mapping[Role, float], touching: Mapping[Role, float]
) -> list[Run]:
    """The runs to take, in text order, none overlapping.

    First those that are probably exact; where none of them is, the likeliest of those that
    probably share words with a right one.
    """
    sure = choose(runs, thresholds)
    starts = [run.start for run in sure]
    rest = []
    for run in runs:
        before = bisect_right(starts, run.start)
        clear = (not before or sure[before - 1].end <= run.start) and (
            before == len(sure) or run.end <= sure[before].start
        )
        if clear and run.touches >= touching[run.role]:
            rest.append(run)
    return sorted([*sure, *choose(rest, _ANY)], key=lambda run: run.start)


def choose(runs: Sequence[Run], thresholds: Mapping[Role, float]) -> list[Run]:
    """The runs that do not overlap and together exceed their thresholds most, in text order."""
    wanted = [run for run in runs if run.p > thresholds[run.role]]
    wanted.sort(key=lambda run: (run.end, run.start, run.role))
    ends = [run.end for run in wanted]
    best, steps = [0.0], list[int]()
    for at, run in enumerate(wanted):
        before = bisect_right(ends, run.start, 0, at)
        value = best[before] + run.p - thresholds[run.role]
        steps.append(before if value > best[at] else -1)
        best.append(max(best[at], value))
    chosen = []
    at = len(wanted)
    while at:
        if steps[at - 1] >= 0:
            chosen.append(wanted[at - 1])
            at = steps[at - 1]
        else:
            at -= 1
    return chosen[::-1]


def judged(runs: Sequence[Run], exact: Sequence[float], touches: Sequence[float]) -> list[Run]:
    """The runs with what was judged about each."""
    return [
        Run(run.role, run.start, run.end, p, q)
        for run, p, q in zip(runs, exact, touches, strict=True)
    ]


@dataclass
class _Field:
    """The runs of a page by where they start, end and lie."""

    page: Page
    lexicon: Lexicon
    starts: dict[tuple[Role, int], float] = field(default_factory=dict)
    ends: dict[tuple[Role, int], float] = field(default_factory=dict)
    blocks: defaultdict[int, list[Run]] = field(default_factory=lambda: defaultdict(list))
    hinted: set[tuple[Role, int, int]] = field(default_factory=set)

    def near(self, run: Run) -> dict[int, Run]:
        """The other runs that share a word with a run."""
        return {
            id(other): other
            for block in range(run.start // _BLOCK, (run.end - 1) // _BLOCK + 1)
            for other in self.blocks[block]
            if other is not run and other.start < run.end and run.start < other.end
        }


def run_features(page: Page, runs: Sequence[Run], lexicon: Lexicon) -> list[list[str]]:
    """What speaks for and against each proposed run: its edges, its rivals and its neighbours."""
    found = _Field(page, lexicon)
    found.hinted = {(run.role, run.start, run.end) for run in runs_of(page.hints)}
    for run in runs:
        start, end = (run.role, run.start), (run.role, run.end)
        found.starts[start] = min(1.0, found.starts.get(start, 0.0) + run.p)
        found.ends[end] = min(1.0, found.ends.get(end, 0.0) + run.p)
        for block in range(run.start // _BLOCK, (run.end - 1) // _BLOCK + 1):
            found.blocks[block].append(run)
    return [
        [f"{run.role[:2]}:{item}" for item in (*_standing(found, run), *_edges(found, run))]
        for run in runs
    ]


def _standing(found: _Field, run: Run) -> list[str]:
    """The probabilities of a run, of its rivals and of its neighbours."""
    same = rival = mass = inside = 0.0
    for other in found.near(run).values():
        if other.role == run.role:
            same = max(same, other.p)
            mass += other.p
        else:
            rival = max(rival, other.p)
            if other.role == "cue":
                inside = max(inside, other.p)
    p, s, r = level(run.p), level(same), level(rival)
    items = [
        f"p{p}",
        f"s{s}",
        f"r{r}",
        f"p{p}s{s}",
        f"p{p}r{r}",
        f"i{level(inside)}",
        f"m{level(min(mass, 1.0))}",
        f"S{level(found.starts[run.role, run.start])}",
        f"E{level(found.ends[run.role, run.end])}",
        f"n{bisect_right(SIZES, run.end - run.start)}",
    ]
    for role in ROLES:
        left = max(found.ends.get((role, run.start - gap), 0.0) for gap in range(GAPS))
        right = max(found.starts.get((role, run.end + gap), 0.0) for gap in range(GAPS))
        items += [f"L{role}{level(left)}", f"R{role}{level(right)}"]
        if role == "cue":
            items.append(f"LR{level(left) // 3}|{level(right) // 3}")
    if found.page.hints:
        items.append(f"h{(run.role, run.start, run.end) in found.hinted}")
    return items


def _edges(found: _Field, run: Run) -> list[str]:
    """The words and marks at a run's edges, and how it lies to sentences and quotations."""
    page, known = found.page, found.lexicon.known
    start, end, count = run.start, run.end, len(page)
    places = (start - 1, start, end - 1, end)
    before, first, last, after = (
        (page.forms[at] if page.forms[at] in known else "?") if 0 <= at < count else "#"
        for at in places
    )
    lies = _lies(page, start, end)
    marks = "".join(_mark(page, at) for at in places)
    one, two = page.quote[start], page.quote[end - 1]
    items = [
        f"f={first}",
        f"l={last}",
        f"b={before}",
        f"a={after}",
        f"ba={before}|{after}",
        f"la={last}|{after}",
        f"bf={before}|{first}",
        f"e{lies}",
        f"q{marks}",
        f"q{marks}{lies}",
        f"Q{one != OUTSIDE}{two != OUTSIDE}{one == two}",
    ]
    forms = page.forms[start:end]
    if run.role == "cue":
        rates = found.lexicon.cue
        core = core_of(forms, rates)
        items += [f"c={core}", f"w={' '.join(forms[:4])}", f"cl{rates.get(core, 0)}"]
    elif run.role == "source":
        stops = sum(not word.is_word for word in page.words[start:end])
        items += [f"w={' '.join(forms[:3])}", f"x{min(stops, 4)}"]
    return items


def _lies(page: Page, start: int, end: int) -> str:
    """How a range lies to sentences: at their edges or not, and how many it crosses."""
    count, sentence = len(page), page.sentence
    opens = start == 0 or sentence[start - 1] != sentence[start]
    closes = end == count or sentence[end] != sentence[end - 1]
    almost = end + 1 >= count or sentence[end + 1] != sentence[end - 1]
    crossed = min(3, sentence[end - 1] - sentence[start])
    lines = min(2, page.paragraph[end - 1] - page.paragraph[start])
    return f"{'^' if opens else '-'}{'$' if closes else '.' if almost else '-'}{crossed}{lines}"


def _mark(page: Page, at: int) -> str:
    """What a place is to the quotations: inside, outside, or a mark that opens or closes one."""
    if not 0 <= at < len(page):
        return "#"
    if page.quote[at] != OUTSIDE:
        return "i"
    if page.words[at].is_word:
        return "-"
    if at + 1 < len(page) and page.quote[at + 1] != OUTSIDE:
        return "["
    return "]" if at and page.quote[at - 1] != OUTSIDE else "-"

"""Word scores: what the place of each word and its neighbours add to the score of each label.

This is `Features.context` with its weights summed, found by number for a whole page at a time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy

from .codes import EDGE, Codes, Flags
from .features import BIN, COMMAS, COMPLEMENTS, STRONG, likely_cue, speakers
from .lexicon import Lexicon
from .page import OUTSIDE, Page, Range
from .runs import LABELS
from .tables import Ints, Numbers, Weights

_BINS = numpy.array(BIN)
_SIZES = range(BIN[-1] + 1)
_GAPS, _COMMAS_SEEN = range(5), range(3)
_THAT = ("", "t")
_SPOKEN = 4
_HINTS = {label: at for at, label in enumerate(("#", *LABELS))}


class WordScores:
    """The weights of the features of `Features.context`, laid out in tables."""

    def __init__(self, weights: Weights, lexicon: Lexicon) -> None:
        self._weights = weights
        place = self._place = lexicon.coder.place
        self._beside = weights.by_pair(("b<", "b>", "b<<", "b>>"), place)
        self._across = weights.by_pair(("b=",), place)
        self._kinds = max(lexicon.coarse.values(), default=0) + 2
        kinds = {str(at - 1): at for at in range(self._kinds)}
        self._classes = weights.sparse(_triples(weights, ("k<", "k>"), kinds), 2)
        self._levels = weights.sparse(_figures(weights, "l<", 5))
        self._origins = weights.sparse(_figures(weights, "o<", 3))
        self._cues = sorted(form for form, rate in lexicon.cue.items() if rate >= STRONG)
        self._cue_at = {form: at for at, form in enumerate(self._cues)}
        rows = weights.rows
        self._said = {side: _said(weights, side, self._cues) for side in "ba"}
        self._first, self._left = (rows(f"{tag}{at}" for at in _SIZES) for tag in ("si", "sl"))
        self._opens, self._closes = (
            rows([*(f"{tag}{at}" for at in range(4)), ""]) for tag in ("pi", "pl")
        )
        self._count = rows(f"sc{at}" for at in range(4))
        self._in, self._until = (rows(f"{tag}{at}" for at in _SIZES) for tag in ("qi", "ql"))
        self._spoken = rows(f"sp{at}" for at in range(_SPOKEN))
        self._spoken[0] = 0.0
        self._hints = (
            rows(f"h0{label}" for label in _HINTS),
            rows(f"h-{one}|{two}" for one in _HINTS for two in _HINTS),
            rows(f"h+{one}|{two}" for one in _HINTS for two in _HINTS),
        )

    def of(self, codes: Codes) -> Numbers:
        """The score of each label for each word, one row a word, at least one word."""
        cues = codes.cue >= STRONG
        scores = self._neighbours(codes)
        scores += self._sentences(codes, cues)
        scores += self._quotations(codes, cues)
        scores += self._spoken[_said_beside(codes.page, cues)]
        if codes.paragraph[-1] > 0:
            scores[codes.paragraph == 0] += self._weights.sum(["head"])
        if codes.page.hints:
            scores += self._hinted(codes.page)
        return scores

    def _neighbours(self, codes: Codes) -> Numbers:
        """The words, classes and levels beside each word."""
        count = len(codes.shown)
        forms = numpy.pad(codes.shown, 2, constant_values=EDGE)
        pairs = self._beside.at(forms[:-1] * len(self._place) + forms[1:])
        scores: Numbers = pairs[1 : count + 1, 0] + pairs[2 : count + 2, 1]
        scores += pairs[:count, 2]
        scores += pairs[3 : count + 3, 3]
        scores += self._across.at(forms[1:-3] * len(self._place) + forms[3:-1])[:, 0]
        # Beyond the edges stands class 0, so that its code is 1 as that of `0` is.
        kinds = numpy.pad(codes.coarse + 1, (1, 2), constant_values=1)
        base = self._kinds
        triples = self._classes.at((kinds[:-2] * base + kinds[1:-1]) * base + kinds[2:])
        scores += triples[:count, 0]
        scores += triples[1 : count + 1, 1]
        rates = numpy.pad(codes.cue, 2)
        keys = sum(10 ** (4 - at) * rates[at : at + count] for at in range(5))
        scores += self._levels.at(numpy.asarray(keys))[:, 0]
        rates = numpy.pad(codes.source, 1)
        keys = sum(10 ** (2 - at) * rates[at : at + count] for at in range(3))
        scores += self._origins.at(numpy.asarray(keys))[:, 0]
        return scores

    def _sentences(self, codes: Codes, cues: Flags) -> Numbers:
        """The place of each word in its sentence, and the likely cues on either side of it."""
        page, count = codes.page, len(cues)
        places = numpy.arange(count)
        starts = numpy.flatnonzero(numpy.diff(codes.sentence, prepend=-1))
        sizes = numpy.diff(starts, append=count)
        start = numpy.repeat(starts, sizes)
        end = start + numpy.repeat(sizes, sizes)
        whole = self._weights.rows(f"sf{page.forms[at]}" for at in starts.tolist())
        whole += self._count[numpy.add.reduceat(cues.astype(int), starts).clip(max=3)]
        scores: Numbers = numpy.repeat(whole, sizes, axis=0)
        first, left = places - start, end - 1 - places
        scores += self._first[_binned(first)] + self._left[_binned(left)]
        lines = numpy.pad(codes.paragraph, 1, constant_values=-1)
        opens, closes = lines[start + 1] != lines[start], lines[end] != lines[end + 1]
        scores += self._opens[numpy.where(opens, first.clip(max=3), 4)]
        scores += self._closes[numpy.where(closes, left.clip(max=3), 4)]
        before = numpy.maximum.accumulate(numpy.where(cues, places, -1))
        after = numpy.minimum.accumulate(numpy.where(cues, places, count)[::-1])[::-1]
        before, after = numpy.append(-1, before[:-1]), numpy.append(after[1:], count)
        between = _counts(page)
        for side, near, here in (("b", before, before >= start), ("a", after, after < end)):
            scores += self._beside_cue(page, side, numpy.where(here, near, -1), between)
        return scores

    def _beside_cue(self, page: Page, side: str, near: Ints, between: Ints) -> Numbers:
        """What the nearest likely cue on one side adds, -1 where there is none."""
        alone, apart, together = self._said[side]
        has = numpy.flatnonzero(near >= 0)
        said = near[has]
        cue = numpy.array([self._cue_at[page.forms[at]] for at in said.tolist()], dtype=int)
        gap = numpy.abs(has - said)
        commas, that = (
            between[:, numpy.maximum(has, said)] - between[:, numpy.minimum(has, said) + 1]
        )
        commas, that = commas.clip(max=2), that.clip(max=1)
        scores: Numbers = numpy.repeat(alone[-1:], len(near), axis=0)
        key = ((cue * len(_GAPS) + gap.clip(max=4)) * len(_COMMAS_SEEN) + commas) * 2 + that
        scores[has] = alone[cue] + apart[_binned(gap) * len(_COMMAS_SEEN) + commas] + together[key]
        return scores

    def _quotations(self, codes: Codes, cues: Flags) -> Numbers:
        """Where each word stands in or at a quotation, and the likely cues beside that."""
        page, weights, count = codes.page, self._weights, len(cues)
        near = cues.tolist()
        scores: Numbers = numpy.repeat(weights.rows(["q-"]), count, axis=0)
        for start, end in _quoted(codes.quote):
            closed = "c" if page.quotations[page.quote[start]].closed else "u"
            before = likely_cue(page, near, range(start - 2, max(-1, start - 9), -1))
            after = likely_cue(page, near, range(end + 1, min(count, end + 8)))
            size = BIN[min(end - start, len(BIN) - 1)]
            whole = weights.sum([f"qn{closed}{size}", f"qb{before}", f"qa{after}"])
            far = _binned(numpy.arange(end - start))
            inside = self._in[far] + self._until[far[::-1]]
            scores[start:end] = inside + whole + weights.sum([f"q{closed}"])
            if start:
                scores[start - 1] = whole + weights.sum([f"q[{closed}"])
            if end < count:
                scores[end] = whole + weights.sum([f"q]{closed}"])
        return scores

    def _hinted(self, page: Page) -> Numbers:
        """What the labels that the rules gave the words add."""
        here, before, after = self._hints
        labels = numpy.array([_HINTS[label] for label in ("#", *page.hints, "#")])
        pairs = labels[:-1] * len(_HINTS) + labels[1:]
        scores: Numbers = here[labels[1:-1]] + before[pairs[:-1]] + after[pairs[1:]]
        return scores


def _triples(
    weights: Weights, prefixes: Sequence[str], kinds: Mapping[str, int]
) -> dict[int, list[str]]:
    """The names that are a prefix and three classes, by the number that these make."""
    names = {}
    for prefix in prefixes:
        for rest in weights.starting(prefix):
            row = [kinds.get(kind) for kind in rest.split("|")]
            if len(row) == 3 and None not in row:
                one, two, three = (at or 0 for at in row)
                key = (one * len(kinds) + two) * len(kinds) + three
                names[key] = [other + rest for other in prefixes]
    return names


def _figures(weights: Weights, prefix: str, size: int) -> dict[int, list[str]]:
    """The names that are a prefix and some figures, by the number that these make."""
    rests = [rest for rest in weights.starting(prefix) if len(rest) == size and rest.isdecimal()]
    return {int(rest): [prefix + rest] for rest in rests}


def _said(weights: Weights, side: str, cues: Sequence[str]) -> tuple[Numbers, Numbers, Numbers]:
    """What a likely cue on a side adds: by itself, by how far it is, and by both."""
    return (
        weights.rows(f"c{side}{cue}" for cue in (*cues, "#")),
        weights.rows(f"d{side}{size}|{commas}" for size in _SIZES for commas in _COMMAS_SEEN),
        weights.rows(
            f"f{side}{cue}|{gap}|{commas}{that}"
            for cue in cues
            for gap in _GAPS
            for commas in _COMMAS_SEEN
            for that in _THAT
        ),
    )


def _binned(distances: Ints) -> Ints:
    found: Ints = _BINS[distances.clip(max=len(BIN) - 1)]
    return found


def _counts(page: Page) -> Ints:
    """How many commas, and how many complementizers, stand before each word and before the end."""
    flags = numpy.zeros((2, len(page) + 1), dtype=numpy.int64)
    flags[0, 1:] = [form in COMMAS for form in page.forms]
    flags[1, 1:] = [form in COMPLEMENTS for form in page.forms]
    return flags.cumsum(axis=1)


def _said_beside(page: Page, cues: Flags) -> list[int]:
    """How often each word, if it is capitalised, stands beside a likely cue."""
    found = speakers(page, cues.tolist())
    return [found.get(raw, 0) for raw in page.raw]


def _quoted(quote: Ints) -> list[Range]:
    """The stretches of words that stand in one quotation."""
    edges = numpy.flatnonzero(numpy.diff(quote, prepend=OUTSIDE, append=OUTSIDE)).tolist()
    return [(start, end) for start, end in pairwise(edges) if quote[start] != OUTSIDE]

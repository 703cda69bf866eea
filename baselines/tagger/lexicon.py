"""What the training articles say about single words: how often they are cues, and their class."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from musnad.errors import DataError

from .codes import Coder
from .page import Page

COARSE, FINE = 64, 320
_CONTEXTS = 400
_SEEN = 3
_RATES = (0.005, 0.02, 0.06, 0.15, 0.3, 0.5, 0.7, 0.85)
_RANGES = ((0, len(_RATES)), (0, len(_RATES)), (-1, COARSE - 1), (-1, FINE - 1))
_PRIOR = 2.0

Labels = Sequence[str]


@dataclass(frozen=True)
class Lexicon:
    """Word statistics by folded form, learned on train only.

    `cue` and `source` are levels from 0 (never) to 8 (nearly always) of how often the form stands
    in a cue or a source; `coarse` and `fine` number its class by the words beside it. A form seen
    less than three times has none of these.
    """

    cue: dict[str, int] = field(default_factory=dict)
    source: dict[str, int] = field(default_factory=dict)
    coarse: dict[str, int] = field(default_factory=dict)
    fine: dict[str, int] = field(default_factory=dict)
    known: frozenset[str] = frozenset()

    @cached_property
    def coder(self) -> Coder:
        """Numbers the forms that are known."""
        return Coder(self)

    @classmethod
    def learned(cls, pages: Sequence[Page], labels: Sequence[Labels], *, seed: int) -> Lexicon:
        """The statistics of labelled pages; labels are `O`, `B-cue`, `I-cue` and so on."""
        total: Counter[str] = Counter()
        inside = {"cue": Counter[str](), "source": Counter[str]()}
        for page, line in zip(pages, labels, strict=True):
            total.update(page.forms)
            for form, label in zip(page.forms, line, strict=True):
                role = label[2:]
                if role in inside:
                    inside[role][form] += 1
        frequent = sorted(form for form, count in total.items() if count >= _SEEN)
        coarse, fine = _classes(pages, frequent, total, seed)
        rates = {role: _levels(inside[role], total, frequent) for role in inside}
        known = frozenset(form for form, count in total.items() if count >= 2)
        return cls(rates["cue"], rates["source"], coarse, fine, known)

    def to_json(self) -> dict[str, Any]:
        """The statistics as plain JSON, one row a form."""
        forms = sorted(self.known)
        rows = [
            [
                form,
                self.cue.get(form, 0),
                self.source.get(form, 0),
                self.coarse.get(form, -1),
                self.fine.get(form, -1),
            ]
            for form in forms
        ]
        return {"forms": rows}

    @classmethod
    def from_json(cls, value: Any) -> Lexicon:
        """The statistics that `to_json` wrote.

        Raises:
            DataError: the value is not such statistics.
        """
        try:
            forms = [str(row[0]) for row in value["forms"]]
            columns = [
                {form: int(row[at]) for form, row in zip(forms, value["forms"], strict=True)}
                for at in range(1, 5)
            ]
            for column, (least, most) in zip(columns, _RANGES, strict=True):
                if not all(least <= number <= most for number in column.values()):
                    raise ValueError(f"a number is not between {least} and {most}")
        except (TypeError, KeyError, ValueError, IndexError) as error:
            raise DataError(
                f"word statistics are damaged ({error}); train the model again"
            ) from None
        cue, source = ({f: n for f, n in column.items() if n} for column in columns[:2])
        coarse, fine = ({f: n for f, n in column.items() if n >= 0} for column in columns[2:])
        return cls(cue, source, coarse, fine, frozenset(forms))


def _levels(inside: Counter[str], total: Counter[str], forms: Iterable[str]) -> dict[str, int]:
    """The level of each form's rate, drawn towards the mean where the form is rare."""
    mean = inside.total() / max(1, total.total())
    levels = {}
    for form in forms:
        rate = (inside[form] + _PRIOR * mean) / (total[form] + _PRIOR)
        level = sum(rate >= edge for edge in _RATES)
        if inside[form] and level:
            levels[form] = level
    return levels


def _classes(
    pages: Sequence[Page], forms: Sequence[str], total: Counter[str], seed: int
) -> tuple[dict[str, int], dict[str, int]]:
    """Classes of forms by what stands beside them, coarse and fine."""
    import numpy
    from scipy.sparse import coo_matrix
    from sklearn.cluster import MiniBatchKMeans
    from sklearn.decomposition import TruncatedSVD
    from sklearn.preprocessing import normalize

    if len(forms) < 2:
        return {}, {}
    row = {form: at for at, form in enumerate(forms)}
    ranked = sorted(total, key=lambda form: (-total[form], form))[:_CONTEXTS]
    column = {form: at for at, form in enumerate(ranked)}
    counts: Counter[tuple[int, int]] = Counter()
    width = len(ranked)
    for page in pages:
        for at, form in enumerate(page.forms):
            here = row.get(form)
            if here is None:
                continue
            for side, beside in enumerate((at - 1, at + 1)):
                if 0 <= beside < len(page) and page.sentence[beside] == page.sentence[at]:
                    near = column.get(page.forms[beside], -1)
                else:
                    near = width
                if near >= 0:
                    counts[here, side * (width + 1) + near] += 1
    places = numpy.array(sorted(counts), dtype=int).reshape(-1, 2)
    values = numpy.sqrt([counts[int(a), int(b)] for a, b in places])
    table = coo_matrix((values, (places[:, 0], places[:, 1])), (len(forms), 2 * width + 2)).tocsr()
    rank = min(40, len(forms) - 1, 2 * width + 1)
    dense = TruncatedSVD(rank, random_state=seed).fit_transform(normalize(table))
    dense = normalize(dense)
    found = []
    for size in (COARSE, FINE):
        size = min(size, len(forms))
        means = MiniBatchKMeans(size, random_state=seed, n_init=3, batch_size=2048)
        numbers = means.fit_predict(dense)
        found.append({form: int(number) for form, number in zip(forms, numbers, strict=True)})
    return found[0], found[1]

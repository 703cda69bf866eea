"""Matching: which gold span belongs to which predicted one, optimally and order-free.

All functions see spans as sets of weighted code points, and those of many articles at once: spans
of different articles share no character, so that no edge and no component reaches over two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

import numpy

from .canonical import Runs
from .line import Flags, Places, Spans, ranges
from .statistics import Table


class Edge(NamedTuple):
    """A gold and a predicted item, by position, whose spans share weighted characters.

    `shared` is |g ∩ p|, `weights` is |g| + |p|. Edges sort in order of positions.
    """

    gold: int
    predicted: int
    shared: int
    weights: int

    @property
    def dice(self) -> float:
        """2|g ∩ p| / (|g| + |p|)."""
        return 2 * self.shared / self.weights

    @property
    def mostly(self) -> bool:
        """Whether the intersection over union exceeds one half."""
        return 3 * self.shared > self.weights


@dataclass(frozen=True, slots=True)
class Edges:
    """Many edges, column by column, in order of positions."""

    gold: Places
    predicted: Places
    shared: Places
    weights: Places

    @classmethod
    def of(cls, edges: Sequence[Edge]) -> Edges:
        """The columns of some edges."""
        return cls(*numpy.array(edges, dtype=numpy.int64).reshape(-1, 4).T)

    def __len__(self) -> int:
        return len(self.gold)

    def __iter__(self) -> Iterator[Edge]:
        columns = (self.gold, self.predicted, self.shared, self.weights)
        return map(Edge, *(column.tolist() for column in columns))

    @property
    def dice(self) -> Table:
        """2|g ∩ p| / (|g| + |p|) of each edge."""
        return 2 * self.shared / self.weights

    @property
    def mostly(self) -> Flags:
        """Where the intersection over union exceeds one half (in integers, without rounding)."""
        return 3 * self.shared > self.weights

    @property
    def equal(self) -> Flags:
        """Where both spans are the same."""
        same: Flags = 2 * self.shared == self.weights
        return same

    def only(self, chosen: Flags | Places) -> Edges:
        """Some of the edges."""
        return Edges(
            self.gold[chosen], self.predicted[chosen], self.shared[chosen], self.weights[chosen]
        )


# So many pairs of runs are compared at once: enough to be quick, little enough for the memory.
MOST = 1 << 21

Worth = Callable[[Edge], float]


def overlaps(gold: Sequence[Runs], predicted: Sequence[Runs]) -> list[Edge]:
    """`overlapping` for the spans of one article."""
    here = (numpy.zeros(len(side), dtype=numpy.int64) for side in (gold, predicted))
    sides = [Spans.of(side, zeros) for side, zeros in zip((gold, predicted), here, strict=True)]
    return list(overlapping(*sides))


def overlapping(gold: Spans, predicted: Spans) -> Edges:
    """Every gold and predicted span that share a weighted character, in order of positions.

    Of two runs that overlap, one starts inside the other or both start together. So each run
    meets a stretch of those of the other side, sorted by their starts, and no pair meets twice.
    """
    inside = _starting_inside(gold, predicted, "left")
    around = _starting_inside(predicted, gold, "right")
    found = [
        *((key, shared) for key, shared in _shared(gold, predicted, inside, swapped=False)),
        *((key, shared) for key, shared in _shared(predicted, gold, around, swapped=True)),
    ]
    keys = numpy.concatenate([key for key, _ in found])
    shared = numpy.concatenate([size for _, size in found])
    keys, shared = _added(keys, shared, len(gold) * len(predicted))
    one, other = numpy.divmod(keys, max(1, len(predicted)))
    return Edges(one, other, shared, gold.weights[one] + predicted.weights[other])


class _Stretches(NamedTuple):
    """For each run of one side: a stretch of the other side's runs, in the order of `order`."""

    order: Places
    firsts: Places
    sizes: Places


def _starting_inside(spans: Spans, others: Spans, side: str) -> _Stretches:
    """Which of the others' runs start inside each run; `side` says whether together counts."""
    order = numpy.argsort(others.starts, kind="stable")
    starts = others.starts[order]
    firsts = numpy.searchsorted(starts, spans.starts, "left" if side == "left" else "right")
    return _Stretches(order, firsts, numpy.searchsorted(starts, spans.ends) - firsts)


def _shared(
    spans: Spans, others: Spans, stretches: _Stretches, *, swapped: bool
) -> Iterator[tuple[Places, Places]]:
    """The characters shared by the runs of each stretch, by pair of spans, in several parts."""
    totals = numpy.cumsum(stretches.sizes)
    total = int(totals[-1]) if len(totals) else 0
    cuts = numpy.searchsorted(totals, numpy.arange(MOST, total, MOST)).tolist()
    for start, end in zip([0, *cuts], [*cuts, len(totals)], strict=True):
        sizes = stretches.sizes[start:end]
        here = numpy.repeat(numpy.arange(start, end), sizes)
        there = stretches.order[ranges(stretches.firsts[start:end], sizes)]
        # The other run starts inside this one, so the overlap starts with it.
        shared = numpy.minimum(spans.ends[here], others.ends[there]) - others.starts[there]
        one, other = spans.owners[here], others.owners[there]
        keys = other * len(spans) + one if swapped else one * len(others) + other
        yield _added(keys, shared, len(spans) * len(others))


def _added(keys: Places, shared: Places, size: int) -> tuple[Places, Places]:
    """The sums by key, in order of keys, which are below `size`."""
    if (keys[1:] > keys[:-1]).all():
        return keys, shared
    if size < 4 * len(keys):
        # Sums of whole numbers below 2^53 are exact.
        sums = numpy.bincount(keys, shared).astype(numpy.int64)
        keys = numpy.flatnonzero(sums)
        return keys, sums[keys]
    order = numpy.argsort(keys)
    keys, shared = keys[order], shared[order]
    firsts = numpy.flatnonzero(numpy.append(True, keys[1:] > keys[:-1]))
    return keys[firsts], numpy.add.reduceat(shared, firsts)


def assign(edges: Sequence[Edge], worth: Worth = attrgetter("dice")) -> list[Edge]:
    """`assigned` for edges one by one."""
    table = Edges.of(edges)
    return sorted(edges[at] for at in assigned(table, numpy.array([*map(worth, edges)])).tolist())


def assigned(edges: Edges, worth: Table) -> Places:
    """The positions of the edges of a one-to-one assignment with the greatest total worth.

    Ties are decided by the order of positions, so callers sort their items first. Each connected
    component is solved alone; only those that are not stars need an assignment solver.
    """
    degrees, others = _degrees(edges.gold), _degrees(edges.predicted)
    alone = (degrees == 1) & (others == 1)
    if alone.all():
        return numpy.arange(len(edges))
    meeting = numpy.flatnonzero(~alone)
    gold, predicted = edges.gold[meeting], edges.predicted[meeting]
    # A star is an item whose neighbours have no other edge.
    on_gold = _most(gold, others[meeting]) == 1
    on_predicted = _most(predicted, degrees[meeting]) == 1
    star = on_gold | on_predicted
    centre = numpy.where(on_gold, gold, -1 - predicted)[star]
    found = [numpy.flatnonzero(alone), _best(meeting[star], centre, worth)]
    rest = meeting[~star]
    for component in _components(edges.gold[rest], edges.predicted[rest]):
        found.append(_solve(edges, rest[component], worth))
    return numpy.sort(numpy.concatenate(found))


def matched(edges: Edges) -> Places:
    """The gold items of a maximum one-to-one matching over the edges."""
    alone = (_degrees(edges.gold) == 1) & (_degrees(edges.predicted) == 1)
    if alone.all():
        return edges.gold
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import maximum_bipartite_matching

    golds, rows = _numbered(edges.gold[~alone])
    others, columns = _numbered(edges.predicted[~alone])
    ones = numpy.ones(len(rows), dtype=numpy.int8)
    graph = csr_matrix((ones, (rows, columns)), shape=(len(golds), len(others)))
    partners = maximum_bipartite_matching(graph, perm_type="column")
    return numpy.concatenate([edges.gold[alone], golds[partners >= 0]])


def _degrees(items: Places) -> Places:
    """For each edge: how many edges its item has."""
    return numpy.bincount(items)[items] if len(items) else items


def _most(items: Places, values: Places) -> Places:
    """For each edge: the greatest value among the edges of its item."""
    most = numpy.zeros(int(items.max(initial=-1)) + 1, dtype=numpy.int64)
    numpy.maximum.at(most, items, values)
    found: Places = most[items]
    return found


def _best(places: Places, centres: Places, worth: Table) -> Places:
    """The edge of each star that is worth most, of several the first."""
    order = numpy.lexsort((places, -worth[places], centres))
    centres = centres[order]
    first = numpy.append(True, centres[1:] > centres[:-1])[: len(order)]
    found: Places = places[order[first]]
    return found


def _components(gold: Places, predicted: Places) -> list[Places]:
    """The positions of the edges of each connected component."""
    if not len(gold):
        return []
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import connected_components

    golds, rows = _numbered(gold)
    others, columns = _numbered(predicted)
    size = len(golds) + len(others)
    ones = numpy.ones(len(rows), dtype=numpy.int8)
    graph = csr_matrix((ones, (rows, len(golds) + columns)), shape=(size, size))
    _, labels = connected_components(graph, directed=False)
    order = numpy.argsort(labels[rows], kind="stable")
    ends = numpy.cumsum(numpy.bincount(labels[rows]))
    return numpy.split(order, ends[:-1])


def _numbered(items: Places) -> tuple[Places, Places]:
    """The items that occur, in order, and for each edge the place of its item among them."""
    first = items.min()
    met = numpy.zeros(int(items.max() - first) + 1, dtype=bool)
    met[items - first] = True
    return numpy.flatnonzero(met) + first, (numpy.cumsum(met) - 1)[items - first]


def _solve(edges: Edges, places: Places, worth: Table) -> Places:
    from scipy.optimize import linear_sum_assignment

    golds, rows = _numbered(edges.gold[places])
    others, columns = _numbered(edges.predicted[places])
    table = numpy.zeros((len(golds), len(others)))
    edge_at = numpy.full(table.shape, -1)
    table[rows, columns] = worth[places]
    edge_at[rows, columns] = places
    chosen = edge_at[linear_sum_assignment(table, maximize=True)]
    # SciPy returns a full assignment; what was never an edge is no pair (scorers.md D15).
    pairs: Places = chosen[chosen >= 0]
    return pairs

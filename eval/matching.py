"""Matching: which gold span belongs to which predicted one, optimally and order-free.

All functions take spans in canonical form (`Runs`) and see them as sets of weighted code points.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import NamedTuple

from .canonical import Runs, overlap, weight


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


# From so many pairs of spans, or edges, on, arrays are faster than the loops of Python.
MANY = 10_000

Worth = Callable[[Edge], float]


def overlaps(gold: Sequence[Runs], predicted: Sequence[Runs]) -> list[Edge]:
    """Every gold and predicted span that share a weighted character, in order of positions.

    A sweep over both lists in order of their starts, so that only neighbours are compared.
    """
    if len(gold) * len(predicted) > MANY:
        return _bulk_overlaps(gold, predicted)
    golds, preds = _bounds(gold), _bounds(predicted)
    found: list[Edge] = []
    active: list[tuple[int, int, int]] = []
    step, last = 0, len(preds)
    for start, end, at in golds:
        while step < last and preds[step][0] < end:
            active.append(preds[step])
            step += 1
        if not active:
            continue
        active = [bounds for bounds in active if bounds[1] > start]
        for other_start, _, other in active:
            if other_start < end:
                one, two = gold[at], predicted[other]
                shared = overlap(one, two)
                if shared:
                    found.append(Edge(at, other, shared, weight(one) + weight(two)))
    found.sort()
    return found


def _bulk_overlaps(gold: Sequence[Runs], predicted: Sequence[Runs]) -> list[Edge]:
    """`overlaps` from running totals: for each predicted span, all gold spans at once."""
    import numpy

    places = [at for at, span in enumerate(gold) if span]
    runs = numpy.array([run for at in places for run in gold[at]], dtype=numpy.int64).reshape(-1, 2)
    sizes = [len(gold[at]) for at in places]
    firsts = numpy.cumsum([0, *sizes[:-1]])
    last = max([span[-1][1] for span in (*gold, *predicted) if span], default=0)
    golds, others = [*map(weight, gold)], [*map(weight, predicted)]
    found: list[Edge] = []
    for other, span in enumerate(predicted):
        if not (span and places):
            continue
        steps = numpy.zeros(last + 1, dtype=numpy.int64)
        bounds = numpy.array(span)
        steps[bounds[:, 0]] += 1
        steps[bounds[:, 1]] -= 1
        before = numpy.zeros(last + 2, dtype=numpy.int64)
        steps.cumsum().cumsum(out=before[1:])
        shared = numpy.add.reduceat(before[runs[:, 1]] - before[runs[:, 0]], firsts)
        for at in shared.nonzero()[0].tolist():
            place = places[at]
            found.append(Edge(place, other, int(shared[at]), golds[place] + others[other]))
    found.sort()
    return found


def _bounds(spans: Sequence[Runs]) -> list[tuple[int, int, int]]:
    """Start, end and position of the spans that are present, by their starts."""
    return sorted([(span[0][0], span[-1][1], at) for at, span in enumerate(spans) if span])


def assign(edges: Sequence[Edge], worth: Worth = attrgetter("dice")) -> list[Edge]:
    """The edges of a one-to-one assignment with the greatest total worth, in order of positions.

    Ties are decided by the order of positions, so callers sort their items first. Each connected
    component is solved alone; only those that are not stars need an assignment solver.
    """
    if are_apart(edges):
        return sorted(edges)
    chosen: list[Edge] = []
    for component in components(edges):
        if is_star(component):
            chosen.append(max(component, key=worth))
        else:
            chosen.extend(_solve(component, worth))
    return sorted(chosen)


def matched(edges: Sequence[Edge]) -> int:
    """The size of a maximum one-to-one matching over the edges."""
    if are_apart(edges):
        return len(edges)
    return sum(1 if is_star(part) else _maximum(part) for part in components(edges))


def are_apart(edges: Sequence[Edge]) -> bool:
    """Whether no two edges meet in an item, so that all of them can be chosen."""
    size = len(edges)
    return size < 2 or (
        len({edge[0] for edge in edges}) == size and len({edge[1] for edge in edges}) == size
    )


def components(edges: Sequence[Edge]) -> list[list[Edge]]:
    """The edges grouped into connected components, in order of their first edge."""
    if len(edges) > MANY:
        return _bulk_components(edges)
    parent: dict[int, int] = {}

    def find(node: int) -> int:
        root = node
        while parent.setdefault(root, root) != root:
            root = parent[root]
        while parent[node] != root:
            parent[node], node = root, parent[node]
        return root

    # Predicted positions are mapped below zero, gold ones from zero on.
    for edge in edges:
        one, other = find(edge.gold), find(-1 - edge.predicted)
        parent[max(one, other)] = min(one, other)
    groups: dict[int, list[Edge]] = {}
    for edge in edges:
        groups.setdefault(find(edge.gold), []).append(edge)
    return list(groups.values())


def _bulk_components(edges: Sequence[Edge]) -> list[list[Edge]]:
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import connected_components

    size = 1 + max(max(edge.gold, edge.predicted) for edge in edges)
    places = [edge.gold for edge in edges], [size + edge.predicted for edge in edges]
    graph = csr_matrix(([1] * len(edges), places), shape=(2 * size, 2 * size))
    _, labels = connected_components(graph, directed=False)
    groups: dict[int, list[Edge]] = {}
    for edge, label in zip(edges, labels[places[0]].tolist(), strict=True):
        groups.setdefault(label, []).append(edge)
    return list(groups.values())


def is_star(component: Sequence[Edge]) -> bool:
    """Whether all edges of a component meet in one item, so that at most one can be chosen."""
    first = component[0]
    return (
        len(component) == 1
        or all(edge.gold == first.gold for edge in component)
        or all(edge.predicted == first.predicted for edge in component)
    )


def _solve(component: Sequence[Edge], worth: Worth) -> list[Edge]:
    import numpy
    from scipy.optimize import linear_sum_assignment

    rows, columns = _positions(component)
    table = numpy.zeros((len(rows), len(columns)))
    edge_at = {}
    for edge in component:
        place = rows[edge.gold], columns[edge.predicted]
        table[place] = worth(edge)
        edge_at[place] = edge
    chosen = zip(*linear_sum_assignment(table, maximize=True), strict=True)
    # SciPy returns a full assignment; what was never an edge is no pair (scorers.md D15).
    return [edge_at[place] for place in chosen if place in edge_at]


def _maximum(component: Sequence[Edge]) -> int:
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import maximum_bipartite_matching

    rows, columns = _positions(component)
    places = (
        [rows[edge.gold] for edge in component],
        [columns[edge.predicted] for edge in component],
    )
    graph = csr_matrix(([1] * len(component), places), shape=(len(rows), len(columns)))
    return int((maximum_bipartite_matching(graph, perm_type="column") >= 0).sum())


def _positions(component: Sequence[Edge]) -> tuple[dict[int, int], dict[int, int]]:
    """A row for each gold item of a component and a column for each predicted one."""
    golds = sorted({edge.gold for edge in component})
    predicted = sorted({edge.predicted for edge in component})
    return (
        {item: at for at, item in enumerate(golds)},
        {item: at for at, item in enumerate(predicted)},
    )

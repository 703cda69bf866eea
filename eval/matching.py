"""Matching: which gold span belongs to which predicted one, optimally and order-free.

All functions take spans in canonical form (`Runs`) and see them as sets of weighted code points.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from .canonical import Runs, overlap, weight


@dataclass(frozen=True, slots=True)
class Edge:
    """A gold and a predicted item, by position, whose spans share weighted characters.

    `shared` is |g ∩ p|, `weights` is |g| + |p|.
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


Worth = Callable[[Edge], float]


def overlaps(gold: Sequence[Runs], predicted: Sequence[Runs]) -> list[Edge]:
    """Every gold and predicted span that share a weighted character, in order of positions.

    A sweep over both lists in order of their starts, so that only neighbours are compared.
    """
    golds = sorted((span[0][0], span[-1][1], at) for at, span in enumerate(gold) if span)
    preds = sorted((span[0][0], span[-1][1], at) for at, span in enumerate(predicted) if span)
    found: list[Edge] = []
    active: list[tuple[int, int, int]] = []
    step = 0
    for start, end, at in golds:
        while step < len(preds) and preds[step][0] < end:
            active.append(preds[step])
            step += 1
        active = [span for span in active if span[1] > start]
        for other_start, _, other in active:
            if other_start < end:
                shared = overlap(gold[at], predicted[other])
                if shared:
                    weights = weight(gold[at]) + weight(predicted[other])
                    found.append(Edge(at, other, shared, weights))
    return sorted(found, key=attrgetter("gold", "predicted"))


def assign(edges: Sequence[Edge], worth: Worth = attrgetter("dice")) -> list[Edge]:
    """The edges of a one-to-one assignment with the greatest total worth, in order of positions.

    Ties are decided by the order of positions, so callers sort their items first. Each connected
    component is solved alone; only those that are not stars need an assignment solver.
    """
    chosen: list[Edge] = []
    for component in components(edges):
        if is_star(component):
            chosen.append(max(component, key=worth))
        else:
            chosen.extend(_solve(component, worth))
    return sorted(chosen, key=attrgetter("gold", "predicted"))


def matched(edges: Sequence[Edge]) -> int:
    """The size of a maximum one-to-one matching over the edges."""
    return sum(1 if is_star(part) else _maximum(part) for part in components(edges))


def components(edges: Sequence[Edge]) -> list[list[Edge]]:
    """The edges grouped into connected components, in order of their first edge."""
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

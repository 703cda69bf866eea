"""Matching: which gold span belongs to which predicted one, optimally and order-free.

All functions take spans in canonical form (`Runs`) and see them as sets of weighted code points.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .canonical import Runs, overlap, weight


@dataclass(frozen=True, slots=True)
class Edge:
    """A gold and a predicted item that may be paired, by position, with what pairing is worth."""

    gold: int
    predicted: int
    worth: float


def overlaps(gold: Sequence[Runs], predicted: Sequence[Runs]) -> list[tuple[int, int, int]]:
    """All `(gold position, predicted position, shared weight)` with a shared weighted character.

    A sweep over both lists in order of their starts, so that only neighbours are compared.
    """
    golds = sorted((span[0][0], span[-1][1], at) for at, span in enumerate(gold) if span)
    preds = sorted((span[0][0], span[-1][1], at) for at, span in enumerate(predicted) if span)
    found: list[tuple[int, int, int]] = []
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
                    found.append((at, other, shared))
    found.sort()
    return found


def dice_edges(gold: Sequence[Runs], predicted: Sequence[Runs]) -> list[Edge]:
    """The pairs that share something, worth their Dice."""
    weights = [weight(span) for span in gold], [weight(span) for span in predicted]
    return [
        Edge(g, p, 2 * shared / (weights[0][g] + weights[1][p]))
        for g, p, shared in overlaps(gold, predicted)
    ]


def mostly_edges(gold: Sequence[Runs], predicted: Sequence[Runs]) -> list[Edge]:
    """The pairs whose intersection over union exceeds one half, worth 1 each."""
    return [
        Edge(g, p, 1.0)
        for g, p, shared in overlaps(gold, predicted)
        if 3 * shared > weight(gold[g]) + weight(predicted[p])
    ]


def assign(edges: Sequence[Edge]) -> list[Edge]:
    """The edges of a one-to-one assignment with the greatest total worth, in gold order.

    Ties are decided by the order of positions, so callers sort their items first. Each connected
    component is solved alone; only those that are not stars need an assignment solver.
    """
    chosen: list[Edge] = []
    for component in components(edges):
        if len({edge.gold for edge in component}) == 1 or (
            len({edge.predicted for edge in component}) == 1
        ):
            chosen.append(max(component, key=lambda edge: edge.worth))
        else:
            chosen.extend(_solve(component))
    return sorted(chosen, key=lambda edge: (edge.gold, edge.predicted))


def _solve(component: Sequence[Edge]) -> list[Edge]:
    import numpy
    from scipy.optimize import linear_sum_assignment

    rows = sorted({edge.gold for edge in component})
    columns = sorted({edge.predicted for edge in component})
    row_of = {gold: at for at, gold in enumerate(rows)}
    column_of = {predicted: at for at, predicted in enumerate(columns)}
    worth = numpy.zeros((len(rows), len(columns)))
    edge_at = {}
    for edge in component:
        place = row_of[edge.gold], column_of[edge.predicted]
        worth[place] = edge.worth
        edge_at[place] = edge
    pairs = zip(*(side.tolist() for side in linear_sum_assignment(worth, maximize=True)))
    # SciPy returns a full assignment; what was never an edge is no pair (scorers.md D15).
    return [edge_at[row, column] for row, column in pairs if (row, column) in edge_at]


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


def matched(edges: Sequence[Edge]) -> int:
    """The size of a maximum one-to-one matching over the edges."""
    total = 0
    for component in components(edges):
        golds = {edge.gold for edge in component}
        predicted = {edge.predicted for edge in component}
        if len(golds) == 1 or len(predicted) == 1:
            total += 1
        else:
            total += _maximum(component)
    return total


def _maximum(component: Sequence[Edge]) -> int:
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import maximum_bipartite_matching

    rows = {gold: at for at, gold in enumerate(sorted({edge.gold for edge in component}))}
    columns = {p: at for at, p in enumerate(sorted({edge.predicted for edge in component}))}
    places = (
        [rows[edge.gold] for edge in component],
        [columns[edge.predicted] for edge in component],
    )
    graph = csr_matrix(([1] * len(component), places), shape=(len(rows), len(columns)))
    return int((maximum_bipartite_matching(graph, perm_type="column") >= 0).sum())


def best_total(gold: Sequence[Runs], predicted: Sequence[Runs]) -> float:
    """S of the soft score: the greatest Σ Dice over one-to-one assignments."""
    return sum(edge.worth for edge in assign(dice_edges(gold, predicted)))


Test = Callable[[int, int], bool]


def keep(edges: Sequence[Edge], test: Test) -> list[Edge]:
    """The edges whose gold and predicted positions pass a test."""
    return [edge for edge in edges if test(edge.gold, edge.predicted)]

"""Source clustering: which mentions and dropped subjects are one source (metrics.md 4).

LEA (Moosavi and Strube 2016), B3 (Bagga and Baldwin 1998), MUC (Vilain et al. 1995) and CEAF-e
(Luo 2005) over mentions as annotated plus dropped subjects, which are anchored to their
attributions. Singletons are kept: most sources of news are mentioned once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TypeAlias

import numpy

from ..block import Block, rows
from ..canonical import Cluster
from ..line import Places, Spans, firsts, identities, numbers, on_one_line, summed
from ..matching import Edges, assigned, overlapping
from ..statistics import Family, Table, add, add_prf, f1

# Numerator and denominator, by article.
Share: TypeAlias = tuple[Table | Places, Table | Places]

KEYS = ("lea", "b3", "muc", "ceafe")
NAMES = {"lea": "LEA", "b3": "B3", "muc": "MUC", "ceafe": "CEAF-e"}


@dataclass(frozen=True, slots=True)
class Clustering:
    """The sources of one side of a block.

    `members` are numbers that mean the same on both sides, `owners` the cluster of each,
    `articles` the article of each cluster.
    """

    members: Places
    owners: Places
    articles: Places

    @property
    def sizes(self) -> Places:
        """How many members each cluster has."""
        return numpy.bincount(self.owners, minlength=len(self.articles))


def contingency(key: Clustering, response: Clustering) -> Edges:
    """Which key and response clusters share members, how many, and their sizes added up."""
    last = max(int(side.members.max(initial=-1)) for side in (key, response))
    home = numpy.full(last + 1, -1)
    home[response.members] = response.owners
    at = home[key.members]
    width = max(1, len(response.articles))
    pairs, shared = numpy.unique((key.owners * width + at)[at >= 0], return_counts=True)
    one, other = numpy.divmod(pairs, width)
    return Edges(one, other, shared, key.sizes[one] + response.sizes[other])


def shares(key: Clustering, response: Clustering, articles: int) -> dict[str, Share]:
    """By article: numerator and denominator of the recall of each metric but CEAF-e."""
    table, sizes, count = contingency(key, response), key.sizes, len(key.articles)
    shared, parts = table.shared, numpy.bincount(table.gold, minlength=count)
    held = numpy.bincount(table.gold, shared, count)
    squares = numpy.bincount(table.gold, shared * shared, count)
    single = numpy.bincount(table.gold, response.sizes[table.predicted] == 1, count) > 0
    # A cluster of one has no links; it counts where it is one on the other side too.
    links = sizes * (squares - held) / numpy.maximum(1, sizes * (sizes - 1))
    mentions = numpy.bincount(key.articles, sizes, articles)
    clusters = numpy.bincount(key.articles, minlength=articles)
    return {
        "lea": (summed(numpy.where(sizes > 1, links, single), key.articles, articles), mentions),
        "b3": (summed(squares / sizes, key.articles, articles), mentions),
        "muc": (numpy.bincount(key.articles, held - parts, articles), mentions - clusters),
    }


def ceaf(key: Clustering, response: Clustering, articles: int) -> Table:
    """By article: the greatest total similarity of a one-to-one map of clusters."""
    table = contingency(key, response)
    chosen = table.only(assigned(table, table.dice))
    return summed(chosen.dice, key.articles[chosen.gold], articles)


class _Members:
    """The clusters of one side of a block, before their members are numbered."""

    def __init__(self, block: Block, side: int) -> None:
        clusters = [(comparison.gold, comparison.predicted)[side].clusters for comparison in block]
        self.clusters: list[Cluster] = [*chain.from_iterable(clusters)]
        self.articles = numpy.repeat(numpy.arange(len(clusters)), numbers(map(len, clusters)))
        mentions = [[*cluster.mentions] for cluster in self.clusters]
        self.owners = numpy.repeat(numpy.arange(len(mentions)), numbers(map(len, mentions)))
        self.mentions = Spans.of([*chain.from_iterable(mentions)], self.articles[self.owners])
        place = {id(item): at for at, item in enumerate(block.sides[side].items)}
        dropped = [[place[id(item)] for item in cluster.dropped] for cluster in self.clusters]
        self.dropped = numbers(chain.from_iterable(dropped))
        self.droppers = numpy.repeat(numpy.arange(len(dropped)), numbers(map(len, dropped)))

    def clustering(self, mentions: Places, attributions: Places) -> Clustering:
        """The clusters by the numbers of their mentions and of all attributions of the side."""
        return Clustering(
            numpy.concatenate([mentions, attributions[self.dropped]]),
            numpy.concatenate([self.owners, self.droppers]),
            self.articles,
        )


def clusterings(block: Block, *, aligned: bool) -> tuple[Clustering, Clustering]:
    """The clusters of both sides, mentions the same where equal, or aligned by IoU over 1/2.

    Dropped subjects are the same where M pairs their attributions.
    """
    key, response = _Members(block, 0), _Members(block, 1)
    gold, predicted = on_one_line([key.mentions, response.mentions], len(block))
    one, other = identities(gold, predicted)
    kept, others = firsts(one), firsts(other)
    edges = overlapping(gold.take(kept), predicted.take(others))
    if aligned:
        edges = edges.only(edges.mostly)
        edges = edges.only(assigned(edges, edges.dice))
    else:
        edges = edges.only(edges.equal)
    ours = numpy.arange(len(kept))
    theirs = len(kept) + numpy.arange(len(others))
    theirs[edges.predicted] = edges.gold
    said, answered = (len(side) for side in block.sides)
    first = len(kept) + len(others)
    wanted = first + numpy.arange(said)
    found = first + said + numpy.arange(answered)
    one_null, other_null = (side.having("slot", "null") for side in block.sides)
    pairs = block.pairs
    both = one_null[pairs.gold] & other_null[pairs.predicted]
    found[pairs.predicted[both]] = wanted[pairs.gold[both]]
    return (
        key.clustering(ours[numpy.searchsorted(one[kept], one)], wanted),
        response.clustering(theirs[numpy.searchsorted(other[others], other)], found),
    )


def count_clusters(block: Block, *, aligned: bool) -> Table:
    """The counts of the four metrics."""
    key, response = clusterings(block, aligned=aligned)
    size = len(block)
    recall, precision = shares(key, response, size), shares(response, key, size)
    counts = [rows(*precision[name], *recall[name]) for name in ("lea", "b3", "muc")]
    hits = ceaf(key, response, size)
    found, wanted = block.numbers(response.articles), block.numbers(key.articles)
    return numpy.stack([*counts, rows(hits, found, hits, wanted)], axis=1)


def _family(*, aligned: bool) -> Family:
    return Family(
        KEYS,
        ("attributions", "sources"),
        ("attributions", "sources"),
        partial(count_clusters, aligned=aligned),
    )


def mean_f1(counts: Table) -> Table:
    """The mean F1 of MUC, B3 and CEAF-e (CoNLL), for comparison with published figures only."""
    mean: Table = f1(counts).mean(axis=-1)
    return mean


EXACT, ALIGNED = _family(aligned=False), _family(aligned=True)
for _key in KEYS:
    _text = f"clusters of mentions and dropped subjects ({NAMES[_key]})"
    add_prf(f"source_{_key}", EXACT, _key, _text, parts=["f1"])
    add_prf(f"source_aligned_{_key}", ALIGNED, _key, f"{_text}, mentions by IoU", parts=["f1"])
add(
    "source_conll_f1",
    EXACT,
    mean_f1,
    "mean of MUC, B3 and CEAF-e",
    undefined="one of the scores that it is the mean of is undefined",
    keys=("muc", "b3", "ceafe"),
)

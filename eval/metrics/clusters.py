"""Source clustering: which mentions and dropped subjects are one source (metrics.md 4).

LEA (Moosavi and Strube 2016), B3 (Bagga and Baldwin 1998), MUC (Vilain et al. 1995) and CEAF-e
(Luo 2005) over mentions as annotated plus dropped subjects, which are anchored to their
attributions. Singletons are kept: most sources of news are mentioned once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import fsum

from ..canonical import Labels, Runs
from ..matching import Edge, assign, overlaps
from ..pairing import Comparison, Pair, distinct
from ..statistics import Counts, Family, Table, add, add_prf, f1

# A mention (from 0), a pair of M (below 0), or what only one side has.
Key = int | tuple[str, int]
Clusters = list[frozenset[Key]]
Share = tuple[float, float]

KEYS = ("lea", "b3", "muc", "ceafe")
NAMES = {"lea": "LEA", "b3": "B3", "muc": "MUC", "ceafe": "CEAF-e"}


def clusters_of(
    labels: Labels, mentions: Mapping[Runs, int], dropped: Mapping[int, int], side: str
) -> Clusters:
    """The clusters of one side as sets of keys that mean the same on both sides.

    Args:
        labels: The canonical labels.
        mentions: A number for each mention; equal numbers are the same mention.
        dropped: The pair in M of each dropped subject, by the identity of its attribution.
        side: Names what is on this side only.
    """
    found = []
    for cluster in labels.clusters:
        keys: set[Key] = {mentions[mention] for mention in cluster.mentions}
        for roles in cluster.dropped:
            pair = dropped.get(id(roles))
            keys.add(-1 - pair if pair is not None else (side, id(roles)))
        found.append(frozenset(keys))
    return found


def numbered(comparison: Comparison, *, aligned: bool) -> tuple[dict[Runs, int], dict[Runs, int]]:
    """Numbers for the mentions of gold and prediction: by equality, or aligned by IoU over 1/2."""
    gold, predicted = (
        distinct(mention for cluster in labels.clusters for mention in cluster.mentions)
        for labels in (comparison.gold, comparison.predicted)
    )
    golds = {mention: at for at, mention in enumerate(gold)}
    others = {mention: len(gold) + at for at, mention in enumerate(predicted)}
    if aligned:
        edges = [edge for edge in overlaps(gold, predicted) if edge.mostly]
        others |= {predicted[edge.predicted]: edge.gold for edge in assign(edges)}
    else:
        others |= {mention: golds[mention] for mention in predicted if mention in golds}
    return golds, others


def contingency(key: Clusters, response: Clusters) -> list[dict[int, int]]:
    """For each key cluster: how many of its mentions stand in which response clusters."""
    home = {mention: at for at, cluster in enumerate(response) for mention in cluster}
    table = []
    for cluster in key:
        inside: dict[int, int] = {}
        for mention in cluster:
            at = home.get(mention)
            if at is not None:
                inside[at] = inside.get(at, 0) + 1
        table.append(inside)
    return table


def shares(key: Clusters, response: Clusters) -> dict[str, Share]:
    """Numerator and denominator of the recall of each metric but CEAF-e."""
    # Python sums floats otherwise from 3.12 on; fsum is the same in every version.
    lea: list[float] = []
    b3: list[float] = []
    muc = 0
    for cluster, inside in zip(key, contingency(key, response), strict=True):
        if not inside:
            continue
        size, counts = len(cluster), inside.values()
        b3.append(sum([count * count for count in counts]) / size)
        muc += sum(counts) - len(inside)
        if size == 1:
            lea.append(float(any(len(response[at]) == 1 for at in inside)))
        else:
            links = sum([count * (count - 1) for count in counts])
            lea.append(size * links / (size * (size - 1)))
    mentions = sum(map(len, key))
    return {
        "lea": (fsum(lea), mentions),
        "b3": (fsum(b3), mentions),
        "muc": (muc, mentions - len(key)),
    }


def ceaf(key: Clusters, response: Clusters) -> float:
    """The greatest total similarity of a one-to-one map of clusters: CEAF-e's numerator."""
    edges = [
        Edge(at, other, shared, len(key[at]) + len(response[other]))
        for at, inside in enumerate(contingency(key, response))
        for other, shared in sorted(inside.items())
    ]
    return fsum([edge.dice for edge in assign(edges)])


def tally(comparison: Comparison, *, aligned: bool) -> Sequence[Counts]:
    """The counts of the four metrics for one article."""
    golds, others = numbered(comparison, aligned=aligned)
    pairs = [pair for pair in comparison.pairs if pair.gold.slot == pair.predicted.slot == "null"]
    key = clusters_of(comparison.gold, golds, _anchors(pairs, "gold"), "gold")
    response = clusters_of(comparison.predicted, others, _anchors(pairs, "predicted"), "predicted")
    recall, precision = shares(key, response), shares(response, key)
    counts = [Counts(*precision[name], *recall[name]) for name in ("lea", "b3", "muc")]
    return [*counts, Counts.of(hits=ceaf(key, response), found=len(response), wanted=len(key))]


def _anchors(pairs: Iterable[Pair], side: str) -> dict[int, int]:
    return {id(getattr(pair, side)): number for number, pair in enumerate(pairs)}


def _family(*, aligned: bool) -> Family:
    def counted(comparison: Comparison) -> Sequence[Counts]:
        return tally(comparison, aligned=aligned)

    return Family(KEYS, ("attributions", "sources"), ("attributions", "sources"), counted)


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

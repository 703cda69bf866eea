"""The metrics of one article once more, slowly: spans as Python sets, matchings by enumeration.

Written from metrics.md, without a line of `musnad.eval`: positions instead of ranks, fractions
instead of floats, every one-to-one matching instead of a solver.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Any

from musnad.dataset import Article, Attribution, Claim, Span

Positions = frozenset[int]
Pairs = tuple[tuple[int, int], ...]
Counted = tuple[Fraction, int, Fraction, int]
BONUS = Fraction(1, 2**20)


def positions(text: str, span: Span) -> Positions:
    """The offsets of the letters and digits of a span."""
    return frozenset(
        at
        for fragment in span
        for at in range(fragment.start, fragment.end)
        if text[at] != "ـ" and unicodedata.category(text[at])[0] in "LN"
    )


def dice(one: Positions, other: Positions) -> Fraction:
    """2|x ∩ y| / (|x| + |y|)."""
    return Fraction(2 * len(one & other), len(one) + len(other))


def mostly(one: Positions, other: Positions) -> bool:
    """IoU over one half."""
    return Fraction(len(one & other), len(one | other)) > Fraction(1, 2) if one | other else False


@dataclass(frozen=True)
class Said:
    """One attribution as sets of positions."""

    item: Attribution
    content: Positions
    cue: Positions
    source: Positions
    mentions: tuple[Positions, ...]
    names: frozenset[Positions]
    type: str | None
    named: bool | None
    entity: str | None

    @property
    def slot(self) -> str:
        """How the source is given."""
        return "span" if self.source else "null" if self.mentions else "unknown"

    @property
    def face(self) -> Positions:
        """The representative by which a prediction names its source."""
        if self.source or not self.mentions:
            return self.source
        return min(self.mentions, key=lambda mention: (min(mention), -len(mention)))


def attributions(record: Article, *, identity: bool) -> list[Said]:
    """The attributions of an article."""
    text = record.text
    out = []
    for item in record.attributions:
        own = positions(text, item.source)
        entry = next((s for s in record.sources if s.id == item.source_id), None)
        mentions = [positions(text, mention) for mention in entry.mentions] if entry else []
        names = set(mentions)
        for other in record.attributions:
            if entry and other.source_id == item.source_id and other.source:
                names.add(positions(text, other.source))
        if not identity:
            mentions, names = ([own], {own}) if own else ([], set())
        out.append(
            Said(
                item,
                positions(text, item.content),
                positions(text, item.cue),
                own,
                tuple(mentions),
                frozenset(names | ({own} if own else set())),
                entry.type if entry else None,
                entry.named if entry else None,
                entry.entity if entry else None,
            )
        )
    return out


def distinct(items: list[Said]) -> list[Said]:
    """Attributions that differ in more than their ids."""
    kept: dict[tuple[Any, ...], Said] = {}
    for one in items:
        labels = (one.item.act, one.item.style, one.type, one.named)
        key = (one.content, one.cue, one.source, one.slot, one.face, one.names, labels)
        kept.setdefault(key, one)
    return list(kept.values())


def right(gold: Said, predicted: Said) -> bool:
    """ok(g, p)."""
    if gold.slot == "unknown" and predicted.slot == "unknown":
        return True
    return any(mostly(predicted.face, name) for name in gold.names)


def same_source(gold: Said, predicted: Said) -> bool:
    """Whether the sources have one id in the corpus; a gold source without one is told by place."""
    if gold.entity:
        return gold.entity == predicted.entity
    if gold.slot == "unknown":
        return predicted.slot == "unknown" and not predicted.entity
    return right(gold, predicted)


def matchings(pairs: Sequence[tuple[int, int]]) -> Iterator[Pairs]:
    """Every one-to-one selection of the pairs, the empty one included."""
    if not pairs:
        yield ()
        return
    (gold, predicted), rest = pairs[0], pairs[1:]
    yield from matchings(rest)
    free = [pair for pair in rest if pair[0] != gold and pair[1] != predicted]
    for chosen in matchings(free):
        yield ((gold, predicted), *chosen)


def largest(pairs: Sequence[tuple[int, int]]) -> int:
    """The size of a maximum matching."""
    return max(map(len, matchings(pairs)))


def touching(gold: Sequence[Positions], predicted: Sequence[Positions]) -> list[tuple[int, int]]:
    """The pairs that share a position."""
    return [(g, p) for g, a in enumerate(gold) for p, b in enumerate(predicted) if a & b]


def optimal(
    gold: Sequence[Positions],
    predicted: Sequence[Positions],
    bonus: Callable[[int, int], Fraction] = lambda g, p: Fraction(0),
) -> tuple[Fraction, list[Pairs]]:
    """The greatest total Dice with bonuses, and every matching that reaches it."""
    worth = {
        (g, p): dice(gold[g], predicted[p]) + bonus(g, p) for g, p in touching(gold, predicted)
    }
    best, reached = Fraction(-1), list[Pairs]()
    for chosen in matchings(list(worth)):
        total = sum((worth[pair] for pair in chosen), Fraction(0))
        if total > best:
            best, reached = total, []
        if total == best:
            reached.append(chosen)
    return best, reached


def span_counts(gold: set[Positions], predicted: set[Positions]) -> dict[str, Counted]:
    """Hits and totals of the five kinds of span metrics."""
    golds, found = sorted(gold, key=sorted), sorted(predicted, key=sorted)
    soft, _ = optimal(golds, found)
    firm = [(g, p) for g, p in touching(golds, found) if mostly(golds[g], found[p])]
    all_gold, all_found = frozenset().union(*gold), frozenset().union(*predicted)

    def shared(hits: Fraction | int) -> Counted:
        return Fraction(hits), len(found), Fraction(hits), len(golds)

    both = Fraction(len(all_gold & all_found))
    return {
        "exact": shared(len(gold & predicted)),
        "soft": shared(soft),
        "iou50": shared(largest(firm)),
        "coverage": (
            sum((Fraction(len(p & all_gold), len(p)) for p in found), Fraction(0)),
            len(found),
            sum((Fraction(len(g & all_found), len(g)) for g in golds), Fraction(0)),
            len(golds),
        ),
        "char": (both, len(all_found), both, len(all_gold)),
    }


def said_counts(gold: list[Said], predicted: list[Said]) -> dict[str, Counted]:
    """Hits and totals of the WSW metrics, tuple-strict and linked."""
    golds, found = [g for g in gold if g.content], [p for p in predicted if p.content]
    edges = [
        (g, p)
        for g, one in enumerate(golds)
        for p, other in enumerate(found)
        if mostly(one.content, other.content) and right(one, other)
    ]

    def among(test: Callable[[Said, Said], bool]) -> Counted:
        hits = Fraction(largest([(g, p) for g, p in edges if test(golds[g], found[p])]))
        return hits, len(found), hits, len(golds)

    def restricted(slot: str) -> Counted:
        return (
            Fraction(largest([(g, p) for g, p in edges if found[p].slot == slot])),
            sum(p.slot == slot for p in found),
            Fraction(largest([(g, p) for g, p in edges if golds[g].slot == slot])),
            sum(g.slot == slot for g in golds),
        )

    def equal(extra: Callable[[Said], Any]) -> Counted:
        sides = [
            Counter((s.content, s.source or s.slot, extra(s)) for s in side)
            for side in (golds, found)
        ]
        hits = Fraction(sum(min(count, sides[1][key]) for key, count in sides[0].items()))
        return hits, len(found), hits, len(golds)

    def over_corpus() -> Counted:
        pairs = [
            (g, p)
            for g, one in enumerate(golds)
            for p, other in enumerate(found)
            if mostly(one.content, other.content) and same_source(one, other)
        ]
        hits = Fraction(largest(pairs))
        return hits, len(found), hits, len(golds)

    whole = [[s for s in side if s.cue and s.source] for side in (golds, found)]
    linked = [
        (g, p)
        for g, one in enumerate(whole[0])
        for p, other in enumerate(whole[1])
        if one.content & other.content and one.cue & other.cue and one.source & other.source
    ]
    size = Fraction(largest(linked))
    return {
        "wsw": among(lambda g, p: True),
        "wsw_stance": among(lambda g, p: (g.item.act == "deny") == (p.item.act == "deny")),
        "wsw_strict": among(lambda g, p: g.content == p.content),
        "wsw_corpus": over_corpus(),
        "wsw_null": restricted("null"),
        "wsw_overt": restricted("span"),
        "tuple_strict": equal(lambda s: None),
        "tuple_strict_cue": equal(lambda s: s.cue),
        "tuple_strict_act": equal(lambda s: s.item.act),
        "tuple_strict_style": equal(lambda s: s.item.style),
        "linked": (size, len(whole[1]), size, len(whole[0])),
    }


def pairings(gold: list[Said], predicted: list[Said]) -> list[list[tuple[Said, Said]]]:
    """Every M that metrics.md 4 allows: all optimal matchings, with and without content."""
    spoken = _pairings([g for g in gold if g.content], [p for p in predicted if p.content])
    silent = _pairings([g for g in gold if not g.content], [p for p in predicted if not p.content])
    return [one + other for one in spoken for other in silent]


def _pairings(gold: list[Said], predicted: list[Said]) -> list[list[tuple[Said, Said]]]:
    _, reached = optimal(
        [g.content or g.cue for g in gold],
        [p.content or p.cue for p in predicted],
        lambda g, p: BONUS * right(gold[g], predicted[p]),
    )
    return [[(gold[g], predicted[p]) for g, p in chosen] for chosen in reached]


# -- labels of claims, places of sources -----------------------------------------------------------


def typed_counts(items: Sequence[Sequence[tuple[str, Positions]]]) -> dict[str, Counted]:
    """Hits and totals of the typed kinds for `(label, span)` pairs of gold and prediction."""
    gold, found = ({item for item in side if item[1]} for side in items)
    totals = dict.fromkeys(("exact", "soft", "iou50"), Fraction(0))
    for key in {key for key, _ in gold | found}:
        sides = [{span for other, span in side if other == key} for side in (gold, found)]
        for kind in totals:
            totals[kind] += span_counts(*sides)[kind][0]
    return {kind: (hits, len(found), hits, len(gold)) for kind, hits in totals.items()}


def sentence_of(article: Article, span: Positions) -> int | None:
    """The sentence in which the first letter of a span lies."""
    first = min(span)
    return next(
        (at for at, one in enumerate(article.sentences) if one.start <= first < one.end), None
    )


def checkable_sentences(article: Article, record: Article) -> dict[int, float]:
    """The sentences in which a checkable claim of a record begins, each with its largest p."""
    found: dict[int, float] = {}
    for claim in record.claims:
        at = sentence_of(article, positions(article.text, claim.span))
        if claim.checkable and at is not None:
            found[at] = max(found.get(at, 0.0), 1.0 if claim.p is None else claim.p)
    return found


def is_near(article: Article, said: Said) -> bool | None:
    """Whether the source stands in a sentence of the content; None if either is nowhere."""

    def touched(span: Positions) -> set[int]:
        return {
            at
            for at, one in enumerate(article.sentences)
            if any(one.start <= place < one.end for place in span)
        }

    standing = [said.source] if said.source else list(said.mentions)
    if not said.content or not standing:
        return None
    return any(touched(said.content) & touched(span) for span in standing)


def verdict_pairs(gold: Article, answer: Article) -> list[list[tuple[str, Claim | None]]]:
    """Gold verdicts with the partner of their claim, for every matching that is allowed."""
    groups: list[dict[Positions, list[Claim]]] = []
    for record in (gold, answer):
        own: dict[Positions, list[Claim]] = {}
        for claim in record.claims:
            own.setdefault(positions(gold.text, claim.span), []).append(claim)
        groups.append({span: sorted(claims, key=_order) for span, claims in own.items()})
    golds, found = (sorted(group, key=sorted) for group in groups)
    firm = [(g, p) for g, p in touching(golds, found) if mostly(golds[g], found[p])]
    worth = {
        chosen: (len(chosen), sum((dice(golds[g], found[p]) for g, p in chosen), Fraction(0)))
        for chosen in matchings(firm)
    }
    best = max(worth.values())
    out = []
    for chosen in (chosen for chosen, value in worth.items() if value == best):
        partner = dict(chosen)
        pairs: list[tuple[str, Claim | None]] = []
        for at, span in enumerate(golds):
            waiting = list(groups[1][found[partner[at]]]) if at in partner else []
            for claim in groups[0][span]:
                other = waiting.pop(0) if waiting else None
                if claim.verdict:
                    pairs.append((claim.verdict, other))
        out.append(pairs)
    return out


def _order(claim: Claim) -> tuple[Any, ...]:
    shares = claim.verdict_p
    return (
        str(claim.checkable).lower(),
        claim.verdict or "",
        1.0 if claim.p is None else claim.p,
        () if shares is None else (shares.supported, shares.refuted, shares.unverifiable),
    )


# -- clusters --------------------------------------------------------------------------------------

Cluster = frozenset[Any]


def ceafe(key: Sequence[Cluster], response: Sequence[Cluster]) -> Fraction:
    """The greatest total Dice over every one-to-one map of clusters (CEAF-e's numerator)."""
    small, large = sorted((list(key), list(response)), key=len)
    best = {0: Fraction(0)}
    # by the set of clusters of the larger side that are used, as bits
    for cluster in small:
        reached = dict(best)
        for used, total in best.items():
            for at, other in enumerate(large):
                if cluster & other and not used >> at & 1:
                    after = used | 1 << at
                    worth = total + dice(cluster, other)
                    if worth > reached.get(after, Fraction(-1)):
                        reached[after] = worth
        best = reached
    return max(best.values())


def links(cluster: Cluster) -> set[Any]:
    """The links between the mentions of a cluster; a singleton has one with itself."""
    found = {frozenset(pair) for pair in combinations(cluster, 2)}
    return found or {frozenset(cluster)}


def lea(key: Sequence[Cluster], response: Sequence[Cluster]) -> tuple[Fraction, int]:
    """Recall of LEA: each cluster's share of links that the other side has, by its size."""
    theirs: set[Any] = set().union(*map(links, response))
    total = Fraction(0)
    for cluster in key:
        own = links(cluster)
        total += len(cluster) * Fraction(len(own & theirs), len(own))
    return total, sum(map(len, key))


def b3(key: Sequence[Cluster], response: Sequence[Cluster]) -> tuple[Fraction, int]:
    """Recall of B3: for each mention the share of its cluster that the other side keeps with it."""
    total, mentions = Fraction(0), 0
    for cluster in key:
        for mention in cluster:
            kept = next((cluster & other for other in response if mention in other), frozenset())
            total += Fraction(len(kept), len(cluster))
            mentions += 1
    return total, mentions


def muc(key: Sequence[Cluster], response: Sequence[Cluster]) -> tuple[Fraction, int]:
    """Recall of MUC: links of a spanning tree that need not be added to restore each cluster."""
    hits = wanted = 0
    for cluster in key:
        parts = [cluster & other for other in response if cluster & other]
        alone = len(cluster) - sum(map(len, parts))
        wanted += len(cluster) - 1
        hits += len(cluster) - len(parts) - alone
    return Fraction(hits), wanted


def cluster_counts(key: Sequence[Cluster], response: Sequence[Cluster]) -> dict[str, Counted]:
    """Hits and totals of the four cluster metrics."""
    counts = {
        name: (*formula(response, key), *formula(key, response))
        for name, formula in (("lea", lea), ("b3", b3), ("muc", muc))
    }
    total = ceafe(key, response)
    return {**counts, "ceafe": (total, len(response), total, len(key))}


def source_clusters(
    record: Article, items: Sequence[Said], anchors: Mapping[int, object], side: str
) -> list[Cluster]:
    """The sources of one side: mentions, and the attributions that drop them.

    Args:
        record: the article.
        items: its attributions, as from `attributions`.
        anchors: what an attribution that drops its subject is called, by its identity.
        side: what those without an anchor are called.
    """
    out = []
    for entry in record.sources:
        mentions: set[Any] = {positions(record.text, mention) for mention in entry.mentions}
        if mentions:
            for said in items:
                if said.slot == "null" and said.item.source_id == entry.id:
                    mentions.add(anchors.get(id(said), (side, id(said))))
            out.append(frozenset(mentions))
    return out

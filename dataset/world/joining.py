"""Joining: written and labelled articles meet the ledger; verdicts and tables are computed.

Labels name the fact that a claim speaks to and the value it gives; nobody types a verdict.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from musnad.errors import DataError, MusnadError

from ..asserting import Said, said
from ..records import AgreementLabel, Article, Assertion, Claim, Pair
from ..text import words
from .events import Event, events
from .ledger import Ledger, ledger_of
from .simulation import SEED, assertions, ratings, simulate
from .statements import Statement, contradict


def joined(article: Article) -> Article:
    """The article with a verdict on every claim that names a fact.

    Raises:
        DataError: a claim names a fact that the event does not have, or a value that it cannot
            have; or the claim has a verdict of its own.
    """
    return replace(article, claims=tuple(_judged(article, claim) for claim in article.claims))


def _judged(article: Article, claim: Claim) -> Claim:
    where = f"article {article.id!r}, claim {claim.id!r}"
    if claim.verdict is not None:
        raise DataError(f"{where}: has a verdict; verdicts are computed, so leave it out")
    if claim.fact is None:
        return claim
    try:
        verdict = _ledger(article).verdict(claim.fact, claim.value or "", article.date)
    except (MusnadError, KeyError) as error:
        raise DataError(f"{where}: fact {claim.fact!r}, value {claim.value!r}: {error}") from None
    return replace(claim, verdict=verdict)


def _ledger(article: Article) -> Ledger:
    if article.event not in events():
        raise DataError(f"article {article.id!r}: event {article.event!r} has no ledger")
    return ledger_of(article.event)


@dataclass(frozen=True, slots=True)
class Told:
    """One assertion of an article, and the statement that it makes."""

    said: Said
    statement: Statement

    @property
    def id(self) -> str:
        """The article and the claim."""
        return f"{self.said.article.id}/{self.said.claim.id}"

    @property
    def words(self) -> str:
        """The words of the claim."""
        return self.said.claim.span.cut(self.said.article.text)


def told(article: Article) -> Iterator[Told]:
    """Every assertion of an article about a fact, with the moment of a fact that grows."""
    for item in said(article):
        if item.claim.fact is not None and item.claim.value is not None:
            key = _ledger(article).key(item.claim.fact, article.date)
            yield Told(
                item,
                Statement(
                    source=item.speaker,
                    event=str(article.event),
                    fact=key.name,
                    value=item.claim.value,
                    stance=item.stance,
                    time=article.date or "",
                ),
            )


def tables(splits: Mapping[str, Sequence[Article]]) -> dict[str, dict[str, list[Any]]]:
    """The tables beside the articles, by split: assertions, pairs, and latent ratings for test.

    Assertions are those of the articles, then simulated ones of other sources and facts, so that
    most sources have enough of them; what an article reports is not repeated.
    """
    simulated = {str(split): rows for split, rows in assertions(simulate(SEED)).items()}
    made: dict[str, dict[str, list[Any]]] = {"pairs": {}, "assertions": {}, "ratings": {}}
    for split, articles in splits.items():
        rows = [row for article in articles for row in _rows(article)]
        known = {(row.event, row.source, row.fact, row.value, row.stance) for row in rows}
        rows += [
            row
            for row in simulated[split]
            if "-t" in row.id
            and (row.event, row.source, row.fact, row.value, row.stance) not in known
        ]
        made["assertions"][split] = rows
        made["pairs"][split] = pairs(articles)
        # The same sources speak in every split: rated in one, they would be given away in another.
        if split == "test":
            made["ratings"][split] = ratings(rows)
    return {table: parts for table, parts in made.items() if any(parts.values())}


def _rows(article: Article) -> Iterator[Assertion]:
    for number, item in enumerate(told(article), 1):
        statement = item.statement
        yield Assertion(
            id=f"{article.id}-{item.said.claim.id}-{number}",
            source=statement.source,
            fact=statement.fact,
            value=statement.value,
            stance=statement.stance,
            claim=item.id,
            date=article.date,
            event=article.event,
            verdict=item.said.claim.verdict,
        )


def pairs(articles: Sequence[Article]) -> list[Pair]:
    """Candidate pairs of assertions of one event: same fact, and as many of different facts.

    Each speaker's assertion counts once. Pairs of different facts are those that share the most
    words, so that words alone do not tell them apart.
    """
    by_event: dict[str, dict[tuple[str, str, str, str], Told]] = {}
    for article in articles:
        for item in told(article):
            key = (
                item.statement.source,
                item.statement.fact,
                item.statement.value,
                item.statement.stance,
            )
            by_event.setdefault(item.statement.event, {}).setdefault(key, item)
    found: list[Pair] = []
    for event in sorted(by_event):
        found += _event_pairs(events()[event], list(by_event[event].values()))
    return found


def _event_pairs(event: Event, items: list[Told]) -> list[Pair]:
    related: list[tuple[Told, Told, AgreementLabel]] = []
    other: list[tuple[float, int, Told, Told]] = []
    for number, (one, two) in enumerate(combinations(items, 2)):
        if one.said.claim is two.said.claim or one.statement.source == two.statement.source:
            continue
        if one.statement.fact == two.statement.fact:
            clash = contradict(event, one.statement, two.statement)
            related.append((one, two, "contradict" if clash else "agree"))
        else:
            other.append((-_shared(one.words, two.words), number, one, two))
    other.sort(key=lambda row: row[:2])
    chosen: list[tuple[Told, Told, AgreementLabel]] = [
        *related,
        *((one, two, "unrelated") for _, _, one, two in other[: len(related)]),
    ]
    return [
        Pair(
            id=f"{event.id}-p{number:03d}",
            a=one.id,
            b=two.id,
            label=label,
            a_text=_quoted(one),
            b_text=_quoted(two),
            event=event.id,
        )
        for number, (one, two, label) in enumerate(chosen, 1)
    ]


def _shared(one: str, other: str) -> float:
    """The share of words that two claims have in common."""
    first, second = ({text[word.start : word.end] for word in words(text)} for text in (one, other))
    return len(first & second) / max(1, len(first | second))


def _quoted(item: Told) -> str:
    """The words of a claim behind the words that report it, which tell a denial."""
    text = item.said.article.text
    cue = item.said.attribution.cue if item.said.attribution else None
    return f"{cue.cut(text)}: {item.words}" if cue else item.words

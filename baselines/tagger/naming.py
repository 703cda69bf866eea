"""Naming: whether two phrases name one source, by their words and by what those sound like."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations

from musnad.dataset import Article
from musnad.dataset.text import recipes

from ..cues.nouns import listed
from .choice import Choice, Row
from .page import Page
from .phrases import Phrase, bare, is_body

_PRIOR = 3.0
_ALIKE = 0.7


@lru_cache(maxsize=1 << 16)
def sounds_like(one: str, two: str) -> bool:
    """Whether two words are spellings or transliterations of one name."""
    if one == two:
        return True
    if min(len(one), len(two)) < 4 or not _spelt_alike(one, two):
        return False
    return recipes["skeleton"].write(one) == recipes["skeleton"].write(two)


def _spelt_alike(one: str, two: str) -> bool:
    return SequenceMatcher(None, one, two, autojunk=False).ratio() >= _ALIKE


def pair_row(one: Phrase, two: Phrase) -> list[str]:
    """What speaks for and against two phrases naming one source."""
    small, large = sorted((one, two), key=lambda phrase: len(phrase.core))
    if not small.core:
        return ["blank"]
    shared = _shared(small.core, large.core)
    size = f"{min(len(small.core), 3)}<{min(len(large.core), 4)}"
    if shared == len(small.core):
        overlap = "same" if shared == len(large.core) else f"inside:{_standing(small, large)}"
    elif 2 * shared > len(large.core):
        overlap = "most"
    elif _shared(small.core, large.rest) == len(small.core):
        overlap = "represented"
    else:
        overlap = "some" if shared else "none"
    row = [overlap, f"{overlap}:{size}", f"{overlap}:{_kind(small)}:{_kind(large)}"]
    if _shared(large.core, small.rest) == len(large.core):
        row.append("represented")
    if _office(small, large):
        row.append("office")
    return row


def _shared(small: Sequence[str], large: Sequence[str]) -> int:
    return sum(any(sounds_like(word, other) for other in large) for word in small)


def _standing(small: Phrase, large: Phrase) -> str:
    """Where in the core of the longer phrase the shorter one stands."""
    at = next(k for k, word in enumerate(large.core) if sounds_like(small.core[0], word))
    at_end = sounds_like(small.core[-1], large.core[-1])
    if large.core[0][0].isascii():
        return "end" if at_end else "before the head"
    if at == 0:
        return "head"
    if is_body(large.core[at - 1]):
        return "name of a body" if at == 1 and at_end else "part of a body"
    return "end" if at_end and not is_body(large.core[0]) else "middle"


def _kind(phrase: Phrase) -> str:
    head = phrase.core[-1] if phrase.core[0][0].isascii() else phrase.core[0]
    if is_body(head):
        return "body"
    return "role" if head in listed("roles") or "ال" + head in listed("roles") else "other"


def _office(small: Phrase, large: Phrase) -> bool:
    """Whether the shorter phrase is a definite office or body that the longer one spells out."""
    forms, more = small.forms, (*small.core[1:], *small.rest)
    if not forms[0].startswith(("ال", "لل")):
        return False
    if 3 * _shared(more, (*large.core, *large.rest)) < 2 * len(more):
        return False
    wanted = {forms[0], bare(forms[0]), "ال" + bare(forms[0])}
    theirs = {form.removeprefix("و") for form in large.forms}
    return bool(wanted & theirs & (listed("roles") | listed("titles")))


_RULES: list[tuple[Row, str]] = [
    (["same"], "yes"),
    (["inside:head"], "yes"),
    (["inside:head", "office"], "yes"),
    (["inside:end"], "yes"),
    (["inside:name of a body"], "yes"),
    (["inside:middle"], "no"),
    (["inside:middle", "office"], "yes"),
    (["inside:part of a body"], "no"),
    (["inside:before the head"], "no"),
    (["represented"], "no"),
    (["represented", "office"], "yes"),
    (["most"], "yes"),
    (["some"], "no"),
    (["some", "office"], "yes"),
    (["none"], "no"),
    (["none", "office"], "yes"),
    (["blank"], "no"),
]


class Naming:
    """Says how likely two phrases name one source; untrained, by the rules alone."""

    def __init__(self, choice: Choice | None = None) -> None:
        rows, answers = zip(*_RULES, strict=True)
        self.choice = choice or Choice.fitted(rows, answers, cost=20.0)

    @classmethod
    def fitted(cls, pages: Sequence[Page], articles: Sequence[Article]) -> Naming:
        """Learn from all pairs of mentions in articles with sources; a rule counts as a few."""
        rows, answers = [], []
        for page, article in zip(pages, articles, strict=True):
            mentions = [
                (number, Phrase.of(page, (ranges[0][0], ranges[-1][1])))
                for number, source in enumerate(article.sources)
                for ranges in map(page.ranges, source.mentions)
                if ranges
            ]
            for (a, one), (b, two) in combinations(mentions, 2):
                rows.append(pair_row(one, two))
                answers.append("yes" if a == b else "no")
        if not rows:
            return cls()
        counts = [1.0] * len(rows) + [_PRIOR] * len(_RULES)
        rows += [list(row) for row, _ in _RULES]
        answers += [answer for _, answer in _RULES]
        return cls(Choice.fitted(rows, answers, counts=counts))

    def p(self, one: Phrase, two: Phrase) -> float:
        """How likely two phrases name one source; phrases without a common word never do."""
        if one.sounds.isdisjoint(two.sounds):
            return 0.0
        return self.choice.p(pair_row(one, two)).get("yes", 0.0)


def _clash(one: Phrase, two: Phrase) -> bool:
    """Whether two phrases name two bodies of one kind, such as two ministries."""
    if min(len(one.core), len(two.core)) < 2 or one.core[0] != two.core[0]:
        return False
    shared = _shared(one.core, two.core)
    return is_body(one.core[0]) and shared < min(len(one.core), len(two.core))


def clustered(phrases: Sequence[Phrase], naming: Naming, *, least: float = 0.5) -> list[int]:
    """The number of each phrase's cluster, clusters numbered by their first phrase.

    Each phrase joins the cluster with the likeliest pair in it, the latest of several, if that is
    likelier than `least` and no pair of the two is out of the question. Clusters that have no
    word in common with a phrase are not asked.
    """
    groups: list[list[Phrase]] = []
    heard: defaultdict[str, set[int]] = defaultdict(set)
    where: list[int] = []
    seen: dict[tuple[str, ...], int] = {}
    for phrase in phrases:
        if phrase.forms in seen:
            where.append(seen[phrase.forms])
            continue
        best, place = least, len(groups)
        for number in sorted(set().union(*(heard[sound] for sound in phrase.sounds))):
            group = groups[number]
            likely = [naming.p(other, phrase) for other in group]
            if max(likely) >= best and not any(_clash(other, phrase) for other in group):
                best, place = max(likely), number
        if place == len(groups):
            groups.append([])
        groups[place].append(phrase)
        seen[phrase.forms] = place
        for sound in phrase.sounds:
            heard[sound].add(place)
        where.append(place)
    return where

"""Antecedents: which source speaks where a subject is dropped or is a pronoun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..cues.lexicon import folded
from ..cues.nouns import listed
from .choice import Choice, Row
from .page import Page, Range
from .sayings import Saying

NOBODY = -1
"""The candidate for an impersonal report."""

_COLLECTIVES = folded("الاخوان القوي الشباب الاهالي النواب العمال التجار الطلاب الركاب")
_MASCULINE_IN_H = folded("اسامه حمزه عطيه خليفه طه شحاته عبده قتاده معاويه")
_PRIOR = 4.0
_MOST = 8  # so many candidates of each kind are weighed
_BACK = 30  # so many attributions back a content may hold a candidate


@dataclass(frozen=True)
class Known:
    """A source that may be the antecedent: where it was mentioned, the first time in full."""

    mentions: tuple[Range, ...]


def candidates(
    sayings: Sequence[Saying], where: Sequence[int], known: Sequence[Known], at: int
) -> list[int]:
    """The numbers of the sources that may speak in an attribution, the latest first."""
    here = sayings[at].start
    spoken = dict.fromkeys(reversed(where[:at]))
    before = [number for number in spoken if number != NOBODY][:_MOST]
    latest = {
        number: max((start for start, _ in source.mentions if start < here), default=-1)
        for number, source in enumerate(known)
        if number not in spoken and source.mentions
    }
    near = sorted((n for n in latest if latest[n] >= 0), key=lambda n: -latest[n])[:_MOST]
    ahead = [number for number in latest if latest[number] < 0][:1]
    return [*before, *near, *ahead, NOBODY]


def rows(
    page: Page,
    sayings: Sequence[Saying],
    where: Sequence[int],
    known: Sequence[Known],
    at: int,
    hint: int | None,
) -> list[tuple[int, Row]]:
    """Each candidate for an attribution with what speaks for and against it.

    Args:
        page: The article.
        sayings: All its attributions in text order.
        where: The sources of those before this one.
        known: The sources by number.
        at: The attribution.
        hint: The candidate that the rules chose, if they had an answer.
    """
    item = sayings[at]
    choices = candidates(sayings, where, known, at)
    last = _previous(sayings, where, at)
    subject = outer_subject(page, sayings, at)
    found: list[tuple[int, Row]] = []
    for rank, number in enumerate(choices):
        row = [f"kind:{item.kind}"]
        if hint is not None:
            row.append("hinted" if number == hint else "not hinted")
        if number == NOBODY:
            row += [
                "nobody",
                f"nobody:{item.kind}",
                *(f"nobody:{f}" for f in _cue_forms(page, item)),
            ]
            found.append((number, row))
            continue
        row.append(f"rank:{min(rank, 3)}")
        row += _distance(page, item, sayings, where, known[number], number, at)
        if last is not None:
            row.append(
                ("last:" if where[last] == number else "other:") + _between(page, sayings, last, at)
            )
        if item.parent is not None and item.parent < at:
            row.append("outer" if where[item.parent] == number else "not outer")
        row += _agreement(page, item, known[number])
        row += _opens(page, item, known[number])
        if subject is not None and subject in known[number].mentions:
            row.append("subject of outer")
        found.append((number, row))
    return found


def outer_subject(page: Page, sayings: Sequence[Saying], at: int) -> Range | None:
    """The definite noun with which the content round a nested attribution opens, its subject."""
    parent = sayings[at].parent
    if parent is None or not sayings[parent].content:
        return None
    start = sayings[parent].content[0][0]
    if page.forms[start] not in listed("that") or start + 1 >= len(page):
        return None
    first = end = start + 1
    while end < min(len(page), first + 3) and page.forms[end].startswith("ال"):
        end += 1
    return (first, end) if first < end <= sayings[at].start else None


def _previous(sayings: Sequence[Saying], where: Sequence[int], at: int) -> int | None:
    """The latest attribution before one that is beside it, not nested deeper."""
    for back in range(at - 1, -1, -1):
        nested = sayings[back].parent
        if where[back] != NOBODY and (nested is None or nested == sayings[at].parent):
            return back
    return None


def _between(page: Page, sayings: Sequence[Saying], last: int, at: int) -> str:
    """How far the previous attribution reaches towards this one."""
    item, before = sayings[at], sayings[last]
    place = max(end for _, end in (*before.cue, *before.content, (0, 1))) - 1
    if page.sentence[place] == page.sentence[item.start]:
        near = "sentence"
    elif page.paragraph[place] == page.paragraph[item.start]:
        near = "paragraph"
    else:
        near = "far"
    return f"{near}:{item.kind}"


def _distance(
    page: Page,
    item: Saying,
    sayings: Sequence[Saying],
    where: Sequence[int],
    known: Known,
    number: int,
    at: int,
) -> list[str]:
    here = page.sentence[item.start]
    before = [end for start, end in known.mentions if start < item.start]
    if not before:
        return ["ahead"]
    latest = max(before)
    gap = here - page.sentence[latest - 1]
    row = [f"gap:{min(gap, 4)}", f"gap:{min(gap, 2)}:{item.kind}"]
    spoken = number in where[:at]
    row.append("spoken" if spoken else "silent")
    row.append(f"{'spoken' if spoken else 'silent'}:{min(gap, 2)}:{item.kind}")
    if not spoken and any(
        start < latest <= end
        for other in sayings[max(0, at - _BACK) : at]
        for start, end in other.content
    ):
        row.append("within content")
    return row


def _agreement(page: Page, item: Saying, known: Known) -> list[str]:
    head = page.forms[known.mentions[0][0]]
    plural = head.endswith(("ون", "ين", "ات", "ء")) or head in listed("plurals") | _COLLECTIVES
    feminine = head.endswith("ه") and head not in _MASCULINE_IN_H
    row = []
    if item.plural is not None and item.kind != "present":
        row.append(f"plural:{item.plural}:{plural}")
    if item.feminine is not None and not plural:
        row.append(f"feminine:{item.feminine}:{feminine}")
    return row


def _opens(page: Page, item: Saying, known: Known) -> list[str]:
    """Whether the candidate is the subject with which the sentence opens."""
    first, _ = page.bounds(page.sentence, item.start)
    for start, _ in known.mentions:
        if first <= start < item.start:
            return ["opens"] if start - first <= 2 else ["same sentence"]
    return []


def _cue_forms(page: Page, item: Saying) -> list[str]:
    return [page.forms[at] for start, end in item.cue for at in range(start, end)]


_KINDS = ("past", "present", "participle", "noun", "none", "pronoun")
_RULES: list[tuple[Row, str]] = [
    (["hinted"], "yes"),
    (["not hinted"], "no"),
    (["hinted", "last:sentence:participle"], "yes"),
    (["not hinted", "other:sentence:participle"], "no"),
    (["hinted", "other:sentence:participle"], "no"),
    (["not hinted", "last:sentence:participle"], "yes"),
    (["hinted", "nobody"], "yes"),
    (["not hinted", "nobody"], "no"),
    (["nobody"], "no"),
    *((["nobody", f"nobody:{kind}", "not hinted"], "no") for kind in _KINDS),
    *((["nobody", f"nobody:{kind}"], "no") for kind in _KINDS),
    (["rank:0", "last:sentence:past"], "yes"),
    (["rank:1", "other:sentence:past"], "no"),
    (["rank:0", "last:paragraph:past"], "yes"),
    (["rank:1", "other:paragraph:past"], "no"),
    (["feminine:True:False", "rank:0"], "no"),
    (["feminine:False:True", "rank:0"], "no"),
    (["nobody", "nobody:bare noun", "kind:bare noun", "not hinted"], "yes"),
    (["nobody", "nobody:bare noun", "kind:bare noun"], "yes"),
    (["kind:bare noun", "hinted", "rank:0"], "no"),
    (["silent"], "no"),
    (["subject of outer", "plural:True:True"], "yes"),
    (["subject of outer", "plural:True:False"], "no"),
    (["ahead"], "no"),
]


class Antecedents:
    """Chooses the antecedent of a dropped subject or pronoun; untrained, by the rules."""

    def __init__(self, choice: Choice | None = None) -> None:
        learned, answers = zip(*_RULES, strict=True)
        self.choice = choice or Choice.fitted(learned, answers, cost=5.0)

    @classmethod
    def fitted(cls, cases: Sequence[tuple[Row, bool]]) -> Antecedents:
        """Learn from candidates of which is known whether they are right."""
        if not cases:
            return cls()
        counts = [1.0] * len(cases) + [_PRIOR] * len(_RULES)
        learned = [row for row, _ in cases] + [row for row, _ in _RULES]
        answers = ["yes" if is_right else "no" for _, is_right in cases]
        return cls(
            Choice.fitted(learned, [*answers, *(answer for _, answer in _RULES)], counts=counts)
        )

    def best(self, choices: Sequence[tuple[int, Row]]) -> int:
        """The likeliest candidate, the first of several."""
        chances = [self.choice.p(row).get("yes", 0.0) for _, row in choices]
        return choices[max(range(len(choices)), key=lambda k: (chances[k], -k))][0]

"""What Musnad says of the inputs that scorers disagree about, each time through its front door."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy

from musnad.dataset import Article
from musnad.errors import MusnadError
from musnad.eval import evaluate
from musnad.eval.agreement.alpha import alpha
from musnad.eval.comparing import compare
from musnad.eval.ranking import spearman, tau_b
from musnad.eval.statistics import Counts

from ..eval.builders import LETTERS, article, claim, corpus, report, said, source, words

Value = float | str | None
Values = Mapping[str, Value]
LONG = LETTERS * 80


TWO = article(said((0, 9), (20, 25), (30, 33)), said((40, 49), (60, 65), (70, 73)))
ONE = article(said((0, 9), (20, 25), (30, 33)))
ROLES = ("cue_exact_p", "cue_exact_r", "wsw_p", "wsw_r")
COVERING = ([(0, 5), (5, 10)], [(0, 10)])
SPLITTING = ([(0, 10)], [(0, 5), (5, 10)])
NESTED = ([(0, 10), (2, 6)], [(2, 6)])
GREEDY = ([(0, 10), (8, 14)], [(7, 14), (0, 6)])
TEN = [(at, at + 2) for at in range(0, 40, 4)]
MARKED = "نقلت «النَّصّ» عن وزير الصحة، أمس"


def claims(
    *spans: tuple[Any, ...], id: str = "ar-1", text: str = LETTERS, **options: Any
) -> Article:
    """An article with these claims."""
    return article(claims=spans, id=id, text=text, **options)


def scores(
    gold: Article | Sequence[Article], found: Article | Sequence[Article], *metrics: str
) -> Values:
    """Musnad's values, by the names of the metrics."""
    made = report(gold, found, metrics=metrics)
    return {name: made[name].value for name in metrics}


def spans(
    gold: Sequence[tuple[int, int]], found: Sequence[tuple[int, int]], *metrics: str
) -> Callable[[], Values]:
    """Musnad's values for claims at these places."""
    names = [f"claim_{name}" for name in metrics]
    return partial(scores, claims(*gold, text=LONG), claims(*found, text=LONG), *names)


def error(action: Callable[[], object]) -> str:
    """The code of the error that an action ends with, or its text where it has none."""
    try:
        action()
    except MusnadError as problem:
        text = str(problem)
        return text.rpartition("[")[2].rstrip("]")
    return "no error"


def clusters(key: str, response: str) -> Callable[[], Values]:
    """Musnad's values for clusters of letters."""
    names = [f"source_{name}_f1" for name in ("muc", "b3", "ceafe", "lea")]
    return lambda: scores(lettered(key), lettered(response), *names)


def lettered(side: str) -> Article:
    """An article in which each word is a source and each letter one of its mentions."""
    entries = [
        source(f"S{at}", *((ord(letter), ord(letter) + 1) for letter in word))
        for at, word in enumerate(side.split())
    ]
    return article(sources=entries)


def sentences(labels: str, shares: Sequence[float]) -> Callable[[], Values]:
    """Musnad's AP and AUROC over sentences: `+` is checkable, each has a predicted claim."""
    places = [(10 * at, 10 * at + 5) for at in range(len(labels))]
    bounds = [(10 * at, 10 * at + 10) for at in range(len(labels))]
    gold = [
        claim(place, checkable=label == "+") for place, label in zip(places, labels, strict=True)
    ]
    found = [
        claim(place, checkable=True, p=share) for place, share in zip(places, shares, strict=True)
    ]
    return lambda: scores(
        article(claims=gold, sentences=bounds),
        article(claims=found, sentences=bounds),
        "checkable_sentence_ap",
        "checkable_sentence_auroc",
    )


def marked() -> Values:
    """A source with and without the comma, a content with and without quotation marks."""
    sides = []
    for content, name in (("«النَّصّ»", "وزير الصحة،"), ("النَّصّ", "وزير الصحة")):
        both = words(MARKED, content).bounds, words(MARKED, name).bounds
        sides.append(article(said(*both), text=MARKED))
    gold, found = sides
    return scores(gold, found, "source_exact_f1", "content_exact_f1", "tuple_strict_f1")


def with_other_ids() -> Values:
    """The same labels under other ids."""
    turned = replace(
        TWO,
        attributions=tuple(replace(one, id=f"x{one.id}") for one in reversed(TWO.attributions)),
    )
    return scores(TWO, turned, "cue_exact_f1", "tuple_strict_f1")


def against_itself() -> Values:
    """The p-value of a system against itself, over 14 events."""
    golds = [claims((0, 5), (8, 9), id=f"ar-{at:02}", event=f"e{at}") for at in range(14)]
    found = [claims((0, 5), id=item.id, event=item.event) for item in golds]
    standing = compare(corpus(*golds), found, found, metric="claim_exact_f1", randomisations=10)
    return {"p": standing.p_value}


def equal_contents(turned: bool) -> Values:
    """Two attributions of one content to two sources, predicted in either order."""
    entries = [source("S1", (20, 25), type="official"), source("S2", (30, 35), type="witness")]
    both = [said((0, 9), (20, 25)), said((0, 9), (30, 35), to="S2")]
    gold = article(*both, sources=entries)
    found = article(*(both[::-1] if turned else both), sources=entries)
    return scores(gold, found, "type_accuracy", "source_role_f1")


def apart() -> Values:
    """Attributions of which none overlaps another."""
    gold = article(said((0, 5), (20, 25), act="deny"), said((6, 9), act="state"))
    found = article(said((40, 45), (20, 25), act="deny"), said((50, 53), act="state"))
    return scores(gold, found, "content_soft_f1", "source_role_f1", "act_accuracy")


def neighbours(gold: tuple[int, int], found: tuple[int, int]) -> Callable[[], Values]:
    """Cues side by side."""
    one, other = (said((40, 49), (20, 25), cue) for cue in (gold, found))
    return lambda: scores(article(one), article(other), "cue_soft_f1", "linked_f1")


def giant_content() -> Values:
    """A content that covers the whole article, from the right source."""
    gold, found = (article(said(content, (20, 25)), text=LONG) for content in ((5, 7), (0, 9999)))
    return scores(gold, found, "wsw_f1", "tuple_strict_f1", "content_soft_f1")


def shared_marks() -> Values:
    """Sources that share a comma and a space, and no letter."""
    text = "قال، إن"
    gold, found = (article(said((5, 7), place, (0, 2)), text=text) for place in ((0, 4), (3, 6)))
    return scores(gold, found, "source_soft_f1", "linked_f1")


def repeated_evidence() -> Values:
    """A right content four times, a wrong one once."""
    gold = article(said((0, 9), (20, 25)))
    found = article(*[said((0, 9), (20, 25))] * 4, said((40, 49), (20, 25)))
    return scores(gold, found, "content_exact_p", "wsw_p")


def crashes() -> Values:
    """What stops other tools."""
    same = alpha({("قول", "قول"): 2})
    alone = alpha({("قول",): 2})
    empty = corpus()
    found = spans([(0, 5)], [(3, 8)], "soft_f1")()
    split = scores(claims(((0, 5), (8, 9))), claims(((0, 5), (8, 9))), "claim_exact_f1")
    return {
        "partial overlap": found["claim_soft_f1"],
        "discontinuous span": split["claim_exact_f1"],
        "no article": error(lambda: evaluate(empty, [])),
        "all labels equal": same.value,
        "no item with two coders": alone.value,
    }


def shown(value: float) -> Values:
    """How a score is printed, and how it is stored."""
    score = report(ONE, ONE, metrics=["wsw_f1"])["wsw_f1"]
    made = replace(score, value=value)
    return {"printed": made.shown, "stored": made.to_json()["value"]}


def of_pairs(one: Sequence[float], other: Sequence[float]) -> Values:
    """Rank correlations of two values of some items."""
    items = sorted(zip(map(float, one), map(float, other), strict=True))
    counts = numpy.array([[Counts.of(hits=0, found=1, wanted=0).row for _ in items]])
    found = {"tau_b": float(tau_b(counts, items)[0]), "spearman": float(spearman(counts, items)[0])}
    return {name: None if numpy.isnan(value) else value for name, value in found.items()}

"""Random rows of the tables beside articles, with answers, and the same said otherwise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from random import Random
from typing import Any

from musnad.dataset import Assertion, Pair, PairPrediction, Rating, Reliability
from musnad.eval import Report
from musnad.eval.evaluate import report_on
from musnad.eval.measuring import nothing_measured
from musnad.eval.tasks import (
    Measured,
    measure_pairs,
    measure_ratings,
    measure_reliability,
    with_task,
)
from musnad.eval.tasks.reliability import records_of

from ..eval.builders import article, corpus

LABELS = ("agree", "contradict", "unrelated")
WORTH = ("check_worthy", "not_check_worthy")
SHARES = (0.0, 0.25, 0.5, 0.5, 0.9, 1.0)


@dataclass(frozen=True)
class Rows:
    """Gold rows of a task, a system's answers, and what else the task looks at."""

    task: str
    gold: tuple[Any, ...]
    found: tuple[Any, ...]
    train: tuple[Any, ...] = ()
    latent: tuple[Any, ...] = ()

    def measured(self) -> Measured:
        """The counts of the system."""
        if self.task == "pairs":
            return measure_pairs(self.gold, self.found)
        if self.task == "ratings":
            return measure_ratings(self.gold, self.found)
        return measure_reliability(self.gold, self.found, train=self.train, ratings=self.latent)

    def report(self, *, resamples: int, metrics: Sequence[str] | None = None) -> Report:
        """The scores of the system."""
        nothing = nothing_measured(corpus(article()), metrics)
        return report_on(with_task(nothing, self.measured()), resamples=resamples, seed=12345)

    def perfect(self) -> Rows:
        """The answers of who knows; sources that are always right or never, to be sure of."""
        if self.task == "pairs":
            return replace(
                self, found=tuple(PairPrediction(row.id, row.label) for row in self.gold)
            )
        if self.task == "ratings":
            return replace(self, found=self.gold)
        sure = tuple(
            replace(row, stance="assert", verdict=_verdict(row.source[-1] in "0246"))
            for row in self.gold
        )
        shares = {name: record.share for name, record in records_of(sure).items()}
        found = tuple(Reliability(name, share) for name, share in shares.items())
        return replace(self, gold=sure, found=found, latent=())


def _verdict(right: bool) -> str:
    return "supported" if right else "refuted"


@cache
def rows(task: str, seed: int) -> Rows:
    """Random rows of a task."""
    return {"pairs": _pairs, "ratings": _ratings, "reliability": _reliability}[task](Random(seed))


def _pairs(rng: Random) -> Rows:
    gold = tuple(
        Pair(f"p{at:02}", f"أ{at}", f"ب{at}", rng.choice(LABELS), "كذا", "كذا", f"e{at % 7}")
        for at in range(40)
    )
    found = tuple(
        PairPrediction(
            row.id,
            row.label if rng.random() < 0.6 else rng.choice(LABELS),
            rng.choice((None, *SHARES)),
        )
        for row in gold
        if rng.random() < 0.9
    )
    return Rows("pairs", gold, found)


def statement(subject: str, label: str, score: float | None = None) -> Rating:
    """A statement that is rated."""
    return Rating(subject, "statement", label, score, "check_worthy", None, None, None)


def _ratings(rng: Random) -> Rows:
    gold = tuple(statement(f"ن{at % 7}/{at:02}", rng.choice(WORTH)) for at in range(40))
    found = tuple(
        statement(
            row.subject,
            row.label if rng.random() < 0.6 else rng.choice(WORTH),
            rng.choice((None, *SHARES)),
        )
        for row in gold
        if rng.random() < 0.9
    )
    return Rows("ratings", gold, found)


def _reliability(rng: Random) -> Rows:
    names = [f"م{at}" for at in range(8)]
    true = {name: rng.random() for name in names}

    def asserted(name: str, at: int) -> Assertion:
        right = rng.random() < true[name]
        stance = rng.choice(("assert", "deny"))
        verdict = _verdict(right == (stance == "assert"))
        if rng.random() < 0.1:
            verdict = "unverifiable"
        made: Any = (f"{name}-{at}", name, f"و{at}", "=3", stance, None, None, "e1", verdict)
        return Assertion(*made)

    gold = tuple(asserted(name, at) for name in names for at in range(rng.randint(2, 12)))
    train = tuple(asserted(name, at) for name in names for at in range(20, 24))
    found = tuple(Reliability(name, rng.choice(SHARES)) for name in names if rng.random() < 0.8)
    latent = tuple(
        Rating(name, "source", None, score, "latent", None, None, None)
        for name, score in true.items()
    )
    return Rows("reliability", gold, found, train, latent if rng.random() < 0.5 else ())


# -- the same, otherwise ---------------------------------------------------------------------------


def turned(given: Rows) -> Rows:
    """All rows in another order, the two of a pair exchanged."""
    rng = Random(9)

    def order(items: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(rng.sample(items, len(items)))

    gold = order(given.gold)
    if given.task == "pairs":
        gold = tuple(replace(one, a=one.b, b=one.a) for one in gold)
    return replace(
        given,
        gold=gold,
        found=order(given.found),
        train=order(given.train),
        latent=order(given.latent),
    )


def renamed(given: Rows) -> Rows:
    """Other ids for everything, in the same order."""

    def name(item: Any) -> Any:
        keys = ("id", "subject", "source", "entity", "a", "b", "event", "fact")
        values = {key: getattr(item, key, None) for key in keys}
        return replace(item, **{key: f"ـ{old}" for key, old in values.items() if old is not None})

    parts = {key: tuple(map(name, getattr(given, key))) for key in ("gold", "found", "train")}
    return replace(given, **parts, latent=tuple(map(name, given.latent)))


def doubled(given: Rows) -> Rows:
    """Everything a second time in its event, debate or source."""

    def copy(item: Any) -> Any:
        if isinstance(item, Pair):
            return replace(item, id=f"{item.id}ـ", a=f"{item.a}ـ", b=f"{item.b}ـ")
        if isinstance(item, PairPrediction | Assertion):
            return replace(item, id=f"{item.id}ـ")
        return replace(item, subject=f"{item.subject}ـ")

    found = given.found
    if given.task != "reliability":
        found = (*found, *map(copy, found))
    return replace(given, gold=(*given.gold, *map(copy, given.gold)), found=found)


CHANGES: dict[str, Callable[[Rows], Rows]] = {
    change.__name__: change for change in (turned, renamed, doubled)
}

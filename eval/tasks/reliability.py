"""Reliability: how often what a source asserts is right, and who can tell (metrics.md 5).

A system gives each source of the test split the probability that an assertion of it is right.
Sources are ranked against their latent reliability where the corpus knows it, else against the
share of their assertions that is right; the probabilities are held against the assertions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from musnad.dataset import Assertion, Corpus, Rating, Reliability
from musnad.errors import DataError

from ..ranking import auroc, spearman, tau_b
from ..statistics import Counts, Family, Pool, Table, add, one_by_one, precision, recall
from ..sums import Sums
from .answers import Gold, Rows, answers, gold_rows, refuse_extra
from .calibration import BINS, calibrated_error, calibration_error, tally_bins
from .measured import Measured, counted, digest, families_of, reasons_for

# From how many distinct assertions on a source is ranked.
LEAST = 5
# What a system that abstains on a source says of it.
ABSTAINED = 0.5
Distinct = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class JudgedSource:
    """A source: P(an assertion of it is right), and how many of its distinct ones are.

    `truth` is what it is ranked by, None with too few assertions; `base` is the share that is
    right in train, None where that is not known.
    """

    p: float
    right: int
    items: int
    truth: float | None
    base: float | None


@dataclass(frozen=True, slots=True)
class Record:
    """How many distinct assertions of a source are right, of how many."""

    right: int
    items: int

    @property
    def share(self) -> float:
        """The share that is right."""
        return self.right / self.items


def measure_reliability(
    gold: Gold,
    predictions: Rows,
    *,
    train: Iterable[Assertion] | None = None,
    ratings: Iterable[Rating] | None = None,
    least: int = LEAST,
) -> Measured:
    """Count how well a system knows which sources are right.

    Args:
        gold: a corpus that has a table of assertions with verdicts, or rows of that table.
        predictions: a file, or rows `{entity, p}` in any order.
        train: assertions with verdicts to take the base rate from; of a corpus, those of its
            split `train`.
        ratings: rows of kind `source` and scale `latent`; of a corpus, those of this split.
        least: from how many distinct assertions on a source is ranked.

    Raises:
        DataError: rows that do not fit: an assertion judged in two ways, an answer given twice,
            or for a source that asserts nothing.
        UsageError: the corpus has no assertions.
    """
    assertions: list[Assertion] = gold_rows(gold, "assertions")
    if isinstance(gold, Corpus):
        if train is None and gold.has_table("assertions", split="train"):
            train = gold.table("assertions", split="train")
        if ratings is None and gold.has_table("ratings"):
            ratings = gold.table("ratings")
    known = [row for row in ratings or () if (row.kind, row.scale) == ("source", "latent")]
    latent = latent_of(known)
    records = records_of(assertions)
    base = base_rate(train or ())
    ranked = [name for name, record in records.items() if record.items >= least]
    by_latent = bool(ranked) and all(name in latent for name in ranked)
    rows, file = answers(predictions, "reliability")
    sources = {item.source for item in assertions}
    wanted = "the gold assertions"
    refuse_extra([(row, row.record.entity) for row in rows], sources, "source", file, wanted)
    given: dict[str, Reliability] = {row.record.entity: row.record for row in rows}

    judged = {
        name: JudgedSource(
            p=given[name].p if name in given else ABSTAINED,
            right=record.right,
            items=record.items,
            truth=(latent[name] if by_latent else record.share) if record.items >= least else None,
            base=base,
        )
        for name, record in records.items()
    }
    families = families_of("reliability") if judged else []
    sums, clusters = counted(families, [(f"source {name}", one) for name, one in judged.items()])
    ceiling = _ceiling(judged, latent, by_latent=by_latent)
    reasons = reasons_for("reliability", None if records else "no assertion has a verdict")
    if base is None:
        reasons.setdefault("reliability_skill", "train has no assertions with verdicts")
    answered = sum(name in given for name in sources)
    items = sum(record.items for record in records.values())
    facts = {"reliability_coverage": answered / len(sources)} if sources else {}
    if judged:
        each = [one.p for one in judged.values() for _ in range(one.items)]
        facts["reliability_ece_calibrated"] = calibrated_error(each)
    return Measured(
        task="reliability",
        reasons=reasons,
        sums=sums,
        clusters=clusters,
        unit="source",
        items=items,
        answered=answered,
        digest=digest([*assertions, *known]),
        options={
            "least_assertions": least,
            "truth": "latent" if by_latent else "share",
            "base_rate": base,
            "bins": BINS,
        },
        ceiling=ceiling,
        facts=facts,
        notes=tuple(_notes(len(sources), answered, len(ranked), least, by_latent, facts)),
    )


def _ceiling(
    judged: Mapping[str, JudgedSource], latent: Mapping[str, float], *, by_latent: bool
) -> dict[Family | Pool, Sums]:
    """The counts of who knows the latent reliability of the sources, or without it their shares.

    Where sources are ranked against it, their shares are ranked: no assertion says more of a
    source than that.
    """
    seen = {name: replace(one, p=one.right / one.items) for name, one in judged.items()}
    known = {name: replace(seen[name], p=latent.get(name, seen[name].p)) for name in judged}
    families = families_of("reliability") if judged else []
    counts, _ = counted(families, [(f"source {name}", one) for name, one in known.items()])
    if by_latent:
        ranks, _ = counted([RANKING], [(f"source {name}", one) for name, one in seen.items()])
        counts |= ranks
    return counts


def records_of(assertions: Iterable[Assertion]) -> dict[str, Record]:
    """By source, its distinct assertions whose verdict says whether they are right.

    Equal assertions of a source are one, however many articles carry them; what cannot be
    verified is left out.

    Raises:
        DataError: one assertion has two verdicts.
    """
    verdicts: dict[Distinct, str] = {}
    for item in sorted(assertions, key=lambda item: item.id):
        key = (item.source, item.fact, item.value, item.stance)
        if item.verdict is not None and verdicts.setdefault(key, item.verdict) != item.verdict:
            raise DataError(
                f"gold assertion {item.id!r} of {item.source!r} is {item.verdict}, but the same "
                f"was {verdicts[key]} before [E-VERDICT]"
            )
    right: dict[str, list[bool]] = {}
    for (source, _, _, stance), verdict in sorted(verdicts.items()):
        if verdict != "unverifiable":
            right.setdefault(source, []).append((verdict == "supported") == (stance == "assert"))
    return {source: Record(sum(items), len(items)) for source, items in right.items()}


def base_rate(train: Iterable[Assertion]) -> float | None:
    """The share of distinct assertions that is right, None without any."""
    records = records_of(train).values()
    items = sum(record.items for record in records)
    return sum(record.right for record in records) / items if items else None


def latent_of(ratings: Iterable[Rating]) -> dict[str, float]:
    """The latent reliability of sources, from ratings of scale `latent`.

    Raises:
        DataError: a source has two of them, or one that is no probability.
    """
    found: dict[str, float] = {}
    for row in ratings:
        score = row.score
        if score is None or not 0 <= score <= 1 or found.setdefault(row.subject, score) != score:
            raise DataError(
                f"gold source {row.subject!r} has the latent reliability {score}; expected one "
                "probability from 0 to 1 [E-RATING]"
            )
    return found


def _notes(
    sources: int,
    answered: int,
    ranked: int,
    least: int,
    by_latent: bool,
    facts: Mapping[str, float],
) -> Iterable[str]:
    truth = "their latent reliability" if by_latent else "the share of them that is right"
    yield (
        f"reliability is ranked over {ranked} sources with at least {least} distinct assertions, "
        f"against {truth}."
    )
    if answered < sources:
        yield f"sources without an answer, taken as 0.5: {sources - answered} of {sources}."
    if "reliability_ece_calibrated" in facts:
        shown = 100 * facts["reliability_ece_calibrated"]
        yield f"reliability_ece of perfectly calibrated answers would be about {shown:.1f}."


def _tally(item: JudgedSource) -> Sequence[Counts]:
    """Squared distances from the truth; how much of the base rate's distance is made good."""
    wrong = item.items - item.right
    own = item.right * (1 - item.p) ** 2 + wrong * item.p**2
    brier = Counts.of(hits=own, found=item.items, wanted=item.items)
    if item.base is None:
        return [brier, Counts()]
    blind = item.right * (1 - item.base) ** 2 + wrong * item.base**2
    return [brier, Counts.of(hits=blind - own, found=blind, wanted=blind)]


def _bins(item: JudgedSource) -> Sequence[Counts]:
    return tally_bins(item.p, item.right, item.items)


def _ranking(item: JudgedSource) -> Mapping[tuple[float, float], Counts]:
    return {} if item.truth is None else {(item.p, item.truth): Counts(found=1)}


def _assertions(item: JudgedSource) -> Mapping[float, Counts]:
    return {item.p: Counts.of(hits=item.right, found=item.items, wanted=item.right)}


def _brier(counts: Table) -> Table:
    return recall(counts[..., 0, :])


def _skill(counts: Table) -> Table:
    return precision(counts[..., 0, :])


RANKING = Pool((), (), _ranking, "reliability")
DISTANCES = Family(("brier", "skill"), (), (), one_by_one(_tally), "reliability")
TOO_FEW = "fewer than two sources are ranked, or all have the same probability or truth"

add(
    "reliability_tau_b",
    RANKING,
    tau_b,
    "Kendall's tau-b between the probabilities of sources and how reliable they are",
    undefined=TOO_FEW,
    least=-1.0,
)
add(
    "reliability_spearman",
    RANKING,
    spearman,
    "Spearman's rank correlation of the probabilities of sources and how reliable they are",
    undefined=TOO_FEW,
    least=-1.0,
)
add(
    "reliability_auroc",
    Pool((), (), _assertions, "reliability"),
    auroc,
    "chance that a right assertion has a more probable source than a wrong one",
    undefined="all assertions are right, or none is",
)
add(
    "reliability_brier",
    DISTANCES,
    _brier,
    "mean squared distance of the probabilities from what is right; 0 is best",
    undefined="no assertion has a verdict",
    keys=("brier",),
    best=0.0,
)
add(
    "reliability_skill",
    DISTANCES,
    _skill,
    "share of the Brier score of the base rate of train that is made good",
    undefined="the base rate of train leaves nothing to explain",
    keys=("skill",),
    least=float("-inf"),
)
add(
    "reliability_ece",
    Family(tuple(f"bin {at}" for at in range(BINS)), (), (), one_by_one(_bins), "reliability"),
    calibration_error,
    "expected calibration error in ten bins of equal width; 0 is best",
    undefined="no assertion has a verdict",
    keys=tuple(f"bin {at}" for at in range(BINS)),
    best=0.0,
)

"""What right, wrong and repeated additions to a prediction may do to a score (metrics.md 10, 3)."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from random import Random

import pytest

from musnad.dataset import Article, Attribution, Claim, Source, Span
from musnad.eval import METRICS, Report, evaluate
from musnad.eval.statistics import Pool

from ..eval.builders import LETTERS
from .generators import (
    SHAPES,
    random_answer,
    random_article,
    random_attribution,
    random_corpus,
    random_span,
)
from .inputs import SEEDS, sides, spans_changed
from .scoring import compare, tallied

ON_ARTICLES = [name for name in METRICS if METRICS[name].family.task == "articles"]
SPANS = [name for name in ON_ARTICLES if METRICS[name].keys in (("exact",), ("soft",), ("iou50",))]
WHOLE = [name for name in ON_ARTICLES if name.startswith(("tuple", "wsw", "linked"))]
LABELLED = ("act", "style", "type", "named")
OF_LABELS = [f"{label}_{kind}" for label in LABELLED for kind in ("macro_f1", "accuracy")]

# A correct addition may lower these. By the start of the name:
NOT_MONOTONE = {
    "read off the pairing M, which maximises Dice and not these": (
        *(f"{label}_" for label in LABELLED),
        *("cue_role", "source_role", "null", "decline"),
    ),
    "clusters: dropped subjects are anchored by M, one mention more changes whole clusters": (
        *("source_lea", "source_b3", "source_muc", "source_ceafe", "source_conll"),
        "source_aligned",
    ),
    "verdicts are those of partners, which change with the claims": ("verdict_",),
}
MONOTONE = [
    name
    for name in ON_ARTICLES
    if not name.startswith(tuple(start for starts in NOT_MONOTONE.values() for start in starts))
    and not isinstance(METRICS[name].family, Pool)
]


def hits(metric: str, gold: Article, found: Article) -> list[float]:
    """Hits for precision and for recall of a metric in one article."""
    counts = tallied(compare(gold, found), metric)
    return [sum(one.found_hits for one in counts), sum(one.wanted_hits for one in counts)]


@cache
def corrected() -> list[tuple[Article, Article, Article]]:
    """Gold, predictions that share its entries, and those with one gold item more."""
    out = []
    for shape in SHAPES.values():
        for seed in range(40):
            rng = Random(seed)
            one = random_article(rng, shape)
            answer = random_answer(rng, one, shape)
            if not one.attributions or not one.claims:
                continue
            known = {entry.id for entry in one.sources}
            before = replace(
                answer,
                sources=one.sources,
                attributions=tuple(
                    item if item.source_id in known else replace(item, source_id=None)
                    for item in answer.attributions
                ),
            )
            after = replace(
                before,
                attributions=(*before.attributions, rng.choice(one.attributions)),
                claims=(*before.claims, rng.choice(one.claims)),
            )
            out.append((one, before, after))
    return out


@pytest.mark.parametrize("metric", MONOTONE)
def test_a_correct_addition_never_lowers_hits(metric: str) -> None:
    rose = 0
    for gold, before, after in corrected():
        old, new = hits(metric, gold, before), hits(metric, gold, after)
        assert all(b >= a - 1e-12 for a, b in zip(old, new, strict=True)), (gold, before, after)
        rose += new > old
    assert rose


@cache
def plain(seed: int) -> Report:
    """The report on a random corpus."""
    gold, found = sides(seed)
    return evaluate(gold, found, resamples=0)


@cache
def invented(seed: int) -> Report:
    """The report on predictions with an attribution and a claim more where gold has nothing."""
    gold, found = sides(seed)
    rng = Random(seed)
    by = len("\n" + LETTERS)

    def longer(item: Article) -> Article:
        return spans_changed(item, lambda span: span, text=item.text + "\n" + LETTERS)

    def worse(item: Article) -> Article:
        text = item.text + "\n" + LETTERS
        entry = Source("new", mentions=(random_tail(rng, text, by),))
        own = random_attribution(rng, LETTERS, [entry], SHAPES["mixed"])
        parts = {
            role: random_tail(rng, text, by) if getattr(own, role) else Span()
            for role in ("cue", "source", "content")
        }
        made = longer(item)
        return replace(
            made,
            sources=(*made.sources, entry),
            attributions=(*made.attributions, replace(own, id="new", **parts)),
            claims=(
                *made.claims,
                Claim("new", random_tail(rng, text, by), True, verdict="refuted"),
            ),
        )

    golds = replace(gold, articles=[longer(item) for item in gold])
    return evaluate(golds, [worse(item) for item in found], resamples=0)


def random_tail(rng: Random, text: str, by: int) -> Span:
    """A span in the last `by` characters of a text."""
    start = len(text) - by
    inner = random_span(rng, text[start:], SHAPES["mixed"])
    return Span.of(text, *((a + start, b + start) for a, b in inner.bounds))


@pytest.mark.parametrize("metric", [name for name in ON_ARTICLES if not name.endswith("_r")])
def test_a_wrong_addition_apart_from_all_gold_never_raises(metric: str) -> None:
    for seed in SEEDS:
        before, after = plain(seed)[metric].value, invented(seed)[metric].value
        if before is None:
            assert after in (None, 0)
        else:
            assert after is not None
            better = METRICS[metric].best > 0
            assert (after <= before + 1e-12) if better else (after >= before - 1e-12)


@pytest.mark.parametrize("metric", [name for name in ON_ARTICLES if name.endswith("_r")])
def test_a_wrong_addition_apart_from_all_gold_leaves_recall_alone(metric: str) -> None:
    for seed in SEEDS:
        assert invented(seed)[metric].value == plain(seed)[metric].value


@cache
def repeated(seed: int) -> tuple[Report, Report, Report]:
    """Reports on predictions without duplicates, with some, and with every item twice.

    Gold has no two contents that overlap (`test_a_duplicate_may_earn_only_where_golds_share_a_
    prediction` shows why).
    """
    rng = Random(seed)
    gold, found = random_corpus(seed)

    def apart(item: Article) -> Article:
        kept: list[Attribution] = []
        for one in item.attributions:
            taken = {at for other in kept for f in other.content for at in range(f.start, f.end)}
            if not any(at in taken for f in one.content for at in range(f.start, f.end)):
                kept.append(one)
        return replace(item, attributions=tuple(kept))

    def with_copies(item: Article, share: float) -> Article:
        unique = {replace(one, id=""): one for one in item.attributions}.values()
        copies = [replace(one, id=f"{one.id}x") for one in unique if rng.random() < share]
        claims = [replace(one, id=f"{one.id}x") for one in item.claims if rng.random() < share]
        return replace(item, attributions=(*unique, *copies), claims=(*item.claims, *claims))

    golds = replace(gold, articles=[apart(item) for item in gold])
    once, some, twice = (
        evaluate(golds, [with_copies(item, share) for item in found], resamples=0)
        for share in (0, 0.5, 1)
    )
    return once, some, twice


@pytest.mark.parametrize("metric", [name for name in WHOLE if name.endswith("_f1")])
def test_duplicate_attributions_never_raise_f1(metric: str) -> None:
    fell = 0
    for seed in SEEDS:
        once, some, twice = (one[metric].value or 0 for one in repeated(seed))
        assert once + 1e-12 >= some
        assert once + 1e-12 >= twice
        fell += twice < once
    assert fell


@pytest.mark.parametrize("metric", OF_LABELS)
def test_whole_duplicates_are_irrelevant_to_label_metrics(metric: str) -> None:
    for seed in SEEDS:
        gold, found = random_corpus(seed)
        twice = [
            replace(
                item,
                attributions=(
                    *item.attributions,
                    *(replace(one, id=f"{one.id}x") for one in item.attributions),
                ),
            )
            for item in found
        ]
        values = [evaluate(gold, each, resamples=0)[metric].value for each in (found, twice)]
        assert values[0] == values[1] is not None


@pytest.mark.parametrize("metric", SPANS)
def test_duplicate_spans_are_irrelevant_to_span_metrics(metric: str) -> None:
    for seed in SEEDS:
        assert len({one[metric].value for one in repeated(seed)}) == 1

"""Properties of every metric in the registry (metrics.md 10, 3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import product
from random import Random
from typing import Any

import pytest

from musnad.dataset import (
    LAYERS,
    Article,
    Attribution,
    Claim,
    Corpus,
    Fragment,
    Sentence,
    Source,
    Span,
    sha256,
)
from musnad.eval import METRICS, Report, Score, evaluate
from musnad.eval.canonical import canonical
from musnad.eval.pairing import Comparison

from .builders import LETTERS, WITHOUT_IDENTITY, article, corpus, said, source
from .generators import random_attribution, random_corpus, random_span

SEEDS = range(6)
RESAMPLES = 40
Sides = tuple[Corpus, list[Article]]


@cache
def sides(seed: int) -> Sides:
    """A random corpus and predictions for it; every other one without source identity."""
    return random_corpus(seed, layers=LAYERS if seed % 2 == 0 else (*WITHOUT_IDENTITY, "claims"))


@cache
def scored(seed: int, change: Callable[[Sides, Random], Sides] | None = None) -> Report:
    """The report on a random corpus, after a change to gold, predictions or both."""
    gold, found = sides(seed) if change is None else change(sides(seed), Random(seed))
    return evaluate(gold, found, resamples=RESAMPLES)


def each(
    gold_and_found: Sides, change: Callable[[Article], Article], *, gold: bool = True
) -> Sides:
    """Both sides, or the predictions only, changed article by article."""
    whole, found = gold_and_found
    golds = [change(item) if gold else item for item in whole]
    return replace(whole, articles=golds), [change(item) for item in found]


def numbers(score: Score) -> dict[str, Any]:
    """Everything about a score but its signature, which names the data."""
    return {key: part for key, part in score.to_json().items() if key != "signature"} | {
        "value": score.value,
        "interval": score.interval,
    }


LABELLED = ("act", "style", "type", "named")

# -- changes that change nothing: same digits, intervals included ------------------------------


def shuffled(both: Sides, rng: Random) -> Sides:
    """Articles, attributions, sources, mentions and claims in another order."""

    def turn(items: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(rng.sample(items, len(items)))

    def change(item: Article) -> Article:
        entries = tuple(replace(entry, mentions=turn(entry.mentions)) for entry in item.sources)
        return replace(
            item,
            attributions=turn(item.attributions),
            sources=turn(entries),
            claims=turn(item.claims),
        )

    gold, found = each(both, change)
    return replace(gold, articles=turn(tuple(gold.articles))), list(turn(tuple(found)))


def recut(both: Sides, rng: Random) -> Sides:
    """Every span cut into other fragments, at letters and around marks."""

    def cut(span: Span, text: str) -> Span:
        out = []
        for fragment in span:
            start, end = fragment.start, fragment.end
            inner = sorted(rng.sample(range(start + 1, end), min(3, end - start - 1)))
            out += [(a, b) for a, b in zip([start, *inner], [*inner, end], strict=True)]
        return Span.of(text, *out)

    return each(both, lambda item: spans_changed(item, lambda span: cut(span, item.text)))


def spans_changed(
    item: Article, change: Callable[[Span], Span], *, text: str | None = None
) -> Article:
    """The article with every span changed."""
    new = item.text if text is None else text
    return replace(
        item,
        text=new,
        text_sha256=sha256(new),
        sources=tuple(
            replace(entry, mentions=tuple(map(change, entry.mentions))) for entry in item.sources
        ),
        attributions=tuple(
            replace(
                one, cue=change(one.cue), source=change(one.source), content=change(one.content)
            )
            for one in item.attributions
        ),
        claims=tuple(replace(claim, span=change(claim.span)) for claim in item.claims),
    )


def renamed(both: Sides, rng: Random) -> Sides:
    """Other ids for everything; those of articles in the same order."""

    def change(item: Article) -> Article:
        entries = {entry.id: f"ش{rng.random()}" for entry in item.sources}
        return replace(
            item,
            id=f"خبر {item.id}",
            event=f"حدث {item.event}",
            sources=tuple(replace(entry, id=entries[entry.id]) for entry in item.sources),
            attributions=tuple(
                replace(
                    one, id=f"ق{rng.random()}", source_id=one.source_id and entries[one.source_id]
                )
                for one in item.attributions
            ),
            claims=tuple(replace(claim, id=f"د{rng.random()}") for claim in item.claims),
        )

    return each(both, change)


def moved(both: Sides, rng: Random) -> Sides:
    """A paragraph more before the text of every article."""

    def change(item: Article) -> Article:
        added = "فقرة أولى، لم تكن هنا.\n" * (1 + len(item.text) % 3)
        by = len(added)
        made = spans_changed(
            item,
            lambda span: Span(Fragment(f.start + by, f.end + by, f.text) for f in span),
            text=added + item.text,
        )
        sentences = [Sentence(one.start + by, one.end + by) for one in item.sentences]
        return replace(made, sentences=(Sentence(0, by), *sentences))

    return each(both, change)


def doubled(both: Sides, rng: Random) -> Sides:
    """Every article a second time in its event, under another id."""
    gold, found = both

    def twice(items: Any) -> list[Article]:
        return [one for item in items for one in (item, replace(item, id=f"{item.id}-copy"))]

    return replace(gold, articles=twice(gold)), twice(found)


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize("change", [shuffled, recut, renamed, moved, doubled])
def test_what_is_no_information_changes_no_digit(change, metric: str) -> None:
    for seed in SEEDS:
        assert numbers(scored(seed, change)[metric]) == numbers(scored(seed)[metric])


@pytest.mark.parametrize("metric", METRICS)
def test_a_metric_alone_scores_as_among_all(metric: str) -> None:
    for seed in SEEDS:
        gold, found = sides(seed)
        alone = evaluate(gold, found, metrics=[metric], resamples=RESAMPLES)
        assert alone[metric] == scored(seed)[metric]


@pytest.mark.parametrize("metric", METRICS)
def test_scores_and_their_intervals_lie_between_0_and_1(metric: str) -> None:
    seen = set()
    for seed in SEEDS:
        score = scored(seed)[metric]
        if score.value is not None:
            assert score.interval is not None
            assert 0 <= score.interval.low <= score.interval.high <= 1
            assert 0 <= score.value <= 1
            seen.add(score.value)
    assert len(seen) > 1, "the generator must reach this metric"


# -- gold against itself -----------------------------------------------------------------------

PARTS = {
    "cue": [(), (0, 4), ((0, 2), (3, 5))],
    "source": ["span", "pronoun", "null", "unknown"],
    "content": [(), (20, 30), ((20, 26), (32, 40)), (22, 28)],
}


def every_combination() -> Iterator[Attribution]:
    """Each legal combination of present, absent, discontinuous and nested parts."""
    for cue, slot, content in product(*PARTS.values()):
        if cue or content:
            own = {"span": (50, 58), "pronoun": (60, 62)}.get(slot, ())
            to = "S3" if slot == "unknown" else "S1"
            yield said(content, own, cue, to=to, act="state", style="direct")


ENTRIES = [
    source("S1", (50, 58), (70, 74), type="official", named=True),
    source("S2", (80, 84), type="witness", named=False),
    source("S3", type="unknown"),
]


def like(attribution: Attribution, to: str, act: str, id: str) -> Attribution:
    return replace(attribution, source_id=to, act=act, id=id)  # type: ignore[arg-type]


def everything() -> list[Article]:
    """Articles with one combination each, with all pairs of them, and with all at once."""
    singles = list(every_combination())
    pairs = [
        [one, like(other, "S2" if other.source_id == "S1" else "S3", "deny", "")]
        for at, one in enumerate(singles)
        for other in singles[: at + 1]
    ]
    twice = [[one, one] for one in singles]
    nested = [[one, replace(one, content=Span((Fragment(21, 25),)))] for one in singles]
    whole = [singles + [like(one, "S2", "judge", "") for one in singles if one.source_id == "S1"]]
    layouts = [*([one] for one in singles), *pairs, *twice, *nested, *whole, []]
    return [
        article(
            *layout,
            sources=ENTRIES,
            claims=[one.content.bounds for one in layout if one.content],
            id=f"ar-{at:04}",
            sentences=[(0, 59), (59, 66), (66, 90)],
        )
        for at, layout in enumerate(layouts)
    ]


@pytest.mark.parametrize("layers", [LAYERS, WITHOUT_IDENTITY], ids=["sources", "no-sources"])
def test_gold_against_itself_is_perfect_in_every_article(layers) -> None:
    for item in everything():
        labels = canonical(item, item, layers)
        comparison = Comparison(labels, labels)
        for family in {METRICS[name].family for name in METRICS}:
            counts = family.tally(comparison)
            assert all(one.found_hits == pytest.approx(one.found) for one in counts), item
            assert all(one.wanted_hits == pytest.approx(one.wanted) for one in counts), item


@cache
def perfect(seed: int | None) -> Report:
    """Gold against itself: every combination of parts, or a random corpus."""
    gold = corpus(*everything()) if seed is None else sides(seed)[0]
    return evaluate(gold, list(gold), resamples=20)


@pytest.mark.parametrize("metric", METRICS)
def test_gold_against_itself_is_1(metric: str) -> None:
    score = perfect(None)[metric]
    assert score.value == 1
    assert score.interval is not None
    assert (score.interval.low, score.interval.high) == (1, 1)


@pytest.mark.parametrize("metric", METRICS)
def test_random_gold_against_itself_is_1_or_undefined(metric: str) -> None:
    assert {perfect(seed)[metric].value for seed in SEEDS} <= {1, None}


# -- precision and recall change places with the sides -----------------------------------------

SPANS = [
    f"{layer}_{kind}"
    for layer in ("claim", "source", "cue", "content")
    for kind in ("exact", "soft", "iou50", "coverage", "char")
]
# Without source identity the right entity is a question of two spans, the same both ways.
SYMMETRIC = [*SPANS, "tuple_strict", "tuple_strict_cue", "linked", "wsw", "wsw_strict"]


@cache
def exchanged(seed: int) -> tuple[Report, Report]:
    """Reports on predictions against gold and on gold against predictions."""
    layers = ("attributions", "claims")
    gold, found = random_corpus(seed, layers=layers)
    one = evaluate(gold, found, resamples=0)
    return one, evaluate(corpus(*found, layers=layers), list(gold), resamples=0)


@pytest.mark.parametrize("metric", SYMMETRIC)
def test_precision_and_recall_change_places_with_the_sides(metric: str) -> None:
    for seed in SEEDS:
        one, other = exchanged(seed)
        for part, counterpart in (("p", "r"), ("r", "p"), ("f1", "f1")):
            if f"{metric}_{part}" in METRICS:
                expected = other[f"{metric}_{counterpart}"].value
                assert one[f"{metric}_{part}"].value == pytest.approx(expected, abs=1e-12)


# -- additions ---------------------------------------------------------------------------------

# Read off the pairing M, which maximises Dice and not these: no promise of monotony.
PAIRED = {
    *(f"{label}_{kind}" for label in LABELLED for kind in ("macro_f1", "accuracy")),
    *("cue_role_f1", "source_role_f1", "null_f1", "decline_f1"),
}


def hits(metric: str, gold: Article, found: Article) -> list[float]:
    """Hits for precision and for recall of a metric in one article."""
    own, family = METRICS[metric], METRICS[metric].family
    labels = [canonical(item, gold, LAYERS) for item in (gold, found)]
    (counts,) = (family.tally(Comparison(*labels))[family.keys.index(key)] for key in own.keys)
    return [counts.found_hits, counts.wanted_hits]


@cache
def corrected() -> list[tuple[Article, Article, Article]]:
    """Gold, predictions that share its entries, and those with one gold item more."""
    out = []
    for seed in range(40):
        rng = Random(seed)
        gold, found = random_corpus(seed, articles=2)
        for one, answer in zip(gold, found, strict=True):
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


@pytest.mark.parametrize("metric", [name for name in METRICS if name not in PAIRED])
def test_a_correct_addition_never_lowers_hits(metric: str) -> None:
    rose = 0
    for gold, before, after in corrected():
        old, new = hits(metric, gold, before), hits(metric, gold, after)
        assert all(b >= a - 1e-12 for a, b in zip(old, new, strict=True)), (gold, before, after)
        rose += new > old
    assert rose


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
        own = random_attribution(rng, LETTERS, [entry])
        parts = {
            role: random_tail(rng, text, by) if getattr(own, role) else Span()
            for role in ("cue", "source", "content")
        }
        made = longer(item)
        return replace(
            made,
            sources=(*made.sources, entry),
            attributions=(*made.attributions, replace(own, id="new", **parts)),
            claims=(*made.claims, Claim("new", random_tail(rng, text, by))),
        )

    golds = replace(gold, articles=[longer(item) for item in gold])
    return evaluate(golds, [worse(item) for item in found], resamples=0)


def random_tail(rng: Random, text: str, by: int) -> Span:
    """A span in the last `by` characters of a text."""
    start = len(text) - by
    inner = random_span(rng, text[start:])
    return Span.of(text, *((a + start, b + start) for a, b in inner.bounds))


@pytest.mark.parametrize("metric", [name for name in METRICS if not name.endswith("_r")])
def test_a_wrong_addition_apart_from_all_gold_never_raises(metric: str) -> None:
    for seed in SEEDS:
        before, after = scored(seed)[metric].value, invented(seed)[metric].value
        if before is None:
            assert after in (None, 0)
        else:
            assert after is not None
            assert after <= before + 1e-12


@pytest.mark.parametrize("metric", [name for name in METRICS if name.endswith("_r")])
def test_a_wrong_addition_apart_from_all_gold_leaves_recall_alone(metric: str) -> None:
    for seed in SEEDS:
        assert invented(seed)[metric].value == scored(seed)[metric].value


# -- duplicates --------------------------------------------------------------------------------


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


WHOLE = [name for name in METRICS if name.startswith(("tuple", "wsw", "linked"))]


@pytest.mark.parametrize("metric", [name for name in WHOLE if name.endswith("_f1")])
def test_duplicate_attributions_never_raise_f1(metric: str) -> None:
    fell = 0
    for seed in SEEDS:
        once, some, twice = (one[metric].value or 0 for one in repeated(seed))
        assert once + 1e-12 >= some
        assert once + 1e-12 >= twice
        fell += twice < once
    assert fell


@pytest.mark.parametrize("metric", [f"{name}_{part}" for name in SPANS for part in ("p", "r")])
def test_duplicate_spans_are_irrelevant_to_span_metrics(metric: str) -> None:
    for seed in SEEDS:
        assert len({one[metric].value for one in repeated(seed)}) == 1

"""Gates: every measurement of the audit beside its bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from musnad.dataset import Article, Corpus, Pair, Prediction, words
from musnad.dataset.corpora import load
from musnad.errors import UsageError

from . import guessing, likeness

SEED = 2031
SYSTEMS = ("cues", "tagger")


@dataclass(frozen=True, slots=True)
class Gate:
    """One question: what was measured, what was allowed; None where it could not be measured."""

    name: str
    measured: str
    bar: str
    passed: bool | None


def audit(name: str, *, real: str, news: str) -> list[Gate]:
    """Measure every gate of an authored corpus.

    Args:
        name: the corpus, such as `musnad-pilot`.
        real: a split of real articles labelled in the same way, such as `musnad-real-ar/test`.
        news: a split of unlabelled real news, such as `arabic_news_rss_slice/all`.
    """
    parts = _splits(name)
    whole = Corpus(parts[0].manifest, "all", [article for part in parts for article in part])
    arabic = _only(whole, "ar")
    pairs = [pair for part in parts if part.has_table("pairs") for pair in part.table("pairs")]
    gates = [_verdicts(whole.articles), _agreements(pairs)]
    labelled, plain = _loaded(real), _loaded(news)
    if labelled is None:
        gates.append(Gate("closeness and shares", f"{real} is not imported", "-", None))
    else:
        gates += _closeness(_only(parts[-1], "ar"), labelled)
        gates += _shares(arabic, labelled)
    if plain is None:
        gates.append(Gate("words", f"{news} is not imported", "-", None))
    else:
        gates += _words(arabic, plain)
    return gates


def to_markdown(gates: Sequence[Gate]) -> str:
    """The gates as a Markdown table."""
    shown = {True: "passed", False: "**failed**", None: "not measured"}
    lines = ["| gate | measured | bar | |", "| --- | --- | --- | --- |"]
    lines += [
        f"| {gate.name} | {gate.measured} | {gate.bar} | {shown[gate.passed]} |" for gate in gates
    ]
    return "\n".join(lines) + "\n"


def _splits(name: str) -> list[Corpus]:
    from musnad.dataset.corpora import folder_of, read_manifest

    return [load(f"{name}/{split}") for split in read_manifest(folder_of(name)).splits]


def _loaded(name: str) -> Corpus | None:
    try:
        return load(name)
    except UsageError:
        return None


def _only(corpus: Corpus, language: str) -> Corpus:
    articles = [article for article in corpus if article.language == language]
    return Corpus(corpus.manifest, corpus.split, articles)


def _verdicts(articles: Sequence[Article]) -> Gate:
    examples = guessing.verdicts(articles)
    name, bar = "(a) verdict from words, unseen events", "AUROC at most 0.55"
    found = guessing.guessed(examples)
    if len({example.answer for example, _, _ in found}) < 2:
        return Gate(name, f"{len(examples)} claims, one verdict", bar, None)
    value, low, high = guessing.auroc(found, SEED)
    shown = f"{value:.3f} ({low:.3f}-{high:.3f}), {len(examples)} claims"
    return Gate(name, shown, bar, value <= 0.55)


def _agreements(pairs: Sequence[Pair]) -> Gate:
    name, bar = "(b) agreement from words, figures masked", "at most 5 points over majority"
    examples = guessing.agreements(pairs)
    found = guessing.guessed(examples)
    if not found:
        return Gate(name, f"{len(examples)} pairs", bar, None)
    right = sum(answer == example.answer for example, answer, _ in found) / len(found)
    answers = [example.answer for example, _, _ in found]
    majority = max(answers.count(answer) for answer in set(answers)) / len(answers)
    shown = f"{100 * right:.1f} % against {100 * majority:.1f} %, {len(found)} pairs"
    return Gate(name, shown, bar, 100 * (right - majority) <= 5)


def _closeness(authored: Corpus, real: Corpus) -> list[Gate]:
    from musnad.baselines import BASELINES
    from musnad.eval import evaluate

    gates = []
    for system in SYSTEMS:
        scores = []
        for corpus in (authored, real):
            predictions: list[Prediction] = BASELINES[system]().predict(corpus)
            scores.append(evaluate(corpus, predictions, metrics=["wsw_f1"])["wsw_f1"])
        ours, theirs = scores
        gap = 100 * abs((ours.value or 0) - (theirs.value or 0))
        shown = f"{ours.shown} ({ours.shown_interval}) authored, {theirs.shown} "
        shown += f"({theirs.shown_interval}) real"
        name = f"(c) WSW-F1 of `{system}`, authored test and real, Arabic"
        gates.append(Gate(name, shown, "within 15 points", gap <= 15))
    return gates


def _shares(authored: Corpus, real: Corpus) -> list[Gate]:
    gates = []
    for name, (ours, theirs) in likeness.shares(authored, real).items():
        if ours is None or theirs is None:
            continue
        if name.endswith("an article"):
            shown = f"{ours:.1f} authored, {theirs:.1f} real"
            gates.append(Gate(f"(d) {name}", shown, "within 10 %", abs(ours / theirs - 1) <= 0.1))
        else:
            shown = f"{100 * ours:.1f} % authored, {100 * theirs:.1f} % real"
            gap = 100 * abs(ours - theirs)
            gates.append(Gate(f"(d) share {name}", shown, "within 10 points", gap <= 10))
    return gates


def _words(authored: Corpus, news: Corpus) -> list[Gate]:
    groups = likeness.by_event(authored)
    sample = _sample(authored, news)
    if len(sample) < len(authored):
        return [Gate("(e, f) words", f"{len(sample)} articles of {news.name} fit", "-", None)]
    sizes = iter(sample)
    theirs_grouped = [[next(sizes) for _ in group] for group in groups]
    ours, theirs = likeness.shared_grams(groups), likeness.shared_grams(theirs_grouped)
    texts = list(chain.from_iterable(groups))
    size = min(sum(map(_length, texts)), sum(map(_length, sample)))
    ratio, real_ratio = (likeness.type_token_ratio(side, size) for side in (texts, sample))
    told = guessing.told_apart(texts, sample, SEED)
    return [
        Gate(
            "(e) 6-grams shared across events",
            f"{1000 * ours:.2f} per thousand authored, {1000 * theirs:.2f} real",
            "at most 1.5 times",
            ours <= 1.5 * theirs,
        ),
        Gate(
            "(e) type-token ratio",
            f"{ratio:.3f} authored, {real_ratio:.3f} real, first {size:,} words",
            "within 10 %",
            abs(ratio / real_ratio - 1) <= 0.1,
        ),
        Gate("(f) told apart by characters", f"{100 * told:.1f} % right", "printed", None),
    ]


def _length(text: str) -> int:
    return sum(word.is_word for word in words(text))


def _sample(authored: Corpus, news: Corpus) -> list[str]:
    """As many real articles of such lengths, chosen by lot, no two alike."""
    from numpy.random import PCG64

    lengths = [_length(article.text) for article in authored]
    fitting = sorted(
        (article for article in news if min(lengths) <= _length(article.text) <= max(lengths)),
        key=lambda article: article.id,
    )
    order = PCG64(SEED).random_raw(len(fitting)).argsort(kind="stable")
    chosen: list[str] = []
    for at in order.tolist():
        text = fitting[at].text
        if all(likeness.alike([text, other]) < 0.5 for other in chosen):
            chosen.append(text)
        if len(chosen) == len(authored):
            break
    return chosen

"""The page that explains every metric, generated from the registry so that it cannot drift."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Any

from musnad.dataset import LAYERS, Article, Corpus, Manifest, Prediction, Span, as_prediction
from musnad.dataset.packaging.build import compile_text
from musnad.dataset.records import VerdictP

from .measuring import Measurement, measure
from .statistics import METRICS, Metric
from .tasks.example import tables, with_example

HEAD = """# Metrics

What `musnad evaluate` computes. This page is generated from the registry of metrics and one worked
example, which is scored each time; no figure here is typed by hand.

Spans are sets of weighted characters: letters and digits weigh 1, all else (spaces, punctuation,
diacritics, tatweel, bidi controls) weighs 0; |x| is the weight of x. Counts are added up over
articles, quotients come last. Where both sides are empty over the whole split a score is `n/a`,
not 0 and not 1; so is a metric whose layer the corpus does not label. Intervals resample events
(95 %, percentile bootstrap, 2,000 resamples). Every score carries its signature.
"""


# What tasks beside articles need: their gold tables.
TABLES = {
    "pairs": "the table `pairs`",
    "reliability": "the table `assertions`",
    "ratings": "the table `ratings`",
}


@dataclass(frozen=True, slots=True)
class Group:
    """Metrics that are explained together; `metrics` is a pattern of whole names."""

    title: str
    metrics: str
    text: str
    formula: str
    empty: str
    equals: str

    def names(self) -> list[str]:
        """The registered metrics of the group."""
        return [name for name in METRICS if re.fullmatch(self.metrics, name)]


def groups() -> list[Group]:
    """Every group, in the order of the page."""
    return [Group(**table) for table in _guide()["group"]]


def page() -> str:
    """The whole page as Markdown."""
    gold, predicted, answer = example()
    table = _guide()["example"]
    measured = with_example(measure(_corpus(gold), [answer]), table)
    parts = [HEAD, "## The example\n", *_example(gold, predicted), *tables(table)]
    for group in groups():
        parts.append("\n".join(_section(group, measured)))
    return "\n".join(parts)


def example() -> tuple[Article, Article, Prediction]:
    """The worked example: the gold article, the same as a system labels it, and its answer."""
    table = _guide()["example"]
    gold, predicted = (
        compile_text(table[side].lstrip(), side)[1] for side in ("gold", "predicted")
    )
    answer = as_prediction(predicted)
    chances = {name: VerdictP(*values) for name, values in table["verdict_p"].items()}
    claims = tuple(replace(item, verdict_p=chances.get(item.id)) for item in answer.claims or ())
    return gold, predicted, replace(answer, claims=claims)


def _guide() -> dict[str, Any]:
    content = files(__package__).joinpath("metrics", "guide.toml").read_text(encoding="utf-8")
    return tomllib.loads(content)


def _corpus(gold: Article) -> Corpus:
    manifest = Manifest("example", "1", ("ar",), "CC0-1.0", LAYERS)
    return Corpus(manifest, "test", [gold])


def _example(gold: Article, predicted: Article) -> Iterator[str]:
    yield '<div dir="rtl" lang="ar">\n'
    yield gold.text.strip().replace("\n\n", "<br>\n")
    yield "\n</div>\n"
    for side, article in (("gold", gold), ("predicted", predicted)):
        yield f"| {side} | cue | source | content | entry | style | act |"
        yield f"| --- |{' --- |' * 6}"
        for item in article.attributions:
            entry = article.source_of(item)
            yield (
                "| "
                + " | ".join(
                    [
                        item.id,
                        *(
                            _cut(article, getattr(item, role))
                            for role in ("cue", "source", "content")
                        ),
                        entry.name if entry else "-",
                        item.style or "-",
                        item.act or "-",
                    ]
                )
                + " |"
            )
        yield ""
        yield f"| {side} | claim | checkable | verdict |"
        yield "| --- | --- | --- | --- |"
        for claim in article.claims:
            cells = [_cut(article, claim.span), str(claim.checkable).lower(), claim.verdict or "-"]
            yield f"| {claim.id} | {' | '.join(cells)} |"
        yield ""


def _cut(article: Article, span: Span) -> str:
    return span.cut(article.text) if span else "-"


def _section(group: Group, measured: Measurement) -> Iterator[str]:
    yield f"## {group.title}\n"
    yield f"{group.text.strip()}\n"
    yield f"```text\n{group.formula.strip()}\n```\n"
    yield f"Empty cases: {group.empty}\n"
    yield f"Must equal: {group.equals}\n"
    yield "| metric | is | needs | `n/a` if | in the example |"
    yield "| --- | --- | --- | --- | --- |"
    names = group.names()
    for name in names:
        stem = name.removesuffix("_p")
        three = [f"{stem}_{part}" for part in ("p", "r", "f1")]
        if name == three[0] and set(three) <= set(names):
            yield _row(f"{stem}_{{p,r,f1}}", [METRICS[part] for part in three], measured)
        elif not any(f"{name.removesuffix(part)}_p" in names for part in ("_r", "_f1")):
            yield _row(name, [METRICS[name]], measured)
    yield ""


def _row(name: str, metrics: list[Metric], measured: Measurement) -> str:
    """One line of a table: a metric, or precision, recall and F1 of the same counts."""
    last = metrics[-1]
    needs = ", ".join(dict.fromkeys((*last.needs, *last.answers))) or TABLES[last.family.task]
    shown = " / ".join(_shown(metric, measured) for metric in metrics)
    cells = [f"`{name}`", last.description, needs, last.undefined, shown + _counts(last, measured)]
    return f"| {' | '.join(cells)} |"


def _shown(metric: Metric, measured: Measurement) -> str:
    """The value of a metric in the example."""
    if metric.name in measured.reasons:
        return f"n/a: {measured.reasons[metric.name]}"
    sums = measured.sums[metric.family]
    value = float(metric.value(sums.total()[None], sums.keys)[0])
    return "n/a" if math.isnan(value) else f"{100 * value:.1f}"


def _counts(metric: Metric, measured: Measurement) -> str:
    """What the value comes from, where that is one row of counts."""
    if len(metric.keys) != 1 or metric.name in measured.reasons:
        return ""
    sums = measured.sums[metric.family]
    row = sums.total()[list(sums.keys).index(metric.keys[0])]
    found_hits, found, wanted_hits, wanted = map(_number, row)
    hits = wanted_hits if found_hits == wanted_hits else f"{found_hits} and {wanted_hits}"
    return f" (hits {hits}, found {found}, wanted {wanted})"


def _number(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")

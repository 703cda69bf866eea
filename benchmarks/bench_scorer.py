"""How fast the scorer is, beside two others and beside the parsing of its own files.

    python benchmarks/bench_scorer.py [--quick]

Writes `benchmarks/RESULTS.md`: one machine, one run, medians of five, versions of everything.
`--quick` leaves out 100,000 articles and writes nothing.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import peers
import worst
from generate import write

from musnad.dataset import Article, Prediction, check_rows, read_articles, replacing
from musnad.dataset.corpora import LAYERS
from musnad.dataset.corpora.filed import read_corpus
from musnad.dataset.packaging.features import from_articles
from musnad.eval import METRICS, evaluate
from musnad.eval.measuring import Tallies

HERE = Path(__file__).resolve().parent
DATA = HERE.parent / "build" / "benchmarks"
ROUNDS, ARTICLES, SIZES = 5, 2000, (1000, 10_000, 100_000)
LAYERS_SCORED, KINDS = ("claim", "source", "cue", "content"), ("exact", "soft", "iou50")
SPANS = [
    f"{layer}_{kind}_{part}"
    for layer in LAYERS_SCORED
    for kind in KINDS
    for part in ("p", "r", "f1")
]
PACKAGES = ("musnad", "numpy", "scipy", "nervaluate", "seqeval")

Table = list[tuple[str, ...]]


def seconds(*runs: Callable[[], Any], rounds: int = ROUNDS) -> list[float]:
    """The median CPU seconds of each, all in turn, round by round, after one that does not count.

    CPU time, because other work on the machine must not decide who is faster.
    """
    for run in runs:
        run()
    times: list[list[float]] = [[] for _ in runs]
    for _ in range(rounds):
        for taken, run in zip(times, runs, strict=True):
            gc.collect()
            start = time.process_time()
            run()
            taken.append(time.process_time() - start)
    return [statistics.median(taken) for taken in times]


def span_scores(articles: list[Article], predictions: list[Prediction]) -> dict[str, float]:
    """Exact, soft and iou50 of four layers from records: canonical labels, matching, quotients."""
    metrics = [METRICS[name] for name in SPANS]
    tallies = Tallies([*dict.fromkeys(metric.family for metric in metrics)], LAYERS)
    for article, prediction in zip(articles, predictions, strict=True):
        tallies.add(article, prediction)
    totals = {family: table.total()[None] for family, table in tallies.sums().items()}
    return {
        metric.name: float(metric.value(totals[metric.family], metric.family.keys)[0])
        for metric in metrics
    }


def beside_peers() -> Table:
    """Exact, soft and iou50 from records in memory, beside nervaluate and seqeval."""
    gold, predicted = write(ARTICLES, DATA)
    articles = read_articles(gold)
    texts = {article.id: article.text for article in articles}
    predictions = [row.record for row in check_rows(predicted, "predictions", texts=texts)]
    flat = (
        [peers.flat(record) for record in articles],
        [peers.flat(record) for record in predictions],
    )
    tags = [
        [peers.tags(spans, article.text) for spans, article in zip(side, articles, strict=True)]
        for side in flat
    ]
    peers.assert_equal(span_scores(articles, predictions), flat, tags)
    corpus = from_articles(articles, name="generated/all")
    contenders: dict[str, Callable[[], Any]] = {
        "Musnad, exact + soft + iou50 of four layers, from records": lambda: span_scores(
            articles, predictions
        ),
        "Musnad, `musnad.evaluate` of the same, all records checked again": lambda: evaluate(
            corpus, predictions, metrics=SPANS, resamples=0
        ),
        "nervaluate, its four modes, from dicts": lambda: peers.nervaluate(*flat),
        "seqeval strict IOB2, one call, from tags": lambda: peers.seqeval(*tags),
        "seqeval strict IOB2, P, R and F1 by name": lambda: peers.seqeval_by_name(*tags),
    }
    took = seconds(*contenders.values())
    return [
        (name, f"{each:.3f}", f"{each / took[0]:.1f}")
        for name, each in zip(contenders, took, strict=True)
    ]


def from_files() -> Table:
    """The full suite from two files, beside `json.loads` over their lines."""
    gold, predicted = write(ARTICLES, DATA)

    def parse() -> None:
        for path in (gold, predicted):
            with open(path, "rb") as handle:
                for line in handle:
                    json.loads(line)

    def scored(resamples: int) -> Callable[[], Any]:
        return lambda: evaluate(read_corpus(gold), predicted, resamples=resamples)

    contenders = {
        "`json.loads` over both files": parse,
        f"{len(METRICS)} metrics, no intervals": scored(0),
        f"{len(METRICS)} metrics, 2,000 resamples": scored(2000),
    }
    took = seconds(*contenders.values())
    return [
        (name, f"{each:.2f}", f"{each / took[0]:.1f}")
        for name, each in zip(contenders, took, strict=True)
    ]


def one_size(articles: int, resamples: int = 0) -> dict[str, float]:
    """Time and peak memory of a fresh process that scores two files."""
    gold, predicted = write(articles, DATA)
    start = time.process_time()
    evaluate(read_corpus(gold), predicted, resamples=resamples)
    took = time.process_time() - start
    # Not `ru_maxrss`: a child process starts with that of its parent.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = int(status.partition("VmHWM:")[2].split()[0]) / 1024
    return {"seconds": took, "peak": peak}


def sizes(largest: int) -> Table:
    """Time and memory of the full suite by the number of articles."""
    rows = []
    for articles in [size for size in SIZES if size <= largest]:
        write(articles, DATA)
        rounds = {1000: ROUNDS, 10_000: 3}.get(articles, 1)
        command = [sys.executable, __file__, "--size", str(articles)]
        runs = [
            json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
            for _ in range(rounds)
        ]
        took = statistics.median(run["seconds"] for run in runs)
        peak = max(run["peak"] for run in runs)
        each = f"{1e6 * took / articles:.0f}"
        rows.append((f"{articles:,}", f"{rounds}", f"{took:.1f}", each, f"{peak:.0f}"))
    return rows


def worst_articles() -> Table:
    """One hostile article beside gold of several sizes, all metrics."""
    families = [*dict.fromkeys(METRICS[name].family for name in METRICS)]
    families = [family for family in families if family.task == "articles"]
    rows = []
    for gold, fragments in ((15, 1), (100, 1), (250, 1)):
        article, prediction = worst.article(gold, fragments=fragments)

        def run(article: Article = article, prediction: Prediction = prediction) -> None:
            tallies = Tallies(families, LAYERS)
            tallies.add(article, prediction)
            # Articles are counted when a block is full, or here.
            tallies.sums()

        start = time.process_time()
        run()
        took = time.process_time() - start
        rows.append((f"{gold}", f"{len(prediction.attributions or ()):,}", f"{took:.2f}"))
    return rows


def table(head: tuple[str, ...], rows: Table) -> str:
    """A Markdown table; all columns but the first are numbers."""
    lines = [head, ("---", *("---:" for _ in head[1:])), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def page(largest: int) -> str:
    """The whole page of results."""
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return f"""# How fast the scorer is

Written by `make bench`. {platform.python_implementation()} {platform.python_version()}, {versions};
{os.cpu_count()} cores, one process. Medians of {ROUNDS} rounds in
one run, CPU seconds.

## Beside other scorers

{ARTICLES:,} generated articles of 400 words with 15 spans of four types, none overlapping another
(`benchmarks/generate.py`). Exact precision, recall and F1 are asserted to be equal, layer
by layer.

{table(("scorer", "seconds", "ratio"), beside_peers())}

## From two files

Strict reading, validation, digest, canonical labels and all metrics; the same articles.

{table(("what", "seconds", "ratio"), from_files())}

## By number of articles

A fresh process each, two files side by side, no resamples; peak memory is that of the process.

{table(("articles", "rounds", "seconds", "µs an article", "peak MiB"), sizes(largest))}

## The worst article

20,000 characters; predicted attributions at the cap of a submission, every cue, source and content
of 64 fragments that are strewn over the whole article; gold spans of 40 words.

{table(("gold attributions", "predicted", "seconds"), worst_articles())}
"""


def main() -> None:
    """Write the page, or measure one size for it."""
    parser = argparse.ArgumentParser(description="Measure the scorer.")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--size", type=int)
    arguments = parser.parse_args()
    if arguments.size:
        print(json.dumps(one_size(arguments.size)))
    elif arguments.quick:
        print(page(largest=10_000))
    else:
        with replacing(HERE / "RESULTS.md") as handle:
            handle.write(page(largest=100_000))


if __name__ == "__main__":
    main()

"""Train the tagger on growing shares of PolNeAR train and draw what it gains on validation.

    python benchmarks/learning_curve.py MODELS [--shares 10 25 50 100] [--processes 2]

Models are kept under MODELS and read again if they are there, so an interrupted run goes on.
Writes docs/learning-curve.svg and the table in docs/baselines.md.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path

from pages import write_part

import musnad
from musnad.baselines.tagger import Tagger, Workshop
from musnad.dataset import Article, Corpus
from musnad.eval import Report

DOCS = Path(__file__).resolve().parent.parent / "docs"
START = "<!-- learning curve: written by make results-curve -->\n"
END = "<!-- learning curve: end -->\n"
METRICS = ("source_exact_f1", "cue_exact_f1", "content_exact_f1", "linked_f1", "wsw_f1")
SEED = 1


def share_of(articles: list[Article], share: int) -> list[Article]:
    """The first part of the articles in an order drawn once, so that shares are nested."""
    order = random.Random(SEED).sample(articles, len(articles))
    return order[: max(1, len(order) * share // 100)]


def trained(folder: Path, articles: list[Article], processes: int) -> Tagger:
    """The tagger of some articles, read if it was trained before."""
    if (folder / "model.json").is_file():
        return Tagger.load(folder)
    start = time.perf_counter()

    def report(message: str) -> None:
        print(f"{folder.name}: {message}, {time.perf_counter() - start:.0f} s", file=sys.stderr)

    tagger = Tagger(workshop=Workshop(Path(f"{folder}.partial"), processes, report)).fit(articles)
    tagger.save(folder)
    return tagger


def draw(shares: list[int], reports: list[Report], path: Path) -> None:
    """The curves of all metrics, with intervals, as SVG."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams.update({"svg.hashsalt": "musnad", "font.size": 10})
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 4.2), layout="constrained")
    for metric, marker in zip(METRICS, "osD^v", strict=True):
        scores = [report[metric] for report in reports]
        values = [100 * (score.value or 0.0) for score in scores]
        axes.plot(shares, values, marker=marker, label=metric)
        lows = [100 * score.interval.low for score in scores if score.interval]
        highs = [100 * score.interval.high for score in scores if score.interval]
        axes.fill_between(shares, lows, highs, alpha=0.12)
    axes.set(xlabel="share of PolNeAR train, %", ylabel="F1 on validation, %", xticks=shares)
    axes.grid(alpha=0.3)
    axes.legend(loc="center left", bbox_to_anchor=(1.01, 0.5), frameon=False)
    figure.savefig(path, metadata={"Date": None})


def table(shares: list[int], sizes: list[int], reports: list[Report]) -> str:
    """The numbers behind the curves as Markdown."""
    lines = [
        f"| share | articles | {' | '.join(f'`{metric}`' for metric in METRICS)} |",
        f"| ---: | ---: |{' ---: |' * len(METRICS)}",
    ]
    for share, size, report in zip(shares, sizes, reports, strict=True):
        cells = (f"{report[m].shown} ({report[m].shown_interval})" for m in METRICS)
        lines.append(f"| {share} % | {size} | {' | '.join(cells)} |")
    return "\n".join([*lines, "", f"`{reports[-1]['wsw_f1'].signature}`", "", ""])


def main() -> None:
    """Train, score, draw and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("models", type=Path)
    parser.add_argument("--shares", type=int, nargs="+", default=[10, 25, 50, 100])
    parser.add_argument("--processes", type=int, default=2)
    arguments = parser.parse_args()
    train = list(musnad.load("polnear/train"))
    validation: Corpus = musnad.load("polnear/validation")
    reports, sizes = [], []
    for share in arguments.shares:
        articles = train if share == 100 else share_of(train, share)
        tagger = trained(arguments.models / f"pn{share}", articles, arguments.processes)
        predictions = tagger.predict(validation)
        reports.append(musnad.evaluate(validation, predictions, metrics=METRICS))
        sizes.append(len(articles))
    draw(arguments.shares, reports, DOCS / "learning-curve.svg")
    write_part(START, END, table(arguments.shares, sizes, reports))


if __name__ == "__main__":
    main()

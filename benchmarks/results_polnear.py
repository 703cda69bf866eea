"""Write the PolNeAR table of docs/baselines.md: baselines under Musnad's and peers' metrics.

    python benchmarks/results_polnear.py --model MODEL --peers FOLDER --data FOLDER

MODEL is a tagger trained on PolNeAR train. `--peers` holds `score.py`, the neutral-token measure
behind published comparisons; `--data` is the extracted `data` folder of PolNeAR. Without them only
Musnad's own metrics are written. The corpus must have been imported (`musnad import polnear PATH`).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from pages import write_part

import musnad
from musnad.baselines import Baseline
from musnad.baselines.cues.page import Page
from musnad.baselines.cues.style import style as style_of
from musnad.baselines.tagger import Tagger
from musnad.dataset import Article, Attribution, Corpus, Prediction, words
from musnad.eval import Report

START, END = "<!-- polnear: written by make results-polnear -->\n", "<!-- polnear: end -->\n"
BASELINES = ("nothing", "cues", "tagger")
SPLITS = ("validation", "test")
METRICS = (
    "source_exact_f1",
    "cue_exact_f1",
    "content_exact_f1",
    "content_soft_f1",
    "linked_f1",
    "tuple_strict_f1",
    "wsw_f1",
    "wsw_near_r",
    "wsw_far_r",
)
ROLES = ("source", "cue", "content")


def neutral(prediction: Prediction) -> dict[str, Any]:
    """A prediction in the neutral form that the peers' measure reads."""
    return {
        "doc": prediction.id,
        "attributions": [
            {role: [list(bounds) for bounds in getattr(item, role).bounds] for role in ROLES}
            for item in prediction.attributions or ()
        ],
    }


def peer_scores(
    predictions: Iterable[Prediction], split: str, peers: Path, data: Path
) -> dict[str, float]:
    """Exact-run F1 by role and linked F1, policy `all`, by the peers' own script."""
    with tempfile.TemporaryDirectory() as folder:
        answers, result = Path(folder, "answers.jsonl"), Path(folder, "result.json")
        lines = (json.dumps(neutral(item)) for item in predictions)
        answers.write_text("\n".join(lines) + "\n", encoding="utf-8")
        theirs = {"validation": "dev"}.get(split, split)
        command = [sys.executable, str(peers / "score.py"), "--data", str(data)]
        command += ["--split", theirs, "--pred", str(answers), "--json", str(result)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        tables = json.loads(result.read_text(encoding="utf-8"))
    table = next(item for item in tables if item["policy"] == "all")
    scores = {role: table["roles"][role]["exact"][2] for role in ROLES}
    return {**scores, "link": table["attribution"]["link"][2]}


def row(
    system: Baseline, corpus: Corpus, peers: Path | None, data: Path | None
) -> tuple[str, Report]:
    """One line of the table, and the report behind it."""
    start = time.process_time()
    predictions = system.predict(corpus)
    seconds = time.process_time() - start
    count = sum(word.is_word for article in corpus for word in words(article.text))
    report = musnad.evaluate(corpus, predictions, metrics=METRICS)
    ours = [f"{report[metric].shown} ({report[metric].shown_interval})" for metric in METRICS]
    theirs = ["-"] * 4
    if peers is not None and data is not None:
        found = peer_scores(predictions, corpus.split, peers, data)
        theirs = [f"{100 * value:.1f}" for value in found.values()]
    speed = f"{count / seconds:,.0f}" if any(item.attributions for item in predictions) else "-"
    return f"| `{system.name}` | {' | '.join([*theirs, *ours, speed])} |", report


def styles(systems: list[Baseline], corpus: Corpus) -> str:
    """Recall of who said what by style; PolNeAR has no style, so quotation marks decide it."""
    gold = {article.id: by_style(article) for article in corpus}
    lines = ["| baseline | direct | mixed | indirect |", "| --- | ---: | ---: | ---: |"]
    for system in systems:
        predictions = system.predict(corpus)
        cells = []
        for style in ("direct", "mixed", "indirect"):
            articles = [
                replace(article, attributions=tuple(gold[article.id][style])) for article in corpus
            ]
            part = Corpus(corpus.manifest, corpus.split, articles)
            report = musnad.evaluate(part, predictions, metrics=["wsw_r"], resamples=0)
            count = sum(len(article.attributions) for article in articles)
            cells.append(f"{report['wsw_r'].shown} of {count:,}")
        lines.append(f"| `{system.name}` | {' | '.join(cells)} |")
    return "\n".join(lines)


def by_style(article: Article) -> dict[str, list[Attribution]]:
    """The attributions of an article by the quotation marks round their contents."""
    page = Page.of(article.text)
    found: dict[str, list[Attribution]] = {"direct": [], "mixed": [], "indirect": []}
    for item in article.attributions:
        found[style_of(page, item.content)].append(replace(item, parent=None, refers=()))
    return found


def tables(model: Path | None, peers: Path | None, data: Path | None) -> str:
    """Both splits as Markdown."""
    systems = [musnad.baseline(name) for name in BASELINES if name != "tagger"]
    if model is not None:
        systems.append(Tagger.load(model))
    out = []
    for split in SPLITS:
        corpus = musnad.load(f"polnear/{split}")
        head = ["source", "cue", "content", "linked"]
        out.append(f"PolNeAR {split}, {len(corpus)} articles:\n")
        columns = [*(f"peers' {name}" for name in head), *(f"`{name}`" for name in METRICS)]
        out.append(f"| baseline | {' | '.join(columns)} | words / CPU s |")
        out.append(f"| --- |{' ---: |' * (len(columns) + 1)}")
        for system in systems:
            line, report = row(system, corpus, peers, data)
            print(line, file=sys.stderr)
            out.append(line)
        out.append(f"\n`{report['wsw_f1'].signature}`\n")
    validation = musnad.load("polnear/validation")
    out += [
        "Recall of (source, content) pairs on validation by style:\n",
        styles(systems, validation),
    ]
    return "\n".join(out) + "\n"


def main() -> None:
    """Replace the generated part of the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--data", type=Path)
    arguments = parser.parse_args()
    write_part(START, END, tables(arguments.model, arguments.peers, arguments.data))


if __name__ == "__main__":
    main()

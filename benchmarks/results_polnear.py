"""Write the PolNeAR table of docs/baselines.md: baselines under Musnad's and peers' metrics.

    python benchmarks/results_polnear.py --peers FOLDER --data FOLDER

`--peers` holds `score.py`, the neutral-token measure behind published comparisons; `--data` is the
extracted `data` folder of PolNeAR. Without them only Musnad's own metrics are written. The corpus
must have been imported (`musnad import polnear PATH`).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import musnad
from musnad.dataset import Corpus, Prediction, replacing, words
from musnad.eval import Report

PAGE = Path(__file__).resolve().parent.parent / "docs" / "baselines.md"
START, END = "<!-- polnear: written by make results-polnear -->\n", "<!-- polnear: end -->\n"
BASELINES = ("nothing", "cues")
SPLITS = ("validation", "test")
METRICS = (
    "source_exact_f1",
    "cue_exact_f1",
    "content_exact_f1",
    "content_soft_f1",
    "linked_f1",
    "tuple_strict_f1",
    "wsw_f1",
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


def row(name: str, corpus: Corpus, peers: Path | None, data: Path | None) -> tuple[str, Report]:
    """One line of the table, and the report behind it."""
    system = musnad.baseline(name)
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
    return f"| `{name}` | {' | '.join([*theirs, *ours, speed])} |", report


def tables(peers: Path | None, data: Path | None) -> str:
    """Both splits as Markdown."""
    out = []
    for split in SPLITS:
        corpus = musnad.load(f"polnear/{split}")
        head = ["source", "cue", "content", "linked"]
        out.append(f"PolNeAR {split}, {len(corpus)} articles:\n")
        columns = [*(f"peers' {name}" for name in head), *(f"`{name}`" for name in METRICS)]
        out.append(f"| baseline | {' | '.join(columns)} | words / CPU s |")
        out.append(f"| --- |{' ---: |' * (len(columns) + 1)}")
        for name in BASELINES:
            line, report = row(name, corpus, peers, data)
            print(line, file=sys.stderr)
            out.append(line)
        out.append(f"\n`{report['wsw_f1'].signature}`\n")
    return "\n".join(out) + "\n"


def main() -> None:
    """Replace the generated part of the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--data", type=Path)
    arguments = parser.parse_args()
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(START)
    _, _, after = rest.partition(END)
    fresh = tables(arguments.peers, arguments.data)
    with replacing(PAGE) as handle:
        handle.write(f"{before}{START}{fresh}{END}{after}")


if __name__ == "__main__":
    main()

"""Write the Arabic tables of docs/baselines.md: every embedded baseline on each test split.

    python benchmarks/results_starter.py

`musnad-real-ar` is scored where it has been imported (`musnad import musnad-real-ar PATH`).
"""

from __future__ import annotations

from pages import write_part

import musnad.dataset
from musnad.eval import METRICS

CORPORA = ("musnad-starter/test", "musnad-real-ar/test")
START, END = "<!-- starter: written by make results-starter -->\n", "<!-- starter: end -->\n"
BASELINES = ("nothing", "one-claim-a-sentence", "cues", "tagger")
WANTED = (
    "wsw_f1",
    "wsw_overt_f1",
    "wsw_null_f1",
    "cue_role_f1",
    "source_role_f1",
    "content_soft_f1",
    "source_lea_f1",
    "null_f1",
    "act_accuracy",
    "type_accuracy",
    "claim_soft_f1",
    "claim_exact_f1",
)


def table(corpus: str) -> str:
    """Scores with intervals, one row a metric, one column a baseline."""
    train, test = musnad.load("musnad-starter/train"), musnad.load(corpus)
    names = [name for name in WANTED if name in METRICS]
    reports = {}
    for name in BASELINES:
        system = musnad.baseline(name)
        # The tagger brings its embedded model, trained on the same articles.
        fitted = system if name == "tagger" else system.fit(train)
        reports[name] = musnad.evaluate(test, fitted.predict(test), metrics=names)
    lines = [f"| metric | {' | '.join(f'`{name}`' for name in BASELINES)} |"]
    lines.append(f"| --- |{' ---: |' * len(BASELINES)}")
    for name in names:
        scores = [reports[system][name] for system in BASELINES]
        cells = [
            f"{score.shown} ({score.shown_interval})" if score.interval else score.shown
            for score in scores
        ]
        lines.append(f"| `{name}` | {' | '.join(cells)} |")
    signature = reports["cues"]["wsw_f1"].signature
    return "\n".join([f"{corpus}, {len(test)} articles:", "", *lines, "", f"`{signature}`", "", ""])


def main() -> None:
    """Replace the generated part of the page."""
    known = musnad.dataset.corpora()
    tables = [table(corpus) for corpus in CORPORA if corpus.partition("/")[0] in known]
    write_part(START, END, "\n".join(tables))


if __name__ == "__main__":
    main()

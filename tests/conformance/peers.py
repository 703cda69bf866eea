"""The other scorers, each called as its own documentation says, on input in our terms.

nervaluate and seqeval belong to the test extra; the others are installed by `make conformance`
(`requirements.txt`) and a test that needs one is skipped without it.
"""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy
import pytest

from .generators import Clusters

ROOT = Path(__file__).resolve().parent.parent.parent
# nervaluate 1.1.0, which cannot stand beside 1.2.1 in one environment.
OLD = ROOT / "build" / "conformance" / "old"
Spans = Sequence[tuple[int, int]]
PRF = tuple[float, float, float]


def tool(name: str) -> Any:
    """The module of a tool; where it is not installed, the test that asks for it is skipped."""
    return pytest.importorskip(name, reason=f"{name} is installed by make conformance")


# -- spans -----------------------------------------------------------------------------------------


def nervaluate(
    gold: Sequence[tuple[int, int, str]], found: Sequence[tuple[int, int, str]], mode: str
) -> Any:
    """nervaluate 1.2.1 over half-open labelled spans; its own ends are inclusive."""
    from nervaluate import Evaluator

    sides = [
        [{"label": label, "start": start, "end": end - 1} for start, end, label in side]
        for side in (gold, found)
    ]
    tags = sorted({label for _, _, label in [*gold, *found]}) or ["claim"]
    evaluator = Evaluator([sides[0]], [sides[1]], tags=tags, loader="dict")
    return evaluator.evaluate()["overall"][mode]


def nervaluate_f1(gold: Spans, found: Spans, mode: str) -> float:
    """The F1 of nervaluate 1.2.1 over unlabelled half-open spans."""
    sides = [[(*span, "claim") for span in side] for side in (gold, found)]
    return float(nervaluate(*sides, mode).f1)


def nervaluate_old(gold: Sequence[Spans], found: Sequence[Spans], mode: str) -> float:
    """The F1 of nervaluate 1.1.0 over the spans of several articles, in a process of its own."""
    if not OLD.is_dir():
        pytest.skip("nervaluate 1.1.0 is installed by make conformance")
    code = (
        "import json, sys; sys.path.insert(0, sys.argv[1]); from nervaluate import Evaluator\n"
        "gold, found = ([[{'label': 'claim', 'start': a, 'end': b - 1} for a, b in spans]"
        " for spans in side] for side in json.loads(sys.argv[2]))\n"
        "found = Evaluator(gold, found, tags=['claim'], loader='dict').evaluate()\n"
        "print(found['overall'][sys.argv[3]].f1)"
    )
    sides = json.dumps([gold, found])
    done = subprocess.run(
        [sys.executable, "-c", code, str(OLD), sides, mode],
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout)


def seqeval(gold: list[list[str]], found: list[list[str]], *, strict: bool) -> PRF:
    """seqeval"s micro precision, recall and F1 over IOB2 tags; 0/0 is 0 there."""
    from seqeval.metrics import f1_score, precision_score, recall_score
    from seqeval.scheme import IOB2

    mode: dict[str, Any] = {"mode": "strict", "scheme": IOB2} if strict else {}
    scores = (precision_score, recall_score, f1_score)
    one, two, three = (float(score(gold, found, zero_division=0, **mode)) for score in scores)
    return one, two, three


def conlleval(gold: Sequence[str], found: Sequence[str]) -> dict[str, int]:
    """How many chunks are `correct`, in `pred` and in `gold`, by a Python port of conlleval.pl."""
    lines = [f"x {one} {other}" for one, other in zip(gold, found, strict=True)]
    counts: dict[str, int] = tool("conlleval").evaluate(lines)["overall"]["chunks"]["stats"]
    return counts


# -- clusters --------------------------------------------------------------------------------------


def scorch(key: Clusters, response: Clusters) -> dict[str, PRF]:
    """Recall, precision and F1 of MUC, B3 and CEAF-e by scorch 0.2.0."""
    scores = tool("scorch.scores")
    formulas = {"muc": scores.muc, "b3": scores.b_cubed, "ceafe": scores.ceaf_e}
    with numpy.errstate(all="ignore"):  # it divides before it looks for zero
        found = {name: score(key, response) for name, score in formulas.items()}
    return {name: tuple(map(float, score)) for name, score in found.items()}


def coval(key: Clusters, response: Clusters, checkout: Path | None) -> dict[str, PRF]:
    """Recall, precision and F1 of LEA, MUC, B3, CEAF-e and CEAF-m by coval."""
    if checkout is None:
        pytest.skip("coval is on no package index; give --coval CHECKOUT")
    if str(checkout) not in sys.path:
        sys.path.insert(0, str(checkout))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it imports what newer versions have renamed
        evaluator = importlib.import_module("coval.eval.evaluator")
    keys, responses = ([sorted(cluster) for cluster in side] for side in (key, response))
    homes = [
        {mention: at for at, cluster in enumerate(side) for mention in cluster}
        for side in (responses, keys)
    ]
    formulas = {
        "lea": evaluator.lea,
        "muc": evaluator.muc,
        "b3": evaluator.b_cubed,
        "ceafe": evaluator.ceafe,
        "ceafm": evaluator.ceafm,
    }
    info = {"": (keys, responses, *homes)}
    return {
        name: tuple(map(float, evaluator.evaluate_documents(info, metric)))
        for name, metric in formulas.items()
    }

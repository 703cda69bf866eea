"""The same spans for nervaluate and seqeval, and the figures that must be equal."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

from musnad.dataset import Article, Prediction

LABELS = ("claim", "source", "cue", "content")
WORD = re.compile(r"\S+")

Spans = list[dict[str, Any]]
Tags = list[str]


def flat(record: Article | Prediction) -> Spans:
    """All spans of a record as entities, in order; both ends inclusive, as nervaluate wants."""
    found = [("claim", claim.span) for claim in record.claims or ()]
    for item in record.attributions or ():
        found += [("cue", item.cue), ("source", item.source), ("content", item.content)]
    entities = [
        {"label": label, "start": span.start, "end": span.end - 1} for label, span in found if span
    ]
    return sorted(entities, key=lambda entity: entity["start"])


def tags(spans: Spans, text: str) -> Tags:
    """Entities as IOB2 tags of the words of a text."""
    words = [(match.start(), match.end()) for match in WORD.finditer(text)]
    starts, ends = [start for start, _ in words], [end for _, end in words]
    found = ["O"] * len(words)
    for span in spans:
        first, last = bisect_right(ends, span["start"]), bisect_left(starts, span["end"] + 1)
        found[first:last] = [f"B-{span['label']}", *[f"I-{span['label']}"] * (last - first - 1)]
    return found


def nervaluate(gold: Sequence[Spans], predicted: Sequence[Spans]) -> Any:
    """The whole evaluation of nervaluate."""
    from nervaluate import Evaluator

    return Evaluator(gold, predicted, tags=list(LABELS), loader="dict").evaluate()


def seqeval(gold: Sequence[Tags], predicted: Sequence[Tags], average: str | None = "micro") -> Any:
    """Strict precision, recall, F1 and support of seqeval, in one call."""
    from seqeval.metrics.v1 import precision_recall_fscore_support
    from seqeval.scheme import IOB2

    return precision_recall_fscore_support(gold, predicted, average=average, scheme=IOB2)


def seqeval_by_name(gold: Sequence[Tags], predicted: Sequence[Tags]) -> list[float]:
    """Strict precision, recall and F1 of seqeval, each by its public function."""
    from seqeval.metrics import f1_score, precision_score, recall_score
    from seqeval.scheme import IOB2

    return [
        function(gold, predicted, mode="strict", scheme=IOB2)
        for function in (precision_score, recall_score, f1_score)
    ]


def assert_equal(
    ours: Mapping[str, float],
    spans: tuple[Sequence[Spans], Sequence[Spans]],
    tagged: Sequence[Sequence[Tags]],
) -> None:
    """Exact precision, recall and F1 of every layer are those of the other two."""
    entities = nervaluate(*spans)["entities"]
    per_type = seqeval(tagged[0], tagged[1], average=None)
    for at, label in enumerate(sorted(LABELS)):
        for part, name in enumerate(("precision", "recall", "f1")):
            value = ours[f"{label}_exact_{name[0] if part < 2 else name}"]
            theirs = getattr(entities[label]["strict"], name), per_type[part][at]
            assert all(abs(value - other) < 1e-12 for other in theirs), (label, name, value, theirs)

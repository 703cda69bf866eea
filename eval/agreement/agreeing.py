"""Agreement: from the labels of several annotators to alpha and pairwise F1 (metrics.md 5).

labels of each annotator → canonical → patterns of labels, comparisons of pairs → sums → measures
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence

from musnad.dataset import Article, Prediction, to_json
from musnad.dataset.io import dumps
from musnad.errors import UsageError

from ..signature import configuration, scorer_version
from .counting import SPANS, Counting
from .reading import Annotator, Labelled, named, read_annotators
from .result import Agreement

# What could have been chosen otherwise; it is in the signature.
OPTIONS = {"alpha": "nominal", "pairs": "both-ways", "items": "best-match-first"}


def agree(
    annotators: Mapping[str, Labelled] | Sequence[Labelled],
    *,
    on_article: Callable[[], None] = lambda: None,
) -> Agreement:
    """How alike several annotators labelled the same articles.

    Args:
        annotators: what each labelled, by name or in a list: a corpus, a file of articles or of
            predictions, or such records. Who lacks an article did not label it.
        on_article: called after each article, for progress.

    Returns:
        Krippendorff's alpha over all annotators and each pair, and the F1 of each pair; the order
        of annotators has no effect.

    Raises:
        DataError: a file breaks the format, or annotators have different texts of an article.
        UsageError: fewer than two annotators, or no article that two of them have.
    """
    readings, articles = read_annotators(named(annotators))
    shared = {
        name: [item for item in readings if name in item.records] for name in sorted(articles)
    }
    compared = {name: who for name, who in shared.items() if len(who) > 1}
    if not compared:
        raise UsageError(
            "no article was labelled by two annotators; "
            + "; ".join(f"{item.name} has {', '.join(_some(item.records))}" for item in readings)
        )
    counting = Counting(readings)
    for name, who in compared.items():
        counting.add(articles[name], who)
        on_article()
    return Agreement(
        annotators={item.name: len(item.records) for item in readings},
        articles=len(compared),
        alone=len(shared) - len(compared),
        pairs=counting.pairs,
        measures={item.name: item for item in counting.measures()},
        notes=tuple(_notes(readings, counting.layers)),
        signature=_signature(readings, articles, compared),
    )


def _notes(readings: Sequence[Annotator], layers: Sequence[str]) -> list[str]:
    notes = []
    for item in readings:
        for layer in SPANS:
            if layer not in layers:
                continue
            if layer not in item.answers:
                notes.append(f"{item.name} does not answer {layer}: missing there.")
            elif layer not in item.present:
                notes.append(f"{item.name} has no {layer} at all: counted as having found none.")
    return notes


def _some(records: Mapping[str, object]) -> list[str]:
    names = sorted(records)
    return [*map(repr, names[:3]), *(["…"] if len(names) > 3 else [])]


def _signature(
    readings: Sequence[Annotator], articles: Mapping[str, Article], compared: Mapping[str, object]
) -> str:
    """What the numbers were computed from, whatever the files and annotators are called."""
    hashes = sorted(
        hashlib.sha256(_record(item.records[name])).digest()
        for item in readings
        for name in compared
        if name in item.records
    )
    digest = hashlib.sha256(b"".join(hashes)).hexdigest()[:8]
    languages = "+".join(sorted({articles[name].language for name in compared}))
    options = {"alpha": "nominal", "pairs": "both-ways", "items": "best-match-first"}
    return (
        f"agreement|data:#{digest}|lang:{languages}|n:{len(compared)}|annotators:{len(readings)}"
        f"|cfg:{configuration(options)}|v:{scorer_version()}"
    )


def _record(record: Article | Prediction) -> bytes:
    return dumps(
        to_json(record, "predicted" if isinstance(record, Prediction) else "gold")
    ).encode()

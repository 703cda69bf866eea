"""Predictions beside their corpus: no article too many, none too few, every layer in all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches

from ..decode import shown
from ..problem import Problem
from ..records import Prediction
from .row import Row

# The layers of a prediction; a label such as `act` stands inside one of them.
ANSWERS = ("attributions", "claims", "sources")


@dataclass(frozen=True, slots=True)
class Answer:
    """One row of predictions: its line, its article, the layers in it (None: unreadable)."""

    line: int
    article: str
    layers: frozenset[str] | None


def beside(
    rows: Iterable[Row],
    corpus: str,
    texts: Mapping[str, str],
    file: str,
    *,
    allow_missing: bool = False,
    entities: Collection[str] | None = None,
) -> Iterator[Row]:
    """Rows of predictions with what is wrong with them as an answer to a whole corpus.

    Args:
        rows: the checked rows of one file of predictions.
        corpus: its name, for messages.
        texts: the id of every article of the corpus, and its text.
        file: for messages.
        allow_missing: whether articles may be without a prediction.
        entities: the ids of sources that the corpus knows, if it has a list of them.

    Yields:
        Each row, with a problem if its article or a source is not in the corpus; last a row with
        line 0 for the file as a whole: layers that only some rows answer, articles that are
        missing.
    """
    answers = []
    for row in rows:
        if row.id is not None:
            answers.append(Answer(row.line, row.id, _layers(row)))
        extra = [*_extra(row, corpus, texts, file), *_unknown(row, corpus, entities, file)]
        yield replace(row, problems=(*row.problems, *extra)) if extra else row
    problems = [*_uneven(answers, file)]
    if not allow_missing:
        problems += _missing(answers, corpus, texts, file)
    yield Row(0, None, tuple(problems))


def _layers(row: Row) -> frozenset[str] | None:
    if not isinstance(row.record, Prediction):
        return None
    return frozenset(name for name in ANSWERS if getattr(row.record, name) is not None)


def _extra(row: Row, corpus: str, texts: Mapping[str, str], file: str) -> Iterator[Problem]:
    """E-EXTRA: the article is not in the corpus."""
    if row.id is not None and row.id not in texts:
        near = get_close_matches(row.id, texts, n=5, cutoff=0.3)
        nearest = f"; nearest: {', '.join(map(repr, near))}" if near else ""
        message = f"is predicted but not in {corpus}{nearest}; leave it out, or name the corpus "
        message += "that it belongs to"
        yield Problem("E-EXTRA", file, row.line, row.id, "", message)


def _unknown(
    row: Row, corpus: str, entities: Collection[str] | None, file: str
) -> Iterator[Problem]:
    """E-ENTITY: a source of the whole corpus that the corpus does not know."""
    if entities is None or not isinstance(row.record, Prediction):
        return
    for source in row.record.sources or ():
        if source.entity is not None and source.entity not in entities:
            near = get_close_matches(source.entity, entities, n=5, cutoff=0.6)
            nearest = f"; nearest: {', '.join(map(repr, near))}" if near else ""
            message = f"is {shown(source.entity)}, which is no source of {corpus}{nearest}; "
            message += "take an id from its list, or null"
            path = f"source {source.id!r}, entity"
            yield Problem("E-ENTITY", file, row.line, row.id, path, message)


def _uneven(answers: Iterable[Answer], file: str) -> Iterator[Problem]:
    """E-LAYER: a layer that some rows answer and others leave out, at the first that does."""
    readable = [(item, item.layers) for item in answers if item.layers is not None]
    for layer in ANSWERS:
        without = [item for item, layers in readable if layer not in layers]
        if without and len(without) < len(readable):
            message = f"is missing, though other predictions answer it ({len(without)} of "
            message += f"{len(readable)} lack it); write an empty list where nothing is found"
            yield Problem("E-LAYER", file, without[0].line, without[0].article, layer, message)


def _missing(
    answers: Iterable[Answer], corpus: str, texts: Mapping[str, str], file: str
) -> Iterator[Problem]:
    """E-MISSING: articles of the corpus without a row."""
    answered = {item.article for item in answers}
    missing = [name for name in texts if name not in answered]
    if missing:
        message = (
            f"{len(missing)} of {len(texts)} articles of {corpus} have no prediction: "
            f"{', '.join(map(repr, missing[:5]))}{' …' if len(missing) > 5 else ''}; an article "
            "in which nothing is found is listed with empty lists; evaluate --allow-missing "
            "scores the others as empty"
        )
        yield Problem("E-MISSING", file, 0, None, "", message)

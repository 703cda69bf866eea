"""Annotators: what one person, or system, labelled, read from whatever holds it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from musnad.dataset import Article, Corpus, Prediction, article_of, read_lines, sha256, to_json
from musnad.dataset.io import Line, row_line
from musnad.dataset.packaging.features import known, labelled
from musnad.dataset.records import Side
from musnad.dataset.validation import check_line
from musnad.dataset.validation.files import looks_predicted
from musnad.errors import DataError, UsageError

Labelled: TypeAlias = Corpus | str | Path | Iterable[Article | Prediction | Mapping[str, Any]]
ANSWERS = frozenset({"attributions", "claims"})


@dataclass(frozen=True, slots=True)
class Annotator:
    """One annotator's labels by article id, and where each record stands, for messages.

    `answers` are the layers that were to be labelled: an article without any such label holds
    none. `present` are the layers of which there is a label at all.
    """

    name: str
    records: Mapping[str, Article | Prediction]
    places: Mapping[str, str]
    answers: frozenset[str]
    present: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Input:
    """An annotator's rows before they are checked; `predicted` tells answers from articles."""

    name: str
    file: str
    corpus: Corpus | None
    lines: Sequence[Line]
    predicted: bool


def read_annotators(inputs: Mapping[str, Labelled]) -> tuple[list[Annotator], dict[str, Article]]:
    """The annotators in order of names, and every article, unlabelled or not, by id.

    Predictions may do without the text where another annotator's articles have it.

    Raises:
        DataError: the first problem: a row that breaks the format, a text that differs from
            another annotator's, a prediction whose text is nowhere.
    """
    taken = [_input(name, inputs[name]) for name in sorted(inputs)]
    articles: dict[str, Article] = {}
    places: dict[str, str] = {}
    found = {
        item.name: _annotator(item, articles, places)
        for item in sorted(taken, key=lambda item: item.predicted)
    }
    return [found[name] for name in sorted(found)], articles


def _input(name: str, given: Labelled) -> _Input:
    if isinstance(given, Corpus):
        return _Input(name, name, given, (), predicted=False)
    if isinstance(given, (str, Path)):
        file = "<stdin>" if str(given) == "-" else str(given)
        lines = [*read_lines(given)]
    else:
        file = name
        lines = [row_line(number, _row(item), name) for number, item in enumerate(given, 1)]
    first = next((line.value for line in lines if not line.problem), None)
    return _Input(name, file, None, lines, looks_predicted(first))


def _row(item: Article | Prediction | Mapping[str, Any]) -> Any:
    if isinstance(item, Prediction):
        return to_json(item, "predicted")
    return to_json(item) if isinstance(item, Article) else item


def _annotator(given: _Input, articles: dict[str, Article], places: dict[str, str]) -> Annotator:
    """Check one annotator's rows against the texts known so far, which grow by those in them."""
    records: dict[str, Article | Prediction] = {}
    own: dict[str, str] = {}
    for place, record, problem in _checked(given, articles):
        if record is not None and record.id in articles:
            _same_text(record, place, articles[record.id], places[record.id])
        if problem is not None or record is None:
            raise DataError(str(problem))
        if record.id in records:
            raise DataError(f"{place}: holds two articles {record.id!r}; expected one of each id")
        if record.id not in articles:
            articles[record.id] = _article(record, place)
            places[record.id] = place
        records[record.id], own[record.id] = record, place
    if not records:
        raise DataError(f"{given.name}: holds no article; expected what one annotator labelled")
    return Annotator(given.name, records, own, *_layers(given, [*records.values()], own))


def _checked(
    given: _Input, articles: Mapping[str, Article]
) -> Iterable[tuple[str, Article | Prediction | None, object]]:
    """Each record with its place and its first problem."""
    if given.corpus is not None:
        for article in given.corpus:
            yield given.file, article, None
        return
    file = given.file
    kind: type = Prediction if given.predicted else Article
    side: Side = "predicted" if given.predicted else "gold"
    texts = {name: article.text for name, article in articles.items()} if given.predicted else {}
    first_seen: dict[str, int] = {}
    rows = (check_line(line, kind, side, file, first_seen, texts) for line in given.lines)
    for row in rows:
        yield f"{file}:{row.line}", row.record, next(iter(row.problems), None)


def _same_text(record: Article | Prediction, here: str, article: Article, there: str) -> None:
    text = record.text
    if text == article.text or (text is None and record.text_sha256 == sha256(article.text)):
        return
    where = "" if text is None else f" from code point {_first_difference(text, article.text)} on"
    raise DataError(
        f"{here}: article {record.id!r} has another text than in {there}{where}; "
        "annotators must label the same text, so copy it unchanged, or give the article "
        "another id"
    )


def _first_difference(one: str, other: str) -> int:
    """Where two texts that differ part, in code points."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _article(record: Article | Prediction, place: str) -> Article:
    if isinstance(record, Article):
        return record
    if record.text is None:
        raise DataError(
            f"{place}: article {record.id!r} gives only text_sha256; name the file of its "
            "articles too, or write the text into the record"
        )
    return article_of(record.text, id=record.id)


def _layers(
    given: _Input, records: Sequence[Any], places: Mapping[str, str]
) -> tuple[frozenset[str], frozenset[str]]:
    """What was to be labelled, and of what there is a label (manifests say it for corpora)."""
    if given.predicted:
        answers = _answers(records, places)
        layers = (layer for layer in (*answers, "sources") if _labels(records, layer))
        return answers, frozenset(layers)
    corpus = given.corpus or known(records)
    if corpus is not None:
        return ANSWERS & frozenset(corpus.layers), frozenset(corpus.layers)
    return ANSWERS, frozenset(labelled(records))


def _answers(records: Sequence[Prediction], places: Mapping[str, str]) -> frozenset[str]:
    """The layers that all predictions answer; none may be answered by some only."""
    without = {
        layer: [record.id for record in records if getattr(record, layer) is None]
        for layer in sorted(ANSWERS)
    }
    for layer, lacking in without.items():
        if 0 < len(lacking) < len(records):
            raise DataError(
                f"{places[lacking[0]]}: article {lacking[0]!r} does not answer {layer}, though "
                f"other predictions do ({len(lacking)} of {len(records)} lack it); write an empty "
                "list where nothing is found"
            )
    return frozenset(layer for layer, lacking in without.items() if not lacking)


def _labels(records: Sequence[Prediction], layer: str) -> bool:
    """Whether there is any label of a layer; of `sources` that is a mention."""
    if layer == "sources":
        return any(source.mentions for record in records for source in record.sources or ())
    return any(getattr(record, layer) for record in records)


def named(annotators: Mapping[str, Labelled] | Sequence[Labelled]) -> dict[str, Labelled]:
    """The annotators by name: their own where given as a mapping, else file, corpus or number.

    Raises:
        UsageError: fewer than two, one twice, or one file given as if it were a list.
    """
    if isinstance(annotators, (str, Path, Corpus)):
        raise UsageError("agreement needs two annotators or more; give a list of them")
    if isinstance(annotators, Mapping):
        inputs = {str(name): given for name, given in annotators.items()}
    else:
        inputs = {}
        for number, given in enumerate(annotators, 1):
            name = _name(given) or f"annotator {number}"
            if name in inputs:
                raise UsageError(f"{name} is given twice; name different annotators")
            inputs[name] = given
    if len(inputs) < 2:
        raise UsageError(f"agreement needs two annotators or more; found {len(inputs)}")
    return inputs


def _name(given: Labelled) -> str:
    if isinstance(given, Corpus):
        return given.name
    return str(given) if isinstance(given, (str, Path)) else ""

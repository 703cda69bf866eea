"""Hugging Face features and rows: the same records, as `datasets` wants them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from musnad.errors import DataError, UsageError

from ..accepting import outline
from ..corpora.corpus import Corpus, digest, folder_of, manifests
from ..corpora.manifest import LAYERS, Layer, Manifest
from ..io import row_line, to_json
from ..records import Article
from ..schema import TABLES, Shape, shape_of
from ..validation import check_line

if TYPE_CHECKING:
    from datasets import Dataset, Features

UNNAMED = "unnamed"


def features(table: str) -> Features:
    """The declared `datasets.Features` of a table: lists of structs, labels as strings."""
    from datasets import Features

    return Features(_feature(shape_of(TABLES[table])))


def _feature(shape: Shape) -> Any:
    from datasets import List, Value

    if shape.kind == "object":
        fields = (item for item in shape.fields if item.only in (None, "gold"))
        return {item.name: _feature(item.shape) for item in fields}
    if shape.kind == "array":
        assert shape.items is not None
        return List(_feature(shape.items))
    types = {"string": "string", "integer": "int32", "number": "float64", "boolean": "bool"}
    return Value(types[shape.kind])


def to_hf(corpus: Corpus) -> Dataset:
    """A corpus as a `datasets.Dataset` with the declared features."""
    from datasets import Dataset, NamedSplit

    rows = [to_json(article) for article in corpus]
    return Dataset.from_list(rows, features=features("articles"), split=NamedSplit(corpus.split))


def from_hf(
    rows: Iterable[Mapping[str, Any]],
    *,
    name: str | None = None,
    layers: Sequence[Layer] | None = None,
) -> Corpus:
    """A corpus from a `datasets` split or any rows in the articles schema.

    Rows that are, unchanged, a split of an embedded or imported corpus are recognised by their
    digest and get its manifest. Of others, the layers are those given, or those that hold at
    least one label.

    Args:
        rows: a split (not a dictionary of splits), or dicts.
        name: `corpus/split` for rows that are not recognised.
        layers: what is labelled in such rows.

    Raises:
        DataError: a row is not a valid article; the message counts rows from 1.
        UsageError: a dictionary of splits was given.
    """
    if isinstance(rows, Mapping):
        raise UsageError(f"expected one split, found a mapping; pass one of {sorted(rows)}")
    articles: list[Article] = []
    first_seen: dict[str, int] = {}
    for number, row in enumerate(rows, 1):
        line = row_line(number, row, "<rows>", outline(Article, "gold"))
        checked = check_line(line, Article, "gold", "<rows>", first_seen, {})
        if checked.problems:
            raise DataError(str(checked.problems[0]))
        articles.append(checked.record)
    return from_articles(articles, name=name, layers=layers)


def from_articles(
    articles: Sequence[Article],
    *,
    name: str | None = None,
    layers: Sequence[Layer] | None = None,
) -> Corpus:
    """Articles as a corpus: the known one whose split they are, else as `from_hf` says."""
    return known(articles) or _unknown(articles, name, layers)


def known(articles: Sequence[Article]) -> Corpus | None:
    """The corpus whose split these articles are, if one with their digest can be loaded."""
    return known_by(digest(articles), articles)


def known_by(wanted: str, articles: Sequence[Article]) -> Corpus | None:
    """The corpus that has a split with a digest, which is that of these articles."""
    for name, manifest in manifests().items():
        if isinstance(manifest, DataError):
            continue  # what is damaged cannot vouch for any article
        for split, counts in manifest.splits.items():
            if counts.get("digest") == wanted:
                return Corpus(manifest, split, articles, folder_of(name))
    return None


def _unknown(
    articles: Sequence[Article], name: str | None, layers: Sequence[Layer] | None
) -> Corpus:
    corpus, _, split = (name or UNNAMED).partition("/")
    manifest = Manifest(
        name=corpus,
        version="0",
        languages=tuple(sorted({article.language for article in articles})),
        licence="",
        layers=tuple(layers if layers is not None else labelled(articles)),
    )
    return Corpus(manifest, split or "rows", articles)


def labelled(articles: Sequence[Article]) -> list[Layer]:
    """The layers in which at least one label stands."""
    attributions = [item for article in articles for item in article.attributions]
    sources = [item for article in articles for item in article.sources]
    claims = [item for article in articles for item in article.claims]
    present: dict[Layer, bool] = {
        "sentences": any(article.sentences for article in articles),
        "claims": bool(claims),
        "checkable": any(claim.checkable is not None for claim in claims),
        "attributions": bool(attributions),
        "style": any(item.style for item in attributions),
        "act": any(item.act for item in attributions),
        "nesting": any(item.parent for item in attributions),
        "refers": any(item.refers for item in attributions),
        "sources": any(source.mentions for source in sources),
        "type": any(source.type for source in sources),
        "named": any(source.named is not None for source in sources),
        "entities": any(source.entity for source in sources),
        "facts": any(claim.fact for claim in claims),
        "verdicts": any(claim.verdict for claim in claims),
    }
    return [layer for layer in LAYERS if present[layer]]

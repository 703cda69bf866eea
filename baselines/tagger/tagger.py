"""The baseline `tagger`: who said what, by a trained sequence model and trained parts after it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Self

from musnad.dataset import Article, Attribution, Prediction
from musnad.dataset.corpora.corpus import digest
from musnad.errors import DataError, UsageError

from ..cues.system import predict as predict_by_rules
from .claims import Claims
from .extraction import Extractor
from .labels import Labels
from .model import packed, read_folder, unpacked, write_folder
from .page import Page
from .resolution import Resolver
from .runs import labels_of
from .settings import Settings
from .stages import Workshop

FEW = 200
_ARABIC = re.compile("[\u0600-\u06ff]+")
EMBEDDED = Path(__file__).resolve().parent / "embedded"
_FILES = ("words.json", "sequence.json", "sequence.f32", "links.json", "parts.json")


class Tagger:
    """Finds attributions, their sources and claims by what it learned from labelled articles.

    Untrained, it reads the model that is embedded in the package, if there is one.

    Args:
        settings: How the extraction is trained, and how sure it must be.
        workshop: Where finished stages of a training are kept, and how many run at a time.
    """

    name = "tagger"

    def __init__(self, settings: Settings | None = None, workshop: Workshop | None = None) -> None:
        self._settings = settings or Settings()
        self._workshop = workshop or Workshop()
        self._extractor: Extractor | None = None
        self._labels = Labels()
        self._resolver = Resolver()
        self._claims: Claims | None = None
        self._data: list[str] = []
        self._versions: dict[str, str] = {}

    def fit(self, articles: Iterable[Article]) -> Self:
        """Learn from articles with attributions; claims and labels where the articles have them.

        Raises:
            UsageError: there is nothing to learn from.
        """
        taught = list(articles)
        # Where there is little to learn from, the rules are the better half of what is known.
        few = sum(not is_arabic(article.text) for article in taught) < FEW
        self._settings = replace(self._settings, rules_everywhere=few)
        hints = [self._hint(article) for article in taught]
        pages = [page_of(article, hint) for article, hint in zip(taught, hints, strict=True)]
        gold = [article.attributions for article in taught]
        if not any(gold):
            raise UsageError("no article has attributions; the tagger has nothing to learn from")
        self._extractor = Extractor.fitted(pages, gold, self._settings, self._workshop)
        self._labels = Labels.fitted(pages, taught, hints)
        self._resolver = Resolver.fitted(pages, taught, hints)
        if any(article.claims for article in taught):
            # Claims meet gold attributions in training and found ones later: they learn from both.
            said = [*gold, *(hint.attributions or () for hint in hints)]
            self._claims = Claims.fitted([*pages, *pages], [*taught, *taught], said)
        self._data, self._versions = [digest(taught)], versions()
        return self

    def predict(self, articles: Iterable[Article]) -> list[Prediction]:
        """Attributions and sources of every article, and claims if the model has learned them.

        Raises:
            UsageError: the tagger is not trained and no model is embedded.
        """
        extractor = self._trained()
        return [self._predicted(extractor, article) for article in articles]

    def _trained(self) -> Extractor:
        if self._extractor is None and EMBEDDED.is_dir():
            self._read(EMBEDDED)
        if self._extractor is None:
            raise UsageError("the tagger is not trained; fit it, or load a model: musnad train")
        return self._extractor

    def _hint(self, article: Article) -> Prediction:
        return hint_of(article, everywhere=self._settings.rules_everywhere)

    def _predicted(self, extractor: Extractor, article: Article) -> Prediction:
        hint = self._hint(article)
        return answer(article, hint, extractor, self._resolver, self._labels, self._claims)

    def save(self, folder: str | Path) -> None:
        """Write the model: words and weights as JSON and raw numbers, under a manifest."""
        extractor = self._trained()
        parts = {
            "labels": self._labels.to_json(),
            "resolver": self._resolver.to_json(),
            "claims": self._claims.to_json() if self._claims else None,
        }
        sequence = extractor.sequence
        contents = (
            packed(sequence.features.lexicon.to_json()),
            packed(sequence.names),
            sequence.to_bytes(),
            packed(extractor.links_to_json()),
            packed(parts),
        )
        about = {
            "data": self._data,
            "settings": extractor.settings.to_json(),
            "versions": self._versions or versions(),
        }
        write_folder(folder, self.name, dict(zip(_FILES, contents, strict=True)), about)

    @classmethod
    def load(cls, folder: str | Path) -> Self:
        """Read a model that `save` wrote.

        Raises:
            DataError: the folder holds no model of the tagger, or a damaged one.
        """
        tagger = cls()
        tagger._read(Path(folder))
        return tagger

    def _read(self, folder: Path) -> None:
        files, about = read_folder(folder, self.name, _FILES)
        words, names, links, parts = (
            unpacked(files[name], str(folder / name)) for name in _FILES if name.endswith(".json")
        )
        self._settings = Settings.from_json(about.get("settings"))
        self._extractor = Extractor.from_parts(
            words, names, files["sequence.f32"], links, self._settings
        )
        if not isinstance(parts, dict) or set(parts) != {"labels", "resolver", "claims"}:
            raise DataError(f"{folder / _FILES[-1]}: is damaged; train the model again")
        self._labels = Labels.from_json(parts["labels"])
        self._resolver = Resolver.from_json(parts["resolver"])
        self._claims = Claims.from_json(parts["claims"]) if parts["claims"] is not None else None
        self._data = [str(item) for item in about.get("data", ())]
        stored = about.get("versions", {})
        self._versions = {str(k): str(v) for k, v in stored.items()} if stored else {}


def versions() -> dict[str, str]:
    """The versions of what training depends on; others may end in other digits."""
    return {name: version(name) for name in ("numpy", "scipy", "scikit-learn", "python-crfsuite")}


def hint_of(article: Article, *, everywhere: bool = False) -> Prediction:
    """What the rules of `cues` say of an article; nothing where it is not Arabic.

    Args:
        article: The article.
        everywhere: Ask the rules about other articles too.
    """
    if everywhere or is_arabic(article.text):
        return predict_by_rules(article)
    return Prediction(id=article.id, sources=(), attributions=())


def is_arabic(text: str) -> bool:
    """Whether at least a quarter of the characters are Arabic."""
    return 4 * sum(map(len, _ARABIC.findall(text))) >= len(text)


def answer(
    article: Article,
    hint: Prediction,
    extractor: Extractor,
    resolver: Resolver,
    labels: Labels,
    claims: Claims | None,
) -> Prediction:
    """What the trained parts, one after another, say of an article; no claims without theirs."""
    page = page_of(article, hint)
    found: Sequence[Attribution] = extractor.attributions(page)
    resolution = resolver.resolve(page, found, hint)
    found = [
        replace(item, source_id=entry)
        for item, entry in zip(found, resolution.source_ids, strict=True)
    ]
    found = labels.of_attributions(page, found, hint)
    return Prediction(
        id=article.id,
        text_sha256=article.text_sha256,
        sources=tuple(labels.of_sources(page, resolution.sources)),
        attributions=tuple(found),
        claims=tuple(claims.of(page, found)) if claims else None,
    )


def page_of(article: Article, hint: Prediction) -> Page:
    """The page of an article with the labels that the rules give its words, if they found any."""
    page = Page.of(article.text)
    said = hint.attributions or ()
    return replace(page, hints=labels_of(page, said)) if said else page

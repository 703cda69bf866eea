"""The baseline `transformer`: any encoder for the roles of words, then the parts of the tagger."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Self

from musnad.dataset import Article, Prediction
from musnad.dataset.corpora.corpus import digest
from musnad.errors import UsageError

from ..tagger.sequence import Numbers
from .encoder import Encoder, best_device
from .files import ENCODER, NAME, read_manifest, read_parts, read_settings, write_folder
from .joining import Lesson, Parts
from .settings import Settings
from .training import Report, to_stderr, train


class Transformer:
    """Finds attributions by a fine-tuned encoder, and sources and claims by the tagger's parts.

    Args:
        model: The encoder to start from: a folder, or a name on the Hugging Face hub.
        settings: How it is trained.
        device: Where it computes; a GPU where there is one.
        report: Is told of the progress.
    """

    name = NAME

    def __init__(
        self,
        model: str | None = None,
        settings: Settings | None = None,
        *,
        device: str | None = None,
        report: Report = to_stderr,
    ) -> None:
        self.model = model
        self.settings = settings or Settings()
        self.data: str | None = None
        self._device = device
        self._report = report
        self._encoder: Encoder | None = None
        self._parts: Parts | None = None

    def fit(self, articles: Iterable[Article]) -> Self:
        """Fine-tune the encoder, then train the parts that come after it.

        These learn from what an encoder says of articles that it has not learned from, so the
        articles are read in turns, each time by an encoder that was trained on the others.

        Raises:
            MissingExtraError: `torch` or `transformers` is not installed.
            UsageError: no encoder was named, there is none of this name, or no article has
                attributions.
        """
        lessons = [Lesson.of(article) for article in articles]
        if not any(lesson.article.attributions for lesson in lessons):
            raise UsageError("no article has attributions; there is nothing to learn from")
        encoder = self._encoder_of(lessons, f"all {len(lessons)} articles")
        marginals = self._marginals(lessons, encoder)
        seed = self.settings.seed
        self._encoder = encoder
        self._parts = Parts.fitted(lessons, marginals, encoder.marginals, seed=seed)
        self.data = digest([lesson.article for lesson in lessons])
        return self

    def predict(self, articles: Iterable[Article]) -> list[Prediction]:
        """Sources, attributions and claims of every article.

        Raises:
            UsageError: it was neither trained nor loaded.
        """
        _, parts = self._trained()
        return [parts.predict(article) for article in articles]

    def save(self, folder: str | Path) -> None:
        """Write the model: safetensors, JSON and a manifest with their hashes."""
        encoder, parts = self._trained()
        about = {"encoder": self.model, "data_sha256": self.data}
        write_folder(Path(folder), encoder, parts, self.settings, about)

    @classmethod
    def load(cls, folder: str | Path, *, device: str | None = None) -> Self:
        """Read a model that `save` wrote; nothing is fetched, and no code of others is run.

        Raises:
            MissingExtraError: `torch` or `transformers` is not installed.
            DataError: the folder holds no transformer, or a damaged one.
        """
        folder = Path(folder)
        manifest = read_manifest(folder)
        settings = read_settings(folder, manifest)
        found = cls(str(manifest.get("encoder")), settings, device=device)
        found.data = str(manifest.get("data_sha256"))
        encoder = Encoder.loaded(folder / ENCODER, settings, device or best_device())
        found._encoder, found._parts = encoder, read_parts(folder, encoder)
        return found

    def _encoder_of(self, lessons: Sequence[Lesson], what: str) -> Encoder:
        """An encoder that has learned from some articles."""
        if self.model is None:
            raise UsageError(
                "the baseline 'transformer' starts from an encoder; name one with --model, "
                "a folder or a name on the Hugging Face hub"
            )
        encoder = Encoder.started(self.model, self.settings, self._device or best_device())
        self._report(what)
        pages, roles = [one.page for one in lessons], [one.roles for one in lessons]
        train(encoder, pages, roles, self.settings, self._report)
        return encoder

    def _marginals(self, lessons: Sequence[Lesson], encoder: Encoder) -> list[Numbers]:
        """What is said of each article by an encoder that was trained on other ones.

        Where there are no others, or it should not be so, the given encoder says it.
        """
        folds = min(self.settings.folds, len(lessons))
        if folds < 2:
            return [encoder.marginals(lesson.page) for lesson in lessons]
        order = list(range(len(lessons)))
        random.Random(self.settings.seed).shuffle(order)
        found: dict[int, Numbers] = {}
        for fold in range(folds):
            rest = [lessons[at] for place, at in enumerate(order) if place % folds != fold]
            other = self._encoder_of(
                rest, f"all but part {fold + 1} of {folds}, which it will read"
            )
            found.update({at: other.marginals(lessons[at].page) for at in order[fold::folds]})
        return [found[at] for at in range(len(lessons))]

    def _trained(self) -> tuple[Encoder, Parts]:
        if self._encoder is None or self._parts is None:
            raise UsageError(
                "this transformer was not trained; run musnad train transformer, or load a model"
            )
        return self._encoder, self._parts

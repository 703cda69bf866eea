"""Joining: from the roles of words to a whole prediction, by the same parts as in the tagger.

This is the only file of this baseline that knows the tagger's parts, but for pages and labels.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from musnad.dataset import Article, Prediction
from musnad.errors import DataError

from ..tagger.claims import Claims
from ..tagger.extraction import Extractor
from ..tagger.features import Features
from ..tagger.labels import Labels
from ..tagger.lexicon import Lexicon
from ..tagger.linker import Linker
from ..tagger.loglinear import LogLinear
from ..tagger.page import Page
from ..tagger.resolution import Resolver
from ..tagger.runs import labels_of
from ..tagger.sequence import Numbers, SequenceModel
from ..tagger.settings import Settings as ExtractorSettings
from ..tagger.tagger import answer, hint_of, page_of

Reading = Callable[[Page], Numbers]
"""Something that says how likely each word of a page is to be in which role."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """An article to learn from: its page, what the rules say of it, the role of each word."""

    article: Article
    hint: Prediction
    page: Page
    roles: list[str]

    @classmethod
    def of(cls, article: Article) -> Lesson:
        """The lesson of a labelled article."""
        hint = hint_of(article)
        page = page_of(article, hint)
        return cls(article, hint, page, labels_of(page, article.attributions))


@dataclass(frozen=True, slots=True)
class _Reader:
    """What stands where the tagger has its sequence model, and answers what that is asked."""

    features: Features
    marginals: Reading


@dataclass(frozen=True, slots=True)
class Parts:
    """The trained parts that come after the roles of words."""

    extractor: Extractor
    resolver: Resolver
    labels: Labels
    claims: Claims | None

    @classmethod
    def fitted(
        cls,
        lessons: Sequence[Lesson],
        marginals: Sequence[Numbers],
        reading: Reading,
        *,
        seed: int,
    ) -> Parts:
        """Train the parts.

        Args:
            lessons: The articles to learn from.
            marginals: What is said of each by an encoder that has not learned from it, if possible.
            reading: What will say it of other articles.
            seed: Decides about word classes.
        """
        articles = [lesson.article for lesson in lessons]
        hints = [lesson.hint for lesson in lessons]
        pages = [lesson.page for lesson in lessons]
        gold = [article.attributions for article in articles]
        lexicon = Lexicon.learned(pages, [lesson.roles for lesson in lessons], seed=seed)
        settings = ExtractorSettings(seed=seed)
        has_claims = any(article.claims for article in articles)
        return cls(
            Extractor.completed(_model(lexicon, reading), pages, gold, marginals, settings),
            Resolver.fitted(pages, articles, hints),
            Labels.fitted(pages, articles, hints),
            Claims.fitted(pages, articles, gold) if has_claims else None,
        )

    def predict(self, article: Article) -> Prediction:
        """Sources, attributions and claims of an article; no claims where none were learned."""
        hint = hint_of(article)
        return answer(article, hint, self.extractor, self.resolver, self.labels, self.claims)

    def to_json(self) -> dict[str, Any]:
        """The trained parts as plain JSON."""
        return {
            "words": self.extractor.sequence.features.lexicon.to_json(),
            "links": self.extractor.links_to_json(),
            "settings": self.extractor.settings.to_json(),
            "resolver": self.resolver.to_json(),
            "labels": self.labels.to_json(),
            "claims": self.claims.to_json() if self.claims else None,
        }

    @classmethod
    def from_json(cls, value: Any, reading: Reading) -> Parts:
        """The parts that `to_json` wrote.

        Raises:
            DataError: the value is damaged.
        """
        try:
            lexicon = Lexicon.from_json(value["words"])
            exact, touching, alone, together = (
                LogLinear.from_json(value["links"][name])
                for name in ("exact", "touching", "alone", "together")
            )
            settings = ExtractorSettings.from_json(value["settings"])
            resolver = Resolver.from_json(value["resolver"])
            labels = Labels.from_json(value["labels"])
            claims = None if value["claims"] is None else Claims.from_json(value["claims"])
        except (TypeError, KeyError) as error:
            raise DataError(f"parts are damaged ({error}); train the model again") from None
        linker = Linker(lexicon, alone, together)
        extractor = Extractor(_model(lexicon, reading), exact, touching, linker, settings)
        return cls(extractor, resolver, labels, claims)


def _model(lexicon: Lexicon, reading: Reading) -> SequenceModel:
    # Of its model an extractor asks for the word statistics and the marginals, and no more.
    return cast(SequenceModel, _Reader(Features(lexicon), reading))

"""The baseline `cues`: who said what, by a lexicon of reporting words and rules of syntax."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Self

from musnad.dataset import Article, Attribution, Prediction, Span

from ..baseline import BASELINES, read_model, write_model
from . import arabic, english
from .contents import settle
from .entities import resolve
from .found import Found
from .headlines import close, headlines
from .page import Page
from .performatives import performed
from .sources import sources
from .statements import complete, continued
from .style import style

_MOST_FRAGMENTS = 64


@BASELINES.register("cues")
class Cues:
    """Finds attributions and their sources by rules; it learns nothing and answers no claims."""

    name = "cues"

    def fit(self, articles: Iterable[Article]) -> Self:
        """Nothing to learn."""
        return self

    def predict(self, articles: Iterable[Article]) -> list[Prediction]:
        """Attributions and sources of every article."""
        return [predict(article) for article in articles]

    def save(self, folder: str | Path) -> None:
        """Write the name of the baseline."""
        write_model(folder, self.name, {})

    @classmethod
    def load(cls, folder: str | Path) -> Self:
        """Read what `save` wrote."""
        read_model(folder, cls.name)
        return cls()


def predict(article: Article) -> Prediction:
    """The attributions and sources of one article."""
    page = Page.of(article.text)
    found = attributions(page)
    entries, where = resolve(page, found)
    listed = sources(page, entries)
    made = []
    for number, (item, entry) in enumerate(zip(found, where, strict=True), 1):
        content = page.span(*item.content)
        made.append(
            Attribution(
                id=f"a{number}",
                cue=page.span(*item.cue),
                source=page.span(item.source) if item.source else Span(),
                content=content,
                source_id=listed[entry].id,
                style=style(page, content),
                act=item.act,
                parent=f"a{item.nested_in + 1}" if item.nested_in is not None else None,
            )
        )
    return Prediction(
        id=article.id,
        text_sha256=article.text_sha256,
        sources=tuple(listed),
        attributions=tuple(made),
    )


def attributions(page: Page) -> list[Found]:
    """All attributions of a page, contents closed, in text order."""
    is_arabic = sum(not token.form.isascii() for token in page.tokens if token.is_word)
    if 2 * is_arabic < sum(token.is_word for token in page.tokens):
        found = english.find(page)
    else:
        found = arabic.find(page)
    titles = headlines(page)
    links = page.related()
    found = [
        item
        for item in found
        if not _in_head(item, titles) and page.tokens[item.start].line not in links
    ]
    for item in found:
        if item.source and not page.span(item.source):
            item.source = None
    for item in titles:
        close(page, item, found)
    found = complete(page, [*found, *titles])
    found = continued(page, settle(page, found))
    for item in found:
        item.act = performed(page, item)
    return _valid(page, found)


def _in_head(item: Found, titles: list[Found]) -> bool:
    """Whether a cue stands before the colon of a headline that speaks."""
    return any(
        title.source and title.source[0] <= item.start < title.content[0][0] for title in titles
    )


def _valid(page: Page, found: list[Found]) -> list[Found]:
    """What marks something, parents kept right, and no content more than twice."""
    kept: list[Found] = []
    contents: dict[Span, int] = {}
    for item in found:
        content = page.span(*item.content)
        item.content = item.content if content else []
        item.cue = sorted(item.cue)[:_MOST_FRAGMENTS]
        if content:
            contents[content] = contents.get(content, 0) + 1
            if contents[content] > 2:
                continue
        if not content and item.act not in ("decline", "deny", "confirm"):
            continue
        if page.span(*item.cue) or content:
            kept.append(item)
    place = {id(item): at for at, item in enumerate(kept)}
    for item in kept:
        if item.nested_in is not None:
            outer = found[item.nested_in]
            item.nested_in = place.get(id(outer)) if outer is not item else None
    return kept

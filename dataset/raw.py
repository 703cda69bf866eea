"""Raw text as an article: what a system sees when nobody has labelled anything."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from musnad.errors import DataError

from .records import Article, Sentence
from .text import sentences
from .validation import sha256

NO_TEXT = re.compile(r"[\x00\ud800-\udfff]")


def article_of(
    text: str,
    *,
    id: str,
    language: str | None = None,
    cuts: Iterable[tuple[int, int]] | None = None,
) -> Article:
    """An article without labels from a text whose first line is the headline.

    Args:
        text: the text, kept exactly as it is.
        id: the article's id.
        language: a language tag; by default `ar` where most letters are Arabic, else `en`.
        cuts: the `[start, end)` of each sentence where they are known, none where they cannot be;
            by default they are found.

    Raises:
        DataError: the text holds U+0000 or a lone surrogate, which no record may hold.
    """
    if found := NO_TEXT.search(text):
        place = f"U+{ord(found[0]):04X} at offset {found.start()}"
        raise DataError(f"article {id!r} holds {place}, which is not text; remove it")
    known = sentences(text) if cuts is None else cuts
    return Article(
        id=id,
        event=None,
        outlet=None,
        language=language or script_language(text),
        date=None,
        title=text.partition("\n")[0],
        text=text,
        text_sha256=sha256(text),
        sentences=tuple(Sentence(start, end) for start, end in known),
    )


def unlabelled(article: Article) -> Article:
    """The article without its gold labels: all that a system may see."""
    return replace(article, sources=(), attributions=(), claims=(), notes=())


def script_language(text: str) -> str:
    """`ar` where most letters are Arabic, else `en`; a guess from the script, no more."""
    letters = [char for char in text if char.isalpha()]
    arabic = sum(unicodedata.name(char, "").startswith("ARABIC") for char in letters)
    return "ar" if 2 * arabic > len(letters) else "en"

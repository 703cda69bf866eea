"""Tokens: articles published as sentences of tokens, with labels that refer to them by number.

The form of the German shared tasks on attribution: one JSON file an article, `Sentences` with
their `Tokens`, and `Annotations` whose roles are lists of references `sentence:token`, from 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from musnad.errors import DataError, in_words

from ..decode import shown
from ..strict import loads
from .assembling import Bounds, Quirk

REFERENCE = re.compile(r"([0-9]+):([0-9]+)")

Token: TypeAlias = tuple[int, int]
"""Sentence and place in it, from 0."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """One annotated attribution: the tokens of each role in text order, its other labels."""

    id: str
    roles: Mapping[str, Sequence[Token]]
    labels: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TokenArticle:
    """An article rebuilt from its tokens: a space between tokens, a line for each sentence.

    `annotations` is None where the file has no such key.
    """

    name: str | None
    text: str
    places: Sequence[Sequence[Bounds]]
    annotations: Sequence[Annotation] | None

    @property
    def cuts(self) -> list[Bounds]:
        """The sentences as they were cut by those who published the tokens."""
        return [(places[0][0], places[-1][1]) for places in self.places if places]

    def bounds(self, tokens: Iterable[Token]) -> list[Bounds]:
        """Where tokens in text order stand; those that follow each other are one fragment."""
        found: list[Bounds] = []
        for sentence, place in tokens:
            start, end = self.places[sentence][place]
            if found and not self.text[found[-1][1] : start].strip():
                start = found.pop()[0]
            found.append((start, end))
        return found


def token_article(data: bytes, file: str, roles: Sequence[str], quirk: Quirk) -> TokenArticle:
    """Read one file.

    Args:
        data: what the file holds.
        file: its name, for messages.
        roles: the keys of an annotation that hold references; each must be there.
        quirk: called with the name of each oddity met.

    Raises:
        DataError: the file is not such JSON, or a reference leads nowhere.
    """
    try:
        raw = loads(data)
        if not isinstance(raw, dict):
            raise ValueError(f"found {shown(raw)}; expected an object with Sentences")
        tokens = [_tokens(item, at) for at, item in enumerate(_list(raw, "Sentences"))]
        places = _placed(tokens)
        annotations = None
        if "Annotations" in raw:
            annotations = [
                _annotation(item, number, roles, tokens, quirk)
                for number, item in enumerate(_list(raw, "Annotations"), 1)
            ]
    except ValueError as error:
        raise DataError(f"{file}: {in_words(error)}; copy the file anew") from None
    for token in (token for sentence in tokens for token in sentence if token.split() != [token]):
        quirk("token that holds white space: kept" if token else "empty token: kept")
    text = "\n".join(" ".join(sentence) for sentence in tokens)
    return TokenArticle(raw.get("DocumentName"), text, places, annotations)


def _list(table: Any, key: str) -> list[Any]:
    value = table.get(key) if isinstance(table, dict) else None
    if not isinstance(value, list):
        raise ValueError(f"found {shown(value)} as {key}; expected a list")
    return value


def _tokens(sentence: Any, number: int) -> list[str]:
    tokens = _list(sentence, "Tokens")
    if sentence.get("SentenceId") != number:
        found = shown(sentence.get("SentenceId"))
        raise ValueError(f"found {found} as SentenceId; expected {number}, they count from 0")
    for token in tokens:
        if not isinstance(token, str):
            raise ValueError(f"found {shown(token)} in sentence {number}; expected a token")
    return tokens


def _placed(tokens: Sequence[Sequence[str]]) -> list[list[Bounds]]:
    """Where each token stands in the text that is rebuilt."""
    places, start = list[list[Bounds]](), 0
    for sentence in tokens:
        here = list[Bounds]()
        for token in sentence:
            here.append((start, start + len(token)))
            start += len(token) + 1
        places.append(here)
        # A sentence without tokens is an empty line.
        start += not sentence
    return places


def _annotation(
    item: Any, number: int, roles: Sequence[str], tokens: Sequence[Sequence[str]], quirk: Quirk
) -> Annotation:
    found = dict[str, Sequence[Token]]()
    for role in roles:
        references = [_token(given, number, role, tokens) for given in _list(item, role)]
        if references != sorted(references):
            quirk(f"{role} with tokens out of text order: sorted")
        if len(set(references)) < len(references):
            quirk(f"{role} with a token twice: taken once")
        found[role] = sorted(set(references))
    labels = {key: value for key, value in item.items() if key not in found}
    return Annotation(f"a{number}", found, labels)


def _token(given: Any, number: int, role: str, tokens: Sequence[Sequence[str]]) -> Token:
    match = REFERENCE.fullmatch(given) if isinstance(given, str) else None
    if match:
        sentence, place = int(match[1]), int(match[2])
        if sentence < len(tokens) and place < len(tokens[sentence]):
            return sentence, place
    expected = "expected 'sentence:token', both from 0 and inside the article"
    raise ValueError(f"found {shown(given)} as {role} of annotation {number}; {expected}")

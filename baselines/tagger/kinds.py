"""Kinds of sources: the role in which a source speaks, and whether it is named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, get_args

from musnad.dataset import Article, Source, SourceType

from ..cues.kinds import is_named, kind_of
from ..cues.nouns import listed
from .choice import Choice, Row
from .features import stem
from .page import Page

KINDS: tuple[SourceType, ...] = get_args(SourceType)
_PRIOR = 4.0


class Kind(NamedTuple):
    """The role in which a source speaks, and whether it is named."""

    type: SourceType
    named: bool


class _Phrase(NamedTuple):
    """A mention: its folded words with the marks, and as it is written."""

    forms: list[str]
    written: str


def _phrases(page: Page, source: Source) -> list[_Phrase]:
    """The mentions of a source, the longest first."""
    found = []
    for mention in source.mentions:
        places = [at for start, end in page.ranges(mention) for at in range(start, end)]
        if places:
            forms = [page.forms[at] for at in places]
            found.append(_Phrase(forms, mention.cut(page.text)))
    return sorted(found, key=lambda phrase: -len(phrase.forms))


def kind_by_rule(page: Page, source: Source) -> Kind:
    """What the word lists of `cues` say of a source; one without mentions is unknown."""
    phrases = _phrases(page, source)
    return _ruled(phrases) if phrases else Kind("unknown", False)


def _ruled(phrases: Sequence[_Phrase]) -> Kind:
    kind = kind_of([phrase.forms for phrase in phrases])
    return Kind(kind, is_named(phrases[0].forms, phrases[0].written, kind))


def _kind_row(phrases: Sequence[_Phrase]) -> list[str]:
    row = [f"rule:{_ruled(phrases).type}"]
    for phrase in phrases:
        bare = [stem(form) for form in phrase.forms]
        row += [f"head:{bare[0]}", *(f"word:{form}" for form in bare)]
    return list(dict.fromkeys(row))


def _named_row(phrases: Sequence[_Phrase]) -> list[str]:
    phrase = phrases[0]
    head = phrase.forms[0]
    row = [f"rule:{_ruled(phrases).named}", f"head:{stem(head)}", f"ends:{head[-2:]}"]
    row.append(f"words:{min(len(phrase.forms), 5)}")
    row.append("definite" if head.startswith(("ال", "لل", "وال")) else "indefinite")
    if any(form in listed("titles") for form in phrase.forms[:-1]):
        row.append("title")
    if len(phrase.forms) > 2 and phrase.forms[1] in ("من", "of", "from", "in"):
        row.append("partitive")
    return row


class Kinds:
    """Chooses type and `named` of a source; untrained, it answers what the rules say."""

    def __init__(self, kind: Choice | None = None, named: Choice | None = None) -> None:
        self.kind, self.named = kind, named

    @classmethod
    def fitted(cls, pages: Sequence[Page], articles: Sequence[Article]) -> Kinds:
        """Learn from articles whose sources have types; each rule counts as a few cases."""
        kinds: list[tuple[Row, str]] = []
        names: list[tuple[Row, str]] = []
        for page, article in zip(pages, articles, strict=True):
            for source in article.sources:
                phrases = _phrases(page, source)
                if phrases and source.type is not None:
                    kinds.append((_kind_row(phrases), source.type))
                if phrases and source.named is not None:
                    names.append((_named_row(phrases), str(source.named)))
        return cls(
            _fitted(kinds, [([f"rule:{kind}"], kind) for kind in KINDS]),
            _fitted(names, [([f"rule:{answer}"], answer) for answer in ("True", "False")]),
        )

    def of(self, page: Page, sources: Sequence[Source]) -> list[Kind]:
        """Type and `named` of each source; one without mentions is unknown."""
        return [self._one(_phrases(page, source)) for source in sources]

    def _one(self, phrases: Sequence[_Phrase]) -> Kind:
        if not phrases:
            return Kind("unknown", False)
        kind, named = _ruled(phrases)
        if self.kind is not None:
            known: dict[str, SourceType] = {str(one): one for one in KINDS}
            kind = known.get(self.kind.best(_kind_row(phrases)), kind)
        if self.named is not None:
            named = self.named.best(_named_row(phrases)) == "True"
        return Kind(kind, named)


def _fitted(cases: list[tuple[Row, str]], rules: list[tuple[Row, str]]) -> Choice | None:
    if not cases:
        return None
    rows, answers = zip(*cases, *rules, strict=True)
    counts = [1.0] * len(cases) + [_PRIOR] * len(rules)
    return Choice.fitted(rows, answers, counts=counts)

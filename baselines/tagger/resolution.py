"""Resolution: the source entries of an article, and the entry that each attribution points to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from musnad.dataset import Article, Attribution, Prediction, Source

from ..cues.nouns import listed
from .antecedents import NOBODY, Antecedents, Known, outer_subject, rows
from .choice import Choice, Row
from .mentions import all_mentions, places_of
from .naming import Naming, clustered
from .page import Page, Range
from .phrases import Phrase
from .sayings import Saying


@dataclass(frozen=True)
class Resolution:
    """The entries of an article and, for each attribution, the id of its entry."""

    sources: tuple[Source, ...]
    source_ids: tuple[str, ...]


class Resolver:
    """Joins source phrases into entries and finds the entries of dropped subjects."""

    def __init__(
        self, naming: Naming | None = None, antecedents: Antecedents | None = None
    ) -> None:
        self.naming = naming or Naming()
        self.antecedents = antecedents or Antecedents()

    @classmethod
    def fitted(
        cls, pages: Sequence[Page], articles: Sequence[Article], hints: Sequence[Prediction]
    ) -> Resolver:
        """Learn from articles that say who each source is.

        Corpora without source identity have no types either; their articles teach nothing here.

        Args:
            pages: The pages of the articles.
            articles: The articles with their labels.
            hints: What the rules of `cues` found in each.
        """
        taught = [
            (page, article, hint)
            for page, article, hint in zip(pages, articles, hints, strict=True)
            if any(source.type is not None for source in article.sources)
        ]
        cases = [case for row in taught for case in _cases(*row)]
        naming = Naming.fitted([page for page, _, _ in taught], [a for _, a, _ in taught])
        return cls(naming, Antecedents.fitted(cases))

    def resolve(
        self, page: Page, attributions: Sequence[Attribution], hint: Prediction
    ) -> Resolution:
        """The entries that some attributions speak of.

        Args:
            page: The article.
            attributions: What was found in it, in text order: cues, sources, contents, parents.
            hint: What the rules of `cues` found in it.
        """
        sayings = Saying.all_of(page, attributions)
        said = _hinted(page, sayings, hint)
        phrases = _phrases(page, sayings, said)
        mentions, entry = self._entries(page, phrases)
        known = [Known(tuple(cluster)) for cluster in mentions]
        where: list[int] = []
        for at, item in enumerate(sayings):
            if item.source is not None:
                where.append(entry[item.source])
                continue
            place = said[at]
            guess = _owner(known, place) if isinstance(place, tuple) else place
            where.append(self.antecedents.best(rows(page, sayings, where, known, at, guess)))
        return _resolution(page, mentions, where)

    def _entries(
        self, page: Page, phrases: Sequence[Range]
    ) -> tuple[list[list[Range]], dict[Range, int]]:
        """The mentions of each entry that some phrases name, and the entry of each phrase.

        The mentions that are found may bridge phrases that have no word in common, so what they
        name is asked again.
        """
        places, stands = sorted(phrases), places_of(page)
        for _ in range(2):
            numbers = clustered([Phrase.of(page, place) for place in places], self.naming)
            given: list[list[Range]] = [[] for _ in range(max(numbers, default=-1) + 1)]
            for place, number in zip(places, numbers, strict=True):
                given[number].append(place)
            mentions = all_mentions(page, given, stands)
            known, places = places, sorted({place for cluster in mentions for place in cluster})
            if places == known:
                break
        entry = {place: number for number, cluster in enumerate(mentions) for place in cluster}
        return mentions, entry

    def to_json(self) -> dict[str, Any]:
        """The trained choices as plain JSON."""
        return {
            "naming": self.naming.choice.to_json(),
            "antecedents": self.antecedents.choice.to_json(),
        }

    @classmethod
    def from_json(cls, value: Any) -> Resolver:
        """The resolver that `to_json` wrote.

        Raises:
            DataError: the value is damaged.
        """
        parts = value if isinstance(value, dict) else {}
        return cls(
            Naming(Choice.from_json(parts.get("naming"))),
            Antecedents(Choice.from_json(parts.get("antecedents"))),
        )


def _phrases(
    page: Page, sayings: Sequence[Saying], said: Sequence[Range | int | None]
) -> list[Range]:
    """The source phrases, with the antecedents that the rules saw where nobody reports."""
    found = list(dict.fromkeys(item.source for item in sayings if item.source is not None))
    taken = [*found, *(cue for item in sayings for cue in item.cue)]
    for at, item in enumerate(sayings):
        if item.source is not None:
            continue
        for seen in (said[at], outer_subject(page, sayings, at)):
            place = _definite(page, seen) if isinstance(seen, tuple) else None
            if place and not any(start < place[1] and place[0] < end for start, end in taken):
                found.append(place)
                taken.append(place)
    return found


def _definite(page: Page, place: Range) -> Range | None:
    """A phrase that may stand for a source; a lone indefinite noun with what makes it definite."""
    start, end = place
    first = page.raw[start]
    if first[:1].isascii():
        return place if first[:1].isupper() else None
    if end - start > 1 or page.forms[start].startswith("ال"):
        return place
    while end < len(page) and end - start < 3 and page.forms[end].startswith("ال"):
        end += 1
    return (start, end) if end - start > 1 else None


def _hinted(page: Page, sayings: Sequence[Saying], hint: Prediction) -> list[Range | int | None]:
    """What the rules answer for each attribution: a phrase of its source, nobody, or nothing."""
    records = hint.attributions or ()
    theirs = Saying.all_of(page, records)
    phrases: dict[str, Range | int] = {}
    for source in hint.sources or ():
        places = _places(page, source)
        phrases[source.id] = places[0] if places else NOBODY
    for item, record in reversed(list(zip(theirs, records, strict=True))):
        if item.source is not None and record.source_id is not None:
            phrases[record.source_id] = item.source
    cues: dict[tuple[bool, int], str | None] = {}
    for item, record in reversed(list(zip(theirs, records, strict=True))):
        cues.update(dict.fromkeys(_spots(item), record.source_id))
    found: list[Range | int | None] = []
    for item in sayings:
        answers = [cues[spot] for spot in _spots(item) if spot in cues]
        answer = max(answers, key=answers.count) if answers else None
        found.append(phrases.get(answer) if answer is not None else None)
    return found


def _spots(item: Saying) -> list[tuple[bool, int]]:
    """The words of a cue, or of a content that has no cue."""
    ranges = item.cue or item.content
    return [(bool(item.cue), at) for start, end in ranges for at in range(start, end)]


def _cases(page: Page, article: Article, hint: Prediction) -> list[tuple[Row, bool]]:
    """The candidates of each dropped subject of a labelled article, right or wrong."""
    sayings = Saying.all_of(page, article.attributions)
    said = _hinted(page, sayings, hint)
    order = [source for source in article.sources if source.mentions]
    number = {source.id: at for at, source in enumerate(order)}
    known = [Known(tuple(_places(page, source))) for source in order]
    where = [number.get(item.source_id or "", NOBODY) for item in article.attributions]
    cases: list[tuple[Row, bool]] = []
    for at, item in enumerate(sayings):
        if item.source is None:
            place = said[at]
            guess = _owner(known, place) if isinstance(place, tuple) else place
            cases += [
                (row, candidate == where[at])
                for candidate, row in rows(page, sayings, where[:at], known, at, guess)
            ]
    return cases


def _places(page: Page, source: Source) -> list[Range]:
    return [(r[0][0], r[-1][1]) for mention in source.mentions if (r := page.ranges(mention))]


def _owner(known: Sequence[Known], place: Range) -> int | None:
    """The source in one of whose mentions a phrase stands."""
    for number, source in enumerate(known):
        if any(start < place[1] and place[0] < end for start, end in source.mentions):
            return number
    return None


def _resolution(
    page: Page, mentions: Sequence[Sequence[Range]], where: Sequence[int]
) -> Resolution:
    """The entries that are spoken of, numbered in text order."""
    order = list(dict.fromkeys(where))
    sources = []
    for number, entry in enumerate(order, 1):
        if entry == NOBODY:
            sources.append(Source(id=f"S{number}", type="unknown", named=False))
            continue
        spans = tuple(page.span([place]) for place in mentions[entry])
        sources.append(Source(id=f"S{number}", name=_name(page, mentions[entry]), mentions=spans))
    ids = {entry: source.id for entry, source in zip(order, sources, strict=True)}
    return Resolution(tuple(sources), tuple(ids[entry] for entry in where))


def _name(page: Page, places: Sequence[Range]) -> str:
    """The fullest form of a source's name: the longest core, an office before a title left out."""
    start, end = max(places, key=lambda place: (len(Phrase.of(page, place).core), -place[0]))
    stop = next((at for at in range(start + 1, end) if page.forms[at] in (",", "،")), end)
    titles = (at for at in range(start + 1, stop - 1) if page.forms[at] in listed("titles"))
    first = next(titles, start)
    return page.text[page.words[first].start : page.words[stop - 1].end]

"""Composing: the attributions of one article, source by source, in the shares of real news."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from ..records import Act, Style
from .entities import Outlet, entities
from .events import Event
from .lots import Lots
from .plans import Passage, Saying, SpanKind
from .shares import Shares
from .statements import Statement

HIDDEN: dict[str, tuple[SpanKind, ...]] = {
    "ar": ("dropped", "dropped", "dropped", "participle", "participle", "particle"),
    "en": ("participle",),
}
# Who can admit or confirm what was at issue.
ADMITTING = ("official", "military", "armed_group", "political", "company")
DENYING = (*ADMITTING, "international", "civil_society", "religious", "expert")
WEIGHTED_SAYINGS = (1, 1, 1, 1, 1, 1, 1, 2, 2, 3)


@dataclass
class Place:
    """Where an attribution stands: its source, and whether it opens a run of that source."""

    source: str
    opens: bool
    first: bool


@dataclass
class Composer:
    """Writes the list of attributions of one article."""

    event: Event
    outlet: Outlet
    shares: Shares
    lots: Lots
    _themes: set[tuple[str, str]] = field(default_factory=set)

    def passages(
        self, cast: Sequence[str], said: Mapping[str, Sequence[Statement]], count: int
    ) -> list[Passage]:
        """The attributions in the order of the text.

        Args:
            cast: the sources.
            said: what each of them has to say, the most disputed first.
            count: how many attributions.
        """
        left = {source: list(items) for source, items in said.items()}
        found: list[Passage] = []
        for place in self._places(cast, count):
            found.append(self._passage(place, found, left[place.source]))
        return found

    def _places(self, cast: Sequence[str], count: int) -> list[Place]:
        """Sources in runs; who opens a run is named, who goes on is not."""
        if not count:
            return []
        blocks = self.shares.blocks(count, self.outlet.language, len(cast))
        order = list(cast)
        while len(order) < blocks:
            others = [source for source in cast if source != order[-1]]
            order.append(self.lots.choose(others or list(cast)))
        sizes = [1] * blocks
        for _ in range(count - blocks):
            sizes[self.lots.below(blocks)] += 1
        seen: set[str] = set()
        places: list[Place] = []
        for source, size in zip(order, sizes, strict=True):
            for at in range(size):
                places.append(Place(source, at == 0, source not in seen))
                seen.add(source)
        return places

    def _passage(self, place: Place, before: Sequence[Passage], left: list[Statement]) -> Passage:
        last = before[-1] if before else None
        span = self._span(place)
        inside = self._inside(place, last)
        cue, style = self._cue_and_style(place, last, span, inside is not None)
        if not cue and not place.opens:
            span = "quote"
        act, content = self._content(place, last, style, left, cue)
        split = place.opens and cue and inside is None and act != "decline"
        return Passage(
            id=f"p{len(before) + 1}",
            source=place.source,
            act=act,
            style="indirect" if act == "decline" else style,
            span=span,
            cue=cue,
            inside=inside,
            discontinuous=self.shares.discontinuous.next(_yes_if(split)) == "yes",
            sayings=content.sayings,
            theme=content.theme,
            about=content.about,
        )

    def _span(self, place: Place) -> SpanKind:
        if place.first:
            return "full"
        if place.opens:
            pronoun = self.outlet.language == "en" and self.lots.chance(0.3)
            return "pronoun" if pronoun else "short"
        return self.lots.choose(HIDDEN[self.outlet.language])

    def _inside(self, place: Place, last: Passage | None) -> str | None:
        """The attribution that reports this one, if it is to be nested."""
        fits = (
            last is not None
            and place.opens
            and last.source != place.source
            and last.inside is None
            and last.cue
            and last.act == "state"
            and last.style != "direct"
            and "witness" not in {entities()[item.source].type for item in (last, place)}
        )
        nested = self.shares.nested.next(_yes_if(fits)) == "yes"
        return last.id if nested and last else None

    def _cue_and_style(
        self, place: Place, last: Passage | None, span: SpanKind, nested: bool
    ) -> tuple[bool, Style]:
        quotes = self.outlet.quotes != "none"
        goes_on = last is not None and last.style == "direct" and last.source == place.source
        heads = last is None and self.outlet.colon
        fits = not nested and (heads or (quotes and not place.opens and goes_on))
        fits = fits or (self.outlet.kind == "live blog" and place.opens and not nested)
        cue = self.shares.no_cue.next(_yes_if(fits)) == "no"
        styles: tuple[str, ...] = ("indirect", "direct", "mixed") if quotes else ("indirect",)
        if not cue and not place.opens:
            styles = ("direct",)
        elif span in ("participle", "particle"):
            styles = tuple(style for style in styles if style != "direct")
        return cue, cast(Style, self.shares.styles.next(styles))

    def _content(
        self, place: Place, last: Passage | None, style: Style, left: list[Statement], cue: bool
    ) -> tuple[Act, Content]:
        stances = {item.stance for item in left}
        kind = entities()[place.source].type
        fits = {"state": True, "deny": "deny" in stances and cue and kind in DENYING}
        fits["confirm"] = "assert" in stances and last is not None and cue and kind in ADMITTING
        fits["decline"] = (
            cue and place.opens and style == "indirect" and entities()[place.source].kind == "body"
        )
        for act in ("urge", "judge", "predict", "commit", "ask"):
            fits[act] = cue and self._theme(place.source, act) is not None
        act = cast(Act, self.shares.acts.next([act for act, able in fits.items() if able]))
        if act == "decline":
            return act, Content(about=self.lots.choose(self.event.facts).id)
        if act in ("state", "confirm", "deny"):
            return act, Content(sayings=self._sayings(left, act))
        theme = self._theme(place.source, act)
        self._themes.add((act, theme or ""))
        return act, Content(theme=theme)

    def _theme(self, source: str, act: str) -> str | None:
        """Something of that kind which the source may say and nobody has said yet."""
        for theme in self.event.themes:
            text = theme.text[self.outlet.language]
            if theme.act == act and source in theme.by and (act, text) not in self._themes:
                return text
        return None

    def _sayings(self, left: list[Statement], act: Act) -> tuple[Saying, ...]:
        stance = "deny" if act == "deny" else "assert"
        able = [item for item in left if item.stance == stance]
        most = 1 if act != "state" else self.lots.choose(WEIGHTED_SAYINGS)
        for item in able[:most]:
            left.remove(item)
        return tuple(Saying(item.fact, item.value, item.stance) for item in able[:most])


@dataclass(frozen=True)
class Content:
    """What one attribution holds."""

    sayings: tuple[Saying, ...] = ()
    theme: str | None = None
    about: str | None = None


def _yes_if(fits: bool) -> tuple[str, ...]:
    return ("yes", "no") if fits else ("no",)

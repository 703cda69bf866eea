"""Briefs: a plan as a page of Markdown for the one who writes the article."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from .entities import HERE, Entity, entities, outlets, places
from .events import Event, events, in_words, key_of
from .plans import Passage, Plan, Saying


@cache
def _wording(language: str) -> Mapping[str, Any]:
    """The sentences of a brief in one language."""
    path = HERE / "wording" / f"{language}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def brief(plan: Plan) -> str:
    """The page for the writer of one article, in the language of its outlet."""
    return "\n".join(_lines(plan)) + "\n"


def _lines(plan: Plan) -> Iterator[str]:
    words, event, outlet = _wording(plan.language), events()[plan.event], outlets()[plan.outlet]
    language, heads = plan.language, words["heads"]
    yield f"# {plan.id}: {event.title[language]}"
    yield ""
    day = plan.time.replace("T", " ")
    place = places()["cities"][outlet.place][language]
    yield words["order"].format(
        outlet=outlet.name[language],
        kind=words["outlets"][outlet.kind],
        place=place,
        time=day,
        words=plan.words,
        claims=plan.claims,
    )
    yield from ("", f"## {heads['style']}", "")
    for field in ("register", "headline", "attribution", "dates"):
        yield f"- {words['style'][field]}: {getattr(outlet, field)}"
    yield f"- {words['style']['quotes']}: {words['quotes'].get(outlet.quotes, outlet.quotes)}"
    yield f"- {words['style']['numerals']}: {words['numerals'][outlet.numerals]}"
    yield from ("", f"## {heads['setting']}", "", event.setting[language])
    if plan.speakers:
        yield from ("", f"## {heads['speakers']}", "")
        yield from (f"- {line}" for line in _speakers(plan, words))
    yield from ("", f"## {heads['headline']}", "", _headline(plan, event, words))
    if plan.passages:
        yield from ("", f"## {heads['passages']}", "")
        for number, passage in enumerate(plan.passages, 1):
            yield f"{number}. {_passage(plan, passage, event, words)}"
            yield from (f"   - {line}" for line in _contents(passage, event, words, language))
    yield from ("", f"## {heads['own']}", "")
    yield from (f"- {_saying(item, event, words, language)}" for item in plan.own)
    yield from (f"- {item[language]}" for item in plan.background)
    if plan.contradictions:
        yield from ("", f"## {heads['contradictions']}", "")
        yield from (f"- {_names(plan, pair, words)}" for pair in plan.contradictions)
    yield from ("", f"## {heads['rules']}", "")
    yield from (f"- {rule}" for rule in words["rules"])


def _speakers(plan: Plan, words: Mapping[str, Any]) -> Iterator[str]:
    for speaker in plan.speakers:
        entity = entities()[speaker.source]
        office = entity.office if plan.language == "ar" else entity.en_office
        yield words["speaker"].format(
            id=entity.id,
            first=speaker.first,
            later=speaker.later,
            office=f" – {office}" if office else "",
            named=words["named" if speaker.named else "unnamed"],
            agreement=_agreement(entity, words),
            affiliation=_affiliation(entity, plan.language, words),
            interest=entity.interest,
        )


def _agreement(entity: Entity, words: Mapping[str, Any]) -> str:
    forms: Mapping[str, str] = words["agreement"]
    return forms.get(entity.kind) or forms[f"{entity.gender}_{entity.number}"]


def _affiliation(entity: Entity, language: str, words: Mapping[str, Any]) -> str:
    body = entity.affiliation
    if body is None:
        return str(words["no_affiliation"])
    if isinstance(body, Mapping):
        return body[language]
    return entities()[body].ar if language == "ar" else entities()[body].en[0]


def _headline(plan: Plan, event: Event, words: Mapping[str, Any]) -> str:
    head, line = plan.headline, words["headline"]
    if head.passage is None:
        return str(line["own"])
    number = int(head.passage[1:])
    if not plan.passages[number - 1].cue:
        return str(line["colon"].format(number=number))
    if head.overstates and head.saying:
        saying = _saying(head.saying, event, words, plan.language)
        return str(line[head.overstates].format(number=number, saying=saying))
    return str(line["plain"].format(number=number))


def _passage(plan: Plan, passage: Passage, event: Event, words: Mapping[str, Any]) -> str:
    speaker = next(item for item in plan.speakers if item.source == passage.source)
    name = {"full": speaker.first, "short": speaker.later}.get(passage.span, speaker.later)
    parts = [words["acts"][passage.act], words["styles"][passage.style]]
    parts.append(words["spans"][passage.span])
    if not passage.cue:
        parts.append(words["no_cue" if passage.span != "quote" else "goes_on"])
    if passage.inside:
        parts.append(words["inside"].format(number=passage.inside[1:]))
    if passage.discontinuous:
        parts.append(words["discontinuous"])
    return f"**{name}** ({passage.id}, {passage.source}) – {words['comma'].join(parts)}"


def _contents(
    passage: Passage, event: Event, words: Mapping[str, Any], language: str
) -> Iterator[str]:
    if passage.about:
        question = event.fact(passage.about).question[language]
        yield words["declines"].format(question=question)
    elif passage.theme:
        yield passage.theme
    elif passage.sayings:
        yield from (_saying(item, event, words, language) for item in passage.sayings)
    else:
        yield words["free"]


def _saying(item: Saying, event: Event, words: Mapping[str, Any], language: str) -> str:
    fact, key = event.fact(item.fact), key_of(item.fact)
    value = in_words(fact, item.value, language)
    at = f" [{key.moment.replace('T', ' ')}]" if key.moment else ""
    said = words["says"][item.stance].format(value=value)
    return f"{fact.question[language]}{at} {said}"


def _names(plan: Plan, pair: tuple[str, str], words: Mapping[str, Any]) -> str:
    return str(words["pair"].format(one=pair[0][1:], other=pair[1][1:]))

"""Articles as the pages' script reads them: text, gold and predicted items, what happened to them.

Items stand in text order and are told by their position in it, from 0. Spans are flat lists of
code point offsets `[start, end, start, end, …]`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from musnad.dataset import Article, Attribution, Claim, Layer, Prediction, Source, Span, ranks, runs

from ..block import compared
from ..canonical import Labels, Roles, canonical
from ..diagnosis import Diagnosis, Finding, diagnose

RIGHT_TO_LEFT = frozenset(["ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"])
# The order of values in the lists below; the script reads it from the page.
ATTRIBUTION = (
    "id", "kind", "partners", "hit", "cue", "source", "content", "name", "type", "act", "style",
    "parent",
)  # fmt: skip
CLAIM = ("id", "kind", "partners", "hit", "span", "checkable")
ROLES = ("cue", "source", "content")
FIELDS = {"attributions": ATTRIBUTION, "claims": CLAIM}

Item = TypeVar("Item", Attribution, Claim)


def direction(language: str) -> str:
    """The direction in which a language is written, `rtl` or `ltr`."""
    return "rtl" if language.lower().partition("-")[0] in RIGHT_TO_LEFT else "ltr"


def article_data(
    article: Article, prediction: Prediction, layers: Collection[Layer]
) -> tuple[dict[str, Any], Diagnosis]:
    """One article for the script, and what the diagnosis says of it.

    Args:
        article: the gold article.
        prediction: a system's answer for it; layers not answered count as empty.
        layers: what the corpus labels.
    """
    comparison = compared(article, prediction, layers)
    diagnosis = diagnose(comparison)
    data = {
        "id": article.id,
        "event": article.event,
        "outlet": article.outlet,
        "date": article.date,
        "language": article.language,
        "dir": direction(article.language),
        "title": article.title or article.text.partition("\n")[0],
        "text": article.text,
        "attributions": _sides(
            [
                _placed_attributions(record, article, labels, layers)
                for record, labels in (
                    (article, comparison.gold),
                    (prediction, comparison.predicted),
                )
            ],
            [diagnosis.attributions.gold, diagnosis.attributions.predicted],
            [_attribution_writer(record) for record in (article, prediction)],
        ),
        "claims": _sides(
            [_placed_claims(record, article) for record in (article, prediction)],
            [diagnosis.claims.gold, diagnosis.claims.predicted],
            [_claim, _claim],
        ),
    }
    return data, diagnosis


def _sides(
    items: Sequence[Sequence[Item]],
    findings: Sequence[Sequence[Finding]],
    writers: Sequence[Callable[[Item], list[Any]]],
) -> dict[str, list[Any]]:
    """The items of both sides in text order, with their findings; partners as positions."""
    orders = [sorted(range(len(side)), key=lambda at: (_start(side[at]), at)) for side in items]
    positions = [{place: at for at, place in enumerate(order)} for order in orders]

    def rows(side: int) -> list[Any]:
        out = []
        for place in orders[side]:
            found = findings[side][place]
            partners = sorted(positions[1 - side][partner] for partner in found.partners)
            first, *rest = writers[side](items[side][place])
            out.append([first, found.kind, partners, int(found.is_hit), *rest])
        return out

    return {"gold": rows(0), "predicted": rows(1)}


def _start(item: Attribution | Claim) -> int:
    spans = [item.span] if isinstance(item, Claim) else [item.cue, item.source, item.content]
    return min(span.start for span in spans if span)


def _placed_attributions(
    record: Article | Prediction, article: Article, labels: Labels, layers: Collection[Layer]
) -> list[Attribution]:
    """The attributions of a record, each at the place that it has in its canonical labels."""
    totals = ranks(article.text)
    places: dict[Roles, deque[int]] = {}
    for at, roles in enumerate(labels.attributions):
        places.setdefault(roles, deque()).append(at)
    placed: dict[int, Attribution] = {}
    by_source: dict[str | None, list[Attribution]] = {}
    for item in sorted(record.attributions or (), key=lambda item: item.id):
        by_source.setdefault(item.source_id, []).append(item)
    for items in by_source.values():
        # Nothing in an attribution's roles comes from attributions to other sources.
        own = canonical(replace(record, attributions=tuple(items)), article, layers)
        roles_by_key = {
            (roles.cue, roles.source, roles.content, roles.style, roles.act): roles
            for roles in own.attributions
        }
        for item in items:
            cue, source, content = (runs(getattr(item, role), totals) for role in ROLES)
            roles = roles_by_key[cue, source, content, item.style or "", item.act or ""]
            placed[places[roles].popleft()] = item
    return [placed[at] for at in range(len(placed))]


def _placed_claims(record: Article | Prediction, article: Article) -> list[Claim]:
    """The claims of a record by their spans, as in canonical labels."""
    totals = ranks(article.text)
    return sorted(record.claims or (), key=lambda claim: (runs(claim.span, totals), claim.id))


def _attribution_writer(record: Article | Prediction) -> Callable[[Attribution], list[Any]]:
    sources = {source.id: source for source in record.sources or ()}

    def write(item: Attribution) -> list[Any]:
        source = sources.get(item.source_id or "", Source(""))
        spans = [_flat(getattr(item, role)) for role in ROLES]
        return [item.id, *spans, source.name, source.type, item.act, item.style, item.parent]

    return write


def _claim(claim: Claim) -> list[Any]:
    return [claim.id, _flat(claim.span), claim.checkable]


def _flat(span: Span) -> list[int]:
    return [offset for bounds in span.bounds for offset in bounds]

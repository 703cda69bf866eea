"""Acts: what a source does with its words, by the cue and by how the content opens."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from musnad.dataset import Act, Article, Attribution

from ..cues.lexicon import arabic, english, folded
from .choice import Choice, Row
from .features import stem
from .page import Page

ACTS: tuple[Act, ...] = get_args(Act)
_PRIOR = 4.0
NOUNS: dict[Act, frozenset[str]] = {
    "urge": folded(
        "دعوه دعوات نداء نداءات مطالبه مطالبات مطلب مطالب مناشده توصيه توصيات تظلم التماس طلب"
    ),
    "judge": folded(
        "اعتراض احتجاج احتجاجات تنديد ادانه انتقاد انتقادات اشاده ترحيب شجب استنكار هجوم اتهام "
        "اتهامات"
    ),
    "deny": folded("نفي انكار تكذيب"),
    "confirm": folded("اعتراف اعترافات اقرار"),
    "predict": folded("توقع توقعات تحذير تحذيرات"),
    "commit": folded("وعد وعود تعهد تعهدات تهديد تهديدات"),
    "ask": folded("سؤال تساؤل تساؤلات استفسار"),
}
_OPENING = 4
_OBJECT = re.compile("(?<=..)(?:ه|ها|هم)$")


def _bare(form: str) -> str:
    """A verb without the pronoun of its object: وصفوه is وصفوا."""
    bare = _OBJECT.sub("", form)
    return bare + "ا" if bare != form and bare.endswith("و") else bare


def act_by_rule(page: Page, attribution: Attribution, heard: Mapping[int, Act]) -> Act:
    """The act that the rules read: that of `cues` for the same cue, else the lexicon's.

    Args:
        page: The article.
        attribution: What was found in it.
        heard: The act at each word that is a cue to the rules.
    """
    acts = [heard[at] for at in _places(page, attribution) if at in heard]
    if acts:
        return max(acts, key=acts.count)
    plain = [act for act in _lexicon(page, attribution) if act != "state"]
    return plain[0] if plain else "state"


def _heard(page: Page, hints: Sequence[Attribution]) -> dict[int, Act]:
    return {at: hint.act for hint in hints if hint.act for at in _places(page, hint)}


def _places(page: Page, attribution: Attribution) -> Iterator[int]:
    for start, end in page.ranges(attribution.cue):
        yield from range(start, end)


def _lexicon(page: Page, attribution: Attribution) -> Iterator[Act]:
    for start, end in page.ranges(attribution.cue):
        for at in range(start, end):
            form = page.forms[at]
            pair = f"{form} {page.forms[at + 1]}" if at + 1 < len(page) else form
            word = (
                arabic()[form]
                or arabic()[_bare(form)]
                or english().forms.get(pair)
                or english().forms.get(form)
            )
            if word is not None:
                yield word.act
            bare = stem(form)
            yield from (act for act, nouns in NOUNS.items() if bare in nouns or form in nouns)


def _row(page: Page, attribution: Attribution, heard: Mapping[int, Act]) -> list[str]:
    forms = [page.forms[at] for at in _places(page, attribution)]
    row = [f"rule:{act_by_rule(page, attribution, heard)}"]
    row += [f"lexicon:{act}" for act in _lexicon(page, attribution)]
    row += [f"cue:{form}" for form in forms] + [f"stem:{stem(form)}" for form in forms]
    row.append("cue=" + " ".join(stem(form) for form in forms))
    content = page.ranges(attribution.content)
    if not content:
        return [*row, "empty"]
    start, end = content[0]
    opening = [page.forms[at] for at in range(start, end) if page.words[at].is_word][:_OPENING]
    row += [f"opens:{form}" for form in opening]
    row.append(f"first:{opening[0] if opening else '#'}")
    return row


class Acts:
    """Chooses the act of an attribution; untrained, it answers what the rules say."""

    def __init__(self, choice: Choice | None = None) -> None:
        self.choice = choice

    @classmethod
    def fitted(
        cls,
        pages: Sequence[Page],
        articles: Sequence[Article],
        hints: Sequence[Sequence[Attribution]],
    ) -> Acts:
        """Learn from articles whose attributions have acts; each rule counts as a few cases."""
        rows: list[Row] = []
        answers: list[str] = []
        for page, article, said in zip(pages, articles, hints, strict=True):
            heard = _heard(page, said)
            for item in article.attributions:
                if item.act is not None:
                    rows.append(_row(page, item, heard))
                    answers.append(item.act)
        if not rows:
            return cls()
        counts = [1.0] * len(rows) + [_PRIOR] * len(ACTS)
        rows += [[f"rule:{act}"] for act in ACTS]
        return cls(Choice.fitted(rows, [*answers, *ACTS], counts=counts))

    def of(
        self, page: Page, attributions: Sequence[Attribution], hints: Sequence[Attribution]
    ) -> list[Act]:
        """The act of each attribution.

        Args:
            page: The article.
            attributions: What was found in it, with cues and contents.
            hints: What the rules of `cues` found in it.
        """
        heard = _heard(page, hints)
        if self.choice is None:
            return [act_by_rule(page, item, heard) for item in attributions]
        found = (self.choice.best(_row(page, item, heard)) for item in attributions)
        known: dict[str, Act] = {str(act): act for act in ACTS}
        return [known.get(answer, "state") for answer in found]

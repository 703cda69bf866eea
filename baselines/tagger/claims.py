"""Claims: the smallest stretches that state a proposition, and whether each is checkable."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from musnad.dataset import Article, Attribution, Claim

from ..cues.lexicon import folded
from .choice import Choice, Row
from .clauses import Setting, clause_rows, verb_like
from .features import stem
from .page import Page, Range
from .tagging import Chain

_PRIOR = 5.0
_FEW = 5
_UNSETTLED = ("predict", "commit", "urge", "ask")
_FUTURE = folded("سوف لن غدا المقبل القادم will would shall next should must غدا")


def _labels(page: Page, article: Article) -> list[str]:
    labels = ["O"] * len(page)
    for claim in article.claims:
        for start, end in page.ranges(claim.span):
            labels[start:end] = ["B"] + ["I"] * (end - start - 1)
    return labels


def _runs(page: Page, labels: Sequence[str]) -> list[Range]:
    found: list[Range] = []
    start: int | None = None
    for at, label in enumerate([*labels, "O"]):
        if start is not None and label != "I":
            found.append(page.trim(start, at))
            start = None
        if label == "B" or (label == "I" and start is None):
            start = at
    return [(start, end) for start, end in found if start < end]


def _joined(page: Page, setting: Setting, runs: Sequence[Range]) -> list[list[Range]]:
    """Claims as lists of runs: what only a cue interrupts is one, as in `two were … missing`."""
    found: list[list[Range]] = []
    for start, end in runs:
        before = found[-1][-1][1] if found else start
        if before < start and all(setting.role[at] == "cue" for at in range(before, start)):
            found[-1].append((start, end))
        else:
            found.append([(start, end)])
    return found


def _holder(page: Page, setting: Setting, place: Range) -> int:
    """The innermost attribution that holds most of a range; -1 for none."""
    numbers = [setting.inside[at] for at in range(*place) if page.words[at].is_word]
    return max(sorted(set(numbers)), key=numbers.count) if numbers else -1


def _checkable_row(page: Page, place: Range, holder: Attribution | None) -> list[str]:
    forms = [page.forms[at] for at in range(*place) if page.words[at].is_word]
    act = holder.act if holder is not None else "own"
    row = [f"act:{act}", "quoted" if holder is not None and holder.style == "direct" else "plain"]
    row += sorted({f"w:{stem(form)}" for form in forms})
    row += [f"first:{forms[0][:2]}", f"size:{min(len(forms) // 3, 4)}"]
    if any(form[0].isdigit() for form in forms):
        row.append("figure")
    if any(form in _FUTURE for form in forms) or any(
        form.startswith("س") and form[1:2] in ("ي", "ت", "ن", "ا") for form in forms[:2]
    ):
        row += ["future", f"future:{act}"]
    if act in _UNSETTLED:
        row.append("unsettled")
    if any(verb_like(form.removeprefix("و")) == "present?" for form in forms[:2]):
        row += ["present", f"present:{act}"]
    if not any(form[0].isdigit() for form in forms) and len(forms) < _FEW:
        row.append(f"bare:{act}")
    if page.is_headline(place[0]):
        row.append("headline")
    return row


_RULES: list[tuple[Row, str]] = [
    (["act:own"], "yes"),
    (["act:state"], "yes"),
    (["act:confirm"], "yes"),
    (["act:deny"], "yes"),
    (["act:predict"], "no"),
    (["act:commit"], "no"),
    (["act:urge"], "no"),
    (["act:judge"], "no"),
    (["act:judge", "figure"], "yes"),
    (["act:state", "future"], "no"),
    (["act:own", "future"], "no"),
    (["act:own", "future", "figure"], "no"),
    (["unsettled"], "no"),
    (["unsettled", "figure"], "no"),
    (["act:state", "figure"], "yes"),
]


class Claims:
    """Finds claims by a linear chain over words and tells the checkable ones."""

    def __init__(self, chain: Chain, checkable: Choice) -> None:
        self.chain, self.checkable = chain, checkable

    @classmethod
    def fitted(
        cls,
        pages: Sequence[Page],
        articles: Sequence[Article],
        found: Sequence[Sequence[Attribution]],
    ) -> Claims | None:
        """Learn from articles with claims; None where there are none.

        Args:
            pages: The pages of the articles.
            articles: The articles with their claims.
            found: The attributions that stand in for those a system will have found.
        """
        rows: list[list[list[str]]] = []
        labels: list[list[str]] = []
        cases: list[Row] = []
        answers: list[str] = []
        for page, article, items in zip(pages, articles, found, strict=True):
            if not article.claims:
                continue  # as in corpora that do not label claims
            setting = Setting.of(page, items)
            rows.append(clause_rows(page, items, setting))
            labels.append(_labels(page, article))
            for claim in article.claims:
                ranges = page.ranges(claim.span)
                if claim.checkable is not None and ranges:
                    place = (ranges[0][0], ranges[-1][1])
                    holder = _holder(page, setting, place)
                    cases.append(
                        _checkable_row(page, place, items[holder] if holder >= 0 else None)
                    )
                    answers.append("yes" if claim.checkable else "no")
        if not cases:
            return None
        counts = [1.0] * len(cases) + [_PRIOR] * len(_RULES)
        cases += [row for row, _ in _RULES]
        answers += [answer for _, answer in _RULES]
        choice = Choice.fitted(cases, answers, counts=counts)
        return cls(Chain.fitted(rows, labels), choice)

    def of(self, page: Page, attributions: Sequence[Attribution]) -> list[Claim]:
        """The claims of a page.

        Args:
            page: The article.
            attributions: Those that were found in it, with acts and ids.
        """
        setting = Setting.of(page, attributions)
        labels = self.chain.best(clause_rows(page, attributions, setting))
        found = []
        for number, places in enumerate(_joined(page, setting, _runs(page, labels)), 1):
            place = (places[0][0], places[-1][1])
            holder = _holder(page, setting, place)
            item = attributions[holder] if holder >= 0 else None
            p = self.checkable.p(_checkable_row(page, place, item))["yes"]
            found.append(
                Claim(
                    id=f"c{number}",
                    span=page.span(places),
                    checkable=p >= 0.5,
                    attribution=item.id if item is not None else None,
                    p=round(p, 4),
                )
            )
        return found

    def to_json(self) -> dict[str, Any]:
        """The trained parts as plain JSON."""
        return {"chain": self.chain.to_json(), "checkable": self.checkable.to_json()}

    @classmethod
    def from_json(cls, value: Any) -> Claims:
        """The claim finder that `to_json` wrote.

        Raises:
            DataError: the value is damaged.
        """
        parts = value if isinstance(value, dict) else {}
        return cls(Chain.from_json(parts.get("chain")), Choice.from_json(parts.get("checkable")))

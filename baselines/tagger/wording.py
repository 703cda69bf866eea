"""Style: how much of a content is in quotation marks that hold the source's own wording."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from musnad.dataset import Article, Span, Style

from ..cues.lexicon import folded
from .choice import Choice, Row
from .features import stem
from .page import OUTSIDE, Page

_ENOUGH = 3  # from so many words on, the rule takes a quotation for wording
_REACH = 4
_PRIOR = 8.0
_NAMES = folded(
    "عنوان اسم شعار تهمه حمله حزب جبهه تحالف ائتلاف حركه جماعه مليونيه جمعه جريده صحيفه قناه "
    "برنامج وكاله موقع فيلم كتاب مشروع شركه مبادره مؤتمر ندوه مركب سفينه عمليه نواب الدكتور "
    "السيد called named titled entitled newspaper magazine book film show operation nicknamed "
    "dubbed"
)
_RULE: list[tuple[list[str], str]] = [
    (["long"], "wording"),
    (["short"], "name"),
    (["short", "named"], "name"),
    (["long", "named"], "name"),
]
_COMPLEMENTIZERS = frozenset(
    ["ان", "انه", "انها", "انهم", "بان", "بانه", "بانها", "الي", "عن", "علي", "من", "that"]
)


def _quoted(page: Page, content: Span) -> Iterator[tuple[int, bool]]:
    """Each word of a content: the number of its quotation, and whether it is a mere opener."""
    opening = True
    for start, end in page.ranges(content):
        for at in range(start, end):
            if page.words[at].is_word:
                number = page.quote[at]
                opener = opening and number == OUTSIDE and page.forms[at] in _COMPLEMENTIZERS
                opening = opening and opener
                yield number, opener


def _row(page: Page, number: int) -> list[str]:
    """What a quotation looks like: its length, its first word, and what stands before it."""
    quotation = page.quotations[number]
    start, end = page.at(quotation.start), page.at(quotation.end - 1) + 1
    inside = [page.forms[at] for at in range(start, end) if page.words[at].is_word]
    near = range(max(0, start - _REACH), start)
    before = [page.forms[at] for at in near if page.words[at].is_word][-1:]
    row = [f"words:{min(len(inside), 6)}", "long" if len(inside) >= _ENOUGH else "short"]
    row += [f"before:{stem(form)}" for form in before]
    if any(form in _NAMES or stem(form) in _NAMES for form in before):
        row.append("named")
    if inside:
        row.append("definite" if inside[0].startswith("ال") else "indefinite")
        row.append(f"opens:{inside[0][:1]}")
        row.append(f"ends:{inside[-1][-2:]}")
    if not quotation.closed:
        row.append("unclosed")
    return row


class Wording:
    """Tells quoted wording from quoted names; untrained, by the number of quoted words."""

    def __init__(self, choice: Choice | None = None) -> None:
        self.choice = choice

    @classmethod
    def fitted(cls, pages: Sequence[Page], articles: Sequence[Article]) -> Wording:
        """Learn from styles that say of every quotation in a content what it is."""
        rows: list[Row] = []
        answers: list[str] = []
        for page, article in zip(pages, articles, strict=True):
            for item in article.attributions:
                numbers = sorted({n for n, _ in _quoted(page, item.content)} - {OUTSIDE})
                if item.style is None or (item.style == "mixed" and len(numbers) > 1):
                    continue
                rows += [_row(page, number) for number in numbers]
                answers += ["name" if item.style == "indirect" else "wording"] * len(numbers)
        if not rows:
            return cls()
        counts = [1.0] * len(rows) + [_PRIOR] * len(_RULE)
        rows += [row for row, _ in _RULE]
        answers += [answer for _, answer in _RULE]
        return cls(Choice.fitted(rows, answers, counts=counts))

    def is_wording(self, page: Page, number: int) -> bool:
        """Whether a quotation of the page holds wording."""
        row = _row(page, number)
        if self.choice is None:
            return "long" in row and "named" not in row
        return self.choice.best(row) == "wording"

    def of(self, page: Page, contents: Sequence[Span]) -> list[Style]:
        """The style of each content."""
        known: dict[int, bool] = {}
        return [self._style(page, content, known) for content in contents]

    def _style(self, page: Page, content: Span, known: dict[int, bool]) -> Style:
        """The style of a content; `known` remembers of the page's quotations which hold wording."""
        quoted = plain = 0
        for number, is_opener in _quoted(page, content):
            if number != OUTSIDE and number not in known:
                known[number] = self.is_wording(page, number)
            if number != OUTSIDE and known[number]:
                quoted += 1
            elif not is_opener:
                plain += 1
        if not quoted:
            return "indirect"
        return "mixed" if plain else "direct"

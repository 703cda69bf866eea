"""A page: an article's text as tokens that know their line, sentence and quotation."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from musnad.dataset import Span
from musnad.dataset.text import Quotation, fold, quotations, sentences, words

from .lexicon import word_list

STOPS = frozenset("،,؛;:.!?؟…()[]–—-ـ/\"'«»“”‘’‹›")
DASHES = frozenset("–—-ـ(")
QUOTES = frozenset("\"'«»“”‘’‹›")
_OF_TWO_TOKENS = ("((", '""', "''")
_UNSEEN = "\u200e\u200f\u061c"  # direction marks, which newspapers write beside figures

_LINKS = frozenset(tuple(row.split("_")) for row in word_list("both", "links"))


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark of the text, with its folded spelling and where it stands."""

    start: int
    end: int
    is_word: bool
    form: str
    line: int
    sentence: int


@dataclass(frozen=True)
class Page:
    """The tokens of a text, its sentences as token ranges, its quotations as character ranges.

    Ranges of tokens are half-open pairs of positions in `tokens`, like those of characters.
    """

    text: str
    tokens: list[Token]
    quotes: list[Quotation]
    ends: list[int] = field(repr=False)  # one past the last token of each token's sentence
    starts: list[int] = field(repr=False)

    @classmethod
    def of(cls, text: str) -> Page:
        """The page of a text."""
        bounds = sentences(text)
        opens = [start for start, _ in bounds]
        tokens: list[Token] = []
        line = at = 0
        for word in words(text):
            line += text.count("\n", at, word.start)
            at = word.start
            sentence = bisect_right(opens, word.start) - 1
            form = fold(text[word.start : word.end])
            if not form:
                continue  # a direction mark stands between words and is none itself
            token = Token(word.start, word.end, word.is_word, form, line, sentence)
            if tokens and _are_one(text, tokens[-1], token):
                figure = tokens.pop()
                token = Token(figure.start, token.end, True, figure.form + form, line, sentence)
            tokens.append(token)
        count = len(tokens)
        starts, ends = [0] * count, [count] * count
        for here in range(1, count):
            starts[here] = starts[here - 1] if _same(tokens, here - 1, here) else here
        for here in range(count - 2, -1, -1):
            ends[here] = ends[here + 1] if _same(tokens, here, here + 1) else here + 1
        return cls(text, tokens, quotations(text), ends, starts)

    def related(self) -> frozenset[int]:
        """The lines that only link to other articles: those after a line that announces them."""
        found, is_list = set(), False
        for line, text in enumerate(self.text.split("\n")):
            words = fold(text).strip(" :.").split()
            if tuple(words[:2]) in _LINKS and len(words) < 6:
                is_list = True
                found.add(line)
            elif is_list and text.strip():
                is_list = not text.rstrip(' »"”').endswith((".", "؟", "!"))
                if is_list:
                    found.add(line)
        return frozenset(found)

    def form(self, at: int) -> str:
        """The folded spelling of a token; empty outside the text."""
        return self.tokens[at].form if 0 <= at < len(self.tokens) else ""

    def at(self, offset: int) -> int:
        """The position of the first token that ends after a character."""
        low, high = 0, len(self.tokens)
        while low < high:
            middle = (low + high) // 2
            if self.tokens[middle].end <= offset:
                low = middle + 1
            else:
                high = middle
        return low

    def line_end(self, at: int) -> int:
        """One past the last token on the line of a token."""
        end = self.ends[at]
        while end < len(self.tokens) and self.tokens[end].line == self.tokens[at].line:
            end = self.ends[end]
        return end

    def line_start(self, at: int) -> int:
        """The first token on the line of a token."""
        start = self.starts[at]
        while start and self.tokens[start - 1].line == self.tokens[at].line:
            start = self.starts[start - 1]
        return start

    def quote_at(self, at: int) -> Quotation | None:
        """The outermost quotation that the token stands in."""
        return self._within.get(at)

    def quote_opened(self, at: int) -> Quotation | None:
        """The quotation whose opening mark the token is."""
        return self._opened.get(at)

    def past(self, quote: Quotation) -> int | None:
        """One past the mark that closes a quotation; None where nothing closes it."""
        if not quote.closed:
            return None
        here = self.at(quote.end)
        return here + 2 if quote.opened_by in _OF_TWO_TOKENS else here + 1

    @cached_property
    def _within(self) -> dict[int, Quotation]:
        """The outermost quotation of each token that stands in one; outer ones come first."""
        within: dict[int, Quotation] = {}
        for quote in self.quotes:
            at = self.at(quote.start)
            while at < len(self.tokens) and self.tokens[at].end <= quote.end:
                within.setdefault(at, quote)
                at += 1
        return within

    @cached_property
    def _opened(self) -> dict[int, Quotation]:
        """The quotation that each opening mark opens; a mark may be of two tokens."""
        opened: dict[int, Quotation] = {}
        for quote in self.quotes:
            at = self.at(quote.start) - 1
            while at >= 0 and self.tokens[at].start >= quote.start - len(quote.opened_by):
                opened.setdefault(at, quote)
                at -= 1
        return opened

    def trim(self, start: int, end: int) -> tuple[int, int]:
        """A token range without marks at its edges."""
        while start < end and not self.tokens[start].is_word:
            start += 1
        while end > start and not self.tokens[end - 1].is_word:
            end -= 1
        return start, end

    def span(self, *ranges: tuple[int, int]) -> Span:
        """The span of some token ranges, edges trimmed, neighbours joined, empty ones left out."""
        joined: list[tuple[int, int]] = []
        for first, last in sorted(ranges):
            start, end = self.trim(first, last)
            if start < end and joined and not self.words(joined[-1][1], start):
                joined[-1] = joined[-1][0], max(joined[-1][1], end)
            elif start < end:
                joined.append((start, end))
        tokens = self.tokens
        return Span.of(self.text, *((tokens[a].start, tokens[b - 1].end) for a, b in joined))

    def words(self, start: int, end: int) -> list[str]:
        """The folded words of a token range."""
        return [token.form for token in self.tokens[start:end] if token.is_word]


def _are_one(text: str, one: Token, two: Token) -> bool:
    """Whether a sign and the figure beside it are one word: `4.5%`, `%45`."""
    if two.form == "%":
        return one.form[-1:].isdigit() and text[one.end : two.start].strip(_UNSEEN) in ("", " ")
    return one.form == "%" and two.form[:1].isdigit() and one.end == two.start


def _same(tokens: list[Token], one: int, two: int) -> bool:
    """Whether two neighbours stand in one sentence of one line."""
    a, b = tokens[one], tokens[two]
    return a.line == b.line and a.sentence == b.sentence

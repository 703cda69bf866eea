"""The peer that the tagger's speed is measured against: a plain CRF with nearest-cue linking.

Words, affixes, shape and quotation marks of seven words, one python-crfsuite model over paragraphs,
then each source and content run goes to the nearest cue of its paragraph. On PolNeAR validation,
trained on all of train, it has source / cue / content 69.0 / 65.0 / 52.5 and linked 66.3 by the
peers' measure, as a published plain CRF has on test (64.3 / 64.6 / 51.7 and 64.7); with fewer
features over single sentences it would be faster and lose ten points of content.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import pycrfsuite

from musnad.dataset import Article, Attribution, Prediction, Span, words

ROLES = ("cue", "source", "content")
OPENING, CLOSING = "“«", "”»"
QUOTES = OPENING + CLOSING + '"'
Run = tuple[str, int, int]


def features(tokens: Sequence[str]) -> list[list[str]]:
    """The features of each word of a paragraph: itself, its form, quotation, three neighbours."""
    low = [token.lower() for token in tokens]
    quotes = any(token in QUOTES for token in tokens)
    inside, alone = False, []
    for token, word in zip(tokens, low, strict=True):
        inside = token in OPENING or (inside != (token == '"'))
        alone.append(
            [
                f"w={word}",
                *(f"p{size}={word[:size]}" for size in (2, 3)),
                *(f"s{size}={word[-size:]}" for size in (2, 3)),
                f"t={token.istitle()}{token.isupper()}{token.isdigit()}{token.isalpha()}",
                f"q={inside}",
            ]
        )
        inside = inside and token not in CLOSING
    found = []
    for at in range(len(tokens)):
        left, right = min(at, 3), min(len(tokens) - 1 - at, 3)
        row = ["bias", f"quotes={quotes}", f"left={left}", f"right={right}"]
        for step in range(-3, 4):
            there = 0 <= at + step < len(tokens)
            row += [f"{step}{name}" for name in alone[at + step]] if there else [f"{step}out"]
        if left:
            row.append(f"before={low[at - 1]}|{low[at]}")
        if right:
            row.append(f"after={low[at]}|{low[at + 1]}")
        found.append(row)
    return found


class PlainCrf:
    """A CRF over words for cue, source and content, and the nearest cue for the rest."""

    def __init__(self, iterations: int = 100) -> None:
        self._iterations = iterations
        self._folder = tempfile.TemporaryDirectory()
        self._tagger = pycrfsuite.Tagger()

    def fit(self, articles: Iterable[Article]) -> PlainCrf:
        """Train on the attributions of articles."""
        trainer = pycrfsuite.Trainer("lbfgs", verbose=False)
        for article in articles:
            labels = _labels(article)
            for bounds in _paragraphs(article.text):
                trainer.append(
                    features([article.text[start:end] for start, end in bounds]),
                    [labels.get(start, "O") for start, _ in bounds],
                )
        trainer.set_params({"c1": 0.5, "c2": 0.1, "max_iterations": self._iterations})
        path = str(Path(self._folder.name, "model"))
        trainer.train(path)
        self._tagger.open(path)
        return self

    def predict(self, articles: Iterable[Article]) -> list[Prediction]:
        """Attributions of articles, each source and content at its nearest cue."""
        return [
            Prediction(
                article.id,
                text_sha256=article.text_sha256,
                sources=(),
                attributions=tuple(self._attributions(article.text)),
            )
            for article in articles
        ]

    def _attributions(self, text: str) -> Iterable[Attribution]:
        count = 0
        for bounds in _paragraphs(text):
            line = self._tagger.tag(features([text[start:end] for start, end in bounds]))
            runs = _runs(line)
            cues = [run for run in runs if run[0] == "cue"]
            parts = {cue: {"cue": [cue], "source": [], "content": []} for cue in cues}
            for run in runs:
                if run[0] != "cue" and cues:
                    near = min(cues, key=lambda cue, run=run: _gap(cue, run))
                    parts[near][run[0]].append(run)
            for found in parts.values():
                count += 1
                spans = {
                    role: Span.of(
                        text, *((bounds[a][0], bounds[b - 1][1]) for _, a, b in found[role])
                    )
                    for role in ROLES
                }
                yield Attribution(f"a{count}", **spans)


def _paragraphs(text: str) -> list[list[tuple[int, int]]]:
    tokens, at, rows = words(text), 0, []
    for end in [*(found.end() for found in re.finditer(r"\n+", text)), len(text)]:
        row = []
        while at < len(tokens) and tokens[at].start < end:
            row.append((tokens[at].start, tokens[at].end))
            at += 1
        rows.append(row)
    return [row for row in rows if row]


def _labels(article: Article) -> dict[int, str]:
    starts = [word.start for word in words(article.text)]
    labels: dict[int, str] = {}
    for item in article.attributions:
        for role in ROLES:
            for fragment in getattr(item, role):
                inside = [at for at in starts if fragment.start <= at < fragment.end]
                for number, at in enumerate(inside):
                    labels.setdefault(at, f"{'I' if number else 'B'}-{role}")
    return labels


def _runs(line: Sequence[str]) -> list[Run]:
    runs: list[Run] = []
    for at, label in enumerate(line):
        role = label[2:]
        if label.startswith("I-") and runs and runs[-1][0] == role and runs[-1][2] == at:
            runs[-1] = (role, runs[-1][1], at + 1)
        elif role:
            runs.append((role, at, at + 1))
    return runs


def _gap(one: Run, other: Run) -> int:
    return max(one[1] - other[2], other[1] - one[2], 0)

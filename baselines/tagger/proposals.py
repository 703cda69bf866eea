"""Proposals: the runs that the sequence model thinks possible, overlapping ones among them."""

from __future__ import annotations

from .page import Page
from .runs import LABELS, ROLES, Run
from .tables import Numbers

_FLOOR = 0.03
_FADED = 0.02


def proposals(page: Page, marginals: Numbers, floor: float = _FLOOR) -> list[Run]:
    """The runs whose probability is at least `floor`, by role and start, if they hold a word.

    Labels follow each other as in a Markov chain, so a run's probability is that of its first
    word times that of going on, at each word, times that of stopping after the last.
    """
    found: list[Run] = []
    count = len(marginals)
    for role in ROLES:
        begin = marginals[:, LABELS.index(f"B-{role}")]
        inside = marginals[:, LABELS.index(f"I-{role}")]
        going = [0.0] * count
        if count > 1:
            both = begin[:-1] + inside[:-1]
            going[:-1] = (inside[1:] / both.clip(1e-12)).clip(0.0, 1.0).tolist()
        for start in (begin >= floor).nonzero()[0].tolist():
            alive, at, heard = float(begin[start]), start, False
            while alive >= _FADED:
                p = alive * (1.0 - going[at])
                heard = heard or page.words[at].is_word
                if p >= floor and heard:
                    found.append(Run(role, start, at + 1, p))
                alive *= going[at]
                at += 1
    return found

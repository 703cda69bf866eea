"""Shares: what real news looks like, and the quotas that give the plans the same look.

The figures come from 56 real Arabic articles with 339 attributions. Quotas run over all plans in
the order of events, so that a further event changes no earlier plan.
"""

from __future__ import annotations

from .lots import Lots, Quota

# Attributions of an article: thirty draws of a wide spread around 6.
SPREAD: tuple[int, ...] = (
    0,
    1,
    2,
    2,
    3,
    3,
    4,
    4,
    4,
    5,
    5,
    5,
    5,
    6,
    6,
    6,
    6,
    6,
    6,
    7,
    7,
    7,
    8,
    8,
    9,
    9,
    10,
)
SPREAD += (11, 12, 14)
ACTS = {
    "state": 0.696,
    "urge": 0.12,
    "judge": 0.12,
    "deny": 0.024,
    "predict": 0.014,
    "commit": 0.008,
    "confirm": 0.008,
    "decline": 0.006,
    "ask": 0.006,
}
STYLES = {"indirect": 0.87, "direct": 0.07, "mixed": 0.06}
# English names its source or uses a pronoun where Arabic drops the subject.
NO_SOURCE = {"ar": 0.45, "en": 0.15}
NO_CUE, NESTED, DISCONTINUOUS, OVERSTATED = 0.06, 0.09, 0.05, 0.2


def _share(share: float, lots: Lots) -> Quota:
    return Quota({"yes": share, "no": 1 - share}, lots)


class Shares:
    """The quotas of one run of the planner."""

    def __init__(self, lots: Lots) -> None:
        self._lots = lots
        self._deck: list[int] = []
        self._owed = 0.0
        self.acts = Quota(ACTS, lots)
        self.styles = Quota(STYLES, lots)
        self.no_cue = _share(NO_CUE, lots)
        self.nested = _share(NESTED, lots)
        self.discontinuous = _share(DISCONTINUOUS, lots)
        self.overstated = _share(OVERSTATED, lots)

    def attributions(self) -> int:
        """How many attributions the next article has."""
        if not self._deck:
            self._deck = self._lots.shuffled(SPREAD)
        return self._deck.pop()

    def blocks(self, attributions: int, language: str, least: int) -> int:
        """In how many runs of one source the attributions fall; each run names its source once."""
        self._owed += attributions * (1 - NO_SOURCE[language])
        blocks = min(max(round(self._owed), least), attributions)
        self._owed -= blocks
        return blocks

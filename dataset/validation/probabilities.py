"""Rules about probabilities that belong together."""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum

from .subject import Finding, Subject

# Room for floats, not for rounding to a few decimals.
TOLERANCE = 1e-6


def verdicts_add_up(subject: Subject) -> Iterator[Finding]:
    """The probabilities of the three verdicts of a claim add up to 1."""
    for at, claim in enumerate(subject.record.claims or ()):
        given = claim.verdict_p
        if given is not None:
            total = fsum((given.supported, given.refuted, given.unverifiable))
            if abs(total - 1) > TOLERANCE:
                message = f"adds up to {total:g}; the probabilities of the three verdicts "
                yield Finding("E-RANGE", ("claims", at, "verdict_p"), f"{message}add up to 1")

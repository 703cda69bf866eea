"""Errors that a user can act on: where, what was found, what was expected, what to do."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class MusnadError(Exception):
    """Base of every error that Musnad raises on purpose."""


class DataError(MusnadError, ValueError):
    """A file or record does not hold what the format asks for (exit code 1)."""


class UsageError(MusnadError, ValueError):
    """A call or command names something that does not exist or does not fit (exit code 2)."""


class MissingExtraError(MusnadError, ImportError):
    """An optional package is not installed; the message says how to install it."""


def unknown_name(kind: str, name: str, known: Iterable[str]) -> UsageError:
    """The error for a misspelt name, with the nearest known names.

    >>> print(unknown_name("metric", "wsw", ["wsw_f1", "null_f1"]))
    unknown metric 'wsw'; did you mean 'wsw_f1'? known: null_f1, wsw_f1
    """
    names = sorted(known)
    near = get_close_matches(name, names, n=1, cutoff=0.4)
    hint = f"; did you mean {near[0]!r}?" if near else ";"
    return UsageError(f"unknown {kind} {name!r}{hint} known: {', '.join(names) or 'none'}")

"""Errors that a user can act on: where, what was found, what was expected, what to do."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

# More names than this are not all printed; some kinds have a command that lists them.
LISTED = 20
LISTERS = {"metric": "musnad list", "article": "musnad show CORPUS"}


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

    The name of a family of metrics stands for its F1.

    >>> print(unknown_name("metric", "wsw", ["wsw_f1", "wsw_r", "null_f1"]))
    unknown metric 'wsw'; did you mean 'wsw_f1'? known: null_f1, wsw_f1, wsw_r
    """
    names = sorted(known)
    near = get_close_matches(name, names, n=5, cutoff=0.4)
    family = [f"{name}_f1"] if f"{name}_f1" in names else []
    likely = (*family, *near)
    hint = f"; did you mean {likely[0]!r}?" if likely else ";"
    if len(names) <= LISTED:
        return UsageError(f"unknown {kind} {name!r}{hint} known: {', '.join(names) or 'none'}")
    lister = f"; {LISTERS[kind]!r} shows them" if kind in LISTERS else ""
    close = ", ".join(dict.fromkeys(likely or names[:5]))
    return UsageError(f"unknown {kind} {name!r}{hint} known: {close}, … ({len(names)}{lister})")


def in_words(error: Exception) -> str:
    """Why something could not be read or written, for people.

    >>> in_words(FileNotFoundError(2, "No such file or directory", "خبر.txt"))
    'does not exist'
    >>> in_words(KeyError("layers"))
    "has no 'layers'"
    """
    if isinstance(error, UnicodeDecodeError):
        return f"is not UTF-8 at byte {error.start}; save it as UTF-8"
    if isinstance(error, FileNotFoundError):
        return "does not exist"
    if isinstance(error, OSError):
        return f"cannot be read: {error.strerror or error}"
    return f"has no {error}" if isinstance(error, KeyError) else str(error)

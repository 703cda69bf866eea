"""Validation: every problem of a file, with file, line, record and what to do."""

from .files import Row, check_line, check_rows, validate
from .rules import RULES
from .subject import Finding, Subject
from .texts import sha256

__all__ = [
    "RULES",
    "Finding",
    "Row",
    "Subject",
    "check_line",
    "check_rows",
    "sha256",
    "validate",
]

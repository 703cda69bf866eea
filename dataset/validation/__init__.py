"""Validation: every problem of a file, with file, line, record and what to do."""

from .files import check_line, check_lines, check_rows, validate
from .predictions import ANSWERS, beside
from .row import Row
from .rules import RULES
from .subject import Finding, Subject
from .texts import sha256

__all__ = [
    "ANSWERS",
    "RULES",
    "Finding",
    "Row",
    "Subject",
    "beside",
    "check_line",
    "check_lines",
    "check_rows",
    "sha256",
    "validate",
]

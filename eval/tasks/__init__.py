"""The tasks beside articles: agreement of pairs, reliability of sources, ratings of statements.

Importing this package enters their metrics into the registry.
"""

from .measured import Measured
from .pairs import measure_pairs
from .ratings import measure_ratings
from .reliability import measure_reliability
from .submission import measure_submission, with_task

__all__ = [
    "Measured",
    "measure_pairs",
    "measure_ratings",
    "measure_reliability",
    "measure_submission",
    "with_task",
]

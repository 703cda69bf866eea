"""Agreement: how alike several people, or systems, labelled the same articles."""

from .agreeing import agree
from .alpha import Alpha, Patterns, alpha, coincidences, pattern
from .result import Agreement
from .table import Measure

__all__ = [
    "Agreement",
    "Alpha",
    "Measure",
    "Patterns",
    "agree",
    "alpha",
    "coincidences",
    "pattern",
]

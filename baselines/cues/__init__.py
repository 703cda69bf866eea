"""The rule baseline `cues`: who said what, found by a lexicon and the syntax of reporting."""

from .system import Cues

__all__ = ["Cues"]

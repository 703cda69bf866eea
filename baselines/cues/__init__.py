"""The rule baseline `cues`: who said what, found by a lexicon and the syntax of reporting.

The words are data: a reporting verb is added to `ar.toml` or `en.toml`, a word that tells what kind
of source speaks to `types.toml`, a word of one of the rules' closed sets to `words.toml`.
"""

from .system import Cues

__all__ = ["Cues"]

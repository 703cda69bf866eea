"""The audit of an authored corpus: what would show that it is worthless, measured.

A gate compares the corpus with a bar that was set before; a failed gate is a result.
"""

from .gates import Gate, audit, to_markdown

__all__ = ["Gate", "audit", "to_markdown"]

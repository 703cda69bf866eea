"""The Arabic-aware text layer: views, words, quotations and sentences of a plain string.

All offsets are Unicode code points of the text that was given, half-open; no text is ever edited.
"""

from .quotes import Quotation, quotations
from .sentences import sentences
from .views import Recipe, View, fold, recipes, view
from .words import Word, words

__all__ = [
    "Quotation",
    "Recipe",
    "View",
    "Word",
    "fold",
    "quotations",
    "recipes",
    "sentences",
    "view",
    "words",
]

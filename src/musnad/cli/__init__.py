"""The `musnad` command: one file a verb, each parses, calls one public function and prints."""

from .main import main

__all__ = ["main"]

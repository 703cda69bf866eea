"""The baseline `tagger`: who said what, by a trained sequence model and trained linkers.

Its parts need NumPy, so they are imported when they are first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ..baseline import BASELINES, Baseline

if TYPE_CHECKING:
    from .settings import Settings
    from .stages import Workshop
    from .tagger import Tagger

__all__ = ["Settings", "Tagger", "Workshop"]

_HOMES = {"Settings": ".settings", "Workshop": ".stages", "Tagger": ".tagger"}


@BASELINES.register("tagger")
def _tagger() -> Baseline:
    from .tagger import Tagger

    return Tagger()


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name], __name__), name)

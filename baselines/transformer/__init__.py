"""The baseline `transformer`: who said what, by any fine-tuned encoder; it needs an extra.

Its parts need NumPy, and some the extra, so they are imported when they are first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ..baseline import BASELINES, Baseline

if TYPE_CHECKING:
    from .settings import Settings
    from .transformer import Transformer

__all__ = ["Settings", "Transformer"]

_HOMES = {"Settings": ".settings", "Transformer": ".transformer"}


@BASELINES.register("transformer")
def _transformer() -> Baseline:
    from .transformer import Transformer

    return Transformer()


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name], __name__), name)

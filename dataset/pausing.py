"""Pausing: no search for reference cycles while many records are made, which hold none."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Leave the garbage collector off inside the block, if it was on.

    It wakes up by the number of objects made, and looks at all that are kept: with every article
    of a file, that costs as much as reading it.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()

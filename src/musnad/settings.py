"""The two settings of Musnad, read from the environment here and nowhere else."""

from __future__ import annotations

import os
from pathlib import Path


def home() -> Path:
    """The data folder of imported corpora and models: `MUSNAD_HOME`, or `~/.musnad`."""
    return Path(os.environ.get("MUSNAD_HOME") or Path.home() / ".musnad")


def staged_corpora() -> Path | None:
    """The folder of original corpora that some tests read: `MUSNAD_CORPORA`, if it is set."""
    value = os.environ.get("MUSNAD_CORPORA")
    return Path(value) if value else None

"""The packages of the extra `transformers`, which are imported when they are first used."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from musnad.errors import MissingExtraError


def extra(name: str) -> Any:
    """A package of the extra, such as `torch`.

    Raises:
        MissingExtraError: it is not installed, or does not load.
    """
    try:
        return import_module(name)
    except ImportError as error:
        raise MissingExtraError(
            f"the baseline 'transformer' needs the package {name!r} ({error}); "
            "pip install 'musnad[transformers]'"
        ) from None


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """A stretch in which `transformers` draws no bars and reports nothing but errors."""
    logging = extra("transformers.utils.logging")
    level, bars = logging.get_verbosity(), logging.is_progress_bar_enabled()
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        logging.set_verbosity(level)
        if bars:
            logging.enable_progress_bar()


@contextlib.contextmanager
def seeded(seed: int) -> Iterator[None]:
    """A stretch with random numbers of its own; the caller's go on afterwards as before."""
    torch = extra("torch")
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        yield

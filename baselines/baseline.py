"""What a baseline is: fit, predict, save, load, the same for all of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol, Self

from musnad.dataset import Article, Prediction, replacing
from musnad.dataset.strict import loads
from musnad.errors import DataError
from musnad.registry import Registry

MODEL_FILE = "model.json"


class Baseline(Protocol):
    """A system that reads articles and answers each with a prediction.

    A baseline never looks at the labels of the articles that it predicts, answers every article
    once and in order, and gives the same answer for the same text, whatever stands around it.
    """

    name: str

    def fit(self, articles: Iterable[Article]) -> Self:
        """Learn from labelled articles; rules learn nothing. Returns itself."""
        ...

    def predict(self, articles: Iterable[Article]) -> list[Prediction]:
        """Predict every article, in order."""
        ...

    def save(self, folder: str | Path) -> None:
        """Write the model into a folder, without pickle."""
        ...

    @classmethod
    def load(cls, folder: str | Path) -> Self:
        """Read a model that `save` wrote.

        Raises:
            DataError: the folder holds no model of this baseline, or a damaged one.
        """
        ...


BASELINES: Registry[Callable[[], Baseline]] = Registry("baseline")


def write_model(folder: str | Path, name: str, parameters: dict[str, Any]) -> None:
    """Write `model.json`: which baseline, by which version of Musnad, with which parameters."""
    model = {"baseline": name, "musnad": version("musnad"), "parameters": parameters}
    with replacing(Path(folder) / MODEL_FILE) as handle:
        handle.write(json.dumps(model, ensure_ascii=False, indent=1, sort_keys=True) + "\n")


def read_model(folder: str | Path, name: str) -> dict[str, Any]:
    """The parameters in `model.json`.

    Raises:
        DataError: the file is missing, is not a model, or is that of another baseline.
    """
    path = Path(folder) / MODEL_FILE
    try:
        model = loads(path.read_text(encoding="utf-8"))
        found, parameters = model["baseline"], model["parameters"]
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise DataError(f"{path}: is not a model file ({error}); train and save it again") from None
    if found != name or not isinstance(parameters, dict):
        raise DataError(f"{path}: holds a model of baseline {found!r}, expected {name!r}")
    return parameters

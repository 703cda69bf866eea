"""Musnad (مُسنَد, "attributed to its source"): who said what in the news, and how well it is found.

    import musnad

    test = musnad.load("musnad-starter/test")
    system = musnad.baseline("cues")
    report = musnad.evaluate(test, system.predict(test))
    print(report)

Everything here is imported when it is first used, so that `import musnad` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from musnad.baselines import Baseline
    from musnad.dataset import Article, Corpus, Prediction, import_corpus, load, validate
    from musnad.dataset.packaging.features import from_hf
    from musnad.eval import Report, Score
    from musnad.eval.agreement import agree
    from musnad.eval.breakdown import break_down
    from musnad.eval.comparing import compare
    from musnad.eval.evaluate import evaluate

_HOMES = {
    "Article": "musnad.dataset",
    "Corpus": "musnad.dataset",
    "Prediction": "musnad.dataset",
    "Report": "musnad.eval",
    "Score": "musnad.eval",
    "agree": "musnad.eval.agreement",
    "break_down": "musnad.eval.breakdown",
    "compare": "musnad.eval.comparing",
    "evaluate": "musnad.eval",
    "from_hf": "musnad.dataset.packaging.features",
    "import_corpus": "musnad.dataset",
    "load": "musnad.dataset",
    "validate": "musnad.dataset",
}

__all__ = [
    "Article",
    "Corpus",
    "Prediction",
    "Report",
    "Score",
    "agree",
    "baseline",
    "break_down",
    "compare",
    "dataset_path",
    "evaluate",
    "from_hf",
    "import_corpus",
    "load",
    "validate",
]


def baseline(name: str) -> Baseline:
    """A new baseline by its name, such as `cues`.

    Raises:
        UsageError: there is no such baseline.
    """
    from musnad.baselines import BASELINES

    return BASELINES[name]()


def dataset_path() -> str:
    """The embedded dataset folder, for `datasets.load_dataset(musnad.dataset_path(), …)`."""
    from musnad.dataset import embedded_folder

    return str(embedded_folder())


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("musnad")
    if name not in _HOMES:
        raise AttributeError(f"module 'musnad' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])

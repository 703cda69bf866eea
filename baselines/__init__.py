"""What Musnad measures: baselines, each with fit, predict, save and load."""

from .baseline import BASELINES, Baseline
from .nothing import Nothing

__all__ = ["BASELINES", "Baseline", "Nothing"]

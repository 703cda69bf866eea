"""What Musnad measures: baselines, each with fit, predict, save and load."""

from .baseline import BASELINES, Baseline
from .cues import Cues
from .nothing import Nothing

__all__ = ["BASELINES", "Baseline", "Cues", "Nothing"]

"""What Musnad measures: baselines, each with fit, predict, save and load."""

from . import tagger, transformer
from .baseline import BASELINES, Baseline
from .cues import Cues
from .floors import OneClaimASentence
from .nothing import Nothing

__all__ = [
    "BASELINES",
    "Baseline",
    "Cues",
    "Nothing",
    "OneClaimASentence",
    "tagger",
    "transformer",
]

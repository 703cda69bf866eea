"""Settings: how the parts of the tagger are trained, and how sure of a finding they must be."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from musnad.errors import DataError

from .runs import Role

_DEFAULT: dict[Role, float] = {"source": 0.33, "cue": 0.28, "content": 0.25}
_TOUCHING: dict[Role, float] = {"source": 0.45, "cue": 0.45, "content": 0.45}


@dataclass(frozen=True)
class Settings:
    """How the parts are trained, and how sure of a run or a pair they must be.

    A run must be as likely `exact`, or as likely `touching` where no exact one is; a source or
    content belongs to a cue from `pair` on. A cue without content must be as likely as `alone`, a
    content without cue as `orphan`. `nests` is whether the training articles nest attributions,
    `rules_everywhere` whether the rules of `cues` are asked about other than Arabic articles too.
    """

    seed: int = 1
    l1: float = 0.8
    l2: float = 0.2
    iterations: int = 80
    least: int = 2
    exact: dict[Role, float] = field(default_factory=lambda: dict(_DEFAULT))
    touching: dict[Role, float] = field(default_factory=lambda: dict(_TOUCHING))
    pair: float = 0.3
    alone: float = 0.6
    orphan: float = 0.3
    nests: bool = False
    rules_everywhere: bool = False

    def to_json(self) -> dict[str, Any]:
        """The settings as plain JSON."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: Any) -> Settings:
        """The settings that `to_json` wrote.

        Raises:
            DataError: the value is no such settings.
        """
        plain = cls().to_json()
        if not isinstance(value, dict) or not _alike(value, plain):
            raise DataError(f"settings of the model are damaged; expected {', '.join(plain)}")
        return cls(**value)


def _alike(one: Any, two: Any) -> bool:
    """Whether two values have the same keys and kinds of numbers."""
    if isinstance(two, dict):
        return (
            isinstance(one, dict)
            and one.keys() == two.keys()
            and all(_alike(one[key], two[key]) for key in two)
        )
    return type(one) is type(two)

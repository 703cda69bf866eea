"""A registry is a dictionary with a good error."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from musnad.errors import unknown_name

T = TypeVar("T")


class Registry(Generic[T]):
    """Named things of one kind, filled by plain imports, read by name."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._things: dict[str, T] = {}

    def register(self, name: str) -> Callable[[T], T]:
        """Return a decorator that enters what it decorates under `name`."""

        def enter(thing: T) -> T:
            if name in self._things:
                raise ValueError(f"{self.kind} {name!r} is registered twice")
            self._things[name] = thing
            return thing

        return enter

    def __getitem__(self, name: str) -> T:
        try:
            return self._things[name]
        except KeyError:
            raise unknown_name(self.kind, name, self._things) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._things)

    def __len__(self) -> int:
        return len(self._things)

    def __contains__(self, name: object) -> bool:
        return name in self._things

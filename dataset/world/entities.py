"""Entities: the recurring sources and the outlets of the invented region, as they are known."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from ..records import SourceType

HERE = Path(__file__).parent
Language = Literal["ar", "en"]
LANGUAGES: tuple[Language, ...] = ("ar", "en")


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, body, group or document that reports let speak; nothing hidden is in it."""

    id: str
    ar: str
    short: str
    en: tuple[str, ...]
    type: SourceType
    kind: Literal["person", "body", "group", "document"]
    country: str
    gender: Literal["masculine", "feminine"]
    number: Literal["singular", "plural"]
    camps: tuple[str, ...]
    beats: tuple[str, ...]
    interest: str
    office: str = ""
    en_office: str = ""
    affiliation: str | Mapping[str, str] | None = None
    also: tuple[str, ...] = ()

    @property
    def house(self) -> str:
        """The body behind a source, or itself: no article quotes two of a house."""
        if isinstance(self.affiliation, Mapping):
            return self.affiliation["en"]
        return self.affiliation or self.id

    @property
    def named(self) -> bool:
        """Whether reports name it; a group or an anonymous source is only described."""
        return self.kind != "group"


@dataclass(frozen=True, slots=True)
class Outlet:
    """A medium with a house style."""

    id: str
    name: Mapping[str, str]
    kind: str
    language: Language
    country: str
    place: str
    camps: tuple[str, ...]
    topics: tuple[str, ...]
    quotes: str
    numerals: str
    length: tuple[int, int]
    register: str
    headline: str
    attribution: str
    dates: str
    spelling: tuple[str, ...] = ()
    local: bool = False
    colon: bool = False


def table(name: str) -> dict[str, Any]:
    """A TOML file of the world."""
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


def frozen(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row with its lists as tuples."""
    return {key: tuple(cell) if isinstance(cell, list) else cell for key, cell in row.items()}


@cache
def entities() -> Mapping[str, Entity]:
    """Every recurring source by its id."""
    return {key: Entity(id=key, **frozen(row)) for key, row in table("sources.toml").items()}


@cache
def outlets() -> Mapping[str, Outlet]:
    """Every outlet by its id."""
    return {key: Outlet(id=key, **frozen(row)) for key, row in table("outlets.toml").items()}


@cache
def places() -> Mapping[str, Mapping[str, Any]]:
    """Countries and cities: tables `countries` and `cities`."""
    return table("places.toml")

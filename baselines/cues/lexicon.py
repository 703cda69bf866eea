"""The cue lexicon: which words report, how they are inflected, what may follow them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from musnad.dataset import Act
from musnad.dataset.text import fold

Kind = Literal["past", "present", "participle"]


def folded(words: str) -> frozenset[str]:
    """The folded forms of words that are written in a row."""
    return frozenset(fold(words).split())


@dataclass(frozen=True, slots=True)
class Reporting:
    """An inflected reporting word: its act, its kind, what may open its content, its agreement.

    `bare` marks a say-verb that leaves the act to a performative in its content.
    """

    act: Act
    kind: Kind
    takes: frozenset[str]
    whole: bool
    feminine: bool | None
    plural: bool | None
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Light:
    """A verb that reports only with one of some nouns."""

    verbs: frozenset[str]
    nouns: frozenset[str]
    word: Reporting


@dataclass(frozen=True)
class Arabic:
    """The Arabic lexicon: forms with what they mean, and phrases as tuples of folded words."""

    forms: dict[str, Reporting]
    phrases: dict[str, frozenset[tuple[str, ...]]]
    openers: dict[str, set[str]]
    light: tuple[Light, ...]
    performatives: dict[tuple[str, ...], Act]

    def __getitem__(self, form: str) -> Reporting | None:
        """The reporting word behind a folded form, a conjunction و or ف before it or not."""
        if form in word_list("arabic", "never"):
            return None
        return self.forms.get(form) or (
            self.forms.get(form[1:]) if form[:1] in ("و", "ف") else None
        )


@cache
def arabic() -> Arabic:
    """The lexicon of `ar.toml`."""
    table = read("ar.toml")
    forms: dict[str, Reporting] = {}
    for group in table["verbs"]:
        takes = frozenset(fold(word) for word in group["takes"])
        for entry in group["words"]:
            for form, kind, feminine, plural in _inflections(*entry.split(" / ")):
                known = forms.get(form)
                merged = takes | known.takes if known else takes
                act = known.act if known else group["act"]
                whole = group.get("whole", False) or (known.whole if known else False)
                bare = group.get("bare", False)
                forms[form] = Reporting(act, kind, merged, whole, feminine, plural, bare)
    phrases = {
        name: frozenset(tuple(fold(row).split()) for row in rows)
        for name, rows in table["phrases"].items()
    }
    openers = {name: {words[0] for words in known} for name, known in phrases.items()}
    light = tuple(map(_light, table["light"]))
    return Arabic(forms, phrases, openers, light, _performatives(table))


def _performatives(table: dict[str, Any]) -> dict[tuple[str, ...], Act]:
    rows = ((row, group["act"]) for group in table["performatives"] for row in group["phrases"])
    return {tuple(fold(row).split()): act for row, act in rows}


def _light(row: dict[str, Any]) -> Light:
    takes = frozenset(fold(word) for word in row["takes"])
    word = Reporting(row["act"], "past", takes, False, None, None)
    return Light(frozenset(fold(row["verbs"]).split()), frozenset(fold(row["nouns"]).split()), word)


@dataclass(frozen=True)
class English:
    """The English lexicon: forms of one or two words, and phrases as tuples of words."""

    forms: dict[str, Reporting]
    phrases: dict[str, frozenset[tuple[str, ...]]]
    performatives: dict[tuple[str, ...], Act]


@cache
def english() -> English:
    """The lexicon of `en.toml`."""
    table = read("en.toml")
    forms: dict[str, Reporting] = {}
    for group in table["verbs"]:
        takes = frozenset(group["takes"])
        for entry in group["words"]:
            for form, kind, plural in _english_forms(*entry.split(" / ")):
                known = forms.get(form)
                merged = takes | known.takes if known else takes
                forms[form] = Reporting(
                    known.act if known else group["act"],
                    kind,
                    merged,
                    group.get("addressee", False),
                    None,
                    plural,
                    group.get("bare", False),
                )
    phrases = {
        name: frozenset(tuple(row.split()) for row in rows)
        for name, rows in table["phrases"].items()
    }
    return English(forms, phrases, _performatives(table))


def _english_forms(
    base: str, past: str = "", participle: str = ""
) -> Iterator[tuple[str, Kind, bool | None]]:
    """The forms of a verb, of one word or with a particle."""
    base, _, particle = base.partition(" ")
    tail = f" {particle}" if particle else ""
    stem = base[:-1] if base.endswith("e") else base
    y = base.endswith("y") and base[-2] not in "aeiou"
    regular = base[:-1] + "ied" if y else stem + "ed"
    if base in ("admit",):
        stem, regular = "admitt", "admitted"
    yield base + tail, "present", True
    yield (
        (base[:-1] + "ies" if y else base + ("es" if base[-1] in "sx" else "s")) + tail,
        "present",
        False,
    )
    yield past or regular + tail, "past", None
    if participle:
        yield participle + tail, "past", None
    yield stem + "ing" + tail, "participle", None


_Form = tuple[str, Kind, bool | None, bool | None]


def _inflections(past: str, present: str, participle: str) -> Iterator[_Form]:
    """The folded forms of a verb, each with its kind and whether it is feminine and plural."""
    if past != "-":
        yield from _past(past)
    if present != "-":
        yield from _present(fold(present))
    if participle != "-":
        yield from _participle(fold(participle))


def _past(past: str) -> Iterator[_Form]:
    base = fold(past)
    stem = base[:-1] if past[-1] in "ىا" else base
    yield base, "past", False, None
    yield stem + "ت", "past", True, None
    yield stem + "وا", "past", False, True
    if past[-1] != "ا":
        yield stem + ("يا" if past[-1] == "ى" else "ا"), "past", False, True
    yield stem + "تا", "past", True, True


def _present(stem: str) -> Iterator[_Form]:
    weak = stem[-1] in "وي"
    short = stem[:-1] if weak else stem
    for future in ("", "س"):
        yield future + "ي" + stem + "ن", "present", True, True
        yield future + "ي" + stem, "present", False, None
        yield future + "ت" + stem, "present", True, None
        yield future + "ي" + short + "ون", "present", False, True
        yield future + "ي" + short + "وا", "present", False, True
        yield future + "ي" + stem + "ان", "present", False, True


def _participle(stem: str) -> Iterator[_Form]:
    base = stem[:-1] if stem.endswith("يا") else stem
    weak = base[:-1] if base.endswith("ي") else base
    yield base + "ا", "participle", False, False
    yield base + "ه", "participle", None, None
    yield weak + "ين", "participle", None, True
    yield base + "تين", "participle", True, True


def read(name: str) -> dict[str, Any]:
    """A lexicon file that lies beside this module."""
    return tomllib.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))


@cache
def word_list(table: str, name: str) -> frozenset[str]:
    """A named list of `words.toml`, folded."""
    return folded(read("words.toml")[table][name])

"""Spelling: the forms under which one source appears in the press."""

from __future__ import annotations

import re

from .entities import Entity, Language

HONORIFICS: tuple[str, ...] = (
    "المهندس",
    "الدكتور",
    "الدكتورة",
    "البروفيسورة",
    "الشيخ",
    "الأب",
    "الأمير",
)
HONORIFICS += ("العميد", "العقيد", "اللواء", "الجنرال", "ركن", "البحري", "المتقاعد")
HONORIFICS += ("القاضي", "المستشارة", "المحامية")
ALEF = str.maketrans("أإآ", "ااا")


def without_title(name: str) -> str:
    """A name without the honorifics before it.

    >>> without_title("العقيد ركن شاهر القمزاوي")
    'شاهر القمزاوي'
    """
    words = name.split()
    while len(words) > 1 and words[0] in HONORIFICS:
        words.pop(0)
    return " ".join(words)


def bare_alef(name: str) -> str:
    """A name with its hamzas on alef left out."""
    return name.translate(ALEF)


def open_ha(name: str) -> str:
    """A name whose words end in ه instead of ة."""
    return re.sub("ة(?!\\w)", "ه", name)


def dotless_ya(name: str) -> str:
    """A name whose words end in ى instead of ي."""
    return re.sub("ي(?!\\w)", "ى", name)


def joined(name: str) -> str:
    """A name with «عبد» written together with what follows."""
    return re.sub(r"\bعبد (?=ال)", "عبد", name)


HABITS = {
    "bare_alef": bare_alef,
    "open_ha": open_ha,
    "dotless_ya": dotless_ya,
    "joined": joined,
}


def in_house(name: str, habits: tuple[str, ...]) -> str:
    """A name as an outlet with these habits writes it."""
    for habit in habits:
        name = HABITS[habit](name) if habit in HABITS else name
    return name


def surname(name: str) -> str:
    """The last name of a person in Latin letters, with its article.

    >>> surname("Kinan al-Marsawi"), surname("Lobana Al Hafsawi"), surname("Luay bin Mahdal")
    ('al-Marsawi', 'Al Hafsawi', 'Mahdal')
    """
    words = name.split()
    return " ".join(words[-2:]) if len(words) > 2 and words[-2] == "Al" else words[-1]


def spellings(entity: Entity, language: Language) -> tuple[str, ...]:
    """Every form of a source's name that an outlet may print, the fullest first."""
    if language == "en":
        short = [surname(name) for name in entity.en] if entity.kind == "person" else []
        return tuple(dict.fromkeys((*entity.en, *short)))
    plain = [entity.ar, without_title(entity.ar), entity.short, *entity.also]
    plain += [without_title(name) for name in entity.also]
    forms = [*plain, *(habit(name) for habit in HABITS.values() for name in plain)]
    return tuple(dict.fromkeys(forms))

"""Articles and noisy predictions in any number, invented, for measuring speed and memory.

    python benchmarks/generate.py ARTICLES FOLDER

writes `gold.jsonl` and `predicted.jsonl`. An article has 400 invented words in 25 sentences and
15 spans of four types (4 cues, 3 sources, 4 contents, 4 claims), none of which overlaps another,
so that scorers of flat entities accept the same spans. One attribution drops its subject. Four
articles tell one event.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from musnad.dataset import SourceType, Style, Verdict, replacing, sha256
from musnad.dataset.io import dumps
from musnad.dataset.records import Act

SEED = 20310302
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
VOCABULARY = 4000
SENTENCES, LENGTH = 25, 16
RETELLINGS = 4
# Where the parts of an attribution and a claim stand in their sentence, in words. Between two
# parts there is room for both to be found one word too long.
CUE, SOURCE, CONTENT, CLAIM = (1, 2), (4, 7), (9, 15), (3, 11)
ATTRIBUTIONS, CLAIMS = 4, 4
MISSED, SHIFTED, SPURIOUS, MISLABELLED = 0.08, 0.2, 0.3, 0.15

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """The words of one article, and where each of them starts."""

    text: str
    starts: list[int]
    ends: list[int]

    def span(self, sentence: int, words: tuple[int, int]) -> list[Row]:
        """Some words of a sentence as a span."""
        first = sentence * LENGTH + words[0]
        start, end = self.starts[first], self.ends[sentence * LENGTH + words[1] - 1]
        return [{"start": start, "end": end, "text": self.text[start:end]}]


def vocabulary() -> list[str]:
    """Invented words of two to eight Arabic letters."""
    draw = random.Random(SEED)
    return ["".join(draw.choices(LETTERS, k=draw.randint(2, 8))) for _ in range(VOCABULARY)]


def pairs(articles: int, seed: int = SEED) -> Iterator[tuple[Row, Row]]:
    """Gold articles, each with a noisy prediction."""
    words, draw = vocabulary(), random.Random(seed)
    for number in range(articles):
        yield _pair(number, words, draw)


def _pair(number: int, words: list[str], draw: random.Random) -> tuple[Row, Row]:
    page = _page(words, draw)
    event, retelling = divmod(number, RETELLINGS)
    # The headline is the first sentence; labels stand in the others.
    places = draw.sample(range(1, SENTENCES), ATTRIBUTIONS + CLAIMS + 1)
    told, stated, free = places[:ATTRIBUTIONS], places[ATTRIBUTIONS:-1], places[-1]
    name = f"e{event:06}-r{retelling}"
    gold = {
        "id": name,
        "event": f"e{event:06}",
        "outlet": f"o{number % 12:02}",
        "language": "ar",
        "date": "2031-03-02",
        "title": page.text.partition("\n")[0],
        "text": page.text,
        "text_sha256": sha256(page.text),
        "sentences": _sentences(page),
        **_labels(page, told, stated, draw),
        "notes": [],
        "provenance": None,
    }
    return gold, {
        "id": name,
        "text_sha256": gold["text_sha256"],
        **_noisy(gold, page, told, stated, free, draw),
    }


def _page(words: list[str], draw: random.Random) -> Page:
    chosen = draw.choices(words, k=SENTENCES * LENGTH)
    starts, ends, at = [], [], 0
    for place, word in enumerate(chosen):
        if place % LENGTH == LENGTH - 1:
            word = chosen[place] = word + ("\n" if place < LENGTH else ".")
        starts.append(at)
        ends.append(at + len(word.rstrip("\n.")))
        at += len(word) + (not word.endswith("\n"))
    return Page(" ".join(chosen).replace("\n ", "\n"), starts, ends)


def _sentences(page: Page) -> list[Row]:
    return [
        {
            "start": page.starts[at * LENGTH],
            "end": page.ends[at * LENGTH + LENGTH - 1] + (at > 0),
        }
        for at in range(SENTENCES)
    ]


def _labels(page: Page, told: list[int], stated: list[int], draw: random.Random) -> Row:
    """The gold layers; the last attribution drops its subject, the first source."""
    sources = [
        {
            "id": f"S{at}",
            "name": page.text[(span := page.span(place, SOURCE))[0]["start"] : span[0]["end"]],
            "type": draw.choice(get_args(SourceType)),
            "named": draw.random() < 0.6,
            "entity": None,
            "mentions": [span],
            "members": [],
        }
        for at, place in enumerate(told[:-1])
    ]
    attributions = [
        {
            "id": f"a{at}",
            "cue": page.span(place, CUE),
            "source": page.span(place, SOURCE) if place != told[-1] else [],
            "content": page.span(place, CONTENT),
            "source_id": f"S{at % len(sources)}",
            "style": draw.choice(get_args(Style)),
            "act": draw.choice(get_args(Act)),
            "parent": None,
            "refers": [],
        }
        for at, place in enumerate(told)
    ]
    claims = [
        {
            "id": f"c{at}",
            "span": page.span(place, CLAIM),
            "checkable": draw.random() < 0.7,
            "attribution": None,
            "fact": None,
            "value": None,
            "verdict": draw.choice(get_args(Verdict)),
        }
        for at, place in enumerate(stated)
    ]
    return {"sources": sources, "attributions": attributions, "claims": claims}


def _noisy(
    gold: Row, page: Page, told: list[int], stated: list[int], free: int, draw: random.Random
) -> Row:
    """The gold layers as a system might find them: some missed, some shifted, some made up."""

    def found(place: int, words: tuple[int, int]) -> list[Row]:
        first, last = words
        if draw.random() < SHIFTED:
            side, step = draw.choice((0, 1)), draw.choice((-1, 1))
            first, last = (first + step, last) if side == 0 else (first, last + step)
        return page.span(place, (first, last)) if first < last else page.span(place, words)

    def mostly(value: Any, choices: tuple[Any, ...]) -> Any:
        return draw.choice(choices) if draw.random() < MISLABELLED else value

    sources: list[Row] = []
    attributions: list[Row] = []
    for item, place in zip(gold["attributions"], told, strict=True):
        if draw.random() < MISSED:
            continue
        overt = bool(item["source"]) and draw.random() >= MISSED
        entry = f"S{len(attributions)}" if overt else sources[0]["id"] if sources else None
        span = found(place, SOURCE) if overt else []
        if overt:
            kind = mostly("official", get_args(SourceType))
            sources.append({"id": entry, "type": kind, "named": True, "mentions": [span]})
        attributions.append(
            {
                "id": item["id"],
                "cue": found(place, CUE),
                "source": span,
                "content": found(place, CONTENT) if draw.random() >= MISSED else [],
                "source_id": entry,
                "style": mostly(item["style"], get_args(Style)),
                "act": mostly(item["act"], get_args(Act)),
            }
        )
    claims = [
        {
            "id": item["id"],
            "span": found(place, CLAIM),
            "checkable": True,
            "p": round(draw.random(), 3),
        }
        for item, place in zip(gold["claims"], stated, strict=True)
        if draw.random() >= MISSED
    ]
    if draw.random() < SPURIOUS:
        claims.append({"id": "c9", "span": found(free, CLAIM), "checkable": False, "p": 0.1})
    for claim in claims:
        claim["verdict"] = draw.choice(get_args(Verdict))
    return {"sources": sources, "attributions": attributions, "claims": claims}


def write(articles: int, folder: Path) -> tuple[Path, Path]:
    """Write gold and predictions of so many articles, unless they are there already."""
    gold, predicted = folder / f"gold-{articles}.jsonl", folder / f"predicted-{articles}.jsonl"
    if not (gold.exists() and predicted.exists()):
        with replacing(gold) as golds, replacing(predicted) as others:
            for row, answer in pairs(articles):
                golds.write(f"{dumps(row)}\n")
                others.write(f"{dumps(answer)}\n")
    return gold, predicted


def main() -> None:
    """Write the two files."""
    parser = argparse.ArgumentParser(description="Write invented articles and predictions.")
    parser.add_argument("articles", type=int)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    for path in write(arguments.articles, arguments.folder):
        print(path)


if __name__ == "__main__":
    main()

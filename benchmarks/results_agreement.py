"""Write the tables of docs/agreement.md: how alike the annotators of PolNeAR labelled.

    python benchmarks/results_agreement.py --data FOLDER

The corpus must have been imported with its annotators (`musnad import polnear PATH --annotator
all`). `--data` is the extracted `data` folder of PolNeAR; with it, the four articles on which its
annotators were trained, which the import leaves out, are a variant more.
"""

from __future__ import annotations

import argparse
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import combinations
from math import fsum
from pathlib import Path
from typing import TypeAlias

from pages import write_part

import musnad
from musnad.dataset import Article, load_annotators, words
from musnad.dataset.corpora import PolNeAR
from musnad.eval.agreement import Alpha, alpha, pattern

PAGE = Path(__file__).resolve().parent.parent / "docs" / "agreement.md"
START = "<!-- agreement: written by make results-agreement -->\n"
END = "<!-- agreement: end -->\n"
SPLITS = ("train", "validation", "test")
ROLES = ("source", "cue", "content")
TRAINING = "annotator-training"

Readings: TypeAlias = dict[str, dict[str, Article]]
"""By article id, then by annotator."""
Label: TypeAlias = Callable[[set[str]], str]
Bounds: TypeAlias = tuple[int, int]
Tokens: TypeAlias = Callable[[str], list[Bounds]]


def readings(articles: Iterable[tuple[str, Article]]) -> Readings:
    """The articles that at least two annotators labelled."""
    found: Readings = {}
    for who, article in articles:
        found.setdefault(article.id, {})[who] = article
    return {name: readings for name, readings in found.items() if len(readings) > 1}


def of_splits(*splits: str) -> Readings:
    """The multiply annotated articles of some splits."""
    annotators = load_annotators([f"polnear/{split}" for split in splits])
    return readings((who, item) for who, corpus in annotators.items() for item in corpus)


def of_training(data: Path) -> Readings:
    """The articles on which the annotators were trained; the importer reads them as a split."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(data / TRAINING, Path(folder, "train"))
        imported = list(PolNeAR().read(Path(folder), annotator="all", quirk=lambda kind: None))
    return readings((item.annotator, item.article) for item in imported if item.annotator)


def roles(article: Article) -> list[set[str]]:
    """The roles that cover each code point."""
    found: list[set[str]] = [set() for _ in article.text]
    for attribution in article.attributions:
        for role in ROLES:
            for start, end in getattr(attribution, role).bounds:
                for at in range(start, end):
                    found[at].add(role)
    return found


def all_roles(found: set[str]) -> str:
    """The label of a token that may have several roles."""
    return "+".join(sorted(found)) or "none"


def first_of(*order: str) -> Label:
    """A token has one label: the first of its roles in this order."""
    return lambda found: next((role for role in order if role in found), "none")


def words_and_marks(text: str) -> list[Bounds]:
    """Musnad's tokens."""
    return [(token.start, token.end) for token in words(text)]


def words_only(text: str) -> list[Bounds]:
    """Musnad's tokens without punctuation marks."""
    return [(token.start, token.end) for token in words(text) if token.is_word]


def between_spaces(text: str) -> list[Bounds]:
    """What white space separates."""
    return [match.span() for match in re.finditer(r"\S+", text)]


def token_alpha(
    articles: Readings, *, label: Label = all_roles, tokens: Tokens = words_and_marks
) -> tuple[Alpha, float]:
    """Alpha over tokens of all annotators at once, and the mean over pairs of them."""
    together: Counter[tuple[str, ...]] = Counter()
    pairs: dict[tuple[str, str], Counter[tuple[str, ...]]] = {}
    for annotated in articles.values():
        covered = {who: roles(article) for who, article in sorted(annotated.items())}
        text = next(iter(annotated.values())).text
        for start, end in tokens(text):
            labels = {
                who: label(set().union(*places[start:end])) for who, places in covered.items()
            }
            together[pattern(labels.values())] += 1
            for pair in combinations(labels, 2):
                pairs.setdefault(pair, Counter())[pattern(labels[who] for who in pair)] += 1
    values = [value for counts in pairs.values() if (value := alpha(counts).value) is not None]
    return alpha(together), fsum(values) / len(values)


def variants(core: Readings, training: Readings) -> Mapping[str, tuple[int, Alpha, float]]:
    """Every reading of the published figure that was tried: articles, alpha, mean of pairs."""
    tried = {
        "words and marks, label: all roles": (core, token_alpha(core)),
        "words only": (core, token_alpha(core, tokens=words_only)),
        "what white space separates": (core, token_alpha(core, tokens=between_spaces)),
        "one label: source before cue before content": (
            core,
            token_alpha(core, label=first_of(*ROLES)),
        ),
        "one label: content before cue before source": (
            core,
            token_alpha(core, label=first_of(*reversed(ROLES))),
        ),
        "inside an attribution or not": (
            core,
            token_alpha(core, label=lambda found: str(bool(found))),
        ),
    }
    for split in SPLITS:
        part = of_splits(split)
        tried[f"{split} alone"] = part, token_alpha(part)
    if training:
        both = core | training
        tried["the training articles alone"] = training, token_alpha(training)
        tried["with the training articles"] = both, token_alpha(both)
    return {name: (len(part), *found) for name, (part, found) in tried.items()}


def percent(value: float | None) -> str:
    """A value times 100 with one decimal."""
    return "n/a" if value is None else f"{100 * value:.1f}"


def tables(training: Readings) -> str:
    """Musnad's own measures, then alpha over tokens in every variant."""
    splits = [f"polnear/{split}" for split in SPLITS]
    found = musnad.agree(load_annotators(splits))
    lines = [
        found.to_markdown(),
        "",
        "Alpha over tokens (published: 75.4):",
        "",
        "| variant | articles | tokens | alpha | mean of pairs |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for name, (count, value, mean) in variants(of_splits(*SPLITS), training).items():
        cells = f"{value.units:,} | {percent(value.value)} | {percent(mean)}"
        lines.append(f"| {name} | {count} | {cells} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="the extracted data folder of PolNeAR")
    data = parser.parse_args().data
    write_part(START, END, tables(of_training(data) if data else {}), PAGE)


if __name__ == "__main__":
    main()

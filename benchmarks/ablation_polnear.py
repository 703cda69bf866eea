"""Read PolNeAR validation with parts of a trained tagger taken away, and say what each part adds.

    python benchmarks/ablation_polnear.py MODEL [--peers FOLDER --data FOLDER] [--write]

Nothing is trained again: what is left reads what it would have read, without the missing part's
help. `--peers` and `--data` are those of results_polnear.py. `--write` puts the table into
docs/baselines.md. The corpus must have been imported (`musnad import polnear PATH`).
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from pages import write_part
from results_polnear import peer_scores

import musnad
from musnad.baselines.tagger import Tagger
from musnad.baselines.tagger.extraction import Extractor
from musnad.baselines.tagger.linker import Linker
from musnad.baselines.tagger.page import Page
from musnad.baselines.tagger.pairs import Pair, Scene
from musnad.baselines.tagger.proposals import proposals
from musnad.baselines.tagger.runs import Run
from musnad.baselines.tagger.selection import choose
from musnad.dataset import Corpus

START, END = "<!-- ablation: written by make results-ablation -->\n", "<!-- ablation: end -->\n"
HEAD = ("peers' source", "peers' cue", "peers' content", "peers' linked")
METRICS = ("linked_f1", "wsw_f1")
# The thresholds are set for the classifiers of runs; marginals alone do best near half of them.
LOWERED = 0.5


class NearestCue(Linker):
    """Gives each source and content to the nearest cue of its sentence, and to no other."""

    def p(self, page: Page, runs: Sequence[Run], pairs: Sequence[Pair]) -> list[float]:
        """Over one half for the nearest cue, the earlier of two, the more the nearer; else 0."""
        gaps: dict[int, dict[int, int]] = {}
        for pair in pairs:
            one, two = sorted((runs[pair.cue], runs[pair.other]), key=lambda run: run.start)
            if page.sentence[one.end - 1] == page.sentence[two.start]:
                gaps.setdefault(pair.other, {})[pair.cue] = two.start - one.end
        nearest = {other: min(near, key=lambda cue: near[cue]) for other, near in gaps.items()}
        return [
            1 - 0.5 * near[pair.cue] / len(page) if nearest.get(pair.other) == pair.cue else 0.0
            for pair in pairs
            for near in [gaps.get(pair.other, {})]
        ]


class FirstStage(Linker):
    """The trained linker that looks at each pair by itself, not at its rivals."""

    def p(self, page: Page, runs: Sequence[Run], pairs: Sequence[Pair]) -> list[float]:
        """The probability of each pair by the first classifier."""
        scene = Scene(page, runs, self._lexicon)
        return [self.first.p(scene.features(pair)) for pair in pairs]


class ByMarginals(Extractor):
    """Takes runs by what the sequence model says of them, without the classifiers of runs."""

    def runs(self, page: Page) -> list[Run]:
        """The proposed runs that do not overlap and exceed the lower thresholds most."""
        floors = {role: LOWERED * floor for role, floor in self.settings.exact.items()}
        return choose(proposals(page, self.sequence.marginals(page)), floors)


class Ablated(Tagger):
    """A trained tagger with other parts in place of some that it learned."""

    def __init__(
        self, model: Path, runs: type[Extractor] = Extractor, linker: type[Linker] = Linker
    ) -> None:
        super().__init__()
        self._read(model)
        whole = self._trained()
        lexicon = whole.sequence.features.lexicon
        links = linker(lexicon, whole.linker.first, whole.linker.second)
        self._extractor = runs(whole.sequence, whole.exact, whole.touching, links, whole.settings)


def systems(model: Path) -> dict[str, Tagger]:
    """The tagger and what is left of it, by what was taken away."""
    return {
        "nothing (the tagger as it is)": Ablated(model),
        "second stage of the linker": Ablated(model, linker=FirstStage),
        "linker (nearest cue of the sentence instead)": Ablated(model, linker=NearestCue),
        "classifiers of runs (CRF marginals alone)": Ablated(model, runs=ByMarginals),
        "classifiers of runs and linker": Ablated(model, runs=ByMarginals, linker=NearestCue),
    }


def row(name: str, system: Tagger, corpus: Corpus, peers: Path | None, data: Path | None) -> str:
    """One line of the table."""
    predictions = system.predict(corpus)
    theirs = ["-"] * len(HEAD)
    if peers is not None and data is not None:
        found = peer_scores(predictions, corpus.split, peers, data)
        theirs = [f"{100 * value:.1f}" for value in found.values()]
    report = musnad.evaluate(corpus, predictions, metrics=METRICS)
    ours = [f"{report[metric].shown} ({report[metric].shown_interval})" for metric in METRICS]
    return f"| {' | '.join([name, *theirs, *ours])} |"


def table(model: Path, peers: Path | None, data: Path | None) -> str:
    """The table as Markdown."""
    corpus = musnad.load("polnear/validation")
    columns = [*HEAD, *(f"`{name}`" for name in METRICS)]
    lines = [f"| taken away | {' | '.join(columns)} |", f"| --- |{' ---: |' * len(columns)}"]
    lines += [row(name, one, corpus, peers, data) for name, one in systems(model).items()]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Print the table, and put it into the page if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    fresh = table(arguments.model, arguments.peers, arguments.data)
    print(fresh, end="")
    if arguments.write:
        write_part(START, END, fresh)


if __name__ == "__main__":
    main()

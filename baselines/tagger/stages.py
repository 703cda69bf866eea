"""Stages: the long parts of training, run side by side, each kept on disk when it is done.

The sequence model is trained once on everything and once for each fold without that fold. Each
of these is a stage; a stage that was kept by an interrupted run with the same data and settings
is read instead of run again, and gives the same model to the last digit.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy

from musnad.dataset import Attribution
from musnad.dataset.io import drafted

from .features import Features
from .lexicon import Lexicon
from .model import packed, unpacked
from .page import Page
from .runs import labels_of
from .sequence import SequenceModel
from .settings import Settings
from .tables import Numbers

FOLDS = 3

Gold = Sequence[Sequence[Attribution]]
Report = Callable[[str], None]


@dataclass(frozen=True)
class Workshop:
    """Where and how stages are run.

    Args:
        folder: Where finished stages are kept, or None to keep none.
        processes: How many stages run at a time; the result does not depend on it.
        report: Is told when a stage is done.
    """

    folder: Path | None = None
    processes: int = 1
    report: Report = lambda message: None


def trained_sequence(pages: Sequence[Page], gold: Gold, settings: Settings) -> SequenceModel:
    """The sequence model of some pages, with the word statistics learned on them."""
    labels = [labels_of(page, items) for page, items in zip(pages, gold, strict=True)]
    lexicon = Lexicon.learned(pages, labels, seed=settings.seed)
    return SequenceModel.fitted(
        Features(lexicon),
        pages,
        labels,
        l1=settings.l1,
        l2=settings.l2,
        iterations=settings.iterations,
        least=settings.least,
    )


def read_in_turn(
    pages: Sequence[Page], gold: Gold, settings: Settings, workshop: Workshop
) -> tuple[SequenceModel, list[Numbers]]:
    """The sequence model of all pages, and what models that left each page out say of it."""
    folds = _folds(gold, settings.seed)
    held: list[list[int]] = [[], *folds]
    names = [_name(pages, gold, settings, left_out) for left_out in held]
    tables: dict[str, dict[str, Any]] = {}
    waiting = []
    for name, left_out in zip(names, held, strict=True):
        kept = _kept(workshop.folder, name)
        if kept is not None:
            tables[name] = kept
            workshop.report(f"{len(tables)} of {len(held)}: read from the interrupted run")
        else:
            waiting.append((name, left_out))
    with _executor(min(workshop.processes, len(waiting))) as executor:
        futures = {
            name: executor.submit(_stage, list(pages), list(gold), settings, left_out)
            for name, left_out in waiting
        }
        for name, future in futures.items():
            tables[name] = future.result()
            _keep(workshop.folder, name, tables[name])
            workshop.report(f"{len(tables)} of {len(held)}: a sequence model is trained")
    found: dict[int, Numbers] = {}
    for name, left_out in zip(names[1:], folds, strict=True):
        found.update({at: tables[name][f"page{at}"] for at in left_out})
    return _model(tables[names[0]]), [found[at] for at in range(len(pages))]


def _folds(gold: Gold, seed: int) -> list[list[int]]:
    order = list(range(len(gold)))
    random.Random(seed).shuffle(order)
    order.sort(key=lambda at: not gold[at])
    count = max(1, min(FOLDS, sum(map(bool, gold))))
    return [order[fold::count] for fold in range(count)]


def _stage(
    pages: list[Page], gold: Gold, settings: Settings, left_out: list[int]
) -> dict[str, Any]:
    """Train without some pages, and read those; without any, the model itself."""
    out = set(left_out) if len(left_out) < len(pages) else set()
    taught = [at for at in range(len(pages)) if at not in out]
    model = trained_sequence([pages[at] for at in taught], [gold[at] for at in taught], settings)
    if left_out:
        return {f"page{at}": model.marginals(pages[at]) for at in left_out}
    contents = {
        "words": packed(model.features.lexicon.to_json()),
        "names": packed(model.names),
        "numbers": model.to_bytes(),
    }
    return {key: numpy.frombuffer(content, numpy.uint8) for key, content in contents.items()}


def _model(table: dict[str, Any]) -> SequenceModel:
    words, names = (unpacked(table[key].tobytes(), key) for key in ("words", "names"))
    features = Features(Lexicon.from_json(words))
    return SequenceModel.from_bytes(features, names, table["numbers"].tobytes())


def _name(pages: Sequence[Page], gold: Gold, settings: Settings, left_out: list[int]) -> str:
    """A name that tells the same stage of the same training from every other."""
    digest = hashlib.sha256(packed([settings.to_json(), left_out]))
    for page, items in zip(pages, gold, strict=True):
        bounds = [[item.cue.bounds, item.source.bounds, item.content.bounds] for item in items]
        digest.update(packed([page.text, bounds]))
    return digest.hexdigest()[:32]


def _keep(folder: Path | None, name: str, table: dict[str, Any]) -> None:
    if folder is not None:
        with drafted(folder / f"{name}.npz") as draft, open(draft, "wb") as handle:
            numpy.savez(handle, **table)


def _kept(folder: Path | None, name: str) -> dict[str, Any] | None:
    if folder is None or not (folder / f"{name}.npz").is_file():
        return None
    with numpy.load(folder / f"{name}.npz", allow_pickle=False) as stored:
        return {key: stored[key] for key in stored.files}


class _Here(Executor):
    """Runs each call at once, in this process."""

    def submit(self, call: Callable[..., Any], /, *args: Any, **options: Any) -> Future[Any]:
        """Run the call."""
        future: Future[Any] = Future()
        future.set_result(call(*args, **options))
        return future


def _executor(processes: int) -> Executor:
    if processes < 2:
        return _Here()
    return ProcessPoolExecutor(processes, mp_context=get_context("spawn"))

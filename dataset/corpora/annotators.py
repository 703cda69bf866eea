"""Annotators of a corpus: everybody's own labels, where an import kept them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from musnad.errors import UsageError

from .corpus import Corpus, folder_of, load
from .manifest import read_manifest


def load_annotators(splits: str | Sequence[str]) -> dict[str, Corpus]:
    """By annotator, all articles that he or she labelled in some splits of one corpus.

    Args:
        splits: `corpus/split`, or several of the same corpus, which are taken together.

    Raises:
        UsageError: a split does not exist, the splits are of several corpora, or the corpus was
            imported without its annotators.
        DataError: a file is damaged.
    """
    names = [splits] if isinstance(splits, str) else [*splits]
    whole = [load(name) for name in names]
    corpora = sorted({corpus.manifest.name for corpus in whole})
    if len(corpora) != 1:
        raise UsageError(f"expected splits of one corpus, found {', '.join(corpora) or 'none'}")
    folder = folder_of(corpora[0])
    found: dict[str, Corpus] = {}
    for who in read_manifest(folder).annotators:
        theirs = [
            load(name, annotator=who)
            for name, corpus in zip(names, whole, strict=True)
            # Not everybody has labelled articles of every split.
            if (folder / "annotators" / who / f"{corpus.split}.jsonl").exists()
        ]
        if theirs:
            articles = [article for corpus in theirs for article in corpus]
            split = "+".join(corpus.split for corpus in theirs)
            found[who] = replace(theirs[0], split=split, articles=articles)
    if not found:
        raise UsageError(
            f"{', '.join(names)}: the annotators' own labels are not there; "
            "musnad import --annotator all keeps them where the original has them"
        )
    return found

"""Corpora: named splits of articles, and the importers that bring in other people's."""

from .annotators import load_annotators
from .brat import Brat
from .corpus import (
    Corpus,
    corpora,
    digest,
    embedded_folder,
    folder_of,
    load,
    manifests,
    read_articles,
)
from .importing import IMPORTERS, Imported, Importer, import_corpus, split_counts
from .manifest import LAYERS, Layer, Manifest, read_manifest, write_manifest
from .polnear import PolNeAR
from .stats import corpus_stats

__all__ = [
    "IMPORTERS",
    "LAYERS",
    "Brat",
    "Corpus",
    "Imported",
    "Importer",
    "Layer",
    "Manifest",
    "PolNeAR",
    "corpora",
    "corpus_stats",
    "digest",
    "embedded_folder",
    "folder_of",
    "import_corpus",
    "load",
    "load_annotators",
    "manifests",
    "read_articles",
    "read_manifest",
    "split_counts",
    "write_manifest",
]

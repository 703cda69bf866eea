"""Corpora: named splits of articles, and the importers that bring in other people's."""

from .annotators import load_annotators
from .ans import ANS
from .arabic_news import ArabicNewsCredibility, ArabicNewsSlice
from .averitec import AVeriTeC
from .brat import Brat
from .checkthat import CheckThat2018, Debates
from .checkthat2025_subjectivity import Subjectivity
from .claimbuster import ClaimBuster
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
from .detached import Detached
from .fa_kes import FaKes
from .fnc1_test import FakeNewsChallenge
from .german_wikinews_attribution import GermanWikinews
from .importing import IMPORTERS, Imported, Importer, import_corpus, split_counts
from .known_lie_politifact import KnownLie
from .liar import Liar
from .manifest import LAYERS, Layer, Manifest, read_manifest, write_manifest
from .pdnc import PDNC
from .polnear import PolNeAR
from .rating_lists import RatingList
from .spkatt2023 import SpkAtt
from .stats import corpus_stats
from .truth_books import TruthBooks
from .truth_flights import TruthFlights

__all__ = [
    "ANS",
    "IMPORTERS",
    "LAYERS",
    "PDNC",
    "AVeriTeC",
    "ArabicNewsCredibility",
    "ArabicNewsSlice",
    "Brat",
    "CheckThat2018",
    "ClaimBuster",
    "Corpus",
    "Debates",
    "Detached",
    "FaKes",
    "FakeNewsChallenge",
    "GermanWikinews",
    "Imported",
    "Importer",
    "KnownLie",
    "Layer",
    "Liar",
    "Manifest",
    "PolNeAR",
    "RatingList",
    "SpkAtt",
    "Subjectivity",
    "TruthBooks",
    "TruthFlights",
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

"""The metrics of articles, one file a family; importing this package fills the registry."""

# Reports list metrics in the order in which they are imported here.
# isort: off
from . import spans, typed, clusters, labels, roles, slots, tuples
from . import who_said_what, corpus_entities, sentences, verdicts
# isort: on

__all__ = [
    "clusters",
    "corpus_entities",
    "labels",
    "roles",
    "sentences",
    "slots",
    "spans",
    "tuples",
    "typed",
    "verdicts",
    "who_said_what",
]

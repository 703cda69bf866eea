"""The metrics, one file a family; importing this package fills the registry."""

from . import clusters, labels, roles, slots, spans, tuples, who_said_what

__all__ = ["clusters", "labels", "roles", "slots", "spans", "tuples", "who_said_what"]

"""The metrics, one file a family; importing this package fills the registry."""

from . import labels, roles, slots, spans, tuples, who_said_what

__all__ = ["labels", "roles", "slots", "spans", "tuples", "who_said_what"]

"""Nesting: attributions that stand inside the content of another, and contents that hold them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .linker import Found
from .page import Page, Range


def parents_of(page: Page, found: Sequence[Found]) -> dict[int, int]:
    """The places of inner attributions, each with that of the one whose content holds it.

    An attribution is inside another if it opens where a piece of the other's content ends, with
    nothing between them, in the same sentence. The sequence model gives each word one role, so
    this is how a content that holds another attribution looks to it.
    """
    ends = {run.end: at for at, item in enumerate(found) for run in item.content}
    parents: dict[int, int] = {}
    for at, item in enumerate(found):
        first = item.parts[0]
        outer = ends.get(first.start)
        if (
            item.cue is not None
            and outer is not None
            and outer != at
            and first.role != "content"
            and page.sentence[first.start] == page.sentence[first.start - 1]
            and not _leads_to(parents, outer, at)
        ):
            parents[at] = outer
    return parents


def content_ranges(found: Sequence[Found], parents: Mapping[int, int], at: int) -> list[Range]:
    """The content of an attribution with all that stands inside it."""
    ranges = [(run.start, run.end) for run in found[at].content]
    for inner, outer in parents.items():
        if outer == at:
            ranges += [(run.start, run.end) for run in found[inner].parts]
            ranges += content_ranges(found, parents, inner)
    return sorted(set(ranges))


def _leads_to(parents: Mapping[int, int], at: int, goal: int) -> bool:
    """Whether the parents of a place lead to another."""
    while at in parents:
        at = parents[at]
        if at == goal:
            return True
    return False

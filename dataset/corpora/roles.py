"""Roles: which records of a stand-off file form one attribution."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, cast, get_args

from musnad.errors import DataError

from .assembling import Bounds, Parts, Quirk
from .standoff import Argument, Event, Relation, Standoff, TextBound

Role: TypeAlias = Literal["cue", "source", "content"]
ROLES: tuple[Role, ...] = get_args(Role)

NUMBERED_ROLE = re.compile(r"(cue|source|content)[0-9]*", re.IGNORECASE)


@dataclass(slots=True)
class Group:
    """The text-bounds of one attribution, by role, under the id of its event or cue."""

    id: str
    trigger: TextBound | None = None
    cue: list[TextBound] = field(default_factory=list)
    source: list[TextBound] = field(default_factory=list)
    content: list[TextBound] = field(default_factory=list)

    def of(self, role: Role) -> list[TextBound]:
        """The text-bounds in a role."""
        return {"cue": self.cue, "source": self.source, "content": self.content}[role]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of everything in the group."""
        trigger = [self.trigger] if self.trigger else []
        items = (*trigger, *self.cue, *self.source, *self.content)
        return (self.id, *(item.id for item in items))

    @property
    def parts(self) -> Parts:
        """The bounds of cue, source and content; several text-bounds in a role are one span."""
        return Parts(self.id, _bounds(self.cue), _bounds(self.source), _bounds(self.content))


def groups(standoff: Standoff, quirk: Quirk) -> list[Group]:
    """The attributions of a stand-off file, those of events first, in order of the file.

    An event is an attribution if it has an argument `Source`, `Cue` or `Content`, numbered or not,
    or if it is named `Attribution…` or `Cue`. The arguments decide, not the labels of what they
    point to nor the event's name; without a `Cue` argument the trigger is the cue. A relation joins
    a `Cue` (or such an event) to a `Source` or `Content`. Letter case is ignored.

    Raises:
        DataError: a role is played by something that is not a text-bound.
    """
    found: dict[str, Group] = {}
    for event in standoff.events.values():
        group = _event_group(event, standoff, quirk)
        if group is None:
            quirk(f"event {event.label}: left out")
        else:
            found[event.id] = group
    owners = {
        item.id: group for group in found.values() for item in (group.trigger, *group.cue) if item
    }
    for relation in standoff.relations:
        if not _follow(relation, standoff, found, owners):
            quirk(f"relation {relation.label}: left out")
    for group in found.values():
        for role in ROLES:
            if len(group.of(role)) > 1:
                quirk(f"several text-bounds as {role} of one attribution: joined")
    return list(found.values())


def count_unused(standoff: Standoff, used: Collection[str], quirk: Quirk) -> None:
    """Report every text-bound, attribute and note that no label was made of, by its name."""
    for item in standoff.text_bounds.values():
        if item.id not in used:
            quirk(f"text-bound {item.label} in no attribution: left out")
    for attribute in standoff.attributes:
        if attribute.id not in used:
            quirk(f"attribute {attribute.label}: left out")
    for _ in standoff.notes:
        quirk("note: left out")


def _event_group(event: Event, standoff: Standoff, quirk: Quirk) -> Group | None:
    roles = [(_role(argument), argument) for argument in event.arguments]
    name = event.label.lower()
    if not any(role for role, _ in roles) and name != "cue" and not name.startswith("attribution"):
        return None
    trigger = standoff.text_bounds[event.trigger]
    group = Group(event.id, trigger)
    for role, argument in roles:
        if role is None:
            quirk(f"argument {argument.role}: left out")
            continue
        item = standoff.text_bounds.get(argument.target)
        if item is None:
            message = f"{event.id} has {argument.role}:{argument.target}; expected a text-bound"
            raise DataError(f"{standoff.file}:{event.line}: {message} (T…)")
        if item.label.lower() != role and item is not trigger:
            quirk("argument named otherwise than what it points to: the argument decides")
        group.of(role).append(item)
    if not group.cue:
        empty = not (group.source or group.content)
        what = "event without roles" if empty else "event without cue argument"
        quirk(f"{what}: its trigger is the cue")
        group.cue.append(trigger)
    elif group.cue[0].bounds != trigger.bounds:
        quirk("cue argument other than the trigger: the argument decides")
    return group


def _role(argument: Argument) -> Role | None:
    match = NUMBERED_ROLE.fullmatch(argument.role)
    return cast(Role, match[1].lower()) if match else None


def _follow(
    relation: Relation, standoff: Standoff, found: dict[str, Group], owners: dict[str, Group]
) -> bool:
    """Add what a relation joins to its cue's group; whether it was such a relation."""
    cue: Group | None = None
    parts: list[tuple[Role, TextBound]] = []
    for argument in relation.arguments:
        item = standoff.text_bounds.get(argument.target)
        label = item.label.lower() if item else ""
        if argument.target in found:
            cue = found[argument.target]
        elif item and item.id in owners:
            cue = owners[item.id]
        elif item and label == "cue":
            cue = Group(item.id, cue=[item])
        elif item and label in ("source", "content"):
            parts.append((cast(Role, label), item))
    if cue is None or len(parts) != 1 or len(relation.arguments) != 2:
        return False
    found.setdefault(cue.id, cue)
    role, item = parts[0]
    cue.of(role).append(item)
    return True


def _bounds(items: Iterable[TextBound]) -> tuple[Bounds, ...]:
    return tuple(bounds for item in items for bounds in item.bounds)

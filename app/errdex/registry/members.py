"""Strict readers for the members of a JSON object, made for speed: what is wrong is raised as `Wrong`.

The place of a fault is put together on the way up (`Wrong.under`), so that sound files pay nothing for it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Json = dict[str, Any]
Made = TypeVar("Made")


class Wrong(Exception):
    """Something is wrong at the place where it was raised; the callers say where that is."""

    def __init__(self, reason: str, place: str = "") -> None:
        """Keep the reason, a clause, and the place as far as it is known."""
        super().__init__(reason)
        self.reason = reason
        self.place = place

    def under(self, place: str) -> Wrong:
        """Return the same, seen from one step further up."""
        joint = "" if not self.place or self.place.startswith("[") else "."
        return Wrong(self.reason, f"{place}{joint}{self.place}")


def parsed(path: Path) -> Json:
    """Read a file that holds one JSON object without doubled members."""
    try:
        value = json.loads(path.read_bytes(), object_pairs_hook=_without_doubles)
    except OSError as error:
        raise Wrong(f"cannot be read: {error.strerror}") from None
    except (ValueError, RecursionError) as error:
        raise Wrong(f"is no JSON: {error}") from None
    if type(value) is not dict:
        raise Wrong("must be an object")
    return value


def _without_doubles(pairs: list[tuple[str, Any]]) -> Json:
    members = dict(pairs)
    if len(members) != len(pairs):
        names = [name for name, _ in pairs]
        double = next(name for name in names if names.count(name) > 1)
        raise Wrong(f"has the member {double!r} twice in one object")
    return members


def only(members: Any, allowed: frozenset[str]) -> None:  # noqa: ANN401 - JSON holds anything
    """Make sure of an object that has no other members."""
    if type(members) is not dict:
        raise Wrong("must be an object")
    if not members.keys() <= allowed:
        raise Wrong(f"has an unknown member {min(members.keys() - allowed)!r}")


def text(members: Json, name: str) -> str:
    """Return a text that must be there."""
    value = members.get(name)
    if type(value) is not str:
        raise Wrong("is missing" if value is None else "must be a text", name)
    return value


def text_or_none(members: Json, name: str) -> str | None:
    """Return a text that may be absent or null."""
    value = members.get(name)
    if value is not None and type(value) is not str:
        raise Wrong("must be a text or null", name)
    return value


def number(members: Json, name: str) -> int:
    """Return a whole number that must be there."""
    value = members.get(name)
    if type(value) is not int:
        raise Wrong("is missing" if value is None else "must be a whole number", name)
    return value


def choice(members: Json, name: str, choices: dict[str, Made]) -> Made:
    """Return what a word stands for that must be one of a few."""
    value = members.get(name)
    if type(value) is not str or value not in choices:
        raise Wrong(f"must be one of: {', '.join(choices)}", name)
    return choices[value]


def texts(members: Json, name: str) -> tuple[str, ...]:
    """Return an array of texts that may be absent."""
    if name not in members:
        return ()
    values = array(members, name)
    for index, value in enumerate(values):
        if type(value) is not str:
            raise Wrong("must be a text", f"{name}[{index}]")
    return tuple(values)


def array(members: Json, name: str) -> list[Any]:
    """Return an array that must be there."""
    value = members.get(name)
    if type(value) is not list:
        raise Wrong("is missing" if value is None else "must be an array", name)
    return value


def table(members: Json, name: str) -> dict[str, str]:
    """Return an object whose members are all texts."""
    value = members.get(name)
    if type(value) is not dict:
        raise Wrong("is missing" if value is None else "must be an object", name)
    for key, member in value.items():
        if type(member) is not str:
            raise Wrong("must be a text", f"{name}.{key}")
    return value


def each(members: Json, name: str, read: Callable[[Json], Made]) -> list[Made]:
    """Read every element of an array that must be there."""
    made: list[Made] = []
    for index, value in enumerate(array(members, name)):
        try:
            made.append(read(value))
        except Wrong as wrong:
            raise wrong.under(f"{name}[{index}]") from None
    return made

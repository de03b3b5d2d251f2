"""A strict reader over one JSON file: every wrong shape is a ResourceFault that names file, place and reason."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeVar

from errdex.errors import ResourceFault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from enum import Enum
    from pathlib import Path

    Choice = TypeVar("Choice", bound=Enum)


class Node:
    """One value in a JSON file, together with where it stands."""

    __slots__ = ("file", "place", "value")

    def __init__(self, file: str, place: str, value: Any) -> None:  # noqa: ANN401 - JSON holds anything
        """Take a value, the name of its file and its place in it ("causes[1].text", "" at the top)."""
        self.file = file
        self.place = place
        self.value = value

    @classmethod
    def of_file(cls, folder: Path | str, name: str) -> Node:
        """Read a file of a folder; raise ResourceFault where it cannot be read or is no JSON."""
        try:
            with open(f"{folder}/{name}", "rb") as file:  # noqa: PTH123 -- the command line starts without pathlib
                return cls(name, "", json.loads(file.read()))
        except OSError as error:
            raise ResourceFault(name, "", f"cannot be read: {error.strerror}") from error
        except (ValueError, RecursionError) as error:
            raise ResourceFault(name, "", f"is no JSON: {error}") from error

    def fault(self, reason: str) -> ResourceFault:
        """Return the fault of this place, to be raised."""
        return ResourceFault(self.file, self.place, reason)

    def only(self, allowed: frozenset[str]) -> Node:
        """Return this node, having made sure that it is an object without other members."""
        if type(self.value) is not dict:
            raise self.fault("must be an object")
        if unknown := self.value.keys() - allowed:
            raise self.fault(f"has an unknown member {min(unknown)!r}")
        return self

    def __getitem__(self, name: str) -> Node:
        """Return a member that must be there."""
        node = self.get(name)
        if node is None:
            raise self.fault(f"lacks {name!r}")
        return node

    def get(self, name: str) -> Node | None:
        """Return a member, None where it is absent or null."""
        if type(self.value) is not dict:
            raise self.fault("must be an object")
        value = self.value.get(name)
        return None if value is None else Node(self.file, f"{self.place}.{name}" if self.place else name, value)

    def members(self) -> Iterator[tuple[str, Node]]:
        """Yield the members of an object with their names."""
        if type(self.value) is not dict:
            raise self.fault("must be an object")
        for name, value in self.value.items():
            yield name, Node(self.file, f"{self.place}.{name}" if self.place else name, value)

    def each(self, name: str) -> Iterator[Node]:
        """Yield what stands in an array that is a member; nothing where it is absent."""
        node = self.get(name)
        if node is not None:
            yield from node.elements()

    def elements(self) -> Iterator[Node]:
        """Yield what stands in an array."""
        if type(self.value) is not list:
            raise self.fault("must be an array")
        for number, value in enumerate(self.value):
            yield Node(self.file, f"{self.place}[{number}]", value)

    def text(self) -> str:
        """Return a text that is not empty."""
        if type(self.value) is not str or not self.value.strip():
            raise self.fault("must be a text that is not empty")
        return self.value

    def whole_number(self) -> int:
        """Return a whole number."""
        if type(self.value) is not int:
            raise self.fault("must be a whole number")
        return self.value

    def choice(self, kind: type[Choice]) -> Choice:
        """Return the member of an enum that this text names."""
        try:
            return kind(self.value)
        except ValueError as error:
            raise self.fault(f"{self.value!r} is none of: {', '.join(str(word.value) for word in kind)}") from error

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the texts of an array that is a member; none where it is absent."""
        return tuple(node.text() for node in self.each(name))

    def choices(self, name: str, kind: type[Choice]) -> tuple[Choice, ...]:
        """Return the enum members that an array names; none where it is absent."""
        return tuple(node.choice(kind) for node in self.each(name))

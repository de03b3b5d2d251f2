"""Read a JSON file strictly: one object, in which no member stands twice."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

Json = dict[str, Any]


class Wrong(Exception):
    """A file that is no JSON object, or holds a member twice; its text is the reason, a clause."""


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

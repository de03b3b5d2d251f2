"""What members the registry's records have, and of which type: for the check that reports all faults at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


class Member(NamedTuple):
    """One member: its type, whether it must be there, and what its elements are where it holds some."""

    kind: type
    needed: bool = True
    elements: type | None = None


Shape = Mapping[str, Member]

PRODUCT_FILE: Shape = {
    "product": Member(str),
    "revision": Member(dict),
    "sources": Member(dict, elements=str),
    "categories": Member(list, elements=dict),
    "codes": Member(list, elements=dict),
    "filters": Member(list, needed=False, elements=dict),
}
REVISION: Shape = {"date": Member(str), "origin": Member(str), "title": Member(str), "official": Member(bool)}
CATEGORY: Shape = {"range": Member(str, needed=False), "title": Member(str)}
CODE: Shape = {
    "number": Member(int),
    "kind": Member(str),
    "name": Member(str, needed=False),
    "category": Member(int, needed=False),
    "lifecycle": Member(str),
    "since": Member(str, needed=False),
    "until": Member(str, needed=False),
    "source": Member(str),
    "explanations": Member(list, needed=False, elements=str),
    "templates": Member(list, needed=False, elements=dict),
}
TEMPLATE: Shape = {
    "text": Member(str),
    "placeholders": Member(list, needed=False, elements=dict),
    "lifecycle": Member(str, needed=False),
    "since": Member(str, needed=False),
    "until": Member(str, needed=False),
    "source": Member(str, needed=False),
    "description": Member(str, needed=False),
}
PLACEHOLDER: Shape = {"form": Member(str), "name": Member(str), "kind": Member(str)}
FILTER: Shape = {"name": Member(str), "description": Member(str), "source": Member(str)}
TOP: Shape = {"meanings": Member(list, elements=dict)}
MEANING: Shape = {
    "id": Member(str),
    "kind": Member(str),
    "number": Member(int),
    "name": Member(str, needed=False),
    "other_names": Member(list, needed=False, elements=str),
    "codes": Member(list, elements=list),
    "templates": Member(dict, elements=str),
}

_CALLED = {str: "a text", int: "a whole number", bool: "true or false", list: "an array", dict: "an object"}


def faults_of(record: object, shape: Shape) -> Iterator[str]:
    """Yield whatever is wrong with the members of a record; what they hold in turn is looked at one step deep."""
    if type(record) is not dict:
        yield "must be an object"
        return
    for name in sorted(record.keys() - shape.keys()):
        yield f"has an unknown member {name!r}"
    for name, member in shape.items():
        value = record.get(name)
        if value is None:
            if member.needed:
                yield f"{name} is missing"
        elif type(value) is not member.kind:
            yield f"{name} must be {_CALLED[member.kind]}"
        elif member.elements is not None:
            yield from _element_faults(name, value, member.elements)


def _element_faults(name: str, value: Any, kind: type) -> Iterator[str]:  # noqa: ANN401 - an array or an object
    places = value.items() if type(value) is dict else enumerate(value)
    for place, element in places:
        if type(element) is not kind:
            yield f"{name}[{place}] must be {_CALLED[kind]}"

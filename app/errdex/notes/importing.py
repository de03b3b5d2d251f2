"""Read notes back from the JSON that `export` writes: strictly, so that nothing is lost without a word.

`NoteStore.merge` takes in what is read here; see there for what becomes of notes that both sides have.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any

from errdex.errors import InputError
from errdex.notes.export import JSON_FORMAT, JSON_VERSION
from errdex.notes.model import CarriedNote, Note, NotedArgument, NotedOccurrence, Tick, clean_tags, whole_text

_ID = re.compile(r"[0-9a-f]{32}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)
_GREATEST_NUMBER = 2**63 - 1
_GREATEST_VERSION = 10**9
"""From here a note can be changed as often as one likes before SQLite cannot count any further."""
_MEMBERS = frozenset((*Note._fields, "lineage"))


def read_notes(content: bytes, source: str) -> tuple[CarriedNote, ...]:
    """Read a JSON export; `source` names it in the InputError that is raised at the first fault."""
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError("{0} is no export of notes: it is not UTF-8 at byte {1}.", source, error.start) from error
    except (ValueError, RecursionError) as error:
        raise InputError("{0} is no export of notes: it is no JSON ({1}).", source, error) from error
    if not isinstance(document, dict) or document.get("format") != JSON_FORMAT:
        raise InputError('{0} is no export of notes: it does not begin with "format": "{1}".', source, JSON_FORMAT)
    version = document.get("version")
    if type(version) is not int or version < 1:
        raise InputError("{0}: version must be a whole number from 1.", source)
    if version > JSON_VERSION:
        raise InputError("{0} was written by a newer Errdex: use that one to import it.", source)
    return tuple(_carried(value, source, f"notes[{index}]") for index, value in enumerate(_list(document, source)))


def _list(document: dict[str, Any], source: str) -> list[Any]:
    notes = document.get("notes")
    if not isinstance(notes, list):
        raise InputError("{0}: notes must be a list.", source)
    return notes


def _carried(value: Any, source: str, place: str) -> CarriedNote:  # noqa: ANN401 -- JSON holds anything
    if not isinstance(value, dict):
        raise InputError("{0}: {1} must be an object.", source, place)
    reader = _Reader(value, source, place)
    reader.only(_MEMBERS)
    note = Note(
        id=reader.id("id"),
        meaning=reader.text_or_none("meaning"),
        number=reader.number_or_none("number"),
        name=reader.text_or_none("name"),
        template=reader.text_or_none("template"),
        text=reader.text("text"),
        tags=clean_tags(reader.texts("tags")),
        author=reader.text("author", ""),
        created=reader.time("created"),
        changed=reader.time("changed"),
        version=reader.count("version"),
        pinned=reader.flag("pinned"),
        causes=tuple(Tick(each.text("meaning"), each.text("cause")) for each in reader.objects("causes")),
        occurrence=_occurrence(reader),
    )
    return CarriedNote(note, reader.texts("lineage"))


def _occurrence(reader: _Reader) -> NotedOccurrence | None:
    led = reader.object_or_none("occurrence")
    if led is None:
        return None
    values = tuple(NotedArgument(each.text("name"), each.text("text")) for each in led.objects("arguments"))
    return NotedOccurrence(led.text("snippet"), values, led.text_or_none("time"))


def _is_time(text: str) -> bool:
    """Tell whether a time can be: in any zone, and from when there were such notes."""
    try:
        return 1970 <= datetime.fromisoformat(text).year < 9999
    except ValueError:
        return False


class _Reader:
    """Takes the members of one object, each of the kind that it must have."""

    def __init__(self, value: dict[str, Any], source: str, place: str) -> None:
        self._value = value
        self._source = source
        self._place = place

    def only(self, members: frozenset[str]) -> None:
        unknown = sorted(self._value.keys() - members)
        if unknown:
            raise InputError("{0}: {1} is not known.", *self._at(whole_text(unknown[0])))

    def text(self, name: str, default: str | None = None) -> str:
        value = self._value.get(name, default)
        if not isinstance(value, str):
            raise InputError("{0}: {1} must be text.", *self._at(name))
        return whole_text(value)

    def text_or_none(self, name: str) -> str | None:
        return None if self._value.get(name) is None else self.text(name)

    def id(self, name: str) -> str:
        value = self.text(name)
        if not _ID.fullmatch(value):
            raise InputError("{0}: {1} must be 32 hexadecimal digits.", *self._at(name))
        return value

    def time(self, name: str) -> str:
        value = self.text(name)
        if not _TIME.fullmatch(value) or not _is_time(value):
            raise InputError("{0}: {1} must be a time like {2}.", *self._at(name), "2026-05-03T10:11:12.345Z")
        return value

    def number_or_none(self, name: str) -> int | None:
        value = self._value.get(name)
        if value is None:
            return None
        if type(value) is not int or abs(value) > _GREATEST_NUMBER:
            raise InputError("{0}: {1} must be a whole number or null.", *self._at(name))
        return value

    def count(self, name: str) -> int:
        value = self._value.get(name)
        if type(value) is not int or value < 1:
            raise InputError("{0}: {1} must be a whole number from 1.", *self._at(name))
        return min(value, _GREATEST_VERSION)

    def flag(self, name: str) -> bool:
        value = self._value.get(name, False)
        if not isinstance(value, bool):
            raise InputError("{0}: {1} must be true or false.", *self._at(name))
        return value

    def objects(self, name: str) -> tuple[_Reader, ...]:
        value = self._value.get(name, [])
        if not isinstance(value, list) or not all(isinstance(part, dict) for part in value):
            raise InputError("{0}: {1} must be a list of objects.", *self._at(name))
        places = (f"{self._place}.{name}[{index}]" for index in range(len(value)))
        return tuple(_Reader(part, self._source, place) for part, place in zip(value, places, strict=True))

    def object_or_none(self, name: str) -> _Reader | None:
        value = self._value.get(name)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise InputError("{0}: {1} must be an object or null.", *self._at(name))
        return _Reader(value, self._source, f"{self._place}.{name}")

    def texts(self, name: str) -> tuple[str, ...]:
        value = self._value.get(name, [])
        if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
            raise InputError("{0}: {1} must be a list of texts.", *self._at(name))
        return tuple(whole_text(part) for part in value)

    def _at(self, name: str) -> tuple[str, str]:
        """Return file and place of a member, as faults name them."""
        return self._source, f"{self._place}.{name}"

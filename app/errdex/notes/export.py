"""Write notes for people (Markdown), for spreadsheets (CSV) and for another Errdex (JSON).

Markdown (`book`) and CSV (`sheet`) go out into the world: they get notes whose every text went through a `mask`, which
hides secrets and private data. JSON is complete and leaves them as they are. All three are UTF-8, and the same notes
give the same bytes.

The JSON document, version 2; its schema is ``resources/notes/notes.schema.json``
    {"format": "errdex-notes", "version": 2, "notes": [...]}
    A note: "id" (32 hexadecimal digits), "meaning" (id or null), "number" (integer or null), "name", "template" (text
    or null), "text", "tags" (list of texts), "author" ("" for nobody), "created", "changed"
    ("2026-05-03T10:11:12.345Z"), "version" (from 1), "pinned", "causes" (list of {"meaning", "cause"}), "occurrence"
    (null or {"snippet", "arguments": [{"name", "text"}], "time": text or null}; masked when it was kept), "lineage"
    (list of the stamps of the versions that it was made from; what a stamp is: `model.stamp_of`). Two notes with the
    same id: the first is the current version, the others wait beside it to be settled. The bin is not exported.
    Version 1 had no "pinned", "causes" and "occurrence"; it can be imported.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING

from errdex.notes.book import SILENT, to_markdown
from errdex.notes.model import NotedArgument, NotedOccurrence, Tick
from errdex.notes.sheet import to_csv

if TYPE_CHECKING:
    from collections.abc import Iterable

    from errdex.notes.book import BookWords
    from errdex.notes.model import CarriedNote, Note
    from errdex.notes.reading import NoteReader
    from errdex.registry.model import Registry

Mask = Callable[[str], str]
"""Takes a text, and returns it with what must not be passed on made unreadable."""

JSON_FORMAT = "errdex-notes"
JSON_VERSION = 2


class Format(StrEnum):
    """What notes can be written as."""

    MARKDOWN = "markdown"
    CSV = "csv"
    JSON = "json"


def export(
    store: NoteReader,
    kind: Format,
    registry: Registry,
    mask: Mask,
    note_ids: Iterable[str] | None = None,
    words: BookWords = SILENT,
) -> bytes:
    """Return notes (None: all) as a file's content; `mask` is applied to Markdown and CSV, `words` to Markdown."""
    carried = store.carried(note_ids)
    if kind is Format.JSON:
        return to_json(carried)
    notes = [masked(note, mask) for note in dict.fromkeys(one.note for one in carried)]
    return to_csv(notes, registry) if kind is Format.CSV else to_markdown(notes, registry, words)


def masked(note: Note, mask: Mask) -> Note:
    """Return a note with all its texts masked; an imported one may hold anything in any of them.

    Its own id and its times are none: they have a form of their own, which `importing` holds.
    """
    led = note.occurrence
    meaning, name, template = (part and mask(part) for part in (note.meaning, note.name, note.template))
    return note._replace(
        meaning=meaning,
        name=name,
        template=template,
        text=mask(note.text),
        tags=tuple(mask(tag) for tag in note.tags),
        author=mask(note.author),
        causes=tuple(Tick(mask(tick.meaning), mask(tick.cause)) for tick in note.causes),
        occurrence=led
        and NotedOccurrence(
            mask(led.snippet),
            tuple(NotedArgument(mask(argument.name), mask(argument.text)) for argument in led.arguments),
            led.time and mask(led.time),
        ),
    )


def to_json(carried: Iterable[CarriedNote]) -> bytes:
    """Return the complete document, which `importing` reads back without loss."""
    import json

    notes = [note_object(note) | {"lineage": [*lineage]} for note, lineage in carried]
    document = {"format": JSON_FORMAT, "version": JSON_VERSION, "notes": notes}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def note_object(note: Note) -> dict[str, object]:
    """Return a note as JSON has it."""
    led = note.occurrence
    return note._asdict() | {
        "tags": [*note.tags],
        "causes": [tick._asdict() for tick in note.causes],
        "occurrence": led and led._asdict() | {"arguments": [argument._asdict() for argument in led.arguments]},
    }

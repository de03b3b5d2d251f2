"""Notes as a table for spreadsheets: CSV after RFC 4180.

The columns of `COLUMNS`; lines end with CR LF, no byte order mark. A cell that a spreadsheet could take for a formula,
or that begins with an apostrophe, gets an apostrophe in front: taking one leading apostrophe away gives back what was
written. Numbers are numbers, with their sign; "pinned" is 1 or 0. Tags and causes are joined by "; ".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from errdex.cells import safe_cell
from errdex.notes.subject import subject_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from errdex.notes.model import Note
    from errdex.registry.model import Registry

COLUMNS = (
    "id",
    "number",
    "name",
    "meaning",
    "category",
    "message",
    "text",
    "tags",
    "author",
    "created",
    "changed",
    "version",
    "pinned",
    "causes",
    "occurrence",
    "occurrence_time",
)


def to_csv(notes: Iterable[Note], registry: Registry) -> bytes:
    """Return a table that is safe to open in a spreadsheet; what is secret in the notes is masked already."""
    import csv
    import io

    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for note in notes:
        writer.writerow(_row(note, registry))
    return page.getvalue().encode()


def _row(note: Note, registry: Registry) -> tuple[str | int, ...]:
    subject = subject_of(note, registry)
    named = (subject.name or "", note.meaning or "", subject.category, subject.message)
    written = (note.text, "; ".join(note.tags), note.author)
    led = note.occurrence
    return (
        note.id,
        "" if subject.number is None else subject.number,
        *(safe_cell(text) for text in (*named, *written)),
        note.created,
        note.changed,
        note.version,
        int(note.pinned),
        safe_cell("; ".join(tick.cause for tick in note.causes)),
        safe_cell(led.snippet) if led else "",
        safe_cell((led.time if led else None) or ""),
    )

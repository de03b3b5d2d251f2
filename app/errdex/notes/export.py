"""Write notes for people (Markdown), for spreadsheets (CSV) and for another Errdex (JSON).

Markdown and CSV go out into the world: they take a `mask` that hides secrets and private data in everything that a
person typed. JSON is complete and leaves it as it is. All three are UTF-8, and the same notes give the same bytes.

The JSON document, version 1
    {"format": "errdex-notes", "version": 1, "notes": [...]}
    A note: "id" (32 hexadecimal digits), "meaning" (id or null), "number" (integer or null), "name", "template" (text
    or null), "text", "tags" (list of texts), "author" ("" for nobody), "created", "changed"
    ("2026-05-03T10:11:12.345Z"), "version" (from 1), "lineage" (list of the stamps of the versions that it was made
    from; what a stamp is: `model.stamp_of`). Two notes with the same id: the first is the current version, the others
    wait beside it to be settled. The bin is not exported.

The CSV, RFC 4180: the columns of `COLUMNS`, lines end with CR LF, no byte order mark. A cell that a spreadsheet could
take for a formula, or that begins with an apostrophe, gets an apostrophe in front: taking one leading apostrophe away
gives back what was written. Numbers are numbers, with their sign. Tags are joined by "; ".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import NamedTuple

from errdex.notes.model import CarriedNote, Note
from errdex.notes.store import NoteStore
from errdex.registry.model import Category, Kind, Meaning, Registry, Template

Mask = Callable[[str], str]
"""Takes a text, and returns it with what must not be passed on made unreadable."""

JSON_FORMAT = "errdex-notes"
JSON_VERSION = 1

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
)

# Cells that begin so are formulas to Excel, LibreOffice or Google Sheets (OWASP, "CSV Injection"); the wide forms are
# in East Asian editions. The apostrophe is among them so that the mark can be taken away again.
_FORMULA = tuple("=+-@\t\r\n'＝＋－＠")

_UNHEADED = {Kind.API: "Without a category", Kind.HTTP: "HTTP statuses", Kind.STREAM: "WebSocket streams"}


class Format(StrEnum):
    """What notes can be written as."""

    MARKDOWN = "markdown"
    CSV = "csv"
    JSON = "json"


class Subject(NamedTuple):
    """What a note is about, as the registry names it."""

    section: str
    """The heading that the note stands under in a book."""
    number: int | None
    name: str | None
    category: str
    """The category's heading, "" where there is none."""
    message: str
    """The documented message, "" where there is none."""


def export(
    store: NoteStore, kind: Format, registry: Registry, mask: Mask, note_ids: Iterable[str] | None = None
) -> bytes:
    """Return notes (None: all) as a file's content; `mask` is applied to Markdown and CSV."""
    carried = store.carried(note_ids)
    if kind is Format.JSON:
        return to_json(carried)
    notes = tuple(dict.fromkeys(one.note for one in carried))
    return to_csv(notes, registry, mask) if kind is Format.CSV else to_markdown(notes, registry, mask)


def to_json(carried: Iterable[CarriedNote]) -> bytes:
    """Return the complete document, which `importing` reads back without loss."""
    import json

    notes = [note_object(note) | {"lineage": [*lineage]} for note, lineage in carried]
    document = {"format": JSON_FORMAT, "version": JSON_VERSION, "notes": notes}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def note_object(note: Note) -> dict[str, object]:
    """Return a note as JSON has it."""
    return note._asdict() | {"tags": [*note.tags]}


def to_csv(notes: Iterable[Note], registry: Registry, mask: Mask) -> bytes:
    """Return a table that is safe to open in a spreadsheet."""
    import csv
    import io

    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for note in notes:
        subject = subject_of(note, registry)
        words = (subject.name, note.meaning, subject.category, subject.message)
        written = (note.text, "; ".join(note.tags), note.author)
        writer.writerow(
            (
                note.id,
                "" if subject.number is None else subject.number,
                *(safe_cell(word or "") for word in words),
                *(safe_cell(mask(text)) for text in written),
                note.created,
                note.changed,
                note.version,
            )
        )
    return page.getvalue().encode()


def safe_cell(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: those that begin like one get an apostrophe in front."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def to_markdown(notes: Iterable[Note], registry: Registry, mask: Mask) -> bytes:
    """Return a book: a chapter for each category, a heading for each code, the notes quoted below it."""
    chapters: dict[str, list[tuple[Subject, Note]]] = {}
    for subject, note in sorted(((subject_of(note, registry), note) for note in notes), key=_reading_order):
        chapters.setdefault(subject.section, []).append((subject, note))
    lines = ["# Notes", ""]
    for section, pages in chapters.items():
        lines += [f"## {section}", ""]
        above = None
        for subject, note in pages:
            if subject != above:
                lines += _heading(subject)
            above = subject
            lines += _quoted(note, mask)
    return "\n".join(lines).encode()


def _reading_order(page: tuple[Subject, Note]) -> tuple[bool, int, str, str, str]:
    subject, note = page
    number = subject.number
    return (number is None, abs(number or 0), subject.section, note.created, note.id)


def _heading(subject: Subject) -> list[str]:
    if subject.number is None and subject.name is None:
        return []
    title = " ".join(_code(str(part)) for part in (subject.number, subject.name) if part is not None)
    return [f"### {title}", "", *([f"Message: {_code(subject.message)}", ""] if subject.message else [])]


def _quoted(note: Note, mask: Mask) -> list[str]:
    """Return the note as a quotation: whatever marks stand in it, they end with it."""
    text = re.sub("\r\n?", "\n", mask(note.text))
    tags = ["tags " + ", ".join(_code(mask(tag)) for tag in note.tags)] if note.tags else []
    author = [_code(mask(note.author))] if note.author else []
    about = " · ".join((*author, *tags, f"changed {note.changed}"))
    return [*(f"> {line}".rstrip() for line in text.split("\n")), "", about, ""]


def _code(text: str) -> str:
    """Return a text as Markdown's `code`, which takes no mark in it for a mark."""
    line = " ".join(text.split())
    fence = "`" * (max((len(run) for run in re.findall("`+", line)), default=0) + 1)
    blank = " " if "`" in line else ""
    return f"{fence}{blank}{line}{blank}{fence}"


def subject_of(note: Note, registry: Registry) -> Subject:
    """Return what a note is about; where the registry does not know it, what the note itself says."""
    meaning = registry.meaning(note.meaning) if note.meaning else None
    if meaning is not None:
        return _known_subject(note, meaning)
    if note.number is None and note.meaning is None:
        return Subject("Without a code", None, note.name, "", "")
    if note.meaning is None and note.number is not None and len(registry.with_number(note.number)) > 1:
        return Subject("Numbers with several meanings", note.number, note.name, "", "")
    return Subject("Codes that no registry knows", note.number, note.name or note.meaning, "", "")


def _known_subject(note: Note, meaning: Meaning) -> Subject:
    code = meaning.code_of(None)
    heading = _title(code.category) if code.category else ""
    templates = [template for each in meaning.codes for template in each.templates]
    chosen = _chosen(templates, note.template) or (code.templates[0] if code.templates else None)
    name = meaning.name or note.name
    return Subject(heading or _UNHEADED[meaning.kind], meaning.number, name, heading, chosen.text if chosen else "")


def _chosen(templates: list[Template], template_id: str | None) -> Template | None:
    return next((template for template in templates if template.id == template_id), None)


def _title(category: Category) -> str:
    return f"{category.range} – {category.title}" if category.range else category.title

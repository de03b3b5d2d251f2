"""How `errdex notes` prints notes: as lines, whole, with their history, or as JSON."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING

from errdex.cli.console import harmless
from errdex.notes.difference import unified
from errdex.notes.export import note_object
from errdex.notes.model import Act, changed_parts

if TYPE_CHECKING:
    from errdex.notes.model import Note, NoteVersion
    from errdex.registry.model import Meaning

STEP_WORDS = {
    Act.ADD: "the making",
    Act.EDIT: "an edit",
    Act.MOVE: "a move to another code",
    Act.DELETE: "the deletion",
    Act.RESTORE: "the restoring",
    Act.PIN: "pinning or unpinning",
    Act.UNDO: "an undo",
    Act.REDO: "a redo",
    Act.SETTLE: "the settling",
    Act.IMPORT: "the import",
    Act.REVERT: "the bringing back of a copy",
}
"""What a step was, before "of note …"."""
_ACT_WORDS = {
    Act.ADD: "written",
    Act.EDIT: "edited",
    Act.MOVE: "moved to another code",
    Act.DELETE: "put into the bin",
    Act.RESTORE: "restored",
    Act.PIN: "pinned or unpinned",
    Act.UNDO: "a change taken back",
    Act.REDO: "a change done again",
    Act.SETTLE: "settled",
    Act.IMPORT: "imported",
    Act.REVERT: "brought back from a copy",
}


def print_json(members: dict[str, object]) -> None:
    """Print one line of ASCII."""
    print(json.dumps({"version": 1, **members}), flush=True)


def print_note_or(note: Note, form: str, sentence: str) -> None:
    """Print a note as JSON, or the sentence about it; its id is the last word."""
    if form == "json":
        print_json({"note": note_object(note)})
    else:
        print(harmless(sentence), flush=True)


def print_notes(notes: tuple[Note, ...], form: str) -> None:
    """Print a line for each note, or all of them as JSON."""
    if form == "json":
        print_json({"notes": [note_object(note) for note in notes]})
        return
    for note in notes:
        first = next((line.strip() for line in note.text.splitlines() if line.strip()), "")
        tags = "".join(f" [{tag}]" for tag in note.tags)
        print(_one_line(f"{note.id}  {'* ' if note.pinned else ''}{code_words(note)}{tags}  {first}"))


def whole(note: Note) -> str:
    """Return everything that a note says."""
    causes = ", ".join(tick.cause for tick in note.causes)
    facts = [("Code", code_words(note)), ("Message", note.template or ""), ("Tags", ", ".join(note.tags))]
    facts += [("Author", note.author), ("Pinned", "yes" if note.pinned else ""), ("Causes", causes)]
    facts += [("Created", note.created), ("Changed", note.changed)]
    lines = [f"{name}: {fact}" for name, fact in facts if fact]
    led = note.occurrence
    if led is not None:
        values = [f"  {name} = {text}" for name, text in led.arguments]
        about = [f"What led to it{f', {led.time}' if led.time else ''}:", *values, led.snippet]
        return harmless("\n".join((*lines, "", note.text, "", *about)))
    return harmless("\n".join((*lines, "", note.text)))


def history_words(versions: tuple[NoteVersion, ...]) -> str:
    """Return every version of a note, the last first: what was done, and what changed in it."""
    bases = {version.note.version: version for version in versions}
    before = {after.note.version: first for first, after in pairwise(each for each in versions if not each.aside)}
    pages = []
    for version in reversed(versions):
        last = bases.get(version.base or 0) if version.aside else before.get(version.note.version)
        beside = ", kept beside" if version.aside else ""
        title = f"Version {version.note.version}, {version.note.changed}: {_ACT_WORDS[version.act]}{beside}"
        pages.append("\n".join((title, *_changes(last.note if last else None, version.note))))
    return harmless("\n\n".join(pages))


def _changes(old: Note | None, new: Note) -> list[str]:
    if old is None:
        return [f"  {line}" for line in new.text.splitlines()]
    others = sorted(changed_parts(old, new) - {"text"})
    lines = [f"  {name}: {getattr(old, name)} -> {getattr(new, name)}" for name in others]
    return [*lines, *(f"  {line}" for line in unified(old.text, new.text).splitlines())]


def version_object(version: NoteVersion) -> dict[str, object]:
    """Return a version as JSON has it."""
    about = {"act": str(version.act), "base": version.base, "repeats": version.repeats}
    return note_object(version.note) | about | {"deleted": version.deleted, "aside": version.aside}


def counted(count: int, noun: str) -> str:
    """Return "1 note", "2 notes"."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def on_words(note: Note, choices: tuple[Meaning, ...]) -> str:
    """Say what a new note stands on; `choices` are the meanings that its number can have."""
    if note.number is None:
        return ""
    if note.meaning is None and choices:
        names = ", ".join(meaning.name or meaning.id for meaning in choices)
        return f" on {note.number}, which has several meanings ({names}; --name picks one)"
    return f" on {code_words(note)}" if note.meaning else f" on {note.number}, which the registry does not know"


def code_words(note: Note) -> str:
    """Return the code that a note is about."""
    said = " ".join(str(part) for part in (note.number, note.name) if part is not None)
    return said or note.meaning or "no code"


def _one_line(text: str) -> str:
    return " ".join(harmless(text).split("\n"))

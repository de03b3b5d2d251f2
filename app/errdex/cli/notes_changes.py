"""The verbs of `errdex notes` that change notes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from errdex.cli.notes_subject import place_of, refuse_broken, text_of, whole_id
from errdex.cli.notes_words import STEP_WORDS, on_words, print_json, print_note_or
from errdex.errors import InputError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from errdex.notes.model import Note, NoteVersion, Parts, Step
    from errdex.notes.store import NoteStore

NOTHING_FOUND = 1


def add(asked: argparse.Namespace, store: NoteStore) -> int:
    """Keep a new note."""
    text = text_of(asked.text)
    refuse_broken(asked.name, asked.author, *asked.tag)
    place = place_of(asked.code, asked.name, asked.template)
    note = store.add(
        text,
        meaning=place.meaning,
        number=place.number,
        name=place.name,
        template=place.template,
        tags=tuple(asked.tag),
        author=asked.author,
        pinned=asked.pin,
    )
    print_note_or(note, asked.format, f"Noted{on_words(note, place.choices)}: {note.id}")
    return 0


def edit(asked: argparse.Namespace, store: NoteStore) -> int:
    """Change a note's text."""
    refuse_broken(asked.author)
    parts: Parts = {"text": text_of(asked.text)}
    if asked.author is not None:
        parts["author"] = asked.author
    current = _note(store, whole_id(store, asked.id))
    note = store.save(current.id, base_version=current.version if asked.base is None else asked.base, **parts)
    said = f"Saved as version {note.version}: {note.id}"
    now = store.get(note.id)
    if now is not None and now.version != note.version:
        said = f"Kept beside what somebody else wrote, as version {note.version}; `show` prints both: {note.id}"
    print_note_or(note, asked.format, said)
    return 0


def move(asked: argparse.Namespace, store: NoteStore) -> int:
    """Put a note on another code, or on one of the meanings that its number has."""
    refuse_broken(asked.name, asked.template)
    current = _note(store, whole_id(store, asked.id))
    code = asked.code if asked.code is not None or current.number is None else str(current.number)
    if code is None:
        raise InputError("Say which code the note goes to: --code -1021.")
    place = place_of(code, asked.name, asked.template)
    note = store.save(
        current.id,
        base_version=current.version,
        meaning=place.meaning,
        number=place.number,
        name=place.name,
        template=place.template,
    )
    print_note_or(note, asked.format, f"Now{on_words(note, place.choices)}: {note.id}")
    return 0


def tag(asked: argparse.Namespace, store: NoteStore) -> int:
    """Add and remove tags."""
    note = _note(store, whole_id(store, asked.id))
    refuse_broken(*asked.tags, *asked.remove)
    removed = {each.strip() for each in asked.remove}
    tags = tuple(each for each in (*note.tags, *asked.tags) if each.strip() not in removed)
    note = store.save(note.id, base_version=note.version, tags=tags)
    print_note_or(note, asked.format, f"Tags: {', '.join(note.tags) or 'none'}: {note.id}")
    return 0


def pin(asked: argparse.Namespace, store: NoteStore) -> int:
    """Pin a note, or let it go."""
    note = store.pin(_note(store, whole_id(store, asked.id)).id, pinned=not asked.off)
    print_note_or(note, asked.format, f"{'Pinned' if note.pinned else 'Not pinned'}: {note.id}")
    return 0


def delete(asked: argparse.Namespace, store: NoteStore) -> int:
    """Put a note into the bin."""
    note_id = whole_id(store, asked.id)
    done = store.delete(note_id)
    print(f"{'Put into the bin' if done else 'Already in the bin'}: {note_id}")
    return 0


def restore(asked: argparse.Namespace, store: NoteStore) -> int:
    """Take a note out of the bin, bring back a version, or bring back a whole copy."""
    if (asked.id is None) == (asked.copy is None):
        raise InputError("Say what to restore: the id of a note, or --copy and its number.")
    if asked.copy is not None:
        return _revert(asked, store)
    note = store.restore(whole_id(store, asked.id), asked.version)
    said = "Not in the bin" if asked.version is None else f"As in version {asked.version}"
    print_note_or(note, asked.format, f"{said}: {note.id}")
    return 0


def _revert(asked: argparse.Namespace, store: NoteStore) -> int:
    numbered = {str(copy.number): copy.path for copy in store.copies()}
    count = store.revert(numbered.get(asked.copy, Path(asked.copy)))
    if asked.format == "json":
        print_json(count._asdict())
        return 0
    print(
        f"{count.back} as they were then, {count.added} there again, {count.binned} put into the bin, {count.same} the"
        " same. What was there before is kept as a copy, and `errdex notes undo` takes this back."
    )
    return 0


def undo(asked: argparse.Namespace, store: NoteStore) -> int:
    """Take back the last change of a note, or of all."""
    return _go(asked, store.undo, lambda: store.undo_step(own=False), store, "Taken back")


def redo(asked: argparse.Namespace, store: NoteStore) -> int:
    """Do again what was taken back."""
    return _go(asked, store.redo, lambda: store.redo_step(own=False), store, "Done again")


def _go(
    asked: argparse.Namespace,
    one: Callable[[str], NoteVersion | None],
    all_notes: Callable[[], Step | None],
    store: NoteStore,
    said: str,
) -> int:
    if asked.id is None:
        step = all_notes()
        return _print_step(step, said, asked.format)
    version = one(whole_id(store, asked.id))
    if version is None:
        return _print_step(None, said, asked.format)
    state = "it is in the bin" if version.deleted else f"it is as it was, version {version.note.version}"
    print_note_or(version.note, asked.format, f"{said}; {state}: {version.note.id}")
    return 0


def _print_step(step: Step | None, said: str, form: str) -> int:
    if step is None:
        if form == "json":
            print_json({"act": None, "notes": [], "kept": []})
        else:
            print("There is nothing left.")
        return NOTHING_FOUND
    if form == "json":
        print_json({"act": str(step.act), "notes": [*step.notes], "kept": [*step.kept]})
        return 0
    count = f"{len(step.notes)} notes" if len(step.notes) != 1 else f"note {step.notes[0]}"
    kept = f"; {len(step.kept)} left as they are, because they were changed since" if step.kept else ""
    print(f"{said}: {STEP_WORDS[step.act]} of {count}{kept}.")
    return 0


def _note(store: NoteStore, note_id: str) -> Note:
    note = store.get(note_id)
    if note is None:
        raise missing(store, note_id)
    return note


def missing(store: NoteStore, note_id: str) -> InputError:
    """Return the error for a note that is not there, which says where to look."""
    if store.ids(note_id):
        return InputError("The note {0} is in the bin; `errdex notes restore {0}` takes it out.", note_id)
    return InputError("There is no note with the id {0}; `errdex notes list` shows them.", note_id)

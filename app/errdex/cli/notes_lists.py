"""The verbs of `errdex notes` that only look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from errdex.cli.notes_changes import NOTHING_FOUND, missing
from errdex.cli.notes_subject import number_of, whole_id
from errdex.cli.notes_words import history_words, print_json, print_notes, version_object, whole
from errdex.notes.export import note_object

if TYPE_CHECKING:
    import argparse

    from errdex.notes.model import Note
    from errdex.notes.store import NoteStore


def list_notes(asked: argparse.Namespace, store: NoteStore) -> int:
    """List notes."""
    print_notes(narrowed(store.binned() if asked.bin else store.all(), asked), asked.format)
    return 0


def narrowed(notes: tuple[Note, ...], asked: argparse.Namespace) -> tuple[Note, ...]:
    """Return the notes on the code and with the tag that are asked for."""
    if asked.code is not None:
        number = abs(number_of(asked.code))
        notes = tuple(note for note in notes if note.number is not None and abs(note.number) == number)
    if asked.tag is not None:
        notes = tuple(note for note in notes if asked.tag.strip() in note.tags)
    return notes


def search(asked: argparse.Namespace, store: NoteStore) -> int:
    """List the notes that have all the words."""
    found = store.search(" ".join(asked.words))
    print_notes(found, asked.format)
    return 0 if found else NOTHING_FOUND


def show(asked: argparse.Namespace, store: NoteStore) -> int:
    """Print a note, with what waits beside it, or with its history."""
    note_id = whole_id(store, asked.id)
    note = store.get(note_id)
    versions = store.versions(note_id) if asked.history else ()
    if note is None and not versions:
        raise missing(store, note_id)
    if asked.format == "json":
        rivals = [note_object(rival) for rival in store.rivals(note_id)]
        history = [version_object(version) for version in versions]
        print_json(
            {"note": note and note_object(note), "rivals": rivals, **({"versions": history} if versions else {})}
        )
        return 0
    if versions:
        print(history_words(versions))
    elif note is not None:
        print(whole(note))
        for rival in store.rivals(note_id):
            print(f"\nKept beside it, because both were changed at once (version {rival.version}):\n\n{whole(rival)}")
    return 0

"""`errdex notes`: everything that can be done with notes without a window.

`add` prints the new note's id as its last word, after the commit and only then. With `--format json` every command
prints one line of ASCII with "version": 1. Exit status: 0 done, 1 nothing found or not sound.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from errdex.cli.console import complain
from errdex.cli.notes_options import parser
from errdex.cli.paths import notes_path
from errdex.errors import ErrdexError
from errdex.notes.copies import copies_of, make_daily_copy
from errdex.notes.store import NoteStore

if TYPE_CHECKING:
    from pathlib import Path


def run(arguments: list[str], profile: Path | None) -> int:
    """Do what the arguments ask for with the notes of a profile, and return the exit status.

    Raises ErrdexError with a sentence for the person.
    """
    asked = parser(profile).parse_args(arguments)
    path = notes_path(profile)
    if asked.of_file is not None:
        return int(asked.of_file(asked, path))
    with NoteStore.open(path) as store:
        _say_what_was_found(store)
        status = int(asked.command(asked, store))
        if asked.changes and not store.read_only:
            _copy_daily(path)
    return status


def _say_what_was_found(store: NoteStore) -> None:
    if store.set_aside is not None:
        copies = copies_of(store.path)
        cure = f"; `errdex notes restore --copy {copies[0].number}` brings the last copy back" if copies else ""
        complain(f"The notes were damaged; they are kept in {store.set_aside}, new ones begin{cure}.")
    if store.copy is not None:
        complain(f"The notes were brought up to date; as they were before, they are kept in {store.copy}.")


def _copy_daily(path: Path) -> None:
    """Make the copy of the day; the command itself is done whatever comes of it."""
    try:
        make_daily_copy(path, datetime.now(UTC))
    except ErrdexError as error:
        complain(f"This is done, but the copy of the day could not be made: {error}")

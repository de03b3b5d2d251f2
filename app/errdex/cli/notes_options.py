"""The verbs of `errdex notes` and their options."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from errdex.cli import notes_changes, notes_files, notes_lists
from errdex.cli.notes_subject import preferred_author
from errdex.errors import InputError
from errdex.notes.export import Format
from errdex.notes.store import NoteStore

Command = Callable[[argparse.Namespace, NoteStore], int]
OfFile = Callable[[argparse.Namespace, Path], int]


class _Parser(argparse.ArgumentParser):
    """A parser whose complaint is one sentence, said where all others are."""

    def error(self, message: str) -> NoReturn:
        raise InputError("{0}: {1}; `{0} --help` tells more.", self.prog, message)


class _Verbs:
    """Collects the verbs; each knows its command, and whether it changes notes."""

    def __init__(self, top: argparse.ArgumentParser) -> None:
        self._verbs = top.add_subparsers(metavar="COMMAND", required=True)

    def add(self, name: str, command: Command, about: str, *, changes: bool = False) -> argparse.ArgumentParser:
        """Add a verb that works on the open notes."""
        return self._add(name, about, command=command, of_file=None, changes=changes)

    def of_file(self, name: str, command: OfFile, about: str) -> argparse.ArgumentParser:
        """Add a verb that works on the file of the notes, which is not opened before."""
        return self._add(name, about, of_file=command)

    def _add(self, name: str, about: str, **defaults: object) -> argparse.ArgumentParser:
        added = self._verbs.add_parser(name, help=about, description=about, allow_abbrev=False)
        added.set_defaults(**defaults)
        return added


def parser(profile: Path | None) -> argparse.ArgumentParser:
    """Return what reads the arguments; the preferred author is that of the profile."""
    top = _Parser(prog="errdex notes", description="Notes on error codes, kept on this machine.", allow_abbrev=False)
    verbs = _Verbs(top)
    _writing(verbs, profile)
    _finding(verbs)
    _undoing(verbs)
    _travelling(verbs)
    _keeping(verbs)
    return top


def _writing(verbs: _Verbs, profile: Path | None) -> None:
    add = verbs.add("add", notes_changes.add, "Keep a new note; its id is the last word printed.", changes=True)
    _place(add)
    add.add_argument("--tag", metavar="T", action="append", default=[], help="a tag; may be given several times")
    add.add_argument("--author", metavar="WHO", default=preferred_author(profile), help="who says so")
    add.add_argument("--pin", action="store_true", help="show it before the others")
    add.add_argument("text", metavar="TEXT|-", help="the note; - reads it from standard input")
    edit = verbs.add("edit", notes_changes.edit, "Change a note's text.", changes=True)
    _id(edit)
    edit.add_argument("--author", metavar="WHO", default=None, help="who says so; without it the author stays")
    edit.add_argument(
        "--base", metavar="VERSION", type=int, help="the version that was read; if it changed since, both are kept"
    )
    edit.add_argument("text", metavar="TEXT|-", help="the new text; - reads it from standard input")
    move = verbs.add(
        "move", notes_changes.move, "Put a note on another code, or on one meaning of its own.", changes=True
    )
    _id(move)
    _place(move)
    tag = verbs.add("tag", notes_changes.tag, "Add tags to a note, or remove them.", changes=True)
    _id(tag)
    tag.add_argument("tags", metavar="TAG", nargs="*")
    tag.add_argument("--remove", metavar="TAG", action="append", default=[], help="may be given several times")
    pin = verbs.add("pin", notes_changes.pin, "Show a note before the others.", changes=True)
    _id(pin)
    pin.add_argument("--off", action="store_true", help="no longer")
    _id(verbs.add("delete", notes_changes.delete, "Put a note into the bin.", changes=True))
    for verb in (add, edit, move, tag, pin):
        _format(verb)


def _finding(verbs: _Verbs) -> None:
    listing = verbs.add("list", notes_lists.list_notes, "List notes, the pinned ones first, then the one changed last.")
    listing.add_argument("--bin", action="store_true", help="those in the bin")
    _narrow(listing)
    search = verbs.add(
        "search", notes_lists.search, "List the notes that have all these words, or words that begin so."
    )
    search.add_argument("words", metavar="WORDS", nargs="+")
    show = verbs.add("show", notes_lists.show, "Print a note whole.")
    _id(show)
    show.add_argument("--history", action="store_true", help="every version, with what changed in it")
    for verb in (listing, search, show):
        _format(verb)


def _undoing(verbs: _Verbs) -> None:
    about = "Take a note out of the bin, bring back an earlier version of it, or all notes as they were in a copy."
    restore = verbs.add("restore", notes_changes.restore, about, changes=True)
    restore.add_argument("id", metavar="ID", nargs="?", type=_note_id)
    restore.add_argument("--version", metavar="N", type=int, help="the version of the note that is wanted")
    restore.add_argument("--copy", metavar="NUMBER|FILE", help="a copy; `errdex notes backup --list` names them")
    undo = verbs.add("undo", notes_changes.undo, "Take back the last change, of one note or of all.", changes=True)
    redo = verbs.add("redo", notes_changes.redo, "Do again what was taken back last.", changes=True)
    for verb in (undo, redo):
        verb.add_argument("id", metavar="ID", nargs="?", type=_note_id)
    for verb in (restore, undo, redo):
        _format(verb)


def _travelling(verbs: _Verbs) -> None:
    out = verbs.add("export", notes_files.export_notes, "Write notes to a file; markdown and csv with secrets masked.")
    out.add_argument("--format", choices=[kind.value for kind in Format], required=True)
    out.add_argument(
        "--note", metavar="ID", action="append", type=_note_id, help="this one; may be given several times"
    )
    out.add_argument("--search", metavar="WORDS", help="those that have all these words")
    _narrow(out)
    out.add_argument("file", metavar="FILE|-")
    into = verbs.add(
        "import", notes_files.import_notes, "Take in notes from a JSON export; nothing here is lost.", changes=True
    )
    into.add_argument("--dry-run", action="store_true", help="say what would be done, and change nothing")
    into.add_argument("file", metavar="FILE|-")
    _format(into)


def _keeping(verbs: _Verbs) -> None:
    backup = verbs.add("backup", notes_files.backup, "Copy all notes with their whole history, bin and all.")
    backup.add_argument("--list", action="store_true", help="name the copies that there are")
    backup.add_argument("file", metavar="FILE", nargs="?", help="where to; else beside the notes, where ten are kept")
    check = verbs.of_file("check", notes_files.check_notes, "Read everything, and say whether it is sound.")
    for verb in (backup, check):
        _format(verb)


def _place(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--code", metavar="N", help="the error code that it is about")
    verb.add_argument("--name", metavar="NAME", help="the code's name, where one number has several meanings")
    verb.add_argument("--template", metavar="ID", help="the message of the code that it is narrowed to")


def _narrow(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--code", metavar="N", help="those on this error code")
    verb.add_argument("--tag", metavar="T", help="those with this tag")


def _id(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("id", metavar="ID", type=_note_id, help="the note's id, or how it begins")


def _format(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--format", choices=("text", "json"), default="text")


def _note_id(text: str) -> str:
    return text.strip().lower().replace("-", "")

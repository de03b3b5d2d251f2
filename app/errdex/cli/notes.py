"""`errdex notes`: add, list, show, search, delete, restore, export and import notes without a window.

`add` prints the new note's id as its last word, after the commit and only then. Exit status 1: nothing found.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from errdex.cli.paths import notes_path
from errdex.errors import InputError
from errdex.files import write_atomically
from errdex.notes.export import Format, export, note_object
from errdex.notes.importing import read_notes
from errdex.notes.model import MergeCount, Note
from errdex.notes.store import NoteStore
from errdex.registry.model import Kind, Meaning, Registry

NOTHING_FOUND = 1

Command = Callable[[argparse.Namespace, NoteStore], int]


class _Parser(argparse.ArgumentParser):
    """A parser whose complaint is one sentence, said where all others are."""

    def error(self, message: str) -> NoReturn:
        raise InputError(f"{self.prog}: {message}; `{self.prog} --help` tells more.")


def run(arguments: list[str], profile: Path | None) -> int:
    """Do what the arguments ask for with the notes of a profile, and return the exit status.

    Raises ErrdexError with a sentence for the person.
    """
    asked = _parser().parse_args(arguments)
    command: Command = asked.command
    with NoteStore.open(notes_path(profile)) as store:
        if store.set_aside is not None:
            print(f"The notes were damaged; they are kept in {store.set_aside}, new ones begin.", file=sys.stderr)
        return command(asked, store)


def _parser() -> _Parser:
    parser = _Parser(prog="errdex notes", description="Notes on error codes, kept on this machine.", allow_abbrev=False)
    verbs = parser.add_subparsers(metavar="COMMAND", required=True)

    def verb(name: str, command: Command, about: str) -> argparse.ArgumentParser:
        added = verbs.add_parser(name, help=about, description=about, allow_abbrev=False)
        added.set_defaults(command=command)
        return added

    add = verb("add", _add, "Keep a new note; its id is the last word printed.")
    add.add_argument("--code", metavar="N", help="the error code that it is about")
    add.add_argument("--name", metavar="NAME", help="the code's name, where one number has several meanings")
    add.add_argument("--tag", metavar="T", action="append", default=[], help="a tag; may be given several times")
    add.add_argument("--author", metavar="WHO", default="", help="who says so")
    add.add_argument("text", metavar="TEXT|-", help="the note; - reads it from standard input")
    listing = verb("list", _list, "List all notes, the one changed last first.")
    search = verb("search", _search, "List the notes that have all these words, or words that begin so.")
    search.add_argument("words", metavar="WORDS", nargs="+")
    for lists in (listing, search):
        lists.add_argument("--format", choices=("text", "json"), default="text")
    for name, command, about in (
        ("show", _show, "Print a note whole."),
        ("delete", _delete, "Put a note into the bin."),
        ("restore", _restore, "Take a note out of the bin."),
    ):
        verb(name, command, about).add_argument("id", metavar="ID", type=_note_id)
    out = verb("export", _export, "Write all notes to a file; markdown and csv with secrets masked.")
    out.add_argument("--format", choices=[kind.value for kind in Format], required=True)
    out.add_argument("file", metavar="FILE|-")
    verb("import", _import, "Take in notes from a JSON export; nothing here is lost.").add_argument(
        "file", metavar="FILE|-"
    )
    return parser


def _note_id(text: str) -> str:
    return text.strip().lower().replace("-", "")


# Commands


def _add(asked: argparse.Namespace, store: NoteStore) -> int:
    text = _typed(_read("-")) if asked.text == "-" else asked.text
    for given in (text, asked.name or "", asked.author, *asked.tag):
        _refuse_broken(given)
    if not text.strip():
        raise InputError("A note needs some text.")
    number = None if asked.code is None else _number(asked.code)
    meanings = () if number is None else _meanings(_registry(), number, asked.name)
    only = meanings[0] if len(meanings) == 1 else None
    note = store.add(
        text,
        meaning=only.id if only else None,
        number=only.number if only else number,
        name=(only.name if only else None) or asked.name,
        tags=tuple(asked.tag),
        author=asked.author,
    )
    print(f"Noted{_on(note, meanings)}: {note.id}", flush=True)
    return 0


def _list(asked: argparse.Namespace, store: NoteStore) -> int:
    _print_notes(store.all(), asked.format)
    return 0


def _search(asked: argparse.Namespace, store: NoteStore) -> int:
    found = store.search(" ".join(asked.words))
    _print_notes(found, asked.format)
    return 0 if found else NOTHING_FOUND


def _show(asked: argparse.Namespace, store: NoteStore) -> int:
    note = store.get(asked.id)
    if note is None:
        binned = asked.id in {each.id for each in store.binned()}
        hint = (
            f"it is in the bin; `errdex notes restore {asked.id}` takes it out"
            if binned
            else "`errdex notes list` shows them"
        )
        raise InputError(f"There is no note with the id {asked.id}; {hint}.")
    print(_whole(note))
    for rival in store.rivals(note.id):
        print(f"\nKept beside it, because both were changed at once:\n\n{_whole(rival)}")
    return 0


def _delete(asked: argparse.Namespace, store: NoteStore) -> int:
    done = store.delete(asked.id)
    print(f"{'Put into the bin' if done else 'Already in the bin'}: {asked.id}")
    return 0


def _restore(asked: argparse.Namespace, store: NoteStore) -> int:
    note = store.restore(asked.id)
    print(f"Not in the bin: {note.id}")
    return 0


def _export(asked: argparse.Namespace, store: NoteStore) -> int:
    from errdex.decode.secrets import mask

    content = export(store, Format(asked.format), _registry(), mask)
    if asked.file == "-":
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        write_atomically(Path(asked.file), content)
    return 0


def _import(asked: argparse.Namespace, store: NoteStore) -> int:
    count = store.merge(read_notes(_read(asked.file), "standard input" if asked.file == "-" else asked.file))
    print(_counted(count))
    return 0


# Words


def _on(note: Note, meanings: tuple[Meaning, ...]) -> str:
    if note.number is None:
        return ""
    if note.meaning is None and meanings:
        names = ", ".join(meaning.name or meaning.id for meaning in meanings)
        return f" on {note.number}, which has several meanings ({names}; --name picks one)"
    return f" on {_code(note)}" if note.meaning else f" on {note.number}, which the registry does not know"


def _code(note: Note) -> str:
    said = " ".join(str(part) for part in (note.number, note.name) if part is not None)
    return said or note.meaning or "no code"


def _print_notes(notes: tuple[Note, ...], form: str) -> None:
    if form == "json":
        print(json.dumps({"version": 1, "notes": [note_object(note) for note in notes]}))
        return
    for note in notes:
        first = next((line.strip() for line in note.text.splitlines() if line.strip()), "")
        tags = "".join(f" [{tag}]" for tag in note.tags)
        print(_harmless(f"{note.id}  {_code(note)}{tags}  {first}"))


def _whole(note: Note) -> str:
    facts = [("Code", _code(note)), ("Tags", ", ".join(note.tags)), ("Author", note.author)]
    facts += [("Created", note.created), ("Changed", note.changed)]
    lines = [f"{name}: {fact}" for name, fact in facts if fact]
    return _harmless("\n".join((*lines, "", note.text)))


def _harmless(text: str) -> str:
    """Return a text that cannot steer a terminal: control characters are shown as escapes."""
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", lambda found: f"\\x{ord(found[0]):02x}", text)


def _counted(count: MergeCount) -> str:
    beside = f"{count.beside} kept beside yours, because both sides had changed them"
    return f"{count.added} added, {count.changed} changed, {count.known} known already, {beside}."


# Input


def _registry() -> Registry:
    from errdex.registry.loader import load_registry
    from errdex.resources import resources_folder

    return load_registry(resources_folder() / "registry")


def _number(text: str) -> int:
    plain = text.strip().replace("\u2212", "-")  # A minus sign copied from a page.
    if not re.fullmatch(r"[+-]?[0-9]{1,18}", plain):
        raise InputError(f"'{_harmless(text[:40])}' is no error code: --code takes a number such as -1021.")
    return int(plain)


def _meanings(registry: Registry, number: int, name: str | None) -> tuple[Meaning, ...]:
    """Return the meanings of a number, those with this name if one is given; nothing for an unknown number."""
    kinds = (Kind.API,) if number < 0 else (*Kind,)
    known = tuple(meaning for kind in kinds for meaning in registry.with_number(number, kind))
    if name is None or not known:
        return known
    named = tuple(meaning for meaning in known if name.casefold() in _names(meaning))
    if not named:
        names = ", ".join(meaning.name or meaning.id for meaning in known)
        raise InputError(f"{number} is not called {_harmless(name)}: its names are {names}.")
    return named


def _names(meaning: Meaning) -> set[str]:
    return {known.casefold() for known in (meaning.id, meaning.name, *meaning.other_names) if known}


def _read(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except (OSError, ValueError) as error:
        raise InputError(f"{file} cannot be read: {getattr(error, 'strerror', None) or error}.") from error


def _typed(content: bytes) -> str:
    """Return what came from standard input as text, without the line end that a shell puts after it."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"Standard input is not UTF-8 at byte {error.start}.") from error
    return text.removesuffix("\n").removesuffix("\r")


def _refuse_broken(text: str) -> None:
    """Refuse bytes that the system could not read as text when it took the arguments."""
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise InputError("The note is not UTF-8; give it through standard input in UTF-8.")

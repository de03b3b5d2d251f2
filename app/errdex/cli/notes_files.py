"""The verbs of `errdex notes` that read and write files: export, import, backup and check."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from errdex.cli.console import complain, harmless
from errdex.cli.notes_changes import NOTHING_FOUND
from errdex.cli.notes_lists import narrowed
from errdex.cli.notes_subject import content_of, registry, whole_id
from errdex.cli.notes_words import code_words, counted, print_json
from errdex.errors import InputError, NotesError
from errdex.files import write_atomically
from errdex.notes.book import SILENT
from errdex.notes.checking import FindingKind, check
from errdex.notes.copies import copies_of, refuse_database, refuse_own_file
from errdex.notes.export import Format, export
from errdex.notes.importing import read_notes
from errdex.notes.model import MergeCount
from errdex.notes.store import NoteStore

if TYPE_CHECKING:
    import argparse

    from errdex.notes.book import BookWords
    from errdex.notes.checking import Health
    from errdex.notes.model import Foreseen
    from errdex.registry.model import Registry

_FINDING_WORDS = {
    FindingKind.DAMAGED: "The file is damaged",
    FindingKind.ALTERED: "A text is not what was written any more",
    FindingKind.LOOSE: "A row points at one that is not there",
    FindingKind.NOT_CURRENT: "The list does not show the last version of a note",
    FindingKind.SEARCH: "The search index is out of step with the notes",
}


def export_notes(asked: argparse.Namespace, store: NoteStore) -> int:
    """Write notes to a file or to standard output, and say how many secrets were masked."""
    from errdex.decode.secrets import Masker

    if asked.file != "-":
        refuse_database(store.path, Path(asked.file))
    kind, masker, known = Format(asked.format), Masker(), registry()
    chosen = _chosen(asked, store)
    content = export(store, kind, known, masker.mask, chosen, _words(known) if kind is Format.MARKDOWN else SILENT)
    if asked.file == "-":
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        write_atomically(Path(asked.file), content)
    masked = sum(masker.counts.values())
    if masked:
        places = "1 secret was" if masked == 1 else f"{masked} secrets were"
        complain(f"{places} masked; look through the result before you pass it on.")
    return 0


def _chosen(asked: argparse.Namespace, store: NoteStore) -> tuple[str, ...] | None:
    """Return the ids of the notes that are asked for, None for all."""
    if (asked.note, asked.search, asked.code, asked.tag) == (None, None, None, None):
        return None
    notes = narrowed(store.all() if asked.search is None else store.search(asked.search), asked)
    ids = tuple(note.id for note in notes)
    if asked.note is None:
        return ids
    wanted = [whole_id(store, note_id) for note_id in asked.note]
    for note_id in wanted:
        if store.get(note_id) is None:
            raise InputError("There is no note with the id {0}; `errdex notes list` shows them.", note_id)
    return tuple(note_id for note_id in wanted if note_id in ids)


def _words(known: Registry) -> BookWords:
    from errdex.registry.advice_loader import load_advice
    from errdex.registry.guidance_loader import GuidanceShelf
    from errdex.resources import resources_folder
    from errdex.wording_book import book_words

    folder = resources_folder() / "guidance"
    return book_words(known, load_advice(folder), GuidanceShelf(folder))


def import_notes(asked: argparse.Namespace, store: NoteStore) -> int:
    """Take in an export, or say what that would do."""
    if asked.file != "-":
        refuse_own_file(store.path, Path(asked.file))
    carried = read_notes(content_of(asked.file), "standard input" if asked.file == "-" else asked.file)
    if asked.dry_run:
        foreseen = store.foresee(carried)
        count = MergeCount(**Counter(each.outcome.value for each in foreseen))
    else:
        foreseen, count = (), store.merge(carried)
    if asked.format == "json":
        plan = [{"id": each.note.id, "outcome": str(each.outcome)} for each in foreseen]
        print_json({"dry_run": asked.dry_run, **count._asdict(), **({"notes": plan} if asked.dry_run else {})})
        return 0
    for each in foreseen:
        print(_foreseen(each))
    print(f"{'Nothing was changed. It would be: ' if asked.dry_run else ''}{_counted(count)}")
    return 0


def _foreseen(each: Foreseen) -> str:
    first = next((line.strip() for line in each.note.text.splitlines() if line.strip()), "")
    return harmless(f"{each.outcome:7}  {each.note.id}  {code_words(each.note)}  {first}")


def _counted(count: MergeCount) -> str:
    beside = f"{count.beside} kept beside yours, because both sides had changed them"
    return f"{count.added} added, {count.changed} changed, {count.known} known already, {beside}."


def backup(asked: argparse.Namespace, store: NoteStore) -> int:
    """Copy all notes, or name the copies that there are."""
    if asked.list:
        return _list_copies(asked, store)
    if asked.file is None:
        path = store.copy_now().path
    else:
        path = Path(asked.file)
        store.back_up(path)
    if asked.format == "json":
        print_json({"file": str(path)})
    else:
        print(harmless(f"{counted(store.count(), 'note')} with every version: {path}"))
    return 0


def _list_copies(asked: argparse.Namespace, store: NoteStore) -> int:
    copies = store.copies()
    if asked.format == "json":
        listed = [
            {
                "number": copy.number,
                "made": copy.made.isoformat().replace("+00:00", "Z"),
                "reason": str(copy.reason),
                "file": str(copy.path),
            }
            for copy in copies
        ]
        print_json({"copies": listed})
    else:
        for copy in copies:
            print(harmless(f"{copy.number:4}  {copy.made:%Y-%m-%d %H:%M:%SZ}  {copy.reason:16}  {copy.path}"))
    return 0 if copies else NOTHING_FOUND


def check_notes(asked: argparse.Namespace, path: Path) -> int:
    """Read everything, mend the search index if it is out of step, and say what was found."""
    if not path.exists():
        raise InputError("There are no notes yet in {0}.", path)
    health = check(path)
    mended = FindingKind.SEARCH in {finding.kind for finding in health.findings} and _mend(path, health)
    findings = [each for each in health.findings if not (mended and each.kind is FindingKind.SEARCH)]
    if asked.format == "json":
        found = [{"kind": str(kind), "detail": detail} for kind, detail in health.findings]
        counts = {"notes": health.notes, "binned": health.binned, "versions": health.versions}
        print_json({"sound": not findings, **counts, "findings": found, "search_mended": mended})
        return NOTHING_FOUND if findings else 0
    for kind, detail in findings:
        print(harmless(f"{_FINDING_WORDS[kind]}: {detail}"))
    if mended:
        print("The search index was out of step with the notes; it was built anew.")
    if findings:
        print(_cure(path, health))
        return NOTHING_FOUND
    count = f"{counted(health.notes, 'note')}, {health.binned} in the bin, {counted(health.versions, 'version')}"
    print(harmless(f"Sound: {count}. Every page, text and reference was read: {path}"))
    return 0


def _mend(path: Path, health: Health) -> bool:
    """Build the search index anew where nothing else is wrong."""
    if len(health.findings) > 1:
        return False
    try:
        with NoteStore.open(path) as store:
            store.build_index()
    except NotesError:
        return False
    return True


def _cure(path: Path, health: Health) -> str:
    copies = copies_of(path)
    last = f"`errdex notes restore --copy {copies[0].number}`" if copies else ""
    if FindingKind.DAMAGED in {finding.kind for finding in health.findings}:
        then = f"{last} brings back the copy of {copies[0].made:%Y-%m-%d}" if last else "there is no copy of them"
        return harmless(f"Keep {path} as it is. The next command sets it aside and begins anew; {then}.")
    return f"What is wrong is named above; {last} brings back the last copy." if last else "There is no copy of them."

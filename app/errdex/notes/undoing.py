"""Undo and redo: every one is a further version, and what there is to take back is read from the table of versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from errdex.notes.lineage import open_ends, timeline
from errdex.notes.model import Act, Step, with_content
from errdex.notes.table import Change

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from errdex.notes.lineage import History, Link
    from errdex.notes.model import NoteVersion
    from errdex.notes.table import VersionTable, Written


def undo_note(table: VersionTable, note_id: str, batch: str) -> NoteVersion | None:
    """Take back a note's last change; return what is current then, None if nothing is left to take back."""
    current = table.version(note_id)
    times = timeline(table.history(note_id))
    if not times.current:
        return None
    _come_back(table, current, times.before[times.current], Act.UNDO, batch)
    return table.version(note_id)


def redo_note(table: VersionTable, note_id: str, batch: str) -> NoteVersion | None:
    """Do again what undo took back last of a note; None if there is nothing, or it was changed since."""
    current = table.version(note_id)
    undone = timeline(table.history(note_id)).undone
    if not undone:
        return None
    _come_back(table, current, undone[-1].state, Act.REDO, batch)
    return table.version(note_id)


def undo_step(table: VersionTable, session: str | None, batch: str) -> Step | None:
    """Take back the last step that holds, whole; `session`: the last one of that opening."""
    for rows in table.batches(session):
        if _act_of(rows) in {Act.UNDO, Act.REDO}:
            continue
        undone = [_undo_of_step(table, note_id, mine, batch) for note_id, mine in _by_note(rows)]
        if any(done is not None for done in undone):
            return _step(rows, undone)
    return None


def redo_step(table: VersionTable, session: str | None, batch: str) -> Step | None:
    """Do again what the last undo took back; None once something else was done since."""
    for rows in table.batches(session):
        if _act_of(rows) is Act.REDO:
            continue
        if _act_of(rows) is not Act.UNDO:
            return None
        redone = [_redo_of_step(table, note_id, mine, batch) for note_id, mine in _by_note(rows)]
        if any(redone):
            return _step(rows, redone)._replace(act=_act_done_again(table, rows))
    return None


def _act_done_again(table: VersionTable, rows: tuple[Written, ...]) -> Act:
    """Return what had made the state that a redo led to; a rival was taken away by undoing an import."""
    for row in rows:
        state = table.version(row.note).repeats
        if not row.aside and state:
            return table.version(row.note, state).act
    return Act.IMPORT


def _by_note(rows: Iterable[Written]) -> list[tuple[str, tuple[Written, ...]]]:
    """Return the rows of every note, in the order in which they were written."""
    found: dict[str, list[Written]] = {}
    for row in reversed([*rows]):
        found.setdefault(row.note, []).append(row)
    return [(note_id, tuple(mine)) for note_id, mine in found.items()]


def _act_of(rows: tuple[Written, ...]) -> Act:
    """Return what a step was; the only one of several acts is to bring back a copy, with histories of its own."""
    acts = {row.act for row in rows}
    return acts.pop() if len(acts) == 1 else Act.REVERT


def _step(rows: tuple[Written, ...], done: Sequence[bool | None]) -> Step:
    notes = [note_id for note_id, _ in _by_note(rows)]
    changed = tuple(note_id for note_id, did in zip(notes, done, strict=True) if did)
    kept = tuple(note_id for note_id, did in zip(notes, done, strict=True) if did is False)
    return Step(_act_of(rows), changed, kept)


def _undo_of_step(table: VersionTable, note_id: str, rows: tuple[Written, ...], batch: str) -> bool | None:
    """Take back what a step did to one note; None if it is taken back already, False if it changed since."""
    history = table.history(note_id)
    times = timeline(history)
    made = {row.version for row in rows if not row.aside}
    beside = _rivals_of(rows, history)
    for version in beside:
        _put_rival(table, note_id, version, Act.UNDO, batch)
    if times.current in made:
        _come_back(table, table.version(note_id), times.state_before(made), Act.UNDO, batch)
        return True
    return True if beside else (False if made & times.live() else None)


def _rivals_of(rows: tuple[Written, ...], history: History) -> list[int]:
    """Return the versions in which the rivals that a step made still wait, unchanged."""
    made = {row.version for row in rows if row.aside}
    return [end.version for end in open_ends(history) if _origin(end, history) in made]


def _origin(end: Link, history: History) -> int:
    """Return the version that a rival had before it was taken away and put back."""
    while end.act in {Act.UNDO, Act.REDO} and end.base:
        end = history[end.base]
    return end.version


def _redo_of_step(table: VersionTable, note_id: str, rows: tuple[Written, ...], batch: str) -> bool:
    """Do again what an undo took back of one note; False if that was done already, or the note changed since."""
    history = table.history(note_id)
    followed = {link.base for link in history.values() if link.aside}
    beside = [row.version for row in rows if row.aside and row.version not in followed]
    for version in beside:
        _put_rival(table, note_id, version, Act.REDO, batch)
    last = next(iter(timeline(history).undone[-1:]), None)
    if last is not None and last.by in {row.version for row in rows}:
        _come_back(table, table.version(note_id), last.state, Act.REDO, batch)
        return True
    return bool(beside)


def _come_back(table: VersionTable, current: NoteVersion, state: int, act: Act, batch: str) -> None:
    """Make a state of a note the current one; state 0 is the bin."""
    target = table.version(current.note.id, state) if state else current._replace(deleted=True)
    change = Change(act, current.note.version, repeats=state, deleted=target.deleted)
    table.append(with_content(current.note, target.note), change, batch)


def _put_rival(table: VersionTable, note_id: str, version: int, act: Act, batch: str) -> None:
    """Take a rival away, or put it back beside the current version."""
    rival = table.version(note_id, version)
    table.append(rival.note, Change(act, version, deleted=act is Act.UNDO, aside=True), batch)

"""The power fails: what was acknowledged before is there, whole, whatever of the rest the disk kept.

Covered: every write, truncation, sync and removal that SQLite asks for, cut off after any of them; of what was not
synced nothing, all, the first part torn inside a write, or any choice in any order is kept. Not covered: a disk that
says it has synced and has not, one that damages what it is not writing to, and the file system's own bookkeeping (a
new file is taken to be there once its content was synced, as SQLite's sync of the folder makes it).
"""

from __future__ import annotations

import os
import shutil
from ctypes import CDLL
from pathlib import Path
from random import Random

import pytest
from tests.notes import disk
from tests.notes.conftest import Clock

from errdex.notes.checking import check
from errdex.notes.store import NoteStore

ROUNDS = int(os.environ.get("ERRDEX_POWER_LOSSES", "150"))
"""How many moments are tried; more of them by the environment."""


def _record(sqlite: CDLL, path: Path, clock: Clock) -> list[disk.Step]:
    """Write notes, with checkpoints in between, as two programs do; return what happened and what was promised."""
    recorder = disk.Recorder(sqlite)
    path.parent.mkdir()
    with recorder.recording(), NoteStore.open(path, clock=clock) as store, NoteStore.open(path, clock=clock) as other:
        # Checkpoints come at every 1,000 pages; here they come often enough to be in many moments.
        store._table.column("PRAGMA wal_autocheckpoint = 30")
        for number in range(40):
            note = store.add(f"note {number} " + "x" * (number * 97 % 5000), number=number)
            recorder.steps.append(disk.Promise(note.id, note.text))
            note = other.save(note.id, base_version=1, text=f"changed {number} " + "y" * (number * 53 % 3000))
            recorder.steps.append(disk.Promise(note.id, note.text))
    return recorder.steps


def test_what_was_acknowledged_before_the_power_failed_is_there(tmp_path: Path, path: Path, clock: Clock) -> None:
    sqlite = disk.library()
    if sqlite is None:
        pytest.skip("this Python's SQLite cannot be reached from outside")
    steps = _record(sqlite, path, clock)
    assert {type(step) for step in steps} >= {disk.Write, disk.Sync, disk.Delete, disk.Promise}
    texts = {step.text for step in steps if isinstance(step, disk.Promise)}
    chance = Random(20260503)  # noqa: S311 -- the same moments at every run
    losses = disk.losses(chance)
    for turn in range(ROUNDS):
        before = steps[: chance.randrange(1, len(steps) + 1)]
        loss = losses[turn % len(losses)]
        folder = tmp_path / "after"
        disk.put(disk.after(before, loss), path.parent, folder)
        promised = {step.note: step.text for step in before if isinstance(step, disk.Promise)}
        with NoteStore.open(folder / path.name) as store:
            where = f"turn {turn}: after step {len(before)} of {len(steps)}, kept: {loss.name}"
            assert store.set_aside is None, where
            there = {note.id: note for note in store.all()}
            missing = [note_id for note_id in promised if note_id not in there]
            assert missing == [], where
            # A later text than the promised one may be there: its commit was on the way.
            kept = {note_id: [each.note.text for each in store.versions(note_id)] for note_id in promised}
            assert [note_id for note_id, text in promised.items() if text not in kept[note_id]] == [], where
            assert {note.text for note in there.values()} <= texts, where
            store.add("and life goes on")
        assert check(folder / path.name).findings == (), where
        shutil.rmtree(folder)


def test_the_disk_of_this_test_forgets_what_was_not_synced(tmp_path: Path, clock: Clock) -> None:
    """The same with syncs switched off: then notes must get lost, or the test above could not fail."""
    sqlite = disk.library()
    if sqlite is None:
        pytest.skip("this Python's SQLite cannot be reached from outside")
    recorder = disk.Recorder(sqlite)
    path = tmp_path / "careless" / "notes.sqlite3"
    with recorder.recording(), NoteStore.open(path, clock=clock) as store:
        store._table.column("PRAGMA synchronous = OFF")
        note = store.add("promised")
        steps = [*recorder.steps, disk.Promise(note.id, note.text)]
    disk.put(disk.after(steps, disk.losses(Random(1))[0]), path.parent, tmp_path / "after")  # noqa: S311 -- unused here
    with NoteStore.open(tmp_path / "after" / "notes.sqlite3") as store:
        assert store.all() == ()

"""Killed writers: every change that was acknowledged is there, and nothing half-written is seen by anybody.

A writer is killed with SIGKILL at a random moment of its work, again and again, while another one goes on writing and
a reader goes on reading. ``ERRDEX_KILLS=1000`` for the long run.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import NamedTuple

import pytest

import errdex
from errdex.notes.checking import check
from errdex.notes.store import NoteStore

KILLS = int(os.environ.get("ERRDEX_KILLS", "25"))
"""How often a writer is killed; more of them by the environment."""
LONGEST_LIFE = 0.08
"""Seconds that a writer lives at most after its first line; some 100 changes."""
BATCH = 5

# Every text ends with its own checksum, and every import brings five notes with one tag.
COMMON = """
import hashlib, sys
from pathlib import Path
from uuid import uuid4
from errdex.notes.model import CarriedNote, Note
from errdex.notes.store import NoteStore

def sealed(text):
    return text + " " + hashlib.sha256(text.encode()).hexdigest()
"""

WRITER = (
    COMMON
    + """
MOMENT = "2026-05-03T10:11:12.345Z"

def batch():
    tag = uuid4().hex
    blank = Note("", None, None, None, None, sealed("imported " + "z" * 2000), (tag,), "", MOMENT, MOMENT, 1)
    return [CarriedNote(blank._replace(id=uuid4().hex), ()) for _ in range(5)]

with NoteStore.open(Path(sys.argv[1]), patience=60) as store:
    print("ready", flush=True)
    while True:
        note = store.add(sealed("begun " + "x" * 3000))
        print(note.id, note.version, flush=True)
        note = store.save(note.id, base_version=1, text=sealed("carried on " + "y" * 9000))
        print(note.id, note.version, flush=True)
        note = store.pin(note.id)
        print(note.id, note.version, flush=True)
        undone = store.undo(note.id)
        print(note.id, undone.note.version, flush=True)
        coming = batch()
        store.merge(coming)
        for one in coming:
            print(one.note.id, 1, flush=True)
"""
)

READER = (
    COMMON
    + """
from collections import Counter

with NoteStore.open(Path(sys.argv[1]), patience=60) as store:
    print("ready", flush=True)
    looks = 0
    while True:
        notes = store.all(300)
        for note in notes:
            text, _, seal = note.text.rpartition(" ")
            assert sealed(text) == note.text, "a note is not whole: " + note.id
        with store._table.snapshot():
            tags = Counter(tag for note in store.all() for tag in note.tags)
        assert set(tags.values()) <= {5}, "an import is there in part"
        looks += 1
        print(looks, flush=True)
"""
)


class Program(NamedTuple):
    """A running program, and the lines that it has printed."""

    process: subprocess.Popen[str]
    lines: list[str]
    listener: threading.Thread


def _started(script: str, path: Path) -> Program:
    environment = {**os.environ, "PYTHONPATH": str(Path(errdex.__file__).parents[1])}
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(path)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    lines: list[str] = []
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    listener = threading.Thread(target=lambda: lines.extend(process.stdout or ()))
    listener.start()
    return Program(process, lines, listener)


def _killed(program: Program) -> list[str]:
    """Kill a program, and return the whole lines that it had printed."""
    assert program.process.poll() is None, program.process.stderr and program.process.stderr.read()
    program.process.kill()
    program.process.wait(timeout=60)
    program.listener.join(timeout=60)
    for stream in (program.process.stdout, program.process.stderr):
        assert stream is not None
        stream.close()
    return [line for line in program.lines if line.endswith("\n")]


def _acknowledged(lines: list[str]) -> dict[str, int]:
    return {note_id: int(version) for note_id, version in (line.split() for line in lines)}


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is a POSIX signal")
def test_what_a_killed_program_has_acknowledged_is_there(path: Path) -> None:
    chance = random.Random(20260503)  # noqa: S311 -- the lives are the same at every run, what they are cut off in is not
    promised: dict[str, int] = {}
    reader, second = _started(READER, path), _started(WRITER, path)
    for _ in range(KILLS):
        victim = _started(WRITER, path)
        time.sleep(chance.random() * LONGEST_LIFE)  # No wait for anything: this is the moment.
        promised.update(_acknowledged(_killed(victim)))
    promised.update(_acknowledged(_killed(second)))
    looks = len(_killed(reader))
    with NoteStore.open(path, patience=60) as store:
        there = {note.id: note for note in store.all()}
        assert len(promised) > 2 * KILLS
        assert looks > 0
        assert [note_id for note_id, version in promised.items() if there[note_id].version < version] == []
        imported = sum(1 for note in there.values() if note.tags)
        assert imported % BATCH == 0
        assert store.count_found("imported") == imported
        assert store.count_found("begun") + store.count_found("carried") == len(there) - imported
    assert check(path).findings == ()

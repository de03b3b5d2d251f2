"""Killed writers: every note whose id was printed is there, and nothing half-written is."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

import errdex
from errdex.notes.store import NoteStore

WRITER = """
import sys
from pathlib import Path
from errdex.notes.store import NoteStore

with NoteStore.open(Path(sys.argv[1]), patience=60) as store:
    print("ready", flush=True)
    while True:
        note = store.add("begun " + "x" * 3000)
        print(note.id, 1, flush=True)
        note = store.save(note.id, base_version=1, text="carried on " + "y" * 9000)
        print(note.id, 2, flush=True)
"""

ROUNDS = int(os.environ.get("ERRDEX_KILLS", "12"))
"""How often a writer is killed; more of them by the environment."""


def _writer(path: Path) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(Path(errdex.__file__).parents[1])}
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)], env=environment, stdout=subprocess.PIPE, text=True
    )


def _killed_after(writer: subprocess.Popen[str], lines: int) -> list[tuple[str, int]]:
    """Kill a writer that goes on writing, after so many lines were read; return what it had acknowledged."""
    assert writer.stdout is not None
    with writer.stdout as output:
        read = [output.readline() for _ in range(lines + 1)]
        writer.kill()
        read += output.readlines()
    writer.wait(timeout=60)
    words = [line.split() for line in read[1:] if line.endswith("\n")]
    return [(note_id, int(version)) for note_id, version in words]


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is a POSIX signal")
def test_what_a_killed_program_has_acknowledged_is_there(path: Path) -> None:
    chance = random.Random(20260503)  # noqa: S311 -- the same moments at every run
    acknowledged: dict[str, int] = {}
    with NoteStore.open(path, patience=60) as reader:
        for _ in range(ROUNDS):
            # Two at once: the second is killed while the first may be in the middle of a change.
            writers = [_writer(path), _writer(path)]
            for writer in writers:
                acknowledged.update(_killed_after(writer, chance.randrange(1, 40)))
            acknowledged[reader.add("third program").id] = 1
        there = {note.id: note for note in reader.all()}
        assert [note_id for note_id, version in acknowledged.items() if there[note_id].version < version] == []
        for note in there.values():
            assert note.text in {"begun " + "x" * 3000, "carried on " + "y" * 9000, "third program"}
        assert len(reader.search("third program")) == ROUNDS
        assert len(reader.search("begun")) + len(reader.search("carried")) == len(there) - ROUNDS
        assert reader._table.column("PRAGMA integrity_check") == ["ok"]
        assert reader._table.column("PRAGMA foreign_key_check") == []

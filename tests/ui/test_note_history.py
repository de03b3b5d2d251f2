from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from errdex.notes.model import Act
from errdex.notes.store import NoteStore
from errdex.ui.note_history import NoteHistory, stages_of
from errdex.ui.theme import Theme


class Clock:
    """A clock that goes on by hand."""

    def __init__(self) -> None:
        self.now = datetime(2026, 5, 3, 10, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[NoteStore]:
    with NoteStore.open(tmp_path / "notes.sqlite3", clock=clock) as store:
        yield store


def written(store: NoteStore, clock: Clock) -> str:
    """Write a note in two sittings, with several saves each."""
    note = store.add("one")
    for minutes, text in ((0, "one two"), (0, "one two three"), (60, "one three"), (1, "one three four")):
        clock.now += timedelta(minutes=minutes, seconds=2)
        note = store.save(note.id, base_version=note.version, text=text)
    return note.id


def test_the_saves_of_one_sitting_are_one_line(store: NoteStore, clock: Clock) -> None:
    stages = stages_of(store.versions(written(store, clock)))
    assert [(stage.version.note.text, stage.before and stage.before.text) for stage in stages] == [
        ("one three four", "one two three"),
        ("one two three", None),
    ]


def test_what_changed_is_shown_and_a_version_comes_back(
    qtbot: QtBot, theme: Theme, store: NoteStore, clock: Clock
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    note_id = written(store, clock)
    clock.now += timedelta(hours=1)
    store.save(note_id, base_version=5, tags=("funding",), pinned=True)
    dialog = NoteHistory(theme, store, note_id, window)
    dialog.show()
    assert dialog.list.count() == 3
    assert dialog.parts.text() == "Tags: funding · Pinned"
    assert not dialog.restore_button.isEnabled()
    dialog.list.setCurrentRow(1)
    assert dialog.view.toPlainText() == "one twothree threefour"
    dialog.list.setCurrentRow(2)
    with qtbot.waitSignal(dialog.restored):
        dialog.restore_button.click()
    now = store.get(note_id)
    assert now is not None
    assert now.text == "one two three"
    assert store.versions(note_id)[-1].act is Act.RESTORE
    assert store.undo_step() is not None
    assert [note.text for note in store.all()] == ["one three four"]

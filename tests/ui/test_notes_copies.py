from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from errdex.notes.store import NoteStore
from errdex.ui.notes_copies import NotesCopies
from errdex.ui.theme import Theme


@pytest.fixture
def store(tmp_path: Path) -> Iterator[NoteStore]:
    with NoteStore.open(tmp_path / "notes.sqlite3") as store:
        store.add("first")
        yield store


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def dialog(window: QWidget, theme: Theme, store: NoteStore) -> NotesCopies:
    return NotesCopies(theme, store, window)


def test_a_copy_is_made_listed_and_brought_back_and_that_is_taken_back(
    dialog: NotesCopies, store: NoteStore, qtbot: QtBot
) -> None:
    assert (dialog.list.count(), dialog.revert_button.isEnabled()) == (0, False)
    dialog.copy_button.click()
    assert dialog.words.text().startswith("A copy was made: ")
    assert dialog.list.item(0).text().split(",")[0].endswith("as you asked")
    store.add("written later")
    with qtbot.waitSignal(dialog.reverted) as reverted:
        dialog.revert_button.click()
    assert reverted.args == ["The copy is back: 1 newer one is in the bin, 1 was the same."]
    assert [note.text for note in store.all()] == ["first"]
    assert store.undo_step() is not None
    assert {note.text for note in store.all()} == {"first", "written later"}


def test_a_copy_goes_to_a_file_or_it_is_said_why_not(
    dialog: NotesCopies, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "elsewhere.sqlite3"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    dialog.save_button.click()
    with NoteStore.open(target) as copy:
        assert [note.text for note in copy.all()] == ["first"]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "absent" / "x"), ""))
    dialog.save_button.click()
    assert "cannot be written" in dialog.words.text()

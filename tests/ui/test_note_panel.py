from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from errdex.notes.store import NoteStore
from errdex.ui.note_panel import LONGEST_PASTE, NotePanel
from errdex.ui.theme import Theme

TIMEOUT = ("1007-timeout", -1007, "TIMEOUT")
SYMBOL = ("1121-bad-symbol", -1121, "BAD_SYMBOL")
KEY = "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "notes.sqlite3"


@pytest.fixture
def store(path: Path) -> Iterator[NoteStore]:
    with NoteStore.open(path, patience=0.05) as store:
        yield store


@pytest.fixture
def panel(qtbot: QtBot, theme: Theme, store: NoteStore) -> Iterator[NotePanel]:
    panel = NotePanel(theme)
    qtbot.addWidget(panel)
    panel.set_store(store)
    panel.show_meaning(*TIMEOUT)
    panel.resize(450, 170)
    panel.show()
    yield panel
    panel.close()


def texts(path: Path) -> list[str]:
    """Read the notes as another program would: from the file."""
    with NoteStore.open(path) as other:
        return [note.text for note in other.all()]


def test_what_is_typed_is_on_the_disk_soon_and_only_then_said_to_be_saved(
    panel: NotePanel, path: Path, qtbot: QtBot
) -> None:
    assert panel.editor.accessibleName() == "Note"
    assert panel.editor.objectName() == "noteEditor"
    with qtbot.waitSignal(panel.notes_changed, timeout=2000):
        QTest.keyClicks(panel.editor, "after the funding hour")
        assert panel.state.text() == "Saving…"
    assert panel.state.text().startswith("Saved ")
    assert texts(path) == ["after the funding hour"]


def test_leaving_the_editor_saves(panel: NotePanel, path: Path) -> None:
    panel.editor.setPlainText("gone elsewhere")
    panel.editor.left.emit()
    assert texts(path) == ["gone elsewhere"]


def test_another_code_saves_and_shows_its_own_note(panel: NotePanel, store: NoteStore) -> None:
    panel.editor.setPlainText("about timeouts")
    panel.show_meaning(*SYMBOL)
    assert panel.editor.toPlainText() == ""
    panel.editor.setPlainText("about symbols")
    panel.show_meaning(*TIMEOUT)
    assert panel.editor.toPlainText() == "about timeouts"
    note = store.of_meaning("1121-bad-symbol")[0]
    assert (note.text, note.number, note.name) == ("about symbols", -1121, "BAD_SYMBOL")


def test_a_note_may_stand_on_a_number_that_no_registry_knows(panel: NotePanel, store: NoteStore) -> None:
    panel.show_meaning(None, -9876)
    panel.editor.setPlainText("new?")
    assert panel.flush()
    assert store.of_number(-9876)[0].meaning is None


def test_what_cannot_be_saved_stays_is_said_and_is_tried_again(panel: NotePanel, path: Path, qtbot: QtBot) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    panel.editor.setPlainText("must not be lost")
    assert not panel.flush()
    assert panel.state.text().startswith("Not saved: ")
    assert panel.editor.toPlainText() == "must not be lost"
    panel.show_meaning(*SYMBOL)
    assert panel.editor.toPlainText() == ""
    panel.show_meaning(*TIMEOUT)
    assert panel.editor.toPlainText() == "must not be lost"
    panel.show_meaning(*SYMBOL)
    other.execute("ROLLBACK")
    other.close()
    with qtbot.waitSignal(panel.notes_changed, timeout=6000):
        pass
    assert texts(path) == ["must not be lost"]


def test_what_was_typed_before_the_notes_were_open_is_saved_then(
    qtbot: QtBot, theme: Theme, store: NoteStore, path: Path
) -> None:
    panel = NotePanel(theme)
    qtbot.addWidget(panel)
    panel.show_meaning(*TIMEOUT)
    panel.editor.setPlainText("quick fingers")
    assert not panel.flush()
    panel.set_store(store)
    assert texts(path) == ["quick fingers"]
    panel.editor.setPlainText("quick fingers, again")
    panel.set_store(None)
    assert texts(path) == ["quick fingers, again"]


def test_an_emptied_note_goes_into_the_bin(panel: NotePanel, store: NoteStore) -> None:
    panel.editor.setPlainText("short-lived")
    panel.flush()
    panel.editor.setPlainText("  \n")
    panel.flush()
    assert store.all() == ()
    assert len(store.binned()) == 1
    panel.editor.setPlainText("another")
    panel.flush()
    assert [note.text for note in store.all()] == ["another"]


def test_both_texts_are_kept_when_two_windows_write(panel: NotePanel, path: Path, store: NoteStore) -> None:
    panel.editor.setPlainText("first")
    panel.flush()
    note = store.all()[0]
    panel.editor.setPlainText("mine")
    with NoteStore.open(path) as other:
        other.save(note.id, base_version=note.version, text="theirs")
    panel.flush()
    assert "both are kept" in panel.state.text()
    assert panel.editor.toPlainText() == "mine"
    assert store.get(note.id) is not None
    assert [rival.text for rival in store.rivals(note.id)] == ["mine"]


def test_what_another_window_wrote_is_seen_when_one_comes_back(panel: NotePanel, path: Path) -> None:
    with NoteStore.open(path) as other:
        other.add("from elsewhere", meaning="1007-timeout", number=-1007)
    panel.editor.entered.emit()
    assert panel.editor.toPlainText() == "from elsewhere"


def test_several_notes_on_one_code_can_be_walked_through(panel: NotePanel, store: NoteStore) -> None:
    store.add("older", meaning="1121-bad-symbol", number=-1121)
    store.add("newer", meaning="1121-bad-symbol", number=-1121)
    panel.show_meaning(*SYMBOL)
    assert panel.editor.toPlainText() == "newer"
    assert panel.walker.text() == "1 of 2 ›"
    panel.walker.click()
    assert panel.editor.toPlainText() == "older"
    panel.editor.setPlainText("older, mended")
    panel.flush()
    assert {note.text for note in store.all()} == {"newer", "older, mended"}


def test_tags_are_added_and_removed_by_keyboard(panel: NotePanel, store: NoteStore) -> None:
    QTest.keyClicks(panel.tags.edit, "timeouts,funding hour")
    QTest.keyClick(panel.tags.edit, Qt.Key.Key_Return)
    panel.flush()
    assert store.all()[0].tags == ("timeouts", "funding hour")
    QTest.keyClick(panel.tags.edit, Qt.Key.Key_Backspace)
    panel.flush()
    assert store.all()[0].tags == ("timeouts",)
    panel.show_meaning(*SYMBOL)
    assert panel.tags.tags() == ()
    assert not any(chip.isVisible() for chip in panel.tags.findChildren(QPushButton))


def test_a_tag_that_is_still_being_typed_is_not_lost(panel: NotePanel, store: NoteStore) -> None:
    QTest.keyClicks(panel.tags.edit, "half")
    panel.flush()
    assert store.all()[0].tags == ("half",)


def test_a_credential_is_said_and_masked_only_when_asked(panel: NotePanel, store: NoteStore) -> None:
    panel.editor.setPlainText(f"used apiKey={KEY} by mistake")
    panel.flush()
    assert panel.caution.isVisible()
    assert store.all()[0].text == f"used apiKey={KEY} by mistake"
    panel.mask_button.click()
    assert KEY not in panel.editor.toPlainText()
    assert KEY not in store.all()[0].text
    assert not panel.caution.isVisible()
    panel.editor.undo()
    assert KEY in panel.editor.toPlainText()


def test_without_a_code_there_is_nothing_to_write_on(panel: NotePanel) -> None:
    panel.editor.setPlainText("kept")
    panel.show_nothing()
    assert not panel.editor.isEnabled()
    assert panel.editor.placeholderText() == "Choose a code to write a note on it."
    panel.show_meaning(*TIMEOUT)
    assert panel.editor.toPlainText() == "kept"


def test_a_text_too_long_for_a_note_is_refused(panel: NotePanel) -> None:
    source = QMimeData()
    source.setText("x" * (LONGEST_PASTE + 1))
    panel.editor.insertFromMimeData(source)
    assert panel.editor.toPlainText() == ""
    assert panel.state.text() == "This text is too long for a note."

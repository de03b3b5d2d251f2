"""What the window does with notes, in the whole window and on a real file."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from errdex.notes.copies import Reason, copies_of
from errdex.notes.store import NoteStore
from errdex.ui.commands import Command
from errdex.ui.main_window import MainWindow
from errdex.ui.note_rescue import Leaving
from errdex.ui.notes_daily import DailyCopy
from errdex.ui.notes_page import NotesPage
from errdex.ui.start import Program

KEY = "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A"
ERROR = f"2026-11-22 03:14:07 apiKey={KEY} APIError(code=-1121): Invalid symbol."
PATIENCE = 60.0


@pytest.fixture
def store(program: Program) -> NoteStore:
    assert program.store is not None
    return program.store


def do(window: MainWindow, command: Command) -> None:
    window.commands.action(command).trigger()


def view(window: MainWindow) -> NotesPage:
    page = window.notes._page
    assert page is not None
    return page


def press(window: MainWindow, words: str) -> None:
    button = next(button for button in window.note.line.buttons if button.text() == words)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_deleting_asks_nothing_and_is_taken_back_in_a_quiet_line(window: MainWindow, store: NoteStore) -> None:
    window.go_to("1121-bad-symbol")
    window.note.editor.setPlainText("to be deleted")
    do(window, Command.DELETE_NOTE)
    assert store.all() == ()
    assert window.note.line.words.text() == "The note is in the bin."
    assert window.note.editor.toPlainText() == ""
    press(window, "Undo")
    assert [note.text for note in store.all()] == ["to be deleted"]
    assert window.note.editor.toPlainText() == "to be deleted"


def test_edits_tags_and_pins_are_taken_back_and_done_again(window: MainWindow, store: NoteStore) -> None:
    window.go_to("1121-bad-symbol")
    window.note.editor.setPlainText("first")
    window.note.flush()
    window.note.editor.setPlainText("second")
    window.note.flush()
    do(window, Command.PIN_NOTE)
    assert store.all()[0].pinned
    do(window, Command.UNDO_NOTES)
    assert not store.all()[0].pinned
    assert window.note.line.words.text() == "The pin is as it was before."
    do(window, Command.UNDO_NOTES)
    assert window.note.editor.toPlainText() == "first"
    do(window, Command.REDO_NOTES)
    assert window.note.editor.toPlainText() == "second"
    assert store.all()[0].text == "second"


def test_what_was_found_is_kept_with_a_note_only_when_asked_and_masked(window: MainWindow, store: NoteStore) -> None:
    window.pastes.decode_text(ERROR)
    window.note.editor.setPlainText("new pair")
    window.note.flush()
    assert store.all()[0].occurrence is None
    do(window, Command.KEEP_ERROR)
    led = store.all()[0].occurrence
    assert led is not None
    assert "Invalid symbol." in led.snippet
    assert KEY not in led.snippet
    assert window.commands.action(Command.KEEP_ERROR).isChecked()
    do(window, Command.KEEP_ERROR)
    assert store.all()[0].occurrence is None


def test_from_note_to_code_and_back(window: MainWindow, store: NoteStore) -> None:
    store.add("on a symbol", meaning="1121-bad-symbol", number=-1121, name="BAD_SYMBOL")
    store.add("on a timeout", meaning="1007-timeout", number=-1007, name="TIMEOUT")
    do(window, Command.ALL_NOTES)
    page = view(window)
    assert page.isVisible()
    assert window.focusWidget() is page.view
    QTest.keyClick(page.view, Qt.Key.Key_Down)
    assert "BAD_SYMBOL" in window.details.title()
    assert window.note.editor.toPlainText() == "on a symbol"
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    chosen = window.table.chosen_meaning()
    assert chosen is not None
    assert (chosen.id, page.isVisible()) == ("1121-bad-symbol", False)
    assert window.focusWidget() is window.table
    do(window, Command.ALL_NOTES)
    current = page.current()
    assert current is not None
    assert current.text == "on a symbol"
    QTest.keyClick(page.view, Qt.Key.Key_Escape)
    assert not page.isVisible()


@pytest.mark.parametrize(
    ("number", "title", "about"),
    [
        (-9876, "-9876", ""),
        (-1008, "-1008", "On every -1008, whatever it means"),
        (None, "A note on no code", "On no code"),
    ],
)
def test_a_note_without_a_meaning_leads_somewhere(
    window: MainWindow, store: NoteStore, number: int | None, title: str, about: str
) -> None:
    store.add("words", number=number)
    do(window, Command.ALL_NOTES)
    assert window.details.title().startswith(title)
    assert window.note.editor.toPlainText() == "words"
    assert window.note.about.text() == about
    QTest.keyClick(view(window).view, Qt.Key.Key_Return)
    assert view(window).isVisible() is (number != -1008)
    assert window.note.editor.toPlainText() == "words"


def test_a_note_on_every_meaning_of_a_number_can_be_put_on_one(window: MainWindow, store: NoteStore) -> None:
    store.add("which one?", number=-1008)
    window.go_to("1008-server-busy")
    assert window.note.editor.toPlainText() == "which one?"
    menu = window.note.more.menu()
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text() == "Put it on this code alone").trigger()
    assert store.all()[0].meaning == "1008-server-busy"
    do(window, Command.UNDO_NOTES)
    assert store.all()[0].meaning is None


def test_notes_of_the_view_are_deleted_together_and_come_back_together(window: MainWindow, store: NoteStore) -> None:
    for number in range(3):
        store.add(f"note {number}", number=-9000 - number)
    do(window, Command.ALL_NOTES)
    view(window).view.selectAll()
    QTest.keyClick(view(window).view, Qt.Key.Key_Delete)
    assert store.all() == ()
    assert window.note.line.words.text() == "3 notes are in the bin."
    press(window, "Undo")
    assert len(store.all()) == 3


def test_a_note_on_no_code(window: MainWindow, store: NoteStore) -> None:
    do(window, Command.NEW_NOTE_ALONE)
    QTest.keyClicks(window.note.editor, "rules")
    window.note.flush()
    assert [(note.text, note.number, note.meaning) for note in store.all()] == [("rules", None, None)]


def test_a_swapped_file_is_opened_anew(window: MainWindow, program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    with NoteStore.open(tmp_path / "other" / "notes.sqlite3") as other:
        other.add("of the other file", meaning="1121-bad-symbol", number=-1121)
    window.go_to("1121-bad-symbol")
    before = program.store
    for name in ("notes.sqlite3-wal", "notes.sqlite3-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    (tmp_path / "other" / "notes.sqlite3").replace(tmp_path / "notes.sqlite3")
    qtbot.waitUntil(lambda: program.store is not before and program.store is not None)
    qtbot.waitUntil(lambda: window.note.editor.toPlainText() == "of the other file")
    assert "moved or replaced" in window.notice.text()


def test_what_cannot_be_saved_keeps_the_window_open_until_it_is_decided(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.go_to("1121-bad-symbol")
    other = sqlite3.connect(tmp_path / "notes.sqlite3", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    window.note.editor.setPlainText("must not be lost")
    monkeypatch.setattr("errdex.ui.note_rescue.ask_before_leaving", lambda *_: Leaving.STAY)
    assert not window.close()
    monkeypatch.setattr("errdex.ui.note_rescue.ask_before_leaving", lambda *_: Leaving.FILE)
    target = tmp_path / "rescued.md"
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getSaveFileName", lambda *_: (str(target), ""))
    assert window.close()
    assert "must not be lost" in target.read_text(encoding="utf-8")
    other.close()


def test_leaving_offers_file_again_without_and_stay(window: MainWindow) -> None:
    from PySide6.QtCore import QTimer

    from errdex.ui.note_rescue import ask_before_leaving

    texts: list[str] = []

    def read() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        texts.extend([box.text(), box.informativeText(), *(button.text() for button in box.buttons())])
        next(button for button in box.buttons() if button.text() == "Quit without them").click()

    QTimer.singleShot(50, window, read)
    assert ask_before_leaving("The disk is full.", window) is Leaving.WITHOUT
    assert texts[:2] == ["Your last words are not saved.", "The disk is full."]
    assert set(texts[2:]) == {"Write them to a file…", "Try again", "Quit without them", "Stay"}


def test_being_ended_writes_what_cannot_be_saved_to_a_file(
    window: MainWindow, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    window.go_to("1121-bad-symbol")
    other = sqlite3.connect(tmp_path / "notes.sqlite3", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    window.note.editor.setPlainText("must not be lost")
    window.notes.end()
    other.close()
    rescued = next(tmp_path.glob("errdex-unsaved-*.md"))
    assert "must not be lost" in rescued.read_text(encoding="utf-8")
    assert str(rescued) in capsys.readouterr().err


def test_todays_copy_is_made_beside_the_window(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> None:
    path = tmp_path / "notes.sqlite3"
    with NoteStore.open(path) as store:
        store.add("worth a copy")
    daily = DailyCopy(path, qapp, after=0)
    qtbot.waitUntil(lambda: len(copies_of(path)) == 1)
    daily.finish()
    assert copies_of(path)[0].reason is Reason.DAILY
    again = DailyCopy(path, qapp, after=0)
    qtbot.waitUntil(lambda: not again._timer.isActive())
    again.finish()
    assert len(copies_of(path)) == 1


TYPIST = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from errdex.ui.note_keeper import NoteState
from errdex.ui.signals import SignalWatch
from errdex.ui.start import Program

application = QApplication(["errdex"])
program = Program(application, Path(sys.argv[1]), [])
program.window.show()
program.finish()
window, wait = program.window, sys.argv[2] == "saved"

def tell():
    if not wait or window.note.state.text().startswith("Saved "):
        print(window.note.state.text(), flush=True)
        timer.stop()

def write():
    window.go_to("1121-bad-symbol")
    window.note.start_writing()
    QTest.keyClicks(window.note.editor, "written before the end")
    if wait:
        timer.start()
    else:
        tell()

timer = QTimer(interval=1)
timer.timeout.connect(tell)
QTimer.singleShot(0, write)
sys.exit(application.exec())
"""


@pytest.mark.parametrize(
    ("ending", "waits", "said"),
    [(signal.SIGKILL, "saved", "Saved "), (signal.SIGTERM, "typed", "Not saved yet"), (signal.SIGHUP, "typed", "Not")],
)
def test_a_note_survives_the_programs_end(tmp_path: Path, ending: signal.Signals, waits: str, said: str) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        [sys.executable, "-c", TYPIST, str(tmp_path), waits], stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        begun = time.monotonic()
        assert process.stdout.readline().startswith(said)
        process.send_signal(ending)
        process.wait(PATIENCE)
        assert time.monotonic() - begun < PATIENCE
    with NoteStore.open(tmp_path / "notes.sqlite3") as store:
        assert [note.text for note in store.of_meaning("1121-bad-symbol")] == ["written before the end"]

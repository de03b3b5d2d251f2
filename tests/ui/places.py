"""Every dialog, page and menu of the window, opened one after the other as a person would.

A place takes the tour, and a look that it calls with each widget once it stands there.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from errdex.notes.export import Format, export
from errdex.notes.model import Note
from errdex.notes.store import NoteStore
from errdex.registry.model import Registry
from errdex.ui.commands import Command
from errdex.ui.crash_dialog import CrashDialog
from errdex.ui.main_window import MainWindow
from errdex.ui.note_panel import NotePanel
from errdex.ui.note_rescue import ask_before_leaving
from errdex.ui.notes_page import NotesPage
from errdex.ui.start import Program

PASTE = (
    '{"code":-1003,"msg":"Too many requests; current limit is 1200 requests per minute."} {"code":-987654,"msg":"x"}'
)
MINE, THEIRS = "Mine 11", "Their 22"
TAG = "latenight"
KEY = "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A"
WRITTEN = f"{MINE} {MINE} {MINE} 33 {THEIRS} {TAG} api_key = {KEY} nothing has these words zz"
"""What the tour itself writes and types."""

POPUPS = pytest.mark.qt_log_ignore("does not support")
"""What the offscreen platform says of lists that open."""

Look = Callable[[QWidget], None]


class Tour(NamedTuple):
    """What a place can be reached with."""

    program: Program
    qtbot: QtBot
    folder: Path

    @property
    def window(self) -> MainWindow:
        return self.program.window

    @property
    def panel(self) -> NotePanel:
        return self.window.note

    @property
    def store(self) -> NoteStore:
        assert self.program.store is not None
        return self.program.store

    def do(self, command: Command) -> None:
        self.window.commands.action(command).trigger()

    def dialog(self, command: Command) -> QDialog:
        """Open the dialog of a command."""
        self.do(command)
        return next(each for each in self.window.findChildren(QDialog) if each.isVisible())

    def in_box(self, asks: Callable[[], object], look: Look, answer: Callable[[QWidget], None]) -> None:
        """Do something that waits for an answer; look at the box that asks, and give the answer."""
        seen: list[QWidget] = []

        def take() -> None:
            box = QApplication.activeModalWidget()
            if box is None or box in seen:
                QTimer.singleShot(10, take)
                return
            seen.append(box)
            try:
                look(box)
            finally:
                answer(box)

        QTimer.singleShot(10, take)
        asks()
        assert seen

    def note(self, text: str = MINE) -> Note:
        """Write a note on the code at the top of the table."""
        self.window.table.selectRow(0)
        self.panel.keeper.change(text=text)
        draft = self.panel.keeper.draft
        assert draft is not None
        assert draft.note is not None
        return draft.note

    def contest(self) -> Note:
        """Write a note that another window changes meanwhile."""
        note = self.note()
        with NoteStore.open(self.store.path) as other:
            other.save(note.id, base_version=note.version, text=THEIRS, tags=(TAG,))
        self.panel.keeper.change(text=f"{MINE} {MINE}", tags=("a",))
        return note


def _close(box: QWidget) -> None:
    box.close()


def start_page(tour: Tour, look: Look) -> None:
    look(tour.window)


def findings(tour: Tour, look: Look) -> None:
    tour.window.pastes.decode_text(PASTE)
    tour.qtbot.waitUntil(lambda: tour.window.session.is_whole)
    for _ in tour.window.session.findings:
        look(tour.window)
        tour.do(Command.NEXT_ERROR)


def no_error_in_the_paste(tour: Tour, look: Look) -> None:
    tour.window.pastes.decode_text("zz")
    tour.qtbot.waitUntil(lambda: tour.window.session.is_whole)
    look(tour.window)


def clipboard_offer(tour: Tour, look: Look) -> None:
    tour.window.pastes._offer("-1021 INVALID_TIMESTAMP")
    look(tour.window)


def table_without_rows(tour: Tour, look: Look) -> None:
    tour.window.search.set_words("nothing has these words")
    assert tour.window.model.rowCount() == 0
    look(tour.window)


def completion(tour: Tour, look: Look) -> None:
    search = tour.window.search
    search.take_focus()
    for typed in ("", "retry:", "lifecycle:", "kind:", "product:", "category:", "with:"):
        search.set_words(typed)
        search._list_offers()
        look(search)
        popup = search._list.popup() if search._list is not None else None
        assert popup is not None
        look(popup)


def note_states(tour: Tour, look: Look) -> None:
    tour.note()
    look(tour.panel)
    tour.panel.say("")
    tour.panel.keeper.change(text=f"api_key = {KEY}")
    look(tour.panel)
    tour.panel.begin()
    tour.panel.keeper.change(text=THEIRS)
    look(tour.panel)
    tour.panel.keeper.change(pinned=True)
    look(tour.panel)
    for command in (Command.UNDO_NOTES, Command.REDO_NOTES, Command.DELETE_NOTE, Command.SET_NOTE):
        tour.do(command)
        look(tour.panel)


def note_that_cannot_be_saved(tour: Tour, look: Look) -> None:
    tour.note()
    tour.store.path.rename(tour.store.path.with_name("elsewhere"))
    tour.panel.keeper.lost.disconnect()
    tour.panel.keeper.edit(text=THEIRS)
    tour.panel.keeper.save()
    assert tour.panel.keeper.fault
    look(tour.panel)
    tour.panel.keeper.edit(text=MINE)


def note_with_two_texts(tour: Tour, look: Look) -> None:
    tour.contest()
    look(tour.panel)


def settling(tour: Tour, look: Look) -> None:
    tour.contest()
    dialog = tour.dialog(Command.SETTLE_NOTE)
    look(dialog)
    dialog.reject()


def history(tour: Tour, look: Look) -> None:
    note = tour.contest()
    tour.store.pin(note.id)
    tour.store.delete(note.id)
    tour.store.restore(note.id)
    tour.store.undo(note.id)
    tour.store.redo(note.id)
    tour.panel.keeper.refresh()
    dialog = tour.dialog(Command.NOTE_HISTORY)
    look(dialog)
    dialog.reject()


def copies(tour: Tour, look: Look) -> None:
    tour.note()
    look(dialog := tour.dialog(Command.COPIES))
    dialog.reject()
    tour.store.copy_now()
    tour.store.revert(tour.store.copies()[0].path)
    look(dialog := tour.dialog(Command.COPIES))
    dialog.reject()


def export_dialog(tour: Tour, look: Look) -> None:
    look(dialog := tour.dialog(Command.EXPORT_NOTES))
    dialog.reject()
    for text in (MINE, THEIRS):
        tour.panel.begin()
        tour.note(text)
    look(dialog := tour.dialog(Command.EXPORT_NOTES))
    dialog.reject()


def import_preview(tour: Tour, look: Look) -> None:
    note = tour.note()
    file = tour.folder / "exported.json"
    tour.store.add(THEIRS)
    tour.store.save(note.id, base_version=note.version, text=THEIRS)
    file.write_bytes(export(tour.store, Format.JSON, Registry((), {}, {}), str))
    tour.store.undo_step()
    tour.store.save(note.id, base_version=note.version + 2, text=f"{MINE} 33")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
        look(dialog := tour.dialog(Command.IMPORT_NOTES))
        dialog.reject()
        file.write_bytes(b'{"format": "errdex-notes", "version": 2, "notes": [{"id": 5}]}')
        tour.in_box(lambda: tour.do(Command.IMPORT_NOTES), look, _close)


def leaving_without_saving(tour: Tour, look: Look) -> None:
    tour.in_box(lambda: ask_before_leaving("", tour.window), look, _close)


def view_of_all_notes(tour: Tour, look: Look) -> None:
    tour.do(Command.ALL_NOTES)
    look(tour.window)
    tour.store.add(MINE, tags=(TAG,))
    gone = tour.store.add(THEIRS, number=-1121, name="BAD_SYMBOL")
    tour.store.add(THEIRS, number=-7, author="a")
    tour.store.delete(gone.id)
    tour.panel.keeper.refresh()
    page = tour.window.findChild(NotesPage)
    assert isinstance(page, NotesPage)
    for choice in range(page.choice.count()):
        page.choice.setCurrentIndex(choice)
        look(tour.window)
    page.search.setText("zz")
    page.refresh()
    look(tour.window)


def menus(tour: Tour, look: Look) -> None:
    findings(tour, lambda _: None)
    tour.note()
    shown = tour.window.findChildren(QMenu)
    assert len(shown) > 7
    for menu in shown:
        menu.aboutToShow.emit()
        look(menu)


def dialog_of(command: Command) -> Callable[[Tour, Look], None]:
    def open_it(tour: Tour, look: Look) -> None:
        look(dialog := tour.dialog(command))
        dialog.reject()

    return open_it


def crash(tour: Tour, look: Look) -> None:
    dialog = CrashDialog("zz", tour.window)
    dialog.open()
    look(dialog)
    dialog.reject()


PLACES: dict[str, Callable[[Tour, Look], None]] = {
    **{place.__name__: place for place in (start_page, findings, no_error_in_the_paste, clipboard_offer)},
    **{place.__name__: place for place in (table_without_rows, completion, note_states, note_that_cannot_be_saved)},
    **{place.__name__: place for place in (note_with_two_texts, settling, history, copies, export_dialog)},
    **{place.__name__: place for place in (import_preview, leaving_without_saving, view_of_all_notes, menus, crash)},
    **{each.value: dialog_of(each) for each in (Command.PREFERENCES, Command.KEYS, Command.DOCUMENTS, Command.ABOUT)},
}

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QToolButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from errdex.notes.store import NoteStore
from errdex.registry.model import Registry
from errdex.ui.commands import Commands
from errdex.ui.notes_model import NotesModel
from errdex.ui.notes_page import NotesPage
from errdex.ui.theme import Theme


@pytest.fixture
def store(tmp_path: Path) -> Iterator[NoteStore]:
    with NoteStore.open(tmp_path / "notes.sqlite3") as store:
        store.add("\n  after the funding hour\nmore", meaning="1007-timeout", number=-1007, name="TIMEOUT")
        store.add("<b>bold</b>", number=-9876, tags=("seen once",))
        store.add("new pair", meaning="1121-bad-symbol", number=-1121, name="BAD_SYMBOL", tags=("listing", "spot"))
        yield store


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def page(window: QMainWindow, theme: Theme, registry: Registry, store: NoteStore) -> Iterator[NotesPage]:
    page = NotesPage(theme, registry, Commands(window), window)
    window.setCentralWidget(page)
    page.set_store(store)
    window.resize(600, 400)
    window.show()
    yield page
    page.set_store(None)


def spoken(page: NotesPage, row: int) -> str:
    return str(page.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole))


def titles(page: NotesPage) -> list[str]:
    return [page.model.title(row) for row in range(page.model.rowCount())]


def choose(page: NotesPage, words: str) -> None:
    page.choice.setCurrentIndex(page.choice.findText(words))


def test_all_notes_stand_in_it_the_newest_first(page: NotesPage) -> None:
    assert (page.view.objectName(), page.view.accessibleName()) == ("noteList", "Notes")
    assert titles(page) == ["-1121 BAD_SYMBOL", "-9876", "-1007 TIMEOUT"]
    assert spoken(page, 0).startswith("-1121 BAD_SYMBOL, new pair, listing, spot, 20")
    assert page.model.first_line(2) == "after the funding hour"
    assert page.count.whole() == "3 notes"


def test_the_search_narrows_and_says_when_nothing_fits(page: NotesPage, qtbot: QtBot) -> None:
    QTest.keyClicks(page.search, "fund")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    assert titles(page) == ["-1007 TIMEOUT"]
    assert page.count.whole() == "1 note"
    QTest.keyClicks(page.search, "xyz")
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    assert page.state.text() == "No note has all these words."


def test_walking_shows_each_note_and_enter_goes_to_its_code(page: NotesPage, qtbot: QtBot) -> None:
    seen: list[str] = []
    page.note_looked_at.connect(lambda note: seen.append(note.text))
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    QTest.keyClick(page.view, Qt.Key.Key_Down)
    assert seen[-1] == "<b>bold</b>"
    with qtbot.waitSignal(page.code_wanted) as wanted:
        QTest.keyClick(page.view, Qt.Key.Key_Return)
    assert wanted.args[0].number == -9876
    with qtbot.waitSignal(page.left):
        QTest.keyClick(page.view, Qt.Key.Key_Escape)


def test_letters_lead_to_the_search_and_del_to_the_bin(page: NotesPage, qtbot: QtBot) -> None:
    page.view.selectAll()
    with qtbot.waitSignal(page.deletion_wanted) as wanted:
        QTest.keyClick(page.view, Qt.Key.Key_Delete)
    assert [note.number for note in wanted.args[0]] == [-1121, -9876, -1007]
    QTest.keyClick(page.view, Qt.Key.Key_F)
    assert page.search.text() == "f"


def test_a_tag_the_bin_and_what_is_contested_can_be_chosen(page: NotesPage, store: NoteStore, qtbot: QtBot) -> None:
    choose(page, "Tag: spot (1)")
    assert titles(page) == ["-1121 BAD_SYMBOL"]
    note = store.all()[0]
    store.delete(store.all()[2].id)
    store.save(note.id, base_version=1, text="mine")
    store.save(note.id, base_version=1, text="theirs")
    page.refresh()
    choose(page, "Changed in two places")
    assert titles(page) == ["-1121 BAD_SYMBOL"]
    choose(page, "In the bin")
    assert titles(page) == ["-1007 TIMEOUT"]
    shown = [button.text() for button in page.findChildren(QToolButton) if button.isVisibleTo(page)]
    assert shown == ["Take out of the bin", "Codes"]
    with qtbot.waitSignal(page.restoring_wanted) as wanted:
        page.restore_button.click()
    assert wanted.args[0] == (store.binned()[0].id,)


def test_what_is_found_and_chosen_is_told(page: NotesPage, qtbot: QtBot) -> None:
    assert page.found() is None
    page.search.setText("bold")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    assert [note.number for note in page.found() or ()] == [-9876]
    assert [note.number for note in page.chosen()] == [-9876]


def test_without_notes_it_says_how_to_begin(
    window: QMainWindow, theme: Theme, registry: Registry, tmp_path: Path
) -> None:
    page = NotesPage(theme, registry, Commands(window), window)
    page.refresh()
    assert page.state.text() == "The notes are not open."
    with NoteStore.open(tmp_path / "empty.sqlite3") as empty:
        page.set_store(empty)
        assert page.state.text().startswith("There are no notes yet.")
        page.set_store(None)


def test_the_model_keeps_qts_rules(
    theme: Theme, registry: Registry, store: NoteStore, qtmodeltester: ModelTester
) -> None:
    model = NotesModel(theme, registry)
    model.show_notes(store.all())
    qtmodeltester.check(model)

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from errdex.notes.store import NoteStore
from errdex.registry.model import Registry
from errdex.ui.notes_list import NotesList, NotesModel
from errdex.ui.theme import Theme


@pytest.fixture
def store(tmp_path: Path) -> Iterator[NoteStore]:
    with NoteStore.open(tmp_path / "notes.sqlite3") as store:
        store.add("\n  after the funding hour\nmore", meaning="1007-timeout", number=-1007, name="TIMEOUT")
        store.add("<b>bold</b>", number=-9876, tags=("seen once",))
        store.add("new pair", meaning="1121-bad-symbol", number=-1121, name="BAD_SYMBOL", tags=("listing", "spot"))
        yield store


@pytest.fixture
def notes(qtbot: QtBot, theme: Theme, registry: Registry, store: NoteStore) -> Iterator[NotesList]:
    notes = NotesList(theme, registry)
    qtbot.addWidget(notes)
    notes.set_store(store)
    notes.resize(600, 400)
    notes.show()
    yield notes
    notes.close()


def spoken(notes: NotesList, row: int) -> str:
    return str(notes.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole))


def test_all_notes_stand_in_it_the_newest_first(notes: NotesList) -> None:
    assert (notes.view.objectName(), notes.view.accessibleName()) == ("noteList", "Notes")
    assert [notes.model.title(row) for row in range(3)] == ["-1121 BAD_SYMBOL", "-9876", "-1007 TIMEOUT"]
    assert spoken(notes, 0).startswith("-1121 BAD_SYMBOL, new pair, listing, spot, 20")
    assert notes.model.first_line(2) == "after the funding hour"
    assert notes.state.text() == "3 notes"


def test_the_search_narrows_and_says_when_nothing_fits(notes: NotesList, qtbot: QtBot) -> None:
    QTest.keyClicks(notes.search, "fund")
    qtbot.waitUntil(lambda: notes.model.rowCount() == 1)
    assert notes.model.title(0) == "-1007 TIMEOUT"
    assert notes.state.text() == "1 note"
    QTest.keyClicks(notes.search, "xyz")
    qtbot.waitUntil(lambda: notes.model.rowCount() == 0)
    assert notes.state.text() == "No note has all these words."


def test_it_is_used_by_keyboard_from_search_to_code(notes: NotesList, qtbot: QtBot) -> None:
    QTest.keyClicks(notes.search, "pair")
    QTest.keyClick(notes.search, Qt.Key.Key_Return)
    with qtbot.waitSignal(notes.note_chosen) as chosen:
        QTest.keyClick(notes.view, Qt.Key.Key_Return)
    assert chosen.args == ["1121-bad-symbol"]


def test_without_notes_it_says_how_to_begin(qtbot: QtBot, theme: Theme, registry: Registry, tmp_path: Path) -> None:
    notes = NotesList(theme, registry)
    qtbot.addWidget(notes)
    assert notes.state.text() == "The notes are not open."
    with NoteStore.open(tmp_path / "empty.sqlite3") as empty:
        notes.set_store(empty)
        assert notes.state.text().startswith("There are no notes yet.")
        notes.set_store(None)


def test_the_model_keeps_qts_rules(registry: Registry, store: NoteStore, qtmodeltester: ModelTester) -> None:
    model = NotesModel(registry)
    model.show_notes(store.all())
    qtmodeltester.check(model)

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from errdex.notes.store import NoteStore
from errdex.ui.note_draft import NotePlace, Subject
from errdex.ui.note_panel import NotePanel
from errdex.ui.theme import Theme

TIMEOUT = NotePlace(Subject("1007-timeout", -1007), "TIMEOUT")
SYMBOL = NotePlace(Subject("1121-bad-symbol", -1121), "BAD_SYMBOL")
KEY = "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[NoteStore]:
    with NoteStore.open(tmp_path / "notes.sqlite3") as store:
        yield store


@pytest.fixture
def panel(qtbot: QtBot, theme: Theme, store: NoteStore) -> Iterator[NotePanel]:
    panel = NotePanel(theme)
    qtbot.addWidget(panel)
    panel.set_store(store)
    panel.keeper.show(TIMEOUT)
    panel.resize(450, 220)
    panel.show()
    yield panel
    panel.set_store(None)
    panel.close()


def test_tags_are_added_and_removed_by_keyboard(panel: NotePanel, store: NoteStore) -> None:
    QTest.keyClicks(panel.tags.edit, "timeouts,funding hour")
    QTest.keyClick(panel.tags.edit, Qt.Key.Key_Return)
    panel.flush()
    assert store.all()[0].tags == ("timeouts", "funding hour")
    QTest.keyClick(panel.tags.edit, Qt.Key.Key_Backspace)
    panel.flush()
    assert store.all()[0].tags == ("timeouts",)
    panel.keeper.show(SYMBOL)
    assert panel.tags.tags() == ()
    assert not any(chip.isVisible() for chip in panel.tags.findChildren(QPushButton))


def test_a_tag_that_is_still_being_typed_is_not_lost(panel: NotePanel, store: NoteStore) -> None:
    QTest.keyClicks(panel.tags.edit, "half")
    panel.flush()
    assert store.all()[0].tags == ("half",)


def test_a_credential_is_said_and_masked_only_when_asked(panel: NotePanel, store: NoteStore, qtbot: QtBot) -> None:
    panel.start_writing()
    panel.editor.setPlainText(f"used apiKey={KEY} by mistake")
    qtbot.waitUntil(panel.caution.isVisible)
    panel.flush()
    assert store.all()[0].text == f"used apiKey={KEY} by mistake"
    QTest.mouseClick(panel.caution.buttons[0], Qt.MouseButton.LeftButton)
    assert KEY not in panel.editor.toPlainText()
    assert KEY not in store.all()[0].text
    assert not panel.caution.isVisible()
    panel.editor.undo()
    assert KEY in panel.editor.toPlainText()


def test_the_way_back_takes_no_tag_that_is_not_seen(panel: NotePanel) -> None:
    tags = tuple(f"tag {place}" for place in range(50))
    panel.tags.set_tags(tags)
    panel.tags.edit.last_unwanted.emit()
    assert panel.tags.tags() == (*tags[:39], *tags[40:])


def test_many_tags_stand_on_several_lines_and_ask_for_no_width(panel: NotePanel, qtbot: QtBot) -> None:
    width = panel.minimumSizeHint().width()
    panel.tags.set_tags(tuple(f"a tag of some length {place}" for place in range(6)))
    assert panel.minimumSizeHint().width() == width
    qtbot.waitUntil(panel.tags.edit.isVisible)
    chips = [chip for chip in panel.tags.findChildren(QPushButton) if chip.isVisible()]
    assert len(chips) == 6
    assert all(panel.tags.rect().contains(part.geometry()) for part in (*chips, panel.tags.edit))
    assert len({chip.y() for chip in chips}) > 1
    assert all(chip.width() >= chip.sizeHint().width() for chip in chips)

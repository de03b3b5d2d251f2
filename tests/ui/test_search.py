from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from errdex.ui.search import Search
from errdex.ui.theme import Theme


@pytest.fixture
def search(qtbot: QtBot, theme: Theme) -> Search:
    search = Search(theme)
    qtbot.addWidget(search)
    search.show()
    return search


def field(search: Search) -> QLineEdit:
    found = search.findChild(QLineEdit, "codeSearch")
    assert isinstance(found, QLineEdit)
    return found


def test_what_is_typed_is_announced_key_by_key(search: Search) -> None:
    heard: list[str] = []
    search.words_changed.connect(heard.append)
    QTest.keyClicks(field(search), "-10")
    assert heard == ["-", "-1", "-10"]
    assert search.words() == "-10"
    assert field(search).accessibleName() == "Search error codes"


def test_down_and_enter_lead_to_the_table_and_escape_clears(search: Search, qtbot: QtBot) -> None:
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        with qtbot.waitSignal(search.table_wanted):
            QTest.keyClick(field(search), key)
    with qtbot.waitSignal(search.clear_wanted):
        QTest.keyClick(field(search), Qt.Key.Key_Escape)


def test_the_count_keeps_its_place(search: Search, qtbot: QtBot) -> None:
    search.resize(600, 50)
    count = search.findChild(QLabel, "codeCount")
    assert isinstance(count, QLabel)
    search.show_count(24, 623)
    qtbot.wait(1)
    before = field(search).geometry()
    assert count.text() == "24 of 623"
    search.show_count(1, 623)
    qtbot.wait(1)
    assert field(search).geometry() == before

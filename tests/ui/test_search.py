from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListView, QToolButton
from pytestqt.qtbot import QtBot

from errdex.ui.query import Key
from errdex.ui.search import Search
from errdex.ui.theme import Theme

_OFFSCREEN = pytest.mark.qt_log_ignore("does not support (raise|grabbing)")
"""The offscreen platform says so when a list opens; there is nothing to mend."""


@pytest.fixture
def search(qtbot: QtBot, theme: Theme) -> Search:
    search = Search(theme)
    qtbot.addWidget(search)
    search.resize(600, 50)
    search.show()
    search.take_focus()
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


def test_the_rest_of_a_name_is_taken_with_the_arrow_right_and_only_at_the_end(search: Search) -> None:
    QTest.keyClicks(field(search), "bad_s")
    search.set_names(("BAD_SYMBOL",))
    QTest.keyClick(field(search), Qt.Key.Key_Left)
    QTest.keyClick(field(search), Qt.Key.Key_Right)
    assert search.words() == "bad_s"
    QTest.keyClick(field(search), Qt.Key.Key_Right)
    assert search.words() == "bad_sYMBOL"
    assert not field(search).grab().isNull()


def opened() -> QListView:
    """Return the open list of offers."""
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QListView)
    assert popup.objectName() == "searchOffers"
    return popup


@_OFFSCREEN
def test_a_key_is_offered_and_taken_and_its_values_follow(search: Search) -> None:
    heard: list[str] = []
    search.words_changed.connect(heard.append)
    QTest.keyClicks(field(search), "weight pro")
    QTest.keyClick(opened(), Qt.Key.Key_Down)
    QTest.keyClick(opened(), Qt.Key.Key_Return)
    assert search.words() == "weight product:"
    QTest.keyClick(opened(), Qt.Key.Key_Down)
    QTest.keyClick(opened(), Qt.Key.Key_Return)
    assert search.words() == "weight product:usdm "
    assert heard[-1] == search.words()
    assert QApplication.activePopupWidget() is None


@_OFFSCREEN
def test_control_space_lists_every_key(search: Search) -> None:
    QTest.keyClick(field(search), Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    popup = opened()
    texts = [popup.model().index(row, 0).data() for row in range(popup.model().rowCount())]
    assert texts == [f"{key}:" for key in Key]
    assert popup.accessibleName()
    assert not popup.grab().isNull()
    popup.hide()


@_OFFSCREEN
def test_escape_puts_the_list_away_first_and_enter_goes_on(search: Search, qtbot: QtBot) -> None:
    QTest.keyClicks(field(search), "retry:")
    with qtbot.assertNotEmitted(search.clear_wanted):
        QTest.keyClick(opened(), Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None
    QTest.keyClicks(field(search), "w")
    with qtbot.waitSignal(search.table_wanted):
        QTest.keyClick(opened(), Qt.Key.Key_Return)
    assert search.words() == "retry:w"
    assert QApplication.activePopupWidget() is None


def test_words_alone_open_no_list(search: Search) -> None:
    QTest.keyClicks(field(search), "insufficient balance")
    assert QApplication.activePopupWidget() is None


def test_typing_goes_on_behind_the_words(search: Search) -> None:
    search.set_words("bad")
    search.take_focus()
    search.type_on("_")
    assert search.words() == "bad_"


def test_a_button_in_the_field_leads_back_to_all_codes_while_some_are_hidden(search: Search, qtbot: QtBot) -> None:
    search.show_count(639, 639)
    assert search.findChild(QToolButton, "showAll") is None
    before = field(search).geometry()
    search.show_count(24, 639)
    button = search.findChild(QToolButton, "showAll")
    assert button is not None
    assert button.isVisible()
    assert field(search).rect().contains(button.geometry())
    assert field(search).textMargins().right() >= button.width()
    assert field(search).geometry() == before
    with qtbot.waitSignal(search.clear_wanted):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    search.show_count(639, 639)
    assert not button.isVisible()
    assert field(search).textMargins().right() == 0

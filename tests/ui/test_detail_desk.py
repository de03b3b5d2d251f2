from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from errdex.ui.commands import Command
from errdex.ui.detail_targets import Narrowing, target_of
from errdex.ui.detail_texts import TextLabel
from errdex.ui.main_window import MainWindow
from errdex.ui.start import Program

KEY = "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsW1oUPQq7Yd3jSK6Ytx0aZLrQe2Bv5Tn"
TWO = f"""\
curl -H 'X-MBX-APIKEY: {KEY}' https://api.binance.com/api/v3/account
{{"code":-2015,"msg":"Invalid API-key, IP, or permissions for action, request ip: 203.0.113.7"}}

{{"code":-1013,"msg":"Filter failure: LOT_SIZE"}}
"""


@pytest.fixture
def window(program: Program) -> MainWindow:
    program.window.answers.dress_bar()
    return program.window


def paste(window: MainWindow, text: str) -> None:
    window.pastes.decode_text(text)


def action(window: MainWindow, command: Command) -> QAction:
    return window.commands.action(command)


def test_one_goes_back_from_a_link_to_the_error_of_the_paste(window: MainWindow) -> None:
    assert not action(window, Command.PAGE_BACK).isEnabled()
    paste(window, TWO)
    window.session.step(1)
    page = window.details.page_text()
    assert window.details.title() == "-1013 INVALID_MESSAGE"
    window.details.link_activated.emit("2010-new-order-rejected")
    assert window.details.title().startswith("-2010")
    action(window, Command.PAGE_BACK).trigger()
    assert window.details.page_text() == page
    chosen = window.table.chosen_meaning()
    assert chosen is not None
    assert chosen.id == "1013-invalid-message"
    action(window, Command.PAGE_BACK).trigger()
    assert window.details.title().startswith("-2015")
    assert window.session.place == (1, 2)
    action(window, Command.PAGE_FORWARD).trigger()
    action(window, Command.PAGE_FORWARD).trigger()
    assert window.details.title().startswith("-2010")
    assert not action(window, Command.PAGE_FORWARD).isEnabled()


def link_of(window: MainWindow, target: str) -> TextLabel:
    window.details.view.complete()
    label = next(each for each in window.details.findChildren(TextLabel) if f'href="{target}' in each.text())
    window.details.view.ensureWidgetVisible(label)
    QApplication.processEvents()
    return label


def place_of_link(label: TextLabel) -> QPoint:
    """Go over a paragraph with the pointer until it is on a link."""
    none = Qt.MouseButton.NoButton
    for y in range(4, label.height(), 4):
        for x in range(2, label.width(), 4):
            at = QPointF(x, y)
            move = QMouseEvent(
                QEvent.Type.MouseMove, at, label.mapToGlobal(at), none, none, Qt.KeyboardModifier.NoModifier
            )
            QApplication.sendEvent(label, move)
            if label.cursor().shape() is Qt.CursorShape.PointingHandCursor:
                return QPoint(x, y)
    pytest.fail("there is no link")


def test_a_link_that_is_clicked_outlives_its_page_and_leaves_the_keyboard_there(
    window: MainWindow, qtbot: QtBot
) -> None:
    """The click goes on in the label after it told where it leads: its page may not be gone by then."""
    window.activateWindow()
    window.go_to("1121-bad-symbol")
    label = link_of(window, "1122")
    QTest.mouseClick(label, Qt.MouseButton.LeftButton, pos=place_of_link(label))
    qtbot.waitUntil(lambda: window.details.title().startswith("-1122"))
    assert window.focusWidget() is window.details.view


def test_a_link_that_is_followed_with_the_keyboard_leaves_it_on_the_page(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    window.go_to("1121-bad-symbol")
    link_of(window, "1122").setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.details.title().startswith("-1122"))
    assert window.focusWidget() is window.details.view
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert window.details.isAncestorOf(window.focusWidget())


@pytest.mark.parametrize("command", [Command.SCHEME_DARK, Command.LARGER])
def test_in_another_look_the_keyboard_stays_where_it_was(window: MainWindow, command: Command) -> None:
    window.activateWindow()
    window.go_to("1007-timeout")
    window.details.view.complete()
    before = window.details.findChildren(QCheckBox)[1]
    before.setFocus()
    name, top = before.accessibleName(), window.details.view.verticalScrollBar().value()
    action(window, command).trigger()
    anew = window.focusWidget()
    assert anew is not before
    assert (type(anew), anew.accessibleName()) == (QCheckBox, name)
    assert window.details.view.verticalScrollBar().value() == top


def test_a_closer_page_is_a_page_of_its_own_on_the_way_back(window: MainWindow) -> None:
    window.go_to("1013-invalid-message")
    whole = window.details.page_text()
    window.details.link_activated.emit(target_of("1013-invalid-message", Narrowing(filter="LOT_SIZE")))
    closer = window.details.page_text()
    assert "The message names the filter LOT_SIZE." in closer
    window.details.link_activated.emit("1121-bad-symbol")
    action(window, Command.PAGE_BACK).trigger()
    assert window.details.page_text() == closer
    action(window, Command.PAGE_BACK).trigger()
    assert window.details.page_text() == whole


def test_another_paste_ends_the_way_into_the_one_before(window: MainWindow) -> None:
    paste(window, '{"code":-1013,"msg":"Filter failure: LOT_SIZE"}')
    paste(window, '{"code":-1121,"msg":"Invalid symbol."}')
    action(window, Command.PAGE_BACK).trigger()
    assert window.details.title() == "-1013 INVALID_MESSAGE"
    assert "LOT_SIZE" in window.details.page_text()
    assert "Your message" not in window.details.page_text()


def test_a_tick_is_in_the_store_at_once_and_taken_back_with_its_note(program: Program, window: MainWindow) -> None:
    paste(window, TWO)
    assert program.store is not None
    window.details.view.complete()
    box = window.details.findChildren(QCheckBox)[0]
    box.click()
    (note,) = program.store.of_meaning("2015-rejected-mbx-key")
    assert len(note.causes) == 1
    assert note.occurrence is not None
    assert "203.0.113.7" not in note.occurrence.snippet
    assert "Invalid API-key" in note.occurrence.snippet
    assert "2015-rejected-mbx-key" in window.model.noted
    window.go_to("1121-bad-symbol")
    window.go_to("2015-rejected-mbx-key")
    window.details.view.complete()
    box = window.details.findChildren(QCheckBox)[0]
    assert box.isChecked()
    box.click()
    assert program.store.of_meaning("2015-rejected-mbx-key") == ()
    assert window.model.noted == frozenset()


def test_a_tick_without_notes_is_refused_with_a_sentence(program: Program, window: MainWindow, qtbot: QtBot) -> None:
    window.go_to("1121-bad-symbol")
    window.notes.set_store(None)
    window.details.view.complete()
    box = window.details.findChildren(QCheckBox)[0]
    with qtbot.waitSignal(window.answers.said) as said:
        box.click()
    assert "cannot be kept" in said.args[0]
    assert not box.isChecked()
    assert program.store is not None


@pytest.mark.parametrize("command", [Command.COPY_TICKET, Command.COPY_CHAT])
def test_copies_are_plain_and_masked(window: MainWindow, command: Command) -> None:
    paste(window, TWO)
    action(window, command).trigger()
    content = QApplication.clipboard().mimeData()
    assert content.hasText()
    assert not content.hasHtml()
    assert content.text().startswith("-2015 REJECTED_MBX_KEY")
    assert "request ip: [ip 1]" in content.text()
    assert "203.0.113.7" not in content.text()
    said = window.details.bar.findChild(QLabel, "detailSaid")
    assert said is not None
    assert said.accessibleName().startswith("Copied, ")
    assert said.accessibleName().endswith(" masked")


def test_a_note_is_copied_when_it_is_wanted_and_masked_like_the_rest(program: Program, window: MainWindow) -> None:
    paste(window, TWO)
    assert program.store is not None
    program.store.add(f"The key {KEY} was of the testnet.", meaning="2015-rejected-mbx-key", number=-2015)
    action(window, Command.COPY_CHAT).trigger()
    assert "testnet." not in QApplication.clipboard().text()
    action(window, Command.NOTE_IN_COPY).trigger()
    action(window, Command.COPY_CHAT).trigger()
    assert "The key [api key 1] was of the testnet." in QApplication.clipboard().text()


def test_there_is_nothing_to_copy_before_something_is_shown(window: MainWindow) -> None:
    assert not action(window, Command.COPY_TICKET).isEnabled()
    window.go_to("1121-bad-symbol")
    assert action(window, Command.COPY_TICKET).isEnabled()


def test_tab_goes_from_the_buttons_to_the_page_and_through_it_to_the_note(window: MainWindow) -> None:
    window.go_to("1121-bad-symbol")
    window.activateWindow()
    buttons = [each for each in window.details.bar.findChildren(QToolButton) if each.isEnabled()]
    assert all(button.accessibleName() and button.toolTip() for button in buttons)
    buttons[0].setFocus()
    walked = []
    for _ in range(60):
        focused = QApplication.focusWidget()
        assert focused is not None
        if not window.details.isAncestorOf(focused):
            break
        walked.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert walked[: len(buttons)] == buttons
    assert walked[len(buttons)] is window.details.view
    boxes = window.details.findChildren(QCheckBox)
    assert [each for each in walked if isinstance(each, QCheckBox)] == boxes
    last = QApplication.focusWidget()
    assert last is not None
    assert window.note.isAncestorOf(last)

"""The window without eyes and without a mouse: names, the way of Tab, and the accessibility tree driven from within."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QListView, QMenu, QMessageBox, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.places import PLACES, POPUPS, Look, Tour

from errdex.ui.commands import Command
from errdex.ui.main_window import MainWindow
from errdex.ui.start import Program

PASTE = """\
2026-11-22 03:14:07 ERROR order failed
binance.exceptions.BinanceAPIException: APIError(code=-1007): Timeout waiting for response from backend server. \
Send status unknown; execution status unknown.
2026-11-22 03:14:09 ERROR retry failed
binance.exceptions.BinanceAPIException: APIError(code=-2010): Duplicate order sent.
"""
Role = QAccessible.Role
NAME = QAccessible.Text.Name


@pytest.fixture
def program(shown_program: Program) -> Program:
    shown_program.finish()
    return shown_program


def tree(widget: QWidget) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None
    return found


def nodes(top: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """Yield a node and all below it; the cells of tables are left out, for there are thousands."""
    yield top
    if top.role() is not Role.Table:
        for place in range(top.childCount()):
            child = top.child(place)
            if child.isValid():
                yield from nodes(child)


def find(top: QAccessibleInterface, role: QAccessible.Role, name: str) -> QAccessibleInterface:
    """Return the node of a role whose name matches the expression."""
    return next(node for node in nodes(top) if node.role() == role and re.fullmatch(name, node.text(NAME)))


def has(top: QAccessibleInterface, name: str) -> bool:
    return any(re.fullmatch(name, node.text(NAME)) for node in nodes(top))


def press(node: QAccessibleInterface) -> None:
    actions = node.actionInterface()
    assert actions is not None
    assert not node.state().disabled
    actions.doAction(QAccessibleActionInterface.pressAction())


def write(node: QAccessibleInterface, text: str) -> None:
    editor = node.editableTextInterface()
    assert editor is not None
    editor.insertText(0, text)


def focusable(top: QWidget) -> list[QWidget]:
    widgets = [top, *top.findChildren(QWidget)]
    return [each for each in widgets if each.isVisible() and each.focusPolicy() != Qt.FocusPolicy.NoFocus]


def unnamed(top: QWidget) -> list[str]:
    return [
        f"{type(each).__name__} {each.objectName()}" for each in focusable(top) if not tree(each).text(NAME).strip()
    ]


@POPUPS
@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_every_control_everywhere_has_a_name(
    program: Program, qtbot: QtBot, tmp_path: Path, place: Callable[[Tour, Look], None]
) -> None:
    seen: list[str] = []
    found: list[str] = []

    def look(top: QWidget) -> None:
        if top.isWindow() and not isinstance(top, QMenu):
            assert top.windowTitle() or isinstance(top, QMessageBox | QListView)
        seen.extend(type(each).__name__ for each in focusable(top))
        found.extend(unnamed(top))

    place(Tour(program, qtbot, tmp_path), look)
    assert seen or place is PLACES["menus"]
    assert sorted(set(found)) == []


def tab_from(start: QWidget, qapp: QApplication, key: Qt.Key = Qt.Key.Key_Tab) -> list[str]:
    """Press Tab until the start is reached again; return the controls on the way."""
    way: list[str] = []
    start.setFocus()
    for _ in range(100):
        at = qapp.focusWidget()
        assert at is not None
        assert at.isVisible()
        way.append(at.objectName() or tree(at).text(NAME))
        QTest.keyClick(at, key)
        if qapp.focusWidget() is start:
            return way
    raise AssertionError(way)


def test_tab_goes_through_the_window_as_one_reads_it(window: MainWindow, qapp: QApplication, qtbot: QtBot) -> None:
    window.pastes.decode_text(PASTE)
    qtbot.waitUntil(lambda: window.session.is_whole)
    window.activateWindow()
    qtbot.waitUntil(lambda: qapp.activeWindow() is window)
    way = tab_from(window.paste, qapp)
    known = ["pasteBox", "Errors in the paste", "codeSearch", "codeTable", "detailView", "noteEditor", "noteTag"]
    known += ["productFilter", "categoryFilter", "retryFilter", "noteFilter"]
    assert [stop for stop in way if stop in known] == known
    back = tab_from(window.paste, qapp, Qt.Key.Key_Backtab)
    assert [stop for stop in back if stop in known] == [known[0], *known[:0:-1]]


def test_the_place_of_the_focus_can_be_seen(window: MainWindow, qapp: QApplication, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(lambda: qapp.activeWindow() is window)
    names = ("productFilter", "categoryFilter", "codeSearch")
    places: list[QWidget] = [window.paste, window.table, window.note.editor, *(part(window, name) for name in names)]
    window.table.selectRow(0)
    for place in places:
        pictures = []
        for has_focus in (True, False):
            (place if has_focus else window.details.view).setFocus()
            qapp.processEvents()
            pictures.append(place.grab().toImage())
        assert pictures[0] != pictures[1], place.objectName()


def part(window: MainWindow, name: str) -> QWidget:
    found = window.findChild(QWidget, name)
    assert isinstance(found, QWidget)
    return found


def test_a_paste_is_read_filtered_noted_and_exported_through_the_tree_alone(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    top = tree(window)
    QApplication.clipboard().setText(PASTE)
    press(find(top, Role.Button, "Paste and decode"))
    findings = find(top, Role.List, "Errors in the paste")
    qtbot.waitUntil(lambda: findings.childCount() == 2)
    assert "-1007" in findings.child(0).text(NAME)
    assert has(top, r"2 errors · spot")
    qtbot.waitUntil(lambda: has(top, r"Check before you send it again"))

    categories = find(top, Role.Tree, "Categories")
    wanted = next(node for node in nodes(categories) if node.text(NAME).startswith("10xx Server, network"))
    count = wanted.text(NAME).rpartition(", ")[2]
    selection = categories.selectionInterface()
    assert selection is not None
    assert selection.select(wanted)
    assert has(top, rf"{count} of \d+")

    write(find(top, Role.EditableText, "Note"), "Seen twice after the funding hour.")
    qtbot.waitUntil(lambda: has(top, "Saved .*"))

    answer_file_dialog(tmp_path / "notes.md")
    press(find(top, Role.MenuItem, "Export notes…"))
    dialog = next(each for each in window.findChildren(QDialog) if each.isVisible())
    press(find(tree(dialog), Role.Button, "Export…"))
    qtbot.waitUntil((tmp_path / "notes.md").is_file)
    written = (tmp_path / "notes.md").read_text(encoding="utf-8")
    assert "Seen twice after the funding hour." in written
    assert "-1007" in written


def answer_file_dialog(path: Path) -> None:
    """Name a file in the file dialog once it stands there, through its tree."""

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QFileDialog):
            QTimer.singleShot(20, answer)
            return
        top = tree(dialog)
        field = find(top, Role.EditableText, "File name:")
        field.setText(QAccessible.Text.Value, str(path))
        press(find(top, Role.Button, "Save"))

    QTimer.singleShot(20, answer)


def test_what_was_decoded_is_announced(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    update = QAccessible.updateAccessibility

    def hear(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            heard.append(event.message())
        update(event)

    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    window.pastes.decode_text(PASTE)
    qtbot.waitUntil(lambda: any("-1007 TIMEOUT" in words and "Check before" in words for words in heard))
    assert [words for words in heard if "errors" in words] == ["2 errors · spot"]
    window.commands.action(Command.NEXT_ERROR).trigger()
    qtbot.waitUntil(lambda: any("-2010" in words for words in heard))
    window.pastes.decode_text("nothing is in here")
    qtbot.waitUntil(lambda: any(words.startswith("No Binance error found") for words in heard))

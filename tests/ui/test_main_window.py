from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QMenu, QTreeWidget, QWidget
from pytestqt.qtbot import QtBot

from errdex.notes.store import NoteStore
from errdex.registry.model import Product, Registry
from errdex.ui.commands import Command
from errdex.ui.main_window import MainWindow, Parts
from errdex.ui.preferences import Preferences
from errdex.ui.start import Program
from errdex.ui.theme import Scheme, Theme

TWO_ERRORS = """\
2026-11-22 03:14:07 ERROR order failed
binance.exceptions.BinanceAPIException: APIError(code=-1007): Timeout waiting for response from backend server. \
Send status unknown; execution status unknown.
2026-11-22 03:14:09 ERROR retry failed
binance.exceptions.BinanceAPIException: APIError(code=-2010): Duplicate order sent.
"""


def chosen(window: MainWindow) -> str | None:
    meaning = window.table.chosen_meaning()
    return meaning.id if meaning else None


def paste(window: MainWindow, text: str) -> None:
    QApplication.clipboard().setText(text)
    window.paste.setFocus()
    QTest.keySequence(window.paste, QKeySequence(QKeySequence.StandardKey.Paste))


def test_it_starts_with_the_cursor_where_one_pastes(window: MainWindow) -> None:
    assert window.focusWidget() is window.paste
    assert window.model.rowCount() == len(window.model._catalogue.meanings)


def test_paste_finding_row_and_details_without_a_click(window: MainWindow) -> None:
    paste(window, TWO_ERRORS)
    assert [finding.first.number for finding in window.session.findings] == [-1007, -2010]
    assert window.findings.current() == 0
    assert chosen(window) == "1007-timeout"
    assert "-1007" in window.details.title()
    assert "Timeout waiting" in window.details.page_text()


def test_the_seeds_example_is_bad_symbol(window: MainWindow) -> None:
    paste(window, '{"code":-1121,"msg":"Invalid symbol."}')
    assert chosen(window) == "1121-bad-symbol"
    assert "BAD_SYMBOL" in window.details.title()


def test_f8_walks_through_the_errors(window: MainWindow) -> None:
    paste(window, TWO_ERRORS)
    window.commands.action(Command.NEXT_ERROR).trigger()
    assert (window.findings.current(), chosen(window)) == (1, "2010-new-order-rejected")
    window.commands.action(Command.NEXT_ERROR).trigger()
    assert (window.findings.current(), chosen(window)) == (0, "1007-timeout")
    window.commands.action(Command.PREVIOUS_ERROR).trigger()
    assert chosen(window) == "2010-new-order-rejected"


def test_choosing_a_finding_or_a_place_in_the_text_is_the_same(window: MainWindow) -> None:
    paste(window, TWO_ERRORS)
    window.findings.finding_chosen.emit(1)
    assert chosen(window) == "2010-new-order-rejected"
    window.paste.place_chosen.emit(TWO_ERRORS.index("Timeout") + 3)
    assert chosen(window) == "1007-timeout"


def test_control_v_anywhere_decodes_and_text_fields_keep_their_own_paste(window: MainWindow) -> None:
    QApplication.clipboard().setText("-1121")
    window.table.setFocus()
    QTest.keyClick(window.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert window.paste.original_text() == "-1121"
    assert chosen(window) == "1121-bad-symbol"
    search = window.findChild(QLineEdit, "codeSearch")
    assert search is not None
    search.setFocus()
    QApplication.clipboard().setText("timeout")
    QTest.keyClick(search, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert search.text() == "timeout"
    assert window.paste.original_text() == "-1121"


def test_filters_that_hide_the_answer_give_way(window: MainWindow) -> None:
    window.search.set_words("leverage")
    window.panel.choose_product(Product.OPTIONS)
    paste(window, '{"code":-1121,"msg":"Invalid symbol."}')
    assert chosen(window) is not None
    assert window.search.words() == ""
    current = window.table.chosen_meaning()
    assert current is not None
    assert current.number == -1121


def test_a_row_chosen_by_hand_is_explained_and_noted_on(window: MainWindow, program: Program) -> None:
    window.search.set_words("1021")
    window.search.table_wanted.emit()
    assert chosen(window) == "1021-invalid-timestamp"
    assert "INVALID_TIMESTAMP" in window.details.title()
    window.note.editor.setPlainText("Clock was off.")
    assert window.note.flush()
    assert program.store is not None
    assert [note.text for note in program.store.of_meaning("1021-invalid-timestamp")] == ["Clock was off."]
    row = window.model.row_of("1021-invalid-timestamp")
    assert row is not None
    assert window.model.has_note(row)


def test_a_text_without_errors_says_so_and_an_emptied_box_begins_again(window: MainWindow) -> None:
    paste(window, "nothing of interest here")
    assert not window.session.findings
    assert "No Binance error found" in window.findings.state.text()
    first = window.details.page_text()
    window.commands.action(Command.CLEAR_PASTE).trigger()
    assert window.details.page_text() != first


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\x00" * 1000,
        "\ud800\udfff \u2028",
        "9" * 5000,
        "[" * 100_000,
        '{"code":' * 50_000,
        "\x7fELF\x00\xff" * 5000,
    ],
    ids=["empty", "nul", "surrogates", "digits", "brackets", "objects", "binary"],
)
def test_no_text_hurts(window: MainWindow, text: str) -> None:
    window.pastes.decode_text(text)
    assert window.pastes.worker.wait()
    QApplication.processEvents()
    assert window.paste.original_text() == text


def test_a_large_text_is_decoded_beside_the_window(window: MainWindow, qtbot: QtBot) -> None:
    text = "a quiet line of a log\n" * 60_000 + TWO_ERRORS
    with qtbot.waitSignal(window.pastes.worker.ended, timeout=30_000):
        window.pastes.decode_text(text)
    assert [finding.first.number for finding in window.session.findings] == [-1007, -2010]
    qtbot.waitUntil(lambda: chosen(window) == "1007-timeout")


def test_dropped_and_opened_files_are_decoded_and_unreadable_ones_named(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "bot.log"
    path.write_text(TWO_ERRORS, encoding="utf-8")
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(path))])
    window.paste.insertFromMimeData(dropped)
    assert chosen(window) == "1007-timeout"
    window.open_files([str(tmp_path / "missing.log")])
    assert "missing.log cannot be read" in window.notice.text()


def test_search_down_enter_escape_lead_there_and_back(window: MainWindow) -> None:
    window.commands.action(Command.SEARCH).trigger()
    search = window.focusWidget()
    assert isinstance(search, QLineEdit)
    QTest.keyClicks(search, "1007")
    QTest.keyClick(search, Qt.Key.Key_Down)
    assert window.focusWidget() is window.table
    QTest.keyClick(window.table, Qt.Key.Key_Return)
    assert window.details.isAncestorOf(_focused(window)) or window.details is _focused(window)
    QTest.keyClick(_focused(window), Qt.Key.Key_Escape)
    assert window.focusWidget() is window.table
    window.commands.action(Command.FOCUS_NOTE).trigger()
    QTest.keyClick(_focused(window), Qt.Key.Key_Escape)
    assert window.focusWidget() is window.table
    QTest.keyClick(window.table, Qt.Key.Key_Escape)
    assert window.search.words() == ""


def _focused(window: MainWindow) -> QWidget:
    focused = window.focusWidget()
    assert focused is not None
    return focused


def test_every_control_of_the_design_has_its_names(window: MainWindow) -> None:
    wanted = {
        "pasteBox": "Paste box",
        "findings": "Findings",
        "codeTable": "Error codes",
        "codeSearch": "Search error codes",
        "productFilter": "Product",
        "categoryFilter": "Categories",
        "detailPane": "Details",
        "noteEditor": "Note",
    }
    found = {name: window.findChild(QWidget, name) for name in wanted}
    assert {name: widget.accessibleName() for name, widget in found.items() if widget} == wanted


def test_every_place_that_takes_the_focus_has_a_name(window: MainWindow) -> None:
    nameless = []
    for widget in window.findChildren(QWidget):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or not widget.isVisible():
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if not interface.text(QAccessible.Text.Name):
            nameless.append(f"{type(widget).__name__} {widget.objectName()}")
    assert nameless == []


@pytest.mark.parametrize("command", [Command.KEYS, Command.DOCUMENTS, Command.ABOUT, Command.COPIES])
def test_dialogs_open_and_close(window: MainWindow, command: Command) -> None:
    window.commands.action(command).trigger()
    dialog = next(found for found in window.findChildren(QDialog) if found.isVisible())
    assert dialog.windowTitle()
    dialog.reject()


def test_the_documents_page_gives_every_products_date_and_origin(window: MainWindow, registry: Registry) -> None:
    from PySide6.QtWidgets import QLabel

    window.commands.action(Command.DOCUMENTS).trigger()
    dialog = next(found for found in window.findChildren(QDialog) if found.isVisible())
    text = "\n".join(label.text() for label in dialog.findChildren(QLabel))
    for revision in registry.revisions.values():
        assert revision.date in text
        assert revision.origin in text
    dialog.reject()


def test_look_and_size_change_by_command_and_are_kept(window: MainWindow, program: Program, tmp_path: Path) -> None:
    window.commands.action(Command.SCHEME_DARK).trigger()
    window.commands.action(Command.LARGER).trigger()
    window.panel.choose_product(Product.USDM)
    window.commands.action(Command.PRODUCT_DEFAULT).trigger()
    window.close()
    text = (tmp_path / "preferences.json").read_text(encoding="utf-8")
    assert '"scheme": "dark"' in text
    assert '"size": 110' in text
    assert '"product": "usdm"' in text
    assert program.theme.scheme is Scheme.DARK


def test_the_chosen_product_speaks_in_table_and_details(window: MainWindow) -> None:
    combo = window.findChild(QComboBox, "productFilter")
    assert combo is not None
    combo.setCurrentText("USDⓈ-M futures")
    window.go_to("1007-timeout")
    assert window.model.filters.product is Product.USDM
    categories = window.findChild(QTreeWidget, "categoryFilter")
    assert categories is not None
    assert categories.topLevelItemCount() > 3


def test_choosing_a_product_ranks_the_paste_again(window: MainWindow) -> None:
    paste(window, '{"code":-2021,"msg":""}')
    spot = chosen(window)
    choice = window.findChild(QComboBox, "productFilter")
    assert choice is not None
    choice.setCurrentIndex(choice.findText("USD", Qt.MatchFlag.MatchStartsWith))
    assert (spot, chosen(window)) == (
        "2021-order-cancel-replace-partially-failed",
        "2021-order-would-immediately-trigger",
    )


def test_notes_that_cannot_be_opened_are_told_and_the_rest_works(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "notes.sqlite3").mkdir()
    program = Program(qapp, tmp_path, [])
    qtbot.addWidget(program.window)
    program.open_notes()
    assert "notes" in program.window.notice.text()
    program.window.pastes.decode_text("-1121")
    assert chosen(program.window) == "1121-bad-symbol"
    program.window.close()


def test_damaged_notes_are_set_aside_and_said(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "notes.sqlite3").write_bytes(b"no database" * 999)
    program = Program(qapp, tmp_path, [])
    qtbot.addWidget(program.window)
    program.open_notes()
    assert "The notes were damaged; they are kept in" in program.window.notice.text()
    assert program.store is not None
    kept = [path for path in tmp_path.iterdir() if path.read_bytes() == b"no database" * 999]
    assert len(kept) == 1
    program.window.close()


def test_a_store_that_is_handed_in_marks_its_meanings(window: MainWindow, theme: Theme, tmp_path: Path) -> None:
    assert theme.roles
    store = NoteStore.open(tmp_path / "other.sqlite3")
    store.add(meaning="http-503", number=503, text="Seen often.")
    window.notes.set_store(store)
    assert window.model.noted == {"http-503"}
    window.notes.set_store(None)
    store.close()
    assert window.model.noted == frozenset()


def test_parts_and_preferences_are_all_a_window_needs(window: MainWindow) -> None:
    assert Parts._fields == ("registry", "advice", "shelf", "decode", "catalogue")
    assert isinstance(window.choices.current(), Preferences)


@pytest.mark.parametrize("text", ["", "nothing of the kind"])
def test_without_an_error_no_row_and_no_note_of_the_one_before_are_left(window: MainWindow, text: str) -> None:
    window.pastes.decode_text(TWO_ERRORS)
    assert window.note.keeper.draft is not None
    window.pastes.decode_text(text)
    assert chosen(window) is None
    assert window.note.keeper.draft is None


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)")
def test_rows_and_errors_offer_a_menu_of_what_can_be_done_with_them(window: MainWindow) -> None:
    window.pastes.decode_text(TWO_ERRORS)
    for view, first in ((window.table, Command.COPY), (window.findings.rows, Command.COPY_TICKET)):
        view.customContextMenuRequested.emit(QPoint(5, 5))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        assert menu.actions()[0] is window.commands.action(first)
        menu.close()


def test_the_paste_box_shows_that_something_can_be_dropped(window: MainWindow) -> None:
    content = QMimeData()
    content.setText("-1121")
    button, modifier = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    for leave in (QDragLeaveEvent(), QDropEvent(QPointF(5, 5), copy, content, button, modifier)):
        QApplication.sendEvent(window, QDragEnterEvent(QPoint(5, 5), copy, content, button, modifier))
        assert window.paste.property("invites") is True
        QApplication.sendEvent(window, leave)
        assert window.paste.property("invites") is False
    assert window.paste.original_text() == "-1121"


def test_tab_leaves_the_last_link_of_a_page_for_the_buttons_of_a_note(window: MainWindow) -> None:
    store = window.notes.store
    assert store is not None
    note = store.add("words", meaning="1121-bad-symbol", number=-1121, name="BAD_SYMBOL", tags=("a tag",))
    store.save(note.id, base_version=1, text="mine")
    store.save(note.id, base_version=1, text="theirs")
    window.go_to("1121-bad-symbol")
    window.details.setFocus()
    names: list[str] = []
    for _ in range(80):
        at = window.focusWidget()
        if at is window.paste:
            break
        names.append(at.objectName() or at.accessibleName())
        QTest.keyClick(at, Qt.Key.Key_Tab)
    behind = names[names.index("noteNew") :]
    assert behind[:3] == ["noteNew", "noteMore", "notePage"]
    line = window.note.line.buttons[0]
    assert line.text() == "Compare…"
    assert behind[3:6] == [line.accessibleName() or line.objectName(), "Remove the tag a tag", "noteTag"]

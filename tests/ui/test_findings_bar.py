from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from errdex.decode.decoder import Decoder
from errdex.decode.model import Finding, findings_of
from errdex.registry.advice_loader import load_advice
from errdex.registry.model import Product, Registry
from errdex.resources import resources_folder
from errdex.ui.findings_bar import FindingsBar
from errdex.ui.findings_list import FindingsModel
from errdex.ui.theme import Theme

PASTE = """APIError(code=-1007): Timeout waiting for response from backend server.
binance {"code":-1121,"msg":"Invalid symbol."}

binance {"code":-1121,"msg":"Invalid symbol."}

binance {"code":-9876,"msg":"<b>Never heard of</b>"}
"""


@pytest.fixture(scope="module")
def decoder(registry: Registry) -> Decoder:
    return Decoder(registry, load_advice(resources_folder() / "guidance"))


@pytest.fixture
def findings(decoder: Decoder) -> tuple[Finding, ...]:
    return findings_of(decoder.decode(PASTE))


@pytest.fixture
def bar(qtbot: QtBot, theme: Theme) -> Iterator[FindingsBar]:
    bar = FindingsBar(theme)
    qtbot.addWidget(bar)
    bar.resize(600, 40)
    bar.show()
    yield bar
    bar.close()


def words(bar: FindingsBar, row: int, role: Qt.ItemDataRole) -> str:
    return str(bar.model.index(row).data(role))


def test_rows_say_number_name_advice_count_product_and_place(bar: FindingsBar, findings: tuple[Finding, ...]) -> None:
    bar.show_findings(findings)
    assert words(bar, 0, Qt.ItemDataRole.DisplayRole) == "-1007 TIMEOUT"
    spoken = words(bar, 0, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "-1007 TIMEOUT, Check before you send it again, spot, line 1"
    assert ", 2 times, spot, line 2" in words(bar, 1, Qt.ItemDataRole.AccessibleTextRole)
    assert words(bar, 2, Qt.ItemDataRole.DisplayRole) == "-9876 unknown code"
    assert bar.count_sentence(findings, (Product.SPOT,)) == "4 errors · spot"
    assert bar.count_sentence(findings, (Product.SPOT, Product.USDM)) == "4 errors · several products"
    assert bar.count_sentence((), ()) == ""
    assert bar.current() == 0


def test_a_row_says_that_there_are_other_meanings_and_shows_the_chosen_one(bar: FindingsBar, decoder: Decoder) -> None:
    findings = findings_of(decoder.decode('{"code":-1008,"msg":"no such text"}'))
    bar.show_findings(findings)
    first = words(bar, 0, Qt.ItemDataRole.DisplayRole)
    assert "1 of" in words(bar, 0, Qt.ItemDataRole.AccessibleTextRole)
    bar.show_findings(findings, [1])
    assert "2 of" in words(bar, 0, Qt.ItemDataRole.AccessibleTextRole)
    assert words(bar, 0, Qt.ItemDataRole.DisplayRole) != first


def test_findings_that_come_later_leave_the_current_one(bar: FindingsBar, findings: tuple[Finding, ...]) -> None:
    bar.show_findings(findings[:2])
    bar.set_current(1)
    more = (findings[0], Finding(findings[1].occurrences * 5), findings[2])
    bar.show_findings(more)
    assert (bar.current(), bar.model.rowCount()) == (1, 3)
    assert "10 times" in words(bar, 1, Qt.ItemDataRole.AccessibleTextRole)
    bar.show_findings(findings[1:])
    assert (bar.current(), bar.model.rowCount()) == (0, 2)


def test_the_model_keeps_qts_rules(findings: tuple[Finding, ...], qtmodeltester: ModelTester) -> None:
    model = FindingsModel()
    model.show_findings(findings)
    qtmodeltester.check(model)


def test_arrow_keys_walk_along_the_rows(bar: FindingsBar, findings: tuple[Finding, ...], qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(bar.finding_chosen):
        bar.show_findings(findings)
    bar.rows.setFocus()
    with qtbot.waitSignal(bar.finding_chosen) as chosen:
        QTest.keyClick(bar.rows, Qt.Key.Key_Down)
    assert chosen.args == [1]
    with qtbot.assertNotEmitted(bar.finding_chosen):
        bar.set_current(2)
    assert bar.current() == 2


def test_a_click_chooses(bar: FindingsBar, findings: tuple[Finding, ...], qtbot: QtBot) -> None:
    bar.show_findings(findings)
    qtbot.waitExposed(bar)
    place = bar.rows.visualRect(bar.model.index(1)).center()
    with qtbot.waitSignal(bar.finding_chosen) as chosen:
        QTest.mouseClick(bar.rows.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert chosen.args == [1]


def test_its_height_never_changes(bar: FindingsBar, findings: tuple[Finding, ...]) -> None:
    height = bar.height()
    bar.show_findings(findings)
    assert bar.height() == height
    bar.show_findings(findings * 300)
    assert bar.height() == height
    bar.show_state("Decoding…")
    assert bar.height() == height


def test_nothing_found_says_so_and_what_would_help(bar: FindingsBar) -> None:
    bar.show_findings(())
    assert bar.state.text().startswith("No Binance error found.")
    assert "-1121" in bar.state.text()
    assert bar.state.textFormat() is Qt.TextFormat.PlainText
    assert bar.current() == -1


def test_a_long_sentence_ends_in_an_ellipsis_and_is_whole_for_screen_readers(bar: FindingsBar) -> None:
    bar.summary.say("word " * 200)
    assert bar.summary.text().endswith("…")
    assert bar.summary.accessibleName() == "word " * 200
    assert bar.objectName() == "findings"
    assert bar.accessibleName() == "Findings"


def test_what_was_pasted_is_no_markup_in_a_tooltip(bar: FindingsBar) -> None:
    bar.summary.say("<img src='file:///etc/hostname'> " * 40)
    assert "<img" not in bar.summary.toolTip()


def test_an_offer_stands_beside_the_summary_until_it_is_declined(bar: FindingsBar, qtbot: QtBot) -> None:
    bar.summary.say("1 error")
    bar.show_offer("On the clipboard: -1121 BAD_SYMBOL")
    assert bar.offer.text() == "On the clipboard: -1121 BAD_SYMBOL"
    assert bar.summary.text() == "1 error"
    button = next(button for button in bar.findChildren(QPushButton) if button.text() == "Not now")
    with qtbot.waitSignal(bar.offer_declined):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    bar.show_offer("")
    assert not bar.offer.isVisible()
    assert not button.isVisible()


def test_a_button_is_its_command(bar: FindingsBar, qtbot: QtBot) -> None:
    action = QAction("&Paste and decode", bar)
    button = bar.add_command(action, 0)
    assert button.text() == "Paste and decode"
    with qtbot.waitSignal(action.triggered):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    action.setEnabled(False)
    assert not button.isEnabled()


def test_in_a_narrow_window_the_line_leaves_out_what_has_a_key(bar: FindingsBar, qtbot: QtBot) -> None:
    paste = bar.add_command(QAction("Paste and decode", bar), 0)
    menu = bar.add_menu("Earlier", QMenu(bar), 1)
    bar.show_offer("-1121 BAD_SYMBOL on the clipboard")
    bar.resize(250, bar.height())
    assert not menu.isVisible()
    qtbot.waitUntil(lambda: paste.width() >= paste.sizeHint().width())
    qtbot.waitUntil(lambda: bar.offer.text().startswith("-1") and bar.offer.text().endswith("d"))
    assert bar.offer.whole() in bar.offer.toolTip()
    bar.resize(900, bar.height())
    assert menu.isVisible()


def test_an_offer_that_needs_the_menus_room_has_it(bar: FindingsBar, qtbot: QtBot) -> None:
    bar.add_command(QAction("Paste and decode", bar), 0)
    menu = bar.add_menu("Earlier", QMenu(bar), 1)
    bar.summary.say("2 errors")
    bar.resize(650, bar.height())
    assert menu.isVisible()
    bar.show_offer("-1003 TOO_MANY_REQUESTS on the clipboard")
    assert not menu.isVisible()
    qtbot.waitUntil(lambda: bar.offer.text() == bar.offer.whole() and bar.summary.text() == "2 errors")
    bar.show_offer("")
    assert menu.isVisible()


def test_in_a_narrow_window_the_way_to_stop_takes_the_place_of_the_button_to_paste(
    bar: FindingsBar, qtbot: QtBot
) -> None:
    paste = bar.add_command(QAction("Paste and decode", bar), 0)
    stop = bar.add_command(QAction("Stop decoding", bar), -1)
    bar.summary.say("Decoding: 33 %")
    bar.resize(270, bar.height())
    bar.show_command(stop, is_on=True)
    assert not paste.isVisible()
    qtbot.waitUntil(lambda: stop.width() >= stop.sizeHint().width() and bar.summary.text() == "Decoding: 33 %")
    bar.show_command(stop, is_on=False)
    assert paste.isVisible()
    bar.resize(600, bar.height())
    bar.show_command(stop, is_on=True)
    assert paste.isVisible()


def test_what_was_found_is_announced_to_screen_readers(
    bar: FindingsBar, findings: tuple[Finding, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: heard.append(event.message()))
    bar.show_findings(findings)
    bar.summary.say("4 errors · spot")
    bar.announce()
    bar.show_findings(())
    bar.announce()
    assert heard[0] == "4 errors · spot"
    assert heard[1].startswith("No Binance error found")

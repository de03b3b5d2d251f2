from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from errdex.decode.decoder import Decoder
from errdex.decode.model import Finding, findings_of
from errdex.registry.advice_loader import load_advice
from errdex.registry.model import Registry
from errdex.resources import resources_folder
from errdex.ui.findings_bar import FindingsBar, FindingsModel
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


def test_chips_say_number_name_advice_and_count(bar: FindingsBar, findings: tuple[Finding, ...]) -> None:
    bar.show_findings(findings)
    assert words(bar, 0, Qt.ItemDataRole.DisplayRole) == "-1007 TIMEOUT"
    assert words(bar, 0, Qt.ItemDataRole.AccessibleTextRole) == "-1007 TIMEOUT, Check before you send it again"
    assert words(bar, 1, Qt.ItemDataRole.AccessibleTextRole).endswith("2 times")
    assert words(bar, 2, Qt.ItemDataRole.DisplayRole) == "-9876 unknown code"
    assert bar.summary.whole() == "4 errors · spot"
    assert bar.current() == 0


def test_the_model_keeps_qts_rules(findings: tuple[Finding, ...], qtmodeltester: ModelTester) -> None:
    model = FindingsModel()
    model.show_findings(findings)
    qtmodeltester.check(model)


def test_arrow_keys_walk_along_the_chips(bar: FindingsBar, findings: tuple[Finding, ...], qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(bar.finding_chosen):
        bar.show_findings(findings)
    bar.setFocus()
    with qtbot.waitSignal(bar.finding_chosen) as chosen:
        QTest.keyClick(bar.chips, Qt.Key.Key_Right)
    assert chosen.args == [1]
    with qtbot.assertNotEmitted(bar.finding_chosen):
        bar.set_current(2)
    assert bar.current() == 2


def test_a_click_chooses(bar: FindingsBar, findings: tuple[Finding, ...], qtbot: QtBot) -> None:
    bar.show_findings(findings)
    qtbot.waitExposed(bar)
    place = bar.chips.visualRect(bar.model.index(1)).center()
    with qtbot.waitSignal(bar.finding_chosen) as chosen:
        QTest.mouseClick(bar.chips.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert chosen.args == [1]


def test_its_height_never_changes(bar: FindingsBar, findings: tuple[Finding, ...]) -> None:
    height = bar.height()
    bar.show_findings(findings)
    assert bar.height() == height
    bar.show_findings(findings * 300)
    assert bar.height() == height
    assert bar.summary.text() == "1200 errors · spot"
    assert bar.chips.width() <= bar.width()
    bar.show_state("Decoding…")
    assert bar.height() == height


def test_nothing_found_says_so_and_what_would_help(bar: FindingsBar) -> None:
    bar.show_findings(())
    assert bar.summary.whole().startswith("No Binance error found.")
    assert "-1121" in bar.summary.whole()
    assert bar.current() == -1
    bar.show_findings((), shown_whole=False)


def test_a_long_sentence_ends_in_an_ellipsis_and_is_whole_for_screen_readers(bar: FindingsBar) -> None:
    bar.show_state("word " * 200)
    assert bar.summary.text().endswith("…")
    assert bar.summary.accessibleName() == "word " * 200
    assert bar.objectName() == "findings"
    assert bar.accessibleName() == "Findings"


def test_what_was_pasted_is_no_markup_in_a_tooltip(bar: FindingsBar) -> None:
    bar.show_state("<img src='file:///etc/hostname'> " * 40)
    assert "<img" not in bar.summary.toolTip()

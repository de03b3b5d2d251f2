from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from errdex.registry.model import Product
from errdex.ui.commands import Command
from errdex.ui.excerpt import LARGE_TEXT
from errdex.ui.main_window import MainWindow
from errdex.ui.paste_desk import PasteDesk
from errdex.ui.start import Program
from errdex.ui.theme import Scheme

SYMBOL = '{"code":-1121,"msg":"Invalid symbol."}'
TIMEOUT = "APIError(code=-1007): Timeout waiting for response from backend server."
AMBIGUOUS = '{"code":-1008,"msg":"no such text"}'
HEADER = "X-MBX-APIKEY: vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A"
QUIET = "2026-01-02 10:00:00 a quiet line of a log\n"


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    program = Program(qapp, tmp_path, [])
    program.theme.choose(Scheme.LIGHT)
    qtbot.addWidget(program.window)
    program.window.show()
    yield program.window
    program.window.close()


@pytest.fixture
def desk(window: MainWindow) -> PasteDesk:
    return window.pastes


def said(window: MainWindow) -> str:
    return window.findings.summary.whole()


def does(window: MainWindow, command: Command) -> None:
    window.commands.action(command).trigger()


def button(window: MainWindow, text: str) -> QPushButton:
    return next(button for button in window.findings.findChildren(QPushButton) if button.text() == text)


def test_the_button_pastes_and_decodes(window: MainWindow) -> None:
    QApplication.clipboard().setText(SYMBOL)
    button(window, "Paste and decode").click()
    assert window.paste.original_text() == SYMBOL
    assert said(window) == "1 error · spot"


def test_one_key_shows_another_meaning_everywhere_and_keeps_its_product(window: MainWindow, desk: PasteDesk) -> None:
    desk.decode_text(f"{AMBIGUOUS}\n\n{SYMBOL}")
    first = window.details.title()
    assert "F7 shows its next meaning" in said(window)
    does(window, Command.NEXT_MEANING)
    assert window.details.title() != first
    meaning = window.table.chosen_meaning()
    assert meaning is not None
    assert str(meaning.name) in window.details.title()
    assert window.findings.model.row(0).name == meaning.name
    product = desk.session.product
    assert product is not None
    assert "is chosen for this paste" in said(window)
    assert window.panel.filters().product is None
    does(window, Command.PRODUCT_DEFAULT)
    assert window.panel.filters().product is product
    assert window.choices.current().product is product
    assert window.findings.model.row(0).name == meaning.name


def test_a_choice_in_the_details_is_the_same_as_by_key(window: MainWindow, desk: PasteDesk) -> None:
    desk.decode_text(AMBIGUOUS)
    window.details.candidate_chosen.emit(1)
    assert desk.session.candidate_index == 1
    assert desk.session.product is not None


def test_earlier_pastes_come_back_by_key_and_from_the_list(window: MainWindow, desk: PasteDesk) -> None:
    assert not window.commands.action(Command.EARLIER_PASTE).isEnabled()
    desk.decode_text(SYMBOL)
    desk.decode_text(TIMEOUT)
    does(window, Command.EARLIER_PASTE)
    assert window.paste.original_text() == SYMBOL
    assert not window.commands.action(Command.EARLIER_PASTE).isEnabled()
    does(window, Command.LATER_PASTE)
    assert window.paste.original_text() == TIMEOUT
    menu = button(window, "Earlier").menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    titles = [action.text() for action in menu.actions()]
    assert [title.partition(" · ")[2] for title in titles] == ["-1007 TIMEOUT", "-1121 BAD_SYMBOL"]
    assert [action.isChecked() for action in menu.actions()] == [True, False]
    menu.actions()[1].trigger()
    assert window.paste.original_text() == SYMBOL


def test_an_emptied_box_leaves_the_paste_to_go_back_to(window: MainWindow, desk: PasteDesk) -> None:
    desk.decode_text(SYMBOL)
    does(window, Command.CLEAR_PASTE)
    assert said(window) == ""
    does(window, Command.EARLIER_PASTE)
    assert window.paste.original_text() == SYMBOL


@pytest.mark.parametrize("text", [HEADER, f"{HEADER}\n{SYMBOL}\n{TIMEOUT}"])
def test_titles_hold_nothing_of_what_was_pasted(desk: PasteDesk, text: str) -> None:
    desk.decode_text(text)
    title = desk.history.steps[-1].title
    assert title
    assert "vmPU" not in title
    assert "APIKEY" not in title
    assert "waiting" not in title


def test_nothing_pasted_reaches_the_disk(window: MainWindow, desk: PasteDesk, tmp_path: Path) -> None:
    desk.decode_text(f"{HEADER}\n{SYMBOL}")
    desk.decode_text("somethingsecret -1021")
    window.close()
    for path in (path for path in tmp_path.rglob("*") if path.is_file()):
        assert b"vmPUZE6mv" not in path.read_bytes()
        assert b"somethingsecret" not in path.read_bytes()


def test_long_work_is_said_and_can_be_stopped(window: MainWindow, desk: PasteDesk, qtbot: QtBot) -> None:
    desk.decode_text(f"{QUIET}2026-01-02 10:00:01 {SYMBOL}\n" + QUIET * 200_000)
    stop = window.commands.action(Command.STOP)
    assert stop.isEnabled()
    assert not button(window, "Stop decoding").isVisible()
    qtbot.waitUntil(lambda: bool(desk.session.findings))
    desk._sign.timeout.emit()
    desk._sign.stop()
    desk._late.timeout.emit()
    desk._say()
    assert said(window).startswith("Decoding: ")
    button(window, "Stop decoding").click()
    assert said(window).startswith("Stopped at ")
    assert said(window).endswith("% of the text: 1 error · spot")
    assert not stop.isEnabled()
    assert not button(window, "Stop decoding").isVisible()
    assert window.findings.model.rowCount() == 1
    qtbot.wait(1)
    window.commands.action(Command.NEXT_ERROR).trigger()
    assert said(window).startswith("Stopped at ")
    assert desk.worker.wait()


def test_a_screen_reader_hears_once_what_a_long_text_holds(
    desk: PasteDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: heard.append(event.message()))
    desk.decode_text(f"{QUIET * 2000}2026-01-02 10:00:01 {SYMBOL}\n" * 3)
    qtbot.waitUntil(lambda: desk.session.is_whole, timeout=20_000)
    assert len([words for words in heard if words.startswith("3 errors")]) == 1


def test_the_last_line_counts_with_what_is_found(window: MainWindow, desk: PasteDesk, qtbot: QtBot) -> None:
    desk.decode_text(f"{QUIET * 2000}2026-01-02 10:00:01 {SYMBOL}\n" * 8)
    counted: list[tuple[int, str]] = []
    place = window.status.findChild(QLabel, "place")
    assert place is not None
    desk.session.found.connect(lambda: counted.append((len(desk.session.occurrences), place.text())))
    qtbot.waitUntil(lambda: desk.session.is_whole, timeout=20_000)
    assert len({count for count, _ in counted}) > 2
    assert [words for count, words in counted if count > 1 and f"1 of {count} " not in words] == []


def test_a_paste_stops_the_work_on_the_one_before(window: MainWindow, desk: PasteDesk, qtbot: QtBot) -> None:
    desk.decode_text(QUIET * 100_000)
    desk.decode_text(SYMBOL)
    assert desk.worker.wait()
    qtbot.wait(20)
    assert said(window) == "1 error · spot"
    assert not window.commands.action(Command.STOP).isEnabled()


def test_large_files_are_read_and_decoded_beside_the_window(
    window: MainWindow, desk: PasteDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "bot.log"
    path.write_text(QUIET * 30_000 + TIMEOUT, encoding="utf-8")
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(path))])
    with qtbot.waitSignal(desk.worker.ended, timeout=30_000):
        desk.take_content(content)
    assert [finding.first.number for finding in desk.session.findings] == [-1007]
    assert len(window.paste.toPlainText()) < LARGE_TEXT


def test_a_product_chosen_in_the_filters_ranks_the_paste_again(window: MainWindow, desk: PasteDesk) -> None:
    desk.decode_text(AMBIGUOUS)
    window.panel.choose_product(Product.SPOT)
    assert desk.session.products() == (Product.SPOT,)
    window.panel.choose_product(Product.OPTIONS)
    assert desk.session.products() == (Product.OPTIONS,)


def test_the_clipboard_is_offered_and_the_offer_can_be_declined(window: MainWindow, desk: PasteDesk) -> None:
    desk.decode_text(SYMBOL)
    desk._offer("-1007 TIMEOUT")
    assert window.findings.offer.whole() == "-1007 TIMEOUT on the clipboard"
    assert window.paste.original_text() == SYMBOL
    button(window, "Not now").click()
    assert not window.findings.offer.isVisible()


def test_the_offer_is_a_preference(window: MainWindow) -> None:
    assert window.choices.current().clipboard_offer
    does(window, Command.CLIPBOARD_OFFER)
    assert not window.choices.current().clipboard_offer


def test_tab_goes_from_the_paste_along_the_line_to_the_findings(window: MainWindow, desk: PasteDesk) -> None:
    desk.decode_text(SYMBOL)
    window.activateWindow()
    window.paste.setFocus()
    walked = []
    for _ in range(3):
        window.focusNextChild()
        focused = window.focusWidget()
        walked.append(focused.text() if isinstance(focused, QPushButton) else focused)
    assert walked == ["Paste and decode", "Earlier", window.findings.rows]


def test_what_is_read_for_long_is_said_to_be_read(window: MainWindow, desk: PasteDesk) -> None:
    desk._reader.began.emit()
    desk._sign.stop()
    desk._say()
    assert said(window) == "Reading…"
    does(window, Command.STOP)
    desk._say()
    assert said(window) == ""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import qWarning
from PySide6.QtWidgets import QApplication, QMainWindow, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from errdex.ui.crash import CrashReporter, report_of

PASTED = "apiKey=verysecret"


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def reporter(qapp: QApplication, said: list[str]) -> Iterator[CrashReporter]:
    reporter = CrashReporter(qapp, said.append)
    yield reporter
    for dialog in list(reporter.shown):
        dialog.reject()


def fail(text: str) -> None:
    raise ValueError(text)


def fault(text: str) -> tuple[type[BaseException], BaseException]:
    try:
        fail(text)
    except ValueError as error:
        return type(error), error
    raise AssertionError


def test_a_report_names_kind_and_places_and_nothing_that_was_pasted() -> None:
    kind, error = fault(PASTED)
    report = report_of(kind, error.__traceback__)
    assert "builtins.ValueError" in report
    assert "in fail" in report
    assert PASTED not in report
    assert "/home" not in report


def test_one_dialog_tells_a_fault_once_and_offers_it_for_copying(
    reporter: CrashReporter, said: list[str], qtbot: QtBot
) -> None:
    for _ in range(3):
        kind, error = fault(PASTED)
        reporter.take(kind, error, error.__traceback__)
    qtbot.waitUntil(lambda: len(reporter.shown) == 1)
    assert len(said) == 1
    dialog = reporter.shown[0]
    details = dialog.findChild(QPlainTextEdit)
    assert details is not None
    assert details.isReadOnly()
    copy = next(button for button in dialog.findChildren(QPushButton) if "Copy" in button.text())
    copy.click()
    assert QApplication.clipboard().text() == details.toPlainText()
    assert PASTED not in details.toPlainText()


def test_the_dialog_has_the_look_of_the_window_also_where_another_program_is_in_front(
    reporter: CrashReporter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    monkeypatch.setattr(QApplication, "activeWindow", lambda: None)
    kind, error = fault(PASTED)
    reporter.take(kind, error, error.__traceback__)
    qtbot.waitUntil(lambda: len(reporter.shown) == 1)
    assert reporter.shown[0].parent() is window


def test_faults_of_other_threads_arrive_in_the_window(
    reporter: CrashReporter, said: list[str], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        threading, "excepthook", lambda args: reporter.take(args.exc_type, args.exc_value, args.exc_traceback)
    )
    thread = threading.Thread(target=fail, args=(PASTED,))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(reporter.shown) == 1)
    assert len(said) == 1


def test_the_hooks_are_taken_over_and_given_back(reporter: CrashReporter, said: list[str]) -> None:
    before = sys.excepthook, threading.excepthook
    reporter.install()
    try:
        assert sys.excepthook == reporter.take
        qWarning("something odd")
        qWarning("something odd")
        assert said == ["Qt: something odd"]
    finally:
        reporter.remove()
        sys.excepthook, threading.excepthook = before
